"""What people say is meant, where several shows are built at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from feedkit.cli import main
from feedkit.guard.allow import Meant, read_allow
from tests.feed.feeds import episode, write_show


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("mass-churn", Meant("", "mass-churn", "")),
        ("removed:42", Meant("", "removed", "42")),
        ("removed:*", Meant("", "removed", "*")),
        ("tea-time/removed:42", Meant("tea-time", "removed", "42")),
        ("guid-changed:https://tea.example/?p=1", Meant("", "guid-changed", "https://tea.example/?p=1")),
        ("tea-time/guid-changed:a/b:c", Meant("tea-time", "guid-changed", "a/b:c")),
    ],
)
def test_what_is_said_is_taken_apart(text: str, meant: Meant) -> None:
    assert read_allow(text) == meant


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    shows(tmp_path, {"1": episode(1), "2": episode(2)})
    assert run().exit_code == 0
    return tmp_path


def shows(folder: Path, records: dict[str, dict[str, object]]) -> None:
    """Two shows whose records have the same names."""
    for name, guid in {
        "tea": "9b024349-ccf0-5f69-a609-6b82873eab3c",
        "milk": "917393e3-1b1e-5cef-ace4-edaa54e1f810",
    }.items():
        write_show(folder / "shows" / name, records, guid=guid, feed_url=f"https://example.org/{name}.xml")


def run(*allow: str) -> Result:
    return CliRunner().invoke(main, ["build", "shows", *(word for one in allow for word in ("--allow", one))])


def written(folder: Path) -> list[str]:
    """The feeds that lost their second episode."""
    return [path.stem for path in sorted((folder / "feeds").glob("*.xml")) if b"tea-2" not in path.read_bytes()]


@pytest.mark.parametrize(
    ("allow", "expected", "code"),
    [
        pytest.param(["removed:2"], ["milk", "tea"], 0, id="for all shows"),
        pytest.param(["tea/removed:2"], ["tea"], 1, id="for one"),
        pytest.param(["tea/removed:2", "milk/removed:*"], ["milk", "tea"], 0, id="for each by its name"),
        pytest.param(["tea/removed:1"], [], 1, id="for another episode"),
    ],
)
def test_an_allow_may_be_for_one_show(folder: Path, allow: list[str], expected: list[str], code: int) -> None:
    shows(folder, {"1": episode(1)})
    assert run(*allow).exit_code == code
    assert written(folder) == expected


def test_what_one_show_has_use_for_is_not_said_to_be_idle_for_another(folder: Path) -> None:
    write_show(folder / "shows" / "tea", {"1": episode(1)})
    assert "does not happen" not in run("removed:2").output


@pytest.mark.usefixtures("folder")
def test_what_no_show_has_use_for_is_said_once() -> None:
    assert run("removed:2").output.count("`removed:2` is allowed and does not happen") == 1


@pytest.mark.parametrize(
    ("allow", "message"),
    [
        ("te/removed:2", "`te/removed:2` is for `te`, which is not built; did you mean `tea`?"),
        ("coffee/removed:2", "`coffee/removed:2` is for `coffee`, which is not built; there is milk, tea"),
        ("removed", "`removed` names no episode; write `removed:NAME`, or `removed:*` for all"),
        ("removd:2", "`removd:2` allows nothing that is known; write one of other-show, "),
    ],
)
@pytest.mark.usefixtures("folder")
def test_what_cannot_be_meant_is_wrong_use(allow: str, message: str) -> None:
    result = run(allow)
    assert result.exit_code == 2
    assert message in result.output
