"""Every kind of change between two versions of a feed, a row each: in words, by which rule it is told, what it does to
subscribers where it is refused, and the way out.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from feedkit.guard.kinds import (
    ART_REPLACED,
    DATE_MOVED,
    GUID_CHANGED,
    GUID_REUSED,
    ITEM_REMOVED,
    MASS_CHURN,
    MOVED,
    OTHER_SHOW,
    RENAMED,
    REPLACED,
    SHOW_GUID_CHANGED,
    STAMPED,
    TOLD,
)
from feedkit.problems import Kind

LOOK = "look whether the records are those of this show, and what rewrote them"
_REPLACE = "publish the new file under a new address, and keep the guid: apps and caches keep what they have"


class Row(NamedTuple):
    """What there is to say of one kind of change.

    name: the kind in words. sentence: what happens; `before`, `after`, `field` and `count` are the change's, `guid` is the
    episode's identity. rule: that tells of it. harm: what it does to subscribers, '' where it is not refused. mend: the
    way out, with the same values, and `name`. of_show: it has no episode that one could allow it for.
    """

    name: str
    sentence: str
    rule: Kind = TOLD
    harm: str = ""
    mend: str = ""
    of_show: bool = False


ROWS: Mapping[str, Row] = MappingProxyType(
    {
        "other-show": Row(
            "another show",
            "the feed of `{before}` would be replaced by that of `{after}`",
            rule=OTHER_SHOW,
            harm="subscribers would get episodes of a show that they did not choose",
            mend=LOOK,
            of_show=True,
        ),
        "feed-renamed": Row(
            "feed renamed",
            "the show is published as `{before}.xml`, and would begin anew as `{after}.xml`",
            rule=RENAMED,
            harm="whoever subscribed to the one that is there would get nothing more",
            mend="if the show's folder was renamed, take its old name, or move what is published as well: "
            "`git mv {before}.xml {after}.xml && git mv {before} {after}`; if this is another show, give it a `feed_url` "
            "and a `guid` of its own",
            of_show=True,
        ),
        "show-guid-changed": Row(
            "show guid changed",
            "the show's guid `{before}` would become `{after}`",
            rule=SHOW_GUID_CHANGED,
            harm="directories would take it for another show",
            mend="write `guid: {before}` in show.yaml",
            of_show=True,
        ),
        "mass-churn": Row(
            "mass churn",
            "{count} episodes change two or more of title, media, date and duration at once",
            rule=MASS_CHURN,
            harm="that looks like automation gone wrong",
            mend=LOOK,
            of_show=True,
        ),
        "dates-shifted": Row(
            "dates shifted",
            "the dates of {count} episodes move by {after}",
            rule=DATE_MOVED,
            harm="apps would sort and announce old episodes anew",
            mend="look for a time zone that changed in show.yaml",
            of_show=True,
        ),
        "guid-changed": Row(
            "guid changed",
            "the guid `{before}` would become `{after}`",
            rule=GUID_CHANGED,
            harm="apps would show an old episode as new",
            mend="write {guid} in the record or its overlay",
        ),
        "guids-swapped": Row(
            "guids swapped",
            "its guid was `{before}` and would be `{after}`, another episode's",
            rule=GUID_CHANGED,
            harm="apps would keep what was heard of the one for the other",
            mend="give each record its own guid again",
        ),
        "guid-reused": Row(
            "guid reused",
            "the guid `{after}` is that of another episode, `{before}`",
            rule=GUID_REUSED,
            harm="apps that know the guid would not show the new episode",
            mend="give the episode a guid of its own",
        ),
        "removed": Row(
            "removed",
            "is published and would vanish (guid `{guid}`)",
            rule=ITEM_REMOVED,
            harm="subscribers would lose it",
            mend="mend or restore its record; if it is to go for good, write `withdrawn: true` in it, "
            "or `withdrawn: [{name}]` in show.yaml",
        ),
        "episode-replaced": Row(
            "episode replaced",
            "title, media and date are those of another episode: `{after}`",
            rule=MASS_CHURN,
            harm="apps that have the episode would not show the other one",
            mend=LOOK,
        ),
        "date-moved": Row(
            "date moved",
            "{before} would become {after}",
            rule=DATE_MOVED,
            harm="apps would sort and announce an old episode anew",
            mend="write the published date, {before}, in the record or its overlay",
        ),
        "date-corrected": Row("date corrected", "{before} becomes {after}"),
        "feed-moved": Row(
            "feed moved",
            "the feed's address was `{before}` and becomes `{after}`",
            rule=MOVED,
            mend="let the old address redirect (301) to the new one, and write `new_feed_url` for four weeks at least",
        ),
        "taken-down": Row(
            "taken down", "is published and goes, as `withdrawn` says; its guid `{guid}` is never used again"
        ),
        "added": Row("added", "is new"),
        "restored": Row("restored", "was withdrawn and comes back"),
        "url-changed": Row("media moved", "`{before}` becomes `{after}`"),
        "media-replaced": Row(
            "media replaced",
            "the length of the same address was {before} and becomes {after}",
            rule=REPLACED,
            mend=_REPLACE,
        ),
        "digest-changed": Row(
            "media replaced",
            "the digest of the same address was `{before}` and becomes `{after}`",
            rule=REPLACED,
            mend=_REPLACE,
        ),
        "art-replaced": Row(
            "art replaced",
            "there is another picture at `{field}` than was published there",
            rule=ART_REPLACED,
            mend="give the new picture a name of its own, and write it in `image`",
        ),
        "build-date-alone": Row(
            "build date alone",
            "`lastBuildDate` was {before} and becomes {after}; no other byte changes",
            rule=STAMPED,
            mend="leave `last_build_date` out: the feed is then dated by its newest episode",
        ),
        "title-edited": Row("title edited", "`{before}` becomes `{after}`"),
        "notes-edited": Row("notes edited", "{field} is edited"),
        "duration-edited": Row("duration edited", "{before} becomes {after}"),
        "page-moved": Row("page moved", "`{before}` becomes `{after}`"),
        "edited": Row("edited", "{field} is edited"),
        "show-edited": Row("show edited", "{field}: `{before}` becomes `{after}`"),
        "dates-respelled": Row("dates spelled otherwise", "another zone, the same instant ({count})"),
    }
)
"""By kind; what is refused comes first, as it does where changes are listed."""

REFUSED = tuple(kind for kind, row in ROWS.items() if row.harm)
"""What costs subscribers something; the guard refuses it unless it is allowed by name."""
