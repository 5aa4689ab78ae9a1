"""The schemas of show files, records and overlays: sound, described, and in step with what is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
import yaml

from feedkit.complete import RECORD_ONLY
from feedkit.records.spelling import OTHER_NAMES
from feedkit.schema import DIALECT, KINDS, schema
from feedkit.tags.codec import plan_of
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from tests.conftest import ROOT

KEYWORDS = {"$schema", "$ref", "$defs", "title", "description", "type", "properties", "additionalProperties", "items"}
KEYWORDS |= {"anyOf", "enum", "const", "default", "pattern", "patternProperties"}
TYPES = {"object", "array", "string", "number", "integer", "boolean", "null"}


def schemas_in(found: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield found
    for inner in (*found.get("properties", {}).values(), *found.get("$defs", {}).values(), *found.get("anyOf", ())):
        yield from schemas_in(inner)
    for keyword in ("items", "additionalProperties"):
        if isinstance(found.get(keyword), dict):
            yield from schemas_in(found[keyword])


def fits(value: Any, found: dict[str, Any], definitions: dict[str, Any]) -> bool:
    """Whether a value fits a schema, for the few keywords that are used."""
    if "$ref" in found:
        found = definitions[found["$ref"].rpartition("/")[2]]
    if "anyOf" in found:
        return any(fits(value, one, definitions) for one in found["anyOf"])
    if "enum" in found or "const" in found:
        return value in found.get("enum", [found.get("const")])
    if isinstance(value, str) and not re.search(found.get("pattern", ""), value):
        return False
    return is_of_type(value, found.get("type", [])) and parts_fit(value, found, definitions)


def is_of_type(value: Any, types: str | list[str]) -> bool:
    kinds = [types] if isinstance(types, str) else types
    return not kinds or kind_of(value) in kinds or (kind_of(value) == "integer" and "number" in kinds)


def parts_fit(value: Any, found: dict[str, Any], definitions: dict[str, Any]) -> bool:
    if isinstance(value, dict):
        patterns = found.get("patternProperties", {})
        known = {k: one for p, one in patterns.items() for k in value if re.search(p, k)} | found.get("properties", {})
        closed = found.get("additionalProperties") is False
        return all(fits(v, known[k], definitions) if k in known else not closed for k, v in value.items())
    return not isinstance(value, list) or all(fits(one, found.get("items", {}), definitions) for one in value)


def kind_of(value: Any) -> str:
    if isinstance(value, bool):
        return "boolean"
    names = {dict: "object", list: "array", str: "string", int: "integer", float: "number", type(None): "null"}
    return names.get(type(value), "string")  # YAML's dates are written as text


@pytest.mark.parametrize("kind", KINDS)
class TestASchema:
    def test_names_its_dialect(self, kind) -> None:
        assert schema(kind)["$schema"] == DIALECT

    def test_uses_keywords_and_types_that_the_dialect_has(self, kind) -> None:
        for found in schemas_in(schema(kind)):
            assert set(found) - KEYWORDS == set()
            types = found.get("type", [])
            assert set([types] if isinstance(types, str) else types) - TYPES == set()

    def test_refers_to_nothing_that_is_not_there(self, kind) -> None:
        whole = schema(kind)
        named = {found["$ref"] for found in schemas_in(whole) if "$ref" in found}
        assert named - {f"#/$defs/{name}" for name in whole["$defs"]} == set()

    def test_explains_every_field(self, kind) -> None:
        for found in schemas_in(schema(kind)):
            assert [name for name, inner in found.get("properties", {}).items() if not inner.get("description")] == []

    def test_is_the_same_every_time(self, kind) -> None:
        assert list(schema(kind)["properties"]) == list(schema(kind)["properties"])
        assert schema(kind) == schema(kind)


@pytest.mark.parametrize(("kind", "cls"), [("show", Show), ("record", Episode), ("overlay", Episode)])
def test_every_field_that_is_written_is_in_the_schema(kind, cls) -> None:
    made = {"episodes", "key"}
    assert set(plan_of(cls).slots) - made - set(schema(kind)["properties"]) == set()


def test_other_names_of_a_field_are_in_the_schema() -> None:
    assert set(OTHER_NAMES) - set(schema("record")["properties"]) == set()


def test_what_an_import_keeps_is_in_the_schema() -> None:
    assert {"foreign", "foreign_attrs", "namespaces", "rss_attrs"} <= set(schema("show")["properties"])
    assert {"foreign", "foreign_attrs"} <= set(schema("record")["$defs"]["Enclosure"]["properties"])


@pytest.mark.parametrize("folder", sorted(path.name for path in (ROOT / "seeds").iterdir() if path.is_dir()))
def test_the_show_files_of_the_seeds_fit(folder) -> None:
    whole = schema("show")
    said = yaml.safe_load((ROOT / "seeds" / folder / "show.yaml").read_text("utf-8"))
    wrong = [
        n
        for n, v in said.items()
        if n not in whole["properties"] or not fits(v, whole["properties"][n], whole["$defs"])
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("record", "ok"),
    [
        pytest.param({"title": "Tea", "funding": "https://e.org"}, True, id="short"),
        pytest.param({"funding": [{"url": "https://e.org", "title": "Give"}]}, True, id="long"),
        pytest.param({"season": 3, "episode": "4.5", "explicit": False}, True, id="numbers and flags"),
        pytest.param({"chapters": [{"start_time": "1:35", "title": "Amy"}]}, True, id="chapters as a list"),
        pytest.param({"chapters": ["0:00 Hello", "1:35 Amy"]}, True, id="chapters in a line each"),
        pytest.param({"chapters": {"url": "https://e.org/c.json"}}, True, id="chapters as a file"),
        pytest.param({"chapters": {"0:00": "Hello", "1:35": 42}}, True, id="chapters by their times"),
        pytest.param(
            {"chapters": [{"1:35": "Amy"}, "2:00 B", {"time": "3:00", "name": "C"}]}, True, id="mixed chapters"
        ),
        pytest.param({"chapters": [{"Amy": "1:35"}]}, False, id="a chapter without a time"),
        pytest.param({"enclosure": {"href": "https://e.org/1.mp3", "size": 5}}, True, id="other names of parts"),
        pytest.param({"hosts": [{"name": "Kim", "url": "https://e.org"}]}, True, id="other names of a person's parts"),
        pytest.param({"title": 404, "guid": 12, "tags": [1984], "slug": 7}, True, id="texts that are numbers"),
        pytest.param({"draft": "yes", "withdrawn": True, "published": False}, True, id="flags"),
        pytest.param({"draft": "maybe"}, False, id="a flag that is none"),
        pytest.param({"host": "amy", "guest": ["kim"], "sponsor": "tea"}, True, id="one person"),
        pytest.param({"duration": "long"}, False, id="a duration without a digit"),
        pytest.param({"date": "soon"}, False, id="a date without a digit"),
        pytest.param({"season": "S"}, False, id="a number without a digit"),
        pytest.param({"description": None}, True, id="null silences"),
        pytest.param({"location": "Rome", "license": "CC-BY-4.0", "person": "Amy"}, True, id="one thing for a list"),
        pytest.param({"enclosure": {"url": "https://e.org/1.mp3", "lenght": 3}}, False, id="a misspelt field"),
        pytest.param({"titel": "Tea"}, False, id="a misspelt name"),
        pytest.param({"title": ["Tea"]}, False, id="a list for a text"),
    ],
)
def test_a_record_fits_or_does_not(record, ok) -> None:
    whole = schema("record")
    assert fits(record, whole, whole["$defs"]) is ok


@pytest.mark.parametrize("kind", ["record", "overlay"])
def test_what_a_record_says_of_itself_is_in_the_schema(kind: Literal["record", "overlay"]) -> None:
    assert set(RECORD_ONLY) <= set(schema(kind)["properties"])


@pytest.mark.parametrize(
    "archive", sorted(path.parent.name for path in (ROOT / "tests/cases/archives").glob("*/show.yaml"))
)
def test_the_show_files_of_the_archives_fit(archive) -> None:
    whole = schema("show")
    said = yaml.safe_load((ROOT / "tests" / "cases" / "archives" / archive / "show.yaml").read_text("utf-8"))
    assert [n for n, v in said.items() if not fits({n: v}, whole, whole["$defs"])] == []
