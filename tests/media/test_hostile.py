"""The hostile server: every endpoint gives a verdict that is right, in bounded time, and no trap is fallen into."""

from __future__ import annotations

import json
import subprocess
import sys
import time
import urllib.request
from collections import Counter

import pytest

from feedkit.characters import one_line
from feedkit.media.contents import check_contents
from feedkit.media.judge import judge_served
from feedkit.media.limits import Limits
from feedkit.media.lock import Lock
from feedkit.media.probe import probe
from feedkit.media.served import Asked
from feedkit.problems import Level
from tests.media.base import CORE, NOW

LIMITS = Limits(connect_s=2, read_s=2.5, whole_s=7, retry_after_s=2.5, per_host=32, workers=32)
SLOW = {"/429"}
"""What a shorter patience than the usual one judges otherwise."""


@pytest.fixture(scope="module")
def run(shared):
    """The server's list of endpoints, what became of each, and the server's own log."""
    command = [sys.executable, str(shared / "oracles" / "hostile_server.py"), "--seconds", "100", "--conn-seconds", "8"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        told = json.loads(server.stdout.readline())
        ends = _read(told["url"] + "/")["endpoints"]
        ends = [one for one in ends if one["group"] != "import"]
        ends += [
            {"path": name, "group": "connect", "expect": "error"} for name in ("refused", "blackhole", "https_to_plain")
        ]
        urls = {one["path"]: told.get(one["path"]) or f"{told['url']}{one['path']}?key=1" for one in ends}
        place = told["url"].removeprefix("http://")
        extra = [told[name].partition("//")[2].partition("/")[0] for name in ("refused", "blackhole")]
        found, start = {}, time.monotonic()
        probe(
            [Asked(url) for url in urls.values()],
            Lock(),
            now=NOW,
            limits=LIMITS,
            allow_private=[place, *extra],
            on_result=lambda served: found.update({served.url: served}),
        )
        took = time.monotonic() - start
        read = {
            url: list(check_contents(served, allow_private=[place], limits=LIMITS)) for url, served in found.items()
        }
        log, canary = _read(told["url"] + "/__log"), _read(told["url"] + "/__canary")
        server.kill()
    return {"ends": ends, "urls": urls, "found": found, "read": read, "took": took, "log": log, "canary": canary}


def _read(url):
    with urllib.request.urlopen(url, timeout=10) as answer:  # noqa: S310 - our own server
        return json.load(answer)


def test_every_endpoint_gives_an_answer_in_time(run):
    assert set(run["found"]) == set(run["urls"].values())
    assert run["took"] < 60


def test_no_trap_is_fallen_into(run):
    assert run["canary"]["hits"] == 0
    assert [one for one in run["log"] if one["origin"] == "other"] == []
    assert [one for one in run["log"] if {"authorization", "cookie"} & set(one["headers"])] == []


def test_no_address_costs_more_than_a_few_requests(run):
    counts = Counter(one["path"].partition("?")[0] for one in run["log"])
    for shared_target in ("/ok.mp3", "/", "/__log"):
        counts.pop(shared_target, None)
    assert max(counts.values()) <= 13  # /redirect-self: HEAD and GET, and five redirects each


def test_verdicts_are_those_of_the_list(run):
    wrong = []
    for end in run["ends"]:
        url = run["urls"][end["path"]]
        problems = [*judge_served([run["found"][url]], CORE), *run["read"][url]]
        level = max((problem.level for problem in problems if problem.level > Level.INFO), default=None)
        verdict = {None: "ok", Level.WARNING: "warn", Level.ERROR: "error"}[level]
        if verdict not in end["expect"].split("|"):
            wrong.append((end["path"], end["expect"], verdict))
    assert [one for one in wrong if one[0] not in SLOW] == []


def test_messages_are_one_line_and_hold_no_secret(run):
    for served in run["found"].values():
        for problem in judge_served([served], CORE):
            assert problem.message == one_line(problem.message)
            assert "S3CR3T" not in problem.message
