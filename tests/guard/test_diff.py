"""What changed between two feeds: the cases of tests/cases/history, and how they are told."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from xml.etree.ElementTree import Element, fromstring

import pytest
import yaml
from markdown_it import MarkdownIt

from feedkit.guard.change import Change, Diff, Memory
from feedkit.guard.diff import diff
from feedkit.guard.table import REFUSED, ROWS
from feedkit.guard.words import diff_json, diff_markdown, diff_text, sentence, without_secrets
from feedkit.problems import Level
from tests.conftest import CASES
from tests.feed.feeds import episode, feed_of

HISTORY = yaml.safe_load((CASES / "history" / "cases.yaml").read_text("utf-8"))


def episodes(wanted: list[Any]) -> list[dict[str, Any]]:
    made = []
    for one in wanted:
        other = dict(one) if isinstance(one, dict) else {"n": one}
        made.append(episode(other.pop("n"), **other))
    return made


@pytest.mark.parametrize("case", HISTORY.values(), ids=HISTORY)
def test_a_diff_finds(case: dict[str, Any]) -> None:
    old = feed_of(episodes(case["before"]), **case.get("before_show", {}))
    new = feed_of(episodes(case["after"]), **case.get("after_show", {}))
    new = replace(new, pictures=case.get("after_pictures", {}))
    memory = Memory(case.get("keys", {}), case.get("withdrawn", ()), pictures=case.get("before_pictures", {}))
    found = diff(old, new, memory)
    assert [f"{change.kind} {change.name}".strip() for change in found.changes] == case["changes"]


def test_what_is_refused_comes_first_breaks_a_rule_of_level_error_and_has_a_way_out() -> None:
    assert tuple(ROWS)[: len(REFUSED)] == REFUSED
    assert all(ROWS[kind].mend and ROWS[kind].rule.level == Level.ERROR for kind in REFUSED)
    assert all(row.rule.level < Level.ERROR for kind, row in ROWS.items() if kind not in REFUSED)


def changed() -> Diff:
    after = [episode(1, guid="other"), episode(2, title="A | B <b> @amy"), episode(3)]
    return diff(feed_of([episode(1), episode(2)], path="old.xml"), feed_of(after, path="new.xml"))


def test_the_text_marks_what_is_refused_and_counts() -> None:
    assert diff_text(changed()) == (
        "old.xml -> new.xml: 1 guid changed, 1 title edited, 1 added\n"
        "  ! guid changed: tea-1 Tea no. 1: the guid `tea-1` would become `other`\n"
        "  + added: tea-3 Tea no. 3: is new\n"
        "  ~ title edited: tea-2 A | B <b> @amy: `Tea no. 2` becomes `A | B <b> @amy`\n"
    )


def test_no_changes_are_said_to_be_none() -> None:
    assert diff_text(diff(feed_of([episode(1)]), feed_of([episode(1)]))) == "tea-time.xml -> tea-time.xml: no changes\n"


def test_the_json_has_every_change() -> None:
    told = json.loads(diff_json(changed()))
    assert (told["version"], told["refused"]) == (1, 1)
    assert told["new"] == {"path": "new.xml", "episodes": 3}
    assert told["changes"][0] == {
        "kind": "guid-changed",
        "refused": True,
        "message": "the guid `tea-1` would become `other`",
        "episode": {"name": "tea-1", "title": "Tea no. 1"},
        "field": "guid",
        "before": "tea-1",
        "after": "other",
    }


def test_the_markdown_holds_no_markup_of_the_feed() -> None:
    told = diff_markdown(changed())
    assert "### ⚠ guid changed (1)" in told
    assert "<details><summary>title edited (1)</summary>" in told
    assert "A \\| B &lt;b&gt; @\u200bamy" in told
    assert "<b>" not in told


def test_many_changes_of_a_kind_are_counted() -> None:
    told = diff_text(diff(feed_of([episode(n) for n in range(30)]), feed_of([])))
    assert told.count("removed: tea-") == 20
    assert "  ! removed: 10 more\n" in told


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        pytest.param("https://amy:pw@example.org/1.mp3", "https://…@example.org/1.mp3", id="user and password"),
        pytest.param("https://example.org/1?token=abc&x=1", "https://example.org/1?token=…&x=…", id="query"),
        pytest.param("a?b=c", "a?b=c", id="no address"),
        pytest.param("https://example.org/1", "https://example.org/1", id="nothing to hide"),
    ],
)
def test_an_address_is_shown_without_what_may_be_a_key(address: str, shown: str) -> None:
    assert without_secrets(address) == shown


def test_two_thousand_episodes_are_compared_in_a_second() -> None:
    many = [
        episode(n, pub_date=f"20{10 + n // 336:02}-{1 + n // 28 % 12:02}-{1 + n % 28:02}T06:00:00Z")
        for n in range(2000)
    ]
    old, new = feed_of(many), feed_of([*many[:-1], many[-1] | {"guid": "other"}])
    assert [change.kind for change in diff(old, new).changes] == ["guid-changed"]


def test_a_change_without_names_is_the_shows() -> None:
    assert Change("mass-churn", count=7).name == ""


ODD = [
    "a_b_c and *d*",
    "a|b`c",
    "`",
    "``` x",
    "<script>alert(1)</script> & &amp;",
    "[here](https://tea.example) ![x](y)",
    "https://tea.example www.tea.example",
    "$x$ \\ ~y~",
    "# 12 | 13",
]

TAGS = {"body", "p", "strong", "h3", "table", "thead", "tbody", "tr", "th", "td", "code", "details", "summary"}


def rendered(markdown: str) -> Element:
    """What a reader sees, as a tree; a details element is HTML that Markdown lets pass."""
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(markdown)
    return fromstring(f"<body>{html}</body>")  # noqa: S314 - made just now


@pytest.mark.parametrize("text", ODD)
def test_markdown_shows_guids_letter_by_letter_and_titles_as_they_are(text: str) -> None:
    after = [episode(1, guid=text, title=text, explicit="yes")]
    tree = rendered(diff_markdown(diff(feed_of([episode(1)]), feed_of(after))))
    rows = [row for row in tree.iter("tr") if row[0].tag == "td"]
    assert [code.text for code in rows[0].iter("code")] == ["tea-1", text]
    assert {"".join(row[0].itertext()).replace("\u200b", "") for row in rows} == {f"tea-1 {text}"}
    assert {one.tag for one in tree.iter()} <= TAGS


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@amy wrote", "@\u200bamy wrote"),
        ("see #12", "see \\#\u200b12"),
        ("\u202eevil", "U+202Eevil"),
        ("\x9b31m", "U+009B31m"),
    ],
)
def test_markdown_calls_nobody_and_hides_nothing(text: str, shown: str) -> None:
    assert shown in diff_markdown(Diff((Change("added", ("tea-1",), text),)))


def test_text_for_a_terminal_hides_nothing() -> None:
    assert "tea-1 U+202Eevil: is new" in diff_text(Diff((Change("added", ("tea-1",), "\u202eevil"),)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (Change("duration-edited", ("1",), field="duration", before="3012"), "3012 becomes nothing"),
        (Change("show-edited", field="guid", after="9b02"), "guid: nothing becomes `9b02`"),
        (
            Change("feed-renamed", before="feeds/a", after="feeds/b"),
            "the show is published as `feeds/a.xml`, and would begin anew as `feeds/b.xml`",
        ),
        (Change("edited", ("1",), field="{before} `x`"), "{before} `x` is edited"),
    ],
)
def test_what_is_empty_is_said_to_be_nothing(change: Change, said: str) -> None:
    assert sentence(change) == said


def test_yes_and_no_are_told_as_they_are_written() -> None:
    (change,) = diff(feed_of([episode(1)], explicit=False), feed_of([episode(1)], explicit=True)).changes
    assert sentence(change) == "explicit: `false` becomes `true`"
