"""A part of a show as a row that JSON can hold, and back again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from feedkit.check import Checked
from feedkit.feed.build import Item
from feedkit.feed.entry import problem_of
from feedkit.feed.files import Asset
from feedkit.feed.fingerprints import fingerprint_of, hash_of
from feedkit.problems import Place
from feedkit.publishing.parts import Part
from feedkit.records.source import Guess
from feedkit.rules.allow import Allow
from feedkit.tags.episode import Episode
from feedkit.tags.plain import Plain, from_plain_later, to_plain, with_plain_later

Row = dict[str, Any]
LINKS = ("transcripts", "chapters")
"""The fields in which an item links to files that feedkit writes."""
FACTS = (
    *("key", "title", "link", "guid", "pub_date", "description", "enclosure", "explicit", "episode_type", "persons"),
    *("itunes_episode", "itunes_season", "episode", "season", "duration", *LINKS),
)
"""What rules ask of all episodes together; the other fields of an episode are made when somebody asks for them."""


def row_of(part: Part) -> tuple[Row, Plain]:
    """A part that was made as a row, and those fields of its episode that are seldom asked for."""
    checked, item = part.checked, part.item
    plain = {} if part.episode is None else to_plain(part.episode)
    facts = {name: plain.pop(name) for name in FACTS if name in plain}
    row = {
        "paths": checked.files,
        "told": checked.told,
        "allows": [[a.name, a.place, a.reason, a.key, a.whole] for a in checked.allows],
        "item": None if item is None else _plain_item(item),
        **judged_of(checked),
        "guesses": part.guesses,
        "withdrawn": part.is_withdrawn,
        "drawn": part.drawn,
        "places": [*part.places.items()],
        "excerpts": [*part.excerpts.items()],
        "episode": None if part.episode is None else facts,
        "more": [*plain],
    }
    return row, plain


def judged_of(checked: Checked) -> Row:
    """What rules found of a part, whose fields name its place among the episodes."""
    return {"judged": checked.judged, "index": checked.index}


def part_of(row: Row, items: Mapping[str, bytes], more: Callable[[], Plain]) -> Part:
    """The part that a row tells of. items: XML by its hash. more: those fields of the episode that are seldom asked for."""
    facts = row["episode"]
    episode = None if facts is None else from_plain_later(Episode, facts, row["more"], more)
    places = {tuple(steps): Place(*place) for steps, place in row["places"]}
    excerpts = {Place(*place): text for place, text in row["excerpts"]}
    item = _item(row["item"], items, episode) if episode is not None and row["item"] is not None else None
    return Part(_checked(row), episode, item, None, row["guesses"], row["withdrawn"], places, excerpts, row["drawn"])


def _plain_item(item: Item) -> Row:
    plain = to_plain(item.episode) if item.files else {}
    return {
        "xml": hash_of(item.xml),
        "prefixes": sorted(item.prefixes),
        "links": {name: plain[name] for name in LINKS if name in plain},
        "files": [
            [file.path, file.media_type, file.rel, fingerprint_of(file.content)]
            for file in item.files
            if file.content is not None
        ],
        "guesses": [[guess.field, guess.details] for guess in item.guesses],
        "line": item.line,
    }


def _item(plain: Row, items: Mapping[str, bytes], episode: Episode) -> Item:
    files = tuple([Asset(path, None, kind, rel) for path, kind, rel, _ in plain["files"]])
    guesses = tuple([Guess(field, details) for field, details in plain["guesses"]])
    linked = with_plain_later(episode, plain["links"]) if plain["links"] else episode
    return Item(linked, items[plain["xml"]], frozenset(plain["prefixes"]), files, guesses, plain["line"])


def _checked(row: Row) -> Checked:
    told, judged = (tuple(map(problem_of, row[name])) for name in ("told", "judged"))
    allows = tuple([Allow(name, Place(*at), reason, key, whole) for name, at, reason, key, whole in row["allows"]])
    return Checked(row["key"], tuple(row["paths"]), told, judged, allows, row["index"])
