"""From the problems of a show to the new text of each file; nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from difflib import unified_diff
from itertools import groupby
from pathlib import Path

from feedkit.errors import WriteError
from feedkit.feed.lines import Lines
from feedkit.fix.mends import MENDS, OF_FILES, OF_KEYS, OF_VALUES
from feedkit.fix.scalars import scalar_at
from feedkit.problems import Problem
from feedkit.records.repairs import mend_text
from feedkit.replacing import replace_file


@dataclass(frozen=True, slots=True)
class Change:
    """What a file says, what it will say, and the problems that are gone with it."""

    path: str
    before: str
    after: str
    problems: tuple[Problem, ...]

    def write(self) -> None:
        """Put the new text in the place of the old one, whole. WriteError where the file is not what it was."""
        if _text_of(Path(self.path)) != self.before:
            raise WriteError(f"cannot mend {self.path}: it changed just now; run `feedkit fix` again")
        replace_file(Path(self.path), [self.after.encode()])

    def difference(self, name: str = "") -> str:
        """The change as a unified diff. name: what the file is called in it, where that is not its path."""
        texts = (self.before.splitlines(keepends=True), self.after.splitlines(keepends=True))
        lines = unified_diff(*texts, name or self.path, name or self.path)
        return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def plan(problems: Iterable[Problem], unsafe: Collection[str] = ()) -> Iterator[Change]:
    """What mends the problems that can be mended, file by file. unsafe: ids of rules whose mends are wanted as well."""
    wanted = [one for one in problems if one.rule in MENDS and (MENDS[one.rule].is_safe or one.rule in unsafe)]
    for path, group in groupby(sorted(wanted, key=lambda one: one.place), key=lambda one: one.place.path):
        text = _text_of(Path(path))
        change = _change(path, text, list(group)) if text is not None else None
        if change is not None and change.problems:
            yield change


def with_fixable(problems: Iterable[Problem]) -> list[Problem]:
    """The same problems; those that a safe mend would mend say so."""
    listed = list(problems)
    mended = {one for change in plan(listed) for one in change.problems}
    return [one._replace(fixable=True) if one in mended else one for one in listed]


def _text_of(path: Path) -> str | None:
    """The text of a file, line ends and byte order mark included."""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, ValueError):
        return None


def _change(path: str, before: str, problems: list[Problem]) -> Change:
    text, mended = before, list[Problem]()
    for rule, mend in OF_FILES.items():
        of_rule = [one for one in problems if one.rule == rule]
        new = mend.new(text) if of_rule else text
        if new != text:
            text, mended = new, mended + of_rule
    edits = list(_edits(text, [one for one in problems if one.rule not in OF_FILES]))
    if edits:
        lines, read = Lines(text), Lines(mend_text(before, path)[0])
        # Where a line is not what it was read as, for a repair that is not wanted here, columns are others.
        edits = [edit for edit in edits if lines.text_of(edit.line).removeprefix("\ufeff") == read.text_of(edit.line)]
    for edit in sorted(edits, key=lambda edit: -edit.start):
        text = text[: edit.start] + edit.new + text[edit.end :]
        mended += edit.problems
    return Change(path, before, text, tuple(mended))


@dataclass(frozen=True, slots=True)
class _Edit:
    line: int
    start: int
    end: int
    new: str
    problems: tuple[Problem, ...]


def _edits(text: str, problems: list[Problem]) -> Iterator[_Edit]:
    """The edits of values and keys, in the order of the text, if the problems' places are places of it."""
    lines, mark = Lines(text), text.startswith("\ufeff")
    for place, group in groupby(problems, key=lambda one: one.place):
        if not 1 <= place.column <= len(lines.text_of(place.line)):
            continue  # the problem of a whole file, or of one that is shorter by now
        index = lines.start_of(place.line) + place.column - 1 + (mark and place.line == 1)
        here = list(group)
        edits = [_edit(text, index, [one for one in here if one.rule in OF_VALUES])]
        edits += [_key_edit(text, index, one) for one in here if one.rule in OF_KEYS]
        yield from (edit for edit in edits if edit is not None)


def _key_edit(text: str, index: int, problem: Problem) -> _Edit | None:
    """The key that a problem stands at, spelled as the problem proposes."""
    name = OF_KEYS[problem.rule].search(problem.message)
    found = re.compile(rf"[\"']?(?P<key>{re.escape(name['old'])})(?![\w-])").match(text, index) if name else None
    if name is None or found is None:
        return None
    return _Edit(problem.place.line, found.start("key"), found.end(), name["new"], (problem,))


def _edit(text: str, index: int, problems: list[Problem]) -> _Edit | None:
    """One value, and all that is to be mended of it."""
    scalar = scalar_at(text, index)
    if scalar is None:
        return None
    value, mended = scalar.value, list[Problem]()
    for problem in problems:
        mend = OF_VALUES[problem.rule]
        if mend.new(scalar.value) != scalar.value and not set(mend.spares) & set(problem.field.split(".")):
            value, mended = mend.new(value), [*mended, problem]
    return (
        _Edit(problems[0].place.line, scalar.start, scalar.end, scalar.spelled(value), tuple(mended))
        if mended
        else None
    )
