"""Lists of chapters that authors wrote: checked and tidied once, each defect told at the line where it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from feedkit.chapters import Chapter, Chapters, chapters_from_object, tidy
from feedkit.chapters.json_chapters import MOST_CHAPTERS
from feedkit.problems import Level, Place, Problem
from feedkit.records.layers import Layer, Locate
from feedkit.records.repeats import relocated
from feedkit.tags.values import read_seconds
from feedkit.transcripts.clock import is_time

FIELD = "chapter_marks"
_OPTIONAL = {"end_time": "end_s", "img": "img", "url": "url"}
"""The fields of a mark that tidying may take out, by the names that `Chapter` has for them."""


def with_tidy_chapters(layer: Layer, duration_s: float | None) -> tuple[Layer, tuple[Problem, ...]]:
    """The same layer with its chapters sorted, each start once, none past the end, ends only where they say something.

    duration_s: of the audio, where it is known. Entries that cannot be read stay, at the end, for the merge to judge.
    """
    marks = layer.values.get(FIELD)
    if not isinstance(marks, list) or not marks or _are_tidy(marks, duration_s):
        return layer, ()
    return _tidied_in_full(layer, marks, duration_s)


def _tidied_in_full(layer: Layer, marks: Sequence[Any], duration_s: float | None) -> tuple[Layer, tuple[Problem, ...]]:
    entries = {index: entry for index, mark in enumerate(marks) if (entry := _entry(mark))}
    numbers = list(entries)
    chapters, faults = chapters_from_object(
        {"version": "1.2.0", "chapters": list(entries.values())},
        path="",
        place=lambda index: (numbers[index] + 1, 0),
        duration_s=duration_s,
    )
    tidied, mends = tidy(chapters, duration_s)
    kept = [chapter.line - 1 for chapter in tidied]
    written = [_tidied(marks[chapter.line - 1], chapter) for chapter in tidied]
    unread = [index for index in range(len(marks)) if index not in entries]
    values = {**layer.values, FIELD: [*written, *(marks[index] for index in unread)]}
    tidy_layer = Layer(layer.origin, values, relocated(layer.where, {FIELD: [*kept, *unread]}))
    return tidy_layer, tuple(_placed(problem, layer.where) for problem in _each_once(mends, faults))


def _are_tidy(marks: Sequence[Any], duration_s: float | None) -> bool:
    """Whether these are plainly chapters as they should be, with no more than a start and a title: most lists are.

    Where it is True, reading and tidying the list would change nothing and find nothing.
    """
    last: Any = -1
    for mark in marks:
        if mark.__class__ is not dict or mark.keys() != _PLAIN or not _is_plain_title(mark["title"]):
            return False
        start = mark["start_time"]
        if start.__class__ not in (int, Decimal) or not start >= last + 1 or (last < 0 and start):
            return False
        last = start
    return len(marks) <= MOST_CHAPTERS and is_time(last) and (duration_s is None or last <= duration_s)


_PLAIN = frozenset({"start_time", "title"})


def _is_plain_title(title: Any) -> bool:
    return title.__class__ is str and title.isprintable() and title.strip() != ""


def _entry(mark: Any) -> Mapping[str, Any] | None:
    """A mark as an entry of a chapters file; None where one of its times is none."""
    if not isinstance(mark, Mapping):
        return None
    try:
        times = {name: _seconds(mark[key]) for name, key in _TIMES.items() if mark.get(key) is not None}
    except ValueError:
        return None
    if "startTime" not in times:
        return None
    title = mark.get("title")
    silent = {"toc": False} if str(mark.get("toc")).lower() in {"false", "no"} else {}
    rest = {name: mark[name] for name in ("img", "url") if mark.get(name) is not None}
    return {**times, **rest, **silent, **({} if title is None else {"title": str(title)})}


_TIMES = {"startTime": "start_time", "endTime": "end_time"}


def _seconds(value: Any) -> float:
    """Whole seconds as an int, so that they are written without a fraction."""
    seconds = read_seconds(str(value))
    return int(seconds) if seconds == int(seconds) else seconds


def _tidied(mark: Mapping[str, Any], chapter: Chapter) -> Mapping[str, Any]:
    """The mark as the author wrote it, without what tidying took out."""
    gone = {name for name, field in _OPTIONAL.items() if getattr(chapter, field) is None}
    return {name: value for name, value in mark.items() if name not in gone}


def _each_once(mends: Sequence[Problem], faults: Sequence[Problem]) -> list[Problem]:
    """What was mended, as a warning, then the faults that no mend speaks of (a count of faults has no line)."""
    told = {(problem.rule, line) for problem in mends for line in (0, problem.place.line)}
    rest = [problem for problem in faults if (problem.rule, problem.place.line) not in told]
    return [problem._replace(level=min(problem.level, Level.WARNING)) for problem in mends] + rest


def _placed(problem: Problem, where: Locate) -> Problem:
    """The same problem where the record says what it is about; until now its line was the place in the list."""
    index = problem.place.line - 1
    place = where((FIELD, index)) if index >= 0 else where((FIELD,))
    return problem._replace(place=place, excerpt=None, field=FIELD)


def head_of(
    value: Mapping[str, Any], path: str, find: Callable[[], Place]
) -> tuple[Chapters | None, tuple[Problem, ...]]:
    """What the head of an inlined chapters file says (title, author, podcast …); None where it says nothing.

    find: gives the place of the object; asked only where something is wrong with it.
    """
    head = {name: _without_decimals(one) for name, one in value.items() if name != "chapters" and one is not None}
    chapters, problems = chapters_from_object({**head, "chapters": []}, path=path)
    placed = tuple(problem._replace(place=find(), excerpt=None, field=FIELD) for problem in problems)
    return (chapters if chapters != Chapters() else None), placed


def _without_decimals(value: Any) -> Any:
    """The same value with floats for decimals, as JSON has them."""
    if isinstance(value, Mapping):
        return {name: _without_decimals(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_without_decimals(one) for one in value]
    return float(value) if isinstance(value, Decimal) else value
