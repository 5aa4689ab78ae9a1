"""Speech made readable: fillers, false starts and repeated words go; never is a word added."""

from __future__ import annotations

import re

_FILLERS = re.compile(
    r"(?:^|,?\s)(?:um+|uh+|erm?|ähm?|euh|mm+|mhm+|hmm+|you know|i mean|kind ?of like|sort ?of like|like(?=,)|right\?|okay\?|ok\?)"
    r"(?=[\s,.?!]|$),?",
    re.IGNORECASE,
)
#: Words that only soften what is said; "not actually" and "some kind of" mean more.
_HEDGES = re.compile(
    r"(?<!\bnot)(?<!n't)(?<!n’t),?\s(?:basically|actually|literally|obviously|i guess|i think|i suppose|as you know),?(?=\s)"
    r"|(?<!\ba)(?<!\bthe)(?<!this)(?<!that)(?<!some)(?<!\bany)(?<!what)(?<!every)(?<!each)(?<!one)(?<!which)(?<!same)(?<!\bof)"
    r"(?<!erent)(?<!\bno)(?<!new)(?<!other)(?<!certain)(?<!these)(?<!those)\s(?:kind|sort) of(?=\s[a-z])",
    re.IGNORECASE,
)
#: False starts: "w we", "this presentation this group presentation".
_BEGUN = re.compile(r"(?<=\s)([b-df-hj-np-tv-xz]{1,3})[-,.]*\s+(?=\1[a-z])")
_ARTICLE = r"(?:the|this|an?|our|my|their|his|its)"
_RESTARTED = re.compile(rf"\b{_ARTICLE} (\w+),? (?={_ARTICLE}(?: \w+)? \1s?\b)", re.IGNORECASE)
_OPENING = re.compile(
    r"^(?:(?:"
    r"(?:yeah|yes|yep|nope|okay|ok|oh|ah|so|and|but|or|because|exactly|absolutely|alright|all right|anyway|anyways|also|then|now|"
    r"actually|basically|obviously|again|i mean|you know|i think|i guess|as i said|of course|hey|wow|honestly|thanks|thank you|"
    r"definitely|totally|for sure|first of all|und|aber|also|ja|nein|genau|et|mais|donc|alors|oui|non|voilà|y|pero|entonces|pues|"
    r"bueno|sí)\b(?:[,.!?…]+\s*|\s+)(?!of\b|from\b|is\b|to\b)"
    r"|(?:no|right|well|like|sure|cool|great|nice|awesome|excellent|perfect|look|see|correct|listen|good|interesting)[,.!?…]+\s*"
    r"))+",
    re.IGNORECASE,
)
_REPEAT = re.compile(r"\b(\w+(?:['’]\w+)?(?: \w+(?:['’]\w+)?){0,3})(?:[,.…\-—–]*\s+\1\b)+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_COMMAS = re.compile(r"(?<!\s)\s*,(?:\s*,)+")
_STRAY_COMMA = re.compile(
    r"\b(a|an|the|of|to|on|in|at|by|for|from|with|and|or|about|is|was|are|like|into|as|than|its|their|our|this|that),\s+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\[[^\]]{0,40}\]|\((?:laughs?|laughter|music|crosstalk|inaudible)[^)]{0,20}\)", re.IGNORECASE)
_REPEATABLE = frozenset({"very", "really", "that", "had", "so", "much", "many", "more"})


def tidy(text: str) -> str:
    """The text without fillers, hedges, repeated words ("the the"), false starts, stage directions and stray commas."""
    text = _BRACKETS.sub(" ", text)
    text = _FILLERS.sub("", _SPACES.sub(" ", text).strip())
    text = _BEGUN.sub("", _HEDGES.sub("", text))
    text = _RESTARTED.sub("", _REPEAT.sub(_once, text))
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
