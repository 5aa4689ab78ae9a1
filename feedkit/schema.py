"""JSON Schema (2020-12) of show files, records and overlays, made from the classes, so that editors complete and check;
and of the report that programs read.

A schema is lenient as reading is: a value may stand in its short form, one value may stand for a list, and null
silences what a source below would say. Whether something is missing is for the rules to say.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal, get_args

from pydantic import TypeAdapter

from feedkit.problems import Level
from feedkit.records.aliases import CHAPTER, ENCLOSURE, PERSON
from feedkit.records.people import ROLES
from feedkit.records.show_file import ShowFile
from feedkit.records.spelling import OTHER_NAMES
from feedkit.reports.json import VERSION as REPORT_VERSION
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.descriptions import field_descriptions
from feedkit.tags.element import Element
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from feedkit.tags.values import TRUE_FALSE

Kind = Literal["show", "record", "overlay"]
KINDS: tuple[Kind, ...] = get_args(Kind)

DIALECT = "https://json-schema.org/draft/2020-12/schema"
NOT_WRITTEN = frozenset({"episodes", "key"})
"""Fields that are made and not written."""
ANYTHING: dict[str, Any] = {}

TEXT: dict[str, Any] = {"type": ["string", "number"]}
"""Text, which in records may be `404`."""
FLAG: dict[str, Any] = dict(TRUE_FALSE.json or ANYTHING)
WITH_A_DIGIT = frozenset({"int", "posint", "bytes", "decimal", "seconds", "duration", "npt"}) | {
    "rfc822_date",
    "iso8601",
    "iso8601_date_or_datetime",
}
"""Forms of values that a word alone never is."""
TIMED: dict[str, Any] = {
    "type": "object",
    "patternProperties": {"^[0-9]+(:[0-9]+){1,2}$": TEXT},
    "additionalProperties": False,
}
"""Chapters by their times: `1:35: Meet Amy`."""
MORE = {
    "draft": (FLAG, "Whether the episode is not ready; it is left out then."),
    "withdrawn": (FLAG, "Whether the episode is taken down for good; no other gets its guid."),
    "sponsors": (ANYTHING, "Sponsors of the episode, by the names of their files."),
    "sponsor": (ANYTHING, "The same as `sponsors`."),
    "title_template": ({"type": "string"}, "How this episode's title is written."),
}
"""What a record may say beside the episode's fields."""
KEPT = {
    "foreign": ({"type": "string"}, "XML that feedkit has no class for, as an imported feed had it."),
    "foreign_attrs": ({"type": "object"}, "Attributes that feedkit has no class for, as an imported feed had them."),
}
"""What an import keeps in any element."""
HEAD = {
    "slug": (TEXT, "The key of the record, in place of the file's name."),
    "type": ({"const": "episode"}, "What the file is, where that is not plain."),
}
"""What a record in a file of its own may say of itself."""
OTHER_PARTS: Mapping[str, Mapping[str, str]] = {
    "ChapterMark": CHAPTER,
    "Enclosure": ENCLOSURE,
    "Person": PERSON,
    "TitleEra": {"from": "since"},
}
"""Elements of which the parts are read by other names, too."""


def report_schema() -> dict[str, Any]:
    """The schema of what `--format json` writes; `feedkit.reports.json` says what the keys mean."""
    text, flag, number, place_number = ({"type": one} for one in ("string", "boolean", "integer", ["integer", "null"]))
    maybe = {"type": ["string", "null"]}
    place = {"file": text, "line": place_number, "column": place_number}
    problem = {
        "rule": {"type": "string", "pattern": "^FK[0-9]{3}$"},
        "slug": text,
        "level": {"enum": [str(level) for level in Level]},
        "message": text,
        **place,
        "field": maybe,
        "mend": maybe,
        "see": _list_of(_object({**place, "note": maybe})),
        "excerpt": maybe,
        "fixable": flag,
    }
    counts = dict.fromkeys(("errors", "warnings", "infos", "files", "fixable", "known"), number)
    return {
        "$schema": DIALECT,
        "title": "A feedkit report",
        **_object(
            {
                "version": {"const": REPORT_VERSION},
                "tool": text,
                "problems": _list_of(_object(problem)),
                "notes": _list_of(text),
                "summary": _object({**counts, "ok": flag}),
            }
        ),
    }


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    """An object that has all of these keys; a later version may have more."""
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list_of(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def schema(kind: Kind) -> dict[str, Any]:
    """The schema of a show file, a record or an overlay."""
    definitions: dict[str, Any] = {}
    properties = _show_file(definitions) if kind == "show" else _record(definitions)
    if kind == "record":
        properties |= {name: {"description": text, **said} for name, (said, text) in HEAD.items()}
    return {
        "$schema": DIALECT,
        "title": {"show": "A feedkit show file", "record": "A feedkit record", "overlay": "A feedkit overlay"}[kind],
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def _show_file(definitions: dict[str, Any]) -> dict[str, Any]:
    properties = _fields(Show, definitions) | _fields(ShowFile, definitions)
    properties["defaults"] = {
        "description": field_descriptions(ShowFile)["defaults"],
        "type": "object",
        "properties": _record(definitions),
        "additionalProperties": False,
    }
    return _with_people(_with_other_names(properties, Show))


def _record(definitions: dict[str, Any]) -> dict[str, Any]:
    properties = _fields(Episode, definitions)
    marks = properties["chapter_marks"]
    links = properties["chapters"]
    one = {"anyOf": [TEXT, marks["anyOf"][0], TIMED]}
    properties["chapters"] = {
        "description": marks["description"],
        "anyOf": [*links["anyOf"], TIMED, {"type": "array", "items": one}],
    }
    properties |= {name: {"description": text, **said} for name, (said, text) in MORE.items()}
    properties = _with_people(_with_other_names(properties, Episode))
    published = properties["published"]
    properties["published"] = {**published, "anyOf": [*published["anyOf"], FLAG]}  # Jekyll's word for whether it is
    return properties


def _with_other_names(properties: dict[str, Any], cls: type[Element]) -> dict[str, Any]:
    """Add the names that are read for a field: `date`, and one thing for a list."""
    also = {other: name for other, name in OTHER_NAMES.items() if name in properties}
    also |= {slot.field[:-1]: slot.field for slot in plan_of(cls).slots.values() if slot.many and slot.field[-1] == "s"}
    return properties | {
        other: {**properties[name], "description": f"The same as `{name}`."}
        for other, name in also.items()
        if other not in properties and name in properties
    }


def _with_people(properties: dict[str, Any]) -> dict[str, Any]:
    people = properties["persons"]["anyOf"]
    return properties | {name: {"description": f"People, each a {ROLES[name]}.", "anyOf": people} for name in ROLES}


def _fields(cls: type[Element], definitions: dict[str, Any]) -> dict[str, Any]:
    texts = field_descriptions(cls)
    kept = {name: {"description": text, **said} for name, (said, text) in KEPT.items()}
    return kept | {
        slot.field: {"description": texts.get(slot.field, ""), **_field(slot, cls, definitions)}
        for slot in plan_of(cls).slots.values()
        if slot.field not in NOT_WRITTEN
    }


def _field(slot: Slot, cls: type[Element], definitions: dict[str, Any]) -> dict[str, Any]:
    if slot.form is None and slot.element is None:
        return dict(_of_pydantic(slot, cls))
    forms = _forms(slot, definitions)
    if slot.many:
        one = forms[0] if len(forms) == 1 else {"anyOf": forms}
        forms = [*forms, {"type": "array", "items": one}]
    return {"anyOf": [*forms, {"type": "null"}]}


def _forms(slot: Slot, definitions: dict[str, Any]) -> list[dict[str, Any]]:
    if slot.element is not None:
        return [*_short(slot.element, definitions), _reference(slot.element, definitions)]
    said = dict(slot.form.json or ANYTHING) if slot.form is not None else ANYTHING
    if slot.form is not None and slot.form.name in ("text", "html"):
        said = _text(said)
    elif slot.form is not None and slot.form.name in WITH_A_DIGIT:
        said |= {"pattern": "[0-9]"}
        said.pop("format", None)  # `2026-03-01 06:00` is a date, too, and no `date-time` to an editor
    if slot.mark.one_of and said.get("type") == "string":
        return [{"enum": list(slot.mark.one_of)}, said]  # the list is for completion: what is not on it, a rule judges
    return [said]


def _short(element: type[Element], definitions: dict[str, Any]) -> list[dict[str, Any]]:
    """What may stand for the element: the value of its main field; true for one that holds nothing."""
    slots = plan_of(element).slots
    if element.short:
        return [
            form for form in _field(slots[element.short], element, definitions)["anyOf"] if form != {"type": "null"}
        ]
    return [] if slots else [{"const": True}]


def _reference(element: type[Element], definitions: dict[str, Any]) -> dict[str, Any]:
    name = element.__name__
    if name not in definitions:
        definitions[name] = {}  # for elements that hold themselves
        definitions[name] = {
            "description": " ".join((element.__doc__ or "").partition("\n\n")[0].split()),
            "type": "object",
            "properties": _with_other_parts(name, _fields(element, definitions)),
            "additionalProperties": False,
        }
    return {"$ref": f"#/$defs/{name}"}


def _with_other_parts(name: str, properties: dict[str, Any]) -> dict[str, Any]:
    also = {other: part for other, part in OTHER_PARTS.get(name, {}).items() if other not in properties}
    return properties | {
        other: {**properties[part], "description": f"The same as `{part}`."} for other, part in also.items()
    }


def _text(said: dict[str, Any]) -> dict[str, Any]:
    """What a text may be, in a list or not."""
    if said == {"type": "string"}:
        return TEXT
    return {**said, "items": _text(said["items"])} if "items" in said else said


def _of_pydantic(slot: Slot, cls: type[Element]) -> dict[str, Any]:
    found = _text(TypeAdapter(cls.model_fields[slot.field].annotation or Any).json_schema())
    return {"anyOf": [found, *([found["items"]] if found.get("type") == "array" else []), {"type": "null"}]}
