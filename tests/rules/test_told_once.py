"""One fault is one problem: no two rules tell of it, and the one that does says what would be right."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from rule_examples import CASES, problems_of

from feedkit.rules.page import Example

ROWS = yaml.safe_load((CASES / "told-once.yaml").read_text("utf-8"))
OF = {"item": "xml", "channel": "channel", "episode": "episode", "show": "show"}


def params() -> list[Any]:
    kinds = [next(kind for kind in OF if kind in row) for row in ROWS]
    return [
        pytest.param(Example(OF[kind], row[kind]), row, id=row[kind]) for kind, row in zip(kinds, ROWS, strict=True)
    ]


@pytest.mark.parametrize(("example", "row"), params())
def test_a_fault_is_told_once(example: Example, row: dict[str, Any]):
    found = problems_of(example)
    assert [f"{problem.slug} {problem.level}" for problem in found] == row["told"]
    assert row.get("says", "") in "".join(problem.message for problem in found)
