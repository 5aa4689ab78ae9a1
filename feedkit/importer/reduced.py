"""Where a record holds less than the feed says: fractions that are rounded, and white space that means nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from feedkit.feed.document import Feed
from feedkit.problems import Place, Problem
from feedkit.records.kinds import LEFT_OUT
from feedkit.rules.imports import CHANGED
from feedkit.tags.codec import Slot, is_taken, plan_of
from feedkit.tags.element import Element, Form
from feedkit.tags.node import Node
from feedkit.tags.show import Show
from feedkit.tags.values import exact_seconds, short

OF_SECONDS = frozenset({"duration", "seconds", "npt"})
"""Forms of values that are written to the second, or to the millisecond."""
FRACTION = re.compile(r":\d\d[.,]\d*[1-9]")
"""Of a second, in a date."""


class Told(NamedTuple):
    """A value as the feed tells it. name: as the feed calls it. attribute: of the node; '' for its text."""

    text: str
    form: Form
    name: str
    node: Node
    attribute: str = ""


def reduced(feed: Feed) -> Iterator[Problem]:
    """What is rounded, and what loses white space: each once for all values of one name, at the first of them."""
    rounded: dict[str, list[tuple[Told, str]]] = {}
    squeezed: dict[str, list[Told]] = {}
    channel = next((node for node in feed.root.nodes if node.name == "channel"), None) if feed.root else None
    for told in _values(channel, Show) if channel is not None else ():
        if (reading := _read(told)) is None:
            continue
        if isinstance(reading, str):
            if reading != told.text and reading.split() == told.text.split():
                squeezed.setdefault(told.name, []).append(told)
        elif _is_rounded(told, reading):
            rounded.setdefault(told.name, []).append((told, told.form.write(reading)))
    for name, found in rounded.items():
        first, instead = found[0]
        message = f"`{name}` is rounded from {short(first.text.strip())} to `{instead}`{_and_more(len(found))}"
        yield CHANGED.at(_place(feed, first), message, mend="leave it, where nobody needs the rest", field=name)
    for name, all_squeezed in squeezed.items():
        message = f"white space around the text of `{name}`, or in it, is left out{_and_more(len(all_squeezed))}"
        yield LEFT_OUT.at(_place(feed, all_squeezed[0]), message, field=name)


def _and_more(number: int) -> str:
    return f", and {number - 1} more likewise" if number > 1 else ""


def _place(feed: Feed, told: Told) -> Place:
    return feed.attribute_place(told.node, told.attribute) if told.attribute else Place(feed.path, *told.node.place)


def _read(told: Told) -> object:
    try:
        return told.form.read(told.text)
    except ValueError:
        return None


def _is_rounded(told: Told, reading: object) -> bool:
    if told.form.name in OF_SECONDS:
        return exact_seconds(told.text) != Decimal(str(reading))
    return "date" in told.form.name and FRACTION.search(told.text) is not None


def _values(node: Node, cls: type[Element]) -> Iterator[Told]:
    """The values in an element that are read into the fields of its class."""
    plan, seen = plan_of(cls), set[str]()
    for name, text in node.attrs.items():
        if (slot := plan.by_attr.get(name)) is not None and slot.form is not None:
            yield Told(text, slot.form, f"{cls.tag} {slot.name}", node, name)
    if plan.text is not None and plan.text.form is not None and node.text.strip():
        yield Told(node.text, plan.text.form, cls.tag, node)
    for child in node.nodes:
        child_slot = plan.by_child.get(child.name)
        if child_slot is not None and is_taken(child, child_slot) and _is_first(child_slot, seen):
            yield from _of_child(child, child_slot)


def _is_first(slot: Slot, seen: set[str]) -> bool:
    """Whether there is a place for one more; what there is none for is kept as it is."""
    is_first = slot.many or slot.field not in seen
    seen.add(slot.field)
    return is_first


def _of_child(child: Node, slot: Slot) -> Iterator[Told]:
    if slot.element is not None:
        yield from _values(child, slot.element)
    elif slot.form is not None:
        yield Told(child.text, slot.form, slot.name, child)
