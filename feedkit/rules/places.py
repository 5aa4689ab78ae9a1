"""podcast:location."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.rules.engine import Finding, rule
from feedkit.rules.languages import COUNTRIES
from feedkit.tags.episode import Episode
from feedkit.tags.podcast import Location
from feedkit.tags.show import Show
from feedkit.tags.values import short

GEO = re.compile(r"geo:(-?\d{1,3}(?:\.\d+)?),(-?\d{1,3}(?:\.\d+)?)(?:,-?\d+(?:\.\d+)?)?(?:;.*)?", re.IGNORECASE)
OSM = re.compile(r"[NWR]\d+(?:#\d+)?")

BOXES = {
    "AT": (46, 49.5, 9, 17.5), "AU": (-44, -9, 112, 154), "BE": (49, 52, 2, 7), "BR": (-34, 6, -74, -34),
    "CA": (41, 84, -142, -52), "CH": (45.5, 48, 5.5, 11), "CN": (18, 54, 73, 135), "CZ": (48, 51.5, 12, 19),
    "DE": (47, 55.5, 5.5, 15.5), "DK": (54, 58, 8, 15.5), "ES": (27, 44, -19, 5), "FI": (59, 71, 19, 32),
    "FR": (41, 51.5, -5.5, 10), "GB": (49, 61, -9, 2), "GR": (34, 42, 19, 30), "IE": (51, 56, -11, -5),
    "IN": (6, 36, 68, 98), "IT": (35, 48, 6, 19), "JP": (24, 46, 122, 146), "MX": (14, 33, -119, -86),
    "NL": (50, 54, 3, 8), "NO": (57, 72, 4, 32), "NZ": (-48, -34, 166, 179), "PL": (48, 55, 14, 25),
    "PT": (32, 43, -32, -6), "SE": (55, 70, 10, 25), "UA": (44, 53, 22, 41), "US": (18, 72, -180, -66),
    "ZA": (-35, -22, 16, 33),
}  # fmt: skip
"""South, north, west and east of countries, roughly and generously; France and others without what is overseas."""


def _point(geo: str | None) -> tuple[float, float] | None:
    """Latitude and longitude; None where there are none that can be read."""
    found = GEO.fullmatch((geo or "").strip())
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:  # noqa: PLR2004 - degrees
        return None
    return float(found[1]), float(found[2])


@rule("FK229", "location-text", level="error")
def location_text() -> None:
    """A place has a name.

    Why: it is what apps show.
    Mend: write it between the tags, or `text` in a record.
    Source: PN location.
    Bad: locations: [{geo: "geo:48.2,16.4"}]
    Bad: locations: [{geo: "geo:48.2,16.4"}]
    Bad xml: <podcast:location rel="subject" geo="geo:30.2672,-97.7431"/>
    Good xml: <podcast:location rel="subject" geo="geo:30.2672,-97.7431">Austin</podcast:location>
    """


@rule("FK230", "location-geo", level="error")
def location_geo(location: Location) -> Iterator[Finding]:
    """`geo` is a geo address: latitude -90 to 90, then longitude -180 to 180.

    Why: it is where the pin goes.
    Mend: write `geo:30.2672,-97.7431`.
    Source: PN location; RFC5870.
    Bad: locations: [{text: Austin, geo: "30.27,-97.74"}]
    Good: locations: [{text: Austin, geo: "geo:30.27,-97.74"}]
    """
    if location.geo is not None and _point(location.geo) is None:
        yield Finding(f"`geo` is {short(location.geo)}; write `geo:latitude,longitude`", ("geo",))


@rule("FK231", "location-geo-country", level="warning")
def location_geo_country(location: Location) -> Iterator[Finding]:
    """`geo` lies in `country`.

    Why: a lost minus sign puts Austin in China.
    Mend: correct whichever is wrong.
    Source: PN location.
    Bad: locations: [{text: Austin, geo: "geo:30.2672,97.7431", country: US}]
    Good: locations: [{text: Austin, geo: "geo:30.2672,-97.7431", country: US}]
    """
    point, box = _point(location.geo), BOXES.get((location.country or "").upper())
    if point is None or box is None:
        return
    south, north, west, east = box
    if not (south - 1 <= point[0] <= north + 1 and west - 1 <= point[1] <= east + 1):
        yield Finding(f"{short(location.geo or '')} is not in `{location.country}`", ("geo",))


@rule("FK232", "location-osm", level="error")
def location_osm(location: Location) -> Iterator[Finding]:
    """`osm` is N, W or R and a number.

    Why: a number alone is another thing on every server.
    Mend: take it from the address of the object on openstreetmap.org: node is N, way W, relation R.
    Source: PN-LOCATION osm.
    Bad: locations: [{text: Austin, osm: "113314"}]
    Good: locations: [{text: Austin, osm: R113314}]
    """
    if location.osm is not None and not OSM.fullmatch(location.osm):
        yield Finding(f"`osm` is {short(location.osm)}; write `R113314`", ("osm",))


@rule("FK233", "location-country", level="error")
def location_country(location: Location) -> Iterator[Finding]:
    """`country` is two capital letters of ISO 3166.

    Why: nothing else is known; the United Kingdom is GB.
    Mend: write the code, such as `GB` or `DE`.
    Source: PN location; PN-LOCATION country.
    Bad: locations: [{text: London, country: UK}]
    Good: locations: [{text: London, country: GB}]
    """
    if location.country is not None and location.country not in COUNTRIES:
        right = {"UK": "GB", "EL": "GR"}.get(location.country.upper(), location.country.upper())
        way_out = f"; write `{right}`" if right in COUNTRIES else ""
        yield Finding(f"`country` is {short(location.country)}{way_out}", ("country",))


@rule("FK234", "location-rel", level="error")
def location_rel(location: Location) -> Iterator[Finding]:
    """`rel` is `subject` or `creator`.

    Why: readers take `subject` for what they do not know, and then show the studio as the topic.
    Mend: write one of the two.
    Source: PN location; PN-LOCATION rel.
    Bad: locations: [{text: Austin, rel: recorded}]
    Good: locations: [{text: Austin, rel: creator}]
    """
    if location.rel is not None and location.rel not in ("subject", "creator"):
        yield Finding(f"`rel` is {short(location.rel)}; there are `subject` and `creator`", ("rel",))


@rule("FK235", "location-privacy", level="warning")
def location_privacy(location: Location) -> Iterator[Finding]:
    """Where a show is made is told by the town, not by the house.

    Why: it is where somebody lives.
    Mend: keep three decimals at most, or name an area.
    Source: PN-LOCATION.
    Bad: locations: [{text: Home, rel: creator, geo: "geo:30.2711286,-97.7436995"}]
    Good: locations: [{text: Austin, rel: creator, geo: "geo:30.271,-97.744"}]
    """
    found = GEO.fullmatch(location.geo or "")
    if location.rel == "creator" and found is not None:
        decimals = max(len(part.partition(".")[2]) for part in (found[1], found[2]))
        if decimals > 3:  # noqa: PLR2004 - some hundred metres
            yield Finding(f"`geo` has {decimals} decimals, which is a house: {short(location.geo or '')}", ("geo",))


@rule("FK236", "location-duplicate", level="warning", has="locations")
def location_duplicate(element: Show | Episode) -> Iterator[Finding]:
    """No place stands twice in one spot.

    Why: it is shown twice.
    Mend: take one out.
    Source: PN location.
    Bad: locations: [{text: Austin, rel: subject, osm: R113314}, {text: ATX, rel: subject, osm: R113314}]
    Good: locations: [{text: Austin, rel: subject, osm: R113314}]
    """
    first: dict[tuple[str, str], int] = {}
    for number, location in enumerate(element.locations):
        key = (location.rel or "subject", location.osm or location.geo or location.text)
        if first.setdefault(key, number) != number:
            see = ((("locations", first[key]), "the first one"),)
            yield Finding(f"the place {short(location.text)} stands twice", ("locations", number), see=see)
