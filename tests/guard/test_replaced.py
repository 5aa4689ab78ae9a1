"""What was replaced under an address that stayed: told by the guard, by a build, and between two files or commits."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from feedkit.guard.diff import diff
from feedkit.guard.ledger import read_ledger
from feedkit.guard.verdict import guard
from feedkit.media.lock import Lock, read_lock, write_lock
from feedkit.media.marks import marks_of
from feedkit.media.served import Answer
from feedkit.media.show import probe_show
from feedkit.problems import Level, Problem
from feedkit.publishing import publish
from feedkit.publishing.versions import version_of
from feedkit.records.load import load_source
from feedkit.settings import Settings
from feedkit.targets import LOCK_FILE
from tests.feed.feeds import episode, write_show
from tests.guard.test_guard import built
from tests.media.base import NOW, File, serving

COVER = "https://example.org/tea/cover.jpg"
ART = "https://example.org/tea/1.png"


def probed(folder: Path, **marks: str) -> None:
    """The lock of a show whose cover and whose episode's art were probed."""
    urls = {"cover": COVER, "art": ART}
    answers = {urls[name]: Answer("artwork", format="jpeg", width=3000, mark=mark) for name, mark in marks.items()}
    write_lock(folder / LOCK_FILE, Lock(answers=answers | {"https://example.org/1.mp3": Answer("enclosure")}))


@pytest.fixture
def show(tmp_path: Path) -> Path:
    return write_show(tmp_path / "seeds" / "tea-time", {"1": episode(1, image=ART), "2": episode(2)})


def told(show: Path, rule: str = "FK180", **named: Any) -> list[Problem]:
    outcome = publish(show, show.parent.parent / "feeds", Settings(), **named)
    assert outcome.written is not None
    return [problem for problem in outcome.report if problem.rule == rule]


def test_a_build_tells_of_another_picture_under_the_same_address_once(show: Path) -> None:
    probed(show, cover="aa", art="a1")
    assert told(show) == []
    probed(show, cover="bb", art="a1")
    [problem] = told(show)
    assert (problem.level, problem.slug) == (Level.WARNING, "art-new-url-on-change")
    assert problem.message == f"art replaced: there is another picture at `{COVER}` than was published there"
    assert told(show) == []


def test_a_picture_that_was_replaced_on_the_server_is_found_by_the_next_probe(tmp_path: Path) -> None:
    with serving({"/cover.jpg": File(b"\xff\xd8\xff one", "image/jpeg")}) as site:
        record = episode(1, enclosure={"url": f"{site.url}/1.mp3", "length": 1001, "type": "audio/mpeg"})
        show = write_show(tmp_path / "seeds" / "tea-time", {"1": record}, image=f"{site.url}/cover.jpg")
        settings = Settings(allow_private=(site.place,))

        def probe_and_build() -> list[Problem]:
            probe_show(load_source(show), now=NOW, settings=settings, allow_private=[site.place])
            return told(show)

        assert probe_and_build() == []
        site.files["/cover.jpg"] = File(b"\xff\xd8\xff two", "image/jpeg", etag='"2"')
        [problem] = probe_and_build()
    assert f"another picture at `{site.url}/cover.jpg`" in problem.message


def test_the_pictures_of_episodes_count_and_several_are_one_message(show: Path) -> None:
    probed(show, cover="aa", art="a1")
    told(show)
    probed(show, cover="bb", art="b1")
    [problem] = told(show)
    assert problem.message == f"art replaced: 2 ({ART}, {COVER})"


def test_a_picture_that_comes_with_a_new_address_is_as_it_should_be(show: Path) -> None:
    probed(show, cover="aa")
    told(show)
    write_show(show, {"1": episode(1), "2": episode(2)}, image=ART)
    probed(show, art="bb")
    assert told(show) == []
    assert read_ledger(show.parent.parent / "feeds" / "tea-time" / "ledger.jsonl").pictures == {ART: "bb"}


def test_a_lock_that_forgets_does_not_make_the_ledger_forget(show: Path) -> None:
    probed(show, cover="aa")
    told(show)
    (show / LOCK_FILE).unlink()
    told(show)
    probed(show, cover="bb")
    assert len(told(show)) == 1


def test_two_files_are_compared_by_the_ledgers_beside_them_and_commits_too(show: Path) -> None:
    feeds = show.parent.parent / "feeds"

    def git(*words: str) -> None:
        who = ["-c", "user.name=Amy", "-c", "user.email=amy@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *words], cwd=feeds, check=True, capture_output=True)

    probed(show, cover="aa")
    told(show)
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "one")
    probed(show, cover="bb")
    told(show)
    file = feeds / "tea-time.xml"
    old, new = version_of("HEAD", of=file), version_of(file.as_posix())
    assert old is not None
    assert new is not None
    assert [change.kind for change in diff(old, new).changes] == ["art-replaced"]
    assert [problem.rule for problem in told(show, against="HEAD")] == ["FK180"]


def test_a_ledger_without_pictures_is_the_file_that_it_was(show: Path) -> None:
    told(show)
    path = show.parent.parent / "feeds" / "tea-time" / "ledger.jsonl"
    assert b"picture" not in path.read_bytes()
    before = path.read_bytes()
    probed(show, cover="aa")
    told(show)
    lines = path.read_bytes().splitlines(keepends=True)
    assert lines[-2] == b'{"picture": "%s", "mark": "aa"}\n' % COVER.encode()
    assert b"".join(lines[:-2] + lines[-1:]) == before


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("answers: {}\n", id="no answers"),
        pytest.param(f"    mark: aa\n  '{COVER}':\n", id="a mark of nothing"),
        pytest.param('  "https://x/\\\n    mark: aa\n', id="half a line"),
    ],
)
def test_a_lock_that_is_laid_out_otherwise_has_no_marks(tmp_path: Path, text: str) -> None:
    (tmp_path / LOCK_FILE).write_text(text, "utf-8")
    assert marks_of(tmp_path, [COVER]) == {}


def test_marks_are_read_as_the_lock_has_them(tmp_path: Path) -> None:
    probed(tmp_path, cover="0123", art="ab")
    answers = read_lock(tmp_path / LOCK_FILE).answers
    with_user = COVER.replace("://", "://amy:pw@")
    assert marks_of(tmp_path, [with_user, ART, "https://x/"]) == {
        with_user: answers[COVER].mark,
        ART: answers[ART].mark,
    }


def test_another_file_under_the_same_address_is_told_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "tea-time.xml"
    path.write_bytes(built(episode(1), episode(2)).xml)
    other = episode(1, enclosure={"url": "https://example.org/1.mp3", "length": 77, "type": "audio/mpeg"})
    [problem] = guard(built(other, episode(2)), path)
    assert (problem.rule, problem.level) == ("FK095", Level.INFO)
    assert problem.message == (
        "media replaced: tea-1 Tea no. 1: the length of the same address was 1001 and becomes 77"
    )
    assert "keep the guid" in problem.mend


def test_another_date_of_the_build_alone_is_told(tmp_path: Path) -> None:
    path = tmp_path / "tea-time.xml"
    path.write_bytes(built(episode(1), episode(2), last_build_date="2024-01-02T06:00:00Z").xml)
    [problem] = guard(built(episode(1), episode(2), last_build_date="2024-01-03T06:00:00Z"), path)
    assert (problem.rule, problem.level) == ("FK110", Level.INFO)
    assert problem.message == (
        "build date alone: `lastBuildDate` was 2024-01-02T06:00:00+00:00 and becomes 2024-01-03T06:00:00+00:00; "
        "no other byte changes"
    )
