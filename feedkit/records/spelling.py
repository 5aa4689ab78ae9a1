"""The short forms that people write, brought to feedkit's field names: `date`, `season: 2`, one value for a list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from feedkit.records.aliases import ENCLOSURE, folded
from feedkit.records.layers import Layer, Locate, Path
from feedkit.records.loose_values import chapter_of, chapters_listed, iso_date, renamed
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.element import Element

OTHER_NAMES = {"date": "pub_date", "published": "pub_date", "summary": "description", "body": "notes"}
"""Names that are read for a field, as is one thing for a list (`value` for `values`); messages use the field's own."""
_PLAIN_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9:.]{5,26} ?(?:Z|[+-][0-9:]{4,6})?)?")
"""A date that needs no other spelling, as nearly all are."""


def spell(layer: Layer, cls: type[Element]) -> Layer:
    """The same layer by feedkit's field names, lists where lists are wanted; `where` still finds what was written."""
    values = dict[str, Any]()
    written = dict[str, str]()
    slots = plan_of(cls).slots
    for name, value in layer.values.items():
        for field, spelled in _fields(name, value, cls):
            if field not in values:
                values[field], written[field] = spelled, name
    for name in ("season", "episode"):
        if _speaks_of_number(values, name) and f"itunes_{name}" in slots:
            values.setdefault(f"itunes_{name}", None)  # else a number below would stay beside the new one
    return Layer(layer.origin, values, _Spelled(layer.where, layer.values, written, values))


def _fields(name: str, value: Any, cls: type[Element]) -> Iterator[tuple[str, Any]]:
    slots = plan_of(cls).slots
    field = OTHER_NAMES.get(name, name)
    if name == "published" and str(value).lower() in (
        "true",
        "false",
    ):  # Jekyll's word for whether it is, not since when
        yield "draft", str(value).lower() == "false"
        return
    if field not in slots and f"{field}s" in slots and not _is_local_file(name, value):
        field += "s"
    if field == "chapters" and value is None:
        yield "chapter_marks", None  # whoever wants no chapters wants neither a list nor a file of them
    if field == "chapters" and (listed := chapters_listed(value)) is not None:
        field, value = "chapter_marks", listed
    slot = slots.get(field)
    if name == "tags" and isinstance(value, str):  # one that holds a comma stands in a list, or is a `tag`
        value = [tag.strip() for tag in value.split(",") if tag.strip()]
    if field == "pub_date" and isinstance(value, str) and not _PLAIN_DATE.fullmatch(value):
        value = iso_date(value)
    yield field, _shaped(value, slot)
    if field in ("season", "episode") and f"itunes_{field}" in slots:
        number = value.get("number") if isinstance(value, Mapping) else value
        if re.fullmatch(r"0*[1-9]\d{0,17}", str(number)):  # Apple takes whole numbers from 1 only
            yield f"itunes_{field}", number


def _speaks_of_number(values: Mapping[str, Any], name: str) -> bool:
    """Whether a layer gives the number, or says that there is none."""
    value = values.get(name)
    return name in values and (not isinstance(value, Mapping) or "number" in value)


def _is_local_file(name: str, value: Any) -> bool:
    """`transcript: talks/1.vtt` names a file to read and publish; an address is a link to one that is published."""
    return name == "transcript" and isinstance(value, str) and "://" not in value


def _shaped(value: Any, slot: Slot | None) -> Any:
    if slot is None or value is None:
        return value
    if slot.many:
        items = value if isinstance(value, list) else [value]
        return [_whole(item, slot) for item in items]
    return _whole(value, slot)


def _whole(item: Any, slot: Slot) -> Any:
    """The long form of an element that was written short, so that sources can be merged part by part."""
    if slot.field == "chapter_marks":
        return chapter_of(item)
    if slot.field == "enclosure":
        item = renamed(item, ENCLOSURE)
    if slot.element is None or not slot.element.short or isinstance(item, (Mapping, list)) or item is None:
        return item
    return {slot.element.short: item}


class _Spelled:
    """Finds a field's value where it was written, under the name and in the shape it was written in."""

    def __init__(
        self, where: Locate, values: Mapping[str, Any], written: Mapping[str, str], spelled: Mapping[str, Any]
    ) -> None:
        self._where = where
        self._values = values
        self._written = written
        self._spelled = spelled

    def __call__(self, path: Path) -> Any:
        if not path:
            return self._where(path)
        name = self._written.get(str(path[0]), path[0])
        rest = path[1:]
        if isinstance(self._spelled.get(str(path[0])), list) and not isinstance(self._values.get(str(name)), list):
            rest = rest[1:]
        if name == "enclosure" and rest and isinstance(file := self._values.get(name), Mapping) and rest[0] not in file:
            rest = (next((key for key in file if ENCLOSURE.get(folded(str(key))) == rest[0]), rest[0]), *rest[1:])
        return self._where((name, *rest))
