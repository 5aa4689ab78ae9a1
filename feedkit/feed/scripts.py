"""Addresses that are scripts: whoever clicks on one in a web player runs it there. No feed of feedkit's has them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from feedkit.inert import is_script
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.element import Element
from feedkit.tags.rss import Enclosure

ADDRESSES = frozenset({"url", "https_url", "uri"})
"""The forms of values that apps open."""
One = TypeVar("One", bound=Element)


def may_hold_scripts(xml: bytes) -> bool:
    """Whether it is worth looking at what was written; a transcript is called like a script."""
    small = xml.lower()
    return b"script:" in small or b"data:" in small


def without_scripts(element: One, *, but: Sequence[str] = ()) -> One:
    """The element without addresses that are scripts, and without elements in it that cannot do without theirs.

    but: fields that are not looked at. The same element where there is none. An enclosure stays: apps play it and open
    nothing, and rules tell what is wrong with it.
    """
    changed: dict[str, Any] = {}
    for name, slot in plan_of(type(element)).slots.items():
        value = getattr(element, name)
        if value and name not in but:
            kept = (
                tuple(one for old in value if (one := _kept(old, slot)) is not None)
                if slot.many
                else _kept(value, slot)
            )
            if kept != value:
                changed[name] = kept
    return element.model_copy(update=changed) if changed else element


def _kept(value: Any, slot: Slot) -> Any:
    """The value without scripts; None where nothing is left of it."""
    if isinstance(value, str):
        return None if slot.form is not None and slot.form.name in ADDRESSES and is_script(value) else value
    if not isinstance(value, Element) or isinstance(value, Enclosure):
        return value
    kept = without_scripts(value)
    return None if kept is not value and _lacks(kept, value) else kept


def _lacks(kept: Element, was: Element) -> bool:
    """Whether something that is required was taken out."""
    slots = plan_of(type(kept)).slots.items()
    return any(slot.mark.required and getattr(was, name) and not getattr(kept, name) for name, slot in slots)
