"""Lines and columns of a feed's text."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate


class Lines:
    """The lines of a text, by numbers from 1. CR, LF and CRLF end a line, and nothing else does, as for expat."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in re.finditer(r"\r\n?|\n", text))]

    def at(self, index: int) -> tuple[int, int]:
        """The line and the column of an index."""
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1

    def text_of(self, line: int) -> str:
        """A line without its end; '' where there is none."""
        if not 1 <= line <= len(self._starts):
            return ""
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._text[self._starts[line - 1] : end].rstrip("\r\n")

    def start_of(self, line: int) -> int:
        """The index at which a line begins."""
        return self._starts[line - 1]


class ByteLines:
    """Lines and columns of offsets in a text's UTF-8; columns count characters. Ready only when one is asked for."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    @cached_property
    def _starts(self) -> list[int]:
        if b"\r" not in self._raw:  # the usual case, in a tenth of the time
            return [0, *accumulate(len(line) + 1 for line in self._raw.split(b"\n"))]
        return [0, *(found.end() for found in re.finditer(rb"\r\n?|\n", self._raw))]

    def of(self, at: int) -> tuple[int, int]:
        """The line and the column of an offset in bytes."""
        line = bisect_right(self._starts, at)
        before = self._raw[self._starts[line - 1] : at]
        return line, len(before.decode("utf-8", errors="replace")) + 1
