"""From a node to an element in one pass; what does not fit is kept as foreign, with a fault, and the rest goes on.

`settle(cls, to_raw(node, cls))` has the same result in two steps, for values that do not come from XML. This one is
for speed: a feed of 10,000 episodes has hundreds of thousands of values.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from feedkit.tags.codec import Path, Slot, plan_of
from feedkit.tags.element import Element, Form
from feedkit.tags.node import Node
from feedkit.tags.settle import Fault, Settled

Read = Callable[[str], Any]

_LOST: Any = object()
"""A value that was set aside; it stands in its list, so that the others keep their number."""
_UNFIT: Any = object()
"""What is no value at all: an empty line, or one that holds elements."""


class ReadPlan:
    """What reading needs to know of a class, in plain dictionaries."""

    __slots__ = ("all_made_of", "attrs", "children", "defaults", "filled", "made_of", "required", "text")

    def __init__(self, cls: type[Element]) -> None:
        _PLANS[cls] = self
        plan = plan_of(cls)
        self.made_of, self.all_made_of = cls.made_of, cls.all_made_of
        self.defaults = {
            name: None if info.is_required() else info.get_default(call_default_factory=True)
            for name, info in cls.model_fields.items()
        }
        self.filled = frozenset(name for name, value in self.defaults.items() if value is not None)
        self.required = tuple(name for name, info in cls.model_fields.items() if info.is_required())
        self.attrs: dict[str, tuple[str, Read]] = {n: (s.field, _form(s).read) for n, s in plan.by_attr.items()}
        self.text: tuple[str, Read] | None = (plan.text.field, _form(plan.text).read) if plan.text else None
        self.children: dict[str, ReadLine] = {name: ReadLine(slot) for name, slot in plan.by_child.items()}


_PLANS: dict[type[Element], ReadPlan] = {}


def read_plan(cls: type[Element]) -> ReadPlan:
    """The plan of a class, made once."""
    return _PLANS.get(cls) or ReadPlan(cls)


def _form(slot: Slot) -> Form:
    if slot.form is None:
        raise TypeError(f"`{slot.field}` is an attribute or a text and has no form")
    return slot.form


class ReadLine:
    """What reading needs to know of a child: how its text is read, or, for an element with a class, that plan."""

    __slots__ = ("field", "inner", "many", "name", "read")

    def __init__(self, slot: Slot) -> None:
        self.field, self.name, self.many = slot.field, slot.name, slot.many
        self.inner = read_plan(slot.element) if slot.element is not None else None
        self.read = _form(slot).read if slot.element is None else str


class Aside:
    """What was set aside so far: faults as [path, what, message, value], and which items of lists were kept."""

    __slots__ = ("faults", "kept")

    def __init__(self) -> None:
        self.faults: list[list[Any]] = []
        self.kept: list[tuple[Path, tuple[int, ...]]] = []

    def prefix(self, first_fault: int, first_kept: int, path: Path) -> None:
        """Put `path` before the paths of all that was found below it."""
        for fault in self.faults[first_fault:]:
            fault[0] = path + fault[0]
        self.kept[first_kept:] = [(path + inner, indexes) for inner, indexes in self.kept[first_kept:]]


def read_element(node: Node, cls: type[Element]) -> Settled:
    """Make an element of a node. Its value is None where the element itself cannot be: then a fault says why.

    Paths of faults are paths into `to_raw(node, cls)`; `Settled.original` leads there from a path of the value.
    """
    aside = Aside()
    value = read_node(node, read_plan(cls), aside)
    return Settled(value, tuple(Fault(*fault) for fault in aside.faults), dict(aside.kept))


def read_node(node: Node, plan: ReadPlan, aside: Aside) -> Element | None:
    """Make an element of a node; None, with a fault, where it lacks what it cannot be without."""
    values = plan.defaults.copy()
    before = len(aside.faults)
    if node.attrs:
        read_attributes(node.attrs, values, plan, aside.faults)
    if node.children:
        if plan.text is not None:
            _read_text(node, values, plan.text, aside.faults)
        if plan.text is None or len(node.children) > 1:
            _read_children(node, values, plan, aside)
    if len(aside.faults) > before:
        clear_lost(values)
    for field in plan.required:
        if values[field] is None:
            if not any(fault[0] == (field,) for fault in aside.faults[before:]):
                aside.faults.append([(field,), "missing", "is missing", tuple(node.attrs)])
            return None
    return plan.made_of(values)


def clear_lost(values: dict[str, Any]) -> None:
    """Empty the places of what was set aside, now that nothing else will be put there."""
    for field, value in values.items():
        if value is _LOST:
            values[field] = None


def read_attributes(attrs: dict[str, str], values: dict[str, Any], plan: ReadPlan, faults: list[list[Any]]) -> None:
    """Read attributes into `values`; what does not fit stays as it is, and is a fault where it cannot be read."""
    for name, text in attrs.items():
        known = plan.attrs.get(name)
        if known is None or values[known[0]] is not None:
            _foreign_attrs(values)[name] = text
            continue
        try:
            values[known[0]] = known[1](text)
        except ValueError as error:
            values[known[0]] = _LOST
            faults.append([(known[0],), "value_error", str(error), text])
            _foreign_attrs(values)[name] = text


def _read_text(node: Node, values: dict[str, Any], known: tuple[str, Read], faults: list[list[Any]]) -> None:
    text = node.text
    if text and not text.isspace():
        try:
            values[known[0]] = known[1](text)
        except ValueError as error:
            faults.append([(known[0],), "value_error", str(error), text])
            foreign_of(values).append(text)


def _read_children(node: Node, values: dict[str, Any], plan: ReadPlan, aside: Aside) -> None:
    lists: dict[str, list[Any]] = {}
    for child in node.children:
        if isinstance(child, str):
            if plan.text is None and not child.isspace():
                foreign_of(values).append(child.strip())
            continue
        known = plan.children.get(child.name)
        if (
            known is None
            or known.many
            or known.inner is not None
            or values[known.field] is not None
            or child.attrs
            or len(child.children) != 1
        ):
            read_child(child, known, values, lists, aside)
        else:  # what `read_child` does, for the plain case: nearly every line is like this
            try:
                values[known.field] = known.read(child.children[0])  # type: ignore[arg-type]  # a node raises
            except (ValueError, TypeError, AttributeError):
                read_child(child, known, values, lists, aside)
    for field, got in lists.items():
        values[field] = kept_of(field, got, aside)


def read_child(
    child: Node, known: ReadLine | None, values: dict[str, Any], lists: dict[str, list[Any]], aside: Aside
) -> None:
    """Read a child of any kind into `values`, or into the list in `lists` that will be its field's value."""
    if known is not None and known.many:
        _read_one_of_many(child, known, values, lists.setdefault(known.field, []), aside)
    elif known is None or values[known.field] is not None:
        foreign_of(values).append(child)
    else:
        _read_single(child, known, values, aside)


def _read_single(child: Node, known: ReadLine, values: dict[str, Any], aside: Aside) -> None:
    if known.inner is None:
        value = _read_line(child, known, values, (known.field,), aside)
    else:
        value = _read_element(child, known.inner, (known.field,), aside)
    if value is _UNFIT or value is _LOST:
        foreign_of(values).append(child)
    if value is not _UNFIT:
        values[known.field] = value


def _read_one_of_many(child: Node, known: ReadLine, values: dict[str, Any], got: list[Any], aside: Aside) -> None:
    path = (known.field, len(got))
    if known.inner is None:
        value = _read_line(child, known, values, path, aside)
    else:
        value = _read_element(child, known.inner, path, aside)
    if value is _UNFIT or value is _LOST:
        foreign_of(values).append(child)
    if value is not _UNFIT:
        got.append(value)


def _read_line(child: Node, known: ReadLine, values: dict[str, Any], path: Path, aside: Aside) -> Any:
    parts = child.children
    text = parts[0] if len(parts) == 1 else child.text
    if not isinstance(text, str) or not text or text.isspace():
        return _UNFIT
    if (known.many and child.attrs) or (len(parts) > 1 and any(child.nodes)):
        return _UNFIT
    try:
        value = known.read(text)
    except ValueError as error:
        aside.faults.append([path, "value_error", str(error), text])
        return _LOST
    for name, attribute in child.attrs.items():
        _foreign_attrs(values)[f"{known.name}@{name}"] = attribute
    return value


def _read_element(child: Node, inner: ReadPlan, path: Path, aside: Aside) -> Any:
    first_fault, first_kept = len(aside.faults), len(aside.kept)
    value = read_node(child, inner, aside)
    if len(aside.faults) > first_fault:
        aside.prefix(first_fault, first_kept, path)
    return _LOST if value is None else value


def kept_of(field: str, got: list[Any], aside: Aside) -> tuple[Any, ...]:
    """A list without what was set aside."""
    kept = tuple(number for number, value in enumerate(got) if value is not _LOST) if aside.faults else ()
    if not aside.faults or len(kept) == len(got):
        return tuple(got)
    aside.kept.append(((field,), kept))
    return tuple(got[number] for number in kept)


def foreign_of(values: dict[str, Any]) -> list[Node | str]:
    """The list of what is kept as it is, made when there is something for it."""
    if not values["foreign"]:
        values["foreign"] = []
    parts: list[Node | str] = values["foreign"]
    return parts


def _foreign_attrs(values: dict[str, Any]) -> dict[str, str]:
    if values["foreign_attrs"] is None:
        values["foreign_attrs"] = {}
    attrs: dict[str, str] = values["foreign_attrs"]
    return attrs
