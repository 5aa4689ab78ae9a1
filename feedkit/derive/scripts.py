"""Writing that the methods cannot take as it stands: scripts without spaces between words, capitals throughout, markup.

Chinese and Japanese get spaces between their words before anything is counted, and lose them before anything is shown.
Japanese changes its script where a word ends (Kanji and Katakana carry the subject, Hiragana the grammar). In Chinese
the programme's own words are those that come again: of all ways to cut a stretch, the one whose pieces are the longest
and the most frequent in it. Thai, Lao, Khmer and Burmese have neither sign, and are left as they are.
"""

from __future__ import annotations

import html
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import chain

from feedkit.derive.languages import STOP_WORDS, guess_language
from feedkit.transcripts.cue import Cue

_HAN, _HIRAGANA, _KATAKANA = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff", "\u3040-\u309f", "\u30a0-\u30ff"
_LETTERS = _HAN + _HIRAGANA + _KATAKANA
_MARKS = "\u3000-\u3004\u3008-\u301f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65"
_SPACELESS = re.compile(f"[{_LETTERS}]")
_NO_ALPHABET = re.compile(f"[{_LETTERS}{_MARKS}]")
_KANA = re.compile(f"[{_HIRAGANA}{_KATAKANA}]")
_HIRAGANA_ONLY = re.compile(f"[{_HIRAGANA}ー]+")
_HAN_RUN = re.compile(f"[{_HAN}]+")
_CLOSE = "」』）】》〉”’、。，！？；：…"
_RUN = re.compile(
    rf"[「『（【《〈“‘]*(?:[{_HAN}]+|[{_KATAKANA}]+|[{_HIRAGANA}]+|[^\s{_LETTERS}{_MARKS}]+|[{_MARKS}])[{_CLOSE}.,!?;:]*"
)
_JOINED = re.compile(rf"(?<=[{_LETTERS}{_MARKS}]) | (?=[{_LETTERS}{_MARKS}])")
_LEAST_KANA = 0.1
_FUNCTION_WORDS = re.compile("(" + "|".join(sorted(STOP_WORDS["zh"], key=len, reverse=True)) + ")")
_LONGEST_WORD = 5
_TWICE = 2
_LONE = -0.5
_COMMON = frozenset("的了是在我你他她它们這这那有和就不也都说要会对到吗呢吧啊个把被让从与及或但而很最还再又能去来用为")

#: Tags and references that programs leave in text that should be plain.
_MARKUP = re.compile(
    r"</?(?:a|b|br|c|div|em|font|i|li|p|s|span|strong|sub|sup|u|v)(?:[\s/.][^<>]{0,500})?>|&(?:amp|lt|gt|quot|apos|nbsp|#\d{1,7}|#x[\da-f]{1,6});",
    re.IGNORECASE,
)
_FEWEST_LETTERS = 40
_SHOUTED = 0.9
_STARTS = re.compile(r"(^|[.!?…]\s+)([^\W\d_])")
_SELF = re.compile(r"\bi(?=$|[\s,.?!'’])")


def readable(cues: Sequence[Cue]) -> Sequence[Cue]:
    """The cues as the methods can count their words; the very same where nothing stands against it."""
    if any(_MARKUP.search(cue.text) for cue in cues):
        cues = [replace(cue, text=html.unescape(_MARKUP.sub(_unmarked, cue.text))) for cue in cues]
    if _is_shouted(cues):
        cues = _in_sentence_case(cues)
    if not any(_SPACELESS.search(cue.text) for cue in cues):
        return cues
    cut = _by_script if _is_japanese(cues) else _Chinese(cues).spaced
    return [replace(cue, text=cut(cue.text)) if _SPACELESS.search(cue.text) else cue for cue in cues]


def _unmarked(markup: re.Match[str]) -> str:
    return markup[0] if markup[0].startswith("&") else ""


def closed_up(text: str) -> str:
    """The text without the spaces that `readable` put in."""
    return _JOINED.sub("", text)


def is_grammar(word: str) -> bool:
    """Whether a word, as `readable` cut it, carries grammar and no subject: it is all Hiragana."""
    return _HIRAGANA_ONLY.fullmatch(word) is not None


def word_count(text: str) -> int:
    """How many words a text has, two letters of Han or Kana being about one."""
    letters = len(_SPACELESS.findall(text))
    return len(_NO_ALPHABET.sub(" ", text).split()) + letters // 2


def pieces(word: str) -> Sequence[str]:
    """What a word is compared by: itself, or each two letters in a row where words are not told apart by spaces."""
    if not _SPACELESS.search(word):
        return (word,)
    parts = _RUN.findall(word)
    return [part[at : at + 2] for part in parts if not is_grammar(part) for at in range(max(1, len(part) - 1))]


@lru_cache(maxsize=65536)
def width(word: str) -> int:
    """The letters of a word as an alphabet has them: one of Han, Kana or Hangul says what two or three letters do."""
    return len(word) + sum("\u3040" <= char <= "\ud7a3" for char in word)


def _is_japanese(cues: Iterable[Cue]) -> bool:
    text = "".join(cue.text for cue in cues)
    return len(_KANA.findall(text)) >= _LEAST_KANA * len(_SPACELESS.findall(text))


def _by_script(text: str) -> str:
    return " ".join(_RUN.findall(text))


class _Chinese:
    """Cuts Chinese by the words that come again in the whole text (a lattice of n-grams, best path)."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        runs = (part for cue in cues for run in _HAN_RUN.findall(cue.text) for part in _FUNCTION_WORDS.split(run))
        counts = Counter(gram for run in runs for gram in _grams(run))
        self._worth = {
            gram: (len(gram) - 1) * math.log(1 + count)
            for gram, count in counts.items()
            if count >= _TWICE and not (gram[0] in _COMMON or gram[-1] in _COMMON or "的" in gram)
        }
        self._known: dict[str, str] = {}

    def spaced(self, text: str) -> str:
        return _by_script(_HAN_RUN.sub(lambda run: self._cut(run[0]), text))

    def _cut(self, run: str) -> str:
        if run not in self._known:
            parts = filter(None, _FUNCTION_WORDS.split(run))
            cut = ([part] if part in STOP_WORDS["zh"] else self._path(part) for part in parts)
            self._known[run] = " ".join(chain.from_iterable(cut))
        return self._known[run]

    def _path(self, run: str) -> list[str]:
        best, back = [0.0], [0]
        for end in range(1, len(run) + 1):
            ways = (
                (best[start] + self._of(run[start:end]), start) for start in range(max(0, end - _LONGEST_WORD), end)
            )
            score, start = max(ways)
            best.append(score)
            back.append(start)
        words, end = [], len(run)
        while end:
            words.append(run[back[end] : end])
            end = back[end]
        return _rejoined(words[::-1])

    def _of(self, word: str) -> float:
        if len(word) == 1:
            return 0.0 if word in _COMMON else _LONE
        return self._worth.get(word, -math.inf)


def _grams(run: str) -> Iterable[str]:
    size = len(run)
    return (run[at : at + n] for n in range(2, _LONGEST_WORD + 1) for at in range(size - n + 1))


def _rejoined(words: Iterable[str]) -> list[str]:
    """The words, those of one character in a row that are no grammar as one: names and words said once stay whole."""
    joined: list[str] = []
    open_end = False
    for word in words:
        lone = len(word) == 1 and word not in _COMMON
        if lone and open_end:
            joined[-1] += word
        else:
            joined.append(word)
        open_end = lone
    return joined


def _is_shouted(cues: Sequence[Cue]) -> bool:
    """Whether nearly all letters are capitals, as in captions of television: then they mean nothing."""
    text = "".join(cue.text for cue in cues[:2000])
    big, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return big >= max(_FEWEST_LETTERS, _SHOUTED * (big + small))


def _in_sentence_case(cues: Sequence[Cue]) -> Sequence[Cue]:
    lowered = [cue.text.lower() for cue in cues]
    if guess_language(word for text in lowered[:400] for word in text.split()) == "en":
        lowered = [_SELF.sub("I", text) for text in lowered]
    return [
        replace(cue, text=_STARTS.sub(lambda match: match[1] + match[2].upper(), text))
        for cue, text in zip(cues, lowered, strict=True)
    ]
