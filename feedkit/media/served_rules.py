"""Served files: what servers must do for apps and directories to play, show and find what a feed names."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from feedkit.media.facts import EMPTY, IMAGES, MEDIA
from feedkit.media.rulebook import rule
from feedkit.media.served import Answer, Served
from feedkit.media.types import FORMAT_TYPES, GENERIC, bare, fits, is_alike, is_well_formed, may_be_media, named
from feedkit.problems import Level
from feedkit.rules.engine import Finding

_PLAYED = frozenset({"enclosure", "alternate"})
_MENDS = {"redirect": "write the address that it should lead to, or take prefixes for counting out of this one"}
_HEADED = _PLAYED | {"artwork", "any"}
_CROSSED = frozenset({"transcript", "chapters"})
_MOST_HOPS = 5
_OK = 200
_FOUND_LATER = frozenset({301, 308})


def _is_media(served: Served) -> bool:
    """Whether this is, or should be, something that is played."""
    return served.kind in _PLAYED or (
        served.kind == "any" and served.answer is not None and _shows(served.answer, MEDIA)
    )


def _shows(answer: Answer, formats: frozenset[str]) -> bool:
    return answer.format in formats or bare(answer.type).partition("/")[0] in {"audio", "video"}


@rule("FK481", "net-answers", level="error")
def net_answers(served: Served) -> Iterator[Finding]:
    """What a feed names can be fetched.

    Why: the episode does not play, or the picture is not shown.
    Mend: open the address in a browser; put the file there, or correct the address.
    Source: RSS2 enclosure; practice.
    Bad: {kind: enclosure, status: 404, trouble: status, failure: it answers 404}
    Good: {kind: enclosure, status: 200}
    """
    if (
        served.failure
        and served.trouble not in {"refused", "tls"}
        and served.kind not in {"page", "feed", "former-feed"}
    ):
        yield Finding(f"it cannot be fetched: {served.failure}", mend=_MENDS.get(served.trouble, ""))


@rule("FK482", "net-address-public", level="error")
def net_address_public(served: Served) -> Iterator[Finding]:
    """What a feed names has a public http or https address, and leads to nothing else.

    Why: nobody outside can reach it; and no feed may make feedkit ask machines of a private network.
    Mend: write an address that everybody can open, with `%20` for a space; a test server of your own may be asked
        with `--allow-private HOST:PORT`.
    Source: reliability of the prober itself.
    Bad: {kind: enclosure, trouble: refused, failure: 127.0.0.1 is a loopback address}
    Good: {kind: enclosure, status: 200}
    """
    if served.trouble == "refused":
        yield Finding(f"it is not asked: {served.failure}")


@rule("FK483", "net-answer-sound", level="warning")
def net_answer_sound(served: Served) -> Iterator[Finding]:
    """Servers answer by the rules of HTTP.

    Why: each app copes with a broken answer in its own way, and some do not.
    Mend: tell whoever runs the server what the message says.
    Source: RFC 9110, RFC 9112.
    Bad: {kind: enclosure, status: 200, oddities: [it gives several lengths that differ]}
    Good: {kind: enclosure, status: 200}
    """
    for oddity in served.oddities:
        yield Finding(oddity)


@rule("FK390", "net-head", level="error", profiles=("apple",), also={"core": "warning"})
def net_head(served: Served) -> Iterator[Finding]:
    """Enclosures and artwork answer HEAD with 200 and with the type and the length that GET gives.

    Why: Apple asks with HEAD before it shows an episode.
    Mend: allow HEAD at the host, and let it answer as GET does.
    Source: APPLE-823; APPLE-GUIDE itunes:image.
    Bad: {kind: enclosure, status: 200, answer: {head_status: 405}}
    Good: {kind: enclosure, status: 200, answer: {type: audio/mpeg, length: 48213331}}
    """
    answer = served.answer
    if answer is None or served.kind not in _HEADED or answer.file:
        return
    if answer.head_status:
        said = "does not answer" if answer.head_status < 0 else f"answers {answer.head_status} to"
        yield Finding(f"the server {said} HEAD, and {'answers' if answer.head_status < 0 else 'to'} GET well")
    for name, value, other in (
        ("Content-Type", answer.head_type, answer.type),
        ("Content-Length", answer.head_length, answer.length),
    ):
        if value:
            yield Finding(f"HEAD gives `{value}` as {name}, and GET `{other if other is not None else 'nothing'}`")


@rule("FK391", "net-range", level="error", profiles=("apple",), also={"core": "warning"})
def net_range(served: Served) -> Iterator[Finding]:
    """A part of an enclosure can be asked for: `Range: bytes=0-1` gives 206 with a correct Content-Range.

    Why: apps stream and seek by parts; Apple requires it.
    Mend: serve the file as a plain file, or switch byte ranges on.
    Source: APPLE-823; RFC 9110 section 14.
    Bad: {kind: enclosure, status: 200, answer: {ranges: false}}
    Good: {kind: enclosure, status: 206, answer: {ranges: true}}
    """
    answer = served.answer
    if (
        answer is not None
        and answer.ranges is False
        and not answer.encoding
        and answer.format != EMPTY
        and _is_media(served)
    ):
        yield Finding("a part of the file was asked for, and the server does not give parts rightly")


@rule("FK392", "net-length", level="warning")
def net_length(served: Served) -> Iterator[Finding]:
    """A server says how long an enclosure is, and that is the length that the feed gives.

    Why: apps show the size, and take a download for complete by it.
    Mend: run `feedkit probe` and take its length; where the host inserts advertisements, allow this rule with a reason.
    Source: RSS2 enclosure; PSP1 enclosure.
    Bad: {kind: enclosure, status: 200, length: 1, answer: {length: 38663080}}
    Good: {kind: enclosure, status: 200, length: 38663080, answer: {length: 38663080}}
    """
    answer, declared = served.answer, served.asked.length
    if answer is None or served.kind not in {*_PLAYED, "any", "transcript"}:
        return
    if served.kind in _PLAYED and not may_be_media(answer.format):
        return
    if answer.length is None and not answer.encoding:
        mend = "let the host send a `Content-Length`; until then, write the size of your own copy as `length`"
        yield Finding("the server does not say how long the file is", mend=mend)
    elif declared is not None and answer.length is not None and declared != answer.length:
        yield Finding(f"the length is given as {declared} bytes, and {answer.length} are served")


@rule("FK393", "net-type", level="warning")
def net_type(served: Served) -> Iterator[Finding]:
    """The media type that a server gives is the one that the feed gives, and fits the file.

    Why: players trust the header, and browsers refuse what is called something else.
    Mend: set the type at the host; or correct `type` in the record.
    Source: RSS2 enclosure; RFC 9110 section 8.3.
    Bad: {kind: enclosure, status: 200, type: audio/mpeg, answer: {type: application/octet-stream, format: mp3}}
    Good: {kind: enclosure, status: 200, type: audio/mpeg, answer: {type: audio/mpeg, format: mp3}}
    Good: {kind: artwork, status: 200, answer: {type: image/svg+xml, format: svg}}
    """
    answer, declared = served.answer, served.asked.type
    if answer is None or answer.file or served.kind in _CROSSED | {"page", "feed", "former-feed"}:
        return
    if served.kind in _PLAYED and not may_be_media(answer.format):
        return  # FK087 says what stands there
    sent = f"`{answer.type[:80]}`" if answer.type else "no type"
    if not is_well_formed(answer.type):
        yield Finding(f"the server gives {sent}, which is no media type")
    elif bare(answer.type) in GENERIC:
        yield Finding(f"the server gives {sent}, which does not say what the file is")
    elif declared and not is_alike(declared, answer.type) and not _is_misnamed(served):
        yield Finding(f"the type is given as `{declared}`, and {sent} is served")
    elif answer.format not in {"", EMPTY, "unknown"} and not _is_called(answer):
        yield Finding(f"the server gives {sent}, and the file is {answer.format}")


def _is_misnamed(served: Served) -> bool:
    """Whether the author's type is not that of the file; FK087 says so, whatever the server calls it."""
    answer = served.answer
    return (
        answer is not None
        and served.kind in _PLAYED
        and answer.format in MEDIA
        and not fits(answer.format, served.asked.type)
    )


def _is_called(answer: Answer) -> bool:
    """Whether the served type is one for the file's format."""
    kind = bare(answer.type)
    is_text = kind.startswith("text/") or kind.endswith(("+xml", "/xml", "json"))
    is_text = is_text and kind not in FORMAT_TYPES.get(answer.format, ())  # as image/svg+xml is
    return fits(answer.format, answer.type) and not (is_text and answer.format in MEDIA | IMAGES)


@rule("FK394", "net-redirects", level="warning")
def net_redirects(served: Served) -> Iterator[Finding]:
    """Enclosures redirect at most five times, and never from https to http.

    Why: apps give up after some redirects, and phones block the step back to http.
    Mend: write the address of the file itself, or take out a tracking prefix that leads to http.
    Source: PN podcasting2.0.md; richardcornish/django-applepodcast#27.
    Bad: {kind: enclosure, status: 200, answer: {hops: 1, downgrade: true}}
    Good: {kind: enclosure, status: 200, answer: {hops: 2}}
    """
    answer = served.answer
    if answer is None:
        return
    if answer.hops > _MOST_HOPS:
        yield Finding(f"it redirects {answer.hops} times; {_MOST_HOPS} is the most that apps follow")
    if answer.downgrade:
        yield Finding(f"it redirects from https to http, at {urlsplit(answer.final).hostname or 'another host'}")


@rule("FK395", "net-cors", level="warning")
def net_cors(served: Served) -> Iterator[Finding]:
    """Transcripts and chapters are sent with `Access-Control-Allow-Origin`.

    Why: players in web pages cannot read them otherwise.
    Mend: let the host send `Access-Control-Allow-Origin: *` for these files.
    Source: PN-TRANSCRIPTS; PN podcasting2.0.md CORS.
    Bad: {kind: chapters, status: 200, answer: {type: application/json+chapters}}
    Good: {kind: chapters, status: 200, answer: {type: application/json+chapters, cors: '*'}}
    """
    if served.answer is not None and served.kind in _CROSSED and not served.answer.cors and not served.answer.file:
        yield Finding("the file is sent without `Access-Control-Allow-Origin`")


_AUX_TYPES = {
    "json": ("application/json+chapters", "application/json"),
    "vtt": ("text/vtt",),
    "srt": ("application/x-subrip", "application/srt", "text/plain"),
    "html": ("text/html",),
}


@rule("FK396", "net-aux-type", level="warning")
def net_aux_type(served: Served) -> Iterator[Finding]:
    """Chapters are served as JSON, WebVTT as text/vtt, SubRip as application/x-subrip or text/plain; none is an error page.

    Why: browsers refuse a track of another type, and apps choose by the type how to read it.
    Mend: set the type at the host.
    Source: PN-CHAPTERS; PN-TRANSCRIPTS; WEBVTT.
    Bad: {kind: transcript, status: 200, answer: {type: text/html, format: vtt}}
    Bad: {kind: transcript, status: 200, type: text/vtt, answer: {type: text/html, format: html}}
    Bad: {kind: transcript, status: 200, type: application/srt, answer: {type: text/vtt, format: vtt}}
    Good: {kind: transcript, status: 200, answer: {type: text/vtt; charset=utf-8, format: vtt}}
    """
    answer = served.answer
    if answer is None or served.kind not in _CROSSED or answer.file:
        return
    declared, wanted = bare(served.asked.type), _AUX_TYPES.get(answer.format)
    is_text = declared == "text/plain" and answer.format != "html"  # which every transcript may be called
    if served.kind == "transcript" and not is_text and not fits(answer.format, declared):
        message = f"the type is given as `{declared}`, and the file is {named(answer.format)}"
        mend = "open the address in a browser; put the transcript there, or correct `type`"
        yield Finding(message, level=Level.ERROR if answer.format == "html" else None, mend=mend)
    elif wanted is not None and bare(answer.type) not in wanted:
        sent = f"`{answer.type}`" if answer.type else "no type"
        yield Finding(f"the server gives {sent} for a file that is {answer.format}; `{wanted[0]}` is right")
    if served.kind == "chapters" and answer.format not in {"json", ""}:
        mend = "open the address in a browser, and put a file of JSON chapters there"
        yield Finding(f"the chapters are no JSON: the file is {named(answer.format)}", level=Level.ERROR, mend=mend)


@rule("FK397", "net-links-alive", level="info")
def net_links_alive(served: Served) -> Iterator[Finding]:
    """Links of the show and its episodes lead somewhere.

    Why: a dead link for donations costs money, any other costs trust.
    Mend: correct the link, or take it out.
    Source: practice.
    Bad: {kind: page, status: 404, trouble: status, failure: it answers 404}
    Good: {kind: page, status: 200}
    """
    if served.kind == "page" and served.failure and served.trouble != "refused":
        yield Finding(f"the link leads nowhere: {served.failure}")


@rule("FK398", "net-tls", level="error")
def net_tls(served: Served) -> Iterator[Finding]:
    """The certificates of https addresses are valid, and stay so for 14 days.

    Why: apps refuse the connection without a word.
    Mend: renew the certificate, and find out why that did not happen by itself.
    Source: PN podcasting2.0.md Mixed Content.
    Bad: {kind: enclosure, trouble: tls, failure: 'its certificate is not valid: certificate has expired'}
    Good: {kind: enclosure, status: 200, tls_days: 60}
    """
    if served.trouble == "tls":
        yield Finding(served.failure)
    elif served.tls_days is not None and served.tls_days < 14:  # noqa: PLR2004 - as the first line says
        yield Finding(f"its certificate ends in {served.tls_days} days")
