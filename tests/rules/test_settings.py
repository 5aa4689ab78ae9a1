"""Settings: what a project chooses, and what is refused."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from feedkit.book import names_of_rules
from feedkit.errors import UsageError
from feedkit.problems import Level
from feedkit.settings import DEFAULT_PROFILES, Settings
from feedkit.settings_file import read_settings, settings_of


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


def test_a_pyproject_without_a_word_for_feedkit_is_not_read(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text("[tool.other\n")
    assert read_settings(tmp_path) == Settings()


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
        pytest.param(
            {"limits": {"audio_least_kbits": "nan"}}, "is no number from 0 on: `nan`", id="a limit of nothing"
        ),
        pytest.param({"limits": {"guid_chars": -1}}, "is no number from 0 on: `-1`", id="a limit below 0"),
        pytest.param({"fail_on": ["error"]}, "`fail_on` is `['error']`; there are error", id="a list of levels"),
        pytest.param({"baseline": ["a.jsonl"]}, "`baseline` is one text: `['a.jsonl']`", id="a list of files"),
        pytest.param({"now": "soon"}, "`now` is no date: `soon`", id="a date"),
    ],
)
def test_what_is_not_understood_is_refused_with_a_way_out(chosen: dict, message: str):
    with pytest.raises(UsageError, match="settings: ") as caught:
        settings_of(chosen)
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["", "# profiles: [apple]\n", "---\n", "{}\n"])
def test_settings_that_are_commented_out_are_the_defaults(tmp_path: Path, text: str):
    (tmp_path / "feedkit.yaml").write_text(text)
    assert read_settings(tmp_path) == Settings()


def test_settings_under_another_name_are_not_passed_over(tmp_path: Path):
    (tmp_path / "feedkit.yml").write_text("profiles: [apple]\n")
    with pytest.raises(UsageError, match=r"feedkit\.yml: settings are read from `feedkit\.yaml`; rename the file"):
        read_settings(tmp_path)


def test_broken_yaml_is_wrong_use(tmp_path: Path):
    (tmp_path / "feedkit.yaml").write_text("profiles: [\n")
    with pytest.raises(UsageError, match=r"feedkit\.yaml:2:1: this is no YAML"):
        read_settings(tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        pytest.param(
            "feedkit.yaml",
            "profles: [apple]\nrules:\n  guid-fom: off\n  FK084: fatal\nrelease: perhaps\n",
            [
                "1:10: `profles` is no setting; did you mean `profiles`?",
                "3:13: `guid-fom` is no rule; did you mean `guid-form`?",
                "4:10: rules.FK084: `fatal` is no level; there are error, warning, info, off",
                "5:10: `release` is neither `true` nor `false`: `perhaps`",
            ],
            id="YAML",
        ),
        pytest.param(
            "pyproject.toml",
            '[project]\nname = "tea"\n[tool.feedkit]\nfail_on = "always"\n[tool.feedkit.limits]\nguid_char = 1\n',
            [
                "4:11: `fail_on` is `always`; there are error, warning, info, never",
                "6:13: `limits.guid_char` is no limit; did you mean `guid_chars`?",
            ],
            id="TOML",
        ),
    ],
)
def test_all_that_is_not_understood_is_told_with_its_line(tmp_path: Path, name: str, text: str, told: list[str]):
    (tmp_path / name).write_text(text)
    with pytest.raises(UsageError) as caught:
        read_settings(tmp_path, names_of_rules)
    assert str(caught.value).splitlines() == [f"{(tmp_path / name).as_posix()}:{line}" for line in told]


def test_what_fails_and_what_is_known_can_be_written_down(tmp_path: Path):
    (tmp_path / "pyproject.toml").write_text('[tool.feedkit]\nfail_on = "never"\nbaseline = "known.jsonl"\n')
    settings = read_settings(tmp_path)
    assert settings.fail_on is None
    assert settings.baseline == "known.jsonl"
