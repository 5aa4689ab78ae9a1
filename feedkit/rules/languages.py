"""Language tags: what BCP 47 lets stand, checked against ISO 639 without a copy of the registry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.rules.engine import Finding, rule
from feedkit.rules.subject import TextValue
from feedkit.tags.show import Show
from feedkit.tags.values import short

TWO_LETTERS = frozenset(
    """aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji
    jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss
    st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu""".split()  # noqa: SIM905 - words are read as words
)
"""ISO 639-1, with the old codes `in`, `iw`, `ji`, `mo` and `sh` that RSS lists and readers know."""

THREE_FOR_TWO = {
    "ara": "ar", "ces": "cs", "chi": "zh", "cze": "cs", "dan": "da", "deu": "de", "dut": "nl", "ell": "el",
    "eng": "en", "fin": "fi", "fra": "fr", "fre": "fr", "ger": "de", "gre": "el", "heb": "he", "hin": "hi",
    "hun": "hu", "ita": "it", "jpn": "ja", "kor": "ko", "nld": "nl", "nor": "no", "pol": "pl", "por": "pt",
    "ron": "ro", "rum": "ro", "rus": "ru", "spa": "es", "swe": "sv", "tur": "tr", "ukr": "uk", "vie": "vi",
    "zho": "zh",
}  # fmt: skip
"""Codes of three letters for which BCP 47 wants the two-letter one."""

COUNTRIES = frozenset(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW""".split()  # noqa: SIM905 - likewise
)
"""ISO 3166-1 alpha-2, assigned codes."""

_TAG = re.compile(
    r"(?P<primary>[a-z]{2,3}|[a-z]{5,8})(?:-[a-z]{3}){0,3}(?:-[a-z]{4})?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?",
    re.IGNORECASE,
)

SEVERAL = re.compile(r"[,;/|&+\s]")
"""What stands between the languages of a list."""


def fault_of_language(tag: str) -> str:
    """What is wrong with a language tag, in words that follow the field's name; '' for nothing."""
    found = _TAG.fullmatch(tag)
    if found is None:
        return "is no language tag" + (f"; write `{tag.replace('_', '-')}`" if "_" in tag else "")
    primary, region = found["primary"].lower(), (found["region"] or "").upper()
    if primary in THREE_FOR_TWO:
        return f"has three letters where two are wanted (`{THREE_FOR_TWO[primary]}`)"
    if len(primary) == 2 and primary not in TWO_LETTERS:  # noqa: PLR2004 - letters of an ISO 639-1 code
        return "is no language that ISO 639 knows"
    if len(primary) > 3:  # noqa: PLR2004 - longer primary subtags are reserved
        return "is a word and no language tag; write a code such as `en`"
    if len(region) == 2 and region not in COUNTRIES:  # noqa: PLR2004 - letters of a region
        return f"names no region that ISO 3166 knows (`{region}`)" + ("; it is `GB`" if region == "UK" else "")
    return ""


@rule(
    "FK033",
    "language-code",
    level="error",
    forms=("lang",),
    where=lambda value: value.owner.tag != "podcast:transcript",
)
def language_code(value: TextValue) -> Iterator[Finding]:
    """A language is a BCP 47 tag: a code of two letters where there is one, and a region where it matters.

    Why: an invalid code fails Apple's validation.
    Mend: write the code, such as `en`, `en-us`, `zh-hant`.
    Source: APPLE-GUIDE language; RFC5646; W3CFV InvalidLanguage.
    Bad show: language: english
    Good show: language: en-us
    """
    fault = "" if SEVERAL.search(value.text.strip()) else fault_of_language(value.text)
    if fault:
        yield Finding(f"{value.name} {fault}: {short(value.text)}")


@rule(
    "FK034",
    "language-single",
    level="error",
    forms=("lang",),
    where=lambda value: value.owner.tag != "podcast:transcript",
)
def language_single(value: TextValue) -> Iterator[Finding]:
    """`language` is one language.

    Why: no reader splits a list.
    Mend: write the language that is spoken most; make a feed a language.
    Source: RSS2; Podcastindex-org/podcast-namespace#367.
    Bad show: language: en,es
    Good show: language: en
    """
    if SEVERAL.search(value.text.strip()):
        yield Finding(f"{value.name} is a list: {short(value.text)}")


@rule("FK035", "language-length", level="info")
def language_length(show: Show) -> Iterator[Finding]:
    """The show's language fits Podcast Index's eight characters.

    Why: what is longer is cut, and means something else.
    Mend: leave the region out where the script says enough.
    Source: PI-AGG partytime.js.
    Bad show: language: zh-Hant-TW
    Good show: language: zh-Hant
    """
    if len(show.language or "") > 8:  # noqa: PLR2004 - the column's width
        yield Finding(f"`language` has {len(show.language or '')} characters; Podcast Index keeps 8", ("language",))
