"""What hypothesis makes: values of every form, and elements of every class, canonical as the reader makes them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from functools import cache
from typing import Any

from hypothesis import strategies as st

from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.element import DECLARED, Element, Form, Local
from feedkit.tags.node import ILLEGAL, Node
from feedkit.tags.show import Rss

CHARACTERS = st.characters(exclude_categories=("Cs",)).filter(lambda c: not ILLEGAL.match(c))
TEXTS = st.text(CHARACTERS, min_size=1, max_size=40).filter(lambda text: text.strip())
OFFSETS = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)) if minutes else UTC)
MOMENTS = st.datetimes(datetime(1901, 1, 1), datetime(2199, 12, 31), timezones=OFFSETS).map(  # noqa: DTZ001 - bounds
    lambda moment: moment.replace(microsecond=0)
)
WORDS = {
    "int": st.integers(0, 10**18).map(str),
    "posint": st.integers(1, 10**18).map(str),
    "bytes": st.integers(0, 10**18).map(str),
    "decimal": st.decimals(0, 10**9, places=4).map(str),
    "seconds": st.integers(0, 10**8).map(lambda thousandths: f"{thousandths / 1000:.3f}"),
    "npt": st.integers(0, 10**8).map(lambda thousandths: f"{thousandths / 1000:.3f}"),
    "duration": st.integers(0, 10**6).map(str),
    "bool": st.sampled_from(["true", "false"]),
    "yesno": st.sampled_from(["yes", "no"]),
}
"""Texts to read, for the forms that do not take any text."""
DAYS = st.one_of(MOMENTS, st.dates(datetime(1901, 1, 1).date()))  # noqa: DTZ001 - a bound


@cache
def values_of(form: Form) -> st.SearchStrategy[Any]:
    """Canonical values of a form."""
    if form.name in {"rfc822_date", "iso8601"}:
        return MOMENTS
    if form.name == "iso8601_date_or_datetime":
        return DAYS
    return WORDS.get(form.name, TEXTS).map(form.read)


@cache
def elements_of(cls: type[Element], depth: int = 2) -> st.SearchStrategy[Any]:
    """Elements of a class; a few of its fields are filled, those that it cannot be without always."""
    slots = {
        slot.field: _value(slot, depth)
        for slot in plan_of(cls).slots.values()
        if not isinstance(slot.mark, Local) and (slot.form or depth)
    }
    defaults = {
        name: None if info.is_required() else info.get_default(call_default_factory=True)
        for name, info in cls.model_fields.items()
    }
    needed = tuple(name for name, info in cls.model_fields.items() if info.is_required())
    return _values(slots, defaults, needed).map(cls.made_of)


@st.composite
def _values(
    draw: st.DrawFn, slots: dict[str, st.SearchStrategy[Any]], defaults: dict[str, Any], needed: tuple[str, ...]
) -> dict[str, Any]:
    more = draw(st.lists(st.sampled_from(sorted(slots)), max_size=5, unique=True)) if slots else []
    filled = {name: draw(slots[name]) for name in dict.fromkeys((*needed, *more))}
    return {**defaults, **filled, "foreign": draw(FOREIGN), "foreign_attrs": draw(FOREIGN_ATTRS)}


def _value(slot: Slot, depth: int) -> st.SearchStrategy[Any]:
    one = elements_of(slot.element, depth - 1) if slot.element is not None else values_of(slot.form)
    return st.lists(one, min_size=1, max_size=2).map(tuple) if slot.many else one


FOREIGN_ATTRS = st.one_of(
    st.none(), st.dictionaries(st.sampled_from(["data-x", "xml:lang", "acme:y"]), st.text(CHARACTERS, max_size=9))
).map(lambda attrs: attrs or None)
FOREIGN_NODES = st.builds(
    Node,
    st.sampled_from(["unknown", "acme:thing"]),
    st.dictionaries(st.sampled_from(["a", "acme:b"]), st.text(CHARACTERS, max_size=9)),
    st.lists(TEXTS, max_size=1),
)
FOREIGN = st.one_of(st.just(()), st.lists(FOREIGN_NODES, max_size=2)).map(lambda nodes: nodes or ())

CLASSES = tuple(sorted((cls for found in DECLARED.values() for cls in found), key=lambda cls: (cls.tag, cls.__name__)))
"""Every declared class."""
if Rss not in CLASSES:
    raise AssertionError("the classes were listed before they were declared")
