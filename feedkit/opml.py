"""OPML 2.0, the format in which apps and people exchange lists of subscriptions: read from anywhere, written in one form.

Source: opml.org/spec2. Apps agree on `outline type="rss"` with `text`, `title` and `xmlUrl`; folders are outlines, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

from feedkit.errors import FeedkitError, InvalidRecord, UsageError, WriteError
from feedkit.importer.identity import feed_url_of
from feedkit.importer.names import slug
from feedkit.importer.run import Imported, import_feed
from feedkit.merge import Merged
from feedkit.problems import Place, Report
from feedkit.records.keys import is_plain_key
from feedkit.rules.imports import NOT_IMPORTED
from feedkit.tags.node import attribute_xml
from feedkit.tags.show import Show

MOST_BYTES = 10_000_000
MOST_DEPTH = 64
MOST_SUBSCRIPTIONS = 10_000


class InvalidOpml(FeedkitError):
    """A document is no OPML that can be read; the message says why, and where."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed of a list. html_url: the show's page; '' where the list does not say.

    The feed's address may hold a password or a token, and is not shown.
    """

    title: str
    feed_url: str = field(repr=False)
    html_url: str = ""


def read_opml(source: bytes) -> tuple[Subscription, ...]:
    """The feeds of a list, in order, each address once; folders are flattened, outlines without a feed passed over.

    Raises InvalidOpml for what is no OPML, has a DOCTYPE, or is over 10 MB, 64 levels or 10,000 feeds. Nothing is
    fetched, and no entity is expanded.
    """
    if len(source) > MOST_BYTES:
        raise InvalidOpml(f"the list is larger than {MOST_BYTES} bytes; split it")
    reader = _Reader()
    try:
        reader.parser.Parse(source, True)  # noqa: FBT003 - expat's own signature, by position only
    except (expat.ExpatError, UnicodeError, LookupError, ValueError) as error:
        where = f"line {reader.parser.ErrorLineNumber}, column {reader.parser.ErrorColumnNumber + 1}"
        raise InvalidOpml(f"the list is not well-formed XML ({where}): {error}") from error
    return tuple(reader.found.values())


class _Reader:
    def __init__(self) -> None:
        self.found: dict[str, Subscription] = {}
        self._depth = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise InvalidOpml(f"outlines are nested deeper than {MOST_DEPTH}; write the list flatter")
        if self._depth == 1 and name != "opml":
            raise InvalidOpml(f"this is a document of `{name[:60]}`, not `opml`")
        if name == "outline":
            self._take({key.lower(): " ".join(value.split()) for key, value in attrs.items()})

    def _take(self, attrs: Mapping[str, str]) -> None:
        """Attribute names are told apart by case in XML, and by nobody who writes OPML."""
        url = attrs.get("xmlurl", "")
        if not url or url in self.found:
            return
        if len(self.found) >= MOST_SUBSCRIPTIONS:
            raise InvalidOpml(f"the list has more than {MOST_SUBSCRIPTIONS} feeds; split it")
        title = attrs.get("title") or attrs.get("text", "")
        self.found[url] = Subscription(title, url, attrs.get("htmlurl", ""))

    def _end(self, _name: str) -> None:
        self._depth -= 1

    def _doctype(self, *_parts: object) -> None:
        raise InvalidOpml("the list has a DOCTYPE, which can hide an attack; remove it")


def write_opml(shows: Iterable[Show | Subscription], *, title: str = "Podcasts") -> bytes:
    """A list of shows as OPML 2.0. UsageError for a show whose feed's address is not known."""
    outlines = [_outline(show if isinstance(show, Subscription) else subscription_of(show)) for show in shows]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head><title>{attribute_xml(title)}</title></head>",
        "  <body>",
        *outlines,
        "  </body>",
        "</opml>",
    ]
    return "".join(f"{line}\n" for line in lines).encode()


def subscription_of(show: Show) -> Subscription:
    """What a list says of a show that was loaded or read. UsageError where its feed's address is not known."""
    merged = show._origin  # noqa: SLF001 - a show's own private attribute; feeds have none
    stored = merged.source.file.feed_url if isinstance(merged, Merged) else None
    url = stored or feed_url_of(show)
    if not url:
        name = show.title or "a show without a title"
        raise UsageError(f"the address of the feed of `{name}` is not known; write `feed_url` in its show.yaml")
    return Subscription(show.title or "", url, show.link or "")


def _outline(one: Subscription) -> str:
    """Apps read `text`, older ones `title`: both hold the show's name."""
    attrs = {"type": "rss", "text": one.title or one.feed_url, "title": one.title, "xmlUrl": one.feed_url}
    if one.html_url:
        attrs["htmlUrl"] = one.html_url
    return "    <outline " + " ".join(f'{name}="{attribute_xml(value)}"' for name, value in attrs.items()) + "/>"


@dataclass(frozen=True, slots=True)
class ImportedShow:
    """One show of an imported list. imported: None where it could not be imported; `report` says why."""

    subscription: Subscription
    folder: Path
    report: Report
    imported: Imported | None = None


def import_opml(
    source: bytes, to: Path, *, fetch: Callable[[str], bytes], force: bool = False
) -> tuple[ImportedShow, ...]:
    """Import every feed of a list, each into a folder of `to` that is named after the show.

    fetch: gives the bytes of the feed at an address, and raises OSError or FeedkitError where it cannot; an error's
    `reason` is told, and must hold no address. One feed that cannot be had or read costs itself alone. Raises InvalidOpml where the list cannot be read.
    """
    taken = set[str]()
    done: list[ImportedShow] = []
    for number, one in enumerate(read_opml(source), start=1):
        folder = to / _folder_name(one, number, taken)
        done.append(_imported(one, number, folder, fetch, force=force))
    return tuple(done)


def _imported(
    one: Subscription, number: int, folder: Path, fetch: Callable[[str], bytes], *, force: bool
) -> ImportedShow:
    name = f"`{one.title}`" if one.title else f"feed {number} of the list"
    try:
        content = fetch(one.feed_url)
    except (OSError, FeedkitError) as error:
        reason = getattr(error, "reason", "") or getattr(error, "strerror", None) or "its address gave nothing"
        return _failed(one, folder, f"{name} was not imported: {reason}")
    try:
        imported = import_feed(content, folder, url=one.feed_url, force=force)
    except InvalidRecord as error:
        return _failed(one, folder, f"{name} was not imported: {error.problems[0].message}")
    except WriteError as error:
        return _failed(one, folder, f"{name} was not imported: {error}")
    return ImportedShow(one, folder, imported.report, imported)


def _failed(one: Subscription, folder: Path, message: str) -> ImportedShow:
    """No message holds the feed's address: that may hold a password or a token."""
    mend = "open the address in a browser; correct the list, or save the feed as a file and import that"
    return ImportedShow(
        one, folder, Report.of([NOT_IMPORTED.at(Place(folder.as_posix()), message, mend=mend)], files=1)
    )


def _folder_name(one: Subscription, number: int, taken: set[str]) -> str:
    name = slug(one.title)
    if not is_plain_key(name):
        name = f"show-{number}"
    while name in taken:
        name = f"{name}-{number}"
    taken.add(name)
    return name
