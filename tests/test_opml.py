"""Lists of subscriptions: read from anywhere, written in one form, imported show by show."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedkit.errors import FeedkitError, UsageError
from feedkit.opml import (
    MOST_DEPTH,
    MOST_SUBSCRIPTIONS,
    InvalidOpml,
    Subscription,
    import_opml,
    read_opml,
    subscription_of,
    write_opml,
)
from feedkit.pipeline import load
from feedkit.tags.show import Show
from tests.conftest import ROOT

TEA = Subscription("Tea & Time", "https://example.org/tea.xml?a=1&b=2", "https://example.org/tea")
PRIVATE = "https://amy:secret@example.org/private.xml?token=abc"


def opml(body: str) -> bytes:
    return f'<?xml version="1.0"?><opml version="2.0"><head/><body>{body}</body></opml>'.encode()


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param('<outline text="Tea" xmlUrl="https://a/f"/>', [("Tea", "https://a/f", "")], id="text only"),
        pytest.param('<outline text="t" title="Tea" xmlUrl="https://a/f"/>', [("Tea", "https://a/f", "")], id="title"),
        pytest.param('<outline TEXT="Tea" XMLURL="https://a/f"/>', [("Tea", "https://a/f", "")], id="any case"),
        pytest.param(
            '<outline text="Folder"><outline text="Tea" xmlUrl="https://a/f" htmlUrl="https://a/"/></outline>',
            [("Tea", "https://a/f", "https://a/")],
            id="in a folder",
        ),
        pytest.param('<outline text="Only a folder"/>', [], id="no feed"),
        pytest.param(
            '<outline text="A" xmlUrl="https://a/f"/><outline text="B" xmlUrl="https://a/f"/>',
            [("A", "https://a/f", "")],
            id="the same feed twice",
        ),
    ],
)
def test_feeds_of_a_list_are_found(body: str, expected: list[tuple[str, str, str]]) -> None:
    assert expected == [(one.title, one.feed_url, one.html_url) for one in read_opml(opml(body))]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        pytest.param(b"", "not well-formed", id="empty"),
        pytest.param(b"<opml><body>", "not well-formed", id="cut off"),
        pytest.param(b"<rss/>", "`rss`, not `opml`", id="a feed"),
        pytest.param(b'<!DOCTYPE opml [<!ENTITY a "b">]><opml/>', "DOCTYPE", id="entities"),
        pytest.param(b'<!DOCTYPE o SYSTEM "file:///etc/passwd"><o/>', "DOCTYPE", id="an external document"),
        pytest.param(opml("<outline>" * MOST_DEPTH + "</outline>" * MOST_DEPTH), "deeper", id="too deep"),
        pytest.param(b"<opml/>" + b" " * 10_000_000, "larger than", id="too large"),
        pytest.param(
            opml("".join(f'<outline xmlUrl="h:{i}"/>' for i in range(MOST_SUBSCRIPTIONS + 1))),
            "more than",
            id="too many",
        ),
        pytest.param(b'<?xml version="1.0" encoding="rot13"?><opml/>', "not well-formed", id="an odd encoding"),
    ],
)
def test_what_is_no_list_is_refused_in_words(source: bytes, message: str) -> None:
    with pytest.raises(InvalidOpml, match=message):
        read_opml(source)


@given(st.binary(max_size=200))
def test_no_bytes_raise_anything_else(source: bytes) -> None:
    with contextlib.suppress(FeedkitError):
        read_opml(source)


LINE = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zs", "Zl", "Zp")), min_size=1)


@given(st.lists(st.builds(Subscription, LINE, LINE, LINE), unique_by=lambda one: one.feed_url))
def test_what_is_written_is_read_again(subscriptions: list[Subscription]) -> None:
    assert read_opml(write_opml(subscriptions)) == tuple(subscriptions)


def test_the_form_that_is_written() -> None:
    assert write_opml([TEA], title="My <shows>").decode().splitlines() == [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        "  <head><title>My &lt;shows&gt;</title></head>",
        "  <body>",
        '    <outline type="rss" text="Tea &amp; Time" title="Tea &amp; Time" xmlUrl="https://example.org/tea.xml?a=1&amp;b=2" htmlUrl="https://example.org/tea"/>',
        "  </body>",
        "</opml>",
    ]


def test_a_loaded_show_is_listed_by_the_address_in_its_show_file() -> None:
    one = subscription_of(load(ROOT / "seeds" / "coder-radio"))
    assert (one.title, one.feed_url) == ("Coder Radio", "https://example.org/feeds/coder-radio.xml")


def test_a_show_whose_address_is_unknown_is_refused() -> None:
    with pytest.raises(UsageError, match="write `feed_url` in its show"):
        write_opml([Show(title="Tea Time")])


def test_an_address_is_not_shown() -> None:
    assert "secret" not in repr(Subscription("Tea", PRIVATE))


FEED = "<rss version='2.0'><channel><title>{0}</title><link>https://a/</link><description>{0}</description></channel></rss>"


@pytest.fixture
def imported(tmp_path: Path) -> tuple[Path, list[tuple[str, str]]]:
    """A list of four imported: two shows of one name, one whose feed is away, one that is no feed."""
    answers = {
        "https://a/1": FEED.format("One").encode(),
        "https://a/2": FEED.format("Two").encode(),
        PRIVATE: b"<html>",
    }

    def fetch(url: str) -> bytes:
        if url not in answers:
            raise FileNotFoundError(2, "not found", url)
        return answers[url]

    subscriptions = [Subscription("Tea", url) for url in answers] + [Subscription("Gone", "https://a/gone")]
    done = import_opml(write_opml(subscriptions), tmp_path, fetch=fetch)
    return tmp_path, [
        (one.folder.name, "; ".join(p.message for p in one.report if p.level.name == "ERROR")) for one in done
    ]


def test_each_show_gets_a_folder_of_its_own(imported: tuple[Path, list[tuple[str, str]]]) -> None:
    folder, _ = imported
    assert sorted(path.parent.name for path in folder.glob("*/show.yaml")) == ["tea", "tea-2"]
    assert [load(folder / name).title for name in ("tea", "tea-2")] == ["One", "Two"]


def test_a_feed_that_cannot_be_had_costs_itself_alone(imported: tuple[Path, list[tuple[str, str]]]) -> None:
    _, outcomes = imported
    assert outcomes[2:] == [
        ("tea-3", "`Tea` was not imported: this is a page of HTML and no feed"),
        ("gone", "`Gone` was not imported: not found"),
    ]
