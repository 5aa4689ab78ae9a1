"""What the guard refuses, what it lets through with a word, and how one says that a change is meant."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from feedkit.errors import UsageError
from feedkit.feed.document import Feed
from feedkit.guard.allow import Allowed
from feedkit.guard.change import Change
from feedkit.guard.ledger import Entry, Ledger
from feedkit.guard.refusals import OVERWRITTEN, way_out
from feedkit.guard.verdict import guard
from feedkit.problems import Level, Place, Problem
from feedkit.tags.writing import element_xml
from tests.feed.feeds import episode, feed_of

LINK = "https://cdn.example/1.mp3"


def built(*episodes: dict[str, Any], **show: Any) -> Feed:
    """A feed laid out as feedkit lays it out, item by item."""
    feed = feed_of(list(episodes), **show)
    assert feed.show is not None
    head, tail = feed.xml.split(b"<channel>")[0], b"  </channel>\n</rss>\n"
    channel = element_xml(feed.show.model_copy(update={"episodes": ()}), indent="  ").encode()
    items = b"".join(element_xml(e, indent="    ").encode() + b"\n" for e in feed.show.episodes)
    return Feed(feed.path, head + channel.removesuffix(b"  </channel>") + items + tail, feed.show)


@pytest.fixture
def published(tmp_path: Path) -> Path:
    path = tmp_path / "tea-time.xml"
    path.write_bytes(built(episode(1), episode(2), episode(3), episode(4)).xml)
    return path


def refused(problems: tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if problem.level == Level.ERROR]


def test_the_same_bytes_are_no_news(published: Path) -> None:
    assert guard(built(episode(1), episode(2), episode(3), episode(4)), published) == ()


def test_nothing_is_refused_where_nothing_was_published(tmp_path: Path) -> None:
    assert guard(built(episode(1)), tmp_path / "tea-time.xml") == ()


def test_a_new_episode_is_told_and_let_through(published: Path) -> None:
    (problem,) = guard(built(episode(5), episode(1), episode(2), episode(3), episode(4)), published)
    assert (problem.level, problem.message) == (Level.INFO, "added: tea-5 Tea no. 5: is new")


def test_a_changed_guid_is_refused_at_its_line_with_the_way_out(published: Path) -> None:
    new = built(episode(1, guid="tea-one", key="one"), episode(2), episode(3), episode(4))
    (problem,) = guard(new, published)
    assert (problem.rule, problem.level) == ("FK071", Level.ERROR)
    line = published.read_text("utf-8").splitlines()[problem.place.line - 1]
    assert "<guid>tea-1</guid>" in line
    assert problem.message == (
        "one Tea no. 1: the guid `tea-1` would become `tea-one`: apps would show an old episode as new"
    )
    assert problem.mend == (
        "write `guid: tea-1` in the record or its overlay; if it is meant, build with `--allow guid-changed:one`"
    )


@pytest.mark.parametrize("name", ["one", "tea-1", "tea-one", "*"])
def test_what_is_allowed_by_any_of_its_names_is_told(published: Path, name: str) -> None:
    new = built(episode(1, guid="tea-one", key="one"), episode(2), episode(3), episode(4))
    (problem,) = guard(new, published, allowed=Allowed([f"guid-changed:{name}"]))
    assert problem.level == Level.INFO
    assert "the guid `tea-1` would become `tea-one`" in problem.message


def test_an_allow_is_for_one_episode_and_one_kind(published: Path) -> None:
    new = built(episode(1, guid="tea-one"), episode(2, guid="tea-two"), episode(3))
    allowed = Allowed(["guid-changed:tea-1", "guid-changed:tea-4"])
    found = guard(new, published, allowed=allowed)
    assert [problem.message.partition(":")[0] for problem in refused(found)] == ["tea-2 Tea no. 2", "tea-4 Tea no. 4"]
    assert allowed.uses == {"guid-changed:tea-1": True, "guid-changed:tea-4": False}


def test_an_allow_that_names_no_kind_says_which_there_are(published: Path) -> None:
    with pytest.raises(UsageError, match=r"`guid-change:1` allows nothing that is known; write one of .*guid-changed"):
        guard(built(episode(1)), published, allowed=Allowed(["guid-change:1"]))


def test_many_that_vanish_are_one_message(published: Path) -> None:
    (problem,) = guard(built(), published)
    assert problem.message == ("4 of 4 published episodes: removed (tea-1, tea-2, tea-3 …): subscribers would lose it")
    assert "--allow 'removed:*'" in problem.mend


def test_all_dates_shifted_by_two_hours_are_refused_in_one_message(published: Path) -> None:
    later = [episode(n, pub_date=f"2024-01-{n + 1:02}T08:00:00+00:00") for n in range(1, 5)]
    (problem,) = guard(built(*later), published)
    assert (problem.rule, problem.level) == ("FK108", Level.ERROR)
    assert problem.message.startswith("the dates of 4 episodes move by +2:00:00")
    (told,) = guard(built(*later), published, allowed=Allowed(["dates-shifted"]))
    assert told.level == Level.INFO


def test_dates_of_the_same_instants_are_told_in_one_line(published: Path) -> None:
    other = [episode(n, pub_date=f"2024-01-{n + 1:02}T08:00:00+02:00") for n in range(1, 5)]
    (problem,) = guard(built(*other), published)
    assert problem.level == Level.INFO
    assert "another zone, the same instant (4)" in problem.message


def test_media_under_another_address_is_told(published: Path) -> None:
    moved = episode(1, enclosure={"url": LINK, "length": 1001, "type": "audio/mpeg"})
    (problem,) = guard(built(moved, episode(2), episode(3), episode(4)), published)
    assert (problem.level, problem.message) == (
        Level.INFO,
        f"media moved: tea-1 Tea no. 1: `https://example.org/1.mp3` becomes `{LINK}`",
    )


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"error code: 1022", id="the body of an HTTP error"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"<html><body>502</body></html>", id="a page"),
        pytest.param(b"<rss version='2.0'><channel><title>Tea", id="a feed that is cut"),
        pytest.param(b"\x00\xff\xfe", id="bytes"),
    ],
)
def test_what_is_no_feed_is_not_overwritten_unless_allowed(published: Path, content: bytes) -> None:
    published.write_bytes(content)
    (problem,) = guard(built(episode(1)), published)
    assert (problem.rule, problem.level) == ("FK470", Level.ERROR)
    (told,) = guard(built(episode(1)), published, allowed=Allowed(["not-a-feed"]))
    assert told.level == Level.INFO


def test_a_lost_feed_is_vouched_for_by_the_ledger(published: Path) -> None:
    ledger = Ledger().after(built(episode(1, key="one"), episode(2, key="two")))
    published.unlink()
    found = guard(built(episode(1, key="one", guid="other"), episode(2, key="two")), published, ledger=ledger)
    assert [problem.rule for problem in found] == ["FK071"]


def test_another_shows_feed_is_refused_in_one_message(published: Path) -> None:
    other = built(
        *(episode(n) for n in range(20, 30)),
        guid="917393e3-1b1e-5cef-ace4-edaa54e1f810",
        title="Coffee",
        link="https://example.org/coffee",
    )
    (problem,) = guard(other, published)
    assert problem.rule == "FK471"
    assert "the feed of `Tea Time` would be replaced by that of `Coffee`" in problem.message


def test_the_shows_guid_is_kept(published: Path) -> None:
    new = built(*(episode(n) for n in range(1, 5)), guid="917393e3-1b1e-5cef-ace4-edaa54e1f810")
    (problem,) = guard(new, published)
    assert problem.rule == "FK197"
    assert problem.mend.startswith("write `guid: 9b024349-ccf0-5f69-a609-6b82873eab3c` in show.yaml")


def test_no_message_holds_a_key_of_an_address(tmp_path: Path) -> None:
    private = {"url": "https://amy:pw@example.org/1.mp3?token=SECRET", "length": 1, "type": "audio/mpeg"}
    path = tmp_path / "tea-time.xml"
    path.write_bytes(built(episode(1, enclosure=private)).xml)
    (problem,) = guard(built(episode(1)), path)
    assert "pw" not in problem.message
    assert "SECRET" not in problem.message


@pytest.mark.parametrize(
    ("guid", "said"),
    [
        pytest.param("tea-1", "`guid: tea-1`", id="a word"),
        pytest.param("0042", '`guid: "0042"`', id="YAML has a number for it"),
        pytest.param("9e04", '`guid: "9e04"`', id="YAML has another number for it"),
        pytest.param("true", '`guid: "true"`', id="YAML has a truth for it"),
        pytest.param("tea: 1", '`guid: "tea: 1"`', id="YAML has a mapping for it"),
        pytest.param("Tee Nr. #1", '`guid: "Tee Nr. #1"`', id="YAML has a comment in it"),
        pytest.param("https://tea.example/?p=17", "`guid: https://tea.example/?p=17`", id="an address of WordPress"),
        pytest.param("https://tea.example/?key=17", "the guid that is published there", id="a key is not told"),
        pytest.param("x" * 500, "the guid that is published there", id="too long to be told"),
        pytest.param("tea  1", "the guid that is published there", id="two blanks would be told as one"),
    ],
)
def test_a_guid_is_told_so_that_it_can_be_written_into_a_record(guid: str, said: str) -> None:
    change = Change("guid-changed", ("one",), field="guid", before=guid, after="other")
    assert way_out(change) == f"write {said} in the record or its overlay"


def test_the_old_guid_is_not_for_a_record_that_holds_another_episode_now(published: Path) -> None:
    other = episode(70, key="one", guid="coffee-1")
    ledger = Ledger(entries=tuple(Entry("one" if n == 1 else f"e{n}", f"tea-{n}") for n in range(1, 5)))
    found = guard(built(other, episode(2), episode(3), episode(4)), published, ledger=ledger)
    (mend,) = [problem.mend for problem in refused(found) if problem.rule == "FK071"]
    assert mend == f"{OVERWRITTEN}; if it is meant, build with `--allow guid-changed:one`"


def test_a_guid_that_is_used_again_has_no_place_in_the_published_feed(published: Path) -> None:
    ledger = Ledger(entries=(Entry("seven", "tea-7", gone=True),))
    episodes = (episode(n) for n in (1, 2, 3, 4))
    (problem,) = refused(guard(built(*episodes, episode(9, key="nine", guid="tea-7")), published, ledger=ledger))
    assert (problem.rule, problem.place) == ("FK072", Place(published.as_posix()))
