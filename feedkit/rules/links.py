"""Links to transcripts and chapters."""

from __future__ import annotations

from collections.abc import Iterator

from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.languages import fault_of_language
from feedkit.rules.media_types import extension
from feedkit.rules.note_chapters import timed_lines
from feedkit.tags.episode import Episode
from feedkit.tags.lists import TRANSCRIPT_TYPES
from feedkit.tags.media_types import SRT_NAMES
from feedkit.tags.podcast import ChaptersLink, TranscriptLink
from feedkit.tags.show import Show
from feedkit.tags.values import short

TIMED = ("text/vtt", "application/x-subrip", "application/json", *SRT_NAMES)
BY_EXTENSION = {
    "vtt": ("text/vtt",),
    "srt": ("application/x-subrip", *SRT_NAMES),
    "json": ("application/json",),
    "html": ("text/html",),
    "htm": ("text/html",),
    "txt": ("text/plain",),
}
CHAPTERS_TYPE = "application/json+chapters"


@rule("FK310", "transcript-type", level="error", of=("type",))
def transcript_type(link: TranscriptLink) -> Iterator[Finding]:
    """A transcript's type is one of five, letter by letter.

    Why: apps choose the reader by it: AntennaPod and Pocket Casts compare the whole text and drop the rest, partytime
        calls it unknown.
    Mend: write `text/vtt`, `application/x-subrip`, `application/json`, `text/html` or `text/plain`.
    Source: PN transcript; Podcastindex-org/podcast-namespace#331, #403; Automattic/pocket-casts-ios#2185.
    Bad: transcripts: [{url: "https://tea.fm/1.vtt", type: text/vtt}, {url: "https://tea.fm/1.srt", type: text/srt}]
    Good: transcripts: [{url: "https://tea.fm/1.srt", type: application/x-subrip}]
    """
    kind = (link.type or "").lower()
    if not kind or kind in TRANSCRIPT_TYPES:
        return
    if kind in SRT_NAMES:
        yield Finding(f"`type` is {short(kind)}; write `application/x-subrip`", ("type",))
    else:
        yield Finding(f"`type` is {short(link.type or '')}; there are {', '.join(TRANSCRIPT_TYPES)}", ("type",))


@rule("FK311", "transcript-type-matches", level="warning")
def transcript_type_matches(link: TranscriptLink) -> Iterator[Finding]:
    """The type fits the file's extension.

    Why: a transcript that is read as something else is noise.
    Mend: correct whichever is wrong.
    Source: derekross/podstr#7; PN transcript.
    Bad: transcripts: [{url: "https://tea.fm/1.srt", type: text/plain}]
    Good: transcripts: [{url: "https://tea.fm/1.srt", type: application/x-subrip}]
    """
    ending, kind = extension(link.url), (link.type or "").lower()
    if ending in BY_EXTENSION and kind in (*TRANSCRIPT_TYPES, *SRT_NAMES) and kind not in BY_EXTENSION[ending]:
        yield Finding(f"`type` is {short(kind)}, and the file ends in `.{ending}`", ("type",))


@rule("FK312", "transcript-language", level="error", of=("language",))
def transcript_language(link: TranscriptLink) -> Iterator[Finding]:
    """A transcript's language is a language tag.

    Why: it is taken for the show's language where it says nothing that can be read.
    Mend: write `es`, `de-at` and so on; leave it out where it is the show's.
    Source: PN transcript.
    Bad: transcripts: [{url: "https://tea.fm/1.vtt", type: text/vtt, language: spanish}]
    Good: transcripts: [{url: "https://tea.fm/1.vtt", type: text/vtt, language: es}]
    """
    fault = fault_of_language(link.language) if link.language else ""
    if fault:
        yield Finding(f"`language` {fault}: {short(link.language or '')}", ("language",))


@rule("FK313", "transcript-rel", level="error", of=("rel",))
def transcript_rel(link: TranscriptLink) -> Iterator[Finding]:
    """A transcript's `rel` is `captions`, or is not there.

    Why: no other is defined.
    Mend: write `captions`, with its s, or leave it out.
    Source: PN transcript.
    Bad: transcripts: [{url: "https://tea.fm/1.vtt", type: text/vtt, rel: caption}]
    Good: transcripts: [{url: "https://tea.fm/1.vtt", type: text/vtt, rel: captions}]
    """
    if link.rel is not None and link.rel != "captions":
        yield Finding(f"`rel` is {short(link.rel)}; there is only `captions`", ("rel",))


@rule("FK314", "transcript-captions-timed", level="error", of=("type", "rel"))
def transcript_captions_timed(link: TranscriptLink) -> Iterator[Finding]:
    """Only a transcript with times is called captions.

    Why: an app that shows captions finds no times in it.
    Mend: leave `rel` out, or link a VTT file.
    Source: PN transcript.
    Bad: transcripts: [{url: "https://tea.fm/1.html", type: text/html, rel: captions}]
    Good: transcripts: [{url: "https://tea.fm/1.html", type: text/html}]
    """
    if link.rel == "captions" and (link.type or "").lower() in ("text/html", "text/plain"):
        yield Finding(f"`rel` is `captions`, and {short(link.type or '')} has no times", ("rel",))


@rule("FK315", "transcript-duplicate", level="warning", has="transcripts")
def transcript_duplicate(episode: Episode, show: Show) -> Iterator[Finding]:
    """No two transcripts of an episode agree in type, language and rel; one that names no language is in the show's.

    Why: apps take the first and never see the other.
    Mend: take one out, or say what differs.
    Source: PN transcript.
    Bad: transcripts: [{url: "https://tea.fm/1.vtt", type: text/vtt}, {url: "https://tea.fm/1b.vtt", type: text/vtt}]
    Good: transcripts: [{url: "https://tea.fm/1.vtt", type: text/vtt}, {url: "https://tea.fm/1.html", type: text/html}]
    """
    first: dict[tuple[str, str, str], int] = {}
    for number, link in enumerate(episode.transcripts if len(episode.transcripts) > 1 else ()):
        key = ((link.type or "").lower(), (link.language or show.language or "").lower(), link.rel or "")
        if first.setdefault(key, number) != number:
            see = ((("transcripts", first[key]), "the first one"),)
            yield Finding("two transcripts agree in type, language and rel", ("transcripts", number), see=see)


@rule("FK316", "transcript-vtt", level="info", profiles=("apple",), has="transcripts")
def transcript_vtt(episode: Episode) -> Iterator[Finding]:
    """A transcript with times is offered as WebVTT.

    Why: it is Apple's first choice, and the only one that brings speakers there.
    Mend: link a VTT file too; feedkit writes one from SRT and JSON.
    Source: APPLE-5316; PN-TRANSCRIPTS.
    Bad: transcripts: [{url: "https://tea.fm/1.srt", type: application/x-subrip}]
    Good: transcripts: [{url: "https://tea.fm/1.vtt", type: text/vtt}]
    """
    kinds = {(link.type or "").lower() for link in episode.transcripts}
    if kinds & set(TIMED) and "text/vtt" not in kinds:
        yield Finding("the transcript has times and is not offered as `text/vtt`", ("transcripts",))


@rule("FK317", "transcript-present", level="info", profiles=("psp1",), lacks="transcripts")
def transcript_present(episode: Episode) -> Iterator[Finding]:
    """A full episode has a transcript.

    Why: PSP-1 recommends it; without it deaf people have nothing.
    Mend: put a transcript into the show's transcripts folder, named by the episode's key.
    Source: PSP1 podcast:transcript.
    Bad: transcripts: []
    Good: transcripts: [{url: "https://tea.fm/1.vtt", type: text/vtt}]
    """
    if not episode.transcripts and (episode.episode_type or "full") == "full" and episode.tag == "item":
        yield Finding("the episode has no transcript", ("transcripts",))


@rule("FK318", "chapters-type", level="warning", of=("type",))
def chapters_type(link: ChaptersLink) -> Iterator[Finding]:
    """The type of podcast:chapters is `application/json+chapters`; `application/json` passes.

    Why: apps look for it letter by letter.
    Mend: write `application/json+chapters`.
    Source: PN chapters; Podcastindex-org/podcast-namespace#211, #312.
    Bad: chapters: {url: "https://tea.fm/1.json", type: application/chapters+json}
    Good: chapters: {url: "https://tea.fm/1.json", type: application/json+chapters}
    """
    kind = (link.type or "").lower()
    if kind == "application/json":
        yield Finding(f"`type` is {short(kind)}; write `{CHAPTERS_TYPE}`", ("type",), level=Level.INFO)
    elif kind and kind != CHAPTERS_TYPE:
        yield Finding(f"`type` is {short(link.type or '')}; write `{CHAPTERS_TYPE}`", ("type",))


@rule("FK319", "chapters-silent-platforms", level="info", profiles=("spotify",), has="chapters")
def chapters_silent_platforms(episode: Episode) -> Iterator[Finding]:
    """Chapters in a JSON file stand in the feed or in the notes as well.

    Why: Spotify and Kasts read no JSON chapters.
    Mend: write timed lines into the notes (`00:00 Hello`), or let the feed carry psc chapters.
    Source: SPOTIFY-CHAP; APPLE-5482.
    Bad: chapters: {url: "https://tea.fm/1.json", type: application/json+chapters}
    Good: {chapters: {url: "https://tea.fm/1.json", type: application/json+chapters},
        description: "<p>00:00 Hello<br>05:10 Topic<br>10:00 Bye</p>"}
    """
    if episode.chapters is not None and episode.psc_chapters is None and not timed_lines(episode):
        yield Finding("the chapters are in a JSON file only, which Spotify does not read", ("chapters",))
