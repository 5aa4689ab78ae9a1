"""What each kind of value reads, what it refuses and in what words, and the one spelling that it writes."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedkit.tags import values
from feedkit.tags.dates import read_date
from feedkit.tags.element import Form
from tests.strategies import CHARACTERS, values_of

PACIFIC = timezone(timedelta(hours=-8))
FORMS = sorted({name: form for name, form in vars(values).items() if isinstance(form, Form)}.items())


@pytest.mark.parametrize(
    ("form", "text", "value"),
    [
        pytest.param(values.LINE, "  a\n b\t c ", "a b c", id="white space in a line"),
        pytest.param(values.BLOCK, "\r\na\r\n\r\nb\r", "a\n\nb", id="line ends in a block"),
        pytest.param(values.VERBATIM, " a ", " a ", id="an identity"),
        pytest.param(values.INTEGER, " 007 ", 7, id="leading zeros"),
        pytest.param(values.INTEGER, "3.0", 3, id="a fraction of nothing"),
        pytest.param(values.DECIMAL, "204.50", Decimal("204.50"), id="a decimal"),
        pytest.param(values.DECIMAL, "5e-8", Decimal("5e-8"), id="an exponent"),
        pytest.param(values.SECONDS, "1:02:03.5", 3723.5, id="hours, minutes, seconds"),
        pytest.param(values.SECONDS, "1:13", 73.0, id="minutes, seconds"),
        pytest.param(values.DURATION, "1805", 1805, id="a duration in seconds"),
        pytest.param(values.DURATION, "90:00", 5400, id="ninety minutes"),
        pytest.param(values.DURATION, "61.6", 62, id="a duration with a fraction"),
        pytest.param(values.TRUE_FALSE, "Clean", False, id="Apple's old word for no"),
        pytest.param(values.TRUE_FALSE, "explicit", True, id="Apple's old word for yes"),
        pytest.param(values.YES_NO, "TRUE", True, id="true for yes"),
        pytest.param(values.YES, "yes", "Yes", id="the only word that means something"),
        pytest.param(values.YES, "no", "no", id="a word that means nothing"),
        pytest.param(values.WORD, " Guest ", "guest", id="a word in another case"),
        pytest.param(
            values.MOMENT, "Wed, 29 Jan 2025 02:00:00 -0800", datetime(2025, 1, 29, 2, tzinfo=PACIFIC), id="date"
        ),
        pytest.param(
            values.MOMENT,
            "Wed Jan 29 2025 02:00:00 GMT-0800 (Pacific Standard Time)",
            datetime(2025, 1, 29, 2, tzinfo=PACIFIC),
            id="JavaScript's",
        ),
        pytest.param(
            values.MOMENT, "Wed, Jan 29 2025 02:00:00 -0800", datetime(2025, 1, 29, 2, tzinfo=PACIFIC), id="month first"
        ),
        pytest.param(
            values.MOMENT,
            "Wed, 29 Jan 2025 02:00:00 UTC-08:00",
            datetime(2025, 1, 29, 2, tzinfo=PACIFIC),
            id="UTC-08:00",
        ),
        pytest.param(
            values.MOMENT,
            "Wed,29 Jan 2025 10:00:00 0000",
            datetime(2025, 1, 29, 10, tzinfo=UTC),
            id="no sign, no space",
        ),
        pytest.param(values.MOMENT, "Mon, 01 Jan 0001 00:00:00 GMT", datetime(1, 1, 1, tzinfo=UTC), id="the year 1"),
        pytest.param(values.MOMENT, "29 Jan 25 10:00 GMT", datetime(2025, 1, 29, 10, tzinfo=UTC), id="a short date"),
        pytest.param(
            values.MOMENT, "2025-01-29T02:00:00-08:00", datetime(2025, 1, 29, 2, tzinfo=PACIFIC), id="ISO 8601"
        ),
        pytest.param(
            values.MOMENT, "Wed, 29 January 2025 02:00:00 PST", datetime(2025, 1, 29, 2, tzinfo=PACIFIC), id="PST"
        ),
        pytest.param(values.DAY, "2025-01-29", date(2025, 1, 29), id="a day"),
        pytest.param(values.listed(["CC-BY-4.0"]), "cc-by-4.0", "CC-BY-4.0", id="a word of a list"),
        pytest.param(values.listed(["CC-BY-4.0"]), "My own", "My own", id="a word of no list"),
    ],
)
def test_a_value_is_read(form, text, value) -> None:
    assert form.read(text) == value


@pytest.mark.parametrize(
    ("form", "text", "message"),
    [
        pytest.param(values.LINE, " ", "is empty", id="nothing"),
        pytest.param(values.BYTES, "6,300", "is no whole number: `6,300`; write digits only", id="a comma"),
        pytest.param(values.BYTES, "-1", "is negative: `-1`", id="a negative size"),
        pytest.param(values.BYTES, "9" * 21, "has 21 digits; 19 is the most", id="too many digits"),
        pytest.param(values.BYTES, "٣", "is no whole number: `٣`; write digits only", id="digits of another script"),
        pytest.param(values.DURATION, "an hour", "is no duration: `an hour`; write seconds, or `H:MM:SS`", id="words"),
        pytest.param(values.TRUE_FALSE, "maybe", "is neither yes nor no: `maybe`; write `true` or `false`", id="maybe"),
        pytest.param(
            values.MOMENT, "Wed, 29 Jan 2025 02:00:00", "has no zone: `Wed, 29 Jan 2025 02:00:00`", id="no zone"
        ),
        pytest.param(
            values.MOMENT,
            "Wed Jan 29 02:00:00 2025",
            "has no zone: `Wed Jan 29 02:00:00 2025`",
            id="C's, which has no zone",
        ),
        pytest.param(
            values.MOMENT,
            "Wed, 29 Jan 2025 02:00:00 CET",
            "has a zone that means different things to different apps: `CET`; write its offset, as in `+0100`",
            id="an ambiguous zone",
        ),
        pytest.param(
            values.MOMENT, "31 Feb 2025 02:00:00 GMT", "does not exist: `31 Feb 2025 02:00:00 GMT`", id="31 Feb"
        ),
        pytest.param(values.MOMENT, "29 Jan 2025 02:00:00 +9900", "has an impossible zone `+9900`", id="+9900"),
        pytest.param(values.MOMENT, "Mer, 29 jan. 2025 2h", "is no date that can be read", id="no date"),
    ],
)
def test_a_value_is_refused_in_words_that_follow_its_name(form, text, message) -> None:
    with pytest.raises(ValueError, match=r".") as refused:
        form.read(text)
    assert str(refused.value).startswith(message)


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        pytest.param(values.DECIMAL, Decimal("5e-8"), "0.00000005", id="no exponent"),
        pytest.param(values.DECIMAL, Decimal("10.50"), "10.5", id="no zeros that say nothing"),
        pytest.param(values.DECIMAL, Decimal(100), "100", id="but zeros that do"),
        pytest.param(values.SECONDS, 73.0, "73", id="whole seconds"),
        pytest.param(values.SECONDS, 73.25, "73.25", id="a fraction of a second"),
        pytest.param(values.TRUE_FALSE, True, "true", id="true"),
        pytest.param(values.YES_NO, False, "no", id="no"),
        pytest.param(
            values.MOMENT, datetime(2025, 1, 5, 2, tzinfo=PACIFIC), "Sun, 05 Jan 2025 02:00:00 -0800", id="date"
        ),
        pytest.param(
            values.INSTANT, datetime(2025, 1, 5, 2, tzinfo=PACIFIC), "2025-01-05T02:00:00-08:00", id="ISO 8601"
        ),
        pytest.param(values.DAY, date(2025, 1, 5), "2025-01-05", id="a day"),
    ],
)
def test_a_value_is_written_in_one_way(form, value, text) -> None:
    assert form.write(value) == text


@pytest.mark.parametrize(("name", "form"), FORMS)
@given(data=st.data())
def test_what_is_written_is_read_as_the_same(name, form, data) -> None:
    value = data.draw(values_of(form), label=name)
    assert form.read(form.write(value)) == value
    assert form.accept(value) == value


@pytest.mark.parametrize(("name", "form"), FORMS)
@given(text=st.text(CHARACTERS, max_size=20) | st.from_regex(r"[-+.:eTZ0-9 ]{0,20}", fullmatch=True))
def test_any_text_is_read_or_refused(name, form, text) -> None:
    try:
        value = form.read(text)
    except ValueError:
        return
    assert form.read(form.write(value)) == value, name


@pytest.mark.parametrize(
    ("form", "value", "message"),
    [
        pytest.param(values.LINE, True, "is `true`, which is no text", id="true for a text"),
        pytest.param(values.MOMENT, datetime(2025, 1, 29), "has no zone", id="a date without a zone"),  # noqa: DTZ001
        pytest.param(values.BYTES, 1.5, "is no whole number", id="half a byte"),
    ],
)
def test_a_records_value_is_judged_by_the_same_grammar(form, value, message) -> None:
    with pytest.raises(ValueError, match=message):
        form.accept(value)


@pytest.mark.parametrize(
    "text",
    ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"],
)
def test_a_date_that_leaves_the_calendar_in_another_zone_is_refused(text) -> None:
    with pytest.raises(ValueError, match="is outside the calendar"):
        read_date(text)


@given(st.text(st.sampled_from("ab \t\n\u00a0\u2003\u3000"), min_size=1).filter(lambda text: text.strip()))
def test_a_line_is_its_words_with_one_space_between_them(text) -> None:
    assert values.read_line(text) == " ".join(text.split())


def test_the_only_white_space_that_can_be_printed_is_the_space() -> None:
    assert [one for one in map(chr, range(0x110000)) if one.isspace() and one.isprintable()] == [" "]
