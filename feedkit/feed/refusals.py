"""What each change that is refused does to subscribers, and the way out of it."""

from __future__ import annotations

import json
import re

from feedkit.feed.change import Change
from feedkit.feed.diff_words import quoted

HARM = {
    "other-show": "subscribers would get episodes of a show that they did not choose",
    "feed-renamed": "whoever subscribed to the one that is there would get nothing more",
    "show-guid-changed": "directories would take it for another show",
    "mass-churn": "that looks like automation gone wrong",
    "dates-shifted": "apps would sort and announce old episodes anew",
    "guid-changed": "apps would show an old episode as new",
    "guids-swapped": "apps would keep what was heard of the one for the other",
    "guid-reused": "apps that know the guid would not show the new episode",
    "removed": "subscribers would lose it",
    "episode-replaced": "apps that have the episode would not show the other one",
    "date-moved": "apps would sort and announce an old episode anew",
}
"""What a refused change does, for the message."""

MEND = {
    "feed-renamed": (
        "if the show's folder was renamed, take its old name, or move what is published as well: "
        "`git mv {before}.xml {after}.xml && git mv {before} {after}`; if this is another show, give it a `feed_url` "
        "and a `guid` of its own"
    ),
    "show-guid-changed": "write `guid: {before}` in show.yaml",
    "guid-changed": "write {guid} in the record or its overlay",
    "guids-swapped": "give each record its own guid again",
    "guid-reused": "give the episode a guid of its own",
    "removed": (
        "mend or restore its record; if it is to go for good, write `withdrawn: true` in it, "
        "or `withdrawn: [{name}]` in show.yaml"
    ),
    "date-moved": "write the published date, {before}, in the record or its overlay",
    "dates-shifted": "look for a time zone that changed in show.yaml",
}
MEND_OTHERWISE = "look whether the records are those of this show, and what rewrote them"
OVERWRITTEN = "the record holds another episode now: restore it, and write the new episode in a record of its own"

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9._/+-]*|https?://[A-Za-z0-9._/?=&%+-]+")
_NO_TEXT = re.compile(r"true|false|yes|no|on|off|null|nan|inf", re.IGNORECASE)


def way_out(change: Change, *, is_overwritten: bool = False) -> str:
    """What to do about a refused change. is_overwritten: the record holds another episode altogether."""
    if change.kind == "guid-changed" and is_overwritten:
        return OVERWRITTEN
    before, after = quoted(change.before), quoted(change.after)
    is_whole = before == change.before and before.isprintable()
    guid = f"`guid: {_as_yaml(before)}`" if is_whole else "the guid that is published there"
    way = MEND.get(change.kind, MEND_OTHERWISE)
    return way.format(before=before, after=after, guid=guid, name=json.dumps(quoted(change.name)))


def _as_yaml(text: str) -> str:
    """A text as one writes it in YAML, in quotes where it would be something else without."""
    is_plain = _PLAIN.fullmatch(text) and not _NO_TEXT.fullmatch(text)
    return text if is_plain else json.dumps(text, ensure_ascii=False)
