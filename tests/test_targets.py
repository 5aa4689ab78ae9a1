"""What the words of a command line name: files, folders, patterns, each once and in one order."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from feedkit import pipeline
from feedkit.errors import UsageError
from feedkit.listed import words_of
from feedkit.targets import inputs_of, shows_in

FEED = '<?xml version="1.0"?>\n<!-- a feed -->\n<rss version="2.0"><channel/></rss>\n'
FILES = {
    "a/feed.xml": FEED,
    "a/sitemap.xml": '<?xml version="1.0"?><!-- <rss> --><urlset/>',
    "a/notes.txt": "rss",
    "b/tea/show.yaml": "title: Tea\n",
    "b/tea/episodes/1.md": "---\ntitle: One\n---\n",
    "b/tea/old.xml": FEED,
    "b/deep/er/Feed.RSS": FEED,
    "b/deep/broken.xml": "&",
    ".hidden/feed.xml": FEED,
    "node_modules/feed.xml": FEED,
    "odd/feed.php": FEED,
    "odd/page.php": "<html/>",
    "odd/a [x].xml": FEED,
    "empty/readme.md": "",
}
EVERYTHING = ["a/feed.xml", "a/sitemap.xml", "b/deep/broken.xml", "b/deep/er/Feed.RSS", "b/tea/", "odd/a [x].xml"]


@pytest.fixture(autouse=True)
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "a" / "loop").symlink_to(tmp_path, target_is_directory=True)
    monkeypatch.chdir(tmp_path)


def named(*words: str) -> list[str]:
    return [one.path.as_posix() + "/" * one.is_show for one in inputs_of(words)]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        pytest.param(["a/notes.txt"], ["a/notes.txt"], id="a file is a feed, whatever its name"),
        pytest.param(["a/feed.xml", "a", "./a/feed.xml"], ["a/feed.xml", "a/sitemap.xml"], id="each once"),
        pytest.param(["b/tea"], ["b/tea/"], id="a show is not searched"),
        pytest.param(["b/tea/show.yaml", "b/tea/episodes/1.md"], ["b/tea/"], id="a show's file stands for the show"),
        pytest.param(["b/tea/old.xml"], ["b/tea/old.xml"], id="a feed in a show's folder is itself"),
        pytest.param(["b", "a"], [*EVERYTHING[2:5], *EVERYTHING[:2]], id="the order of the words"),
        pytest.param(["."], EVERYTHING, id="folders of folders by name, without hidden ones and links"),
        pytest.param(["odd/*.php"], ["odd/feed.php"], id="a pattern finds feeds of other names"),
        pytest.param(["b/**"], ["b/deep/broken.xml", "b/deep/er/Feed.RSS", "b/tea/", "b/tea/old.xml"], id="two stars"),
        pytest.param(["odd/a [x].xml"], ["odd/a [x].xml"], id="a name that looks like a pattern"),
    ],
)
def test_words_name(words: list[str], found: list[str]) -> None:
    assert named(*words) == found


@pytest.mark.parametrize(
    ("word", "message"),
    [
        pytest.param("nowhere", "there is nothing at nowhere", id="nothing"),
        pytest.param("empty", r"no show and no feed in empty: feedkit looks for folders with show.yaml", id="no feed"),
        pytest.param(
            "empty/readme.md",
            "empty/readme.md is no feed, and a record of no show: there is no show.yaml",
            id="a record of no show",
        ),
        pytest.param("", "one of the paths is empty", id="an empty word is not this folder"),
        pytest.param("ftp://a/b.xml", "there is nothing at ftp://a/b.xml", id="an address of another kind"),
        pytest.param("*.rss", r"no show and no feed matches `\*.rss`", id="no match"),
    ],
)
def test_words_that_name_nothing_are_told(word: str, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        inputs_of(["a", word])


def test_all_words_that_name_nothing_are_told() -> None:
    with pytest.raises(UsageError) as error:
        inputs_of(["a", "x", "y", "x"])
    assert str(error.value).splitlines() == ["there is nothing at x", "there is nothing at y"]


@pytest.mark.parametrize(
    ("listed", "words"),
    [
        pytest.param(b"a b.xml\nhttps://a/b\n", ["a b.xml", "https://a/b"], id="lines"),
        pytest.param(b"\xef\xbb\xbfa.xml\r\n\r\nb.xml", ["a.xml", "b.xml"], id="lines as Windows has them"),
        pytest.param(b"a\nb.xml\0c.xml\0", ["a\nb.xml", "c.xml"], id="names that end in NUL"),
        pytest.param("\udcff.xml\n".encode("utf-8", "surrogateescape"), ["\udcff.xml"], id="a name that is no UTF-8"),
        pytest.param(
            b'<?xml version="1.0"?><opml><body><outline xmlUrl="https://a/b"/></body></opml>',
            ["https://a/b"],
            id="OPML",
        ),
        pytest.param(b"", [], id="nothing"),
    ],
)
def test_a_list_names(listed: bytes, words: list[str]) -> None:
    assert words_of(listed) == words


@pytest.fixture
def locked(tmp_path: Path) -> Iterator[None]:
    """`b` may not be entered, by somebody for whom rights count."""
    was = os.geteuid()
    tmp_path.chmod(0o755)
    (tmp_path / "b").chmod(0)
    if not was:
        os.seteuid(65534)
    yield
    os.seteuid(was)
    (tmp_path / "b").chmod(0o755)


@pytest.mark.usefixtures("locked")
def test_a_folder_that_may_not_be_entered_costs_itself_alone() -> None:
    inputs = inputs_of([".", "b/tea/old.xml"])
    assert [one.path.as_posix() for one in inputs] == [
        "a/feed.xml",
        "a/sitemap.xml",
        "b",
        "odd/a [x].xml",
        "b/tea/old.xml",
    ]
    assert [one.path.as_posix() for one in inputs if one.lost == "permission denied"] == ["b", "b/tea/old.xml"]
    report = pipeline.validate("b")
    assert [problem.message for problem in report] == ["cannot read b: permission denied"]
    with pytest.raises(PermissionError):  # a build of fewer shows than there are would be no build of them
        shows_in(["."])


def test_a_name_that_is_too_long_to_be_one_costs_itself_alone() -> None:
    assert [one.lost for one in inputs_of(["a/feed.xml", "a" * 5000])] == ["", "file name too long"]


def test_a_pipe_keeps_nothing_waiting() -> None:
    os.mkfifo("a/pipe.xml")
    os.mkfifo("a/pipe.json")
    assert [one.other_root for one in inputs_of(["a"]) if one.path.name == "pipe.xml"] == [""]
    with pytest.raises(UsageError, match="a record of no show"):
        inputs_of(["a/pipe.json"])


def test_a_found_file_that_is_no_feed_says_what_it_is() -> None:
    assert {one.path.name: one.other_root for one in inputs_of(["a", "b"])} == {
        "feed.xml": "",
        "sitemap.xml": "urlset",
        "broken.xml": "",
        "Feed.RSS": "",
        "tea": "",
    }
    assert [one.other_root for one in inputs_of(["a/sitemap.xml"])] == [""]
