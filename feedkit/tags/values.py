"""The kinds of value that tags hold. Each reads what is found in the wild and writes one canonical spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Annotated

from feedkit.tags.dates import read_date, read_naive, read_usual, write_iso, write_rfc822
from feedkit.tags.element import Form

MOST_DIGITS = 19
"""More digits than a 64-bit number has are a slip or an attack."""

MOST_SECONDS = 100 * 366 * 86_400
SURE_DIGITS = len(str(MOST_SECONDS))
"""Seconds in fewer digits than this are no more than the most."""

_number_json = {"type": ["number", "string"]}
_text_json = {"type": "string"}
_flag_json = {"anyOf": [{"type": "boolean"}, {"type": "string", "enum": ["yes", "no", "true", "false"]}]}

_NUMBER = re.compile(r"[+-]?(?:\d{1,19}(?:\.\d{0,19})?|\.\d{1,19})(?:[eE][+-]?\d{1,2})?", re.ASCII)
_CLOCK = re.compile(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2}(?:\.\d{1,9})?)", re.ASCII)


_SECRET = re.compile(
    r"""(?<=://)[^\s/@"']+(?=@)|(?<=[?&])((?:[\w-]*(?:token|signature|secret|password)|(?:api_?)?key|sig|auth)=)[^&\s"'#]+""",
    re.IGNORECASE,
)
"""A user with a password in an address, and the parameters that let somebody in."""

MOST_QUOTED = 60
"""Characters of a value that a message shows: it is one line."""


def hide_secrets(text: str) -> str:
    """A text as messages and reports may show it: what opens a door is `…`."""
    if "://" not in text or not ("@" in text or "?" in text or "&" in text):
        return text
    return _SECRET.sub(lambda found: f"{found[1] or ''}…", text)


def short(text: str) -> str:
    """Quote a value in a message: one line that can be printed, not too long, and without its secrets."""
    text = hide_secrets(text)[: MOST_QUOTED + 1]
    if not text.isprintable():
        text = "".join(c if c.isprintable() else c.encode("unicode_escape", "replace").decode() for c in text)
    return f"`{text}`" if len(text) <= MOST_QUOTED else f"`{text[: MOST_QUOTED - 3]}…`"


def _filled(text: str) -> str:
    text = text.strip()
    if not text:
        raise ValueError("is empty")
    return text


def read_line(text: str) -> str:
    """One line of plain text: white space runs are one space."""
    if text.isprintable() and text and "  " not in text and text == text.strip():
        return text  # the only white space that can be printed is the space; nearly every line is in order
    return " ".join(_filled(text).split())


def read_block(text: str) -> str:
    """Text of several lines or paragraphs: line ends become LF, the outer white space goes."""
    return _filled(text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text)


def read_verbatim(text: str) -> str:
    """An identity: kept character by character."""
    if not text.strip():
        raise ValueError("is empty")
    return text


def read_integer(text: str) -> int:
    """A whole number in ASCII digits; `6,300` and `13.7 MB` are not guessed at."""
    text = text.strip()
    if len(text) < MOST_DIGITS and text.isascii() and text.isdigit():
        return int(text)
    if re.fullmatch(r"[+-]?\d+(?:\.0+)?", text, re.ASCII) is None:
        raise ValueError(f"is no whole number: {short(text)}; write digits only")
    if len(text) > MOST_DIGITS + 1:
        raise ValueError(f"has {len(text)} digits; {MOST_DIGITS} is the most")
    return int(text.partition(".")[0])


def read_natural(text: str) -> int:
    """A whole number from 0."""
    if len(text) < MOST_DIGITS and text.isascii() and text.isdigit():
        return int(text)
    number = read_integer(text)
    if number < 0:
        raise ValueError(f"is negative: {short(text)}")
    return number


def read_decimal(text: str) -> Decimal:
    """A number that keeps its digits: `5e-8` is 0.00000005 and not a binary fraction."""
    written = text.strip()
    if _NUMBER.fullmatch(written) is None:
        raise ValueError(f"is no number: {short(text)}")
    try:
        number = Decimal(written)
    except InvalidOperation as error:
        raise ValueError(f"is no number: {short(text)}") from error
    if "e" in written.lower() and _NUMBER.fullmatch(write_decimal(number)) is None:
        raise ValueError(f"has more than {MOST_DIGITS} digits: {short(text)}")
    return number


def write_decimal(number: Decimal) -> str:
    """Digits without an exponent, without zeros that say nothing."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") or "0") if "." in text else text


def read_seconds(text: str) -> float:
    """Seconds, or a clock: `73`, `73.5`, `1:13`, `1:02:03.5`; to the millisecond."""
    text = text.strip()
    if len(text) < SURE_DIGITS and text.isascii() and text.isdigit():
        return float(text)
    number = float(exact_seconds(text))
    if number < 0:
        raise ValueError(f"is negative: {short(text)}")
    if number > MOST_SECONDS:
        raise ValueError(f"is longer than a century: {short(text)}")
    return round(number, 3)


def exact_seconds(text: str) -> Decimal:
    """Seconds, or a clock, with all digits that are written."""
    if found := _CLOCK.fullmatch(text.strip()):
        hours, minutes, seconds = found.groups()
        return int(hours or 0) * 3600 + int(minutes) * 60 + Decimal(seconds)
    return read_decimal(text)


def write_seconds(seconds: float) -> str:
    """Digits without an exponent; whole seconds without a fraction, at most milliseconds."""
    return write_decimal(Decimal(f"{seconds:.3f}"))


def read_duration(text: str) -> int:
    """Whole seconds from seconds or a clock; fractions are rounded."""
    if len(text) < MOST_DIGITS and text.isascii() and text.isdigit():
        return int(text)
    try:
        return round(read_seconds(text))
    except ValueError as error:
        raise ValueError(f"is no duration: {short(text)}; write seconds, or `H:MM:SS`") from error


_WORDS = {
    "yes": True,
    "true": True,
    "explicit": True,
    "1": True,
    "no": False,
    "false": False,
    "clean": False,
    "0": False,
}


def read_flag(text: str) -> bool:
    """Yes or no in any spelling that is found in feeds."""
    value = _WORDS.get(text.strip().lower())
    if value is None:
        raise ValueError(f"is neither yes nor no: {short(text)}; write `true` or `false`")
    return value


def read_moment(text: str) -> datetime:
    """A date and time with a zone, to the second."""
    usual = read_usual(text)
    if usual is not None:
        return usual
    moment = read_date(text)
    return moment.replace(microsecond=0) if moment.microsecond else moment


def read_day(text: str) -> datetime | date:
    """A date, or a date and time with a zone."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text.strip()):
        return read_naive(text).date()
    return read_moment(text)


def write_day(value: datetime | date) -> str:
    return write_iso(value) if isinstance(value, datetime) else value.isoformat()


def read_lower(text: str) -> str:
    """A word whose case means nothing, written small."""
    return _filled(text).lower()


def read_yes(text: str) -> str:
    """`Yes` in any spelling, the only word with a meaning in some of Apple's tags; others are kept as they are."""
    line = read_line(text)
    return "Yes" if line.lower() in {"yes", "true"} else line


def listed(values: Iterable[str]) -> Form:
    """The form of words that are mostly from a list and are compared without case: the list's spelling is written."""
    spelled = {value.casefold(): value for value in values}

    def read(text: str) -> str:
        line = read_line(text)
        return spelled.get(line.casefold(), line)

    known = {"type": "string", "enum": list(spelled.values())}
    return Form("text", read, str, {"anyOf": [known, _text_json]})


def read_tokens(text: str) -> str:
    """Words whose order and case mean nothing to readers; kept as written but for white space."""
    return read_line(text)


LOOSE = Form("text", str.strip, str, _text_json)
LINE = Form("text", read_line, str, _text_json)
BLOCK = Form("text", read_block, str, _text_json)
HTML = Form("html", read_block, str, _text_json, cdata=True)
VERBATIM = Form("text", read_verbatim, str, _text_json)
URL = Form("url", _filled, str, _text_json)
EXACT_URL = Form("url", read_verbatim, str, _text_json)
HTTPS_URL = Form("https_url", _filled, str, _text_json)
URI = Form("uri", _filled, str, _text_json)
EMAIL = Form("email", _filled, str, _text_json)
EMAIL_NAME = Form("email_name", read_line, str, _text_json)
INTEGER = Form("int", read_natural, str, {"type": ["integer", "string"]})
POSITIVE = Form("posint", read_natural, str, {"type": ["integer", "string"]})
DECIMAL = Form("decimal", read_decimal, write_decimal, _number_json)
SECONDS = Form("seconds", read_seconds, write_seconds, _number_json)
NPT = Form("npt", read_seconds, write_seconds, _number_json)
BYTES = Form("bytes", read_natural, str, {"type": ["integer", "string"]})
DURATION = Form("duration", read_duration, str, _number_json)
TRUE_FALSE = Form("bool", read_flag, lambda flag: "true" if flag else "false", _flag_json, truth=bool)
YES_NO = Form("yesno", read_flag, lambda flag: "yes" if flag else "no", _flag_json, truth=bool)
YES = Form("text", read_yes, str, _flag_json, truth=lambda flag: "Yes" if flag else None)
MOMENT = Form("rfc822_date", read_moment, write_rfc822, {"type": "string", "format": "date-time"})
INSTANT = Form("iso8601", read_moment, write_iso, {"type": "string", "format": "date-time"})
DAY = Form("iso8601_date_or_datetime", read_day, write_day, _text_json)
MIME = Form("mime", _filled, str, _text_json)
LANGUAGE = Form("lang", _filled, str, _text_json)
UUID = Form("uuid", _filled, str, _text_json)
RRULE = Form("rrule", read_line, str, _text_json)
GEO = Form("geo", _filled, str, _text_json)
OSM = Form("osm", _filled, str, _text_json)
COUNTRY = Form("country2", _filled, str, _text_json)
HOST = Form("fqdn", _filled, str, _text_json)
SRI = Form("sri", read_line, str, _text_json)
ASPECT = Form("aspect", _filled, str, _text_json)
TOKENS = Form("tokens", read_tokens, str, _text_json)
WORD = Form("text", read_lower, str, _text_json)

Line = Annotated[str, LINE]
"""Plain text on one line."""
Loose = Annotated[str, LOOSE]
"""A text that may be empty, and says something by it."""
Block = Annotated[str, BLOCK]
"""Plain text, paragraphs allowed."""
Html = Annotated[str, HTML]
"""An HTML fragment; written in CDATA where there is a tag in it."""
Verbatim = Annotated[str, VERBATIM]
"""An identity, kept character by character."""
Url = Annotated[str, URL]
ExactUrl = Annotated[str, EXACT_URL]
"""An address that apps use as an identity: kept character by character."""
HttpsUrl = Annotated[str, HTTPS_URL]
Uri = Annotated[str, URI]
Email = Annotated[str, EMAIL]
EmailName = Annotated[str, EMAIL_NAME]
Integer = Annotated[int, INTEGER]
Positive = Annotated[int, POSITIVE]
Number = Annotated[Decimal, DECIMAL]
"""A decimal that keeps its digits."""
Seconds = Annotated[float, SECONDS]
PlayTime = Annotated[float, NPT]
"""Seconds, by RFC 2326's normal play time."""
Bytes = Annotated[int, BYTES]
Duration = Annotated[int, DURATION]
"""Whole seconds."""
TrueFalse = Annotated[bool, TRUE_FALSE]
YesNo = Annotated[bool, YES_NO]
Yes = Annotated[str | None, YES]
"""`Yes`, or nothing; a record's `true` and `false`."""
Moment = Annotated[datetime, MOMENT]
"""A date and time with a zone, written as RFC 2822 has it."""
Instant = Annotated[datetime, INSTANT]
"""A date and time with a zone, written as ISO 8601 has it."""
Day = Annotated[datetime | date, DAY]
Mime = Annotated[str, MIME]
Language = Annotated[str, LANGUAGE]
Uuid = Annotated[str, UUID]
"""A UUID as text: its case is part of it."""
Rrule = Annotated[str, RRULE]
Geo = Annotated[str, GEO]
Osm = Annotated[str, OSM]
Country = Annotated[str, COUNTRY]
Host = Annotated[str, HOST]
Sri = Annotated[str, SRI]
Aspect = Annotated[str, ASPECT]
Tokens = Annotated[str, TOKENS]
Word = Annotated[str, WORD]
"""A word of a closed list, written small."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
