"""Who may be asked: every spelling of a private address is refused, and the name is looked up once."""

from __future__ import annotations

import json
import socket

import pytest

from feedkit.media.addresses import Reach, Refused, check_url, shown
from feedkit.media.fetch import Fetcher, NoAnswer
from feedkit.media.limits import Budget, Limits
from tests.media.base import File, serving

LIMITS = Limits(whole_s=5)


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("127.0.0.1", id="loopback"),
        pytest.param("127.8.8.8", id="another loopback"),
        pytest.param("10.0.0.1", id="private"),
        pytest.param("172.16.0.1", id="private, 172"),
        pytest.param("192.168.1.1", id="private, 192"),
        pytest.param("100.64.0.1", id="shared by a carrier"),
        pytest.param("100.100.100.200", id="metadata of a cloud"),
        pytest.param("169.254.169.254", id="metadata"),
        pytest.param("168.63.129.16", id="a cloud's wire server"),
        pytest.param("0.0.0.0", id="unspecified"),  # noqa: S104 - nothing is bound
        pytest.param("255.255.255.255", id="broadcast"),
        pytest.param("224.0.0.1", id="multicast"),
        pytest.param("192.0.2.1", id="documentation"),
        pytest.param("::1", id="loopback 6"),
        pytest.param("::", id="unspecified 6"),
        pytest.param("fe80::1%eth0", id="link-local 6"),
        pytest.param("fc00::1", id="unique local"),
        pytest.param("fec0::1", id="site-local"),
        pytest.param("fd00:ec2::254", id="metadata 6"),
        pytest.param("::ffff:127.0.0.1", id="mapped"),
        pytest.param("::127.0.0.1", id="compatible"),
        pytest.param("64:ff9b::7f00:1", id="nat64"),
        pytest.param("64:ff9b:1::a00:1", id="local nat64"),
        pytest.param("2002:7f00:1::", id="6to4"),
        pytest.param("2001:0:4136:e378:8000:63bf:80ff:fffe", id="teredo of loopback"),
        pytest.param("ff02::1", id="multicast 6"),
    ],
)
def test_what_is_not_public_is_refused(address):
    with pytest.raises(Refused, match="public ones only"):
        Reach().check("media.example.org", 443, address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_what_is_public_is_asked(address):
    Reach().check("media.example.org", 443, address)


@pytest.mark.parametrize("address", ["169.254.169.254", "fd00:ec2::254", "100.100.100.200", "224.0.0.1", "::"])
def test_metadata_is_refused_even_where_private_addresses_are_allowed(address):
    with pytest.raises(Refused):
        Reach.of(allowed=True).check("media.example.org", 80, address)


def test_an_allowance_is_for_one_host_and_port():
    reach = Reach.of(["127.0.0.1:8000"])
    reach.check("127.0.0.1", 8000, "127.0.0.1")
    with pytest.raises(Refused):
        reach.check("127.0.0.1", 8001, "127.0.0.1")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param("file:///etc/passwd", "`file:`", id="file"),
        pytest.param("gopher://127.0.0.1:6379/_x", "`gopher:`", id="gopher"),
        pytest.param("javascript:alert(1)", "`javascript:`", id="script"),
        pytest.param("//media.example.org/a.mp3", "http and https only", id="no scheme"),
        pytest.param("https:///a.mp3", "no host", id="no host"),
        pytest.param("https://media.example.org:99999/a.mp3", "port", id="port too large"),
        pytest.param("https://media.example.org:0/a.mp3", "port", id="port 0"),
        pytest.param("https://media.example.org/a\r\nHost: evil", "cannot be seen", id="line end"),
        pytest.param("http:/\\127.0.0.1/a.mp3", "backslash", id="backslash"),
        pytest.param("http://①②⑦.0.0.1/a.mp3", "stand for others", id="circled digits"),
        pytest.param("http://" + "a" * 64 + ".example/", "too long", id="long label"),
        pytest.param("https://example.org/" + "a" * 9000, "9020 characters", id="long"),
        pytest.param("http://[::1", "cannot be read", id="half a bracket"),
    ],
)
def test_addresses_that_cannot_be_asked_say_why(url, words):
    with pytest.raises(Refused, match=words):
        check_url(url)


def test_no_hostile_address_reaches_anybody(shared, monkeypatch):
    asked: list[str] = []

    def look_up(host, *_args, **_named):
        asked.append(host)
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with Fetcher(LIMITS) as fetcher:
        for line in (shared / "hostile" / "urls.jsonl").read_text("utf-8").splitlines():
            case = json.loads(line)
            with pytest.raises(NoAnswer) as caught:
                fetcher.ask("GET", case["url"], Budget(LIMITS))
            if case["expect"] == "E" and not case["probe"]:
                assert caught.value.kind == "refused", case
    assert "media.example.org" in asked
    assert not [host for host in asked if set(host) & set("\\@#")]


def _found(address: str, port: int) -> list:
    return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]


def test_a_name_that_changes_its_address_is_connected_where_it_was_checked(monkeypatch):
    with serving({"/x": File(b"x")}) as site:
        port = int(site.place.rpartition(":")[2])
        calls: list[str] = []
        connected: list[tuple] = []

        def look_up(host, *_args, **_named):
            calls.append(host)
            return _found("93.184.216.34" if len(calls) % 2 else "127.0.0.1", port)

        def connect(_self, address):
            connected.append(address)
            raise ConnectionRefusedError

        monkeypatch.setattr(socket, "getaddrinfo", look_up)
        monkeypatch.setattr(socket.socket, "connect", connect)
        with Fetcher(LIMITS) as fetcher:
            for _ in range(1000):
                with pytest.raises(NoAnswer):
                    fetcher.ask("GET", f"http://rebind.example.org:{port}/x", Budget(LIMITS))
    assert {address for address, _ in connected} == {"93.184.216.34"}
    assert len(calls) == 1000
    assert not site.log


def test_one_private_answer_among_public_ones_refuses_the_name(monkeypatch):
    found = [*_found("93.184.216.34", 80), *_found("10.0.0.1", 80)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_named: found)
    with Fetcher(LIMITS) as fetcher, pytest.raises(NoAnswer, match="private") as caught:
        fetcher.ask("GET", "http://media.example.org/x", Budget(LIMITS))
    assert caught.value.kind == "refused"


@pytest.mark.parametrize("host", ["127.0.0.1", "127.1", "0x7f000001", "2130706433", "0177.0.0.1", "localhost", "[::1]"])
def test_loopback_is_refused_in_every_spelling_unless_it_is_allowed(host):
    with Fetcher(LIMITS) as fetcher, pytest.raises(NoAnswer) as caught:
        fetcher.ask("GET", f"http://{host}:9/x", Budget(LIMITS))
    assert caught.value.kind == "refused"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://user:S3CR3T@example.org/feed/S3CR3T/1.mp3?token=S3CR3T", "https://example.org/…/1.mp3?…"),
        ("https://example.org/", "https://example.org/"),
        ("https://example.org:444/1.mp3", "https://example.org:444/1.mp3"),
        ("http://[::1", "an address that cannot be read"),
    ],
)
def test_addresses_are_shown_without_what_may_be_secret(url, expected):
    assert shown(url) == expected
