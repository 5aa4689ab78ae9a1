"""From a show to its feed: the envelope by feedgen, feedkit's tags by its hooks, items as fragments from the codec.

feedgen is imported here and nowhere else. What it does wrong stays clear of it: dates are written by feedkit (it stamps
the clock and switches the locale), links and images too (it keeps one, or none).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from feedkit.feed.canonical import canonical_channel, canonical_item
from feedkit.feed.document import Feed
from feedkit.feed.essentials import check_channel, lacking
from feedkit.feed.files import Asset, chapters_file, origins_file, transcript_files
from feedkit.feed.known import Known
from feedkit.feed.paging import Page, paged
from feedkit.feed.scripts import may_hold_scripts, without_scripts
from feedkit.merge import Merged, merged_of
from feedkit.records.source import Draft, Guess
from feedkit.site.episode import Setting, old_episode
from feedkit.site.page import page, setting_of
from feedkit.site.words import summary_mark
from feedkit.tags.document import declarations
from feedkit.tags.episode import Episode
from feedkit.tags.namespaces import URIS
from feedkit.tags.node import ILLEGAL, attribute_xml, text_xml
from feedkit.tags.podcast import ChaptersLink, TranscriptLink
from feedkit.tags.show import Show
from feedkit.tags.writing import Writer

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

DOCS = "https://www.rssboard.org/rss-specification"
"""What a feed says of its format where its show says nothing."""

BY_FEEDGEN = ("title", "link", "description", "language", "copyright", "generator", "docs")
"""The channel's elements that feedgen writes; the codec writes the others, and what else these carry."""

T = TypeVar("T")


class Item(NamedTuple):
    """An episode ready to be published: as XML with a line end, and the files beside it, which the XML links to.

    prefixes: of the namespaces it needs. guesses: what was guessed of it, field by field. line: what the show's page
    says of it once it is old, '' where there is no page.
    """

    episode: Episode
    xml: bytes
    prefixes: frozenset[str] = frozenset()
    files: tuple[Asset, ...] = ()
    guesses: tuple[Guess, ...] = ()
    line: str = ""


def build(show: Show) -> Feed:
    """Build the feed of a loaded show, with the files beside it. Raises InvalidRecord where no feed can be made.

    Pure: the same records give the same bytes. Episodes come newest first, by instant; those that lack an essential
    are left out (`left_out` names them).
    """
    merged = merged_of(show)
    check_channel(show, merged)
    return assemble(show, items_of(show), merged)


def items_of(show: Show) -> list[Item]:
    """The items of all episodes of a loaded show that can be published, in the order of the records."""
    merged, writer = merged_of(show), Writer()
    pairs, setting = zip(show.episodes, merged.drafts, strict=True), setting_of(show, merged.source)
    return [_item(episode, draft, show, writer, setting) for episode, draft in pairs if not lacking(episode)]


def _item(episode: Episode, draft: Draft, show: Show, writer: Writer, setting: Setting) -> Item:
    merged = merged_of(show)
    base = public_base(merged)
    files = tuple(_files(episode, draft, show, merged, base))
    linked = canonical_item(_linked(episode, draft, files, base, show), show, for_apple=_is_for_apple(merged))
    item = written(linked, writer, files, draft.guesses)
    if may_hold_scripts(item.xml) and (safe := without_scripts(linked)) is not linked:
        item = written(safe, writer, files, draft.guesses)
    return item._replace(line=old_episode(item.episode, setting)) if merged.source.file.site else item


def written(episode: Episode, writer: Writer, files: tuple[Asset, ...] = (), guesses: tuple[Guess, ...] = ()) -> Item:
    """The item of an episode that has its links."""
    xml = writer.xml(episode, indent="    ") + b"\n"
    return Item(episode, xml, writer.taken(), files, guesses)


def _is_for_apple(merged: Merged) -> bool:
    profiles = merged.source.file.profiles
    return not profiles or "apple" in profiles


def assemble(show: Show, items: Iterable[Item], merged: Merged, known: Known | None = None) -> Feed:
    """Put a feed together. show: what the channel says; its episodes are those of the items."""
    known = known or Known()
    items = newest_first(_once_each_guid(items), lambda item: item.episode)
    dated = _dated(show, [item.episode for item in items])
    whole = without_scripts(canonical_channel(dated, for_apple=_is_for_apple(merged)), but=("episodes", "link"))
    files = [asset for item in items for asset in item.files]
    if any(item.guesses for item in items):
        files.append(origins_file(((item.episode.key, item.guesses) for item in items), merged.source.slug))
    if merged.source.file.site:
        lines = [item.line for item in items]
        files.append(page(whole, [item.guesses for item in items], lines, merged.source, known.drawn))
    feed, *pages = _pages(whole, merged)
    rest = iter(items)
    content = document(feed.show, rest, known)
    assets = {asset.path: asset.content for asset in files if asset.content is not None}
    assets |= {one.path: b"".join(document(one.show, rest, known)) for one in pages}
    standing = frozenset(asset.path for asset in files if asset.content is None)
    return Feed(feed.path, content, whole, assets=assets, standing=standing)


def _pages(show: Show, merged: Merged) -> list[Page]:
    """The feed, and the archive pages it is split into where the show file wants that."""
    name, file = merged.source.slug, merged.source.file
    if file.page_size is None:
        return [Page(f"{name}.xml", show)]
    return paged(show, file.page_size, file.feed_url or "", name, base=public_base(merged))


def public_base(merged: Merged) -> str:
    """The address of the folder of feeds, with a slash at its end; '' where the show file does not say."""
    url = merged.source.file.public_url
    return "" if url is None else url.rstrip("/") + "/"


def _once_each_guid(items: Iterable[Item]) -> Iterable[Item]:
    seen: set[str] = set()
    for item in items:
        guid = item.episode.guid.text if item.episode.guid is not None else ""
        if guid not in seen:
            yield item
        seen.add(guid)


def newest_first(items: Iterable[T], episode_of: Callable[[T], Episode]) -> list[T]:
    """By instant; of one instant, the higher number in the key comes first."""
    by_key = sorted(items, key=lambda item: _natural(episode_of(item).key), reverse=True)
    return sorted(by_key, key=lambda item: -date.timestamp() if (date := episode_of(item).pub_date) else 0.0)


def _natural(key: str) -> list[tuple[int, str]]:
    """Digits compare as numbers: `9` before `10`."""
    if key.isdecimal():
        return [(-1, ""), (int(key), ""), (-1, "")]
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", key)]


def _files(episode: Episode, draft: Draft, show: Show, merged: Merged, base: str) -> Iterable[Asset]:
    if not base:
        return
    guess = next((dict(g.details) for g in draft.guesses if g.field == "chapter_marks"), None)
    if episode.chapters is None and (
        chapters := chapters_file(episode, show, merged.source.slug, guess, draft.chapters_head)
    ):
        yield chapters
    yield from transcript_files(draft, episode, show, merged.source.slug)


def _linked(episode: Episode, draft: Draft, files: Sequence[Asset], base: str, show: Show) -> Episode:
    """The episode with links to the files that feedkit writes for it, and with a mark on a summary that nobody wrote."""
    chapters = next((f for f in files if f.path.endswith(".chapters.json")), None)
    transcripts = [
        TranscriptLink(url=base + f.path, type=f.media_type, language=show.language, rel=f.rel or None)
        for f in files
        if ".transcript." in f.path
    ]
    update: dict[str, Any] = {"transcripts": tuple(transcripts)} if transcripts else {}
    if chapters is not None:
        update["chapters"] = ChaptersLink(url=base + chapters.path, type=chapters.media_type)
    if any(guess.field == "description" for guess in draft.guesses):
        update["description"] = f"{episode.description}{summary_mark(show.language)}"
    return episode.model_copy(update=update) if update else episode


def _dated(show: Show, published: Sequence[Episode]) -> Show:
    """The show with the episodes that are published; it changed last when its newest episode came."""
    newest = next((e.pub_date for e in published if e.pub_date is not None), None)
    said = {"last_build_date": show.last_build_date or newest, "docs": show.docs or DOCS}
    return show.model_copy(update={"episodes": tuple(published), **said})


def document(show: Show, items: Iterator[Item], known: Known | None = None) -> tuple[bytes, ...]:
    """A feed in pieces: the head, as many of the items as the show has episodes, and the tail."""
    channel, writer = show.alone, Writer()
    own = list(islice(items, len(show.episodes)))
    xml = writer.xml(channel)
    prefixes = writer.taken().union(*{item.prefixes for item in own})
    declared = declarations(prefixes, channel.rss_attrs or (), channel.namespaces or {})
    made_of = ([getattr(channel, name) for name in BY_FEEDGEN], channel.rss_attrs, xml, [*declared.items()])
    head, tail = (known or Known()).envelope(made_of, lambda: _envelope(channel, xml, declared))
    return (head, *(item.xml for item in own), tail)


def _envelope(channel: Show, xml: bytes, declared: Mapping[str, str]) -> tuple[bytes, bytes]:
    """What stands before the first item and after the last. xml: what the codec writes of the channel."""
    from feedgen.feed import FeedGenerator

    generator = FeedGenerator()
    _fill(generator, channel)
    names = {prefix: URIS.get(prefix) or f"urn:x-feedkit:{number}" for number, prefix in enumerate(declared)}
    generator.register_extension("feedkit", _extension(_with_namespaces(xml, names), names), None, atom=False)
    made: bytes = generator.rss_str(pretty=True)
    for prefix in declared.keys() - URIS.keys():  # lxml refuses URIs that XML allows, and this is about their letters
        uri = attribute_xml(declared[prefix])
        made = made.replace(f'="{names[prefix]}"'.encode(), f'="{uri}"'.encode(), 1)
    attrs = "".join(f' {name}="{attribute_xml(value)}"' for name, value in (channel.rss_attrs or {}).items())
    body = made[made.index(b"<rss") :].replace(b"<rss", b"<rss" + attrs.encode(), 1)
    cut = body.rindex(b"  </channel>")
    strays = [f"    {text_xml(part)}\n".encode() for part in channel.foreign or () if isinstance(part, str)]
    return b"".join((b'<?xml version="1.0" encoding="UTF-8"?>\n', body[:cut], *strays)), body[cut:]


def _fill(generator: FeedGenerator, show: Show) -> None:
    def clean(text: str | None) -> str:
        return ILLEGAL.sub("", text or "")

    generator.title(clean(show.title))
    generator.link(href=clean(show.link), rel="alternate")
    generator.description(clean(show.description))
    generator.generator(clean(show.generator))
    generator.docs(clean(show.docs))
    if show.language:
        generator.language(clean(show.language))
    if show.copyright:
        generator.copyright(clean(show.copyright))


def _extension(channel: bytes, declared: Mapping[str, str]) -> type:
    """A feedgen extension that appends to the channel what the codec writes of the show."""
    from feedgen.ext.base import BaseExtension
    from lxml import etree

    class FeedkitExtension(BaseExtension):  # type: ignore[misc]  # feedgen has no types
        def extend_ns(self) -> dict[str, str]:
            return dict(declared)

        def extend_rss(self, feed: Any) -> None:
            for stamp in feed[0].findall("lastBuildDate"):  # feedgen's own is the clock
                feed[0].remove(stamp)
            parser = etree.XMLParser(remove_blank_text=True, strip_cdata=False, resolve_entities=False)
            ours = etree.fromstring(channel, parser)
            feed[0].attrib.update(ours.attrib)
            by_feedgen = {name: feed[0].find(name) for name in BY_FEEDGEN}
            for child in ours:
                child.tail = None  # text between elements would undo the layout; it is added at the end
                theirs = by_feedgen.pop(child.tag, None)  # a second one was kept as it was
                if theirs is None:
                    feed[0].append(child)
                else:
                    theirs.attrib.update(child.attrib)
                    theirs.text = etree.CDATA(child.text) if "<" in (child.text or "") else theirs.text
            etree.cleanup_namespaces(feed, keep_ns_prefixes=list(declared))

    return FeedkitExtension


def _with_namespaces(xml: bytes, declared: Mapping[str, str]) -> bytes:
    spaces = " ".join(f'xmlns:{prefix}="{attribute_xml(uri)}"' for prefix, uri in declared.items())
    return xml.replace(b"<channel", f"<channel {spaces}".encode(), 1)
