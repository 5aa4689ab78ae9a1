"""Records that say they are of another show than those beside them: a page, or a file, that was put into the wrong folder."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import partial

from feedkit.problems import Place, Problem
from feedkit.records.kinds import OF_OTHER_SHOW
from feedkit.records.places import shown
from feedkit.records.record import Record


def records_of_other_shows(records: Iterable[Record], *names: str) -> Mapping[str, Problem]:
    """By key, a word on each record that names another show than this one does.

    names: what the show is called, the surest first; where no record calls it so, most of them say what it is called,
    and where all agree, they may.
    """
    named = {record.key: found for record in records if (found := _named(record)) is not None}
    if len({name for name, _ in named.values()}) <= 1:
        return {}
    counts = Counter(_folded(name) for name, _ in named.values())
    own = next((one for name in names if (one := _folded(name)) in counts), counts.most_common(1)[0][0])
    called = next(name for name, _ in named.values() if _folded(name) == own)
    return {key: _told(name, called, find) for key, (name, find) in named.items() if _folded(name) != own}


def _named(record: Record) -> tuple[str, Callable[[], Place]] | None:
    """What a record calls its show, and the place of that."""
    if record.show_name:
        return record.show_name, partial(record.episode.where, ("show_name",))
    title = record.show.values.get("title") if record.show is not None else None
    return (str(title), partial(record.show.where, ("title",))) if record.show is not None and title else None


def _folded(name: str) -> str:
    """A name without what a title, and what an address is made of it, differ by."""
    return "".join(character for character in name.casefold() if character.isalnum())


def _told(name: str, own: str, find: Callable[[], Place]) -> Problem:
    message = f"this record is of the show `{shown(name)}`, and the others are of `{shown(own)}`"
    mend = "move it to its own show; if it is of this one, name the show in it as the others do"
    return OF_OTHER_SHOW.at(find(), message, mend=mend)
