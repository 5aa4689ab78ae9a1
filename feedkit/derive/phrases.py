"""Spoken cues: what people say when the programme turns, greets, sells or ends.

Weights are set by hand, after Passonneau & Litman (1997) on cue words and pauses: weights that are fitted on some
shows did worse on others. A weight counts as log likelihood in favour of a boundary at the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from feedkit.derive.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Phrase:
    """A way of speaking at a turn: what it looks like at the head of a sentence, and how much it says."""

    pattern: re.Pattern[str]
    weight: float
    kind: str = "topic"


def _phrase(pattern: str, weight: float, kind: str = "topic") -> Phrase:
    return Phrase(re.compile(pattern, re.IGNORECASE), weight, kind)


_ITEM = r"(?:item|topic|story|stories|article|headline|question|point|segment|section|thing|one|pr|piece|subject|change|release)s?"
_NTH = r"(?:first|second|third|fourth|fifth|sixth|next|last|final|another|other)"
_SOFT = r"(?:(?:all ?right|alright|ok|okay|so|well|now|and|great|cool|nice|good|excellent|perfect|yeah|yes|right|awesome|thanks|thank you)[,.!]* +){0,4}"

#: What opens a new subject, strongest first; matched at the head of a sentence after soft openings ("Alright. So").
TURNS: tuple[Phrase, ...] = (
    _phrase(_SOFT + r"(?:up next|next up|last up|first up|coming up next)\b", 5.0),
    _phrase(_SOFT + rf"(?:our|the|my|your|one|a) (?:very )?{_NTH} (?:\w+ ){{0,3}}?{_ITEM}\b", 3.5),
    _phrase(_SOFT + rf"{_NTH} (?:\w+ ){{0,2}}?{_ITEM}\b", 3.5),
    _phrase(
        _SOFT
        + r"(?:let'?s|let us|we(?:'ll| will| can)?|i(?:'ll| will)?(?: want to| would like to|'d like to)?|i think we can)(?: just)? (?:move|moving|jump|jumping|go|shift|switch|turn) (?:right |straight |back )?(?:along|on|over|ahead|into|to|gears)\b",
        3.5,
    ),
    _phrase(
        _SOFT
        + r"(?:moving|jumping|switching|shifting|turning) (?:right |straight |back |over )?(?:along|on|into|to|gears)\b",
        4.0,
    ),
    _phrase(
        _SOFT + r"(?:and )?(?:now )?(?:for|on to|onto) (?:the |our |some )?(?:next|upcoming|other|final|last)\b", 4.0
    ),
    _phrase(_SOFT + r"(?:on|in) (?:a|an|the|some|other|another)\b.{0,30}\b(?:note|news)\b", 4.0),
    _phrase(
        _SOFT
        + r"(?:let'?s|i want to|i wanted to|i(?:'d| would) (?:like|love) to|we should|maybe we can)(?: also| now| just)* (?:talk|chat|touch|start|begin|get|dive|discuss|look|ask|focus|dig)\b",
        2.5,
    ),
    _phrase(
        _SOFT
        + r"from (?:the )?[\w .]{2,40}, [\w' ]{2,40}\b(?:announced|released|launched|unveiled|published|reported|introduced)\b",
        3.5,
    ),
    _phrase(
        r"[^.?!]{2,40}\b(?:has|have) (?:just |also |now )?(?:announced|released|launched|unveiled|published|introduced)\b",
        1.5,
    ),
    _phrase(r"[^.?!]{0,30}\bquestions? (?:from|here|about)\b", 1.5),
    _phrase(r"[^.?!]{0,20}\bspeaking of\b", 2.0),
    _phrase(r"[^.?!]{0,30}\b(?:switch|shift|chang|mov)\w* (?:gears|topics?|on|to|the subject)\b", 1.2),
    _phrase(r"[^.?!]{0,25}\bi(?:'d| would| wanted| want)\b.{0,20}\b(?:ask|touch|talk|chat|discuss)\b", 1.2),
    _phrase(r"[^.?!]{0,25}\b(?:next|last|final|first|second|third)\b", 1.0),
    _phrase(r"[^.?!]{0,20}\b(?:let'?s|tell (?:us|me))\b", 0.8),
    _phrase(
        _SOFT
        + r"(?:we have|there(?:'s| is| are|'re)) (?:a|an|one|two|three|also|some) (?:\w+ ){0,3}?(?:question|questions|other|another|more|bonus|item|items|prs?)\b",
        2.0,
    ),
    _phrase(
        _SOFT + r"(?:another|one more|one other|the other) (?:\w+ )?(?:thing|question|topic|one|interesting)\b", 2.5
    ),
    _phrase(_SOFT + r"(?:first|second|third|next|last|finally|lastly|secondly|thirdly),", 2.0),
    _phrase(_SOFT + r"(?:what|how) about\b", 1.5),
    _phrase(r"(?:all ?right|alright|okay|ok|anyway|anyways)\b[,.!]", 1.2),
    _phrase(r"(?:so|now|cool|great|excellent|awesome|perfect|well|nice)\b[,.!]", 0.5),
    _phrase(
        r"(?:nächstes thema|als nächstes|kommen wir (?:nun |jetzt )?zu\w*|weiter geht|zum schluss|zum abschluss|nun zu|jetzt zu|thema)\b",
        3.5,
    ),
    _phrase(
        r"(?:passons (?:à|au|aux|maintenant)|on passe (?:à|au|aux)|prochain sujet|sujet suivant|ensuite|pour finir|pour terminer|parlons (?:de|du|des))\b",
        3.5,
    ),
    _phrase(
        r"(?:pasamos a|pasemos a|vamos (?:a|con)|siguiente tema|el siguiente|la siguiente|por último|para terminar|hablemos de)\b",
        3.5,
    ),
    _phrase(
        r"(?:(?:agora )?vamos (?:falar|passar)|passemos|próximo (?:tema|assunto)|por fim|para (?:terminar|encerrar)|"
        r"passiamo (?:a|ad|al|alla|ai|alle)|prossimo (?:tema|argomento)|parliamo (?:ora|adesso)|infine|per finire|"
        r"(?:laten we|we gaan) (?:nu )?(?:naar|het hebben)|volgende onderwerp|tot slot|ten slotte|"
        r"przejdźmy|następny temat|kolejny temat|na koniec|porozmawiajmy|şimdi .{0,40}(?:geçelim|konuşalım)|sıradaki|son olarak)\b",
        3.5,
    ),
    _phrase(
        r"(?:(?:а )?теперь (?:поговорим|давайте|перейд)|перейд[её]м|следующая тема|в конце|в заключение|наприкінці|перейдемо|"
        r"ننتقل|وأخيرا|والآن|לסיום|עכשיו נעבור|נעבור|अब हम|अंत में|次は|続いて|では次|最後に|接下来|接下來|最后|最後|下面|다음으로|마지막으로)",
        3.5,
    ),
)

#: Stretches that are not about the subject, found anywhere in a sentence.
ASIDES: tuple[Phrase, ...] = (
    _phrase(
        r"\bbrought to you by\b|\b(?:today|this (?:episode|week|show))'?s? (?:episode )?(?:is )?sponsor|\bsponsor(?:ed by|ing this|s of (?:this|the) )|\b(?:word|message) from our sponsors?\b|\bthank(?:s| you) to .{0,60}\bfor sponsoring|\bpromo code\b|\bunsere[rm]? (?:heutiger |heutigen )?sponsor|\bpr[ée]sent[ée] par\b|\bpatrocin[aio]"
        r"|\bpräsentiert von\b|\bunterstützt von\b|\bges?ponse?r[td]|\b(?:gutschein|rabatt)-?codes?\b|\bsponsoris[ée]|\bparrainé|\bcode promo\b"
        r"|\bcódigo (?:promocional|de descuento)\b|\bofereci(?:do|da|mento)\b|\bcupom\b|\bsponsorizzat|\bcodice sconto\b|\bmogelijk gemaakt door\b"
        r"|\bkortingscode\b|\bspons(?:ras|ret|oreras) a[vf]\b|\brabatt?ko[dt]e?\b|\bsponsor(?:em|owan|uje|luğunda)|\bkod(?:u|em)? (?:rabatow|promocyjn)"
        r"|\bpartnerem (?:odcinka|podcastu)\b|\bindirim kodu\b|\bsponzor|\bdisponsori\b|\bkode promo\b",
        3.0,
        "sponsor",
    ),
    _phrase(
        r"\bupcoming (?:events?|conferences?|meetups?)\b|\bhouse ?keeping\b|\bfeedback (?:from|section)|\blistener (?:mail|feedback|questions)|\bthe mailbag\b",
        3.0,
        "housekeeping",
    ),
)

#: The same in writing that is not Latin, looked for only where there is any.
_SPONSORS_ELSEWHERE = re.compile(
    r"при поддержке|спонсор|промокод|за підтримки|برعاية|كود خصم|בחסות|קוד קופון|प्रायोजित|提供でお(?:送り|届け)|スポンサー|クーポンコード|"
    r"赞助|贊助|冠名|优惠码|優惠碼|후원으로|협찬|할인 ?코드|สนับสนุนโดย|สปอนเซอร์",
    re.IGNORECASE,
)
_GREETINGS_ELSEWHERE = re.compile(
    r"добро пожаловать|^(?:всем )?(?:привет|здравствуйте|вітаю|привіт)|ласкаво просимо|أهلا|مرحبا|السلام عليكم|ברוכים הבאים|^שלום|"
    r"^नमस्|स्वागत है|へようこそ|^(?:こんにちは|こんばんは|おはよう)|欢迎(?:收听|来到|大家)|歡迎|^大家好|^안녕하세요|환영합니다|^สวัสดี|ยินดีต้อนรับ|"
    r"^olá|^dzień dobry|^cześć|hoş ?geldiniz|välkom(?:na|men) till|^dobrý den|vítejte",
    re.IGNORECASE,
)
_FAREWELLS_ELSEWHERE = re.compile(
    r"спасибо,? что (?:слушали|были)|до (?:новых )?встреч|до свидания|до зустрічі|дяку(?:ю|ємо),? що|شكرا لاستماعكم|إلى اللقاء|"
    r"مع السلامة|תודה שהאזנתם|להתראות|के लिए धन्यवाद|फिर मिलेंगे|お聞きいただき|ご視聴|聴いていただき|また次回|さようなら|感谢(?:收听|大家)|感謝收聽|"
    r"我们下期|我們下期|再见|再見|拜拜|들어 ?주셔서|다음 시간에|ขอบคุณที่รับฟัง|พบกันใหม่|fürs zuhören|bis nächste|(?:d'|nous )avoir écouté|"
    r"até [aà] próxima|do usłyszenia|dziękuję za (?:wysłuchanie|uwagę)|dinlediğiniz için|görüşmek üzere|hoşça ?kal",
    re.IGNORECASE,
)
_GREETING = re.compile(
    r"\bwelcome(?: back)?(?: everybody| everyone| all| folks)? to\b|^(?:hello|hey|hi|what'?s up|good morning|good evening)\b|\bi'?m your host\b|\bmy name is\b"
    r"|\bwillkommen (?:zu|bei)\b|^(?:hallo|servus|moin)\b|^(?:bonjour|bienvenue)\b|^(?:hola|bienvenid)"
    r"|\bbem-?vindos?\b|^(?:ciao|buongiorno|benvenut)|\bwelkom bij\b|\bvelkommen til\b|^(?:hej|hei)\b|\bwita(?:m|jcie)\b|^(?:merhaba|ahoj)\b|\bselamat datang\b",
    re.IGNORECASE,
)
_FAREWELL = re.compile(
    r"\bthanks?(?: you)?(?: all| everyone| everybody)?(?: so much| very much)? for (?:listening|tuning|joining|watching)\b|\b(?:see|talk to|catch) you (?:all )?(?:next|later|soon)\b"
    r"|\buntil next (?:time|week)\b|^(?:good)?bye\b|\bthat'?s (?:it|all) for (?:today|this week|now)\b|\bthat wraps (?:it )?up\b|\bbis zum nächsten mal\b|^tschüss\b|\bà la prochaine\b|\bhasta la próxima\b"
    r"|\bgracias por (?:escuchar|acompañar)|\bobrigad[oa] por (?:ouvir|escutar)|\bgrazie per (?:l'ascolto|averci)|\balla prossima\b"
    r"|\bbedankt voor het luisteren\b|\btot de volgende\b|\bdo zobaczenia\b|\bsampai jumpa\b",
    re.IGNORECASE,
)
_HEAD_CHARS = 160
_SPONSOR_WORDS, _CLEAR_TURN = 150, 3.5


def turn_weight(text: str) -> float:
    """How much the head of a sentence speaks for a turn of the programme there; 0 where it says nothing."""
    head = text[:_HEAD_CHARS]
    return max((phrase.weight for phrase in TURNS if phrase.pattern.match(head)), default=0.0)


def aside_kind(text: str) -> str:
    """The kind of aside that the sentence opens: sponsor, housekeeping, or "" for none."""
    for phrase in ASIDES:
        if phrase.pattern.search(text):
            return phrase.kind
    return "sponsor" if not text.isascii() and _SPONSORS_ELSEWHERE.search(text) else ""


def without_ads(sentences: Iterable[Sentence]) -> Iterator[Sentence]:
    """The sentences without those that name a sponsor, and what is said for a minute from there on, or to the next turn."""
    sold_until = -1
    for sentence in sentences:
        text = sentence.text
        if aside_kind(text) == "sponsor":
            sold_until = sentence.word + _SPONSOR_WORDS
        elif sentence.word <= sold_until and turn_weight(text) >= _CLEAR_TURN:
            sold_until = -1
        if sentence.word > sold_until:
            yield sentence


def is_greeting(text: str) -> bool:
    return bool(_GREETING.search(text) or (not text.isascii() and _GREETINGS_ELSEWHERE.search(text)))


def is_farewell(text: str) -> bool:
    return bool(_FAREWELL.search(text) or (not text.isascii() and _FAREWELLS_ELSEWHERE.search(text)))
