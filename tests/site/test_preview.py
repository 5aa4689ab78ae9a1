"""The preview: what it serves and how, and what it builds when something changes."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from feedkit.errors import UsageError
from feedkit.site.preview import HOST, Preview
from feedkit.site.watch import sources_of, state_of
from tests.site.shows import addresses, parsed, write_show
from tests.test_broken_records import GOOD

MEDIA = bytes(range(256)) * 4


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = tmp_path_factory.mktemp("preview")
    feeds, media = folder / "feeds", folder / "media"
    (feeds / "tea").mkdir(parents=True)
    media.mkdir()
    (feeds / "tea.xml").write_text("<rss/>")
    (feeds / "tea" / "index.html").write_text(
        '<audio src="https://example.org/a/one%20b.mp3?x=1"></audio>'
        '<a href="https://example.org/a/one%20b.mp3?x=1#t=9">9</a><a href="https://example.org/two.mp3">2</a>'
    )
    (feeds / "tea" / "1.chapters.json").write_text("{}")
    (feeds / "tea" / "1.transcript.vtt").write_text("WEBVTT\n")
    (media / "one b.mp3").write_bytes(MEDIA)
    (folder / "secret.txt").write_text("secret")
    with Preview(feeds, 0, media) as server:
        yield server


def ask(server: Preview, path: str, method: str = "GET", **headers: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection(HOST, server.server_port, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/tea.xml", "application/rss+xml; charset=utf-8"),
        ("/tea/", "text/html; charset=utf-8"),
        ("/tea/1.chapters.json", "application/json+chapters"),
        ("/tea/1.transcript.vtt", "text/vtt; charset=utf-8"),
        ("/media/one%20b.mp3", "audio/mpeg"),
    ],
)
def test_files_have_the_types_that_apps_look_for(preview: Preview, path: str, kind: str) -> None:
    answer, _ = ask(preview, path)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "span", "body"),
    [
        pytest.param("bytes=10-19", "bytes 10-19/1024", MEDIA[10:20], id="a part"),
        pytest.param("bytes=1000-", "bytes 1000-1023/1024", MEDIA[1000:], id="from there on"),
        pytest.param("bytes=-4", "bytes 1020-1023/1024", MEDIA[-4:], id="the end"),
        pytest.param("bytes=-4096", "bytes 0-1023/1024", MEDIA, id="more than there is"),
        pytest.param("bytes=1020-999999999999999999", "bytes 1020-1023/1024", MEDIA[1020:], id="past the end"),
    ],
)
def test_players_can_seek(preview: Preview, asked: str, span: str, body: bytes) -> None:
    answer, found = ask(preview, "/media/one%20b.mp3", Range=asked)
    assert (answer.status, answer.headers["Content-Range"], found) == (206, span, body)


@pytest.mark.parametrize("asked", ["bytes=1024-", "bytes=9-3", "bytes=-0"])
def test_a_part_that_is_not_there_is_refused(preview: Preview, asked: str) -> None:
    answer, body = ask(preview, "/media/one%20b.mp3", Range=asked)
    assert (answer.status, answer.headers["Content-Range"], body) == (416, "bytes */1024", b"")


@pytest.mark.parametrize("asked", ["bytes=0-1,5-6", "lines=1-2", "bytes=-", f"bytes=0-{'9' * 5000}"])
def test_a_range_that_is_not_understood_gives_the_whole_file(preview: Preview, asked: str) -> None:
    answer, body = ask(preview, "/media/one%20b.mp3", Range=asked)
    assert (answer.status, body) == (200, MEDIA)


def test_the_page_plays_what_lies_on_this_disk_and_leaves_the_rest(preview: Preview) -> None:
    _, page = ask(preview, "/tea/")
    assert b'src="/media/one%20b.mp3"' in page
    assert b'href="/media/one%20b.mp3#t=9"' in page
    assert b'href="https://example.org/two.mp3"' in page


@pytest.mark.parametrize(
    "path", ["/../secret.txt", "/media/../secret.txt", "/media/..%2Fsecret.txt", "/%2e%2e/secret.txt"]
)
def test_nothing_else_of_this_disk_is_served(preview: Preview, path: str) -> None:
    answer, body = ask(preview, path)
    assert answer.status == 404
    assert b"secret" not in body.replace(path.encode(), b"")


@pytest.mark.parametrize(
    "host", ["evil.example", "rebind.example.org:80", "127.0.0.1:1", "[::1]", "", "localhost.evil:8000"]
)
def test_another_name_than_its_own_is_refused(preview: Preview, host: str) -> None:
    for path in ("/tea.xml", "/tea/", "/media/one%20b.mp3"):
        answer, body = ask(preview, path, Host=host)
        assert answer.status == 403
        assert b"<rss" not in body
        assert MEDIA not in body


def test_it_answers_to_localhost_and_lets_no_other_page_read(preview: Preview) -> None:
    origin = {"Origin": "https://evil.example"}
    answer, _ = ask(preview, "/tea.xml", Host=f"localhost:{preview.server_port}", **origin)
    assert answer.status == 200
    assert not [name for name in answer.headers if name.lower().startswith("access-control")]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert preview.server_address[0] == HOST


def test_the_shows_are_told_where_nothing_is_asked_for(preview: Preview) -> None:
    answer, body = ask(preview, "/")
    assert answer.status == 200
    assert [*addresses(parsed(body.decode()))] == ["tea/", "tea.xml"]


def test_what_browsers_ask_for_is_no_noise(preview: Preview, capfd: pytest.CaptureFixture[str]) -> None:
    assert ask(preview, "/favicon.ico")[0].status == 404
    assert capfd.readouterr() == ("", "")


UPWARDS = ("..", "%2e%2e", ".%2e", "%2E.", "..%2f", "..%5c", "%252e%252e", "..;", "....//", "%c0%ae%c0%ae", "..%00")


@pytest.mark.parametrize(
    "path",
    [
        *("/media/", "/media", "/hidden/", "/.git/config", "/tea/.feedkit", "/link.txt", "/folder/secret.txt"),
        *("/%00", "/a%00b", f"/{'a' * 10_000}", "/%ff%fe", "/media/%00", f"/media/{'a' * 300}", "//evil.example/tea"),
        *(f"/{up}/secret.txt" for up in UPWARDS),
        *(f"/tea/{up}/{up}/secret.txt" for up in UPWARDS),
    ],
)
def test_no_list_no_link_out_nothing_hidden_and_no_odd_name(preview: Preview, path: str) -> None:
    folder = Path(preview.RequestHandlerClass.keywords["directory"])  # type: ignore[attr-defined]
    for name, target in (("link.txt", folder.parent / "secret.txt"), ("folder", folder.parent)):
        if not (folder / name).is_symlink():
            (folder / name).symlink_to(target)
    for name in (".git", "hidden"):
        (folder / name).mkdir(exist_ok=True)
    (folder / ".git" / "config").write_text("secret")
    (folder / "tea" / ".feedkit").write_text("secret")
    answer, body = ask(preview, path)
    assert answer.status in (301, 404, 414), body
    assert b"secret" not in body
    assert b"one b.mp3" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS"])
def test_nothing_can_be_changed(preview: Preview, method: str) -> None:
    answer, _ = ask(preview, "/tea.xml", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_part_of_what_may_be_another_file_by_now_is_the_whole(preview: Preview) -> None:
    answer, body = ask(preview, "/media/one%20b.mp3", Range="bytes=0-9", **{"If-Range": '"old"'})
    assert (answer.status, body) == (200, MEDIA)


def test_slow_clients_keep_nobody_waiting(preview: Preview) -> None:
    with ExitStack() as stack:
        for _ in range(50):
            slow = stack.enter_context(socket.create_connection((HOST, preview.server_port)))
            slow.sendall(b"GET /tea.xml HTTP/1.1\r\nHost: ")
        started = time.monotonic()
        assert ask(preview, "/tea.xml")[0].status == 200
        assert time.monotonic() - started < 5


def test_a_head_has_the_length_and_no_body(preview: Preview) -> None:
    answer, body = ask(preview, "/media/one%20b.mp3", "HEAD")
    assert (answer.headers["Content-Length"], body) == ("1024", b"")


def test_a_port_that_is_taken_is_told_with_the_way_out(preview: Preview, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="address already in use; choose another with `--port`"):
        Preview(tmp_path, preview.server_port)


def test_the_folders_that_the_show_file_names_are_watched_too(tmp_path: Path) -> None:
    show, people = write_show(tmp_path, more="people: [people, ../people]\n"), tmp_path / "people"
    people.mkdir()
    before = state_of(sources_of(show))
    (people / "amy.yaml").write_text("name: Amy\n")
    after = state_of(sources_of(show))
    assert {path for path in after if path not in before} == {str(people / "amy.yaml")}


def test_a_change_is_built_while_serving_and_an_interrupt_ends_it(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    command = [sys.executable, "-m", "feedkit", "serve", str(show), "--port", "0", "--out", str(tmp_path / "feeds")]
    page = tmp_path / "feeds" / "tea-time" / "index.html"
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=tmp_path)
    try:
        wait_for(lambda: page.is_file() and "Green tea" in page.read_text("utf-8"))
        (show / "show.yaml").write_text("title: [", "utf-8")  # a mistake on the way
        time.sleep(0.7)
        assert process.poll() is None
        (show / "show.yaml").write_text((write_show(tmp_path / "again") / "show.yaml").read_text("utf-8"), "utf-8")
        (show / "episodes" / "001.md").write_text(GOOD.replace("Green tea", "White tea"), "utf-8")
        wait_for(lambda: "White tea" in page.read_text("utf-8"))
    finally:
        process.send_signal(signal.SIGINT)
        out, error = process.communicate(timeout=20)
    assert process.returncode == 130
    assert out.startswith(f"tea-time: http://{HOST}:")
    assert "Traceback" not in error


def test_a_preview_has_no_subscribers_to_lose(tmp_path: Path) -> None:
    show = write_show(tmp_path).rename(tmp_path / "tea & time")
    command = [sys.executable, "-m", "feedkit", "serve", str(show), "--port", "0"]
    said = tmp_path / "said"
    with said.open("w") as out, subprocess.Popen(command, stdout=out, stderr=out, cwd=tmp_path) as process:
        try:
            wait_for(lambda: "1 episode, " in said.read_text())
            record = show / "episodes" / "001.md"
            record.write_text(GOOD.replace("tea-1", "tea-2").replace("Green tea", "White tea"), "utf-8")
            wait_for(lambda: said.read_text().count("1 episode, ") == 2)
        finally:
            process.send_signal(signal.SIGINT)
    assert "/tea%20%26%20time/, the feed: " in said.read_text()  # which a terminal makes a link
    assert "published" not in said.read_text()
    assert "would become" not in said.read_text()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_closed_terminal_leaves_nothing_behind(number: signal.Signals, tmp_path: Path) -> None:
    show, temporary = write_show(tmp_path), tmp_path / "temporary"
    temporary.mkdir()
    command = [sys.executable, "-m", "feedkit", "serve", str(show), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.DEVNULL, cwd=tmp_path, env={**os.environ, "TMPDIR": str(temporary)}
    ) as process:
        wait_for(lambda: any(temporary.rglob("tea-time.xml")))
        process.send_signal(number)
    assert process.returncode == 130
    assert [*temporary.iterdir()] == []


TITLES = ("Green tea", "White tea")


def test_a_thousand_requests_while_it_builds_and_fifty_hang_get_whole_feeds(tmp_path: Path) -> None:
    show = write_show(tmp_path)
    record, feeds = show / "episodes" / "001.md", tmp_path / "feeds"
    command = [sys.executable, "-m", "feedkit", "serve", str(show), "--port", "0", "--out", str(feeds)]
    paths = ("/tea-time.xml", "/tea-time/", "/tea-time/index.html")
    seen, slowest_s = Counter[str](), 0.0
    with (
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=tmp_path
        ) as process,
        ExitStack() as stack,
    ):
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline().split("/tea-time/")[0].rpartition(":")[2])
            wait_for((feeds / "tea-time" / "index.html").is_file)
            for _ in range(50):
                slow = stack.enter_context(socket.create_connection((HOST, port)))
                slow.sendall(b"GET /tea-time.xml HTTP/1.1\r\nHost: ")
            with ThreadPoolExecutor(8) as pool:
                done: list[Future[tuple[str, float]]] = []
                for number in range(1000):
                    if number % 100 == 0:  # what changes is saved as editors do it, and built while it is asked for
                        record.write_text(GOOD.replace(TITLES[0], TITLES[number // 100 % 2]), "utf-8")
                        time.sleep(0.6)
                    done.append(pool.submit(whole, port, paths[number % len(paths)]))
                for one in done:
                    title, taken_s = one.result()
                    seen[title] += 1
                    slowest_s = max(slowest_s, taken_s)
        finally:
            process.send_signal(signal.SIGINT)
    assert seen.total() == 1000
    assert set(seen) == set(TITLES)
    assert slowest_s < 5


def whole(port: int, path: str) -> tuple[str, float]:
    """Which of the titles a whole feed or page has that was asked for, and how long that took."""
    started = time.monotonic()
    connection = HTTPConnection(HOST, port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    assert (answer.status, len(body)) == (200, int(answer.headers["Content-Length"]))
    if path.endswith(".xml"):
        assert ET.fromstring(body).tag == "rss"  # noqa: S314 - feedkit's own
    else:
        assert body.endswith(b"</html>\n")
    [title] = {title for title in TITLES if title.encode() in body}
    return title, time.monotonic() - started


def test_a_browser_is_told_to_run_nothing_that_is_not_feedkits(preview: Preview) -> None:
    for path in ("/tea/", "/tea/1.transcript.vtt", "/nothing.html"):
        answer, _ = ask(preview, path)
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert "unsafe-inline" not in answer.headers["Content-Security-Policy"]


def wait_for(what: Callable[[], bool], at_most_s: float = 30) -> None:
    until = time.monotonic() + at_most_s
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)
