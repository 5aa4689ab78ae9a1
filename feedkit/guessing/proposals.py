"""Guesses for a person to review: a file an episode, in the form of an overlay, which becomes one when it is accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedkit.errors import UsageError, WriteError
from feedkit.feed.files import file_stem
from feedkit.guessing.consult import ask
from feedkit.guessing.fill import learned_of, lock_of, with_guesses, with_lock, with_notes
from feedkit.importer.emit import Bare, comment_lines, yaml_lines
from feedkit.problems import Problem, Report
from feedkit.records.document import Document
from feedkit.records.layers import Layer, Origin, Source
from feedkit.records.load import load_source
from feedkit.records.source import Draft, ShowSource
from feedkit.records.yaml import parse_yaml
from feedkit.settings import Settings

if TYPE_CHECKING:
    from feedkit.media.show import Progress

_HEAD = (
    "Guessed by feedkit, and not published. Edit it, then `feedkit accept` makes it the author's own word.",
    "A field that is `null` is not guessed again; one that is deleted is.",
)
_NAMES = {
    "description": ("description", "summary"),
    "chapter_marks": ("chapters", "chapter_marks"),
    "tags": ("tags", "tag"),
}
"""Guessed fields, by their names in overlays; the first is the one that is written."""
_FIELD = re.compile(r"(?:^#.*\n)*^([A-Za-z_]\w*):.*\n(?:^(?:[ \t-].*)?\n)*", re.MULTILINE)
"""A field at the left edge with the comments over it."""


def write_down(
    folder: Path, settings: Settings, *, online: bool, media_dir: Path | None = None, progress: Progress | None = None
) -> Report:
    """Write down what there is to know of a show beside its records: answers (`online`), and guesses to be reviewed."""
    source = load_source(folder)
    report = ask(source, settings, media_dir, progress) if online else Report(files=source.files)
    if source.file.derived == "propose":
        return report + propose(source)
    idle = f"{source.path}: nothing is written down without `--online`, or `derived: propose` in show.yaml"
    return report if online else replace(report, notes=(idle,))


def propose(source: ShowSource) -> Report:
    """Write what can be guessed of a show to its folder of proposals. What stands there already is left as it is."""
    lock, learned = lock_of(source), learned_of(source)
    written: list[Path] = []
    problems: list[Problem] = []
    for draft in with_lock(source, lock):
        filled = with_guesses(with_notes(draft), source, learned, lock)
        problems += filled.problems[len(draft.problems) :]
        path = _path(source, draft)
        text = _text(path)
        new = [layer for layer in filled.layers if layer.origin.is_guess and not _stands_in(text, layer)]
        if new:
            head = text or "\n".join(comment_lines(_HEAD)) + "\n"
            details = {guess.field: guess.details for guess in filled.guesses}
            _write(path, head + "".join(f"\n{_block(layer, details)}" for layer in new))
            written.append(path)
    note = f"{source.path}/{source.file.proposals}: {len(written)} written"
    return Report.of(problems, notes=[note])


def accept(folder: Path, keys: Sequence[str]) -> tuple[str, ...]:
    """Make proposals the author's own word: from the folder of proposals into that of overlays. Returns what is written.

    keys: of episodes; all that have a proposal if there are none. UsageError for a key without one.
    """
    source = load_source(folder)
    drafts = [draft for draft in source.drafts if not keys or draft.key in keys]
    missing = {*keys} - {draft.key for draft in drafts if _path(source, draft).is_file()}
    if missing:
        listed = ", ".join(f"`{key}`" for key in sorted(missing))
        raise UsageError(f"there is no proposal for {listed} in {source.path}/{source.file.proposals}")
    overlays = (_accept(source, draft) for draft in drafts if _path(source, draft).is_file())
    return tuple(overlay.as_posix() for overlay in overlays if overlay is not None)


def _accept(source: ShowSource, draft: Draft) -> Path | None:
    """Move one proposal, all but the fields that are null; None where nothing is left."""
    path, overlay = _path(source, draft), _overlay_path(source, draft)
    text, before = _text(path), _text(overlay)
    said = _values(text, path)
    blocks = {found[1]: found[0].strip("\n") + "\n" for found in _FIELD.finditer(text + "\n")}
    taken = {name: value for name, value in said.items() if value is not None}
    whole = "\n".join((*([before.rstrip("\n") + "\n"] if before else []), *(blocks.get(name, "") for name in taken)))
    if _values(whole, overlay) != {**_values(before, overlay), **taken}:
        raise UsageError(
            f"{path.as_posix()}: its fields cannot be told apart; move them to {overlay.as_posix()} by hand"
        )
    if taken:
        _write(overlay, whole)
    if len(taken) == len(said):
        path.unlink()
    elif taken:
        refused = (blocks[name] for name in said if name not in taken)
        _write(path, "\n".join(("\n".join(comment_lines(_HEAD)) + "\n", *refused)))
    return overlay if taken else None


def _path(source: ShowSource, draft: Draft) -> Path:
    return source.folder / source.file.proposals / f"{_name(draft)}.yaml"


def _overlay_path(source: ShowSource, draft: Draft) -> Path:
    """The overlay that the episode has, or would have."""
    said = next((one for one in draft.layers if one.origin.source == Source.OVERLAY), None)
    name = f"{_name(draft)}.yaml" if said is None else Path(said.where(()).path).name
    return source.folder / source.file.overlays / name


def _name(draft: Draft) -> str:
    """The name that an overlay of the episode must have: its key, or its file's where a key is no name of a file."""
    return draft.key if file_stem(draft.key) == draft.key else Path(draft.path).stem


def _stands_in(text: str, layer: Layer) -> bool:
    """Whether a proposal speaks of the field of a guess, be it to say `null`."""
    (field,) = layer.values
    return any(found[1] in _NAMES[field] for found in _FIELD.finditer(text + "\n"))


def _block(layer: Layer, details: Mapping[str, Mapping[str, Any]]) -> str:
    """One guess as lines of an overlay, with its origin in comments."""
    ((field, value),) = layer.values.items()
    comments = [*_origin(layer.origin, details[field])]
    return "\n".join((*comment_lines(comments), *yaml_lines({_NAMES[field][0]: _written(value)}))) + "\n"


def _origin(origin: Origin, details: Mapping[str, Any]) -> Iterator[str]:
    made = f"from the {origin.what}" if origin.what == "transcript" else f"by {origin.what}"
    yield f"guessed {made}: {origin.method}, confidence {origin.confidence:.2f}, input {details['input']}"
    chapters = details.get("chapters", ())
    if chapters:
        yield "confidence by chapter: " + ", ".join(f"{one['confidence']:.2f}" for one in chapters)
    errors = [one["error_s"] for one in chapters if one["error_s"] is not None]
    if errors:
        yield f"starts are estimated, ± {max(errors):.0f} s"


def _written(value: Any) -> Any:
    """A guessed value as an overlay would have it."""
    if isinstance(value, str):
        return " ".join(value.split())
    if "text" in value[0]:
        return [tag["text"] for tag in value]
    return [{"start_time": Bare(f"{mark['start_time']:.10g}"), "title": mark["title"]} for mark in value]


def _values(text: str, path: Path) -> Mapping[str, Any]:
    """What a proposal or an overlay says. UsageError where it cannot be read."""
    if not text.strip():
        return {}
    parsed = parse_yaml(Document(path.as_posix(), text))
    if parsed.problems:
        first = parsed.problems[0]
        raise UsageError(f"{first.place}: {first.message}")
    return parsed.value if isinstance(parsed.value, dict) else {}


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8") if path.is_file() else ""
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path.as_posix()} cannot be read as text") from error


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(f".{path.name}.tmp")
        temporary.write_text(text, "utf-8", newline="\n")
        temporary.replace(path)
    except OSError as error:
        raise WriteError(f"cannot write {path.as_posix()}: {(error.strerror or str(error)).lower()}") from error
