"""From elements to what a record would say of them: field names, short forms, and no more than is needed.

The way back is the loader's. A short form is written only where the class itself reads it back as the same element.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from pydantic import ValidationError

from feedkit.importer.emit import Bare
from feedkit.records.foreign import foreign_text
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.dates import write_iso
from feedkit.tags.element import Element, Form
from feedkit.tags.itunes import Category
from feedkit.tags.node import Node
from feedkit.tags.values import LOOSE, write_decimal

SECONDS_OF_A_CLOCK = range(60, 3600 * 1000)
"""Durations that are written as a clock; others as seconds."""
MOST_CHARACTERS_OF_ONE = 60
UNSAID: tuple[Any, ...] = (None, (), "")


def spelled(element: Element, without: Iterable[str] = ()) -> dict[str, Any]:
    """An element's fields as a record writes them, in the order of its class.

    Returns text, `Bare`, and lists and mappings of these; a short list of one is its one item, under the list's name or
    its singular (`location` for `locations`), as the loader reads them. without: fields to leave out.
    """
    slots = plan_of(type(element)).slots
    values = _fields(element, frozenset(without))
    return {
        _singular(name, slots) if _is_one(value, slots.get(name)) else name: value for name, value in values.items()
    }


def _is_one(value: Any, slot: Slot | None) -> bool:
    return slot is not None and slot.many and not isinstance(value, list)


def _singular(name: str, slots: Mapping[str, Slot]) -> str:
    """`transcript` is for a file beside the records."""
    return name if name[:-1] in {*slots, "transcript"} or not name.endswith("s") or name.endswith("ies") else name[:-1]


def _fields(element: Element, without: frozenset[str] = frozenset()) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, slot in plan_of(type(element)).slots.items():
        value = getattr(element, name)
        if name not in without and _is_said(value, slot):
            values[name] = _list([_one(item, slot) for item in value]) if slot.many else _one(value, slot)
    return values | _foreign(element)


def _is_said(value: Any, slot: Slot) -> bool:
    """Whether a value is any; an empty text is one where it means something."""
    return value not in UNSAID or (value == "" and slot.form is LOOSE)


def _list(items: list[Any]) -> Any:
    return items[0] if len(items) == 1 and _is_line(items[0]) else items


def _is_line(item: Any) -> bool:
    """Whether an item is so small that it may stand for the list of which it is all."""
    parts = item.values() if isinstance(item, Mapping) else [item]
    return all(isinstance(part, str) for part in parts) and sum(map(len, parts)) < MOST_CHARACTERS_OF_ONE


def _foreign(element: Element) -> dict[str, Any]:
    """What the class does not understand, as XML text; its attributes by their names."""
    values: dict[str, Any] = {}
    if element.foreign_attrs:
        values["foreign_attrs"] = dict(element.foreign_attrs)
    if element.foreign:
        values["foreign"] = foreign_text(element.foreign)
    return values


def _one(value: Any, slot: Slot) -> Any:
    if isinstance(value, Element):
        return _element(value)
    if isinstance(value, Mapping):
        return dict(value)
    return scalar(value, slot.form)


def scalar(value: Any, form: Form | None) -> Any:
    """One value as a record writes it: `Bare` for what is no text."""
    if isinstance(value, bool):
        return Bare(form.write(value) if form is not None else str(value).lower())
    if isinstance(value, int):
        return _clock(value) if form is not None and form.name == "duration" else Bare(value)
    if isinstance(value, float):
        return Bare(write_decimal(Decimal(repr(value))))
    if isinstance(value, Decimal):
        return Bare(write_decimal(value))
    if isinstance(value, datetime):
        return Bare(write_iso(value))
    return Bare(value.isoformat()) if isinstance(value, date) else str(value)


def _clock(seconds: int) -> str:
    if seconds not in SECONDS_OF_A_CLOCK:
        return Bare(seconds)
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def _element(element: Element) -> Any:
    """The shortest form that is read as this very element; the long one where there is none."""
    values = _fields(element)
    for short in _short_forms(element, values):
        if isinstance(short, str) and _is_read_as(element, short):
            return short
    return values | _silenced(element, values)


def _silenced(element: Element, values: Mapping[str, Any]) -> dict[str, None]:
    """Nulls for what the class fills in of itself where a record does not speak of it, and this element lacks."""
    read = _read(type(element), values)
    if read is None:
        return {}
    filled_in = (name for name, value in read.__dict__.items() if value not in UNSAID)
    return {name: None for name in filled_in if getattr(element, name) in UNSAID}


def _short_forms(element: Element, values: Mapping[str, Any]) -> Iterable[Any]:
    if not values:
        yield Bare("true")
    if isinstance(element, Category) and len(element.subcategories) == 1:
        yield f"{element.text} > {element.subcategories[0].text}"
    if len(values) == 1:
        yield next(iter(values.values()))


def _is_read_as(element: Element, short: str) -> bool:
    cls = type(element)
    forms = (short, {cls.short: short} if cls.short else short)
    return all(canonical(_read(cls, form)) == canonical(element) for form in forms)


def _read(cls: type[Element], value: Any) -> Element | None:
    try:
        return cls.model_validate(value)
    except ValidationError:
        return None


def canonical(value: Any) -> Any:
    """A value such that two are equal only where they are written alike: moments by their offset, too."""
    if isinstance(value, Element):
        fields = {name: canonical(inner) for name, inner in value.__dict__.items()}
        return type(value).__name__, {name: inner for name, inner in fields.items() if inner not in (None, [], {})}
    if isinstance(value, datetime):
        return write_iso(value)
    if isinstance(value, Node):
        return re.sub(r"\s+", " ", foreign_text([value]))
    return [canonical(inner) for inner in value] if isinstance(value, (list, tuple)) else value
