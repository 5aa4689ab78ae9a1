"""The rule book, for tests that compare the declared rules with it."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml


@pytest.fixture(scope="session")
def index(shared: Path) -> dict[str, dict]:
    rows = yaml.safe_load((shared / "spec" / "rules-index.yaml").read_text("utf-8"))["rules"]
    return {row["id"]: row for row in rows}
