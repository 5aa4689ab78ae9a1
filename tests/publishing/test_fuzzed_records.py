"""X2, R1: records of any text and with any typing mistake are built, or told with their line; in time and within memory."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

import feedkit
from feedkit.errors import InvalidRecord
from feedkit.problems import Level
from tests.feed.feeds import episode, write_show
from tests.test_broken_records import GOOD

MOST_S = 1.0
TYPOS = [*"0-9:-{}[]&*!|>'\"%@`#,?~ .eE+TZ_\n\t", "\x00", "\x85", "\u2028", "\\ud800", "]]>", "<b>", "&amp;"]
AWKWARD = st.text(st.characters(), max_size=30) | st.sampled_from(
    ["]]>", "<script>", "&#1;", "\ud800", "\x00", "\x85a: b", "null", "~", "1e999", "\u202e"]
)
FOLDER = Path(tempfile.mkdtemp(prefix="feedkit-fuzz-"))
MANY = settings(deadline=None, derandomize=True, database=None, suppress_health_check=[*HealthCheck])


def judged_and_built(show: Path, name: str) -> tuple[list[feedkit.Problem], bytes, float]:
    """The errors told of a record, the feed, and the processor time that it took."""
    started = time.process_time()
    errors = [one for one in feedkit.validate(show) if one.level == Level.ERROR and one.place.path.endswith(name)]
    xml = b""
    with suppress(InvalidRecord):
        xml = feedkit.build(feedkit.enrich(feedkit.load(show))).xml
    return errors, xml, time.process_time() - started


def told(text: bytes, name: str) -> tuple[int, int]:
    """Build a show with this record; how many errors are told of it, and how many of those have no line."""
    show = write_show(FOLDER / "show", {"good": episode(2)}, records=["episodes/*"])
    (show / "episodes" / name).write_bytes(text)
    errors, xml, took_s = judged_and_built(show, name)
    if took_s >= MOST_S:  # what the examples before have left was collected meanwhile, perhaps
        errors, xml, took_s = judged_and_built(show, name)
    assert took_s < MOST_S
    if xml:
        assert ET.fromstring(xml).tag == etree.fromstring(xml).tag == "rss"  # noqa: S314 - two parsers agree
    return len(errors), sum(
        not one.place.line for one in errors if one.slug not in ("rec-encoding", "rec-empty", "rec-limits")
    )


def any_texts(examples: int) -> None:
    fields = (
        "title",
        "description",
        "notes",
        "author",
        "guid",
        "link",
        "pub_date",
        "duration",
        "subtitle",
        "image",
        "tags",
        "explicit",
        "season",
    )

    @settings(MANY, max_examples=examples)
    @given(
        st.dictionaries(st.sampled_from(fields), AWKWARD, min_size=1, max_size=4),
        st.sampled_from(["e1.json", "e1.md", "e1.yaml"]),
    )
    def one(values: dict[str, Any], name: str) -> None:
        text = json.dumps(episode(1, **values))
        told((f"---\n{text}\n---\n" if name.endswith("md") else text).encode(), name)

    one()


def any_typos(examples: int) -> tuple[int, int]:
    found = [0, 0]

    @settings(MANY, max_examples=examples)
    @given(
        st.lists(
            st.tuples(st.integers(0, len(GOOD)), st.integers(0, 2), st.sampled_from(TYPOS)), min_size=1, max_size=6
        )
    )
    def one(edits: list[tuple[int, int, str]]) -> None:
        text = GOOD
        for at, gone, new in edits:
            text = text[:at] + new + text[at + gone :]
        errors, without = told(text.encode(), "e1.md")
        found[0] += errors
        found[1] += without

    one()
    return found[0], found[1]


@pytest.mark.parametrize("examples", [500, pytest.param(10_000, marks=pytest.mark.slow)])
def test_whatever_a_record_says_the_feed_is_well_formed_and_errors_are_told(examples: int) -> None:
    any_texts(examples)


@pytest.mark.parametrize("examples", [500, pytest.param(10_000, marks=pytest.mark.slow)])
def test_whatever_is_mistyped_in_a_record_is_told_with_its_line(examples: int) -> None:
    errors, without_line = any_typos(examples)
    assert errors > examples / 5
    assert without_line <= errors / 100


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_three_thousand_records_take_seconds_and_little_memory(tmp_path: Path) -> None:
    show = tmp_path / "project" / "seeds" / "show"
    notes = "We taste tea after tea, and rank them all. " * 40
    write_show(show, {f"{n:04}": episode(n, guid=f"g{n}", notes=notes) for n in range(3000)})

    def bounded() -> None:
        resource.setrlimit(resource.RLIMIT_AS, (2 * 1024**3, 2 * 1024**3))

    build = [sys.executable, "-m", "feedkit", "build", "seeds", "--format", "json"]
    folder = tmp_path / "project"
    process = subprocess.Popen(build, cwd=folder, preexec_fn=bounded, stdout=-3, stderr=-3)  # noqa: PLW1509 - no threads
    _, status, used = os.wait4(process.pid, 0)  # of this child alone: others of this worker took more memory
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    assert used.ru_utime + used.ru_stime < 5
    assert used.ru_maxrss / 1024 < 300
