"""Elements as plain values that JSON can hold, and back again: exactly, for what is kept between two builds.

An element is the list of its values, in the order of its fields, without the last that say nothing: to read names takes a
reader of JSON longer than to read values. An element may be made of a part of its values, with the rest made when somebody
asks for it: of thousands of episodes that are kept, most are asked for little.
"""

from __future__ import annotations

from collections.abc import Callable, ItemsView, Iterable, Iterator, KeysView, Mapping, Sequence, ValuesView
from datetime import datetime
from decimal import Decimal
from functools import cache, lru_cache, partial
from typing import Any, Self, TypeVar

from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.element import Element
from feedkit.tags.node import Node

Plain = Sequence[Any]
E = TypeVar("E", bound=Element)
Make = Callable[[Any], Any]

_MADE_OF: Mapping[str, Make] = {"at": datetime.fromisoformat, "number": Decimal}
"""How a value is made again that JSON has no form for; such a value is an object of one of these names."""


def to_plain(element: Element) -> Plain:
    """What an element says."""
    named = parts_of(element)
    plain = [named.get(name) for name in _fields(type(element))]
    while plain and plain[-1] is None:
        plain.pop()
    return plain


def parts_of(element: Element) -> dict[str, Any]:
    """What an element says, by its fields; what it does not say is left out."""
    slots, parts = plan_of(type(element)).slots, dict[str, Any]()
    for name, value in element.__dict__.items():
        if value is None or value == ():
            continue
        slot = slots.get(name)
        if slot is None:
            parts[name] = [_node(part) for part in value] if name == "foreign" else value
        elif slot.many:
            parts[name] = [_value(one) for one in value]
        else:
            parts[name] = _value(value)
    return parts


def _value(value: Any) -> Any:
    if isinstance(value, Element):
        return to_plain(value)
    if isinstance(value, datetime):
        return {"at": value.isoformat()}
    return {"number": str(value)} if isinstance(value, Decimal) else value


def _node(part: Node | str) -> Any:
    return part if isinstance(part, str) else [part.name, part.attrs, [_node(child) for child in part.children]]


def from_plain(cls: type[E], plain: Plain) -> E:
    """The element that said so. The values are taken as they are: KeyError, TypeError or ValueError where they are no
    element's of this class.
    """
    return cls.made_of(_filled(_defaults(cls).copy(), cls, zip(_fields(cls), plain, strict=False)))


def from_parts(
    cls: type[E], parts: Iterable[tuple[str, Any]], more: Iterable[str], later: Callable[[], Mapping[str, Any]]
) -> E:
    """The element that has these parts, by its fields, and in the fields `more` those that `later` gives, once one of them
    is asked for. Raises as `from_plain` does.
    """
    values = _filled({}, cls, parts)
    return cls.made_of(_Values(values, _defaults(cls), [*more], lambda: _filled({}, cls, later().items())))


def with_parts(element: E, parts: Mapping[str, Any]) -> E:
    """The element with other parts in some of its fields, made once one is asked for that is not there yet."""
    cls, values = type(element), element.__dict__
    if isinstance(values, _Values):
        return cls.made_of(values.but_later([*parts], lambda: _filled({}, cls, parts.items())))
    return cls.made_of(_filled({**values}, cls, parts.items()))


class _Values(dict[str, Any]):
    """The values of an element, complete as soon as one is asked for that is not known yet.

    values: those that are known. rest: of all fields; it counts where neither has a value. names: the fields of which
    `later` tells the values.
    """

    __slots__ = ("_later", "_names", "_rest")

    def __init__(
        self, values: dict[str, Any], rest: dict[str, Any], names: list[str], later: Callable[[], dict[str, Any]]
    ) -> None:
        super().__init__(values)
        self._rest, self._names = rest, names
        self._later: Callable[[], dict[str, Any]] | None = later

    def but_later(self, names: list[str], later: Callable[[], dict[str, Any]]) -> _Values:
        """The same values, with those of the fields `names` as `later` gives them."""
        values, former = dict(super().items()), self._later  # as they are: `copy` would complete them
        for name in names:
            values.pop(name, None)
        both = later if former is None else lambda: {**former(), **later()}
        return _Values(values, self._rest, [*self._names, *names], both)

    def complete(self) -> Self:
        """Add what is not there yet."""
        later, self._later = self._later, None
        if later is not None:
            super().update({**self._rest, **dict(super().items()), **later()})
        return self

    def __missing__(self, name: str) -> Any:
        if self._later is None:
            raise KeyError(name)
        return self.complete()[name] if name in self._names else self._rest[name]

    def __iter__(self) -> Iterator[str]:
        return super(_Values, self.complete()).__iter__()

    def __len__(self) -> int:
        return super(_Values, self.complete()).__len__()

    def __eq__(self, other: object) -> bool:
        return dict(self.items()) == (dict(other.items()) if isinstance(other, dict) else other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = None

    def __contains__(self, name: object) -> bool:
        return super(_Values, self.complete()).__contains__(name)

    def keys(self) -> KeysView[str]:  # type: ignore[override]  # a class that has no name
        return super(_Values, self.complete()).keys()

    def values(self) -> ValuesView[Any]:  # type: ignore[override]  # a class that has no name
        return super(_Values, self.complete()).values()

    def items(self) -> ItemsView[str, Any]:  # type: ignore[override]  # a class that has no name
        return super(_Values, self.complete()).items()

    def __copy__(self) -> dict[str, Any]:
        return dict(self.items())


def _filled(values: dict[str, Any], cls: type[Element], parts: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The values with those that plain parts of an element have."""
    makers = _makers(cls)
    for name, value in parts:
        if value is None:
            continue
        make = makers[name]
        if make is not None:
            value = make(value)  # noqa: PLW2901
        elif value.__class__ is dict:
            value = _made(value)  # noqa: PLW2901
        values[name] = value
    return values


@cache
def _makers(cls: type[Element]) -> dict[str, Make | None]:
    """For each field what makes its value of a plain one; None for a single value that is no element."""
    slots = plan_of(cls).slots
    return {name: _maker(name, slots.get(name)) for name in _defaults(cls)}


def _maker(name: str, slot: Slot | None) -> Make | None:
    if slot is not None and slot.element is not None:
        return partial(_several, slot.element) if slot.many else partial(from_plain, slot.element)
    if name == "foreign":
        return lambda parts: [_from_node(part) for part in parts]
    if name == "foreign_attrs":
        return lambda attrs: attrs
    return (lambda values: tuple(map(_made, values))) if slot is not None and slot.many else None


def _several(cls: type[Element], plain: Iterable[Plain]) -> tuple[Element, ...]:
    return tuple([_shared(cls, one) for one in plain])


def _shared(cls: type[Element], plain: Plain) -> Element:
    """As `from_plain`; the host of a thousand episodes is made once."""
    are_texts = all(value.__class__ is str or value is None for value in plain)
    return _of_texts(cls, tuple(plain)) if are_texts else from_plain(cls, plain)


@lru_cache(maxsize=1024)
def _of_texts(cls: type[Element], texts: tuple[str | None, ...]) -> Element:
    return from_plain(cls, texts)


def _made(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    ((name, text),) = value.items()
    return _MADE_OF[name](text)


def _from_node(part: Any) -> Node | str:
    if isinstance(part, str):
        return part
    name, attrs, children = part
    return Node(name, attrs, [_from_node(child) for child in children])


@cache
def _fields(cls: type[Element]) -> tuple[str, ...]:
    """The fields in the order of plain values: those that hardly an element has come last."""
    return tuple(sorted(_defaults(cls), key=lambda name: name in {"foreign", "foreign_attrs"}))


@cache
def _defaults(cls: type[Element]) -> dict[str, Any]:
    fields = cls.model_fields.items()
    return {n: None if info.is_required() else info.get_default(call_default_factory=True) for n, info in fields}
