"""Probing a loopback server: facts, politeness, secrets, and what a second run costs."""

from __future__ import annotations

import os
import signal
import struct
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from feedkit.media.limits import Limits
from feedkit.media.lock import Lock, read_lock, write_text
from feedkit.media.probe import probe
from feedkit.media.served import Asked
from feedkit.media.single import probe_addresses
from tests.conftest import ROOT
from tests.media.base import AUDIO, CORE, LATER, NOW, File, serving
from tests.test_main_job import feedkit_command

MP3 = (AUDIO / "cbr.mp3").read_bytes()
FAST = Limits(connect_s=1, read_s=1, whole_s=4, retry_after_s=1)


def run(site, *paths, lock=None, now=NOW, limits=FAST, kind="enclosure"):
    found = []
    asked = [Asked(site.url + path, kind) for path in paths]
    lock = probe(asked, lock or Lock(), now=now, limits=limits, allow_private=[site.place], on_result=found.append)
    return lock, {served.url.removeprefix(site.url): served for served in found}


@pytest.mark.parametrize("name", ["cbr.mp3", "cbr-plain.mp3", "vbr.mp3", "vbr-plain.mp3", "aac.m4a", "opus.opus"])
def test_facts_over_http_are_those_of_the_file(name):
    body = (AUDIO / name).read_bytes()
    with serving({"/" + name: File(body)}) as site:
        lock, _ = run(site, "/" + name)
        answer = lock.answer(f"{site.url}/{name}")
    assert (answer.length, answer.ranges, answer.head_status) == (len(body), True, 0)
    assert answer.duration_s == pytest.approx(3.7, abs=0.1)
    assert site.methods == ["HEAD", "GET"]


def _chunked(handler):
    handler.send_response(200)
    handler.send_header("Content-Type", "audio/mpeg")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    if handler.command != "HEAD":
        handler.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(MP3), MP3))


def _no_such_part(body):
    def act(handler):
        is_part = "Range" in handler.headers
        handler._send(416 if is_part else 200, b"" if is_part else body, {"Content-Type": "audio/mpeg"})

    return act


@pytest.mark.parametrize(
    ("file", "expected"),
    [
        pytest.param(File(MP3), (len(MP3), True, ""), id="all it can"),
        pytest.param(File(MP3, ranges=False), (len(MP3), False, ""), id="no parts"),
        pytest.param(File(act=_chunked), (len(MP3), False, ""), id="no length, neither to HEAD nor to GET"),
        pytest.param(File(act=_no_such_part(MP3)), (len(MP3), False, ""), id="416 to whoever wants a part"),
        pytest.param(File(act=_no_such_part(b"")), (0, False, ""), id="416 of an empty file"),
    ],
)
def test_whatever_a_server_can_the_file_is_known(file, expected):
    with serving({"/1.mp3": file}) as site:
        lock, found = run(site, "/1.mp3")
    answer = lock.answer(site.url + "/1.mp3")
    assert (answer.length, answer.ranges, answer.head_length) == expected
    assert answer.duration_s == (pytest.approx(3.7, abs=0.1) if answer.length else None)
    assert found["/1.mp3"].requests <= 3


def test_counted_frames_are_believed_where_no_part_can_be_had():
    tag = _long_mp3(10_000)[:10_020]
    with serving({"/1.mp3": File(tag + MP3 + b"\0" * 90_000, ranges=False)}) as site:
        lock, _ = run(site, "/1.mp3")
    assert lock.answer(site.url + "/1.mp3").duration_s == pytest.approx(3.7, abs=0.1)


@pytest.mark.parametrize("target", ["/my file.mp3?a b", "/my%20file.mp3?a%20b"])
def test_a_redirect_to_a_name_with_spaces_is_followed(target):
    with serving({"/my%20file.mp3": File(MP3), "/go.mp3": File(act=_redirect(target))}) as site:
        lock, _ = run(site, "/go.mp3")
        assert lock.answer(site.url + "/go.mp3").final == site.url + "/my%20file.mp3"


def _long_mp3(tag_bytes: int) -> bytes:
    picture = b"APIC" + struct.pack(">IH", tag_bytes, 0) + b"\0" * tag_bytes
    size = len(picture)
    tag = b"ID3\3\0\0" + bytes([size >> 21 & 127, size >> 14 & 127, size >> 7 & 127, size & 127]) + picture
    return tag + (AUDIO / "cbr-plain.mp3").read_bytes() * 20


def test_a_tag_of_two_megabytes_costs_parts_and_not_the_whole_file():
    with serving({"/1.mp3": File(_long_mp3(2_000_000))}) as site:
        lock, found = run(site, "/1.mp3")
    assert lock.answer(site.url + "/1.mp3").duration_s == pytest.approx(20 * 3.762, abs=0.1)
    assert found["/1.mp3"].requests <= 5
    asked = [headers["range"] for method, _, headers in site.log if method == "GET"]
    assert asked[1].startswith("bytes=2000020-")


def test_moov_at_the_end_of_a_large_file_is_found_by_a_part():
    body = (AUDIO / "aac.m4a").read_bytes()
    start = body.index(b"mdat") - 4
    size = struct.unpack(">I", body[start : start + 4])[0]
    padded = body[:start] + b"\0\x03\0\0free" + b"\0" * (0x30000 - 8) + body[start:]
    assert size < len(body)
    with serving({"/1.m4a": File(padded, "audio/x-m4a")}) as site:
        lock, _ = run(site, "/1.m4a")
    answer = lock.answer(site.url + "/1.m4a")
    assert (answer.duration_s, len(site.log)) == (3.7, 3)


def test_a_second_run_asks_once_each_and_changes_no_byte():
    files = {f"/{n}.mp3": File(MP3, etag=f'"{n}"') for n in range(60)}
    with serving(files) as site:
        first, _ = run(site, *files)
        site.log.clear()
        second, found = run(site, *files, lock=first, now=LATER)
    assert set(site.counts.values()) == {1}
    assert set(site.methods) == {"HEAD"}
    assert all(headers["if-none-match"] for _, _, headers in site.log)
    assert write_text(second.answers) == write_text(first.answers)
    assert all(served.unchanged for served in found.values())


@pytest.mark.parametrize(
    ("file", "requests"),
    [
        pytest.param(File(MP3, heads=False), 1, id="no HEAD: a conditional GET"),
        pytest.param(
            File(MP3, etag="", headers={"Last-Modified": ""}), 2, id="no marks at all: asked anew, same answer"
        ),
    ],
)
def test_what_has_not_changed_keeps_its_answer_whatever_the_server_can(file, requests):
    with serving({"/1.mp3": file}) as site:
        first, _ = run(site, "/1.mp3")
        site.log.clear()
        second, found = run(site, "/1.mp3", lock=first, now=LATER)
    assert (second.answers, len(site.log)) == (first.answers, requests)
    assert found["/1.mp3"].unchanged


def test_a_file_that_changed_has_a_new_answer_and_a_new_time():
    with serving({"/1.mp3": File(MP3)}) as site:
        first, _ = run(site, "/1.mp3")
        site.files["/1.mp3"] = File(MP3 + b"\0" * 100, etag='"2"')
        second, _ = run(site, "/1.mp3", lock=first, now=LATER)
    answer = second.answer(site.url + "/1.mp3")
    assert (answer.length, answer.when) == (len(MP3) + 100, "2026-04-01T12:00:00Z")


def test_a_host_that_hangs_or_fails_keeps_nobody_waiting_and_its_answer_stays():
    def hang(_handler):
        time.sleep(3)

    with serving({"/1.mp3": File(MP3), "/2.mp3": File(MP3)}) as good, serving({"/1.mp3": File(MP3)}) as bad:
        limits = Limits(connect_s=0.5, read_s=0.5, whole_s=1.5)
        allowed = [good.place, bad.place]
        first = probe([Asked(bad.url + "/1.mp3")], Lock(), now=NOW, limits=limits, allow_private=allowed)
        bad.files["/1.mp3"].act = hang
        asked = [Asked(bad.url + "/1.mp3"), Asked(good.url + "/1.mp3"), Asked(good.url + "/2.mp3")]
        found = []
        second = probe(asked, first, now=NOW, limits=limits, allow_private=allowed, on_result=found.append)
    assert [served.answer is None for served in found] == [False, False, True]
    assert found[-1].failure == "no answer within 0.5 s"
    assert second.answers[bad.url + "/1.mp3"] == first.answers[bad.url + "/1.mp3"]
    assert len(second.answers) == 3


def test_at_most_two_requests_at_a_time_go_to_one_host():
    def slow(handler):
        time.sleep(0.02)
        handler._send(200, MP3, {"Content-Type": "audio/mpeg"})

    with serving({f"/{n}.mp3": File(act=slow) for n in range(12)}) as site:
        run(site, *site.files)
    assert site.most_busy == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451])
def test_what_is_not_there_is_not_asked_again(status):
    with serving({"/1.mp3": File(b"no", status=status)}) as site:
        _, found = run(site, "/1.mp3")
    assert site.methods == ["HEAD", "GET"]
    assert found["/1.mp3"].failure == f"it answers {status}"


@pytest.mark.parametrize("status", [500, 502, 503, 504])
def test_a_server_in_trouble_is_asked_three_times_at_most(status):
    with serving({"/1.mp3": File(b"no", status=status)}) as site:
        _, found = run(site, "/1.mp3")
    assert len(site.log) <= 3
    assert found["/1.mp3"].failure == f"it answers {status}"


def test_a_long_retry_after_is_told_and_not_slept():
    with serving({"/1.mp3": File(status=429, headers={"Retry-After": "86400"})}) as site:
        start = time.monotonic()
        _, found = run(site, "/1.mp3")
    assert time.monotonic() - start < 1
    assert found["/1.mp3"].failure == "it answers 429, and to come back after `86400`"
    assert len(site.log) == 1


def test_a_short_retry_after_is_obeyed():
    times = []

    def act(handler):
        times.append(time.monotonic())
        if len(times) == 1:
            handler._send(503, b"", {"Retry-After": "1"})
        else:
            handler._send(200, MP3, {"Content-Type": "audio/mpeg"})

    with serving({"/1.mp3": File(act=act)}) as site:
        lock, _ = run(site, "/1.mp3")
    assert times[1] - times[0] >= 1
    assert lock.answer(site.url + "/1.mp3").length == len(MP3)


def _redirect(target):
    def act(handler):
        handler.send_response(302)
        handler.send_header("Location", target)
        handler.send_header("Content-Length", "0")
        handler.send_header("Set-Cookie", "c=S3CR3T; Path=/")
        handler.end_headers()

    return act


def test_credentials_go_to_their_own_origin_and_no_further(tmp_path, monkeypatch):
    with serving({"/1.mp3": File(MP3)}) as other, serving({}) as site:
        site.files["/go.mp3"] = File(act=_redirect(other.url + "/1.mp3"))
        (tmp_path / ".netrc").write_text("machine 127.0.0.1 login n password S3CR3T\n")
        monkeypatch.setenv("HOME", str(tmp_path))
        url = site.url.replace("//", "//amy:S3CR3T@") + "/go.mp3"
        lock = probe([Asked(url)], Lock(), now=NOW, limits=FAST, allow_private=[site.place, other.place])
    assert all("authorization" in headers for _, _, headers in site.log)
    assert len(other.log) == 2
    assert not any({"authorization", "cookie"} & set(headers) for _, _, headers in other.log)
    assert lock.answer(url).final == other.url + "/1.mp3"
    assert "S3CR3T" not in write_text(lock.answers)


def test_netrc_and_proxies_of_the_environment_are_not_used(tmp_path, monkeypatch):
    (tmp_path / ".netrc").write_text("machine 127.0.0.1 login n password S3CR3T\n")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")
    with serving({"/1.mp3": File(MP3)}) as site:
        lock, _ = run(site, "/1.mp3")
    assert lock.answer(site.url + "/1.mp3").length == len(MP3)
    assert not any("authorization" in headers for _, _, headers in site.log)


def command(folder, *words):
    done = feedkit_command("probe", "--profile", "core", *words, cwd=folder)
    assert "Traceback" not in done.stderr
    return done


def test_secrets_of_addresses_are_not_printed(tmp_path):
    with serving({}) as site:
        site.files["/S3CR3T/go.mp3"] = File(act=_redirect("http://u:S3CR3T@127.0.0.1:1/S3CR3T/x?sig=S3CR3T"))
        url = site.url.replace("//", "//amy:S3CR3T@") + "/S3CR3T/go.mp3?token=S3CR3T"
        done = command(tmp_path, url, "--allow-private", site.place)
    assert done.returncode == 1
    assert "it redirects to an address that is not asked" in done.stdout
    assert "S3CR3T" not in done.stdout + done.stderr


def test_an_interrupted_probe_loses_no_answer_that_came(tmp_path):
    """Killed at random moments; what the server finished, and the program told, is in the lock."""
    script = (
        "import sys; from pathlib import Path\n"
        "from tests.media.base import NOW\n"
        "from feedkit.media.lock import Journal, read_lock\n"
        "from feedkit.media.probe import probe\n"
        "from feedkit.media.served import Asked\n"
        "url, place, path = sys.argv[1], sys.argv[2], Path(sys.argv[3])\n"
        "with Journal(path) as journal:\n"
        "    def keep(served):\n"
        "        journal.add(served.url, served.answer)\n"
        "        print(served.url, flush=True)\n"
        "    asked = [Asked(f'{url}/{n}.mp3') for n in range(300)]\n"
        "    probe(asked, read_lock(path), now=NOW, allow_private=[place], on_result=keep)\n"
    )
    with serving({f"/{n}.mp3": File(MP3, etag=f'"{n}"') for n in range(300)}) as site:
        for round_ in range(3):
            path = tmp_path / f"{round_}.yaml"
            command = [sys.executable, "-c", script, site.url, site.place, str(path)]
            process = subprocess.Popen(
                command, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": str(ROOT)}
            )
            told = [process.stdout.readline().strip() for _ in range((7, 31, 58)[round_])]
            process.send_signal(signal.SIGKILL)
            told += process.stdout.read().split()
            process.wait()
            process.stdout.close()
            lock = read_lock(path)
            assert len(told) >= 5
            assert [url for url in told if lock.answer(url) is None] == []


def test_the_command_says_what_an_address_is(tmp_path):
    with serving({"/1.mp3": File(MP3)}) as site:
        done = command(tmp_path, site.url + "/1.mp3", "--allow-private", site.place)
    assert done.returncode == 0
    assert done.stdout.startswith(f"{site.url}/1.mp3: mp3, {len(MP3)} bytes, 3.7 s, 33 kbit/s, 2 chapters\n")
    assert list(tmp_path.iterdir()) == []


def test_without_an_allowance_loopback_is_an_error(tmp_path):
    with serving({"/1.mp3": File(MP3)}) as site:
        done = command(tmp_path, site.url + "/1.mp3")
        assert site.log == []
    assert done.returncode == 1
    assert "127.0.0.1 is a loopback address (127.0.0.1), and feedkit asks public ones only" in done.stdout


def test_an_allowance_names_host_and_port(tmp_path):
    done = command(tmp_path, "http://localhost/1.mp3", "--allow-private", "localhost")
    assert done.returncode == 2
    assert "--allow-private: `allow_private` holds `localhost`; write `host:port`" in done.stderr


def test_an_address_of_a_feed_is_read_through(tmp_path):
    with serving({"/feed.xml": File(b"<rss version='2.0'><channel/></rss>", "application/rss+xml")}) as site:
        done = command(tmp_path, site.url + "/feed.xml", "--allow-private", site.place)
    assert "channel-title" in done.stdout


def test_a_body_that_was_sent_to_head_is_not_taken_for_the_next_answer():
    def act(handler):
        if handler.command == "HEAD":
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: audio/mpeg\r\nContent-Length: 900\r\n\r\n")
            time.sleep(0.05)
            handler.wfile.write(b"HTTP/1.1 500 smuggled\r\n\r\n" * 40)
        else:
            handler._send(200, MP3, {"Content-Type": "audio/mpeg"})

    with serving({"/1.mp3": File(act=act)}) as site:
        lock, _ = run(site, "/1.mp3")
    assert lock.answer(site.url + "/1.mp3").length == len(MP3)


def test_of_a_page_only_head_is_asked():
    with serving({"/": File(b"<html>", "text/html")}) as site:
        _, found = run(site, "/", kind="page")
    assert (site.methods, found["/"].failure) == (["HEAD"], "")


def test_chapters_are_read_through():
    body = b'{"version": "1.2.0", "chapters": [{"startTime": NaN, "title": "x"}]}'
    with serving(
        {"/c.json": File(body, "application/json+chapters", headers={"Access-Control-Allow-Origin": "*"})}
    ) as site:
        settings = replace(CORE, allow_private=(site.place,))
        report = probe_addresses([site.url + "/c.json"], now=NOW, settings=settings)
    assert "FK320" in {problem.rule for problem in report} or "FK323" in {problem.rule for problem in report}


def test_of_a_document_that_is_no_chapters_nothing_is_shown(tmp_path):
    with serving({"/1.json": File(b'{"password": "S3CR3T"}', "application/json")}) as site:
        done = command(tmp_path, site.url + "/1.json", "--allow-private", site.place)
    assert "chapters-array" in done.stdout
    assert "S3CR3T" not in done.stdout + done.stderr


def test_a_folder_of_media_that_is_not_there_is_wrong_use(tmp_path):
    done = command(tmp_path, "--media-dir", "nowhere", "tea-time")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
