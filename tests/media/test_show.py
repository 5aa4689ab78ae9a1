"""A show and its lock: what is asked for, what the lock adds, and where record and file contradict each other."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest

from feedkit.media.asked import ASKED, LINKS, asked_in
from feedkit.media.fetch import NoAnswer
from feedkit.media.lock import read_lock
from feedkit.media.served_feed import examine_feed, fetch_document
from feedkit.media.show import asked_of, check_served, lock_layer, lock_problems, probe_show
from feedkit.merge import merge, merged_of
from feedkit.records.load import load_source
from tests.media.base import AUDIO, CORE, LATER, NOW, File, serving

MP3 = (AUDIO / "cbr.mp3").read_bytes()
GZIP = {"Content-Encoding": "gzip"}
CORS = {"Access-Control-Allow-Origin": "*"}


def write_show(folder, url, episode):
    (folder / "episodes").mkdir(parents=True, exist_ok=True)
    (folder / "show.yaml").write_text(
        f"title: Tea\nlink: https://example.org/\ndescription: Tea.\nfeed_url: https://example.org/tea.xml\n"
        f"image: {url}/cover.jpg\nlanguage: en\ntime_zone: UTC\n",
        "utf-8",
    )
    (folder / "episodes" / "1.yaml").write_text(f"title: Green tea\npub_date: 2026-01-01T00:00:00Z\n{episode}", "utf-8")
    return load_source(folder)


@pytest.fixture
def site():
    with serving({"/1.mp3": File(MP3), "/cover.jpg": File(b"\xff\xd8\xff", "image/jpeg")}) as site:
        yield site


def probe(source, site, **named):
    return probe_show(source, **{"now": NOW, "settings": CORE, "allow_private": [site.place], **named})


def test_a_probe_of_a_show_writes_its_lock_and_a_second_changes_no_byte(tmp_path, site):
    source = write_show(tmp_path / "tea", site.url, f"enclosure:\n  url: {site.url}/1.mp3\n")
    report = probe(source, site)
    path = tmp_path / "tea" / "feedkit.lock.yaml"
    before = path.read_bytes()
    site.log.clear()
    again = probe(source, site, now=LATER)
    assert path.read_bytes() == before
    assert report.notes == ("2 addresses: 0 unchanged, 2 new or changed, 0 without an answer",)
    assert again.notes == ("2 addresses: 2 unchanged, 0 new or changed, 0 without an answer",)
    assert site.counts["/1.mp3"] == 1
    assert sorted(path.name for path in (tmp_path / "tea").iterdir()) == ["episodes", "feedkit.lock.yaml", "show.yaml"]


def test_record_and_probe_contradict_each_other_with_both_places(tmp_path, site):
    episode = f"enclosure:\n  url: {site.url}/1.mp3\n  length: 1\nduration: 90\n"
    source = write_show(tmp_path / "tea", site.url, episode)
    probe(source, site)
    lock = read_lock(tmp_path / "tea" / "feedkit.lock.yaml")
    found = {problem.rule: problem for problems in lock_problems(source, lock, CORE).values() for problem in problems}
    problem = found["FK086"]
    assert str(problem.place).endswith("tea/episodes/1.yaml:5:11")
    assert str(problem.see[0].place).endswith("tea/feedkit.lock.yaml:8:13")
    assert problem.see[0].note == f"probe: {len(MP3)}"
    assert problem.message.endswith(f"1.mp3: the length is given as 1 bytes, and the file has {len(MP3)}")
    assert found["FK163"].message.endswith("the duration is given as 90 s, and the file plays for 3.7 s")
    assert found["FK177"].see


def test_what_the_lock_says_is_not_taken_for_the_authors_word(tmp_path, site):
    source = write_show(tmp_path / "tea", site.url, f"enclosure: {{url: {site.url}/1.mp3}}\n")
    probe(source, site)
    lock = read_lock(tmp_path / "tea" / "feedkit.lock.yaml")
    draft = source.drafts[0].with_layers((lock_layer(lock, site.url + "/1.mp3"),))
    asked = next(one for one in asked_of(replace(source, drafts=(draft,))) if one.kind == "enclosure")
    assert (asked.length, asked.duration_s) == (None, None)


def test_an_address_that_fails_keeps_what_was_known_and_one_that_went_is_forgotten(tmp_path, site):
    source = write_show(tmp_path / "tea", site.url, f"enclosure: {{url: {site.url}/1.mp3}}\n")
    probe(source, site)
    path = tmp_path / "tea" / "feedkit.lock.yaml"
    before = path.read_bytes()
    site.files["/1.mp3"] = File(b"", etag="", status=404)
    report = probe(source, site, now=LATER)
    assert path.read_bytes() == before
    assert any(problem.rule == "FK481" and "it answers 404" in problem.message for problem in report)
    probe(write_show(tmp_path / "tea", site.url, ""), site)
    assert set(read_lock(path).answers) == {site.url + "/cover.jpg"}


_PAGE = b"<!doctype html><title>We are back soon</title>"


def _cut(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "audio/mpeg")
    handler.send_header("ETag", '"2"')
    handler.send_header("Content-Length", str(len(MP3)))
    handler.end_headers()
    handler.wfile.write(b"" if handler.command == "HEAD" else MP3[:500])
    handler.close_connection = True


@pytest.mark.parametrize(
    ("path", "file", "rule"),
    [
        pytest.param("/1.mp3", File(_PAGE, "text/html", '"2"'), "FK087", id="a page instead of an episode"),
        pytest.param("/1.mp3", File(b"", etag='"2"', ranges=False), "FK087", id="an empty file"),
        pytest.param("/1.mp3", File(act=_cut), "FK483", id="half a file"),
        pytest.param("/cover.jpg", File(_PAGE, "text/html", '"2"'), "FK177", id="a page instead of a picture"),
    ],
)
def test_what_is_no_answer_to_keep_is_told_each_time_and_what_was_known_stays(tmp_path, site, path, file, rule):
    source = write_show(tmp_path / "tea", site.url, f"enclosure: {{url: {site.url}/1.mp3}}\n")
    probe(source, site)
    lock = tmp_path / "tea" / "feedkit.lock.yaml"
    before = lock.read_bytes()
    site.files[path] = file
    for _ in range(2):
        report = probe(source, site, now=LATER)
        assert lock.read_bytes() == before
        assert rule in {problem.rule for problem in report}
        assert report.notes == ("2 addresses: 1 unchanged, 0 new or changed, 1 without an answer",)


def test_half_a_file_is_asked_for_once_more(tmp_path, site):
    whole = site.files["/1.mp3"]
    site.files["/1.mp3"] = File(act=_cut)
    source = write_show(tmp_path / "tea", site.url, f"enclosure: {{url: {site.url}/1.mp3}}\n")
    probe(source, site)
    lock = tmp_path / "tea" / "feedkit.lock.yaml"
    assert read_lock(lock).answer(site.url + "/1.mp3").duration_s is None
    site.files["/1.mp3"] = replace(whole, etag='"2"')
    probe(source, site)
    assert read_lock(lock).answer(site.url + "/1.mp3").duration_s == pytest.approx(3.7, abs=0.1)


def test_an_interrupt_keeps_the_answers_that_have_come(tmp_path, site):
    source = write_show(tmp_path / "tea", site.url, f"enclosure: {{url: {site.url}/1.mp3}}\n")

    def stop(_done, _of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        probe(source, site, progress=stop)
    assert read_lock(tmp_path / "tea" / "feedkit.lock.yaml").answers


def test_a_file_at_hand_is_read_instead_of_asked_for(tmp_path, site):
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "1.mp3").write_bytes(MP3 + b"\0")
    episode = f"enclosure: {{url: {site.url}/1.mp3, length: {len(MP3)}}}\n"
    source = write_show(tmp_path / "tea", site.url, episode)
    report = probe(source, site, media_dir=tmp_path / "media")
    answer = read_lock(tmp_path / "tea" / "feedkit.lock.yaml").answer(site.url + "/1.mp3")
    assert (answer.file, answer.length, site.counts["/1.mp3"]) == ("1.mp3", len(MP3) + 1, 0)
    assert "FK086" in {problem.rule for problem in report}


def test_a_file_at_hand_is_nobodys_where_several_addresses_end_in_its_name(tmp_path, site):
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "1.mp3").write_bytes(MP3 + b"\0")
    write_show(tmp_path / "tea", site.url, f"enclosure: {{url: {site.url}/1.mp3}}\n")
    other = f"title: Black tea\npub_date: 2026-01-02T00:00:00Z\nenclosure: {{url: {site.url}/black/1.mp3}}\n"
    (tmp_path / "tea" / "episodes" / "2.yaml").write_text(other, "utf-8")
    report = probe(load_source(tmp_path / "tea"), site, media_dir=tmp_path / "media")
    assert "media/1.mp3: several addresses end in this name" in report.notes[0]
    assert read_lock(tmp_path / "tea" / "feedkit.lock.yaml").answer(site.url + "/1.mp3").length == len(MP3)


def test_an_address_that_cannot_be_read_stops_no_probe(tmp_path, site):
    source = write_show(tmp_path / "tea", site.url, "enclosure: {url: 'http://[broken/1.mp3'}\n")
    report = probe(source, site, media_dir=tmp_path)
    assert "FK482" in {problem.rule for problem in report}


def test_a_picture_that_was_probed_before_pictures_had_marks_is_asked_for_once_more(tmp_path, site):
    source = write_show(tmp_path / "tea", site.url, "")
    probe(source, site)
    path = tmp_path / "tea" / "feedkit.lock.yaml"
    first = path.read_text("utf-8")
    assert "    mark: " in first
    path.write_text("".join(line for line in first.splitlines(keepends=True) if "mark:" not in line), "utf-8")
    site.log.clear()
    probe(source, site)
    assert (path.read_text("utf-8"), site.methods) == (first, ["HEAD", "GET"])
    probe(source, site)
    assert site.methods == ["HEAD", "GET", "HEAD"]


def test_an_error_page_in_the_place_of_chapters_is_one_problem(tmp_path, site):
    site.files["/1.json"] = File(_PAGE, "text/html", headers=CORS)
    episode = f"enclosure: {{url: {site.url}/1.mp3}}\nchapters: {{url: {site.url}/1.json}}\n"
    report = probe(write_show(tmp_path / "tea", site.url, episode), site)
    told = [problem for problem in report if "1.json" in problem.message or "1.json" in problem.place.path]
    assert [(problem.rule, problem.message.partition(": ")[2]) for problem in told] == [
        ("FK396", "the chapters are no JSON: the file is an HTML page")
    ]


def test_links_of_a_show_are_asked_for_without_a_lock(tmp_path, site):
    source = write_show(tmp_path / "tea", site.url, f"link: {site.url}/gone\nenclosure: {{url: {site.url}/1.mp3}}\n")
    show = merge(source)
    asked = [one for one in asked_in(show, merged_of(show).locate, LINKS) if one.url.startswith(site.url)]
    report = check_served(asked, now=NOW, settings=CORE, allow_private=[site.place])
    [problem] = list(report)
    assert (problem.rule, problem.excerpt) == ("FK397", f"link: {site.url}/gone")
    assert not (tmp_path / "tea" / "feedkit.lock.yaml").exists()


FEED = b'<?xml version="1.0"?><rss version="2.0"><channel><atom:link href="%s" rel="self"/></channel></rss>'


def test_media_that_are_a_page_too_are_judged_as_media(tmp_path, site):
    site.files["/1.mp3"] = File(_PAGE, "text/html")
    episode = f"link: {site.url}/1.mp3\nenclosure: {{url: {site.url}/1.mp3}}\n"
    show = merge(write_show(tmp_path / "tea", site.url, episode))
    told = []
    report = check_served(
        asked_in(show, merged_of(show).locate, {**ASKED, **LINKS}),
        now=NOW,
        settings=CORE,
        allow_private=[site.place],
        progress=lambda done, of: told.append((done, of)),
    )
    assert "FK087" in {problem.rule for problem in report}
    assert told[-1] == (3, 3)


def test_a_feed_is_fetched_as_a_directory_would():
    with serving({"/robots.txt": File(b"User-agent: iTMS\nDisallow: /\n", "text/plain")}) as site:
        body = FEED % (site.url + "/feed.xml").encode()
        site.files["/feed.xml"] = File(body, "application/rss+xml")
        site.files["/old.xml"] = File(body, "application/rss+xml")
        feed, old = examine_feed(
            site.url + "/feed.xml", built=body, former=[site.url + "/old.xml"], allow_private=[site.place]
        )
    assert (feed.status, feed.conditional, feed.same, feed.packed) == (200, 304, True, "")
    assert (feed.self_url, feed.kept_out, feed.body) == (site.url + "/feed.xml", ("iTMS",), body)
    assert (old.moves, old.final) == ((), site.url + "/old.xml")


@pytest.mark.parametrize(
    ("file", "words"),
    [
        pytest.param(File(b"x" * 2000), "larger than 1000 bytes", id="too large"),
        pytest.param(File(b"<rss></rss>", headers=GZIP), "and it is not", id="packed, as it says"),
        pytest.param(File(gzip.compress(b"x" * 9)[:-9], headers=GZIP), "missing", id="packed, and half of it"),
        pytest.param(File(gzip.compress(b"x" * 1001), headers=GZIP), "larger than 1000 bytes", id="too large unpacked"),
        pytest.param(File(b"x", headers={"Content-Encoding": "br"}), "packed", id="packed as nobody here unpacks"),
        pytest.param(File(b"x", status=403), "it answers 403", id="forbidden"),
        pytest.param(
            File(b"x", status=429, headers={"Retry-After": "120"}), "429, and to come back after `120`", id="too often"
        ),
    ],
)
def test_a_document_that_cannot_be_had_whole_is_none(file, words):
    with serving({"/x": file}) as site, pytest.raises(NoAnswer, match=words):
        fetch_document(site.url + "/x", most_bytes=1000, allow_private=[site.place])


@pytest.mark.parametrize("size", [9, 1000])
def test_a_document_that_is_packed_for_everybody_is_unpacked(size):
    with serving({"/x": File(gzip.compress(b"x" * size), headers=GZIP)}) as site:
        reply = fetch_document(site.url + "/x", most_bytes=1000, allow_private=[site.place])
    assert reply.body == b"x" * size
