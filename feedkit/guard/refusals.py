"""What is refused: each change that costs subscribers something, what it does to them, and the way out of it; and what is told."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator, Mapping, Sequence

from feedkit.feed.document import Feed
from feedkit.guard.allow import NOT_FEED, Allowed
from feedkit.guard.change import Change, Diff
from feedkit.guard.kinds import (
    ART_REPLACED,
    DATE_MOVED,
    GUID_CHANGED,
    GUID_REUSED,
    ITEM_REMOVED,
    MASS_CHURN,
    MOVED,
    NOT_A_FEED,
    OTHER_SHOW,
    RENAMED,
    REPLACED,
    SHOW_GUID_CHANGED,
    STAMPED,
    TOLD,
)
from feedkit.guard.words import WORDS, episode_name, quoted, sentence
from feedkit.problems import Kind, Place, Problem, See

HARM = {
    "other-show": "subscribers would get episodes of a show that they did not choose",
    "feed-renamed": "whoever subscribed to the one that is there would get nothing more",
    "show-guid-changed": "directories would take it for another show",
    "mass-churn": "that looks like automation gone wrong",
    "dates-shifted": "apps would sort and announce old episodes anew",
    "guid-changed": "apps would show an old episode as new",
    "guids-swapped": "apps would keep what was heard of the one for the other",
    "guid-reused": "apps that know the guid would not show the new episode",
    "removed": "subscribers would lose it",
    "episode-replaced": "apps that have the episode would not show the other one",
    "date-moved": "apps would sort and announce an old episode anew",
}
"""What a refused change does, for the message."""

MEND = {
    "feed-renamed": (
        "if the show's folder was renamed, take its old name, or move what is published as well: "
        "`git mv {before}.xml {after}.xml && git mv {before} {after}`; if this is another show, give it a `feed_url` "
        "and a `guid` of its own"
    ),
    "show-guid-changed": "write `guid: {before}` in show.yaml",
    "guid-changed": "write {guid} in the record or its overlay",
    "guids-swapped": "give each record its own guid again",
    "guid-reused": "give the episode a guid of its own",
    "removed": (
        "mend or restore its record; if it is to go for good, write `withdrawn: true` in it, "
        "or `withdrawn: [{name}]` in show.yaml"
    ),
    "date-moved": "write the published date, {before}, in the record or its overlay",
    "dates-shifted": "look for a time zone that changed in show.yaml",
}
MEND_OTHERWISE = "look whether the records are those of this show, and what rewrote them"
OVERWRITTEN = "the record holds another episode now: restore it, and write the new episode in a record of its own"

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._/+-]*|https?://[A-Za-z0-9._/?=&%+-]+")
_NO_TEXT = re.compile(r"true|false|yes|no|on|off|null|nan|inf", re.IGNORECASE)


KINDS: Mapping[str, Kind] = {
    "other-show": OTHER_SHOW,
    "feed-renamed": RENAMED,
    "show-guid-changed": SHOW_GUID_CHANGED,
    "mass-churn": MASS_CHURN,
    "dates-shifted": DATE_MOVED,
    "guid-changed": GUID_CHANGED,
    "guids-swapped": GUID_CHANGED,
    "guid-reused": GUID_REUSED,
    "removed": ITEM_REMOVED,
    "episode-replaced": MASS_CHURN,
    "date-moved": DATE_MOVED,
}
"""The rule that each refused kind of change breaks."""

_REPLACE = "publish the new file under a new address, and keep the guid: apps and caches keep what they have"
TOLD_AS: Mapping[str, tuple[Kind, str]] = {
    "feed-moved": (
        MOVED,
        "let the old address redirect (301) to the new one, and write `new_feed_url` for four weeks at least",
    ),
    "media-replaced": (REPLACED, _REPLACE),
    "digest-changed": (REPLACED, _REPLACE),
    "art-replaced": (ART_REPLACED, "give the new picture a name of its own, and write it in `image`"),
    "build-date-alone": (STAMPED, "leave `last_build_date` out: the feed is then dated by its newest episode"),
}
"""The rules that changes break which are not refused, each with the way out; all others are just told."""

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
    way = MEND.get(change.kind, MEND_OTHERWISE)
    return way.format(before=before, after=after, guid=guid, name=json.dumps(quoted(change.name)))


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
    harm = f"{HARM[kind]}; {change.after}" if kind == "removed" and change.after else HARM[kind]
    message = f"{f'{name}: ' if name else ''}{sentence(change)}: {harm}"
    mend = f"{way_out(change, is_overwritten=is_overwritten)}; if it is meant, build with `--allow {_option(change)}`"
    return KINDS[kind].at(place, message, mend=mend, field=change.field, excerpt=old.excerpt(place))


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
    message = f"{len(changes)} of {total} published episodes: {WORDS[kind][0]} ({named} …): {HARM[kind]}{why}"
    mend = f"so many at once have one cause; {MEND_OTHERWISE}; if it is meant, build with `--allow '{kind}:*'`"
    return KINDS[kind].at(Place(old.path), message, mend=mend)


def _told(changes: Sequence[Change], place: Place) -> Iterator[Problem]:
    """One info a kind of change, with as many names as a line takes."""
    by_kind: dict[str, list[Change]] = {}
    for change in changes:
        by_kind.setdefault(change.kind, []).append(change)
    for kind, same in by_kind.items():
        if len(same) == 1:
            name = episode_name(same[0])
            message = f"{WORDS[kind][0]}: {f'{name}: ' if name else ''}{sentence(same[0])}"
        else:
            more = f" and {len(same) - MOST_TOLD} more" if len(same) > MOST_TOLD else ""
            names = dict.fromkeys(quoted(one.name or one.field) for one in same[:MOST_TOLD])
            message = f"{WORDS[kind][0]}: {len(same)}, {', '.join(names)}{more}"
        rule, mend = TOLD_AS.get(kind, (TOLD, ""))
        yield rule.at(place, message, mend=mend)
