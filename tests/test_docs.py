"""The pages that are built from the code are what the code gives."""

from __future__ import annotations

import pytest

from feedkit.docs.__main__ import FOLDER
from feedkit.docs.pages import PAGES
from feedkit.records.show_file import ShowFile
from feedkit.tags.codec import plan_of
from feedkit.tags.descriptions import field_descriptions
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_up_to_date(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "run `python -m feedkit.docs`"


@pytest.mark.parametrize("cls", [ShowFile, Show, Episode])
def test_every_field_says_what_it_is(cls: type) -> None:
    slots = plan_of(cls).slots
    assert set(cls.model_fields) - set(slots) == {"foreign", "foreign_attrs"}
    assert [name for name in slots if not field_descriptions(cls).get(name)] == []
