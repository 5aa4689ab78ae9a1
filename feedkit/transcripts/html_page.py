"""HTML transcripts: the `cite`, `time`, `p` of the Podcasting 2.0 guide, and pages of plain paragraphs.

The reader is a scanner, not a browser: it goes over the text once whatever the text is, and keeps words only.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from feedkit.transcripts.clock import format_clock_short, parse_clock, to_ms
from feedkit.transcripts.cue import Cue
from feedkit.transcripts.findings import Findings
from feedkit.transcripts.interface import LIKELY, NO, SURE, Format, Placed, Reading
from feedkit.transcripts.layout import one_line
from feedkit.transcripts.paragraphs import Paragraph, cues_of_paragraphs
from feedkit.transcripts.rulebook import HTML_SHAPE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from feedkit.transcripts.source import Source

OPENING = '<main class="transcript">'
"""Marks a page of ours: in it, a name is in `cite` or nowhere."""

_TOKEN = re.compile(r"<(?:(/?+)([a-zA-Z][a-zA-Z0-9:-]*+)([^<>]*+)>|(!--)|[!?][^<>]*+>)")
_SILENT = frozenset({"head", "script", "style", "template", "noscript", "svg", "nav", "iframe", "object", "title"})
_BREAKING = frozenset(
    {
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    }
)
_FETCHING = frozenset({"script", "iframe", "object", "embed", "img", "link", "audio", "video"})
_BREAK = "\0"
"""Stands for a `br` in text; no file can hold it, as control characters are taken out before."""
_NAMED = frozenset({"cite", "time"})
_ATTRIBUTE = re.compile(r"data-(start|end)=[\"']?([0-9]{1,9}(?:\.[0-9]{1,9})?)")
_LANGUAGE = re.compile(r"<html[^<>]*?\slang=[\"']?([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*)", re.IGNORECASE)
_LIKELY = re.compile(
    r"<(?:!doctype html|html|body|head|cite|time|p|div|article|section|main|h[1-6]|ul|br)[\s>/]", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of text in the page, _BREAK where a `br` stood: kind is `cite`, `time` or `p` (any other block).

    tag: the block that it opens, in small letters; '' for what stands behind one that is closed.
    """

    kind: str
    text: str
    line: int
    attributes: str = ""
    tag: str = ""


def sniff(head: str) -> int:
    """Sure where the text opens with a tag that pages have; otherwise it is not HTML."""
    opening = head.lstrip()[:1000]
    if opening.startswith("<") and _LIKELY.match(opening):
        return SURE
    return LIKELY if opening.startswith("<!--") else NO


def read(source: Source, findings: Findings) -> Reading:
    """Read `cite`, `time` and `p`; without those, paragraphs in the shapes of plain text. Scripts and media are noted."""
    pieces = list(_pieces(source.text, findings))
    language = match[1] if (match := _LANGUAGE.search(source.head)) else None
    if OPENING in source.head or any(piece.kind in _NAMED for piece in pieces):
        return Reading(list(_turns(pieces)), language)
    paragraphs = [Paragraph(text, piece.line) for piece in pieces for text in piece.text.split(_BREAK)]
    return Reading(cues_of_paragraphs(paragraphs), language)


def words_of_page(text: str) -> Iterator[tuple[str, int, str]]:
    """The lines of words of a page that is no transcript by itself: each with the number of the line it begins at, and
    the tag of its block.
    """
    for piece in _pieces(text, Findings("")):
        yield from ((words, piece.line, piece.tag) for words in piece.text.split(_BREAK))


def _turns(pieces: Iterable[_Piece]) -> Iterator[Placed]:
    """A cue for each paragraph; a name holds until the next, a time for one paragraph."""
    speaker: str | None = None
    start_s = end_s = None
    for piece in pieces:
        if piece.kind == "cite":
            speaker = piece.text.replace(_BREAK, " ").removesuffix(":").rstrip() or None
        elif piece.kind == "time":
            start_s, end_s = _times(piece)
        elif piece.text:
            yield Placed(Cue(piece.text.replace(_BREAK, " "), start_s, end_s, speaker), piece.line)
            start_s = end_s = None


def _times(piece: _Piece) -> tuple[float | None, float | None]:
    exact = {name: float(value) for name, value in _ATTRIBUTE.findall(piece.attributes)}
    return exact.get("start", parse_clock(piece.text)), exact.get("end")


def _pieces(text: str, findings: Findings) -> Iterator[_Piece]:
    """The page's words in blocks, in order; what is in scripts, styles and heads is not words."""
    kind, attributes, tag = "p", "", ""
    words: list[str] = []
    at, line, opened = 0, 1, 1
    while match := _TOKEN.search(text, at):
        words.append(text[at : match.start()])
        line += text.count("\n", at, match.start())
        name = (match[2] or "").lower()
        next_at = _past(text, match, name)
        if name in _FETCHING and not match[1]:
            _note_fetching(name, line, findings)
        if name == "br":
            words.append(_BREAK)
        elif name in _BREAKING or name in _NAMED:
            if (joined := _joined(words)) or kind == "cite":
                yield _Piece(kind, joined, opened, attributes, tag)
            words, kind, attributes, opened, tag = [], "p", "", line, "" if match[1] else name
            if name in _NAMED and not match[1]:
                kind, attributes = name, match[3]
        line += text.count("\n", match.start(), next_at)
        at = next_at
    words.append(text[at:])
    if joined := _joined(words):
        yield _Piece(kind, joined, opened, attributes, tag)


def _joined(words: Sequence[str]) -> str:
    parts = (one_line(html.unescape(part)) for part in "".join(words).split(_BREAK))
    return _BREAK.join(part for part in parts if part)


def _past(text: str, token: re.Match[str], name: str) -> int:
    """Where to go on after a tag: behind its content if that is not words, behind a comment; the end if unclosed."""
    if token[4]:
        end = text.find("-->", token.end())
        return len(text) if end < 0 else end + len("-->")
    if name not in _SILENT or token[1] or token.group().endswith("/>"):
        return token.end()
    closing = re.compile(rf"</{name}[^<>]*+>", re.IGNORECASE).search(text, token.end())
    return closing.end() if closing else len(text)


def _note_fetching(name: str, line: int, findings: Findings) -> None:
    message = f"the page has a `{name}`; a transcript is words, and apps show it without scripts and media"
    findings.add(HTML_SHAPE, message, mend=f"take the `{name}` out of the file", line=line)


def write(cues: Sequence[Cue], *, title: str, language: str | None) -> str:
    """Write a page of `cite`, `time` and `p`, with its encoding declared, for phones and in the dark, too; no script, no
    style, no link.

    The name stands where the speaker changes; exact times are in `data-start` and `data-end`.
    """
    lines = ["<!DOCTYPE html>", f'<html lang="{html.escape(language)}">' if language else "<html>"]
    lines += [
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        '<meta name="color-scheme" content="light dark">',
        f"<title>{html.escape(one_line(title) or 'Transcript', quote=False)}</title>",
    ]
    lines += ["</head>", "<body>", OPENING]
    speaker: str | None = None
    for cue in cues:
        lines += _write_cue(cue, shows_name=cue.speaker != speaker)
        speaker = cue.speaker
    return "\n".join([*lines, "</main>", "</body>", "</html>"]) + "\n"


def _write_cue(cue: Cue, *, shows_name: bool) -> Iterator[str]:
    if shows_name:
        yield f"<cite>{html.escape(cue.speaker, quote=False)}:</cite>" if cue.speaker else "<cite></cite>"
    if cue.start_s is not None:
        end = f' data-end="{_seconds(cue.end_s)}"' if cue.end_s is not None else ""
        clock = format_clock_short(cue.start_s).partition(".")[0]
        yield f'<time data-start="{_seconds(cue.start_s)}"{end}>{clock}</time>'
    yield f"<p>{html.escape(cue.text, quote=False)}</p>"


def _seconds(seconds: float) -> str:
    ms = to_ms(seconds)
    return f"{ms // 1000}.{ms % 1000:03}"


FORMAT = Format(
    name="html",
    media_type="text/html",
    extensions=(".html", ".htm"),
    needs_times=False,
    needs_ends=False,
    sniff=sniff,
    read=read,
    write=write,
)
