"""What a new feed must not do to the one that is published already: lose an episode, or change who it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from feedkit.feed.document import Feed
from feedkit.feed.read import read_feed
from feedkit.problems import Kind, Level, Place, Problem
from feedkit.tags.episode import Episode

GUID_CHANGED = Kind("FK071", "guid-never-changes", Level.ERROR)
ITEM_REMOVED = Kind("FK376", "items-removed", Level.ERROR)
SHOW_GUID_CHANGED = Kind("FK197", "pguid-permanent", Level.ERROR)
NOT_A_FEED = Kind("FK426", "published-not-a-feed", Level.ERROR)

FORCE = "if this is meant, build with `--force`"


def guard(feed: Feed, published: Path) -> tuple[Problem, ...]:
    """Compare a feed with the file it is about to replace; problems of level error mean: do not replace it."""
    if not published.is_file() or published.read_bytes() == feed.xml:
        return ()
    old = read_feed(published)
    if old.show is None:
        message = "the published file is no feed that can be read, so nothing can be compared with it"
        return (NOT_A_FEED.at(Place(published.as_posix()), message, mend=FORCE),)
    return (*_show_changed(feed, old), *_lost(feed, old))


def _show_changed(feed: Feed, old: Feed) -> Iterator[Problem]:
    before, now = (one.show.guid if one.show is not None else None for one in (old, feed))
    if before and now != before:
        message = f"the show's guid `{before}` would become `{now}`: directories would take it for another show"
        yield SHOW_GUID_CHANGED.at(old.locate(("guid",)), message, mend=f"write `guid: {before}` in show.yaml; {FORCE}")


def _lost(feed: Feed, old: Feed) -> Iterator[Problem]:
    episodes = feed.show.episodes if feed.show is not None else ()
    guids = {_guid(episode) for episode in episodes}
    by_url = {_url(episode): _guid(episode) for episode in episodes if _url(episode)}
    for index, episode in enumerate(old.show.episodes if old.show is not None else ()):
        guid = _guid(episode)
        if not guid or guid in guids:
            continue
        place = old.locate(("episodes", index, "guid"))
        if _url(episode) in by_url:
            new = by_url[_url(episode)]
            message = (
                f"the guid `{guid}` of `{episode.title}` would become `{new}`: apps would show an old episode as new"
            )
            yield GUID_CHANGED.at(place, message, mend=f"write `guid: {guid}` in the record or its overlay; {FORCE}")
        else:
            message = f"`{episode.title}` (guid `{guid}`) is published and would vanish"
            yield ITEM_REMOVED.at(place, message, mend=f"mend or restore its record; {FORCE}")


def _guid(episode: Episode) -> str:
    return episode.guid.text if episode.guid is not None else ""


def _url(episode: Episode) -> str:
    return (episode.enclosure.url or "") if episode.enclosure is not None else ""
