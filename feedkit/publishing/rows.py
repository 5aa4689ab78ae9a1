"""A part of a show as a row that JSON can hold, and back again.

Rows are lists, whatever names their values have here: there are thousands, and a reader of JSON spends most of its time
on names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from feedkit.check import Checked
from feedkit.feed.build import Item
from feedkit.feed.entry import problem_of
from feedkit.feed.files import Asset
from feedkit.feed.fingerprints import fingerprint_of, hash_of
from feedkit.problems import Place
from feedkit.publishing.made_of import Made
from feedkit.publishing.parts import Part
from feedkit.records.source import Guess
from feedkit.rules.allow import Allow
from feedkit.tags.episode import Episode
from feedkit.tags.plain import from_parts, parts_of, with_parts

Plains = Iterable[Any]
"""What JSON makes of a tuple."""
LINKS = ("transcripts", "chapters")
"""The fields in which an item links to files that feedkit writes."""
FACTS = ("key", "title", "guid", "pub_date", "enclosure")
"""Who an episode is; its other fields are made when somebody asks for them."""


class ItemRow(NamedTuple):
    """An item. xml: its hash. links: of its episode, to the files. files: each with its fingerprint."""

    xml: str
    prefixes: Iterable[str]
    links: Mapping[str, Any]
    files: Iterable[tuple[str, str, str, str]]
    guesses: Iterable[Plains]
    line: str


class Row(NamedTuple):
    """A part. made_of: a `Made`. lock: the mark of what the lock says of it. at: its place among the episodes. item: an
    `ItemRow`. facts: of its episode; more: which other fields that has. brief: as a part has it.
    """

    key: str
    made_of: Plains
    lock: str
    paths: Iterable[str]
    told: Iterable[Any]
    judged: Iterable[Any]
    at: int | None
    allows: Iterable[Plains]
    item: Plains | None
    guesses: int
    withdrawn: bool
    drawn: str
    places: Iterable[Plains]
    excerpts: Iterable[Plains]
    facts: Plains | None
    more: Iterable[str]
    brief: Plains


def row_of(part: Part, made_of: Made, lock: str) -> tuple[Row, dict[str, Any]]:
    """A part that was made as a row, and those fields of its episode that are seldom asked for."""
    checked = part.checked
    parts = {} if part.episode is None else parts_of(part.episode)
    facts = [parts.pop(name, None) for name in FACTS]
    row = Row(
        key=checked.key,
        made_of=made_of,
        lock=lock,
        paths=checked.files,
        told=checked.told,
        judged=checked.judged,
        at=checked.at,
        allows=checked.allows,
        item=None if part.item is None else _item_row(part.item),
        guesses=part.guesses,
        withdrawn=part.is_withdrawn,
        drawn=part.drawn,
        places=[*part.places.items()],
        excerpts=[*part.excerpts.items()],
        facts=None if part.episode is None else facts,
        more=[*parts],
        brief=part.brief,
    )
    return row, parts


def part_of(row: Row, item: ItemRow | None, items: Mapping[str, bytes], more: Callable[[], Mapping[str, Any]]) -> Part:
    """The part that a row tells of. item: the row's. items: XML by its hash. more: those fields of the episode that are
    seldom asked for.
    """
    told, judged = tuple(map(problem_of, row.told)), tuple(map(problem_of, row.judged))
    allows = tuple([Allow(name, Place(*at), reason, key, whole) for name, at, reason, key, whole in row.allows])
    checked = Checked(row.key, tuple(row.paths), told, judged, allows, row.at)
    episode = None if row.facts is None else from_parts(Episode, zip(FACTS, row.facts, strict=True), row.more, more)
    made = _item(item, items, episode) if episode is not None and item is not None else None
    places = {tuple(steps): Place(*place) for steps, place in row.places}
    excerpts = {Place(*place): text for place, text in row.excerpts}
    rest = (row.guesses, row.withdrawn, places, excerpts, [*row.brief], row.drawn)
    return Part(checked, episode, made, None, *rest)


def _item_row(item: Item) -> ItemRow:
    parts = parts_of(item.episode) if item.files else {}
    written = ((file, file.content) for file in item.files)
    return ItemRow(
        xml=hash_of(item.xml),
        prefixes=sorted(item.prefixes),
        links={name: parts[name] for name in LINKS if name in parts},
        files=[(f.path, f.media_type, f.rel, fingerprint_of(content)) for f, content in written if content is not None],
        guesses=[(guess.field, guess.details) for guess in item.guesses],
        line=item.line,
    )


def _item(row: ItemRow, items: Mapping[str, bytes], episode: Episode) -> Item:
    files = tuple([Asset(path, None, kind, rel) for path, kind, rel, _ in row.files])
    guesses = tuple([Guess(field, details) for field, details in row.guesses])
    linked = with_parts(episode, row.links) if row.links else episode
    return Item(linked, items[row.xml], frozenset(row.prefixes), files, guesses, row.line)
