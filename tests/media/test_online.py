"""`validate --online`: what is named is asked for, how a feed is served is judged, and nothing is asked without the word."""

from __future__ import annotations

from pathlib import Path

import pytest

import feedkit
from feedkit.settings import Settings
from tests.media.base import AUDIO, File, Server, serving
from tests.test_broken_records import GOOD, SHOW
from tests.test_main_job import feedkit_command

MP3 = (AUDIO / "cbr.mp3").read_bytes()


@pytest.fixture
def site():
    with serving({"/1.mp3": File(MP3), "/cover.jpg": File(b"\xff\xd8\xff", "image/jpeg")}) as site:
        yield site


def settings_of(site: Server) -> Settings:
    return Settings(profiles=frozenset({"core"}), allow_private=(site.place,))


@pytest.fixture
def folder(tmp_path: Path, site: Server) -> Path:
    """A show whose feed, media and art are at the site."""
    folder = tmp_path / "tea-time"
    (folder / "episodes").mkdir(parents=True)
    show, record = (text.replace("https://example.org", site.url) for text in (SHOW, GOOD))
    show = show.replace(f"{site.url}/feeds/tea-time.xml", f"{site.url}/tea-time.xml")
    (folder / "show.yaml").write_text(f"{show}former_feed_urls: {site.url}/old.xml\n", encoding="utf-8")
    record = record.replace("/audio/1.mp3", "/1.mp3").replace("48213331", str(len(MP3)))
    (folder / "episodes" / "1.md").write_text(record, encoding="utf-8")
    (tmp_path / "feedkit.yaml").write_text(f"profiles: core\nallow_private: ['{site.place}']\n", encoding="utf-8")
    return folder


def told(report: feedkit.Report) -> set[str]:
    return {problem.slug for problem in report if problem.slug.startswith("net-")}


def test_a_show_that_is_served_as_it_is_built_has_little_to_mend(folder: Path, site: Server) -> None:
    show = feedkit.enrich(feedkit.load(folder))
    site.files["/tea-time.xml"] = File(feedkit.build(show).xml, "application/rss+xml")
    site.files["/old.xml"] = File(status=301, headers={"Location": f"{site.url}/tea-time.xml"})
    report = feedkit.validate(show, settings_of(site), online=True)
    assert "net-feed-same" not in told(report)
    assert "net-moved-301" not in told(report)
    assert site.counts["/1.mp3"] >= 1
    assert site.counts["/old.xml"] == 1


def test_a_feed_that_is_not_what_the_records_make_is_told_at_its_line(folder: Path, site: Server) -> None:
    site.files["/tea-time.xml"] = File(b"<rss/>", "application/rss+xml")
    report = feedkit.validate(folder, settings_of(site), online=True)
    found = {problem.slug: problem for problem in report}
    assert found["net-moved-301"].rule == "FK389"
    assert found["net-feed-same"].place.path.endswith("tea-time/show.yaml")
    assert found["net-feed-same"].place.line > 0


def test_an_enclosure_that_is_gone_is_told_at_the_records_line(folder: Path, site: Server) -> None:
    del site.files["/1.mp3"]
    report = feedkit.validate(folder, settings_of(site), online=True)
    gone = [problem for problem in report if "it answers 404" in problem.message and "/1.mp3" in problem.message]
    assert [problem.place.path.rpartition("/")[2] for problem in gone] == ["1.md"]


def test_an_address_is_fetched_judged_and_asked_about(folder: Path, site: Server) -> None:
    feed = feedkit.build(feedkit.enrich(feedkit.load(folder))).xml
    site.files["/tea-time.xml"] = File(feed.replace(b"<language>en", b"<language>xx"), "text/plain")
    done = feedkit_command("validate", "--online", f"{site.url}/tea-time.xml?token=S3CR3T", cwd=folder.parent)
    assert "language-code" in done.stdout
    assert "net-feed-content-type" in done.stdout
    assert "S3CR3T" not in done.stdout + done.stderr
    assert done.returncode == 1


def test_nobody_is_asked_without_the_word(folder: Path, site: Server) -> None:
    feedkit_command("validate", "tea-time", cwd=folder.parent)
    done = feedkit_command("validate", f"{site.url}/tea-time.xml", cwd=folder.parent)
    assert done.returncode == 2
    assert "add `--online`" in done.stderr
    assert site.log == []


def test_an_address_that_does_not_answer_is_one_problem(folder: Path, site: Server) -> None:
    done = feedkit_command("validate", "--online", f"{site.url}/nowhere.xml", cwd=folder.parent)
    assert done.returncode == 1
    assert "the feed cannot be fetched: it answers 404" in done.stdout
    assert "= mend: open the address" in done.stdout
    assert "1 error" in done.stdout


def test_private_places_are_asked_only_where_the_settings_say_so(folder: Path, site: Server) -> None:
    (folder.parent / "feedkit.yaml").write_text("profiles: core\n", encoding="utf-8")
    done = feedkit_command("validate", "--online", f"{site.url}/tea-time.xml", cwd=folder.parent)
    assert done.returncode == 1
    assert "feedkit asks public ones only" in done.stdout
    assert site.log == []
