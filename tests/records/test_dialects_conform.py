"""What every dialect promises, tried on examples of each; others try theirs with the same call."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedkit.records.dialects import dialect_named, dialects
from feedkit.records.dialects.conformance import breaches
from feedkit.records.document import document_of
from feedkit.records.record import Record, Skipped
from tests.conftest import CASES

ARCHIVES = CASES / "archives"
NATIVE = "---\ntitle: A\nguid: a-1\nenclosure: {url: https://example.org/a.mp3, length: 5}\n---\n\nNotes.\n"
EXAMPLES = {
    "castanet": ["content/episode/episode-*.md"],
    "jekyll": ["_episodes/*.md"],
    "octopod": ["_posts/*.md"],
    "eleventy": ["src/episode-posts/*.md"],
    "syntax": ["shows/*.md"],
    "show-notes": ["docs/20*/*.md"],
    "json-feed": ["feed.json"],
    "list": ["episodes.yaml"],
    "site": ["content/0*", "content/*/index.md"],
}
PAGES = [one for one in sorted((CASES / "records" / "web-page").glob("*/page.html")) if "several" not in str(one)]


def examples_of(name: str, shared: Path) -> dict[str, str]:
    if name in EXAMPLES:
        paths = [path for pattern in EXAMPLES[name] for path in sorted((ARCHIVES / name).glob(pattern))]
        return {path.name: path.read_text(encoding="utf-8") for path in paths}
    if name == "web-page":
        return {f"{path.parent.name}.html": path.read_text("utf-8") for path in PAGES}
    if name == "native":
        return {"a.md": NATIVE, "a.yaml": "title: A\n"}
    [path] = (shared / "seeds").glob({"page": "000_*", "jupiter": "003_*"}[name])
    return {path.name: path.read_text(encoding="utf-8")}


@pytest.mark.parametrize("dialect", dialects(), ids=lambda dialect: dialect.NAME)
def test_a_dialect_conforms(dialect, shared):
    examples = examples_of(dialect.NAME, shared)
    assert examples
    assert breaches(dialect, examples) == []


@pytest.mark.parametrize("dialect", dialects(), ids=lambda dialect: dialect.NAME)
def test_an_example_is_claimed_by_no_dialect_that_is_asked_before(dialect, shared):
    for name, text in examples_of(dialect.NAME, shared).items():
        document = document_of(text.encode(), name)
        first = next(one for one in dialects() if one.claims(document))
        assert first.NAME == dialect.NAME, name


@pytest.mark.parametrize("dialect", dialects(), ids=lambda dialect: dialect.NAME)
@settings(max_examples=25, deadline=None)
@given(text=st.text(st.characters(codec="utf-8"), min_size=1, max_size=300))
def test_no_text_makes_a_dialect_raise(dialect, text):
    document = document_of(text.encode(), "r.md")
    if not document.readable:
        return
    found = dialect.read(document, "r") if hasattr(dialect, "read") else dialect.read_all(document, "r", lambda _: None)
    for one in found if isinstance(found, (list, tuple)) else [found]:
        assert isinstance(one, Record | Skipped)


def a_dialect(**parts):
    native = dialect_named("native")
    return SimpleNamespace(**{"NAME": "tea", "RANK": 50, "claims": native.claims, "read": native.read} | parts)


def raises(*_):
    raise KeyError("title")


@pytest.mark.parametrize(
    ("dialect", "breach"),
    [
        pytest.param(SimpleNamespace(NAME="tea", RANK=1), "it has neither `read` nor `read_all`", id="no reader"),
        pytest.param(a_dialect(NAME="my tea"), "it has no `NAME` of letters", id="name with a blank"),
        pytest.param(a_dialect(claims=lambda _: False), "a.md: it does not claim it", id="claims nothing"),
        pytest.param(a_dialect(claims=lambda _: None), "`claims` gives neither True nor False", id="claims None"),
        pytest.param(a_dialect(read=raises), "it raises KeyError: 'title'", id="raises"),
        pytest.param(a_dialect(), "a record's `path` or `dialect` is not that of the file", id="another's name"),
        pytest.param(
            a_dialect(read=lambda document, _: Skipped(document.path, "")),
            "it skips a file without a reason",
            id="no reason",
        ),
    ],
)  # fmt: skip - one table
def test_a_breach_is_told_in_words(dialect, breach):
    example = {} if breach.startswith("it raises") else {"a.md": NATIVE}
    assert any(breach in found for found in breaches(dialect, example))


@pytest.mark.parametrize("name", ["castanet", "jekyll", "jupiter", "native", "octopod", "syntax"])
def test_a_record_of_any_tool_says_that_its_episode_is_withdrawn(name, shared):
    path, text = next(iter(examples_of(name, shared).items()))
    opening, said = {
        "-": ("---\n", "withdrawn: true\n"),
        "+": ("+++\n", "withdrawn = true\n"),
        "{": ("{\n", '"withdrawn": true,\n'),
    }[text[0]]
    document = document_of(text.replace(opening, opening + said, 1).encode(), path)
    record = dialect_named(name).read(document, "e1")
    assert str(record.episode.values["withdrawn"]).lower() == "true"
    assert not [problem for problem in record.problems if "withdrawn" in problem.message]
