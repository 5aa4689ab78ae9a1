"""What is refused: each change that costs subscribers something, what it does to them, and the way out of it; and what is told."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence

from feedkit.feed.document import Feed
from feedkit.guard.allow import NOT_FEED, Allowed
from feedkit.guard.change import Change, Diff
from feedkit.guard.kinds import NOT_A_FEED, TOLD
from feedkit.guard.table import LOOK, ROWS
from feedkit.guard.words import episode_name, quoted, sentence
from feedkit.problems import Place, Problem, See

OVERWRITTEN = "the record holds another episode now: restore it, and write the new episode in a record of its own"

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._/+-]*|https?://[A-Za-z0-9._/?=&%+-]+")
_NO_TEXT = re.compile(r"true|false|yes|no|on|off|null|nan|inf", re.IGNORECASE)

MOST_TOLD = 10
"""Refused changes of one kind that are told one by one; more of them have one cause, and get one message."""


def judged(found: Diff, old: Feed, allowed: Allowed, records: Mapping[str, str]) -> Iterator[Problem]:
    """The problems of a diff: first the changes that are refused, each an error, then what is told.

    old: the feed before, for places. records: the paths of the records, by key.
    """
    refused = [change for change in found.changes if change.is_refused and not allowed.covers(change)]
    left = {*map(id, refused)}
    told = [change for change in found.changes if id(change) not in left]
    yield from _refusals(refused, old, found.old_episodes, records)
    yield from _told(told, Place(old.path))


def judged_no_feed(old: Feed, allowed: Allowed) -> Problem:
    """The problem of a predecessor that cannot be compared."""
    reason = next((problem.message for problem in old.problems), "it is empty")
    place, message = Place(old.path), f"what was published is no feed that can be read: {quoted(reason)}"
    if allowed.covers_no_feed():
        return TOLD.at(place, f"{message}; it is replaced, as allowed")
    mend = f"restore it ({from_git(old.path)}), or build with `--allow {NOT_FEED}` if there is nothing to lose"
    return NOT_A_FEED.at(place, f"{message}, so nothing can be compared with it", mend=mend)


def from_git(path: str) -> str:
    """How one gets a file back as it was committed, also out of a merge that went wrong."""
    return f"`git checkout HEAD -- {shlex.quote(path)}`"


def way_out(change: Change, *, is_overwritten: bool = False) -> str:
    """What to do about a refused change. is_overwritten: the record holds another episode altogether."""
    if change.kind == "guid-changed" and is_overwritten:
        return OVERWRITTEN
    before, after = quoted(change.before), quoted(change.after)
    is_whole = before == change.before and before.isprintable()
    guid = f"`guid: {_as_yaml(before)}`" if is_whole else "the guid that is published there"
    return ROWS[change.kind].mend.format(before=before, after=after, guid=guid, name=json.dumps(quoted(change.name)))


def _as_yaml(text: str) -> str:
    """A text as one writes it in YAML, in quotes where it would be something else without."""
    is_plain = _PLAIN.fullmatch(text) and not _NO_TEXT.fullmatch(text)
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def _refusals(refused: Sequence[Change], old: Feed, total: int, records: Mapping[str, str]) -> Iterator[Problem]:
    by_kind: dict[str, list[Change]] = {}
    for change in refused:
        by_kind.setdefault(change.kind, []).append(change)
    overwritten = {change.new for change in refused if change.kind == "episode-replaced"}
    for kind, changes in by_kind.items():
        if len(changes) > MOST_TOLD or len(changes) >= max(3, total):
            yield _refusal_of_many(kind, changes, old, total)
        else:
            for one in changes:
                problem = _refusal(one, old, is_overwritten=one.new in overwritten)
                path = records.get(one.name)
                yield problem if path is None else problem._replace(see=(See(Place(path), "the record"),))


def _refusal(change: Change, old: Feed, *, is_overwritten: bool = False) -> Problem:
    kind, name, place = change.kind, episode_name(change), _place(change, old)
    row = ROWS[kind]
    harm = f"{row.harm}; {change.after}" if kind == "removed" and change.after else row.harm
    message = f"{f'{name}: ' if name else ''}{sentence(change)}: {harm}"
    mend = f"{way_out(change, is_overwritten=is_overwritten)}; if it is meant, build with `--allow {_option(change)}`"
    return row.rule.at(place, message, mend=mend, field=change.field, excerpt=old.excerpt(place))


def _place(change: Change, old: Feed) -> Place:
    """Where the published feed says what would change; the feed as a whole where it does not have the episode."""
    field = change.field.partition(".")[0] or "guid"
    if old.root is None or (change.names and change.old is None):
        return Place(old.path)
    return old.locate((field,) if change.old is None else ("episodes", change.old, field))


def _option(change: Change) -> str:
    return shlex.quote(f"{change.kind}:{quoted(change.name)}" if change.names else change.kind)


def _refusal_of_many(kind: str, changes: Sequence[Change], old: Feed, total: int) -> Problem:
    named = ", ".join(quoted(change.name) for change in changes[:3])
    reasons = {change.after for change in changes} if kind == "removed" else set()
    why = f"; {reasons.pop()}" if len(reasons) == 1 and reasons != {""} else ""
    message = f"{len(changes)} of {total} published episodes: {ROWS[kind].name} ({named} …): {ROWS[kind].harm}{why}"
    mend = f"so many at once have one cause; {LOOK}; if it is meant, build with `--allow '{kind}:*'`"
    return ROWS[kind].rule.at(Place(old.path), message, mend=mend)


def _told(changes: Sequence[Change], place: Place) -> Iterator[Problem]:
    """One info a kind of change, with as many names as a line takes."""
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
    for kind, same in by_kind.items():
        row = ROWS[kind]
        if len(same) == 1:
            name = episode_name(same[0])
            message = f"{row.name}: {f'{name}: ' if name else ''}{sentence(same[0])}"
        else:
            names = [*dict.fromkeys(quoted(one.name or one.field) for one in same)]
            more = f" and {len(names) - MOST_TOLD} more" if len(names) > MOST_TOLD else ""
            number = f"{len(names)}" + (" episode" + "s" * (len(names) > 1) if same[0].names else "")
            message = f"{row.name}: {number} ({', '.join(names[:MOST_TOLD])}{more})"
        yield TOLD.at(place, message) if row.harm else row.rule.at(place, message, mend=row.mend)  # harm was allowed
