"""What `import feedkit` gives: the same names to programs and to type checkers, each with a docstring."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import feedkit

HOMES = feedkit._HOMES


def test_type_checkers_are_given_what_programs_get() -> None:
    tree = ast.parse(Path(feedkit.__file__).read_text("utf-8"))
    blocks = [one for one in tree.body if isinstance(one, ast.If) and ast.unparse(one.test) == "TYPE_CHECKING"]
    imports = [(name, one.module) for one in blocks[0].body if isinstance(one, ast.ImportFrom) for name in one.names]
    assert {name.asname: module for name, module in imports} == HOMES
    assert all(name.name == name.asname for name, _ in imports)  # PEP 484: that is what hands a name on
    assert (Path(feedkit.__file__).parent / "py.typed").exists()


@pytest.mark.parametrize("name", HOMES)
def test_each_name_says_what_it_is(name: str) -> None:
    assert len(getattr(feedkit, name).__doc__) > 40


def test_a_name_that_is_none_is_told_with_those_there_are() -> None:
    with pytest.raises(AttributeError, match=r"has no `validat`; it has .*, validate, why"):
        feedkit.validat  # noqa: B018 - to look is enough


def test_publish_takes_paths_as_text_as_all_others_do(tmp_path: Path) -> None:
    outcome = feedkit.publish("seeds/telemetry-now", str(tmp_path), force=True)
    assert outcome.written is not None
    assert (tmp_path / "telemetry-now.xml").exists()
