"""How a tag is declared: a class, the marks that say where each value goes, and the forms that say how it is spelled.

Neither this module nor those that declare elements have `from __future__ import annotations`: pydantic would compile their
hundreds of annotations at every start, and those of `Element` once for each class.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from itertools import repeat
from typing import Any, ClassVar, Self, TypeVar, get_origin

from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How one kind of value is spelled: read leniently, written in one canonical way.

    name: the lexical type, by the names of the tag table. read: text to value, ValueError says what is wrong in words
    that follow the value's name ("has no zone"). write: value to canonical text. json: its JSON Schema. cdata: written
    in CDATA. truth: what a record's true or false means, for values that are more or less a yes or no.
    """

    name: str
    read: Callable[[str], Any]
    write: Callable[[Any], str]
    json: Mapping[str, Any] | None = None
    cdata: bool = False
    truth: Callable[[bool], Any] | None = None

    def accept(self, value: object) -> object:
        """Take a value from a record or a caller: numbers go through their text, so that one grammar judges all."""
        if isinstance(value, str):
            return self.read(value)
        if isinstance(value, bool):
            if self.truth is None:
                raise ValueError(f"is `{str(value).lower()}`, which is no {self.name}")
            return self.truth(value)
        if isinstance(value, (int, float, Decimal)):
            return self.read(f"{Decimal(str(value)):f}")
        if isinstance(value, datetime) and value.tzinfo is None:
            raise ValueError("has no zone")
        return value

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_before_validator_function(self.accept, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return dict(self.json) if self.json is not None else handler(schema)


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a value goes. The limits are facts of the tag's specification; rules judge by them, reading does not.

    required: the specification wants it. most_chars, most_bytes: how long it may be. one_of: the closed list it is
    from. otherwise: what readers take when it is absent. also: names that are read for it and never written.
    most: how many there may be, where several may. status: as in `tag`, for an element that is a line and no class.
    """

    name: str = ""
    required: bool = False
    most_chars: int | None = None
    most_bytes: int | None = None
    one_of: tuple[str, ...] = ()
    otherwise: str | None = None
    also: tuple[str, ...] = ()
    most: int | None = None
    status: str = "stable"


class Attr(Mark):
    """The value is an attribute of the element."""


class Text(Mark):
    """The value is the element's own character data."""


class Child(Mark):
    """The value is a child element; `name` is given for a child that is nothing but a value."""


class Local(Mark):
    """The value is feedkit's own and never stands in a feed."""


class Element(BaseModel):
    """An element of a feed. Values are canonical from the moment they are set.

    foreign: what stands inside and is not understood here, or does not fit: nodes and text, in order. foreign_attrs:
    likewise attributes; `title@type` is the attribute `type` of the child `title` that is a line and no class.
    """

    # The texts under fields are read by `feedkit.tags.descriptions`: pydantic would parse all sources at every start.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    tag: ClassVar[str] = ""
    inside: ClassVar[tuple[str, ...]] = ()
    tag_status: ClassVar[str] = "stable"
    tag_source: ClassVar[tuple[str, ...]] = ()
    short: ClassVar[str] = ""

    foreign: Any = Field(default=(), exclude=True, repr=False)
    foreign_attrs: Any = Field(default=None, exclude=True, repr=False)

    @model_validator(mode="before")
    @classmethod
    def _from_short(cls, value: object) -> object:
        """Take the short form, where one value says it all: `funding: https://…`; `true` for an empty element.

        One value where several may stand is a list of one.
        """
        if cls.short and isinstance(value, (str, int, float, date, list, tuple)):
            value = {cls.short: value}
        if isinstance(value, Mapping):
            lists = _lists_of(cls)
            return {name: [one] if name in lists and _is_single(one) else one for name, one in value.items()}
        if value is True and not cls.short and not any(info.is_required() for info in cls.model_fields.values()):
            return {}
        return value

    @classmethod
    def holds_many(cls, field: str) -> bool:
        """Whether a field is a list."""
        return field in _lists_of(cls)

    @classmethod
    def made_of(cls, values: dict[str, Any]) -> Self:
        """An element of canonical values, one for every field, taken as they are: for the reader, which checked them."""
        element: Self = _new(cls)
        _set_fields(element, values)
        if cls.__pydantic_post_init__:
            element.model_post_init(None)
        return element

    @classmethod
    def all_made_of(cls, rows: list[dict[str, Any]]) -> list[Self]:
        """`made_of` for each; in one go it takes half of the time."""
        if cls.__pydantic_post_init__:
            return [cls.made_of(values) for values in rows]
        elements: list[Self] = list(map(_new, repeat(cls, len(rows))))
        deque(map(_set_fields, elements, rows), 0)
        return elements

    def __getattr__(self, name: str) -> Any:
        """What pydantic keeps of an element beside its fields; `made_of` leaves it out, for it takes half of the time.

        Fields come this way too where their values are made later (`plain.from_parts`).
        """
        if name in type(self).model_fields:
            return self.__dict__[name]
        if name == "__pydantic_fields_set__":
            return set[str]()
        if name in ("__pydantic_extra__", "__pydantic_private__"):
            return None
        return super().__getattr__(name)  # type: ignore[misc]  # pydantic hides it from type checkers

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """What is said, and nothing of the fifty things that are not."""
        return ((name, value) for name, value in super().__repr_args__() if value is not None and value != ())

    def __eq__(self, other: object) -> bool:
        return self.__class__ is other.__class__ and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(str(value) for value in self.__dict__.values()))


_new = object.__new__
_set_fields = BaseModel.__dict__["__dict__"].__set__
"""Sets the dictionary of an element's fields, in a third of the time that `object.__setattr__` takes."""


@cache
def _lists_of(cls: type[Element]) -> frozenset[str]:
    """The fields of a class that are lists. Asked for every value of a record, which pydantic takes long to answer."""
    return frozenset(name for name, info in cls.model_fields.items() if get_origin(info.annotation) is tuple)


def _is_single(value: object) -> bool:
    return value is not None and not isinstance(value, (list, tuple))


E = TypeVar("E", bound=type[Element])

DECLARED: dict[str, list[type[Element]]] = {}
"""Every declared element class, by its tag's name."""


def tag(
    name: str, *, inside: Iterable[str], status: str = "stable", source: Iterable[str] | str = (), short: str = ""
) -> Callable[[E], E]:
    """Declare a tag. inside: the elements it may stand in. short: the field that a bare value in a record fills."""

    def declare(cls: E) -> E:
        cls.tag = name
        cls.inside = tuple(inside)
        cls.tag_status = status
        cls.tag_source = (source,) if isinstance(source, str) else tuple(source)
        cls.short = short
        DECLARED.setdefault(name, []).append(cls)
        return cls

    return declare
