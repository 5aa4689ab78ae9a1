"""What is fuzzed: for each kind of input the call, the seeds, and what inputs are made of."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent
SHARED = Path(os.environ.get("FEEDKIT_SHARED", ROOT.parent / "shared"))
CASES = ROOT / "tests" / "cases"
SUFFIXES = (".yaml", ".json", ".toml", ".md")
"""The formats of records; the first byte of an input says which one it is."""
MOST_SEED_BYTES = 50_000


class Target(NamedTuple):
    """read: the call. seeds: inputs to begin with. words: what a mutation may put in. around: what a flood of words stands in."""

    read: Callable[[bytes], object]
    seeds: Callable[[], Iterator[bytes]]
    words: tuple[str, ...]
    around: tuple[tuple[str, str], ...]


def read_as_feed(raw: bytes) -> None:
    """Read it as bytes, quickly and with places, and run the rules over it."""
    import feedkit
    from feedkit.feed.read import read_feed

    read_feed(raw)
    feedkit.validate(read_feed(raw, located=True))


def read_as_record(raw: bytes) -> None:
    """Read a record of the format that the first byte names, and settle what it says."""
    from feedkit.records.dialects import read_records
    from feedkit.records.record import Record
    from feedkit.tags.episode import Episode
    from feedkit.tags.settle import settle

    path = _folder() / f"record{SUFFIXES[raw[0] % len(SUFFIXES) if raw else 0]}"
    path.write_bytes(raw[1:])
    for one in read_records(path, path.name):
        if isinstance(one, Record):
            settle(Episode, {name: value for name, value in one.episode.values.items() if name in Episode.model_fields})


def _folder() -> Path:
    folder = Path("/dev/shm" if Path("/dev/shm").is_dir() else tempfile.gettempdir()) / f"feedkit-fuzz-{os.getpid()}"  # noqa: S108 - a name of its own
    folder.mkdir(exist_ok=True)
    return folder


def feeds() -> Iterator[bytes]:
    """The hostile feeds, the W3C's cases and feedkit's own."""
    for folder in (SHARED / "hostile" / "feeds", SHARED / "conformance", CASES / "feeds", CASES / "build"):
        yield from (path.read_bytes() for path in sorted(folder.rglob("*.xml")))


def records() -> Iterator[bytes]:
    """The hostile records and those of the archives, each after the byte that names its format."""
    for folder in (SHARED / "hostile" / "records", CASES / "archives", CASES / "build", CASES / "records"):
        for path in sorted(folder.rglob("*.*")):
            if path.suffix in SUFFIXES and path.is_file():
                yield bytes([SUFFIXES.index(path.suffix)]) + path.read_bytes()
    toml = '+++\ntitle = "Tea"\ndate = 2025-01-29T02:00:00Z\n[[person]]\nname = "Amy"\n+++\nNotes.\n'
    yield bytes([SUFFIXES.index(".md")]) + toml.encode()
    yield bytes([SUFFIXES.index(".toml")]) + toml.strip("+\n").partition("+++")[0].encode()
    yield bytes([SUFFIXES.index(".json")]) + json.dumps({"title": "Tea", "duration": 1e3, "tags": ["a"]}).encode()


MARKUP = (
    *(
        "<rss",
        "<channel>",
        "<item>",
        "</item>",
        "<![CDATA[",
        "]]>",
        "<!DOCTYPE",
        "<!ENTITY",
        "<?xml",
        "xmlns:",
        "&#x",
        "&amp;",
    ),
    *(
        "<itunes:",
        "<podcast:",
        "<atom:link",
        "<content:encoded>",
        "encoding=",
        "version=",
        "utf-16",
        "<feed",
        "-->",
        "<!--",
    ),
    *(
        "<podcast:value",
        "<podcast:liveItem",
        "<podcast:person",
        "<psc:chapters",
        "<enclosure",
        "url=",
        "length=",
        "href=",
    ),
)  # fmt: skip - one table
SYNTAX = (
    *(
        "---",
        "+++",
        "- ",
        ": ",
        "? ",
        "&a",
        "*a",
        "<<:",
        "!!",
        "| ",
        "> ",
        "{",
        "}",
        "[",
        "]",
        '"',
        "'",
        "#",
        "%YAML",
        "\\u",
        "...",
    ),
    *(
        "title",
        "date",
        "guid",
        "enclosure",
        "duration",
        "persons",
        "chapters",
        "notes",
        "tags",
        "0x",
        "1e9",
        "null",
        "true",
    ),
    *("[[", "]]", "'''", '"""', "```", "2025-01-29", "T02:00:00Z", "\\ud800", "NaN"),
)  # fmt: skip - one table
SIGNS = tuple("<>&;\"'=/:!?-[]{}#|,. \n\tax0*%@\\`~^$()_+é")
PIECES = (
    *(
        "<a/>",
        "<a>",
        "</a>",
        "<p>",
        "<b ",
        "&nbsp;",
        "&#38;",
        "xmlns:a='b' ",
        "<title>",
        "<category>a</category>",
        "\u0301",
    ),
    *(
        "https://x.org/a.mp3 ",
        "(0:01) x\n",
        "<item><title>a</title></item>",
        "<podcast:person>a</podcast:person>",
        "javascript:",
    ),
)  # fmt: skip - one table
LINES = (
    *(
        "a: b\n",
        "- a\n",
        "&a ",
        "*a ",
        '"a": ',
        "[1,",
        '{"a":',
        "[[a]]\n",
        "a.b",
        "a = 1\n",
        "\n\n",
        "---\n",
        "00:01 Tea\n",
    ),
    *("* [a](http://x)\n", "## x\n", "**Amy:** hi\n", "{{< x >}}", "{% x %}", "<p>", "<!--", "1. "),
)  # fmt: skip - one table


def _in_item(name: str) -> tuple[str, str]:
    return f'<rss version="2.0"><channel><item><{name}>', f"</{name.split(maxsplit=1)[0]}></item></channel></rss>"


IN_FEEDS = (
    *(_in_item(name) for name in ("title", "description", "guid", "pubDate", "author", "link", "itunes:duration")),
    *((f"{before}<![CDATA[", f"]]>{after}") for before, after in [_in_item("content:encoded")]),
    ('<rss version="2.0"><channel>', "</channel></rss>"),
    ('<rss version="2.0"><channel><item><enclosure url="', '"/></item></channel></rss>'),
    *(("<rss ", "><channel></channel></rss>"), ("<!--", "--><rss/>"), ("", "")),
)
IN_RECORDS = (
    *(
        ("\0", ""),
        ("\0title: ", ""),
        ("\0title: x\nnotes: |\n  ", ""),
        ("\1", ""),
        ('\1{"title": "', '"}'),
        ('\1{"a": ', "}"),
    ),
    *(
        ("\2", ""),
        ("\2a = ", ""),
        ("\3", ""),
        ("\3---\n", "\n---\nx"),
        ("\3---\ntitle: x\n---\n", ""),
        ("\3+++\n", "\n+++\nx"),
    ),
    *(('\3{"title": "x"}\n', ""), ("\3# x\n\n", "")),
)  # fmt: skip - one table
TARGETS = {
    "feeds": Target(read_as_feed, feeds, (*MARKUP, *PIECES), IN_FEEDS),
    "records": Target(read_as_record, records, (*SYNTAX, *LINES), IN_RECORDS),
}
