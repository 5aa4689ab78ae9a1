"""One fault is one problem: no two rules tell of it, and the one that does says what would be right."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from rule_examples import CASES, GOOD_FEED, problems_of

from feedkit.rules.page import Example

ROWS = yaml.safe_load((CASES / "told-once.yaml").read_text("utf-8"))
OF = {"item": "xml", "channel": "channel", "episode": "episode", "show": "show"}


def example_of(row: dict[str, Any]) -> Example:
    if "named" in row:
        before, item, after = re.split(r"(<item>.*?</item>)", GOOD_FEED, maxsplit=1, flags=re.DOTALL)
        return Example("feed", before + re.sub(rf"(</?){row['named']}\b", rf"\1{row['otherwise']}", item) + after)
    if "without" in row:
        return Example(
            "feed", re.sub(rf"<{row['without']}\b[^>]*(?:/>|>[^<]*</{row['without']}>)", "", GOOD_FEED, count=1)
        )
    kind = next(kind for kind in OF if kind in row)
    return Example(OF[kind], row[kind])


@pytest.mark.parametrize("row", [pytest.param(row, id=next(iter(row.values()))) for row in ROWS])
def test_a_fault_is_told_once(row: dict[str, Any]):
    found = problems_of(example_of(row))
    assert [f"{problem.slug} {problem.level}" for problem in found] == row["told"]
    assert row.get("says", "") in "".join(problem.message for problem in found)
    assert row.get("mend", "") in "".join(problem.mend for problem in found)
