"""Speech made readable: fillers, false starts and repeated words go; never is a word added.

What is filler in one language is a word in another: `um` is *around* in German and *a* in Portuguese, `non` *not* in
Italian, and a word said twice is grammar in French (`nous nous`) and Turkish (`zaman zaman`). So what is taken out
hangs on the language; of one that is not known, only sounds that are words in none.
"""

from __future__ import annotations

import re

_FILLERS = re.compile(
    r"(?:^|,?\s)(?:um+|uh+|erm?|mm+|mhm+|hmm+|you know|i mean|kind ?of like|sort ?of like|like(?=,)|right\?|okay\?|ok\?)"
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
#: Sounds that are words in no language.
_SOUNDS = re.compile(r"(?:^|,?\s)(?:u+h+m*|[äö]h+m?|euh+|mhm+|hmm+|mmm+)(?=[\s,.?!]|$),?", re.IGNORECASE)


def _opening(loose: str, ended: str) -> re.Pattern[str]:
    """loose: words that open a sentence and mean little there; ended: those that do where a comma or a stop follows."""
    return re.compile(rf"^(?:(?:{loose})(?:[,.!?…]+\s*|\s+)|(?:{ended})[,.!?…]+\s*)+", re.IGNORECASE)


_OPENINGS = {
    "en": _opening(
        r"(?:yeah|yes|yep|nope|okay|ok|oh|ah|so|and|but|or|because|exactly|absolutely|alright|all right|anyway|anyways|also|then|now|"
        r"actually|basically|obviously|again|i mean|you know|i think|i guess|as i said|of course|hey|wow|honestly|thanks|thank you|"
        r"definitely|totally|for sure|first of all)\b(?!\s+(?:of|from|is|to)\b)",
        r"no|right|well|like|sure|cool|great|nice|awesome|excellent|perfect|look|see|correct|listen|good|interesting",
    ),
    "de": _opening("und|aber|also|ja|nein", "so|genau|gut|okay|nun|na|ach|klar|naja|tja"),
    "fr": _opening("et|mais|donc|voilà|alors(?! que)", "oui|non|bon|ben|bah|euh|ok|bref|ouais"),
    "es": _opening("y|pero|entonces|pues", "sí|no|bueno|vale|claro|ok|bien"),
    "pt": _opening("e|mas|então", "sim|não|bom|bem|ok|pois|olha|tá"),
    "it": _opening("e|ma|quindi|allora", "sì|no|bene|ok|beh|ecco|insomma"),
    "nl": _opening("en|maar|dus", "ja|nee|nou|oké|goed|precies"),
    "pl": _opening("ale|więc|no", "tak|nie|dobrze|ok|dobra|no"),
    "tr": _opening("ama|yani", "evet|hayır|tamam|peki|şey"),
    "ru": _opening("и|но|ну", "да|нет|так|хорошо|вот|ладно"),
}
_NO_OPENING = _opening("okay", "ok")
_REPEAT = re.compile(r"\b(\w+(?:['’]\w+)?(?: \w+(?:['’]\w+)?){0,3})(?:[,.…\-—–]*\s+\1\b)+", re.IGNORECASE)
_REPEATED_PHRASE = re.compile(r"\b(\w+(?:['’]\w+)?(?: \w+(?:['’]\w+)?){1,3})(?:[,.…\-—–]*\s+\1\b)+", re.IGNORECASE)
_SPACES = re.compile(r"\s+")
_COMMAS = re.compile(r"(?<!\s)\s*,(?:\s*,)+")
_STRAY_COMMA = re.compile(
    r"\b(a|an|the|of|to|on|in|at|by|for|from|with|and|or|about|is|was|are|like|into|as|than|its|their|our|this|that),\s+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(
    r"\[[^\]]{0,40}\]|[♪♫][^♪♫]{0,200}[♪♫]|[♪♫]"
    r"|\([^()]{0,20}\b(?:laugh|laughter|music|crosstalk|inaudible|applause|lach|gelächter|musik|applaus|rire|musique|ris[ao]s|música|musica|risate|"
    r"śmiech|muzyka|müzik|gülüş|смех|смеётся|музыка)[^)]{0,20}\)|[（(](?:笑|拍手|音楽|音乐|笑声|웃음|음악)[^)）]{0,20}[）)]",
    re.IGNORECASE,
)
_REPEATABLE = frozenset({"very", "really", "that", "had", "so", "much", "many", "more"})


def tidy(text: str, language: str = "en") -> str:
    """The text without fillers, hedges, repeated words ("the the"), false starts, stage directions and stray commas.

    language: as `guess_language` names it; of another than English only sounds, and phrases said twice, are taken out.
    """
    text = _SPACES.sub(" ", _BRACKETS.sub(" ", text)).strip()
    text = _tidy_english(text) if language == "en" else _REPEATED_PHRASE.sub(r"\1", _SOUNDS.sub("", text))
    return _SPACES.sub(" ", _COMMAS.sub(",", text)).strip(" ,;–—-")


def _tidy_english(text: str) -> str:
    text = _BEGUN.sub("", _HEDGES.sub("", _FILLERS.sub("", text)))
    text = _RESTARTED.sub("", _REPEAT.sub(_once, text))
    return _STRAY_COMMA.sub(r"\1 ", _COMMAS.sub(",", text))


def _once(match: re.Match[str]) -> str:
    return match[0] if match[1].lower() in _REPEATABLE else match[1]


def without_opening(text: str, language: str = "en") -> str:
    """The text without the conversational words that it opens with: "Yeah, so, " and the like."""
    return _OPENINGS.get(language, _NO_OPENING).sub("", text, count=1)


def capitalised(text: str) -> str:
    """The text with a capital first letter, unless the first word has capitals of its own ("iPhone")."""
    first = text.split(" ", 1)[0]
    return text if any(letter.isupper() for letter in first[1:]) else text[:1].upper() + text[1:]
