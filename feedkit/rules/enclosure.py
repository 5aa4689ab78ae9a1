"""The enclosure: the media file, its size and its type."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.feed.document import Feed
from feedkit.problems import Level
from feedkit.rules.duration import is_clock_misread
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.looks import is_more_than_digits
from feedkit.rules.media_types import extension
from feedkit.rules.subject import Raw, Visit, is_there_otherwise, miscased
from feedkit.settings import Settings
from feedkit.tags.episode import Episode
from feedkit.tags.media_types import ALIASES, APPLE_TOLERATES, APPLE_TYPES, TYPES_OF
from feedkit.tags.rss import Enclosure
from feedkit.tags.show import Show
from feedkit.tags.values import short

STILL = ("application/pdf", "application/epub", "image/", "text/")
"""Types of files that do not play, whatever the item says of its duration."""
WITHOUT_MEDIA = ("newsletter", "blog")
_PARAMETERS = r"""(?:\s*;\s*[a-z0-9!#$&^_.+-]+=(?:"[^"]*"|[^\s;"]+))*"""
MEDIA_TYPE = re.compile(rf"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*{_PARAMETERS}", re.IGNORECASE)


@rule(
    "FK073",
    "enclosure-required",
    level="error",
    profiles=("apple", "spotify", "psp1"),
    also={"core": "warning"},
    lacks="enclosure",
)
def enclosure_required(episode: Episode, show: Show, feed: Feed | None) -> Iterator[Finding]:
    """Every episode has a media file.

    Why: it is the episode; Podcast Index and others drop items without one.
    Mend: write `enclosure` with `url`, `length` and `type`; for a page, or a record of another tool, in its overlay.
    Source: APPLE-823; PSP1 enclosure; SPOTIFY-EP; PI-AGG partytime.js.
    Bad: enclosure:
    Good: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/mpeg}
    """
    is_lacking = episode.enclosure is None and not is_there_otherwise("enclosure", episode, feed)
    if is_lacking and (show.medium or "") not in WITHOUT_MEDIA:
        yield Finding("the episode has no `enclosure`", ("enclosure",))


@rule("FK074", "enclosure-single", level="error", where=called("item", "podcast:liveItem"), by_shape=True)
def enclosure_single(visit: Visit) -> Iterator[Finding]:
    """An item has one enclosure.

    Why: newsboat takes the last of several, all others the first.
    Mend: keep one; other renditions go to `podcast:alternateEnclosure`.
    Source: W3CFV DuplicateEnclosure; PI-AGG partytime.js.
    Bad xml: <enclosure url="https://tea.fm/1.mp3" length="48213331" type="audio/mpeg"/>
        <enclosure url="https://tea.fm/1.m4a" length="38213331" type="audio/x-m4a"/>
    Good xml: <enclosure url="https://tea.fm/1.mp3" length="48213331" type="audio/mpeg"/>
    """
    found = [node for node in visit.node.nodes if node.name == "enclosure"]
    if len(found) > 1:
        yield Finding(f"the item has {len(found)} enclosures", found[1], see=((found[0], "the first one"),))


@rule("FK075", "enclosure-three-attributes", level="error")
def three_attributes(enclosure: Enclosure) -> Iterator[Finding]:
    """An enclosure has an address, a size and a type.

    Why: RSS, Apple and PSP-1 want all three; Spotify refuses the episode, newsboat and gPodder lose it.
    Mend: write what is missing; 0 for a size that cannot be known.
    Source: RSS2 enclosure; APPLE-823; podlatch/podlatch-publisher#33.
    Bad: enclosure: {url: https://tea.fm/1.mp3}
    Good: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/mpeg}
    """
    names = [name for name in ("url", "length", "type") if getattr(enclosure, name) in (None, "")]
    missing = [name for name in names if not miscased(name, enclosure)]
    if missing:
        yield Finding(f"the enclosure has no {', no '.join(f'`{name}`' for name in missing)}", (missing[0],))


@rule("FK079", "enclosure-type-syntax", level="error", of=("type",))
def type_syntax(enclosure: Enclosure) -> Iterator[Finding]:
    """The type is a media type.

    Why: for `mp3` newsboat stores no file and greg downloads nothing.
    Mend: write `audio/mpeg`, `audio/x-m4a` or `video/mp4`.
    Source: RSS2 enclosure; W3CFV InvalidMIMEAttribute.
    Bad: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: mp3}
    Good: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/mpeg}
    """
    if enclosure.type and not MEDIA_TYPE.fullmatch(enclosure.type):
        known = TYPES_OF.get(enclosure.type.lower().strip("."))
        way_out = f"; write `{known[0]}`" if known else ""
        yield Finding(f"`type` is no media type: {short(enclosure.type)}{way_out}", ("type",))


@rule("FK080", "enclosure-type-apple", level="error", profiles=("apple",))
def type_apple(episode: Episode) -> Iterator[Finding]:
    """The type is one that Apple takes.

    Why: Apple does not take in episodes of another type.
    Mend: publish MP3 or AAC; other formats go to `podcast:alternateEnclosure`.
    Source: APPLE-GUIDE enclosure; PSP1 enclosure.
    Bad: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/ogg}
    Good: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/mpeg}
    """
    kind = (episode.enclosure.type or "").lower() if episode.enclosure is not None else ""
    if episode.tag != "item" or not MEDIA_TYPE.fullmatch(kind) or kind in APPLE_TYPES or kind in ALIASES:
        return
    if kind in APPLE_TOLERATES:
        message = f"`type` is {short(kind)}, which Apple takes but does not list"
        yield Finding(message, ("enclosure", "type"), level=Level.WARNING)
    else:
        bare = kind.partition(";")[0].rstrip()
        mend = f"write `{bare}` alone" if bare in APPLE_TYPES else ""
        yield Finding(f"`type` is {short(kind)}; Apple takes {', '.join(APPLE_TYPES)}", ("enclosure", "type"), mend)


@rule("FK081", "enclosure-type-canonical", level="warning", of=("type",))
def type_canonical(enclosure: Enclosure) -> Iterator[Finding]:
    """The type is a registered name, not an alias.

    Why: apps that compare letter by letter do not know `audio/mp3`.
    Mend: write the name that the message gives.
    Source: Podcastindex-org/podcast-namespace#403; categories.yaml media_types.
    Bad: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/mp3}
    Good: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/mpeg}
    """
    right = ALIASES.get((enclosure.type or "").lower())
    if right:
        yield Finding(f"`type` is {short(enclosure.type or '')}, which is written `{right}`", ("type",))


@rule("FK082", "enclosure-type-extension-agree", level="warning")
def type_extension_agree(enclosure: Enclosure) -> Iterator[Finding]:
    """The type and the file's extension belong together.

    Why: apps choose the player by one or the other.
    Mend: correct whichever is wrong.
    Source: APPLE-GUIDE enclosure; categories.yaml media_types.
    Bad: enclosure: {url: https://tea.fm/1.m4a, length: 48213331, type: audio/mpeg}
    Good: enclosure: {url: https://tea.fm/1.m4a, length: 48213331, type: audio/x-m4a}
    """
    kind = (enclosure.type or "").lower().partition(";")[0].strip()
    known = TYPES_OF.get(extension(enclosure.url or ""))
    if known and MEDIA_TYPE.fullmatch(kind) and ALIASES.get(kind, kind) not in known:
        yield Finding(f"`type` is {short(kind)}, and the file ends in `.{extension(enclosure.url or '')}`", ("type",))


@rule(
    "FK083",
    "enclosure-length-integer",
    level="error",
    forms=("bytes",),
    where=lambda raw: raw.owner is Enclosure,
    only=is_more_than_digits,
)
def length_integer(raw: Raw) -> Iterator[Finding]:
    """`length` is a whole number of bytes in ASCII digits.

    Why: `6,300` is 6 bytes in partytime and podparse and nothing in feedparser and 12 others, `6300.0` is nothing in
        gPodder and reader; no reader takes words.
    Mend: write digits only; 0 where the size cannot be known.
    Source: RSS2 enclosure; W3CFV InvalidIntegerAttribute, UseZeroForUnknown.
    Bad: enclosure: {url: https://tea.fm/1.mp3, length: 13.7 MB, type: audio/mpeg}
    Bad xml: <enclosure url="https://tea.fm/1.mp3" length="1,234,567" type="audio/mpeg"/>
    Good xml: <enclosure url="https://tea.fm/1.mp3" length="1234567" type="audio/mpeg"/>
    """
    if re.fullmatch(r"\+\d+|\d+\.0+", raw.text.strip()):
        yield Finding(f"`length` is {short(raw.text)}; write digits only")


@rule("FK084", "enclosure-length-nonzero", level="warning")
def length_nonzero(episode: Episode) -> Iterator[Finding]:
    """The enclosure's length is not 0.

    Why: apps show the size before they download; Spotify asks for the real one.
    Mend: write the size in bytes, or let `feedkit probe` ask the server.
    Source: W3CFV UseZeroForUnknown; podlatch/podlatch-publisher#33.
    Bad: enclosure: {url: https://tea.fm/1.mp3, length: 0, type: audio/mpeg}
    Good: enclosure: {url: https://tea.fm/1.mp3, length: 48213331, type: audio/mpeg}
    """
    if episode.tag == "item" and episode.enclosure is not None and episode.enclosure.length == 0:
        yield Finding("the enclosure says 0 bytes", ("enclosure", "length"))


@rule("FK085", "enclosure-length-plausible", level="warning")
def length_plausible(episode: Episode, settings: Settings) -> Iterator[Finding]:
    """Size and duration fit: 8 kbit/s to 3 Mbit/s for audio, 50 kbit/s to 60 Mbit/s for video.

    Why: seconds, kilobytes and bits were all seen where bytes should be.
    Mend: correct `length` or `duration`.
    Source: AzuraCast/AzuraCast#8594; madiele/vod2pod-rss#375.
    Bad: {duration: 1231, enclosure: {url: https://tea.fm/1.mp3, length: 1231, type: audio/mpeg}}
    Good: {duration: 1231, enclosure: {url: https://tea.fm/1.mp3, length: 19696000, type: audio/mpeg}}
    """
    enclosure, duration = episode.enclosure, episode.duration
    if enclosure is None or not enclosure.length or not duration or (enclosure.type or "").startswith(STILL):
        return
    limits, kbits = settings.limits, 8 * enclosure.length / duration / 1000
    if duration >= limits.longest_duration_s:
        return  # FK162 tells of it
    video = (enclosure.type or "").startswith("video/")
    least = limits.video_least_kbits if video else limits.audio_least_kbits
    most = limits.video_most_kbits if video else limits.audio_most_kbits
    if enclosure.length == duration:
        yield Finding(f"`length` is {duration}, which is the duration in seconds", ("enclosure", "length"))
    elif not least <= kbits <= most and not is_clock_misread(episode, limits):
        message = f"{enclosure.length} bytes in {duration} s are {round(kbits, 3):,g} kbit/s; one of the two is wrong"
        yield Finding(message, ("enclosure", "length"), see=((("duration",), "the duration"),))
