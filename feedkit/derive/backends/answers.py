"""What is asked of a model's answer before anybody sees it: JSON, chapters that start where cues do, no invention."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from feedkit.derive.backends.interface import Refusal
from feedkit.derive.backends.support import LEAST_SHARE, Evidence, sentences_of
from feedkit.derive.scripts import word_count
from feedkit.derive.tidy import capitalised
from feedkit.derive.vocabulary import LEAST_CHARS, MOST_CHARS, is_title
from feedkit.tags.values import short

LEAST_WORDS, MOST_WORDS = 10, 160
"""Of a summary: shorter says nothing, longer is none."""
_UNFIT = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]")
"""What has no place in a line of a feed."""


def quoted(text: str) -> str:
    """What a model or its server said, in a message: one line, short, and visible."""
    return short(_UNFIT.sub("\N{REPLACEMENT CHARACTER}", " ".join(text.split())) or "nothing")


def read_answer(text: str, wanted: str, kind: type) -> Any:
    """The value of `wanted` in the one JSON object of an answer; Refusal where there is none.

    Models like to put a fence or a sentence around it; what stands outside of the braces is passed over.
    """
    start, end = text.find("{"), text.rfind("}")
    try:
        found = json.loads(text[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise Refusal(f"it answers with no JSON object: {quoted(text)}")
    value = found.get(wanted)
    if not isinstance(value, kind):
        raise Refusal(f"its answer has no `{wanted}`: {quoted(text)}")
    return value


def checked_chapters(rows: Sequence[Any], lines: int, most: int) -> tuple[tuple[int, str], ...]:
    """The (line, title) of each chapter of an answer; () for fewer than two. Raises Refusal for what cannot be.

    lines: how many the transcript was given in, from 0 on; a chapter starts with one of them, later ones further down.
    """
    found = tuple(_chapters(rows, lines))
    for (before, _), (line, title) in pairwise(found):
        if line <= before:
            raise Refusal(f"its chapters do not rise: line {line} (`{title}`) comes after line {before}")
    if len(found) > most:
        raise Refusal(f"it has {len(found)} chapters, and {most} is the most", "raise `most_chapters` in show.yaml")
    if found and found[0][0]:
        raise Refusal(f"its first chapter starts at line {found[0][0]}, and not with the first, 0")
    return found if len(found) > 1 else ()


def _chapters(rows: Sequence[Any], lines: int) -> Iterator[tuple[int, str]]:
    for row in rows:
        line, title = (row.get("line"), row.get("title")) if isinstance(row, dict) else (None, None)
        if not isinstance(line, int) or isinstance(line, bool) or not 0 <= line < lines:
            raise Refusal(f"it starts a chapter at {quoted(json.dumps(line))}, where no cue starts")
        title = " ".join(title.split()) if isinstance(title, str) else ""
        if not is_title(title) or _UNFIT.search(title):
            limits = f"titles have {LEAST_CHARS} to {MOST_CHARS} characters"
            raise Refusal(f"it calls a chapter {quoted(title)}; {limits}")
        yield line, title


def checked_summary(text: str, evidence: Evidence) -> tuple[str, float]:
    """The summary of an answer, and how much of its least supported sentence was said. Raises Refusal."""
    text = capitalised(" ".join(text.split()))
    count = word_count(text)
    if not LEAST_WORDS <= count <= MOST_WORDS or _UNFIT.search(text):
        raise Refusal(f"its summary has {count} words; {LEAST_WORDS} to {MOST_WORDS} are wanted")
    shares = [(evidence.share(sentence), sentence) for sentence in sentences_of(text)]
    least, sentence = min(shares)
    if least < LEAST_SHARE:
        raise Refusal(f"its summary says what the transcript does not: {quoted(sentence)}")
    return text, round(least, 2)
