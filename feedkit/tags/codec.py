"""Between XML and the declared classes: one plan a class, made from its marks, and the way from a node to values."""

from __future__ import annotations

from functools import cache
from types import UnionType
from typing import Annotated, Any, NamedTuple, Union, get_args, get_origin

from feedkit.tags.element import Attr, Child, Element, Form, Mark, Text
from feedkit.tags.node import Node

Path = tuple[str | int, ...]


class Slot(NamedTuple):
    """One field of a class: where its value goes, and what it is made of (a form or an element)."""

    field: str
    name: str
    mark: Mark
    form: Form | None
    element: type[Element] | None
    many: bool


class Plan(NamedTuple):
    """All that reading and writing need to know of a class."""

    attrs: tuple[Slot, ...]
    text: Slot | None
    children: tuple[Slot, ...]
    by_attr: dict[str, Slot]
    by_child: dict[str, Slot]
    slots: dict[str, Slot]


@cache
def plan_of(cls: type[Element]) -> Plan:
    """Read the marks of a class, once."""
    slots = {name: slot for name, info in cls.model_fields.items() if (slot := _slot(name, info))}
    attrs = tuple(slot for slot in slots.values() if isinstance(slot.mark, Attr))
    children = tuple(slot for slot in slots.values() if isinstance(slot.mark, Child))
    text = next((slot for slot in slots.values() if isinstance(slot.mark, Text)), None)
    by_attr = {name: slot for slot in attrs for name in (*slot.mark.also, slot.name)}
    by_child = {name: slot for slot in children for name in (*slot.mark.also, slot.name)}
    return Plan(attrs, text, children, by_attr, by_child, slots)


def _slot(name: str, info: Any) -> Slot | None:
    mark = next((mark for mark in info.metadata if isinstance(mark, Mark)), None)
    if mark is None:
        return None
    base, form, many = _unwrap(info.annotation, next((f for f in info.metadata if isinstance(f, Form)), None))
    element = base if isinstance(base, type) and issubclass(base, Element) else None
    return Slot(name, mark.name or (element.tag if element else ""), mark, form, element, many)


def _unwrap(annotation: Any, form: Form | None, *, many: bool = False) -> tuple[Any, Form | None, bool]:
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, UnionType):
        rest = [arg for arg in args if arg is not type(None)]
        return _unwrap(rest[0], form, many=many) if len(rest) == 1 else (annotation, form, many)
    if origin is tuple:
        return _unwrap(args[0], form, many=True)
    if origin is Annotated:
        return _unwrap(args[0], next((f for f in args[1:] if isinstance(f, Form)), form), many=many)
    return annotation, form, many


@cache
def classes_in(cls: type[Element]) -> frozenset[type[Element]]:
    """A class, and the classes of all that may stand in its elements."""
    found, left = set(), [cls]
    while left:
        one = left.pop()
        if one not in found:
            found.add(one)
            left += (slot.element for slot in plan_of(one).slots.values() if slot.element is not None)
    return frozenset(found)


def to_raw(node: Node, cls: type[Element]) -> dict[str, Any]:
    """Sort an element's parts by field, values still as text; what is not understood goes to `foreign`."""
    plan, raw = plan_of(cls), dict[str, Any]()
    for name, value in node.attrs.items():
        slot = plan.by_attr.get(name)
        if slot is not None and slot.field not in raw:
            raw[slot.field] = value
        else:
            raw.setdefault("foreign_attrs", {})[name] = value
    for child in node.children:
        if isinstance(child, str):
            if plan.text is None and (stray := child.strip()):
                raw.setdefault("foreign", []).append(stray)
        elif (slot := plan.by_child.get(child.name)) is None or not _take(child, slot, raw):
            raw.setdefault("foreign", []).append(child)
    if plan.text is not None and (text := node.text).strip():
        raw[plan.text.field] = text
    return raw


def _take(child: Node, slot: Slot, raw: dict[str, Any]) -> bool:
    if not is_taken(child, slot) or (not slot.many and slot.field in raw):
        return False
    value = child.text if slot.element is None else to_raw(child, slot.element)
    if slot.many:
        raw.setdefault(slot.field, []).append(value)
        return True
    raw[slot.field] = value
    if slot.element is None:
        for name, text in child.attrs.items():
            raw.setdefault("foreign_attrs", {})[f"{slot.name}@{name}"] = text
    return True


def is_taken(child: Node, slot: Slot) -> bool:
    """Whether a child has the form of the slot's value: a line holds text and nothing else."""
    if slot.element is not None:
        return True
    if slot.many and child.attrs:
        return False
    return not any(child.nodes) and bool(child.text.strip())


def find(node: Node, cls: type[Element], path: Path) -> tuple[Node, str]:
    """The node that a path into `to_raw`'s result came from, as near as there is one; and the attribute, or ''."""
    while path:
        slot = plan_of(cls).slots.get(str(path[0]))
        if slot is None or not isinstance(slot.mark, Child):
            return node, _spelling(node, slot) if slot is not None and isinstance(slot.mark, Attr) else ""
        child = _taken(node, slot, int(path[1]) if slot.many and len(path) > 1 else 0)
        if child is None:
            return node, ""
        node, path = child, path[2 if slot.many else 1 :]
        if slot.element is None:
            return node, ""
        cls = slot.element
    return node, ""


def _taken(node: Node, slot: Slot, index: int) -> Node | None:
    names = (slot.name, *slot.mark.also)
    for child in node.children:
        if child.__class__ is Node and child.name in names:
            if not is_taken(child, slot):
                continue
            if not index:
                return child
            index -= 1
    return None


def _spelling(node: Node, slot: Slot) -> str:
    return next((name for name in (slot.name, *slot.mark.also) if name in node.attrs), slot.name)
