"""What a new feed must not do to the one that is published already, unless somebody allows it by name.

The diff finds what changed; here stands which changes cost subscribers something, and how one says that they are meant.
"""

from __future__ import annotations

import errno
import shlex
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from feedkit.errors import UsageError
from feedkit.feed.allow import Meant, read_allow
from feedkit.feed.change import IDENTITY_KINDS, REFUSED_KINDS, Change, Diff, Memory
from feedkit.feed.diff import DATE_DAYS, diff
from feedkit.feed.diff_words import WORDS, episode_name, quoted, sentence
from feedkit.feed.document import Feed
from feedkit.feed.items import Cut, cut_items, without_shared
from feedkit.feed.ledger import Ledger
from feedkit.feed.match import identity
from feedkit.feed.neighbours import among_others
from feedkit.feed.outcome import ALLOW_UNUSED, REPLACED, STAMPED, TOLD, from_git, unused_allow
from feedkit.feed.paging import archive_pages, is_archive_page, with_pages
from feedkit.feed.read import read_feed
from feedkit.feed.refusals import HARM, MEND_OTHERWISE, way_out
from feedkit.feed.witness import missing, testified, testified_alone
from feedkit.problems import Kind, Level, Place, Problem, See

GUID_CHANGED = Kind("FK071", "guid-never-changes", Level.ERROR)
GUID_REUSED = Kind("FK072", "guid-never-reused", Level.ERROR)
DATE_MOVED = Kind("FK108", "pubdate-stable", Level.ERROR)
ART_REPLACED = Kind("FK180", "art-new-url-on-change", Level.WARNING)
SHOW_GUID_CHANGED = Kind("FK197", "pguid-permanent", Level.ERROR)
ITEM_REMOVED = Kind("FK376", "items-removed", Level.ERROR)
NOT_A_FEED = Kind("FK470", "published-not-a-feed", Level.ERROR)
OTHER_SHOW = Kind("FK471", "published-other-show", Level.ERROR)
MASS_CHURN = Kind("FK472", "published-mass-churn", Level.ERROR)
MOVED = Kind("FK477", "published-feed-moved", Level.WARNING)
RENAMED = Kind("FK479", "published-feed-renamed", Level.ERROR)

NOT_FEED = "not-a-feed"
"""What `--allow` calls a predecessor that is no feed."""

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


def guard(  # noqa: PLR0913 - all but two by name
    feed: Feed,
    published: Path,
    *,
    allow: Sequence[str] = (),
    ledger: Ledger | None = None,
    taken_down: Collection[str] = (),
    against: Feed | None = None,
    days: float = DATE_DAYS,
    before: Cut | None = None,
    held: Mapping[str, str] | None = None,
    records: Mapping[str, str] | None = None,
) -> tuple[Problem, ...]:
    """Compare a feed with the file it is about to replace; a problem of level error means: do not replace it.

    allow: what is meant, as `kind` or `kind:name` (`guid-changed:605`, `removed:*`, `tea-time/removed:5` for one show); it
    is told as info then.
    ledger: what was published, as a second witness of what the file does not have. taken_down: the episodes that go on purpose.
    against: another version, whose differences are told instead of the file's. days: by how much a date may move.
    before: the published file, where somebody has cut it already. held: why records make no episode, by key.
    records: their paths, by key.
    Raises UsageError for an `allow` that names no kind or no episode, and OSError where the file cannot be read.
    """
    ledger = ledger or Ledger()
    memory = replace(ledger.memory, taken_down=taken_down, held=held or {})
    allowed = Allowed(allow, published.stem, records or {})
    found = [*_against_published(feed, published, allowed, ledger, memory, days, before)]
    others = Diff(tuple(among_others(feed, published, ledger, moved=any(one.rule == MOVED.rule for one in found))))
    found += allowed.judge(others, Feed(published.as_posix(), b""))
    if against is not None:
        found = [problem for problem in found if problem.level == Level.ERROR]
        found += _against(against, feed, allowed, replace(memory, pictures={}), days)
    return (*found, *allowed.unused(Place(published.as_posix())))


def _against_published(  # noqa: PLR0913, PLR0917 - what a judgement is made of
    feed: Feed,
    published: Path,
    allowed: Allowed,
    ledger: Ledger,
    memory: Memory,
    days: float,
    before: Cut | None,
) -> Iterator[Problem]:
    witness = Feed(ledger.path, b"")
    if not published.exists():
        yield from allowed.judge(testified(ledger, feed, memory), witness)
        return
    if not published.is_file() and not published.is_dir():  # a pipe would keep us waiting
        raise OSError(errno.EINVAL, "it is no ordinary file", published.as_posix())
    before, pages = before or cut_items(published.read_bytes()), archive_pages(published)
    is_paged = bool(pages) or any(is_archive_page(name) for name in feed.assets)
    found = None if is_paged else _quick_diff(before, feed, memory, days)
    if found is not None and not found.of_kind(*REFUSED_KINDS):
        yield from allowed.judge(found, Feed(published.as_posix(), b""))
        if not missing(ledger, feed):
            return
        old = with_pages(read_feed(published), pages)
    else:
        old = with_pages(read_feed(published), pages)
        yield from _against(old, feed, allowed, memory, days)
    if old.show is None:
        yield from allowed.judge(testified(ledger, feed, memory), witness)
    else:
        yield from allowed.judge(testified_alone(ledger, feed, memory, old.show), witness)


def _against(old: Feed, feed: Feed, allowed: Allowed, memory: Memory, days: float) -> Iterable[Problem]:
    if old.show is None:
        return (allowed.judge_not_a_feed(old),)
    return allowed.judge(diff(old, _read_back(feed, feed.xml, None), memory, days=days), old)


def _quick_diff(before: Cut, feed: Feed, memory: Memory, days: float) -> Diff | None:
    """Compare what is not the same letter by letter; None where that cannot be done. It knows no places."""
    episodes = feed.show.episodes if feed.show is not None else ()
    if any(memory.keys.get(identity(episode), episode.key) != episode.key for episode in episodes):
        return None  # a record has another's guid, though the feed may look the same
    old_rest, new_rest, shared = without_shared(before, cut_items(feed.content))
    old = read_feed(old_rest)
    if not shared or old.show is None:
        return None
    return diff(old, _read_back(feed, new_rest, shared), replace(memory, unchanged=shared), days=days)


def _read_back(feed: Feed, xml: bytes, shared: int | None) -> Feed:
    """The feed as readers will see it, its episodes with their keys. shared: how many of its items `xml` leaves out."""
    read = read_feed(xml, path=feed.path)
    if read.show is None or feed.show is None:
        return feed
    shows = (read.show, *(show for page in _pages_of(feed) if (show := read_feed(page).show) is not None))
    episodes = [episode for show in shows for episode in show.episodes]
    keys = {identity(episode): episode.key for episode in feed.show.episodes}
    if len(episodes) + (shared or 0) != len(feed.show.episodes):
        return feed
    keyed = (episode.model_copy(update={"key": keys.get(identity(episode), "")}) for episode in episodes)
    show = read.show.model_copy(update={"episodes": tuple(keyed)})
    return replace(read, show=show, pictures=feed.pictures)


def _pages_of(feed: Feed) -> list[bytes]:
    """The archive pages that were built with a feed, the newest first."""
    names = sorted(filter(is_archive_page, feed.assets), key=lambda name: (len(name), name), reverse=True)
    return [feed.assets[name] for name in names]


class Allowed:
    """What somebody named as meant, and which of it was of use."""

    def __init__(self, allow: Sequence[str], show: str, records: Mapping[str, str]) -> None:
        self.records = records
        self.given: dict[str, str] = {}
        self.used = set[str]()
        for text in allow:
            meant = read_allow(text)
            _check_known(text, meant)
            if meant.show in ("", show):
                self.given[f"{meant.kind}:{meant.name}" if meant.name else meant.kind] = text

    def covers(self, change: Change) -> bool:
        """Whether a change is meant; a change of the show needs no name."""
        wanted = {f"{change.kind}:*", *(f"{change.kind}:{name}" for name in change.names)}
        wanted |= {f"{change.kind}:{quoted(name)}" for name in change.names}
        if not change.names:
            wanted.add(change.kind)
        found = wanted & {*self.given}
        self.used |= found
        return bool(found)

    def judge(self, found: Diff, old: Feed) -> tuple[Problem, ...]:
        """The problems of a diff: refused changes, then what is told."""
        refused = [change for change in found.changes if change.is_refused and not self.covers(change)]
        left = {*map(id, refused)}
        told = [change for change in found.changes if id(change) not in left]
        return (*_refusals(refused, old, found.old_episodes, self.records), *_told(told, Place(old.path)))

    def unused(self, place: Place) -> Iterator[Problem]:
        """A word on each allow that was of no use."""
        for one, text in self.given.items():
            if one not in self.used:
                yield ALLOW_UNUSED.at(place, unused_allow(text), mend="take it out of the call")

    def judge_not_a_feed(self, old: Feed) -> Problem:
        """The problem of a predecessor that cannot be compared."""
        reason = next((problem.message for problem in old.problems), "it is empty")
        place, message = Place(old.path), f"what was published is no feed that can be read: {quoted(reason)}"
        if meant := self.given.keys() & {NOT_FEED, f"{NOT_FEED}:*"}:
            self.used |= meant
            return TOLD.at(place, f"{message}; it is replaced, as allowed")
        mend = f"restore it ({from_git(old.path)}), or build with `--allow {NOT_FEED}` if there is nothing to lose"
        return NOT_A_FEED.at(place, f"{message}, so nothing can be compared with it", mend=mend)


def _check_known(text: str, meant: Meant) -> None:
    if meant.kind not in KINDS and meant.kind != NOT_FEED:
        known = ", ".join((*KINDS, NOT_FEED))
        raise UsageError(f"`{text}` allows nothing that is known; write one of {known}, and `:` with a name or `*`")
    if meant.kind in IDENTITY_KINDS and not meant.name:
        raise UsageError(f"`{text}` names no episode; write `{meant.kind}:NAME`, or `{meant.kind}:*` for all")


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
