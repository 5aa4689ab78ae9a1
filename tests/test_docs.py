"""The pages that are built from the code are what the code gives."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import html5lib
import pyromark
import pytest

from feedkit.docs.__main__ import FOLDER
from feedkit.docs.pages import PAGES
from feedkit.records.layers import Source
from feedkit.records.show_file import ShowFile
from feedkit.settings import Limits, Settings
from feedkit.tags.codec import plan_of
from feedkit.tags.descriptions import field_descriptions
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from tests.conftest import ROOT

WRITTEN = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(FOLDER.glob("*.md"))]
MARKDOWN = {"p", "pre", "code", "table", "thead", "tbody", "tr", "th", "td", "a", "ul", "ol", "li", "strong", "em"}
HEADINGS = {"h1", "h2", "h3"}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run `python -m feedkit.docs`"


@pytest.mark.parametrize("cls", [ShowFile, Show, Episode])
def test_every_field_says_what_it_is(cls: type) -> None:
    slots = plan_of(cls).slots
    assert set(cls.model_fields) - set(slots) == {"foreign", "foreign_attrs"}
    assert [name for name in slots if not field_descriptions(cls).get(name)] == []


@pytest.mark.parametrize("cls", [Settings, Limits])
def test_every_setting_says_what_it_is(cls: type) -> None:
    assert [one.name for one in fields(cls) if not field_descriptions(cls).get(one.name)] == []


def test_who_wins_is_said_in_the_order_that_holds() -> None:
    words = {Source.SHOW: "show.yaml", Source.NOTES: "authored notes and chapters"}
    order = ", ".join(words.get(source, source.name.lower()) for source in Source)
    assert f"- People win: {order}." in PAGES["design.md"]()


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.name)
def test_what_is_code_is_shown_as_code_and_every_link_leads_somewhere(path: Path) -> None:
    """A tag that is not marked as code is one for whoever renders the page, and nobody sees it."""
    page = pyromark.html(path.read_text("utf-8"), options=pyromark.Options.ENABLE_TABLES)
    tree = html5lib.parse(page, treebuilder="lxml", namespaceHTMLElements=False).getroot()
    assert {node.tag for node in tree.find("body").iter("*")} - {"body"} <= MARKDOWN | HEADINGS
    assert all("".join(node.itertext()).strip() for node in tree.iter(*HEADINGS))
    anchors = {
        re.sub(r"[^\w -]", "", "".join(node.itertext()).lower()).replace(" ", "-") for node in tree.iter(*HEADINGS)
    }
    for address in (link.get("href") for link in tree.iter("a")):
        name, _, anchor = address.partition("#")
        assert address.startswith("https://") or (path.parent / name).exists(), address
        assert name or anchor in anchors, address


def test_every_example_of_a_rule_is_shown_as_code() -> None:
    page = PAGES["rules.md"]()
    labels = re.findall(r"(?m)^(?:Bad|Good), .*:$", page)
    assert len(labels) > 400
    assert page.count("\n\n    ") >= len(labels)
