"""From raw values to an element in one pass, where every value fits; what does not is for `settle` to take apart.

`cls.model_validate(raw)` has the same result. This is for speed: the way through pydantic, and back for each value that a
form reads, takes three times as long, and an archive has thousands of records of which nearly all fit.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, cast, get_args, get_origin

from pydantic import AfterValidator
from pydantic.fields import FieldInfo

from feedkit.tags.element import Element, Form, Mark

Take = Callable[[Any], Any]
"""From the raw value of a field to its canonical one; ValueError where it does not fit."""


class UnfitError(ValueError):
    """A value does not fit, or it takes pydantic to tell: only that is told, and nothing of what is wrong."""


def make(cls: type[Element], raw: Any) -> Element:
    """The element that raw values make; ValueError where one of them does not fit, or where pydantic has to be asked."""
    made: Element = _take_element(cls)(raw)
    return made


class _Maker:
    """What making needs to know of a class, in plain dictionaries."""

    __slots__ = ("cls", "defaults", "factories", "first", "required", "takes")

    def __init__(self, cls: type[Element]) -> None:
        _MAKERS[cls] = self
        self.cls, self.first = cls, _own_validators(cls)
        fields = cls.model_fields.items()
        self.factories = [name for name, info in fields if info.default_factory is not None]
        self.defaults = {name: None if info.is_required() else info.default for name, info in fields}
        self.required = frozenset(name for name, info in fields if info.is_required())
        self.takes: dict[str, Take] = {name: _take_field(info) or _refuse for name, info in fields}

    def __call__(self, raw: Any) -> Element:
        for validate in self.first:
            raw = validate(raw)
        if raw.__class__ is not dict:
            raw = self._from_short(raw)
        values, takes = self.defaults.copy(), self.takes
        for name, value in raw.items():
            if name not in takes:
                raise UnfitError
            values[name] = takes[name](value)
        if not self.required <= raw.keys():
            raise UnfitError
        for name in self.factories:
            if name not in raw:
                values[name] = self.cls.model_fields[name].get_default(call_default_factory=True)
        return self.cls.made_of(values)

    def _from_short(self, value: Any) -> dict[str, Any]:
        """As `Element` takes it; the short form of an element that says nothing (`true`) is left to pydantic."""
        if self.cls.short and isinstance(value, (str, int, float, date, list, tuple)):
            return {self.cls.short: value}
        raise UnfitError


_MAKERS: dict[type[Element], _Maker] = {}


def _take_element(cls: type[Element]) -> Take:
    if cls in _MAKERS:
        return _MAKERS[cls]
    return _Maker(cls) if _is_plain(cls) else cls.model_validate


def _is_plain(cls: type[Element]) -> bool:
    """Whether what a class declares is all there is to it, but for what looks at the raw values first."""
    validators = cls.__pydantic_decorators__
    return not validators.field_validators and all(
        validator.info.mode == "before" for validator in validators.model_validators.values()
    )


def _own_validators(cls: type[Element]) -> list[Take]:
    """What a class does to raw values ahead of `Element`, in pydantic's order: the last that was declared comes first."""
    general = Element.__pydantic_decorators__.model_validators
    own = [one.func for name, one in cls.__pydantic_decorators__.model_validators.items() if name not in general]
    return own[::-1]


def _take_field(info: FieldInfo) -> Take | None:
    """None for a field that only pydantic can take."""
    if get_origin(info.annotation) is not tuple:
        return _take_one(info.annotation, info.metadata)
    item, *rest = get_args(info.annotation)
    take = _take_one(item, ()) if rest == [...] and all(isinstance(one, Mark) for one in info.metadata) else None
    return None if take is None else _many(take)


def _take_one(annotation: Any, marks: Sequence[Any], *, may_be_absent: bool = False) -> Take | None:
    form = next((mark for mark in marks if isinstance(mark, Form)), None)
    origin, args = get_origin(annotation), get_args(annotation)
    judges = [cast("Take", mark.func) for mark in marks if isinstance(mark, AfterValidator)]
    is_known = all(isinstance(mark, Mark | Form | AfterValidator) for mark in marks)
    if not is_known or (judges and (form is None or origin is not None)):
        return None
    if form is not None:
        absent = may_be_absent or type(None) in args
        written = _written(form, may_be_absent=absent, may_be_moment=annotation is datetime)
        return _judged(written, judges) if judges else written
    if origin is Annotated:
        return _take_one(args[0], args[1:], may_be_absent=may_be_absent)
    if origin in (Union, UnionType):
        rest = [arg for arg in args if arg is not type(None)]
        return _take_one(rest[0], (), may_be_absent=len(args) > 1) if len(rest) == 1 else None
    if isinstance(annotation, type) and issubclass(annotation, Element):
        return _absent_or(_take_element(annotation)) if may_be_absent else _take_element(annotation)
    take = _listed(args) if origin is Literal else _PLAIN.get(annotation)
    return _absent_or(take) if may_be_absent and take is not None else take


def _written(form: Form, *, may_be_absent: bool, may_be_moment: bool) -> Take:
    read, accept = form.read, form.accept

    def take(value: Any) -> Any:
        kind = value.__class__
        if kind is str:
            return read(value)
        if kind is int:
            return read(str(value))
        if kind in _NUMBERS or (kind is datetime and may_be_moment) or (value is None and may_be_absent):
            return accept(value)
        raise UnfitError

    return take


_NUMBERS = frozenset({bool, float, Decimal})


def _judged(take: Take, judges: Sequence[Take]) -> Take:
    def take_judged(value: Any) -> Any:
        taken = take(value)
        if taken is not None:
            for judge in judges:
                taken = judge(taken)
        return taken

    return take_judged


def _listed(words: Sequence[Any]) -> Take:
    def take(value: Any) -> Any:
        if value.__class__ is not str or value not in words:
            raise UnfitError
        return value

    return take


def _absent_or(take: Take) -> Take:
    return lambda value: None if value is None else take(value)


def _many(take: Take) -> Take:
    """One value where several may stand is a list of one."""

    def take_all(value: Any) -> tuple[Any, ...]:
        if isinstance(value, (list, tuple)):
            return tuple([take(one) for one in value])
        if value is None:
            raise UnfitError
        return (take(value),)

    return take_all


def _as_it_is(value: Any) -> Any:
    return value


def _text(value: Any) -> str:
    if value.__class__ is not str:
        raise UnfitError
    return str(value)


def _by_name(value: Any) -> dict[str, Any]:
    if value.__class__ is not dict or not all(name.__class__ is str for name in value):
        raise UnfitError
    return dict(value)


def _refuse(_value: Any) -> Any:
    raise UnfitError


_PLAIN: dict[Any, Take] = {Any: _as_it_is, str: _text, dict[str, Any]: _by_name}
"""What is taken without a form."""
