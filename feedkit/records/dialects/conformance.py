"""What every dialect must keep to, as one call: for feedkit's own dialects, and for those of others.

from feedkit.records.dialects.conformance import breaches

def test_my_dialect_conforms():
    assert breaches(my_dialect, {"001.md": "…a record…"}) == []
"""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from feedkit.problems import Place, Problem
from feedkit.records.dialects.interface import Beside, Dialect, ManyEpisodes, OneEpisode
from feedkit.records.document import Document, document_of
from feedkit.records.keys import is_plain_key
from feedkit.records.layers import Layer, Path
from feedkit.records.record import Record, Skipped

JUNK = (
    "x",
    "---\n",
    "---\ntitle: A\n",
    "---\n- a\n---\n",
    "+++\n",
    "+++\ntitle = 1\n+++\n",
    "{",
    "{}",
    "[]",
    '{"items": [1]}',
    "- 1\n- 2\n",
    "# 1: x\n",
    "a: [\n",
    "\x85\u2028",
)
PATHS: tuple[Path, ...] = ((), ("nope",), ("title", 3, "x"), ("key",), ("chapter_marks", 99, "start_time"), ("notes",))
CUTS = 40
"""At how many spots each example is cut off, to see what a broken file does."""
MOST_MESSAGE = 1000


def breaches(dialect: Dialect, examples: Mapping[str, str], *, beside: Mapping[str, str] | None = None) -> list[str]:
    """What a dialect does that it must not, in words; empty when it conforms.

    examples: records that it must claim and read, by file name. beside: files that stand beside them, by name.
    """
    found = [] if isinstance(dialect, OneEpisode | ManyEpisodes) else ["it has neither `read` nor `read_all`"]
    if not is_plain_key(str(getattr(dialect, "NAME", ""))) or not isinstance(getattr(dialect, "RANK", None), int):
        found.append("it has no `NAME` of letters, digits and `-`, or no whole number `RANK`")
    if found:
        return found
    reader = _Reader(dialect, beside or {})
    for name, text in examples.items():
        found += [f"{name}: {fault}" for fault in _of_example(reader, text, name)]
    broken = [(name, text[: len(text) * cut // CUTS]) for name, text in examples.items() for cut in range(1, CUTS)]
    for name, text in [*broken, *(("junk.md", text) for text in JUNK), *(("junk.yaml", text) for text in JUNK)]:
        document = document_of(text.encode(), name)
        if document.readable:
            found += [f"{name}, {text[-30:]!r}: {fault}" for fault in _of_text(reader, document)]
    return list(dict.fromkeys(found))


class _Reader:
    def __init__(self, dialect: Dialect, files: Mapping[str, str]) -> None:
        self.dialect = dialect
        self._files = files

    def read(self, document: Document) -> Sequence[Record | Skipped]:
        stem = document.path.rpartition(".")[0] or document.path
        if isinstance(self.dialect, ManyEpisodes):
            return self.dialect.read_all(document, stem, self._beside())
        return (self.dialect.read(document, stem),) if isinstance(self.dialect, OneEpisode) else ()

    def _beside(self) -> Beside:
        def beside(name: str) -> Document | None:
            return document_of(self._files[name].encode(), name) if name in self._files else None

        return beside


def _of_example(reader: _Reader, text: str, name: str) -> Iterator[str]:
    document = document_of(text.encode(), name)
    if not reader.dialect.claims(document):
        yield "it does not claim it"
    records = [one for one in reader.read(document) if isinstance(one, Record)]
    if not records:
        yield "it reads no episode from it"
    if len({record.key for record in records}) < len(records):
        yield "two of its episodes have one key"
    yield from _of_text(reader, document)


def _of_text(reader: _Reader, document: Document) -> Iterator[str]:
    try:
        if reader.dialect.claims(document) not in (True, False):
            yield "`claims` gives neither True nor False"
        first, second = reader.read(document), reader.read(document)
    except Exception as error:  # noqa: BLE001 - whatever it raises is the finding
        place = traceback.extract_tb(error.__traceback__)[-1]
        yield f"it raises {type(error).__name__}: {error} (line {place.lineno})"
        return
    if not first:
        yield "`read_all` gives nothing; it must give a Skipped that says why"
    if [_values(one) for one in first] != [_values(one) for one in second]:
        yield "it reads the same text in two ways"
    for one in first:
        yield from _of_result(one, document.path, reader.dialect.NAME)


def _values(one: Record | Skipped) -> Any:
    return one.episode.values if isinstance(one, Record) else one.reason


def _of_result(one: Record | Skipped, path: str, name: str) -> Iterator[str]:
    for problem in one.problems:
        yield from _of_problem(problem)
    if isinstance(one, Skipped):
        if not one.reason:
            yield "it skips a file without a reason"
        return
    if not is_plain_key(one.key):
        yield f"the key `{one.key}` cannot name files"
    if (one.path, one.dialect) != (path, name):
        yield "a record's `path` or `dialect` is not that of the file"
    for layer in (one.episode, one.show):
        if layer is not None:
            yield from _of_layer(layer)


def _of_layer(layer: Layer) -> Iterator[str]:
    strange = {type(value).__name__ for value in _leaves(layer.values)}
    if strange:
        yield f"values are text, numbers, None, lists and mappings, and not {', '.join(sorted(strange))}"
    for path in (*PATHS, *((name,) for name in layer.values)):
        if not isinstance(layer.where(path), Place):
            yield f"it finds no place for {path}"


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _leaves(inner)
    elif value is not None and not isinstance(value, str | int | bool | Decimal | float):
        yield value


def _of_problem(problem: Problem) -> Iterator[str]:
    if not problem.message.isprintable() or len(problem.message) > MOST_MESSAGE:
        yield f"a message cannot be printed, or is longer than {MOST_MESSAGE} characters: {problem.message[:60]!r}"
    if (problem.message[:1].isupper() and problem.message[1:2].islower()) or problem.message.endswith("."):
        yield f"a message opens with a capital or ends with a full stop: {problem.message[:60]!r}"
