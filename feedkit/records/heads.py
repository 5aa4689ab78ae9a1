"""The head of a file, for dialects that tell their files by what stands in it: never the notes, which may quote anything."""

from __future__ import annotations

import re
from functools import lru_cache

from feedkit.records.document import Document

MOST_CHARACTERS = 20_000
_CLOSING = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*$", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*$", re.MULTILINE),
}


def head_text(document: Document, fences: tuple[str, ...] = ("---", "+++")) -> str:
    """What stands between the fences, at most 20,000 characters; '' for a file that opens with none of `fences`."""
    fence, text = _head(document.text[: MOST_CHARACTERS + 100])
    return text if fence in fences else ""


@lru_cache(maxsize=4)
def _head(text: str) -> tuple[str, str]:
    """The fence and what it holds. A file is shown to several dialects in turn."""
    start = len(text) - len(text.lstrip(" \t\n"))
    fence = text[start : start + 3]
    first = text.find("\n", start) + 1
    if fence not in _CLOSING or not first or text[start:first].strip() != fence:
        return "", ""
    closing = _CLOSING[fence].search(text, first)
    return fence, text[first : closing.start() if closing else MOST_CHARACTERS]
