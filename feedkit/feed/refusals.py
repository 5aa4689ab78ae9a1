"""What each change that is refused does to subscribers, and the way out of it."""

from __future__ import annotations

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
    "guid-changed": "write `guid: {before}` in the record or its overlay",
    "guids-swapped": "give each record its own guid again",
    "guid-reused": "give the episode a guid of its own",
    "removed": "mend or restore its record; if it is to go for good, write `withdrawn: true` in it",
    "date-moved": "write the published date, {before}, in the record or its overlay",
    "dates-shifted": "look for a time zone that changed in show.yaml",
}
MEND_OTHERWISE = "look whether the records are those of this show, and what rewrote them"
