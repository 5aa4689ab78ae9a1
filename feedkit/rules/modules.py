"""Values of the modules that blogs' programs put beside RSS's own: Dublin Core, Syndication, Slash, Comment API, places."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.languages import fault_of_language
from feedkit.rules.subject import Visit
from feedkit.tags.values import short

DATE = r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?"
ADDRESS = r"[A-Za-z][A-Za-z0-9+.-]*:\S+"
ADDRESSES = (
    *("wfw:comment", "wfw:commentRss", "trackback:ping", "trackback:about", "creativeCommons:license"),
    *("blogChannel:blogRoll", "blogChannel:mySubscriptions", "blogChannel:blink"),
)
DEGREES = {
    **dict.fromkeys(("geo:lat", "icbm:latitude", "geourl:latitude"), 90),
    **dict.fromkeys(("geo:long", "icbm:longitude", "geourl:longitude"), 180),
}
"""Coordinates, and how far they go."""
FORMS = {
    "dc:date": (DATE, "a date such as `2026-03-01` or `2026-03-01T06:00:00+01:00`"),
    "sy:updateBase": (DATE, "a date such as `2000-01-01T12:00+00:00`"),
    "sy:updatePeriod": ("hourly|daily|weekly|monthly|yearly", "`hourly`, `daily`, `weekly`, `monthly` or `yearly`"),
    "sy:updateFrequency": (r"0*[1-9]\d*", "a whole number from 1"),
    "slash:comments": (r"\d+", "a whole number"),
    **dict.fromkeys(ADDRESSES, (ADDRESS, "a full address")),
    **dict.fromkeys(DEGREES, (r"[+-]?\d+(?:\.\d*)?", "degrees")),
}
"""What a value must look like, and in words."""


@rule("FK456", "module-value", level="error", where=called("dc:language", *FORMS))
def module_value(visit: Visit) -> Iterator[Finding]:
    """What a feed says in the words of a module has the form that the module gives it.

    Why: the readers that look at it expect that form; RSS has words of its own for dates and languages, which apps read.
    Mend: write it so, or take it out.
    Source: the modules' own pages; W3C-DTF; W3CFV InvalidW3CDTFDate, InvalidUpdatePeriod, InvalidLatitude, InvalidLink.
    Bad channel: <sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">fortnightly</sy:updatePeriod>
    Bad channel: <dc:language xmlns:dc="http://purl.org/dc/elements/1.1/">english</dc:language>
    Good channel: <sy:updatePeriod xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">weekly</sy:updatePeriod>
    """
    name, text = visit.node.name, visit.node.text.strip()
    if name == "dc:language":
        if fault := fault_of_language(text):
            yield Finding(f"`{name}` {fault}: {short(text)}")
        return
    form, wanted = FORMS[name]
    if not re.fullmatch(form, text, re.ASCII) or (form == DATE and not _exists(text)):
        yield Finding(f"`{name}` is {short(text)}, and not {wanted}")
    elif name in DEGREES and abs(float(text)) > DEGREES[name]:
        yield Finding(f"`{name}` is {short(text)}; it goes from -{DEGREES[name]} to {DEGREES[name]}")


def _exists(text: str) -> bool:
    """Whether a date that may lack its day, month or time is one of the calendar."""
    day, has_time, clock = text.partition("T")
    try:
        datetime.fromisoformat((day + "-01-01")[:10] + has_time + clock)
    except ValueError:
        return False
    return True
