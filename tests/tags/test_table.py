"""The declared classes say what the tag table says: name by name, parent by parent, attribute by attribute."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.element import DECLARED, Element
from feedkit.tags.lists import (
    APPLE_CATEGORIES,
    CHAT_PROTOCOLS,
    LICENSES,
    LIST_MEDIUMS,
    MEDIUMS,
    PERSON_GROUPS,
    PERSON_ROLES,
    SERVICES,
    SOCIAL_PROTOCOLS,
    TRANSCRIPT_TYPES,
)
from feedkit.tags.live import LiveItem
from feedkit.tags.show import Rss

ENUMS = {
    "apple_category": (*APPLE_CATEGORIES, *(name for inner in APPLE_CATEGORIES.values() for name in inner)),
    "medium": (*MEDIUMS, *LIST_MEDIUMS),
    "service_slug": SERVICES,
    "social_protocol": SOCIAL_PROTOCOLS,
    "chat_protocol": CHAT_PROTOCOLS,
    "license_slug": tuple(LICENSES),
    "transcript_types": TRANSCRIPT_TYPES,
    "person_taxonomy": (*PERSON_ROLES, *PERSON_GROUPS),
}


@dataclass
class Declaration:
    """Where a tag of one parent is declared: as a line, or as a class in a line."""

    slots: list[Slot] = field(default_factory=list)
    parents: list[type[Element]] = field(default_factory=list)


@cache
def declared() -> dict[tuple[str, str], Declaration]:
    found: dict[tuple[str, str], Declaration] = {("rss", "#document"): Declaration()}
    seen = set[type[Element]]()

    def walk(cls: type[Element]) -> None:
        seen.add(cls)
        for slot in plan_of(cls).children:
            entry = found.setdefault((slot.name, cls.tag), Declaration())
            entry.slots.append(slot)
            entry.parents.append(cls)
            if slot.element is not None and slot.element not in seen:
                walk(slot.element)

    walk(Rss)
    return found


@pytest.fixture(scope="module")
def table(shared: Path) -> list[dict[str, Any]]:
    return yaml.safe_load((shared / "spec" / "tags.yaml").read_text("utf-8"))["tags"]


def bare(name: str) -> str:
    return name.partition("@")[0]


def rows(table) -> list[tuple[dict[str, Any], dict[str, Any], Declaration]]:
    return [
        (entry, parent, declared()[bare(entry["id"]), bare(parent["in"])])
        for entry in table
        for parent in entry["parents"]
    ]


def class_of(entry, declaration) -> type[Element] | None:
    if bare(entry["id"]) == "rss":
        return Rss
    return declaration.slots[0].element


def test_the_table_has_139_elements(table) -> None:
    assert len(table) == 139


def test_every_element_of_the_table_is_declared_in_every_parent(table) -> None:
    wanted = {(bare(entry["id"]), bare(parent["in"])) for entry in table for parent in entry["parents"]}
    assert wanted - set(declared()) == set()


def test_nothing_is_declared_that_the_table_does_not_have(table) -> None:
    wanted = {(bare(entry["id"]), bare(parent["in"])) for entry in table for parent in entry["parents"]}
    extra = set(declared()) - wanted
    # "takes every child an item takes" (podcast:liveItem, constraints)
    items = {(name, LiveItem.tag) for name, parent in wanted if parent == "item"}
    assert extra - items == set()


def test_a_class_names_all_its_parents(table) -> None:
    wrong = {}
    for entry, parent, declaration in rows(table):
        cls = class_of(entry, declaration)
        if cls is not None and bare(parent["in"]) not in cls.inside:
            wrong[entry["id"]] = (cls.inside, parent["in"])
    assert wrong == {}


def test_a_class_names_no_parent_that_the_table_does_not_have(table) -> None:
    wanted = {(bare(entry["id"]), bare(parent["in"])) for entry in table for parent in entry["parents"]}
    named = {(cls.tag, parent) for found in DECLARED.values() for cls in found for parent in cls.inside}
    assert named - wanted == set()


def test_status_is_the_tables(table) -> None:
    wrong = {}
    for entry, parent, declaration in rows(table):
        cls = class_of(entry, declaration)
        said = {slot.mark.status for slot in declaration.slots}
        said = {cls.tag_status} if cls is not None else said
        if said != {entry["status"]}:
            wrong[entry["id"], parent["in"]] = (said, entry["status"])
    assert wrong == {}


def test_a_line_that_holds_an_unfinished_class_says_so_too() -> None:
    wrong = [
        (name, slot.mark.status, slot.element.tag_status)
        for (name, _), declaration in declared().items()
        for slot in declaration.slots
        if slot.element is not None and slot.mark.status != slot.element.tag_status
    ]
    assert wrong == []


def test_counts_are_the_tables(table) -> None:
    wrong = {}
    for entry, parent, declaration in rows(table):
        for slot in declaration.slots:
            most = slot.mark.most if slot.many else 1
            if most != parent["max"]:
                wrong[entry["id"], parent["in"], "max"] = (most, parent["max"])
            if slot.mark.required != (parent["min"] > 0):
                wrong[entry["id"], parent["in"], "min"] = (slot.mark.required, parent["min"])
    assert wrong == {}


def test_attributes_are_the_tables(table) -> None:
    wrong = {}
    for entry, _, declaration in rows(table):
        cls = class_of(entry, declaration)
        wanted = {attr["name"] for attr in entry.get("attrs", ())}
        said = {slot.name for slot in plan_of(cls).attrs} if cls is not None else set()
        if bare(entry["id"]) != "podcast:liveItem" and said != wanted:
            wrong[entry["id"]] = (said, wanted)
    assert wrong == {}


def attributes(table) -> list[tuple[str, dict[str, Any], Slot]]:
    return [
        (f"{entry['id']}/{attr['name']}", attr, plan_of(class_of(entry, declaration)).by_attr[attr["name"]])
        for entry, parent, declaration in rows(table)
        for attr in entry.get("attrs", ())
    ]


def texts(table) -> list[tuple[str, dict[str, Any], Slot]]:
    found = []
    for entry, parent, declaration in rows(table):
        if entry.get("text", {}).get("use") == "none":
            continue
        for slot in declaration.slots:
            cls = slot.element
            found.append((f"{entry['id']} in {parent['in']}", entry["text"], plan_of(cls).text if cls else slot))
    return found


def test_an_element_without_text_has_none_here(table) -> None:
    wrong = []
    for entry, _, declaration in rows(table):
        cls = class_of(entry, declaration)
        if entry.get("text", {}).get("use") == "none" and (cls is None or plan_of(cls).text is not None):
            wrong.append(entry["id"])
    assert wrong == []


@pytest.mark.parametrize("kind", [attributes, texts])
def test_types_are_the_tables(table, kind) -> None:
    wrong = {name: (slot.form.name, fact["type"]) for name, fact, slot in kind(table) if slot.form.name != fact["type"]}
    assert wrong == {}


@pytest.mark.parametrize("kind", [attributes, texts])
def test_lengths_are_the_tables(table, kind) -> None:
    wrong = {}
    for name, fact, slot in kind(table):
        said = (slot.mark.most_chars, slot.mark.most_bytes)
        if said != (fact.get("max_chars"), fact.get("max_bytes")):
            wrong[name] = (said, fact.get("max_chars"), fact.get("max_bytes"))
    assert wrong == {}


@pytest.mark.parametrize("kind", [attributes, texts])
def test_what_holds_otherwise_is_the_tables(table, kind) -> None:
    wrong = {}
    for name, fact, slot in kind(table):
        wanted = str(fact["default"]) if "default" in fact else None
        if slot.mark.otherwise != wanted:
            wrong[name] = (slot.mark.otherwise, wanted)
    assert wrong == {}


def test_required_attributes_are_the_tables(table) -> None:
    wrong = {
        name: fact["use"] for name, fact, slot in attributes(table) if slot.mark.required != (fact["use"] == "required")
    }
    assert wrong == {}


def test_closed_lists_are_the_tables(table) -> None:
    wrong = {}
    for name, fact, slot in (*attributes(table), *texts(table)):
        wanted = fact.get("enum", ())
        wanted = ENUMS[wanted] if isinstance(wanted, str) else tuple(wanted)
        if fact.get("enum") == "person_taxonomy":
            wanted = PERSON_ROLES if name.endswith("/role") else tuple(PERSON_GROUPS)
        if tuple(slot.mark.one_of) != tuple(wanted):
            wrong[name] = (slot.mark.one_of, wanted)
    assert wrong == {}


def test_every_class_names_its_source() -> None:
    assert [cls.tag for found in DECLARED.values() for cls in found if not cls.tag_source] == []


def test_no_module_that_declares_has_its_annotations_compiled_at_every_start() -> None:
    left = [Element]
    for cls in left:
        left += cls.__subclasses__()
    modules = {cls.__module__ for cls in left if cls.__module__.startswith("feedkit.")}
    assert {"feedkit.tags.show", "feedkit.tags.live"} <= modules
    assert not [name for name in sorted(modules) if hasattr(sys.modules[name], "annotations")]
