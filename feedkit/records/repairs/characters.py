"""Characters that XML 1.0 cannot hold (section 2.2, production Char): C0 controls, surrogates, U+FFFE and U+FFFF."""

from __future__ import annotations

import re

from feedkit.problems import Place, Problem
from feedkit.records.kinds import MENDED_CHARACTER

ORDER = 30
MOST_REPORTED = 20
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def mend(text: str, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Take out the characters that no feed can hold; each is reported, the first 20 at their places."""
    found = list(_ILLEGAL.finditer(text))
    if not found:
        return text, ()
    problems = [_removed(text, match.start(), path) for match in found[:MOST_REPORTED]]
    rest = len(found) - MOST_REPORTED
    if rest > 0:
        problems.append(MENDED_CHARACTER.at(Place(path), f"{rest} more characters that XML cannot hold were removed"))
    return _ILLEGAL.sub("", text), tuple(problems)


def without_illegal(text: str) -> tuple[str, tuple[str, ...]]:
    """`text` as XML can hold it, and the names of the characters that were taken out, each once."""
    found = dict.fromkeys(_ILLEGAL.findall(text))
    if not found:
        return text, ()
    return _ILLEGAL.sub("", text), tuple(code_point(character) for character in found)


def code_point(character: str) -> str:
    """`U+0007`: how a character is named where it cannot be printed."""
    return f"U+{ord(character):04X}"


def _removed(text: str, index: int, path: str) -> Problem:
    place = Place(path, text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index))
    message = f"the character {code_point(text[index])} was removed; XML cannot hold it"
    return MENDED_CHARACTER.at(place, message, mend="delete it from the file")
