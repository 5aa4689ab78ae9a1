"""TLS: the connection whose address was checked is the one that is encrypted, and certificates are judged."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest

from feedkit.media.judge import judge_served
from feedkit.media.limits import Limits
from feedkit.media.lock import Lock
from feedkit.media.probe import probe
from feedkit.media.served import Asked
from tests.media.base import AUDIO, CORE, NOW, File, serving

TLS = AUDIO.parent / "tls"
FAST = Limits(connect_s=1, read_s=1, whole_s=3)


@pytest.fixture
def site():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "cert.pem", TLS / "key.pem")
    with serving({"/1.mp3": File((AUDIO / "cbr.mp3").read_bytes())}, context) as site:
        yield site


def ask(site, now=NOW, host="127.0.0.1"):
    found = []
    url = f"https://{site.place}/1.mp3".replace("127.0.0.1", host)
    allowed = [site.place.replace("127.0.0.1", host)]
    probe([Asked(url)], Lock(), now=now, limits=FAST, allow_private=allowed, on_result=found.append)
    return found[0]


def test_a_trusted_certificate_gives_the_facts_and_its_days(site, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / "cert.pem"))
    served = ask(site)
    assert (served.answer.format, served.requests) == ("mp3", 2)
    assert served.tls_days > 30_000
    assert list(judge_served([served], CORE)) == []


def test_a_certificate_that_ends_soon_is_told(site, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / "cert.pem"))
    days = ask(site).tls_days
    served = ask(site, now=NOW + timedelta(days=days - 5))
    messages = [problem.message for problem in judge_served([served], CORE) if problem.rule == "FK398"]
    assert [message.rpartition(": ")[2] for message in messages] == ["its certificate ends in 5 days"]


def test_a_certificate_that_nobody_signed_is_an_error_and_nothing_is_sent(site):
    served = ask(site)
    assert (served.trouble, served.failure) == ("tls", "its certificate is not valid: self-signed certificate")
    assert [problem.rule for problem in judge_served([served], CORE)] == ["FK398"]
    assert site.log == []


def test_a_certificate_for_another_name_is_an_error(site, monkeypatch):
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(TLS / "cert.pem"))
    real = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", lambda _host, port, **named: real("127.0.0.1", port, **named))
    served = ask(site, host="media.example.org")
    assert served.trouble == "tls"
    assert "hostname mismatch" in served.failure


def test_a_handshake_that_drips_is_ended_in_time():
    def drip(listener):
        connection, _ = listener.accept()
        with connection:
            connection.recv(1000)
            for byte in b"\x16\x03\x03\x40\x00" + b"\0" * 40:
                time.sleep(0.3)
                try:
                    connection.sendall(bytes([byte]))
                except OSError:
                    return

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=drip, args=(listener,), daemon=True).start()
        place = f"127.0.0.1:{listener.getsockname()[1]}"
        found, start = [], time.monotonic()
        limits = replace(FAST, whole_s=2)
        asked = [Asked(f"https://{place}/1.mp3")]
        probe(asked, Lock(), now=NOW, limits=limits, allow_private=[place], on_result=found.append)
    assert time.monotonic() - start < 2.5
    assert found[0].answer is None
