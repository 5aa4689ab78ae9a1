"""podcast:updateFrequency and podcast:trailer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from heapq import nlargest
from itertools import pairwise

from feedkit.problems import Level
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.recurrence import UNTIL, exists, fault_of_rrule, rrule_parts
from feedkit.rules.subject import Raw, Visit
from feedkit.settings import Settings
from feedkit.tags.media_types import ALIASES
from feedkit.tags.podcast import Trailer, UpdateFrequency
from feedkit.tags.show import Show
from feedkit.tags.values import short


@rule("FK237", "uf-rrule", level="error")
def uf_rrule(frequency: UpdateFrequency) -> Iterator[Finding]:
    """`rrule` is a recurrence rule by RFC 5545.

    Why: calendars refuse anything else.
    Mend: correct the part that the message names: `FREQ=WEEKLY;BYDAY=MO`.
    Source: PN update-frequency; RFC5545 3.3.10.
    Bad show: update_frequency: {text: Friday the 13th, rrule: "FREQ=WEEKLY;BYDAY=FR;BYMONTHDAY=13"}
    Good show: update_frequency: {text: Friday the 13th, rrule: "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13"}
    """
    fault = fault_of_rrule(frequency.rrule) if frequency.rrule else ""
    if fault:
        yield Finding(f"`rrule` {fault}: {short(frequency.rrule or '')}", ("rrule",))


@rule("FK238", "uf-until-count", level="error")
def uf_until_count(frequency: UpdateFrequency) -> Iterator[Finding]:
    """A rule ends by a date or by a number, not by both.

    Why: RFC 5545 forbids it.
    Mend: take one out.
    Source: RFC5545 3.3.10.
    Bad show: update_frequency: {text: Weekly, dtstart: 2026-01-01, rrule: "FREQ=WEEKLY;COUNT=3;UNTIL=20271231"}
    Good show: update_frequency: {text: Weekly, dtstart: 2026-01-01, rrule: "FREQ=WEEKLY;COUNT=3"}
    """
    if {"UNTIL", "COUNT"} <= rrule_parts(frequency.rrule or "").keys():
        yield Finding("`rrule` has UNTIL and COUNT", ("rrule",))


@rule("FK239", "uf-until-form", level="error")
def uf_until_form(frequency: UpdateFrequency) -> Iterator[Finding]:
    """UNTIL is written `20271231` or `20271231T000000Z`.

    Why: the form with hyphens, which the tag's own page shows, is refused by RFC 5545 readers.
    Mend: take hyphens, colons and fractions out.
    Source: RFC5545 3.3.5; PN update-frequency example.
    Bad show: update_frequency: {text: Weekly, rrule: "FREQ=WEEKLY;UNTIL=2023-12-31T00:00:00.000Z"}
    Good show: update_frequency: {text: Weekly, rrule: "FREQ=WEEKLY;UNTIL=20231231T000000Z"}
    """
    until = rrule_parts(frequency.rrule or "").get("UNTIL")
    if until is None:
        return
    if not re.fullmatch(UNTIL, until):
        yield Finding(f"UNTIL is {short(until)}; write `20271231`", ("rrule",))
    elif not exists(until):
        yield Finding(f"UNTIL is {short(until)}, a day or an hour that does not exist", ("rrule",), "correct the date")


@rule("FK240", "uf-dtstart", level="error")
def uf_dtstart(frequency: UpdateFrequency) -> Iterator[Finding]:
    """A rule with COUNT has a start; start and UNTIL are both dates, or both have a time.

    Why: nobody can tell when it has ended; RFC 5545 wants values of one kind.
    Mend: write `dtstart` as `2026-03-01` or `2026-03-01T06:00:00+01:00`.
    Source: PN update-frequency.
    Bad show: update_frequency: {text: Five days, rrule: "FREQ=DAILY;COUNT=5"}
    Bad show: update_frequency: {text: Weekly, dtstart: 2026-01-01, rrule: "FREQ=WEEKLY;UNTIL=20271231T000000Z"}
    Good show: update_frequency: {text: Five days, dtstart: 2026-03-01, rrule: "FREQ=DAILY;COUNT=5"}
    """
    parts, start = rrule_parts(frequency.rrule or ""), frequency.dtstart
    if "COUNT" in parts and start is None:
        yield Finding("`rrule` has COUNT, and there is no `dtstart`", ("dtstart",))
    until = parts.get("UNTIL", "")
    if start is not None and re.fullmatch(UNTIL, until) and ("T" in until) != isinstance(start, datetime):
        kinds = ("a date with a time", "a date alone")
        said, other = kinds if "T" in until else kinds[::-1]
        yield Finding(
            f"UNTIL is {said}, and `dtstart` {other}", ("dtstart",), "write both alike, with a time or without"
        )


@rule(
    "FK241",
    "uf-complete",
    level="error",
    forms=("bool",),
    where=lambda found: isinstance(found, UpdateFrequency) or found.owner is UpdateFrequency,
)
def uf_complete(frequency: UpdateFrequency | Raw, settings: Settings) -> Iterator[Finding]:
    """`complete` is `true` or `false`; a show that has ended has no rule, and does not begin in the future.

    Why: the two contradict each other; other words than the two are read by some apps only.
    Mend: take `complete` or `rrule` out.
    Source: PN update-frequency.
    Bad show: {update_frequency: {text: Weekly, complete: true, rrule: FREQ=WEEKLY}, complete: true}
    Bad channel: <podcast:updateFrequency complete="no">Weekly</podcast:updateFrequency>
    Good show: {update_frequency: {text: It is over, complete: true}, complete: true}
    """
    if isinstance(frequency, Raw):
        if not frequency.in_record and frequency.text.strip() not in ("true", "false"):
            yield Finding(
                f"`complete` is {short(frequency.text)}; write `true` or `false`", mend="write `true`, or take it out"
            )
        return
    if not frequency.complete:
        return
    if frequency.rrule:
        yield Finding("`complete` is true, and there is an `rrule`", ("rrule",))
    if frequency.dtstart is not None and settings.now is not None and _instant(frequency.dtstart) > settings.now:
        yield Finding("`complete` is true, and `dtstart` is in the future", ("dtstart",))


def _instant(day: date | datetime) -> datetime:
    return day if isinstance(day, datetime) else datetime(day.year, day.month, day.day, tzinfo=UTC)


DAYS_OF = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 30.4, "YEARLY": 365}


@rule("FK242", "uf-drift", level="info")
def uf_drift(show: Show) -> Iterator[Finding]:
    """Episodes come as often as the show promises.

    Why: a promise that is not kept is worse than none.
    Mend: correct `update_frequency`.
    Source: PN-PROPOSAL updateFrequency.
    """
    if show.update_frequency is None:
        return
    parts = rrule_parts(show.update_frequency.rrule or "")
    interval = parts.get("INTERVAL", "1")
    days = DAYS_OF.get(parts.get("FREQ", ""), 0) * (int(interval) if interval.isdigit() else 1)
    days /= 1 + parts.get("BYDAY", "").count(",")
    dates = nlargest(6, (date for date in show.across.dates if date is not None))
    if not days or len(dates) < 6:  # noqa: PLR2004 - five gaps
        return
    gaps = sorted((later - earlier).total_seconds() / 86400 for later, earlier in pairwise(dates))
    if not days / 2 <= gaps[2] <= days * 1.5:
        message = f"the show promises an episode every {days:.3g} days, and they come every {gaps[2]:.3g}"
        yield Finding(message, ("update_frequency",))


@rule("FK243", "trailer-shape", level="error")
def trailer_shape(trailer: Trailer) -> Iterator[Finding]:
    """A podcast:trailer has a title and a date.

    Why: apps show the title, and play the newest.
    Mend: write both; the attribute is `pubdate`, all small.
    Source: PN trailer.
    Bad show: trailers: [{url: "https://tea.fm/t.mp3", title: Coming soon}]
    Good show: trailers: [{url: "https://tea.fm/t.mp3", title: Coming soon, pubdate: "2026-01-01T08:00:00Z",
        length: 12345678, type: audio/mpeg}]
    """
    missing = [name for name in ("title", "pubdate") if getattr(trailer, name) is None]
    if missing:
        yield Finding(f"the trailer has no {' and no '.join(f'`{name}`' for name in missing)}", (missing[0],))


@rule("FK450", "trailer-pubdate-spelling", level="error", where=called("podcast:trailer"))
def trailer_pubdate_spelling(visit: Visit) -> Iterator[Finding]:
    """The date of a podcast:trailer is spelt `pubdate`, unlike every other.

    Why: readers ignore `pubDate` there.
    Mend: write `pubdate`.
    Source: PN trailer.
    Bad channel: <podcast:trailer pubDate="Thu, 01 Jan 2026 08:00:00 GMT" url="https://tea.fm/t.mp3" length="12345678"
        type="audio/mpeg">Soon</podcast:trailer>
    """
    if "pubDate" in visit.node.attrs:
        yield Finding("the trailer's `pubDate` is written `pubdate`")


@rule("FK244", "trailer-type-length", level="warning")
def trailer_type_length(trailer: Trailer) -> Iterator[Finding]:
    """A podcast:trailer says how large it is, and of which registered type.

    Why: both are recommended; the page's own example has a type that nobody registered.
    Mend: write `length` in bytes and `type`.
    Source: PN trailer; Podcastindex-org/podcast-namespace#403.
    Bad show: trailers: [{url: "https://tea.fm/t.mp3", title: Coming soon, pubdate: "2026-01-01T08:00:00Z",
        length: 12345678, type: audio/mp3}]
    """
    missing = [name for name in ("length", "type") if getattr(trailer, name) is None]
    right = ALIASES.get((trailer.type or "").lower())
    if missing:
        yield Finding(f"the trailer has no {' and no '.join(f'`{name}`' for name in missing)}", (missing[0],))
    if right:
        yield Finding(f"`type` is {short(trailer.type or '')}, which is written `{right}`", ("type",))


@rule("FK245", "trailer-season", level="warning")
def trailer_season(show: Show) -> Iterator[Finding]:
    """A trailer's season is one of the show's, or the next.

    Why: apps find the season by it.
    Mend: correct the number.
    Source: PN trailer.
    Bad show: trailers: [{url: "https://tea.fm/t.mp3", title: Coming soon, pubdate: "2026-01-01T08:00:00Z",
        length: 12345678, type: audio/mpeg, season: 7}]
    """
    seasons = {season[0] for season in show.across.seasons if season is not None} if show.trailers else ()
    for number, trailer in enumerate(show.trailers):
        if trailer.season is not None and seasons and trailer.season not in seasons | {max(seasons) + 1}:
            yield Finding(
                f"the trailer is for season {trailer.season}, which there is not", ("trailers", number, "season")
            )


@rule("FK246", "trailer-also-item", level="info")
def trailer_also_item(show: Show) -> Iterator[Finding]:
    """A podcast:trailer is an episode of type trailer as well.

    Why: Apple and Spotify read episodes only.
    Mend: publish the trailer as an episode, too.
    Source: PN trailer; Podcastindex-org/docs-api#115.
    Bad show: trailers: [{url: "https://tea.fm/t.mp3", title: Coming soon, pubdate: "2026-01-01T08:00:00Z",
        length: 12345678, type: audio/mpeg}]
    """
    if show.trailers and "trailer" not in show.across.types:
        yield Finding("there is a `podcast:trailer` and no episode of type trailer", ("trailers", 0), level=Level.INFO)
