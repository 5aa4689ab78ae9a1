"""Disputed points: the reading that feedkit takes (spec/ambiguities.md) is the one that its rules have."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from rule_examples import CASES, problems_of

from feedkit.rules.engine import find_rule
from feedkit.rules.page import Example

POINTS = yaml.safe_load((CASES / "ambiguities.yaml").read_text("utf-8"))
OF = {"item": "xml", "channel": "channel", "episode": "episode", "show": "show"}


@pytest.mark.parametrize("point", [pytest.param(one, id=f"{one['point']}-{i}") for i, one in enumerate(POINTS)])
def test_a_disputed_point_is_read_as_decided(point: dict[str, Any]):
    example = next(Example(OF[kind], point[kind]) for kind in OF if kind in point)
    found = {problem.slug: str(problem.level) for problem in problems_of(example)}
    assert find_rule(point.get("rule") or point["never"]) is not None
    if "never" in point:
        assert point["never"] not in found
    else:
        assert found.get(point["rule"]) == point["level"]
