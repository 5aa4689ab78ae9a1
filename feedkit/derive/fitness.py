"""Which spoken sentences could stand in a description, and how much they sound like one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from feedkit.derive.phrases import aside_kind, is_farewell, is_greeting
from feedkit.derive.scripts import closed_up
from feedkit.derive.terms import bare
from feedkit.derive.tidy import capitalised

_LEAST_WORDS, _LEAST_ANNOUNCED, _MOST_WORDS, _MOST_SPOKEN = 8, 5, 40, 52
_WRITTEN, _TALKED = 0.9, 0.3

_BOILERPLATE = re.compile(
    r"\bsponsor|\bbrought to you\b|\bpromo(?:tion)? code\b|\buse (?:the )?code\b|(?:%|percent) off\b|\bfree trial\b|"
    r"\bsign(?:ed)? up\b|\bsubscri|\breview\b.{0,20}\b(?:itunes|apple)|\bpatreon\b|\bnewsletter\b|\bshow ?notes\b|\bthank|"
    r"\bwelcome\b|\bmy name is\b|\byour host\b|\b(?:see|catch|talk to) (?:you|y'?all)\b|\bstay tuned\b|"
    r"\bbe right back\b|\bthis break\b|\buntil next\b|\bbye\b|\bhow are you\b|\bgood to (?:be here|see you)\b|"
    r"\bfor being here\b|\bjoin (?:our|the)\b|\bupcoming (?:events?|episodes?)\b|\bcheck (?:it|them|us|that|this) out\b|"
    r"\bfollow (?:us|me|him|her|them|the \w+) on\b|\bfind (?:us|me|him|her|it|them|this|that)\b|\bgive (?:us )?a (?:review|rating)|"
    r"\bleave (?:us )?a\b|\bvisit\b|https?:|www\.|@\w|\bdot (?:com|org|io|fm)\b|\.(?:com|org|io|fm)\b|"
    r"\b(?:this|the) podcast\b",
    re.IGNORECASE,
)
_ANNOUNCES = re.compile(
    r"\b(?:today|this week|this episode|in this|on this|this month|this time|this (?:morning|afternoon|evening))\b.{0,40}\b(?:talk|"
    r"discuss|speak|cover|look|joined|guest|have|explore|about|dive|chat|interview|news|episode|meeting|session)|"
    r"\b(?:we|i)(?:'re|'m| are| am| will|'ll)(?: going to| gonna| here to| (?:really |very |so )?excited to)? (?:be )?"
    r"(?:talk|discuss|cover|look|explor|div|speak|present|chat|go over)(?!.{0,20}\b(?:that|it|this|later)\b)|"
    r"\b(?:want(?:ed)?|like|love) to (?:talk|speak|hear) about (?!(?:that|it|this)\b)|"
    r"\b(?:joined|joining) (?:by|me|us)\b|\b(?:with (?:me|us)|our guests?)(?: today)? (?:is|are)\b|"
    r"\b(?:purpose|goal|aim|subject|topic|agenda) (?:of|for) (?:this|today|the (?:meeting|session|episode))|"
    r"\bheute\b.{0,60}\b(?:über|thema|gast|sprechen|reden)|\baujourd'hui\b|"
    r"\bhoy\b.{0,40}\b(?:hablamos|vamos|hablar)|\bhoje\b.{0,40}\b(?:falar|falamos|vamos|conversa)|"
    r"\boggi\b.{0,40}\b(?:parliamo|parleremo|parlare)|\bvandaag\b.{0,60}\b(?:over|gast|praten)|"
    r"\b(?:dzisiaj|dziś)\b.{0,40}\b(?:rozmaw|porozmaw|mówi|opowi)|\bbugün\b.{0,120}\bkonuş|"
    r"\b(?:сегодня|сьогодні)\b.{0,40}\b(?:говор|поговор|обсу|розмов)|今[日天回].{0,60}(?:話し|聊|谈|談|紹介|介绍)|"
    r"오늘은?\b.{0,120}(?:이야기|얘기)|(?:اليوم.{0,40}نتحدث|نتحدث.{0,10}اليوم)|היום.{0,20}(?:נדבר|נשוחח)|आज.{0,120}बात",
    re.IGNORECASE,
)
_DANGLING = re.compile(
    r"(?:that|this|it|he|she|they|these|those|which|him|her|them|there|here|then|yours?|another|who|both|neither|such)\b"
    r"(?! (?:episode|week|show|month))",
    re.IGNORECASE,
)
_FILLER = re.compile(
    r"(?:yeah|yes|yep|no|nope|right|okay|ok|oh|ah|um|uh|mm+|hmm+|well|so|and|but|or|because|like|i mean|you know|sure|"
    r"exactly|absolutely|cool|great|nice|awesome|alright|all right|anyway|that'?s|which|also|then)\b",
    re.IGNORECASE,
)
#: Heads that no sentence of a description has: parts of one, orders, answers, and what leans on the sentence before.
_HEADLESS = re.compile(
    r"(?:(?:if|when|where|while|although|unless|until|whether|because|since|in order to|as (?:long|soon|well))\b[^,]*$|"
    r"(?:just )?(?:look|try|use|do|get|go|put|make|take|keep|think|imagine|walk|know|see|say|tell|give|check|start|need|want|"
    r"could|would|should|can|will|had|did|do|is|are|was|were|let|looked|went|got|cuz|trying|going)\b|"
    r"just\b|one (?:of them|of those|of these|is)\b|(?:the|an)other (?:one|thing|part|reason|way|side)\b|the (?:same|second|third|rest)\b|"
    r"for (?:example|instance)\b|in (?:other words|(?:this|that) (?:case|sense|way)|addition)\b|on the other hand\b|"
    r"with that\b|at (?:this|that|a certain) point\b|at the end of the day\b|as are\b|either way\b|instead\b|otherwise\b|"
    r"therefore\b|however\b|certainly\b|especially\b|you(?:'re| are) listening to\b|live from\b)",
    re.IGNORECASE,
)
#: Vowel signs and accents that are characters of their own, and of which Python says that they are in no word.
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u0652\u0900-\u109f"
_WHOLE = re.compile(rf"\w[%)\"'”’」』{_MARKS}]*[.!…。！।۔][\"'”’)」』]*$")
#: Heads that lean on the sentence before, in other languages than English: conjunctions and pronouns without an article's form.
_LEANING = {
    "de": "und|aber|oder|sondern|weil|dass|dann|danach|deshalb|deswegen|daher|darum|trotzdem|dabei|dadurch|er|es|ihm|ihn",
    "fr": "et|mais|ou|donc|alors|parce que|il|elle|ils|elles|ça|c'est|cela|celui-ci|celle-ci|ensuite|puis",
    "es": "y|pero|o|entonces|porque|eso|esto|él|ella|ellos|ellas|después|luego",
    "pt": "e|mas|ou|então|porque|isso|isto|ele|ela|eles|elas|depois",
    "it": "e|ma|o|quindi|allora|perché|questo|quello|lui|lei|loro|poi|dopo",
    "nl": "en|maar|of|dus|omdat|dat|dit|hij|zij|ze|daarna|toen|dan",
    "pl": "i|a|ale|lub|więc|bo|ponieważ|to|on|ona|oni|one|potem|wtedy",
    "tr": "ve|ama|veya|çünkü|bu|şu|o|onlar|sonra",
    "ru": "и|а|но|или|потому что|это|он|она|оно|они|потом|затем|тогда",
    "ja": "そして|しかし|でも|だから|それ|これ|その|この",
    "zh": "但是|可是|所以|因为|然后|那|这|他|她|它",
}
_LEANS = {
    language: re.compile(rf"(?:{heads})(?!\w)" if language not in ("ja", "zh") else heads, re.IGNORECASE)
    for language, heads in _LEANING.items()
}
#: What breaks a sentence in any language.
_CUT = re.compile(r"\s-\s|\S[-–—]{1,2}\s|\.\.|[\[\]<>]")
_BROKEN = re.compile(
    r"(?:^|\s)[b-hj-z](?=\s|[.,])|^[B-HJ-Z][.,]?\s+[A-Za-z]|(?:\b(?:and|or|the|a|of|to|is|with)\s*[.!]$)|"
    r"\b(?:the|an?|of|for) (?:i|we|you|they|he|she|and|or|but|is|are|was|of|to|for|from|with|th|w)\b"
)

#: A verb that makes an English sentence whole, near its head.
_FINITE = re.compile(
    r"\b(?:is|are|was|were|am|has|have|had|can|can't|could|will|won't|would|may|might|should|must|do|does|did|\w+['’](?:s|re|ll|ve|d|t)|"
    r"needs?|wants?|makes?|made|uses?|gets?|got|gives?|gave|takes?|took|works?|runs?|ran|goes|went|comes?|came|lets?|shows?|knows?|knew|"
    r"helps?|means?|calls?|allows?|looks?|brings?|says?|said|keeps?|kept|tells?|becomes?|provides?|requires?|supports?|\w{3,}ed)\b",
    re.IGNORECASE,
)
_HEAD_CHARS = 90
_CLAUSES = re.compile(r"(?:[,.:;]|\b(?:and|so|but|where|because))\s+(?=(\S.*))", re.IGNORECASE)
_FULL_NAME = re.compile(r"(?<=[\w,] )[A-Z]\w*[a-z] [A-Z]\w*[a-z]")

_OF_WRITING = frozenset(
    "the of and in to for with from by their how as an on at its through into between about".split()  # noqa: SIM905 - read as words
)
_OF_TALK = frozenset(
    """i you it's that's so like just know i'm you're don't do did really actually yeah there's if when would could can
    i've thing things stuff maybe mean think guess was""".split()  # noqa: SIM905 - read as words
)


def is_promising(words: Sequence[str]) -> bool:
    """Whether a sentence, as spoken, is worth the tidying: long enough, not too long, ended."""
    return _LEAST_WORDS <= len(words) <= _MOST_SPOKEN and words[-1][-1] in ".!…。！।۔\"'”’)」』"


def is_fit(text: str, least_words: int = _LEAST_WORDS, language: str = "en") -> bool:
    """Whether a tidied sentence could stand in a description, even as its first."""
    words, text = text.count(" ") + 1, closed_up(text)
    return (
        least_words <= words <= _MOST_WORDS
        and bool(_WHOLE.search(text))
        and not (_CUT.search(text) or _BOILERPLATE.search(text))
        and not (_is_part(text) if language == "en" else _leans(text, language))
        and text.count('"') % 2 == 0
        and not (is_greeting(text) or is_farewell(text) or aside_kind(text))
    )


def _is_part(text: str) -> bool:
    """Whether an English text is not a sentence by itself: it opens with filler, points elsewhere, or breaks off."""
    return bool(_FILLER.match(text) or _DANGLING.match(text) or _HEADLESS.match(text) or _BROKEN.search(text))


def _leans(text: str, language: str) -> bool:
    head = _LEANS.get(language)
    return head is not None and head.match(text) is not None


def is_sentence(text: str) -> bool:
    """Whether an English text has a verb near its head; a mere noun phrase has none."""
    return bool(_FINITE.search(text[:_HEAD_CHARS]))


def announces(text: str) -> bool:
    """Whether the sentence says what the programme is about: "today we talk about …"."""
    return bool(_ANNOUNCES.search(text))


def announcement(text: str, language: str = "en") -> str:
    """What a tidied sentence says of the programme's subject, from where it says it to its end; "" for nothing fit."""
    if not announces(text):
        return ""
    parts = (text, *(found[1] for found in _CLAUSES.finditer(text)))
    fit = (capitalised(part) for part in parts if _ANNOUNCES.match(part[:_HEAD_CHARS]) or part is text)
    return next((part for part in fit if is_fit(part, _LEAST_ANNOUNCED, language)), "")


def names_somebody(text: str) -> bool:
    """Whether two capitals in a row stand inside the text: mostly somebody's full name."""
    return bool(_FULL_NAME.search(text))


def manner(text: str) -> float:
    """How much the sentence sounds like writing rather than talk, by its function words; about -0.3 to 0.6."""
    words = [bare(word).lower() for word in text.split()]
    written = sum(word in _OF_WRITING for word in words)
    talked = sum(word in _OF_TALK for word in words)
    return (_WRITTEN * written - _TALKED * talked) / max(1, len(words))
