"""Import as somebody at a terminal meets it."""

from __future__ import annotations

from pathlib import Path

from tests.media.base import File, serving
from tests.test_main_job import ROOT, feedkit_command


def test_a_feed_is_imported_built_and_the_same(tmp_path: Path) -> None:
    done = feedkit_command("import", ROOT / "feeds" / "coder-radio.xml", "--to", "shows/coder-radio", cwd=tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "shows/coder-radio: 2 files written" in done.stdout
    assert feedkit_command("build", "shows", cwd=tmp_path).returncode == 0
    done = feedkit_command("diff", ROOT / "feeds" / "coder-radio.xml", "feeds/coder-radio.xml", cwd=tmp_path)
    assert done.returncode == 0
    assert "no change" in done.stdout or "nothing" in done.stdout


def test_a_list_of_feeds_costs_only_what_cannot_be_had(tmp_path: Path) -> None:
    opml = feedkit_command("opml", "seeds", cwd=ROOT).stdout.replace("https://example.org", "https://127.0.0.1:1")
    (tmp_path / "list.opml").write_text(opml, encoding="utf-8")
    done = feedkit_command("import", "list.opml", "--to", "shows", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout.count(": not imported\n") == 2
    assert "127.0.0.1 is" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_feed_in_a_private_network_is_imported_where_the_settings_allow_it(tmp_path: Path) -> None:
    feed = File((ROOT / "feeds" / "coder-radio.xml").read_bytes(), "application/rss+xml")
    with serving({"/feed.xml": feed}) as site:
        words = ("import", f"{site.url}/feed.xml", "--to", "show")
        refused = feedkit_command(*words, cwd=tmp_path)
        assert (refused.returncode, site.log) == (1, [])
        (tmp_path / "feedkit.yaml").write_text(f"allow_private: ['{site.place}']\n", encoding="utf-8")
        assert feedkit_command(*words, cwd=tmp_path).returncode == 0
    assert "feedkit asks public ones only" in refused.stderr
    assert (tmp_path / "show" / "show.yaml").is_file()


def test_what_is_no_feed_is_told_in_a_line(tmp_path: Path) -> None:
    (tmp_path / "x.xml").write_text("error code: 1022", encoding="utf-8")
    done = feedkit_command("import", "x.xml", "--to", "show", cwd=tmp_path)
    assert done.returncode == 1
    assert "x.xml" in done.stderr
    assert not (tmp_path / "show").exists()


def test_a_schema_is_printed(tmp_path: Path) -> None:
    assert '"https://json-schema.org/draft/2020-12/schema"' in feedkit_command("schema", "record", cwd=tmp_path).stdout
