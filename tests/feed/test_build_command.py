"""What `feedkit build` says of each feed."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from feedkit.cli import main
from tests.feed.feeds import episode, write_show


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    write_show(tmp_path / "tea", {"1": episode(1)})
    assert run().startswith("feeds/tea.xml: 1 episode, 3 files written\n")
    write_show(tmp_path / "tea", {"1": episode(1, description="Green."), "2": episode(2, title="\u202eTea")})
    return tmp_path


def run(*options: str) -> str:
    """What is said after the report, or where nothing is, all of it."""
    said = CliRunner().invoke(main, ["build", "tea", *options]).output
    return said[said.rindex("feeds/tea.xml: ") :] if "feeds/tea.xml: " in said and not options else said


CHANGES = "  added: 2 U+202ETea: is new\n  notes edited: 1 Tea no. 1: description is edited\n"


@pytest.mark.usefixtures("folder")
def test_what_changed_in_a_feed_is_told_below_it() -> None:
    assert run() == f"feeds/tea.xml: 2 episodes, 3 files written\n{CHANGES}"
    assert run() == "feeds/tea.xml: 2 episodes, nothing to write\n"


@pytest.mark.usefixtures("folder")
def test_media_that_were_replaced_are_told_as_well() -> None:
    run()
    media = {"url": "https://example.org/2.mp3", "length": 77, "type": "audio/mpeg"}
    records = {"1": episode(1, description="Green."), "2": episode(2, title="\u202eTea", enclosure=media)}
    write_show(Path("tea"), records)
    assert "\n  media replaced: 2 U+202ETea: the length of the same address was 1002 and becomes 77\n" in run()


@pytest.mark.usefixtures("folder")
def test_nothing_is_published_where_the_report_has_no_such_format() -> None:
    before = Path("feeds/tea.xml").read_bytes()
    assert "'nope' is not one of 'github', 'html', 'json'" in run("--format", "nope")
    assert Path("feeds/tea.xml").read_bytes() == before


@pytest.mark.usefixtures("folder")
def test_it_is_told_once_where_the_report_tells_of_infos() -> None:
    assert run("--verbose").count("is new") == 1


@pytest.mark.usefixtures("folder")
def test_quiet_is_quiet_where_nothing_is_wrong() -> None:
    media = {"url": "https://example.org/1.mp3", "length": 30_000_000, "type": "audio/mpeg"}
    write_show(Path("tea"), {"1": episode(1, duration="31:12", enclosure=media)})
    assert run("--quiet") == ""


def test_quiet_tells_of_problems(folder: Path) -> None:
    write_show(folder / "tea", {"2": episode(2)})
    said = run("--quiet")
    assert "error: 1 Tea no. 1: is published and would vanish" in said
    assert "left as it was" not in said


@pytest.mark.parametrize(
    ("records", "options", "said"),
    [
        pytest.param(
            {"2": episode(2, draft=True)}, [], "1 episode held back as a draft or for later (2)", id="a draft"
        ),
        pytest.param(
            {"2": episode(2), "3": episode(3)},
            ["--now", "2024-01-02T12:00:00Z"],
            "2 episodes held back as a draft or for later (2, 3)",
            id="later than now",
        ),
        pytest.param(
            {f"{n}": episode(n, draft=True) for n in range(10, 25)},
            [],
            "(10, 11, 12, 13, 14, 15, 16, 17, 18, 19 and 5 more)",
            id="many drafts",
        ),
        pytest.param(
            {"2": episode(2, withdrawn=True)}, [], "feeds/milk.xml: 1 episode, ", id="what is withdrawn is gone"
        ),
    ],
)
def test_what_waits_is_told_by_every_build(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    records: dict[str, dict[str, object]],
    options: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    write_show(tmp_path / "milk", {"1": episode(1)} | records)
    for _ in ("anew", "nothing to do"):
        line = CliRunner().invoke(main, ["build", "milk", *options]).output.splitlines()[-1]
        assert said in line
        assert ("held back" in line) == ("held back" in said or "more" in said)


@pytest.mark.usefixtures("folder")
def test_of_two_episodes_with_one_guid_it_says_which_is_left_out() -> None:
    write_show(Path("tea"), {"1": episode(1), "2": episode(2, guid="tea-1"), "3": episode(3, enclosure=None)})
    said = run()
    assert ", 1 episode without a guid of its own left out (2), 1 episode without enclosure left out (3)\n" in said
    assert run() == said.replace("3 files written", "nothing to write").partition("\n")[0] + "\n"
