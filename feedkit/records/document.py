"""One file as text: read within limits, decoded, mended, and able to say where each character stands."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from pathlib import Path

from feedkit.problems import Kind, Place, Problem
from feedkit.records.kinds import EMPTY, ENCODING, LIMITS, UNMERGED
from feedkit.records.repairs import mend_text
from feedkit.records.within import read_or_tell

MOST_BYTES = 1024 * 1024
MOST_EXCERPT_CHARACTERS = 400
_OURS, _BETWEEN, _THEIRS = "\n<<<<<<< ", "\n=======\n", "\n>>>>>>> "
"""The marks that git puts around two versions, each at the beginning of its line."""
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a file, or of a run of its lines, with what was wrong with it.

    path: as shown in problems. text: mended, without byte order mark, lines end in LF. problems: of reading and
    mending. sha256: of the bytes in the file, in hex. readable: False means that there is nothing to go on with;
    `problems` says why and `text` is empty. first_line: the number, in the file, of the first line of `text`.
    """

    path: str
    text: str
    problems: tuple[Problem, ...] = ()
    sha256: str = ""
    readable: bool = True
    first_line: int = 1

    def place_at(self, index: int) -> Place:
        """The place of the character at `index` of `text`."""
        line = self.text.count("\n", 0, index)
        column = index - self.text.rfind("\n", 0, index)
        return Place(self.path, self.first_line + line, column)

    def excerpt(self, place: Place) -> str | None:
        """The line at `place`; None where there is none, or where it is too long to be shown."""
        number = place.line - self.first_line
        lines = self.text.split("\n", number + 1)
        if not 0 <= number < len(lines) or len(lines[number]) > MOST_EXCERPT_CHARACTERS:
            return None
        return lines[number]

    def problem(self, kind: Kind, place: Place, message: str, *, mend: str = "", field: str = "") -> Problem:
        """A problem at `place`, with the line that stands there."""
        return kind.at(place, message, mend=mend, field=field, excerpt=self.excerpt(place))

    def part(self, start: int, end: int | None = None) -> Document:
        """The text from `start` up to `end`, which keeps the line numbers of the whole file."""
        line = self.first_line + self.text.count("\n", 0, start)
        return replace(self, text=self.text[start:end], problems=(), first_line=line)


def read_document(path: Path, shown: str) -> Document:
    """Read and mend the file at `path`, which problems call `shown`.

    Never raises for what the file is or holds: not there, no regular file, over 1 MiB, not UTF-8 or empty give a
    document that is not readable, with the problem that says so.
    """
    raw = read_or_tell(path, shown, MOST_BYTES)
    return _unreadable(shown, raw) if isinstance(raw, Problem) else document_of(raw, shown)


def document_of(raw: bytes, shown: str) -> Document:
    """Decode and mend `raw`, the bytes of a file that problems call `shown`; as `read_document` otherwise."""
    digest = hashlib.sha256(raw).hexdigest()
    problem = _refusal(raw, shown)
    if problem:
        return _unreadable(shown, problem, digest)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return _unreadable(shown, _not_utf8(raw, error.start, shown), digest)
    text, problems = mend_text(text, shown)
    if not text.strip():
        problem = EMPTY.at(Place(shown), "the file is empty", mend="write the record, or remove the file")
        return _unreadable(shown, problem, digest)
    document = Document(shown, text, problems, digest)
    conflict = conflict_of(document)
    return document if conflict is None else _unreadable(shown, conflict, digest)


def _refusal(raw: bytes, shown: str) -> Problem | None:
    place = Place(shown)
    if len(raw) > MOST_BYTES:
        message = f"the file is larger than {MOST_BYTES} bytes (1 MiB), the limit for a record"
        return LIMITS.at(place, message, mend="move the transcript or the notes into a file of their own")
    if raw.startswith(_UTF16_MARKS):
        return ENCODING.at(place, "the file is in UTF-16, and feedkit reads UTF-8", mend="save the file as UTF-8")
    return None


def _not_utf8(raw: bytes, start: int, shown: str) -> Problem:
    before = raw[:start].decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    place = Place(shown, before.count("\n") + 1, _column_after(before))
    mend = "save the file as UTF-8 (an older editor may have written Windows-1252 or Latin-1)"
    return ENCODING.at(place, f"byte 0x{raw[start]:02X} is not UTF-8", mend=mend)


def conflict_of(document: Document) -> Problem | None:
    """The problem of a file that a merge was left unfinished in: all three of git's marks are there, in their order."""
    text = document.text
    if "<<<<<<< " not in text:
        return None
    start = f"\n{text}".find(_OURS)
    between = text.find(_BETWEEN, start) if start >= 0 else -1
    if between < 0 or text.find(_THEIRS, between) < 0:
        return None
    message = "git left a conflict here, and nobody has decided which of the two versions counts"
    mend = (
        "keep what is right of both, take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`, and commit the merge"
    )
    return document.problem(UNMERGED, document.place_at(start), message, mend=mend)


def _column_after(before: str) -> int:
    """The column of the character that follows `before`."""
    return len(before) - before.rfind("\n")


def _unreadable(shown: str, problem: Problem, digest: str = "") -> Document:
    return Document(shown, "", (problem,), digest, readable=False)
