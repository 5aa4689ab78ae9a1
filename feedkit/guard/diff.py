"""What a feed says otherwise than the one before it, episode by episode: facts, and no judgement (that is the guard's)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from feedkit.feed.document import Feed
from feedkit.guard.change import Change, Diff, Memory
from feedkit.guard.match import Match, guids_of, identity, left_over, match_episodes, media_url
from feedkit.guard.replaced import replaced_pictures, replaced_renditions
from feedkit.tags.codec import plan_of
from feedkit.tags.dates import read_date
from feedkit.tags.element import Element, Local
from feedkit.tags.episode import Episode
from feedkit.tags.rss import Guid
from feedkit.tags.show import Show

FEW = 4
"""Of fewer episodes than this nothing can be said that holds for "most of them"."""

DATE_DAYS = 2.0
"""A published date may be corrected by this much: a zone, a typing slip of a day."""

EDITS = {"title": "title-edited", "description": "notes-edited", "content": "notes-edited", "link": "page-moved"} | {
    "duration": "duration-edited"
}
"""The kind of change by the episode's field; `edited` for the others."""


_STAMP = re.compile(rb"<lastBuildDate>[^<]*</lastBuildDate>")


def diff(old: Feed, new: Feed, memory: Memory | None = None, *, days: float = DATE_DAYS) -> Diff:
    """Compare a feed with the one before it. Both must have a show (`Feed.show`); else nothing is found.

    days: by how much a published date may move and still be a correction.
    """
    memory = memory or Memory()
    if old.show is None or new.show is None:
        return Diff((), old.path, new.path)
    before, after = old.show.episodes, new.show.episodes
    matches = match_episodes(before, after, memory.keys)
    changes = [*_show_changes(old.show, new.show, memory.unchanged)]
    episodes = [*_episode_changes(before, after, matches, memory, days)]
    if not any(change.kind == "other-show" for change in changes):
        changes += episodes
    if not changes:
        changes = [*_stamped(old, new)]
    changes += replaced_pictures(old.pictures or memory.pictures, new.pictures)
    total = len(before) + memory.unchanged
    return Diff(tuple(_gathered(changes, total)), old.path, new.path, total, len(after) + memory.unchanged)


def _show_changes(old: Show, new: Show, unchanged: int) -> Iterator[Change]:
    if not old.title and not old.episodes:
        return  # there was no show yet
    pairs = [(getattr(old, name), getattr(new, name)) for name in ("guid", "title", "link")]
    differ = [before != after for before, after in pairs if before and after]
    kept = len({*guids_of(old.episodes)} & {*guids_of(new.episodes)}) + unchanged
    if differ and all(differ) and old.episodes and kept <= (len(old.episodes) + unchanged) / 2:
        yield Change("other-show", before=f"{old.title}", after=f"{new.title}", count=len(old.episodes))
        return
    is_renamed = old.guid is not None and old.guid.lower() != (new.guid or "").lower()
    if is_renamed:
        yield Change("show-guid-changed", field="guid", before=f"{old.guid}", after=new.guid or "none")
    before, after = own_address(old), own_address(new)
    if before and after and before != after:
        yield Change("feed-moved", field="links", before=before, after=after)
    for name in _changed_fields(old, new, ("guid",) if is_renamed else ()):
        yield Change("show-edited", field=name, before=in_words(getattr(old, name)), after=in_words(getattr(new, name)))


def _stamped(old: Feed, new: Feed) -> Iterator[Change]:
    """A change where the two feeds differ in the date of their build, and in no other byte."""
    dates = [feed.show.last_build_date for feed in (old, new) if feed.show is not None]
    if dates[0] != dates[1] and _STAMP.sub(b"", old.xml) == _STAMP.sub(b"", new.xml):
        before, after = (date.isoformat() if date is not None else "none" for date in dates)
        yield Change("build-date-alone", field="last_build_date", before=before, after=after)


def own_address(show: Show) -> str:
    """The address that a feed gives as its own, or ''."""
    return next((link.href or "" for link in show.links if link.rel == "self"), "")


def _episode_changes(
    old: Sequence[Episode], new: Sequence[Episode], matches: Sequence[Match], memory: Memory, days: float
) -> Iterator[Change]:
    old_guids, new_guids = {*guids_of(old)}, {*guids_of(new)}
    for match in matches:
        before, after = old[match.old], new[match.new]
        names = _names(before, after, memory)
        base = Change("", names, after.title or before.title or "", old=match.old, new=match.new)
        if identity(before) != identity(after):
            kind = "guids-swapped" if identity(after) in old_guids else "guid-changed"
            yield replace(base, kind=kind, field="guid", before=identity(before), after=identity(after))
        yield from _edits(before, after, base, days, is_vouched=match.vouched)
    gone, come = left_over(matches, len(old), len(new))
    for index in gone:
        names = _names(old[index], None, memory)
        kind = "removed" if {*names}.isdisjoint(memory.taken_down) else "taken-down"
        why = memory.held.get(names[0], "") if kind == "removed" else ""
        yield Change(kind, names, old[index].title or "", "", _moment(old[index]), why, index)
    for index in come:
        yield _added(new[index], index, memory, new_guids, days)


def _added(episode: Episode, index: int, memory: Memory, guids: Collection[str], days: float) -> Change:
    """A new episode, or one that comes back; a guid that belonged to another episode is used twice.

    guids: those of the new feed. days: as in `diff`.
    """
    guid = identity(episode)
    kind = "added"
    before = memory.guid_of(episode.key)
    if before and before not in guids:
        return Change(
            "guid-changed", _names(None, episode, memory), episode.title or "", "guid", before, guid, None, index
        )
    if guid in memory.withdrawn:
        kind = "restored" if memory.keys.get(guid, "") in ("", episode.key) else "guid-reused"
    owner = memory.keys.get(guid, "")
    if kind == "restored" and _is_another(episode, *memory.past.get(guid, ("", "")), days):
        kind, owner = "guid-reused", memory.past[guid][0]
    names, title = _names(None, episode, memory), episode.title or ""
    if kind == "guid-reused":
        return Change(kind, names, title, "guid", owner, guid, None, index)
    return Change(kind, names, title, "", "", _moment(episode), None, index)


def _is_another(episode: Episode, url: str, date: str, days: float) -> bool:
    """Whether an episode that comes back has other media, and is of another day, than it had."""
    if not url or url == media_url(episode) or episode.pub_date is None:
        return False
    try:
        return abs(episode.pub_date - read_date(date)) > timedelta(days=days)
    except (ValueError, OverflowError):
        return False


def _names(old: Episode | None, new: Episode | None, memory: Memory) -> tuple[str, ...]:
    found: list[str] = [new.key] if new is not None else []
    for episode in (old, new):
        if episode is not None:
            found.append(memory.keys.get(identity(episode), ""))
            if episode.episode is not None:
                found.append(plan_of(type(episode.episode)).slots["number"].form.write(episode.episode.number))  # type: ignore[union-attr]  # a number has a form
            found.append(identity(episode))
    return tuple(dict.fromkeys(name for name in found if name)) or ("?",)


def _edits(old: Episode, new: Episode, base: Change, days: float, *, is_vouched: bool) -> Iterator[Change]:
    """What was edited of an episode that is the same; all of it at once means that it is another one."""
    names = _changed_fields(old, new, ("guid",))
    moved = _moved(old, new)
    is_far = moved is not None and abs(moved) > timedelta(days=days)
    replaced = {"title", "enclosure", "pub_date"} <= {*names} and is_far and media_url(old) != media_url(new)
    if replaced:
        kind, after = ("episode-replaced", new.title) if is_vouched else ("guid-reused", identity(new))
        yield replace(base, kind=kind, before=old.title or "", after=after or "")
        return
    if old.guid is not None and new.guid is not None and _is_address(old.guid) != _is_address(new.guid):
        yield replace(base, kind="edited", field="guid.is_permalink")
    for name in names:
        yield from _edit(name, old, new, base, is_far=is_far)


def _is_address(guid: Guid) -> bool:
    """Whether a guid may be opened, which it may where nobody says otherwise (RSS 2.0)."""
    return guid.is_permalink is not False


def _edit(name: str, old: Episode, new: Episode, base: Change, *, is_far: bool) -> Iterator[Change]:
    before, after = getattr(old, name), getattr(new, name)
    change = replace(base, field=name, before=in_words(before), after=in_words(after))
    if name == "pub_date":
        yield replace(change, kind=_kind_of_move(old, new, is_far=is_far), before=_moment(old), after=_moment(new))
    elif name == "enclosure" and before is not None and after is not None:
        if before.url != after.url:
            yield replace(change, kind="url-changed", before=before.url or "", after=after.url or "")
        elif before.length != after.length:
            kind = (
                "media-replaced" if before.length and after.length else "edited"
            )  # a length found late is no new file
            yield replace(change, kind=kind, before=in_words(before.length), after=in_words(after.length))
        else:
            yield replace(change, kind="edited", before=in_words(before.type), after=in_words(after.type))
    elif name == "alternate_enclosures" and (replaced := [*replaced_renditions(old, new)]):
        yield from (replace(change, kind=kind, before=was, after=now) for kind, was, now in replaced)
    else:
        yield replace(change, kind=EDITS.get(name, "edited"))


def _kind_of_move(old: Episode, new: Episode, *, is_far: bool) -> str:
    """What it means that a date is another: one that was not there before moves nothing."""
    if old.pub_date is None or (new.pub_date is not None and not is_far):
        return "dates-respelled" if _moved(old, new) == timedelta() else "date-corrected"
    return "date-moved"


def _moved(old: Episode, new: Episode) -> timedelta | None:
    return new.pub_date - old.pub_date if old.pub_date is not None and new.pub_date is not None else None


def _moment(episode: Episode) -> str:
    return episode.pub_date.isoformat() if episode.pub_date is not None else ""


@cache
def _compared(cls: type[Element]) -> tuple[str, ...]:
    aside = {"episodes", "last_build_date"}
    return tuple(n for n, slot in plan_of(cls).slots.items() if not isinstance(slot.mark, Local) and n not in aside)


def _changed_fields(old: Element, new: Element, but: Collection[str]) -> list[str]:
    """The fields that a feed shows and that differ; equal instants in other zones differ, too."""
    before, after = old.__dict__, new.__dict__
    return [
        n
        for n in _compared(type(old))
        if n not in but and (before[n] != after[n] or _is_respelled(before[n], after[n]))
    ]


def _is_respelled(before: object, after: object) -> bool:
    offsets = [getattr(value, "utcoffset", None) for value in (before, after)]
    return all(offsets) and offsets[0]() != offsets[1]()  # type: ignore[misc]  # neither is None


def in_words(value: object) -> str:
    """A value as a sentence may quote it: a text as it is, an element by what it says, () and None as ''."""
    if isinstance(value, Element):
        said = (
            f"{n}={in_words(v)}"
            for n, v in value.__dict__.items()
            if n in plan_of(type(value)).slots and v not in (None, ())
        )
        return ", ".join(said)
    if isinstance(value, tuple):
        return "; ".join(map(in_words, value))
    if isinstance(value, bool):
        return str(value).lower()  # as records and feeds have it
    return "" if value is None else str(value)


def _gathered(changes: Sequence[Change], total: int) -> Iterator[Change]:
    """One sentence where one cause did it all: every date shifted by the same, every date in another zone."""
    respelled = [change for change in changes if change.kind == "dates-respelled"]
    shift, shifted = _common_shift(changes)
    told = {*map(id, respelled)}
    if len(shifted) >= max(FEW - 1, total / 2):
        told.update(map(id, shifted))
        yield replace(shifted[0], kind="dates-shifted", after=shift, before="", names=(), title="", count=len(shifted))
    if (churned := _churned(changes)) >= max(FEW, total / 2):
        yield Change("mass-churn", count=churned)
    yield from (change for change in changes if id(change) not in told)
    if respelled:
        yield replace(respelled[0], names=(), title="", old=None, new=None, count=len(respelled))


def _common_shift(changes: Sequence[Change]) -> tuple[str, list[Change]]:
    moved: dict[timedelta, list[Change]] = {}
    for change in changes:
        if change.kind in ("date-moved", "date-corrected") and change.before and change.after:
            by = datetime.fromisoformat(change.after) - datetime.fromisoformat(change.before)
            moved.setdefault(by, []).append(change)
    by, shifted = max(moved.items(), key=lambda one: len(one[1]), default=(timedelta(), []))
    return f"{'-' if by < timedelta() else '+'}{abs(by)}", shifted


def _churned(changes: Sequence[Change]) -> int:
    """How many episodes were replaced, or changed two of title, media, date and duration at once.

    What was not there before has not changed: durations found late are no churn, and a ledger knows no titles.
    """
    kinds = ("title-edited", "url-changed", "date-moved", "date-corrected", "duration-edited")
    parts = Counter(change.new for change in changes if change.kind in kinds and change.before)
    replaced = {change.new for change in changes if change.kind == "episode-replaced"}
    return len(replaced | {index for index, count in parts.items() if count > 1})
