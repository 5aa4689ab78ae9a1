"""Dates: how they are spelled, and whether they can be true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from feedkit.feed.document import Feed
from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.looks import is_odd_date
from feedkit.rules.repeats import repeats
from feedkit.rules.subject import Raw, is_there_otherwise
from feedkit.settings import Settings
from feedkit.tags.dates import DAYS, RFC822, read_date, without_comments, write_rfc822
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from feedkit.tags.values import EPOCH, short

STRICT = re.compile(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) (?:\d{4}|\d\d)"
    r" \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|[A-Z]{1,5})"
)
ANY_CASE = re.compile(STRICT.pattern, re.IGNORECASE)
"""What RFC 2822 and RSS let stand, two-digit years and named zones included; they have rules of their own."""

CANONICAL = re.compile(r"[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d (?:[+-]\d{4}|GMT)")

SUMMER, WINTER = ("EDT", "CDT", "MDT", "PDT"), ("EST", "CST", "MST", "PST")
AMERICAN = re.compile("|".join(SUMMER + WINTER), re.IGNORECASE)
OLDEST = datetime(2000, 1, 1, tzinfo=UTC)
"""There were no podcasts before."""


def _moment(text: str) -> datetime | None:
    """The date that can be read, or None; what cannot be read is a fault that was told already."""
    try:
        return read_date(text)
    except ValueError:
        return None


@rule("FK096", "pubdate-required", level="error", profiles=("spotify",), also={"core": "warning"}, lacks="pub_date")
def pubdate_required(episode: Episode, feed: Feed | None) -> Iterator[Finding]:
    """Every episode has a date.

    Why: Spotify wants it, and every app sorts by it; some take the time of reading instead.
    Mend: write `pub_date` with its zone.
    Source: SPOTIFY-SHOW; APPLE-GUIDE pubDate; PSP1 pubDate.
    Bad: pub_date:
    Good: pub_date: 2026-03-01 06:00 +0100
    """
    if episode.pub_date is None and episode.tag == "item" and not is_there_otherwise("pubDate", episode, feed):
        yield Finding("the episode has no `pub_date`", ("pub_date",))


@rule("FK097", "date-grammar", level="error", forms=("rfc822_date",), only=is_odd_date)
def date_grammar(raw: Raw) -> Iterator[Finding]:
    """A date in a feed is written as RFC 2822 has it: `Sun, 01 Mar 2026 06:00:00 +0100`.

    Why: ISO dates, colons in the zone and names that are translated or spelt out become today's date (newsboat), none
        (castero, partytime), or one that is an hour off (gPodder, podcastparser, fastfeedparser); mail parsers are too
        lenient to notice.
    Mend: write the date as the message does.
    Source: RSS2; APPLE-823; AntennaPod/AntennaPod#2801; JanKanis/SecurityNow-podcast-archiver#3.
    Bad xml: <pubDate>2026-03-09T04:30:38Z</pubDate>
    Good xml: <pubDate>Fri, 09 Oct 2020 04:30:38 +0000</pubDate>
    """
    text = raw.text.strip()
    if not raw.in_record and not STRICT.fullmatch(text) and (moment := _moment(text)) is not None:
        folded = ", ".join(map(str.strip, " ".join(without_comments(text).split()).split(",")))
        level = Level.WARNING if ANY_CASE.fullmatch(folded) else None  # the grammar has comments, white space, any case
        yield Finding(f"{raw.name} is {short(text)}; write `{write_rfc822(moment)}`", level=level)


@rule("FK098", "date-weekday", level="error", forms=("rfc822_date",), only=is_odd_date)
def date_weekday(raw: Raw) -> Iterator[Finding]:
    """The weekday is that of the date.

    Why: strict parsers refuse the date; and as one of the two is wrong, it may be the date.
    Mend: correct whichever is wrong, or leave the weekday out.
    Source: RFC5322 3.3; W3CFV IncorrectDOW.
    Bad: pub_date: Tue, 09 Mar 2026 19:00:00 +0000
    Bad xml: <pubDate>Tue, 09 Mar 2026 19:00:00 GMT</pubDate>
    Good xml: <pubDate>Mon, 09 Mar 2026 19:00:00 GMT</pubDate>
    """
    found = RFC822.fullmatch(without_comments(raw.text))
    if found is None or found["weekday"] is None or (moment := _moment(raw.text)) is None:
        return
    right, said = DAYS[moment.weekday()], found["weekday"][:3].capitalize()
    if said != right and (raw.in_record or said in DAYS):  # of a name that is not English FK097 tells
        yield Finding(f"{raw.name} says {found['weekday']}, and the {moment:%-d %B %Y} is a {right}: {short(raw.text)}")


@rule("FK099", "date-calendar", level="error")
def date_calendar() -> None:
    """Day, hour, minute and second exist.

    Why: apps put the present in the place of 30 February or 24:30.
    Mend: correct the date.
    Source: AntennaPod/AntennaPod#4219.
    Bad: pub_date: 2026-02-30 06:00 +0100
    Bad xml: <pubDate>Wed, 27 May 2020 34:50:00 -0400</pubDate>
    Good xml: <pubDate>Wed, 27 May 2020 14:50:00 -0400</pubDate>
    """


@rule("FK100", "date-year-four-digits", level="warning", forms=("rfc822_date",), only=is_odd_date)
def date_year_four_digits(raw: Raw) -> Iterator[Finding]:
    """The year has four digits.

    Why: RSS prefers four; the century of two is guessed.
    Mend: write the year out.
    Source: RSS2; W3CFV ProblematicalRFC822Date.
    Bad: pub_date: Mon, 09 Mar 26 04:30:38 +0000
    Bad xml: <pubDate>Mon, 09 Mar 26 04:30:38 +0000</pubDate>
    Good xml: <pubDate>Mon, 09 Mar 2026 04:30:38 +0000</pubDate>
    """
    found = RFC822.fullmatch(without_comments(raw.text))
    if found is not None and len(found["year"]) == 2:  # noqa: PLR2004 - digits
        yield Finding(f"{raw.name} has a year of two digits: {short(raw.text)}")


@rule("FK101", "date-zone-present", level="error", forms=("rfc822_date",), only=is_odd_date)
def date_zone_present(raw: Raw) -> Iterator[Finding]:
    """A date has a zone. `-0000` is one that withholds where: it is read as UTC, and is a warning.

    Why: without one feedparser sees no date at all, and others take their own zone; Python reads `-0000` as none.
    Mend: write the offset, such as `+0000`.
    Source: RFC5322 3.3; manolomartinez/greg#87.
    Bad xml: <pubDate>Fri, 09 Oct 2020 04:30:38</pubDate>
    Good xml: <pubDate>Fri, 09 Oct 2020 04:30:38 +0000</pubDate>
    """
    if raw.text.rstrip().endswith(" -0000"):
        yield Finding(f"{raw.name} has the zone `-0000`, which says UTC and withholds where", level=Level.WARNING)


@rule("FK102", "date-zone-known", level="error", forms=("rfc822_date",), only=is_odd_date)
def date_zone_known(raw: Raw) -> Iterator[Finding]:
    """The zone is a number such as `+0100`, GMT, UT, or one of the eight names of RFC 822.

    Why: `CET` is no date in JavaScript (partytime, podparse), and an hour off in nine other readers; single letters
        once had the wrong sign.
    Mend: write the number.
    Source: RFC5322 4.3; RFC 1123 5.2.14; W3CFV ProblematicalRFC822Date.
    Bad: pub_date: Mon, 09 Mar 2026 04:30:38 CET
    Bad xml: <pubDate>Fri, 09 Oct 2020 04:30:38 CET</pubDate>
    Good xml: <pubDate>Fri, 09 Oct 2020 04:30:38 +0200</pubDate>
    """
    found = RFC822.fullmatch(without_comments(raw.text))
    if found is None or raw.in_record or found["zone"] not in ("UTC", "Z", "utc", "z"):
        return
    yield Finding(f"{raw.name} has the zone `{found['zone']}`; write `+0000` or `GMT`", level=Level.WARNING)


@rule("FK103", "date-zone-numeric", level="info", forms=("rfc822_date",), only=is_odd_date)
def date_zone_numeric(raw: Raw) -> Iterator[Finding]:
    """A date has seconds, and its zone is a number or GMT.

    Why: it is the form that every reader takes; missing seconds broke AntennaPod once.
    Mend: write the date as the message does.
    Source: AntennaPod/AntennaPod#545; i3arnon/YouCast#58.
    Bad xml: <pubDate>Mon, 09 Mar 2026 10:10 GMT</pubDate>
    Good xml: <pubDate>Mon, 09 Mar 2026 10:10:00 GMT</pubDate>
    """
    text = raw.text.strip()
    if raw.in_record or CANONICAL.fullmatch(text) or not STRICT.fullmatch(text) or _has_odd_part(text):
        return
    if (moment := _moment(text)) is not None:
        yield Finding(f"{raw.name} is {short(text)}; every reader takes `{write_rfc822(moment)}`")


def _has_odd_part(text: str) -> bool:
    """Whether another rule tells what to write for this year or this zone (FK100, FK101, FK102)."""
    found = RFC822.fullmatch(text)
    return found is not None and (len(found["year"]) == 2 or found["zone"].upper() in ("-0000", "UTC", "Z"))  # noqa: PLR2004 - digits


@rule("FK104", "date-zone-dst", level="info", forms=("rfc822_date",), only=AMERICAN.search)
def date_zone_dst(raw: Raw) -> Iterator[Finding]:
    """A named American zone fits the season.

    Why: EST in July is an hour off.
    Mend: write the offset.
    Source: W3CFV ImplausibleDate; PN trailer example.
    Bad: pub_date: Wed, 01 Jul 2026 08:00:00 EST
    Bad xml: <pubDate>Wed, 01 Jul 2026 08:00:00 EST</pubDate>
    Good xml: <pubDate>Wed, 01 Jul 2026 08:00:00 EDT</pubDate>
    """
    found = RFC822.fullmatch(without_comments(raw.text))
    zone = (found["zone"] or "").upper() if found is not None else ""
    if zone not in SUMMER + WINTER or (moment := _moment(raw.text)) is None:
        return
    summer = _is_summer_in_america(moment.date())
    if summer is not None and summer != (zone in SUMMER):
        right = zone[0] + ("DT" if summer else "ST")
        yield Finding(f"{raw.name} says {zone} on a day of {right}: {short(raw.text)}")


def _is_summer_in_america(day: date) -> bool | None:
    """Whether American summer time held on a day; None on the days of change and before the rules of 1987."""
    if day.year < 1987:  # noqa: PLR2004 - the rules before changed every few years
        return None
    if day.year >= 2007:  # noqa: PLR2004 - Energy Policy Act of 2005
        begin, end = _sunday(day.year, 3, 8), _sunday(day.year, 11, 1)
    else:
        begin, end = _sunday(day.year, 4, 1), _sunday(day.year, 10, 25)
    return None if day in (begin, end) else begin < day < end


def _sunday(year: int, month: int, earliest: int) -> date:
    first = date(year, month, earliest)
    return first + timedelta(days=(6 - first.weekday()) % 7)


@rule("FK105", "pubdate-not-future", level="warning", when=lambda settings: settings.now is not None)
def pubdate_not_future(episode: Episode, settings: Settings) -> Iterator[Finding]:
    """No episode is dated in the future.

    Why: hardly any app hides it until then; in AntennaPod it has no date.
    Mend: publish it when its time has come.
    Source: RSS2 pubDate; W3CFV ImplausibleDate.
    """
    if settings.now is not None and episode.pub_date is not None and episode.pub_date > settings.now:
        yield Finding(f"`pub_date` is in the future: {episode.pub_date.isoformat()}", ("pub_date",))


@rule("FK106", "pubdate-plausible", level="info", has="pub_date")
def pubdate_plausible(episode: Episode) -> Iterator[Finding]:
    """No episode is dated before the year 2000; before 1970 it is a warning.

    Why: it is mostly the default of a program (1970, or the year 1); dates before 1970 crashed apps.
    Mend: correct the date.
    Source: W3CFV ImplausibleDate; gpodder/gpodder#135.
    Bad show: episodes: [{}, {pub_date: 1970-01-01T00:00:00+00:00}]
    Good: pub_date: 2026-03-01T06:00:00+01:00
    """
    if episode.pub_date is not None and episode.pub_date < OLDEST:
        level = Level.WARNING if episode.pub_date < EPOCH else None
        yield Finding(f"`pub_date` is before podcasts were: {episode.pub_date.isoformat()}", ("pub_date",), level=level)


@rule("FK107", "pubdate-distinct", level="warning")
def pubdate_distinct(show: Show) -> Iterator[Finding]:
    """No two episodes have the same date and time.

    Why: their order is then chance, and differs by app.
    Mend: set them a minute apart.
    Source: practice; APPLE-GUIDE itunes:type.
    Bad show: episodes: [{pub_date: "2026-03-01T06:00:00Z"}, {pub_date: "2026-03-01T06:00:00Z"}]
    Good show: episodes: [{pub_date: "2026-03-01T06:01:00Z"}, {pub_date: "2026-03-01T06:00:00Z"}]
    """
    for number, other, moment in repeats(show.across.dates):
        see = ((("episodes", other, "pub_date"), "the other one"),)
        yield Finding(f"two episodes have the date {moment.isoformat()}", ("episodes", number, "pub_date"), see=see)


@rule("FK109", "build-dates-consistent", level="info")
def build_dates_consistent(show: Show) -> Iterator[Finding]:
    """The date of the last build is not before the channel's pubDate, and that not before the newest episode.

    Why: readers go by them to decide whether to look at the episodes.
    Mend: leave both out, or let them follow the newest episode.
    Source: RSS2.
    Bad show: last_build_date: 2001-01-01T00:00:00Z
    Good show: last_build_date: 2026-12-31T00:00:00Z
    """
    newest = max((date for date in show.across.dates if date is not None), default=None)
    dates = [("last_build_date", show.last_build_date), ("pub_date", show.pub_date), ("the newest episode", newest)]
    known = [(name, moment) for name, moment in dates if moment is not None]
    for (name, moment), (other, least) in pairwise(known):
        if moment < least:
            yield Finding(f"`{name}` ({moment.isoformat()}) is before {other} ({least.isoformat()})", (name,))
