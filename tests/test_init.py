"""Taking up a repository: what is found, what is written, and that it builds."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import feedkit
from feedkit.cli import main
from feedkit.errors import UsageError, WriteError
from feedkit.init import init, told
from feedkit.problems import Level
from tests.conftest import CASES
from tests.jupiter_archive import SHOWS

ARCHIVES = CASES / "archives"
EPISODES = {
    "castanet": 4,
    "eleventy": 3,
    "jekyll": 4,
    "json-feed": 2,
    "list": 3,
    "octopod": 2,
    "show-notes": 2,
    "syntax": 3,
}
"""How many episodes each made-up archive holds; its name is that of the dialect."""


def take_up(name: str, tmp_path: Path) -> Path:
    """A copy of an archive without its show file."""
    folder = tmp_path / name
    shutil.copytree(ARCHIVES / name, folder, ignore=shutil.ignore_patterns("expected", "problems.txt", "show.yaml"))
    return folder


@pytest.mark.parametrize("name", EPISODES)
def test_the_dialect_is_found_and_what_is_written_builds(name: str, tmp_path: Path) -> None:
    folder = take_up(name, tmp_path)
    (new,) = init(folder)
    assert (new.show.dialect, len(new.show.records)) == (name, EPISODES[name])
    show = feedkit.enrich(feedkit.load(folder))
    assert feedkit.build(show).show.episodes
    told_of_show_file = [p for p in feedkit.validate(show) if p.place.path.endswith("show.yaml")]
    assert [p.message for p in told_of_show_file if p.level == Level.ERROR] == []


def test_what_the_repository_says_is_no_placeholder(tmp_path: Path) -> None:
    (new,) = init(take_up("json-feed", tmp_path))
    text = new.path.read_text(encoding="utf-8")
    assert 'title: "Fire & Tea (as the host calls it)"\n' in text
    assert 'categories: ["Technology"]  # placeholder' in text
    assert not {"title", "description", "link", "image"} & set(new.fill_in)


def test_a_sites_configuration_is_read(tmp_path: Path) -> None:
    folder = take_up("castanet", tmp_path)
    configuration = (
        'title = "Kettle Talk"\nbaseurl = "https://kettle.fm/"\n[params]\nmedia_prefix = "https://m.kettle.fm/"\n'
    )
    (folder / "config.toml").write_text(configuration, encoding="utf-8")
    (new,) = init(folder)
    for line in ('title: "Kettle Talk"\n', 'link: "https://kettle.fm/"\n', 'media_base: "https://m.kettle.fm/"\n'):
        assert line in new.text


def test_it_says_what_is_missing_and_what_to_fill_in(tmp_path: Path) -> None:
    (new,) = init(take_up("castanet", tmp_path))
    lines = told(new).splitlines()
    assert lines[0] == "content/episode/*.md: 4 episodes in the dialect `castanet`"
    assert "  3 have no guid" in lines
    assert "  1 has no media, and is left out until an overlay names it" in lines
    assert lines[-1].startswith("  fill in: title, description, link,")


def test_a_show_file_that_is_there_is_never_touched(tmp_path: Path) -> None:
    folder = take_up("syntax", tmp_path)
    (folder / "show.yaml").write_text("title: Mine\n", encoding="utf-8")
    (new,) = init(folder)
    assert not new.written
    assert (folder / "show.yaml").read_text(encoding="utf-8") == "title: Mine\n"
    assert told(new).endswith("is there already, and was left alone")


def test_a_network_gets_a_show_file_a_show(shared: Path, tmp_path: Path) -> None:
    shutil.copytree(shared / "corpus" / "jupiter" / "content", tmp_path / "content", copy_function=shutil.copyfile)
    found = init(tmp_path)
    assert [new.show.name for new in found] == sorted(SHOWS)
    assert sum(len(new.show.records) for new in found) == 78
    assert {new.show.dialect for new in found} == {"jupiter"}
    show = feedkit.load(tmp_path / "shows" / "the-launch")
    assert (show.title, len(show.episodes)) == ("The Launch 🚀", 10)
    assert 'feed_url: "https://serve.podhome.fm/rss/04b078f9-b3e8-4363-a576-98e668231306"\n' in found[6].text
    assert [new.written for new in init(tmp_path)] == [False] * 8


@pytest.mark.parametrize("files", [None, {}, {"README.md": "# Tea\n", "LICENSE": "MIT\n", ".gitignore": "*~\n"}])
def test_a_folder_with_nothing_in_it_becomes_a_show_that_builds(files: dict[str, str] | None, tmp_path: Path) -> None:
    folder = tmp_path / "Tea Time"
    if files is not None:
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
    (new,) = init(folder)
    assert told(new).splitlines()[0] == "episodes/*.md: 1 episode in the dialect `native`"
    show = feedkit.enrich(feedkit.load(folder))
    assert [episode.guid.text for episode in feedkit.build(show).show.episodes] == ["tea-time-001"]
    assert [problem for problem in feedkit.validate(show) if problem.level > Level.INFO] == []
    (folder / "episodes" / "001.md").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError):
        init(folder)
    assert (folder / "episodes" / "001.md").read_text(encoding="utf-8") == "mine"


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UsageError, match="is a file; name a folder"):
        init(tmp_path / "file")
    with pytest.raises(WriteError, match=r"cannot write .*: not a directory"):
        init(tmp_path / "file" / "show")


@pytest.mark.parametrize("files", [{"about.md": "# A site\n"}, {"people/a.yaml": "name: A\n"}])
def test_a_folder_without_episodes_is_wrong_use(files: dict[str, str], tmp_path: Path) -> None:
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="is an episode in a dialect that feedkit knows"):
        init(tmp_path)


def test_files_that_cannot_be_read_are_named(tmp_path: Path) -> None:
    (tmp_path / "1.md").write_text("---\ntitle: One\ndescription: a: b\naudio: https://example.org/1.mp3\n---\n")
    with pytest.raises(UsageError, match=r"; 1\.md:3:15: there is a `: ` here"):
        init(tmp_path)


def test_the_command_prints_it(tmp_path: Path) -> None:
    folder = take_up("list", tmp_path)
    result = CliRunner().invoke(main, ["init", str(folder)])
    assert result.exit_code == 0
    assert "episodes.yaml: 3 episodes in the dialect `list`" in result.output
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("", encoding="utf-8")
    result = CliRunner().invoke(main, ["init", str(tmp_path / "site")])
    assert result.exit_code == 2
    assert "begin a new show in a folder of its own: `feedkit init" in result.output


def test_pages_that_a_browser_saved_are_episodes_and_the_other_pages_of_a_site_are_none(tmp_path: Path) -> None:
    case = CASES / "records" / "page" / "saved-as-html" / "page.html"
    (tmp_path / "pages").mkdir()
    shutil.copyfile(case, tmp_path / "pages" / "s02e30.html")
    (tmp_path / "pages" / "about.html").write_text("<!doctype html><h1>About us</h1>", encoding="utf-8")
    (new,) = init(tmp_path)
    assert told(new).splitlines()[0] == "pages/*.html: 1 episode in the dialect `page`"
    assert 'title: "Packet Talk"\n' in new.text


def test_a_show_that_is_there_is_not_taken_up_by_one_above_it(tmp_path: Path) -> None:
    init(tmp_path / "shows" / "tea")
    with pytest.raises(
        UsageError, match=r"beside those of the shows that are there already \(.*/shows/tea\), or begin"
    ):
        init(tmp_path / "shows")
    assert not (tmp_path / "shows" / "show.yaml").exists()
    (tmp_path / "shows" / "coffee").mkdir()
    shutil.copytree(tmp_path / "shows" / "tea" / "episodes", tmp_path / "shows" / "coffee" / "episodes")
    (new,) = init(tmp_path / "shows")
    assert new.show.patterns == ("coffee/episodes/*.md",)


def test_one_of_a_kind_is_told_in_the_singular(tmp_path: Path) -> None:
    (tmp_path / "episodes").mkdir()
    (tmp_path / "episodes" / "1.md").write_text("---\ntitle: Tea\nguid: tea-1\n---\n", encoding="utf-8")
    (tmp_path / "episodes" / "about.md").write_text("# About\n", encoding="utf-8")
    (new,) = init(tmp_path)
    lines = told(new).splitlines()
    assert lines[0] == "episodes/*.md: 1 episode in the dialect `native`, 1 other file"
    assert "  1 has no media, and is left out until an overlay names it" in lines


def test_pages_of_two_shows_in_one_folder_are_two_shows(tmp_path: Path) -> None:
    (tmp_path / "pages").mkdir()
    for name in ("Network AF", "Packet Talk"):
        for number in (1, 2):
            text = f"{name} | Season 1 - Episode {number} | March {number}, 2025\n\nNo. {number}\n\nWe talk.\n"
            (tmp_path / "pages" / f"{name.replace(' ', '')}-{number}.txt").write_text(text, encoding="utf-8")
    found = init(tmp_path)
    assert [(new.show.name, new.show.patterns) for new in found] == [
        ("network-af", ("pages/NetworkAF-1.txt", "pages/NetworkAF-2.txt")),
        ("packet-talk", ("pages/PacketTalk-1.txt", "pages/PacketTalk-2.txt")),
    ]
    show = feedkit.load(tmp_path / "shows" / "packet-talk")
    assert (show.title, [episode.key for episode in show.episodes]) == ("Packet Talk", ["s01e01", "s01e02"])
