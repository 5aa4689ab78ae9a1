"""Corrections beside the records: `overlays/KEY.yaml`, read when its record is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

from feedkit.problems import Place, Problem
from feedkit.records.document import read_document
from feedkit.records.kinds import OVERLAY_UNUSED, SCHEMA
from feedkit.records.layers import Layer, Origin, Source
from feedkit.records.yaml import parse_yaml

ENDINGS = (".yaml", ".yml")
OTHER_ENDINGS = (*ENDINGS, ".json", ".toml", ".md", ".markdown", ".txt")
"""What files that are meant as overlays may end in, in any case."""


class Overlays:
    """The overlays in a folder, by the names of their files. shown: the folder as problems print it."""

    def __init__(self, folder: Path, shown: str) -> None:
        self._folder, self._shown = folder, shown

    @cached_property
    def _files(self) -> list[Path]:
        files = sorted(self._folder.iterdir()) if self._folder.is_dir() else ()
        return [path for path in files if not path.name.startswith(".")]

    @cached_property
    def _paths(self) -> dict[str, list[Path]]:
        paths: dict[str, list[Path]] = {}
        for path in self._files:
            if path.suffix in ENDINGS:
                paths.setdefault(path.stem, []).append(path)
        return paths

    def __len__(self) -> int:
        return len(self._paths)

    def of(self, *names: str) -> tuple[Layer | None, list[Problem]]:
        """The overlay of the first of these names that has one, and what is wrong with any of theirs."""
        found = [self._read(path) for name in dict.fromkeys(names) for path in self._paths.get(name, ())[::-1]]
        layer = next((layer for layer, _ in found if layer is not None), None)
        return layer, [problem for _, problems in found for problem in problems]

    def unused(self, names: Iterable[str]) -> Iterator[Problem]:
        """A word on each overlay that has none of these names, and on what is wrong with it; or that is no YAML by name."""
        known = set(names)
        for path in self._files:
            if path.suffix not in ENDINGS and path.suffix.lower() in OTHER_ENDINGS and path.stem in known:
                message = f"this overlay is not read: it ends in `{path.suffix}`, and overlays in `.yaml`"
                mend = f"write it as YAML (JSON is), and call it `{path.stem}.yaml`"
                yield OVERLAY_UNUSED.at(Place(f"{self._shown}/{path.name}"), message, mend=mend)
        for name in self._paths:
            if name in known:
                continue
            layer, problems = self.of(name)
            yield from problems
            if layer is not None:
                near = get_close_matches(name, sorted(known), n=1)
                mend = f"did you mean `{near[0]}`?" if near else "name it after the key of a record"
                message = f"there is no record `{name}` that this overlay could correct"
                yield OVERLAY_UNUSED.at(layer.where(()).whole, message, mend=mend)

    def _read(self, path: Path) -> tuple[Layer | None, list[Problem]]:
        document = read_document(path, f"{self._shown}/{path.name}")
        if not document.readable:
            return None, [*document.problems]
        parsed = parse_yaml(document)
        problems = [*document.problems, *parsed.problems]
        if isinstance(parsed.value, dict):
            if parsed.value.pop("key", None) is not None:
                mend = "take it out: an overlay is named after the key"
                message = "`key` is not a field of an episode"
                problems.append(document.problem(SCHEMA, parsed.locate(("key",)), message, mend=mend, field="key"))
            return Layer(Origin(Source.OVERLAY, "overlay"), parsed.value, parsed.locate), problems
        if not parsed.problems:
            problems.append(document.problem(SCHEMA, parsed.locate(()), "an overlay wants `key: value` lines"))
        return None, problems
