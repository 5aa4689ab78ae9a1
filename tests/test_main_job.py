"""The main job, end to end: the two seed documents become two feeds, and nothing of them is lost or invented."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

import feedkit
from feedkit.problems import Level
from feedkit.transcripts import read_transcript

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
NS = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "atom": "http://www.w3.org/2005/Atom",
}


@pytest.fixture(scope="module")
def built() -> dict[str, feedkit.Feed]:
    return {
        name: feedkit.build(feedkit.enrich(feedkit.load(SEEDS / name))) for name in ("coder-radio", "telemetry-now")
    }


def item(feed: feedkit.Feed) -> etree._Element:
    return etree.fromstring(feed.xml).find("channel/item")


class TestCoderRadio:
    def test_the_seed_document_is_the_one_that_was_given(self, shared: Path) -> None:
        given = (shared / "seeds" / "003_bd36fb436db23020.txt").read_bytes()
        assert given == (SEEDS / "coder-radio" / "episodes" / "0605.md").read_bytes()

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            ("guid/text()", "e7925270-b2c4-425d-928b-0ea1586f1c5b"),
            ("guid/@isPermaLink", "false"),
            ("enclosure/@length", "38663080"),
            ("enclosure/@type", "audio/mpeg"),
            (
                "enclosure/@url",
                "https://aphid.fireside.fm/d/1437767933/b44de5fa-47c1-4e94-bf9e-c72f8d1c8f5d/e7925270-b2c4-425d-928b-0ea1586f1c5b.mp3",
            ),
            ("itunes:duration/text()", "2761"),
            ("pubDate/text()", "Wed, 29 Jan 2025 02:00:00 -0800"),
            ("title/text()", "605: The Democrats Behind DeepSeek"),
            ("itunes:title/text()", "The Democrats Behind DeepSeek"),
            ("itunes:episode/text()", "605"),
            ("podcast:episode/text()", "605"),
            ("link/text()", "https://coder.show/605"),
        ],
    )
    def test_what_the_record_says_is_in_the_feed_exactly(self, built, path: str, expected: str) -> None:
        assert item(built["coder-radio"]).xpath(path, namespaces=NS) == [expected]

    def test_all_tags_are_there_in_order(self, built) -> None:
        tags = item(built["coder-radio"]).xpath("category/text()")
        assert len(tags) == 12
        assert (tags[0], tags[5], tags[-1]) == ("ai commoditization", "deepseek", "tech disruption")

    def test_both_hosts_are_persons_with_their_pages_and_pictures(self, built) -> None:
        persons = item(built["coder-radio"]).findall("podcast:person", NS)
        assert [(p.text, p.get("role"), p.get("href")) for p in persons] == [
            ("Chris Fisher", "host", "https://www.jupiterbroadcasting.com/"),
            ("Michael Dominick", "host", "https://themadbotter.com"),
        ]
        assert persons[0].get("img") == "https://www.jupiterbroadcasting.com/images/people/chris.jpg"

    def test_emoji_are_repaired_and_the_repair_is_told(self, built) -> None:
        notes = item(built["coder-radio"]).findtext("content:encoded", namespaces=NS)
        assert "💥 Gets Sats with Strike" in notes
        assert "🇨🇦" in notes
        assert "üí•" not in notes
        report = feedkit.validate(SEEDS / "coder-radio")
        assert "mended-mojibake" in {problem.slug for problem in report}

    def test_all_links_of_the_notes_survive(self, built) -> None:
        written = (SEEDS / "coder-radio" / "episodes" / "0605.md").read_text(encoding="utf-8")
        wanted = re.findall(r"\]\((https?://[^ )]+)", written)
        notes = item(built["coder-radio"]).findtext("content:encoded", namespaces=NS)
        assert len(wanted) == 15
        assert re.findall(r'<a href="([^"]+)"', notes) == wanted


class TestTelemetryNow:
    def test_the_seed_document_is_the_one_that_was_given(self, shared: Path) -> None:
        given = (shared / "seeds" / "000_6d41bc89242230e8.txt").read_bytes()
        assert given == (SEEDS / "telemetry-now" / "episodes" / "s02e29.txt").read_bytes()

    @pytest.mark.parametrize(
        ("path", "expected"),
        [
            (
                "title/text()",
                (
                    "Telemetry News Now: DeepSeek Shakes Up AI World, Juniper Acquisition Stalled, Cisco AI Defense,"
                    " NVIDIA Market Cap Plummets"
                ),
            ),
            ("pubDate/text()", "Thu, 30 Jan 2025 00:00:00 +0000"),
            ("podcast:season/text()", "2"),
            ("itunes:season/text()", "2"),
            ("podcast:episode/text()", "29"),
            ("itunes:episode/text()", "29"),
            ("itunes:duration/text()", None),
        ],
    )
    def test_what_the_page_says_is_in_the_feed_and_what_it_does_not_is_not(self, built, path, expected) -> None:
        assert item(built["telemetry-now"]).xpath(path, namespaces=NS) == ([expected] if expected else [])

    def test_the_authors_summary_is_the_description_and_no_guess(self, built) -> None:
        assert (
            item(built["telemetry-now"]).findtext("description").startswith("In this Telemetry News Now episode, hosts")
        )
        show = feedkit.enrich(feedkit.load(SEEDS / "telemetry-now"))
        (claim,) = feedkit.why(show, "s02e29", "summary")
        assert claim.origin.is_guess is False
        assert claim.find().line == 9

    def test_the_channel_is_described_by_the_pages_about(self, built) -> None:
        channel = etree.fromstring(built["telemetry-now"].xml).find("channel")
        assert channel.findtext("title") == "Telemetry Now"
        assert channel.findtext("description").startswith("Do you dread forgetting to use the “add” command")

    def test_the_transcript_is_complete_and_holds_nothing_else(self, built) -> None:
        assets = built["telemetry-now"].assets
        text = assets["telemetry-now/s02e29.transcript.txt"].decode()
        cues = read_transcript(text, path="x.txt").cues
        assert len(cues) == 113
        assert cues[0].text == "Telemetry News Now."
        assert cues[-1].text.endswith("Those are the headlines.")
        assert "cookies" not in text
        assert "Do you dread" not in text
        assert len(re.findall(rb"<p>", assets["telemetry-now/s02e29.transcript.html"])) == 113

    def test_no_transcript_with_invented_times_is_published(self, built) -> None:
        assert not [name for name in built["telemetry-now"].assets if name.endswith((".vtt", ".srt"))]
        types = item(built["telemetry-now"]).xpath("podcast:transcript/@type", namespaces=NS)
        assert types == ["text/html", "text/plain"]

    @pytest.mark.parametrize("word", ["Cisco", "Juniper", "tariffs", "TikTok", "upcoming events"])
    def test_a_chapter_guess_names_each_turn_of_the_programme(self, built, word: str) -> None:
        chapters = json.loads(built["telemetry-now"].assets["telemetry-now/s02e29.chapters.json"])["chapters"]
        assert any(word.lower() in chapter["title"].lower() for chapter in chapters)

    def test_guessed_chapters_say_so_to_listeners_and_programs(self, built) -> None:
        document = json.loads(built["telemetry-now"].assets["telemetry-now/s02e29.chapters.json"])
        assert document["version"] == "1.2.0"
        assert document["chapters"][0]["startTime"] == 0
        assert "guessed" in document["chapters"][0]["title"]
        assert "Guessed from the transcript" in document["description"]
        origins = json.loads(built["telemetry-now"].assets["telemetry-now/origins.json"])
        guess = origins["episodes"]["s02e29"]["chapter_marks"]
        assert guess["origin"] == "transcript"
        assert guess["method"]
        assert 0 < guess["confidence"] <= 1
        assert all(chapter["error_s"] is not None for chapter in guess["chapters"])


def test_the_feeds_in_the_repository_are_what_a_build_gives(built) -> None:
    for feed in built.values():
        assert (ROOT / "feeds" / feed.path).read_bytes() == feed.xml
        for name, content in feed.assets.items():
            assert (ROOT / "feeds" / name).read_bytes() == content


def test_records_and_feeds_of_the_seeds_hold_no_error() -> None:
    for path in (SEEDS, ROOT / "feeds"):
        report = feedkit.validate(path)
        assert [problem for problem in report if problem.level == Level.ERROR] == []


def test_a_second_build_writes_nothing(tmp_path: Path, built) -> None:
    for feed in built.values():
        feed.write(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    for feed in built.values():
        assert feed.write(tmp_path).changed == ()
    assert before == {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}


def feedkit_command(*args: str | Path, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "feedkit", *map(str, args)]
    env = {**os.environ, **environment}
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, env=env, encoding="utf-8")


def test_bytes_do_not_depend_on_zone_locale_hash_seed_times_or_order(tmp_path: Path) -> None:
    results = []
    for index, (zone, locale, seed) in enumerate([("UTC", "C", "0"), ("Asia/Kathmandu", "C.UTF-8", "7")]):
        seeds = tmp_path / f"seeds{index}" / "seeds"
        names = sorted(p.relative_to(SEEDS) for p in SEEDS.rglob("*") if p.is_file())
        for name in names if index else reversed(names):  # the order of creation is the order in many folders
            (seeds / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(SEEDS / name, seeds / name)
            os.utime(seeds / name, (1e9 * index, 1e9 * index))
        done = feedkit_command("build", "seeds", cwd=seeds.parent, TZ=zone, LC_ALL=locale, PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stdout + done.stderr
        feeds = seeds.parent / "feeds"
        results.append({p.relative_to(feeds): p.read_bytes() for p in feeds.rglob("*") if p.is_file()})
    assert results[0] == results[1]
    assert len(results[0]) >= 6


def test_start_up_and_validation_of_records_import_nothing_heavy() -> None:
    code = (
        "import sys, feedkit\n"
        f"feedkit.validate({str(SEEDS)!r})\n"
        "heavy = {'feedgen', 'requests', 'lxml', 'rich', 'jinja2'} & {name.split('.')[0] for name in sys.modules}\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    light = "import sys, feedkit.cli; assert not {'pydantic', 'yaml', 'feedgen'} & set(sys.modules), sys.modules.keys()"
    subprocess.run([sys.executable, "-c", light], check=True)


def test_who_validates_a_feed_imports_nothing_that_reads_records() -> None:
    code = (
        "import sys, feedkit\n"
        f"assert feedkit.validate({str(ROOT / 'feeds' / 'coder-radio.xml')!r}).files == 1\n"
        "heavy = {'yaml', 'lxml', 'feedkit.merge', 'feedkit.records.load', 'feedkit.publishing'} & {*sys.modules}\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_help_and_completion_import_no_more_than_their_words() -> None:
    code = (
        "import sys\n"
        "from click.testing import CliRunner\n"
        "from feedkit.cli import main\n"
        "result = CliRunner().invoke(main, ['--help'])\n"
        "assert result.exit_code == 0 and 'Check PATHS' in result.output, result.output\n"
        "heavy = {'pydantic', 'yaml', 'lxml', 'feedgen', 'requests', 'feedkit.tags'} & {*sys.modules}\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
