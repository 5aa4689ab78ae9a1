"""A version of a feed, by whatever name people have for it: a file, a commit, `commit:file`, or an address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from feedkit.errors import FeedkitError, UsageError
from feedkit.feed.document import Feed
from feedkit.feed.files import LEDGER
from feedkit.feed.paging import archive_pages, with_pages
from feedkit.feed.read import read_feed
from feedkit.guard.kinds import TOLD
from feedkit.guard.ledger import read_ledger
from feedkit.guard.words import quoted
from feedkit.problems import Place, Report
from feedkit.publishing.history import feed_at
from feedkit.tags.show import Show

if TYPE_CHECKING:
    from feedkit.media.addresses import Allowed

ADDRESSES = ("http://", "https://")


@dataclass(frozen=True, slots=True)
class Network:
    """Whether addresses may be asked, and which private ones."""

    online: bool = False
    allow_private: Allowed = False


OFFLINE = Network()


def version_of(name: str, *, of: Path | None = None, network: Network = OFFLINE) -> Feed | None:
    """The feed that `name` stands for, with the episodes of its archive pages; None where a commit has none.

    of: the file that is meant where `name` is a commit alone, or a folder of feeds. A feed that cannot be read has no show, and problems that say why; so has one that cannot be fetched. Raises
    UsageError where nothing has that name.
    """
    if name.lower().startswith(ADDRESSES):
        return _fetched(name, network)
    path = Path(name)
    if path.is_dir() and of is not None:
        path /= of.name
    if path.is_file():
        feed = with_pages(read_feed(path), archive_pages(path))
        return replace(feed, pictures=_pictures_beside(path))
    commit, colon, inner = name.partition(":")
    if colon and inner and Path(inner).parent.is_dir():
        return feed_at(Path(inner), commit)
    if of is None or path.suffix or path.is_dir():
        wanted = "a file, an address, or `COMMIT:FILE` such as `HEAD~1:feeds/show.xml`"
        raise UsageError(f"there is no feed at `{quoted(name)}`; name {wanted}")
    return feed_at(of, name)


def _pictures_beside(feed: Path) -> Mapping[str, str]:
    """What the ledger beside a feed knows of its pictures."""
    with suppress(OSError):
        return read_ledger(feed.with_suffix("") / LEDGER).pictures
    return {}


def version_to_compare(name: str, published: Path, network: Network = OFFLINE) -> Feed | None:
    """As `version_of`, for a build: None where a commit, or a folder of feeds, has none of that show, as of one that is new.

    Raises FeedkitError for a file that somebody named and that the commit does not have.
    """
    folder = Path(name)
    if folder.is_dir() and not (folder / published.name).is_file() and any(folder.glob("*.xml")):
        return None
    found = version_of(name, of=published, network=network)
    is_named = ":" in name and found is None
    return readable(found, name) if is_named else found


def nothing_to_compare(name: str, published: Path) -> Report:
    """A word on a commit that has no feed of a show: it may be new, or nobody committed its feed."""
    message = f"`{quoted(name)}` has no such feed, so it was not compared with one; if it is not new, commit the feeds"
    return Report.of([TOLD.at(Place(published.as_posix()), message)])


def check_against(name: str, shows: Sequence[Path]) -> None:
    """Raise UsageError for what no build of these shows can be compared with: nothing, or one feed for several shows."""
    if not name.strip():
        raise UsageError("`--against` names nothing; write a file, a folder of feeds, a commit or an address")
    is_one = Path(name).is_file() or (":" in name and not Path(name).is_dir())
    if len(shows) > 1 and is_one:
        way_out = "name a folder of feeds or a commit, or build that show alone"
        raise UsageError(f"`{quoted(name)}` is one feed, and there are {len(shows)} shows; {way_out}")


def none_yet(name: str, feed: Feed) -> Feed:
    """An empty feed, for a commit that has none at the path of `feed`: all of this one is new."""
    return Feed(f"{quoted(name)}:{feed.path} (none yet)", b"", Show())


def readable(feed: Feed | None, name: str) -> Feed:
    """The same feed; FeedkitError, which says why, for one that cannot be compared."""
    if feed is None:
        raise FeedkitError(f"`{quoted(name)}` has no such feed, so there is nothing to compare with")
    if feed.show is None:
        reason = next((problem.message for problem in feed.problems), "it is empty")
        raise FeedkitError(f"{feed.path} is no feed that can be read: {quoted(reason)}")
    return feed


def _fetched(url: str, network: Network) -> Feed:
    """The feed at an address. Messages name it without what may be secret in it."""
    shown = quoted(url)
    if not network.online:
        raise UsageError(f"`{shown}` is an address, and nobody is asked without `--online`")
    from feedkit.media.contents import ANSWERS
    from feedkit.media.fetch import NoAnswer
    from feedkit.media.served_feed import fetch_document

    try:
        return read_feed(fetch_document(url, allow_private=network.allow_private).body, path=shown)
    except NoAnswer as error:
        return Feed(shown, b"", problems=(ANSWERS.at(Place(shown), f"it cannot be fetched: {error}"),))
