"""Layers to a show and its episodes: who said what, and who won."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from feedkit.complete import complete_episode, complete_show, has_self_link
from feedkit.errors import UsageError
from feedkit.memory import without_collecting
from feedkit.problems import Place, Problem
from feedkit.records.layers import Layer, Origin, Path
from feedkit.records.source import Draft, ShowSource
from feedkit.tags.episode import Episode
from feedkit.tags.settle import Fault, Settled, settle
from feedkit.tags.show import Show

_MADE_OF: Mapping[str | int, str] = {"itunes_title": "title", "content": "notes"}
"""Fields that nobody need write, and what they are made of then."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One source's word on one field. find: gives its place."""

    field: str
    value: Any
    origin: Origin
    find: Callable[[], Place]


@dataclass(frozen=True)
class Merged:
    """What a folder became: kept with the show, so that every value can be traced to its source.

    problems: of the show itself. told: by the key of a record, what is wrong with it, published or not. withdrawn: the
    keys of the records that are taken down.
    """

    source: ShowSource
    drafts: tuple[Draft, ...]
    settled: tuple[Settled, ...]
    settled_show: Settled
    problems: tuple[Problem, ...] = field(default=())
    told: Mapping[str, tuple[Problem, ...]] = field(default_factory=dict)
    withdrawn: frozenset[str] = frozenset()

    def locate(self, path: Path) -> Place:
        """The place, in the records, of something of the show: `("episodes", 3, "enclosure", "length")`."""
        if len(path) > 1 and path[0] == "episodes":
            index = int(path[1])
            layers = self.drafts[index].layers
            return place_in(layers, _written(self.settled[index].original(path[2:]), layers))
        steps = self.settled_show.original(path)
        if steps[:1] == ("links",) and self._adds_self_link:
            if steps[1:2] in ((), (0,)):
                return self.source.where(("feed_url",))
            steps = ("links", int(steps[1]) - 1, *steps[2:])
        return place_in(self.source.layers, steps, self.source.path + "/show.yaml")

    @property
    def _adds_self_link(self) -> bool:
        """Whether the feed's link to itself was made of `feed_url`, and stands ahead of those that are written."""
        written = _spoken(self.source.layers).get("links")
        return bool(self.source.file.feed_url) and not has_self_link(written)

    def draft_of(self, key: str) -> Draft:
        """The draft with this key, number or file name; raises UsageError where there is none."""
        for draft in self.source.drafts:
            if key in {draft.key, draft.path.rpartition("/")[2].partition(".")[0]}:
                return draft
        known = ", ".join(f"`{draft.key}`" for draft in self.source.drafts[:20])
        raise UsageError(f"there is no episode `{key}` in {self.source.path}; there are {known}")


def _written(path: Path, layers: Sequence[Layer]) -> Path:
    """What somebody wrote of a field that was made of another's."""
    source = _MADE_OF.get(path[0]) if path else None
    if source is None or any(path[0] in layer.values for layer in layers):
        return path
    return (source,)


@without_collecting(all_stay=True)
def merge(source: ShowSource) -> Show:
    """Make the show: for each field the best source wins, what does not fit is set aside and the rest goes on."""
    raw_show, problems = complete_show(_spoken(source.layers), source)
    settled_show = settle(Show, _without_null(raw_show))
    drafts: list[Draft] = []
    settled: list[Settled] = []
    told = {draft.key: draft.problems for draft in source.drafts}
    withdrawn = {*source.file.withdrawn} & {*told}
    for draft in source.drafts:
        combined = _spoken(draft.layers)
        if _is_so(combined.get("withdrawn")):
            withdrawn.add(draft.key)
        if _is_so(combined.get("draft")) or draft.key in withdrawn:
            continue
        raw, found = complete_episode(combined, draft, source, settled_show.value)
        told[draft.key] += tuple(found)
        one = settle(Episode, _without_null(raw))
        if one.value.guid is not None and one.value.guid.text in source.file.withdrawn:
            withdrawn.add(draft.key)
            continue
        drafts.append(draft)
        settled.append(one)
    all_problems = (*source.problems, *problems)
    merged = Merged(
        source, tuple(drafts), tuple(settled), settled_show, all_problems, told, withdrawn=frozenset(withdrawn)
    )
    show: Show = settled_show.value.model_copy(update={"episodes": tuple(one.value for one in settled)})
    show._origin = merged  # noqa: SLF001 - the show's own private attribute, set where shows are made
    return show


def _is_so(value: object) -> bool:
    return str(value).lower() in {"true", "yes"}


def merged_of(show: Show) -> Merged:
    """How a show came about; raises UsageError for one that was read from a feed."""
    if isinstance(show._origin, Merged):  # noqa: SLF001 - likewise
        return show._origin  # noqa: SLF001
    raise UsageError("this show was not loaded from records; use `feedkit.load(folder)`")


def ranked(layers: Iterable[Layer]) -> list[Layer]:
    """The layers, winners first."""
    return sorted(layers, key=lambda layer: layer.origin.source)


def combine(layers: Iterable[Layer]) -> dict[str, Any]:
    """One value a field: the best source's. Parts of one element may come from several; null silences those below."""
    raw: dict[str, Any] = _without_null(_spoken(layers))
    return raw


def _spoken(layers: Iterable[Layer]) -> dict[str, Any]:
    """As `combine`, with None where null was written: nothing may be supplied there either."""
    raw: dict[str, Any] = {}
    for layer in ranked(layers):
        for name, value in layer.values.items():
            if name not in raw:
                raw[name] = value
            elif isinstance(raw[name], Mapping) and isinstance(value, Mapping):
                raw[name] = {**value, **raw[name]}
    return raw


def _without_null(raw: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: {k: v for k, v in value.items() if v is not None} if isinstance(value, Mapping) else value
        for name, value in raw.items()
        if value is not None
    }


def claims(layers: Sequence[Layer], name: str) -> tuple[Claim, ...]:
    """Everybody's word on a field (`enclosure.length`), the winner first."""
    path: Path = tuple(name.split("."))
    found = [(layer, *_value_at(layer.values, path)) for layer in ranked(layers)]
    return tuple(Claim(name, value, layer.origin, _finder(layer, path)) for layer, is_there, value in found if is_there)


def _finder(layer: Layer, path: Path) -> Callable[[], Place]:
    return lambda: layer.where(path)


def _value_at(values: Any, path: Path) -> tuple[bool, Any]:
    for step in path:
        if isinstance(values, Mapping) and step in values:
            values = values[str(step)]
        elif (
            isinstance(values, list)
            and isinstance(step, (int, str))
            and str(step).isdigit()
            and int(step) < len(values)
        ):
            values = values[int(step)]
        else:
            return False, None
    return True, values


def place_in(layers: Iterable[Layer], path: Path, otherwise: str = "") -> Place:
    """Where the winning value of a path was written, or else the source that would be asked first."""
    order = ranked(layers)
    for length in range(len(path), 0, -1):
        for layer in order:
            if _value_at(layer.values, path[:length])[0]:
                return layer.where(path)
    main = next((layer for layer in order if layer.origin.what != "overlay"), None)
    place = main.where(()) if main is not None else Place(otherwise)
    return place if place.line else Place(place.path, 1, 1)


def faults_of(merged: Merged, index: int | None = None) -> list[tuple[Fault, Place]]:
    """The values of an episode that did not fit, or, without an index, of the show itself; each with its place."""
    settled, layers = merged.settled_show, merged.source.layers
    if index is not None:
        settled, layers = merged.settled[index], merged.drafts[index].layers
    return [(fault, place_in(layers, fault.path)) for fault in settled.faults]
