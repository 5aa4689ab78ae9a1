"""Mojibake: UTF-8 that was once read as Mac Roman or as Windows-1252 and saved like that.

Undone only for a whole file, and only where it can be undone exactly: every character of the file exists in the code
page, and the bytes it has there are strict UTF-8. Text that merely looks odd fails one of the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from feedkit.problems import Place, Problem
from feedkit.records.kinds import MENDED_MOJIBAKE, SUSPECTED_MOJIBAKE
from feedkit.records.places import key_of_line, shown

ORDER = 10
LEAST_EVIDENCE = 3
"""A file with fewer odd sequences than this may mean what it says: it is reported and stays as it is."""
_ASCII = bytes(range(0x80))
_BESIDE_LETTERS = frozenset("“”‘’«»‹›‚„–—…\xa0")
_MOST_EXCERPT = 400


class CodePage(NamedTuple):
    """A code page that editors take UTF-8 for.

    pattern: of what one UTF-8 character looks like in it: one of `leads`, then one to three of `others`.
    least_long: so many sequences of three characters or more are evidence enough. Nobody writes what Mac Roman makes of
    a dash or an emoji, so one is; what Windows-1252 makes of them is quoted by people who write about it.
    """

    name: str
    bytes_of: Mapping[str, int]
    leads: frozenset[str]
    others: frozenset[str]
    pattern: str
    least_long: int

    @property
    def sequences(self) -> re.Pattern[str]:
        """Finds what matches `pattern`. Hardly a file needs it, and it takes a millisecond to make."""
        return re.compile(self.pattern)

    def may_hold(self, characters: set[str]) -> bool:
        """Whether a text of these characters, ASCII left out, can be of this page and have a sequence in it."""
        lone = characters.isdisjoint(self.leads) or characters.isdisjoint(self.others)
        return not lone and self.bytes_of.keys() >= characters

    def undo(self, text: str) -> str | None:
        """The text that was there before; None where the round trip is not exact."""
        try:
            return bytes([self.bytes_of[character] for character in text]).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            return None


def mend(text: str, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Undo mojibake, twice over where it was made twice; one problem a file, at the first place that changes."""
    if text.isascii():
        return text, ()
    characters = _rare(text)
    if not any(page.may_hold(characters) for page in _PAGES):
        return text, ()
    before, first = text, None
    while step := _step(text):
        page, text = step
        first = first or page
    return text, (_mended(before, text, first, path),) if first else _suspicion(text, path)


def _step(text: str) -> tuple[CodePage, str] | None:
    for page, sequences in _candidates(text):
        undone = page.undo(text) if _is_evidence(sequences, page) else None
        if undone is not None:
            return page, undone
    return None


def _candidates(text: str) -> Iterator[tuple[CodePage, list[str]]]:
    """The code pages that hold every character of `text`, with the odd sequences, where there are any."""
    characters = _rare(text)
    for page in _PAGES:
        if page.may_hold(characters):
            sequences = [one for one in page.sequences.findall(text) if not _is_natural(one)]
            if sequences:
                yield page, sequences


def _rare(text: str) -> set[str]:
    """The characters that are not ASCII: few, and by them most files are known to hold no sequence."""
    return set(text.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass"))


def _is_evidence(sequences: list[str], page: CodePage) -> bool:
    long = sum(len(sequence) > len("Ã©") for sequence in sequences)
    return len(sequences) >= LEAST_EVIDENCE or long >= page.least_long


def _is_natural(sequence: str) -> bool:
    """Whether it is a letter beside a quote, a dash or a space, as in `l’école`, which happens to be UTF-8 as well."""
    letters = [character for character in sequence if character.isalpha()]
    others = [character for character in sequence if character in _BESIDE_LETTERS]
    return len(letters) == len(others) == 1 and len(sequence) == len(letters) + len(others)


def _mended(before: str, after: str, page: CodePage, path: str) -> Problem:
    sample = _sample(before, after, page)
    count = len(page.sequences.findall(before))
    message = f"UTF-8 was read as {page.name}: `{sample.old}` is `{sample.new}`; {count} such sequences were mended"
    mend = "save the mended text as UTF-8, so that nobody has to guess"
    return MENDED_MOJIBAKE.at(Place(path, sample.line, sample.column), message, mend=mend, excerpt=sample.excerpt)


def _suspicion(text: str, path: str) -> tuple[Problem, ...]:
    for page, _sequences in _candidates(text):
        undone = page.undo(text)
        if undone is not None:
            sample = _sample(text, undone, page)
            message = f"`{sample.old}` may be `{sample.new}`, UTF-8 read as {page.name}; it stays as written"
            place, mend = Place(path, sample.line, sample.column), f"write `{sample.new}`, if that is what you mean"
            field = key_of_line(sample.excerpt)
            return (SUSPECTED_MOJIBAKE.at(place, message, mend=mend, field=field, excerpt=sample.excerpt),)
    return ()


class _Sample(NamedTuple):
    """The first words that change, as they were and as they are read; line and column of the first character."""

    line: int
    column: int
    old: str
    new: str
    excerpt: str


def _sample(before: str, after: str, page: CodePage) -> _Sample:
    found = page.sequences.search(before)
    start = found.start() if found else 0
    line = before.count("\n", 0, start)
    excerpt = before.split("\n", line + 1)[line]
    pairs = zip(excerpt.split(" "), after.split("\n", line + 1)[line].split(" "), strict=False)
    old, new = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
    column = start - before.rfind("\n", 0, start)
    return _Sample(line + 1, column, shown(old), shown(new), excerpt[:_MOST_EXCERPT])


def _page(name: str, table: str, least_long: int) -> CodePage:
    """The code page of that name. table: the character of each of the 256 bytes."""
    follow = f"[{re.escape(table[0x80:0xC0])}]"
    two, three, four = (f"[{re.escape(table[low:high])}]" for low, high in _LEADS)
    pattern = f"{two}{follow}|{three}{follow}{{2}}|{four}{follow}{{3}}"
    leads = frozenset(table[_LEADS[0][0] : _LEADS[-1][1]])
    bytes_of = {character: byte for byte, character in enumerate(table)}
    return CodePage(name, bytes_of, leads, frozenset(table[0x80:0xC0]), pattern, least_long)


_LEADS = ((0xC2, 0xE0), (0xE0, 0xF0), (0xF0, 0xF5))
"""The first bytes of UTF-8 sequences of two, three and four bytes (RFC 3629, section 4)."""

_WINDOWS_1252 = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in range(256))
"""As browsers have it (WHATWG Encoding): the five bytes that Windows leaves free are the C1 controls."""

_PAGES = (
    _page("Windows-1252", _WINDOWS_1252, LEAST_EVIDENCE),
    _page("Mac Roman", bytes(range(256)).decode("mac_roman"), 1),
)
