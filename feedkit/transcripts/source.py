"""From bytes to lines: size, encoding, line ends and characters that have no place in text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from feedkit.transcripts.findings import Findings, Rule, shown
from feedkit.transcripts.rulebook import ENCODING, SIZE, TYPE_MATCHES

MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""The byte order mark, as it looks after decoding."""

MIB = 1024 * 1024
MOST_BYTES = 20 * MIB
"""A transcript above this is refused unread; the longest real ones, word by word, stay below."""

HEAVY_BYTES = 5_000_000
"""Above this a phone notices (FK364)."""

MOST_LINE_CHARACTERS = 64 * 1024
"""A longer line in a format made of lines is not one that a person or a captioning program wrote."""

SNIFFED_CHARACTERS = 64 * 1024
"""How much of a text is looked at to tell its format."""

_ARCHIVE = b"PK\x03\x04"
"""How a Word document begins, and anything else that is a ZIP archive."""
_AS_TEXT = "save it as plain text (.txt), with its names and times"
_AS_CAPTIONS = "export it as WebVTT (.vtt) or SubRip (.srt)"
_OTHER = re.compile(
    r"\s*+(?:(?P<rtf>\{\\rtf)|(?P<ssa>\[Script Info\])|(?P<sami><SAMI[\s>])"
    r"|(?:<\?xml[^>]*+>\s*+)?(?:<!--(?:[^-]|-(?!->))*+-->\s*+)*+(?P<ttml><(?:\w++:)?tt[\s>]))"
)
_OTHERS = {
    "rtf": ("Rich Text (RTF)", _AS_TEXT),
    "sami": ("SAMI", _AS_CAPTIONS),
    "ttml": ("TTML", _AS_CAPTIONS),
    "ssa": ("SubStation Alpha (SSA)", _AS_CAPTIONS),
}
"""What is text and no transcript that can be read: what it is called, and the way out."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FEW_CONTROLS = 8
_BINARY_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class Source:
    """A transcript's text, ready to be parsed: line feeds only, no byte order mark, no control characters.

    lines: `text` split at its line feeds; line n of the file is lines[n - 1]. has_mark: whether a byte order mark stood
    before it.
    """

    path: str
    text: str
    lines: tuple[str, ...]
    has_mark: bool = False

    @property
    def head(self) -> str:
        """The part that formats are told apart by."""
        return self.text[:SNIFFED_CHARACTERS]


def open_source(text_or_bytes: bytes | str, findings: Findings, *, most_bytes: int = MOST_BYTES) -> Source:
    """Decode and clean a transcript; what had to be repaired is noted in `findings`.

    Raises Refused for a file that is too big, is not text at all, or is text of another kind (RTF, TTML).
    """
    _check_size(len(text_or_bytes), findings, most_bytes)
    raw = text_or_bytes if isinstance(text_or_bytes, str) else decode(text_or_bytes, findings)
    text = raw.removeprefix(MARK).replace("\r\n", "\n").replace("\r", "\n")
    _refuse_others(text, findings)
    findings.lines = text.split("\n")
    cleaned = remove_controls(text, findings)
    findings.lines = tuple(cleaned.split("\n"))
    return Source(findings.path, cleaned, findings.lines, has_mark=raw.startswith(MARK))


def _check_size(size: int, findings: Findings, most_bytes: int) -> None:
    if size > most_bytes:
        message = f"the file has {size:,} bytes, and more than {most_bytes:,} are not read"
        raise findings.refusal(SIZE, message, mend="publish it in parts, or one cue a sentence instead of one a word")
    if size > HEAVY_BYTES:
        message = f"the file has {size:,} bytes, which phones fetch slowly; up to {HEAVY_BYTES:,} are advised"
        findings.add(SIZE, message, mend="write one cue a sentence instead of one a word")


def decode(raw: bytes, findings: Findings, rule: Rule = ENCODING) -> str:
    """Bytes as text: UTF-8; UTF-16 where a byte order mark says so; else Windows-1252, with a problem at its line.

    Raises Refused for bytes that are no text in any of them.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        findings.add(rule, "the file is in UTF-16 and should be in UTF-8", mend="save it as UTF-8", line=1)
        return raw.decode("utf-16", "replace")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        _refuse_binary(raw, findings, rule)
        line = raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n")[: error.start].count(b"\n") + 1
        message = f"the byte 0x{raw[error.start]:02X} is not UTF-8; the file was read in the encoding Windows-1252"
        findings.add(rule, message, mend="save the file as UTF-8, and compare its accents and quotes", line=line)
        return raw.decode("cp1252", "replace")
    _refuse_binary(raw, findings, rule)
    return text


def _refuse_others(text: str, findings: Findings) -> None:
    found = _OTHER.match(text, 0, SNIFFED_CHARACTERS)
    if found is not None:
        name, mend = _OTHERS[str(found.lastgroup)]
        raise findings.refusal(TYPE_MATCHES, f"the file is {name}, which is not read", mend=mend, line=1)


def _refuse_binary(raw: bytes, findings: Findings, rule: Rule) -> None:
    if raw.startswith(_ARCHIVE):
        message = "the file is a Word document or another archive, not UTF-8 text"
        raise findings.refusal(rule, message, mend=_AS_TEXT, line=1)
    sample = raw[:SNIFFED_CHARACTERS]
    odd = sum(sample.count(byte) for byte in range(32) if byte not in b"\t\n\r\x0b\x0c\x1b")
    if sample.count(0) > 1 or odd > max(_FEW_CONTROLS, len(sample) * _BINARY_SHARE):
        message = f"the file is binary, not UTF-8 text: it begins with the bytes {raw[:4].hex(' ')}"
        raise findings.refusal(rule, message, mend="give the text file itself, not the media or an archive", line=1)


def remove_controls(text: str, findings: Findings) -> str:
    """`text` without the characters that neither XML nor any transcript format allows; each line of them is noted."""
    if not _CONTROLS.search(text):
        return text
    for number, line in enumerate(text.split("\n"), 1):
        found = _CONTROLS.findall(line)
        if found:
            names = ", ".join(dict.fromkeys(f"U+{ord(char):04X}" for char in found[:5]))
            message = f"{len(found)} control character{'s' * (len(found) > 1)} in the text ({names}) taken out"
            column = line.index(found[0]) + 1
            findings.add(ENCODING, message, mend="delete them in the file", line=number, column=column)
    return _CONTROLS.sub("", text)


def check_line_lengths(source: Source, findings: Findings) -> None:
    """Raise Refused at a line above MOST_LINE_CHARACTERS; for the formats that are made of lines."""
    for number, line in enumerate(source.lines, 1):
        if len(line) > MOST_LINE_CHARACTERS:
            message = f"the line has {len(line):,} characters, and more than {MOST_LINE_CHARACTERS:,} are not read"
            message += f"; it begins {shown(line, 30)}"
            raise findings.refusal(SIZE, message, mend="break it into lines, one cue or paragraph each", line=number)
