"""Files as documents: what cannot be read is a problem with a place, never an exception."""

from __future__ import annotations

import hashlib
import os
import time

import pytest

from feedkit.problems import Place
from feedkit.records.document import MOST_BYTES, document_of, read_document


@pytest.mark.parametrize(
    ("raw", "rule", "place", "words"),
    [
        pytest.param(b"", "FK412", "r.md", "the file is empty", id="no bytes"),
        pytest.param(b" \n\t\n", "FK412", "r.md", "the file is empty", id="blank lines only"),
        pytest.param(b"a\nb\xe7c", "FK411", "r.md:2:2", "byte 0xE7 is not UTF-8", id="Latin-1"),
        pytest.param(b"a\rb\r\n\xc0\xaf", "FK411", "r.md:3:1", "byte 0xC0 is not UTF-8", id="overlong, after CR"),
        pytest.param("ü\xe7".encode() + b"\xff", "FK411", "r.md:1:3", "byte 0xFF", id="columns count characters"),
        pytest.param("x".encode("utf-16"), "FK411", "r.md", "UTF-16", id="UTF-16 with its mark"),
        pytest.param(
            b"title: A\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n",
            "FK440",
            "r.md:2:1",
            "a conflict here",
            id="a conflict",
        ),
        pytest.param(b"<<<<<<< HEAD\r\n=======\r\n>>>>>>> x", "FK440", "r.md:1:1", "a conflict", id="at the beginning"),
        pytest.param(b"x" * (MOST_BYTES + 1), "FK414", "r.md", "1 MiB", id="a byte too many"),
    ],
)
def test_what_cannot_be_read_is_one_problem(raw, rule, place, words):
    document = document_of(raw, "r.md")
    assert not document.readable
    assert not document.text
    assert [(rule, place)] == [(problem.rule, str(problem.place)) for problem in document.problems]
    assert words in document.problems[0].message


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Notes\n=======\n", id="a heading"),
        pytest.param(" <<<<<<< HEAD\n =======\n >>>>>>> x\n", id="indented, as notes about git may have them"),
        pytest.param("<<<<<<< HEAD\n=======\n", id="no end"),
        pytest.param("=======\n<<<<<<< HEAD\n>>>>>>> x\n", id="another order"),
        pytest.param("a <<<<<<< HEAD\n=======\n>>>>>>> x\n", id="within a line"),
    ],
)
def test_what_only_looks_like_a_conflict_is_text(text):
    assert document_of(text.encode(), "r.md").text == text


def test_many_marks_take_no_time():
    start = time.process_time()
    document_of(b"<<<<<<< a\n=======\n" * 50_000, "r.md")
    assert time.process_time() - start < 1


def test_a_file_of_exactly_the_limit_is_read():
    assert document_of(b"x" * MOST_BYTES, "r.md").readable


def test_a_byte_order_mark_is_no_text():
    document = document_of("\ufefftitle: A".encode(), "r.md")
    assert (document.text, document.problems) == ("title: A", ())


def test_the_hash_is_of_the_bytes_in_the_file(tmp_path):
    path = tmp_path / "r.md"
    path.write_bytes(b"a\r\nb")
    document = read_document(path, "shown.md")
    assert document.sha256 == hashlib.sha256(b"a\r\nb").hexdigest()
    assert document.text == "a\nb"
    assert [str(problem.place) for problem in document.problems] == ["shown.md:1"]


@pytest.mark.parametrize("name", ["missing.md", "folder"])
def test_what_is_no_file_is_one_problem(tmp_path, name):
    (tmp_path / "folder").mkdir()
    document = read_document(tmp_path / name, name)
    assert [problem.rule for problem in document.problems] == ["FK417"]
    assert not document.readable


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no FIFOs")
def test_a_fifo_does_not_block(tmp_path):
    os.mkfifo(tmp_path / "pipe.md")
    document = read_document(tmp_path / "pipe.md", "pipe.md")
    assert [problem.message for problem in document.problems] == ["this is not an ordinary file"]


def test_a_part_keeps_the_line_numbers_of_the_file():
    document = document_of(b"one\ntwo\nthree\nfour\n", "r.md")
    part = document.part(document.text.index("three"))
    assert str(part.place_at(part.text.index("four"))) == "r.md:4:1"
    assert part.excerpt(part.place_at(6)) == "four"


@pytest.mark.parametrize("line", [0, 5])
def test_a_line_that_is_not_there_has_no_excerpt(line):
    document = document_of(b"one\ntwo", "r.md")
    assert document.excerpt(Place("r.md", line)) is None
