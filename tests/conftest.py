"""What every test may use."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile("feedkit", suppress_health_check=[HealthCheck.too_slow], deadline=None)
settings.load_profile("feedkit")  # how fast examples are made depends on what else a machine does

ROOT = Path(__file__).resolve().parent.parent
CASES = Path(__file__).resolve().parent / "cases"


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # a run in the background, whose programs would ignore it as well
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of reference material beside the project: specifications, corpora, oracles; CI must find it."""
    folder = Path(os.environ.get("FEEDKIT_SHARED", ROOT.parent / "shared"))
    if not (folder / "spec" / "tags.yaml").is_file():
        if os.environ.get("CI"):
            pytest.fail(f"the reference material is not at {folder}, and CI must have it")
        pytest.skip(f"the reference material is not at {folder}; set FEEDKIT_SHARED to its place")
    return folder


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="rewrite the expected feeds under tests/cases/build")


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    asked = bool(request.config.getoption("--update-golden"))
    if asked and os.environ.get("CI"):
        pytest.fail("expected feeds are not rewritten in CI")
    return asked


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Long runs, whose tests carry the mark `slow`, are for those who ask: `pytest -m slow`."""
    if "slow" not in config.getoption("-m"):
        for item in items:
            if item.get_closest_marker("slow"):
                item.add_marker(pytest.mark.skip(reason="a long run; ask for it with `-m slow`"))
