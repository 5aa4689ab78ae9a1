"""What an import could not carry: parts of the feed that no record holds, and what reads back differently."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

from feedkit.errors import InvalidRecord
from feedkit.feed.build import DOCS, newest_first
from feedkit.feed.document import Feed
from feedkit.feed.essentials import NEEDED, lacking
from feedkit.importer.records import NOT_CARRIED
from feedkit.importer.spelling import canonical
from feedkit.merge import merge
from feedkit.problems import Place, Problem
from feedkit.records.kinds import LEFT_OUT
from feedkit.records.load import load_source
from feedkit.rules.imports import CHANGED
from feedkit.tags.codec import plan_of
from feedkit.tags.element import Element
from feedkit.tags.episode import Episode
from feedkit.tags.node import Node
from feedkit.tags.show import Show
from feedkit.tags.values import short
from feedkit.targets import SHOW_FILE

ADDED = ("itunes_title", "itunes_season", "itunes_episode")
"""What the loader adds where a feed is silent, and what follows from things that it does say."""
FEEDKITS_OWN = ("key", "notes", "chapter_marks", "episodes", "namespaces", "rss_attrs")


def minted(feed: Feed, guids: Mapping[int, str]) -> Iterator[Problem]:
    """Items that had no guid, and the one that was made for each. guids: by the item's index."""
    for index, guid in guids.items():
        message = f"the item has no guid; `{guid}` was made for it and stored; apps may show the episode as new, once"
        mend = "keep it for good, unless you know what apps took for the guid until now"
        yield CHANGED.at(feed.locate(("episodes", index)), message, mend=mend, field="guid")


def not_carried(feed: Feed, files: Sequence[str], kept: Collection[str] = ()) -> Iterator[Problem]:
    """What the feed says and a build will not (about its own making, its order), and what a build needs and it lacks.

    files: of the items. kept: those whose author has the word.
    """
    show = feed.show or Show()
    for name in NOT_CARRIED:
        if (value := getattr(show, name)) is not None:
            message = f"{short(str(canonical(value)))} is left out: the next build makes its own `{name}`"
            yield LEFT_OUT.at(feed.locate((name,)), message, field=name)
    for name in NEEDED if SHOW_FILE not in kept else ():
        if getattr(show, name) is None:
            message = f"the channel has no `{name}`, and no feed can be built without it"
            yield CHANGED.at(feed.locate(()), message, mend=f"add `{name}` to {SHOW_FILE}", field=name)
    items = [
        (index, one.model_copy(update={"key": PurePosixPath(file).stem}))
        for index, (one, file) in enumerate(zip(show.episodes, files, strict=True))
        if file not in kept
    ]
    for index, episode in items:
        if missing := lacking(episode):
            wanted = ", ".join(f"`{name}`" for name in missing)
            message = f"the item has no {wanted}: it is in `{episode.key}.md`, and no build will publish it so"
            mend = f"add {wanted} to the record{_unread(episode, missing)}"
            yield CHANGED.at(feed.locate(("episodes", index)), message, mend=mend)
    published = [item for item in items if not lacking(item[1])]
    yield from _repeated(feed, published)
    yield from _order(feed, published)


OLDER, NEWER = ("next", "prev-archive"), ("current", "previous", "prev")
"""Links between the pages of a feed (RFC 5005) that lead to more episodes, and to the page that is subscribed to."""


def elsewhere_too(feed: Feed, to: Path, *, is_first: bool) -> Iterator[Problem]:
    """The pages of the feed that lie beside the one that was imported. is_first: whether it is the first of them."""
    show = feed.show or Show()
    told = {link.href for link in show.links if link.rel == "self"}
    for index, link in enumerate(show.links):
        if link.rel in OLDER + NEWER * is_first and link.href not in told:
            told.add(link.href)
            message = f"there are more episodes at {short(link.href)}, and they are not imported"
            mend = (
                f"import that page as well, with `--to {to.as_posix()}`, and those that it leads to;"
                f" then take the links to pages out of {(to / SHOW_FILE).as_posix()}"
            )
            yield CHANGED.at(feed.locate(("links", index)), message, mend=mend, field="links")


def undeclared(show: Show, declared: Mapping[str, object], to: Path) -> Iterator[Problem]:
    """Namespaces that the records need, and the author's show.yaml does not declare."""
    lacks = {prefix: uri for prefix, uri in (show.namespaces or {}).items() if declared.get(prefix) != uri}
    if lacks:
        prefixes = ", ".join(f"`{prefix}`" for prefix in lacks)
        message = f"the feed uses namespaces that {SHOW_FILE} does not declare so: {prefixes}"
        lines = ", ".join(f"{prefix}: {json.dumps(uri)}" for prefix, uri in lacks.items())
        what = f"add to its `namespaces`: `{lines}`" if declared else f"add a line: `namespaces: {{{lines}}}`"
        mend = f"{what}; apps cannot read what is built without"
        yield CHANGED.at(Place((to / SHOW_FILE).as_posix()), message, mend=mend, field="namespaces")


def _unread(episode: Episode, missing: Iterable[str]) -> str:
    """What to do with an element that is there and could not be read: it stands among the foreign ones."""
    slots = plan_of(Episode).slots
    wanted = {slots[name].name for name in missing if name in slots}
    found = [node.name for node in episode.foreign if isinstance(node, Node) and node.name in wanted]
    return f", and take `{found[0]}` out of its `foreign`" if found else ""


def _repeated(feed: Feed, items: Sequence[tuple[int, Episode]]) -> Iterator[Problem]:
    """Items with a guid that one ahead of them has; of their records, a build takes the first by name."""
    files: dict[str, list[str]] = {}
    for _, episode in items:
        files.setdefault(_guid(episode), []).append(f"{episode.key}.md")
    for index, episode in items:
        first, *others = files[_guid(episode)]
        if f"{episode.key}.md" in others:
            published = min(first, *others)
            message = f"the guid of the item is that of `{first}`, too; a build publishes `{published}` alone"
            mend = "give one of the two a guid of its own, or delete it"
            yield CHANGED.at(feed.locate(("episodes", index, "guid")), message, mend=mend, field="guid")


def _guid(episode: Episode) -> str:
    return episode.guid.text if episode.guid is not None else ""


def _order(feed: Feed, items: Sequence[tuple[int, Episode]]) -> Iterator[Problem]:
    """A feed may be in any order, and a build is in its own."""
    wanted = newest_first(items, lambda item: item[1])
    moved = next((index for (index, _), (other, _) in zip(items, wanted, strict=True) if index != other), None)
    if moved is not None:
        message = "the items are not in the order in which a build writes them: the newest first"
        yield CHANGED.at(feed.locate(("episodes", moved)), message, mend="apps sort by date themselves")


def changed(feed: Feed, folder: Path, indexes: Mapping[str, int], kept: Collection[str] = ()) -> Iterator[Problem]:
    """Load the records again, and name each field that is not what the feed says.

    indexes: of items, by their keys. kept: files that hold what their author says.
    """
    was = feed.show or Show()
    try:
        show = merge(load_source(folder))
    except InvalidRecord as error:
        yield from error.problems
        return
    for name in _differing(was, show) if SHOW_FILE not in kept else ():
        yield _changed(feed, (name,), SHOW_FILE)
    found = {episode.key: episode for episode in show.episodes}
    for key, index in indexes.items():
        if key not in found:
            yield CHANGED.at(feed.locate(("episodes", index)), f"the item's record `{key}.md` cannot be read back")
            continue
        for name in _differing(was.episodes[index], found[key]):
            yield _changed(feed, ("episodes", index, name), f"{key}.md")


def _changed(feed: Feed, path: tuple[str | int, ...], file: str) -> Problem:
    message = f"`{path[-1]}` reads back from {file} as something else"
    return CHANGED.at(feed.locate(path), message, mend="compare the two, and correct the record", field=str(path[-1]))


def _differing(was: Element, now: Element) -> Iterable[str]:
    for name in type(was).model_fields:
        before, after = getattr(was, name), getattr(now, name)
        if canonical(before) != canonical(after) and not _is_expected(name, before, after):
            yield name


def _is_expected(name: str, before: object, after: object) -> bool:
    """Whether the difference is one that importing makes on purpose."""
    if name in FEEDKITS_OWN or name in NOT_CARRIED or (name == "docs" and before == DOCS):
        return True
    if name in ADDED or (name == "guid" and isinstance(after, str)):
        return before is None
    if name == "links" and isinstance(before, tuple) and isinstance(after, tuple):
        return not [link for link in before if link not in after] and len(after) - len(before) in (0, 1)
    if isinstance(before, tuple) and isinstance(after, tuple):
        return len(before) == len(after) and all(
            isinstance(one, Element) and isinstance(other, Element) and not list(_differing(one, other))
            for one, other in zip(before, after, strict=True)
        )
    if isinstance(before, Element) and isinstance(after, Element):
        inner = list(_differing(before, after))
        return all(getattr(before, field) is None and (name, field) in COMPLETED for field in inner)
    return False


COMPLETED = (("guid", "is_permalink"), ("enclosure", "type"))
"""Parts that records say where feeds may be silent: RSS has a default for the one, the other follows from the url."""
