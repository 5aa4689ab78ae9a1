"""Closed lists are those of the reference material, and the show's guid is computed as the specification says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from feedkit.tags import lists
from feedkit.tags.identity import podcast_guid
from feedkit.tags.namespaces import MISSPELT, SAME_AS, URIS


@pytest.fixture(scope="module")
def said(shared: Path) -> dict[str, Any]:
    return yaml.safe_load((shared / "spec" / "categories.yaml").read_text("utf-8"))


def test_categories_are_apples(said) -> None:
    assert {name: list(inner) for name, inner in lists.APPLE_CATEGORIES.items()} == said["apple"]["categories"]
    assert dict(lists.OBSOLETE_CATEGORIES) == said["apple"]["obsolete"]


def test_what_an_obsolete_category_became_is_a_category() -> None:
    for name in lists.OBSOLETE_CATEGORIES.values():
        outer, _, inner = name.partition("/")
        assert outer in lists.APPLE_CATEGORIES
        assert not inner or inner in lists.APPLE_CATEGORIES[outer]


def test_groups_and_roles_are_the_taxonomys(said) -> None:
    groups = {
        name.lower(): [role.lower() for role in roles] for name, roles in said["person_taxonomy"]["groups"].items()
    }
    assert {name: list(roles) for name, roles in lists.PERSON_GROUPS.items()} == groups


@pytest.mark.parametrize(
    ("name", "mine"),
    [
        ("service_slugs", lists.SERVICES),
        ("social_protocols", lists.SOCIAL_PROTOCOLS),
        ("chat_protocols", lists.CHAT_PROTOCOLS),
        ("image_purpose", lists.IMAGE_PURPOSES),
    ],
)
def test_a_list_is_the_namespaces(said, name, mine) -> None:
    assert list(mine) == said[name]["values"]


def test_mediums_are_the_namespaces(said) -> None:
    assert list(lists.MEDIUMS) == list(said["podcast_medium"]["base"])


def test_licences_are_the_namespaces(said) -> None:
    assert dict(lists.LICENSES) == {name: row["url"] for name, row in said["licenses"]["values"].items()}
    assert dict(lists.MORE_LICENSES) == said["licenses"]["feedkit_known_extra"]


def test_namespaces_are_the_tables(shared) -> None:
    table = yaml.safe_load((shared / "spec" / "tags.yaml").read_text("utf-8"))["namespaces"]
    for name, row in table.items():
        if row["uri"] is not None:
            assert URIS[name] == row["uri"]
            assert {uri for uri in row.get("known_wrong", ()) if MISSPELT.get(uri) != name} == set()
            assert {uri for uri in row.get("same_as", ()) if SAME_AS.get(uri) != name} == set()


@pytest.mark.parametrize(
    ("url", "guid"),
    [
        pytest.param("podnews.net/rss", "9b024349-ccf0-5f69-a609-6b82873eab3c", id="no scheme"),
        pytest.param("https://mp3s.nashownotes.com/pc20rss.xml", "917393e3-1b1e-5cef-ace4-edaa54e1f810", id="https"),
        pytest.param("http://feeds.buzzsprout.com/231452.rss", "29cdca4a-32d8-56ba-b48b-09a011c5daa9", id="http"),
        pytest.param(
            "feeds.buzzsprout.com/1538779.rss//", "396d9ae0-da7e-5557-b894-b606231fa3ea", id="slashes at the end"
        ),
    ],
)
def test_the_guid_of_a_show_is_computed_from_its_address(url, guid) -> None:
    assert podcast_guid(url) == guid


def test_the_case_of_an_address_is_a_part_of_it() -> None:
    assert podcast_guid("https://Example.org/a") != podcast_guid("https://example.org/a")
