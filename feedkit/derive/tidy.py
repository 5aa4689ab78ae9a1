"""Speech made readable: fillers, false starts and repeated words go; never is a word added."""

from __future__ import annotations

import re

_FILLERS = re.compile(
    r"(?:^|,?\s)(?:um+|uh+|erm?|ähm?|euh|mm+|mhm+|hmm+|you know|i mean|kind ?of like|sort ?of like|like(?=,)|right\?|okay\?|ok\?)"
    r"(?=[\s,.?!]|$),?",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"^(?:(?:yeah|yes|yep|no|nope|right|okay|ok|oh|ah|well|so|and|but|or|because|like|sure|exactly|absolutely|cool|great|nice|"
    r"awesome|alright|all right|anyway|anyways|also|then|now|excellent|perfect|actually|basically|obviously|again|i mean|you know|"
    r"i think|i guess|as i said|of course|look|see|hey|wow|honestly|thanks|thank you|correct|definitely|totally|for sure|first of all|"
    r"und|aber|also|ja|nein|genau|okay|et|mais|donc|alors|oui|non|voilà|y|pero|entonces|pues|bueno|sí)\b(?:[,.!?…]+\s*|\s+)(?!of\b|from\b|is\b|to\b))+",
    re.IGNORECASE,
)
_REPEAT = re.compile(r"\b(\w+(?:['’]\w+)?(?: \w+(?:['’]\w+)?){0,3})(?:[,.…\-—–]*\s+\1\b)+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_COMMAS = re.compile(r"\s*,(?:\s*,)+")
_STRAY_COMMA = re.compile(
    r"\b(a|an|the|of|to|on|in|at|by|for|from|with|and|or|about|is|was|are|like|into|as|than|its|their|our|this|that),\s+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\[[^\]]{0,40}\]|\((?:laughs?|laughter|music|crosstalk|inaudible)[^)]{0,20}\)", re.IGNORECASE)
_REPEATABLE = frozenset({"very", "really", "that", "had", "so", "much", "many", "more"})


def tidy(text: str) -> str:
    """The text without fillers, repeated words ("the the"), stage directions and stray commas."""
    text = _BRACKETS.sub(" ", text)
    text = _FILLERS.sub("", _SPACES.sub(" ", text).strip())
    text = _REPEAT.sub(_once, text)
    text = _STRAY_COMMA.sub(r"\1 ", _COMMAS.sub(",", text))
    return _SPACES.sub(" ", text).strip(" ,;–—-")


def _once(match: re.Match[str]) -> str:
    return match[0] if match[1].lower() in _REPEATABLE else match[1]


def without_opening(text: str) -> str:
    """The text without the conversational words that it opens with: "Yeah, so, " and the like."""
    return _OPENING.sub("", text, count=1)


def capitalised(text: str) -> str:
    """The text with a capital first letter, unless the first word has capitals of its own ("iPhone")."""
    first = text.split(" ", 1)[0]
    return text if any(letter.isupper() for letter in first[1:]) else text[:1].upper() + text[1:]
