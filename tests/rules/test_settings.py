"""Settings: what a project chooses, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedkit.errors import UsageError
from feedkit.problems import Level
from feedkit.settings import DEFAULT_PROFILES, Settings, read_settings, settings_of


def test_defaults_hold_where_nothing_is_written(tmp_path: Path):
    assert read_settings(tmp_path) == Settings()
    assert Settings().now is None


def test_feedkit_yaml_is_read(tmp_path: Path):
    text = "profiles: [apple]\nrules: {guid-form: off, FK084: error}\nlimits: {guid_chars: 100}\nnow: 2026-03-01\n"
    (tmp_path / "feedkit.yaml").write_text(text)
    settings = read_settings(tmp_path)
    assert settings.profiles == {"core", "apple"}
    assert settings.levels == {"guid-form": None, "FK084": Level.ERROR}
    assert settings.limits.guid_chars == 100
    assert settings.now == datetime(2026, 3, 1, tzinfo=UTC)


def test_pyproject_is_read_where_there_is_no_feedkit_yaml(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text('[tool.feedkit]\nprofiles = ["psp1"]\n')
    assert read_settings(tmp_path).profiles == {"core", "psp1"}


def test_feedkit_yaml_wins_over_pyproject(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text('[tool.feedkit]\nprofiles = ["psp1"]\n')
    (tmp_path / "feedkit.yaml").write_text("release: true\n")
    settings = read_settings(tmp_path)
    assert settings.release
    assert settings.profiles == {"core", *DEFAULT_PROFILES}


@pytest.mark.parametrize(
    ("chosen", "message"),
    [
        pytest.param({"profile": []}, "`profile` is no setting; did you mean `profiles`", id="a setting"),
        pytest.param({"profiles": ["aple"]}, "`aple` is no profile; there are core, apple", id="a profile"),
        pytest.param({"rules": {"guid-form": "fatal"}}, "`fatal` is no level; there are error", id="a level"),
        pytest.param(
            {"limits": {"guid_char": 1}}, "`limits.guid_char` is no limit; did you mean `guid_chars`", id="a limit"
        ),
        pytest.param({"limits": {"guid_chars": "x"}}, "`limits.guid_chars` is no number", id="a limit in words"),
        pytest.param({"now": "soon"}, "`now` is no date: `soon`", id="a date"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_way_out(chosen: dict, message: str):
    with pytest.raises(UsageError, match="settings: ") as caught:
        settings_of(chosen)
    assert message in str(caught.value)


def test_broken_yaml_is_wrong_use(tmp_path: Path):
    (tmp_path / "feedkit.yaml").write_text("profiles: [\n")
    with pytest.raises(UsageError, match=r"feedkit\.yaml: no YAML"):
        read_settings(tmp_path)
