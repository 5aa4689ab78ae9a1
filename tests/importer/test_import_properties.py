"""What holds for the import of every feed: what does not come back is reported, and nothing is written twice."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedkit.errors import FeedkitError
from feedkit.feed.read import read_feed
from feedkit.importer.emit import Bare, yaml_lines
from feedkit.importer.names import record_names
from feedkit.importer.run import import_feed
from feedkit.records.document import Document
from feedkit.records.foreign import foreign_text, read_foreign
from feedkit.records.keys import is_plain_key
from feedkit.records.yaml import parse_yaml
from feedkit.tags.episode import Episode
from feedkit.tags.rss import Enclosure, Guid
from feedkit.tags.show import Show
from feedkit.tags.writing import element_xml
from tests.importer.importing import ADDED_TO_ITEM, loaded, name_of, parts
from tests.strategies import FOREIGN_NODES, MOMENTS, TEXTS, elements_of

GUIDS = st.builds(Guid, text=TEXTS, is_permalink=st.sampled_from([True, False]))
ENCLOSURES = st.builds(
    Enclosure, url=TEXTS.map("https://example.org/{}".format), length=st.just(1), type=st.just("a/b")
)


@st.composite
def publishable(draw: st.DrawFn) -> Episode:
    """An episode of any content that has what a build needs to publish it."""
    episode = draw(elements_of(Episode))
    essentials = {
        "title": draw(TEXTS.map(lambda t: " ".join(t.split()))),
        "guid": draw(GUIDS),
        "pub_date": draw(MOMENTS),
    }
    return episode.model_copy(update={**essentials, "enclosure": draw(ENCLOSURES)})


SHOWS = st.builds(
    lambda show, episodes: show.model_copy(update={"title": "Tea", "episodes": tuple(episodes)}),
    elements_of(Show),
    st.lists(publishable(), max_size=3, unique_by=lambda episode: episode.guid.text),
)
SLOW = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def xml_of(show: Show) -> bytes:
    return f'<rss version="2.0">{element_xml(show)}</rss>'.encode()


@SLOW
@given(SHOWS)
def test_what_does_not_come_back_is_reported(show: Show) -> None:
    feed = read_feed(xml_of(show))
    with tempfile.TemporaryDirectory() as folder:
        imported = import_feed(feed.xml, Path(folder) / "show")
        again = loaded(Path(folder) / "show")
    told = {problem.field for problem in imported.report if problem.slug == "import-changed"} - {""}
    after = {episode.guid.text: episode for episode in again.episodes if episode.guid is not None}
    for episode in feed.show.episodes:
        new = after.get(episode.guid.text)
        lost = {name_of(part) for part in parts(episode) - parts(new)}
        added = {name_of(part) for part in parts(new) - parts(episode)} - ADDED_TO_ITEM
        assert not lost | added or told, (lost, added)


@SLOW
@given(SHOWS)
def test_a_second_import_writes_nothing(show: Show) -> None:
    with tempfile.TemporaryDirectory() as folder:
        first = import_feed(xml_of(show), Path(folder) / "show")
        second = import_feed(xml_of(show), Path(folder) / "show")
    assert (len(first.files), second.files, second.kept) == (1 + len(show.episodes), (), ())


@SLOW
@given(SHOWS)
def test_an_import_over_records_that_were_renamed_writes_none_of_them_again(show: Show) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "show"
        import_feed(xml_of(show), folder)
        for number, path in enumerate(sorted((folder / "episodes").glob("*"))):
            path.rename(path.with_name(f"renamed-{number}.md"))
        again = import_feed(xml_of(show), folder)
    assert again.files == ()


SCALARS = st.one_of(
    TEXTS, st.none(), st.sampled_from(["no", "~", "null", "012", "1:02:03", "- a", "a: b", "a #b", "'", ""])
)
KEYS = st.from_regex(r"[a-z_@]{1,12}", fullmatch=True)
TREES = st.dictionaries(
    KEYS,
    st.recursive(
        SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
    ),
    min_size=1,
    max_size=4,
)


@given(TREES, st.booleans())
def test_yaml_that_is_written_is_read_as_it_was(values: dict[str, object], ascii_only: bool) -> None:
    text = "".join(f"{line}\n" for line in yaml_lines(values, ascii_only=ascii_only))
    parsed = parse_yaml(Document("show.yaml", text))
    assert _without_returns(values) == parsed.value
    assert text.isascii() or not ascii_only


def _without_returns(value: object) -> object:
    """As the loader has it: line ends are LF."""
    if isinstance(value, dict):
        return {key: _without_returns(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_without_returns(inner) for inner in value]
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


@given(st.lists(FOREIGN_NODES, max_size=4))
def test_foreign_elements_that_are_written_are_read_as_they_were(nodes: list[object]) -> None:
    assert read_foreign(foreign_text(nodes)) == nodes


@given(st.lists(elements_of(Episode), max_size=6))
def test_names_of_records_are_plain_and_all_different(episodes: list[Episode]) -> None:
    names = record_names(episodes)
    assert all(map(is_plain_key, names))
    assert len({name.lower() for name in names}) == len(episodes)


def test_what_is_bare_has_no_quotes() -> None:
    assert list(yaml_lines({"date": Bare("2026-03-01T06:00:00+01:00"), "text": "2026"})) == [
        "date: 2026-03-01T06:00:00+01:00",
        'text: "2026"',
    ]


def test_every_conformance_feed_comes_back_or_the_report_says_what_does_not(shared: Path, tmp_path: Path) -> None:
    cases = sorted((shared / "conformance" / "w3c").rglob("*.xml"))
    assert cases
    silent = [case.name for number, case in enumerate(cases) if not _comes_back(case, tmp_path / str(number))]
    assert silent == []


def _comes_back(case: Path, folder: Path) -> bool:
    """Whether all that the feed says is said by its records, or is named in the report; true for what is no feed."""
    try:
        imported = import_feed(case, folder)
    except FeedkitError:
        return True
    was, now = read_feed(case).show, loaded(folder)
    told = {problem.field for problem in imported.report if problem.slug == "import-changed"} - {""}
    lost = parts(_with_default(was)) - parts(now)
    return bool(told) or {name_of(part) for part in lost} <= {"generator", "lastBuildDate", "docs"}


def _with_default(show: Show) -> Show:
    """The show with what RSS takes for said where a guid says nothing; a record says it."""
    said = [
        e.model_copy(update={"guid": e.guid.model_copy(update={"is_permalink": e.guid.is_permalink is not False})})
        if e.guid
        else e
        for e in show.episodes
    ]
    return show.model_copy(update={"episodes": tuple(said)})


@given(st.lists(elements_of(Episode), max_size=4), elements_of(Episode))
def test_a_new_episode_changes_no_name(episodes: list[Episode], new: Episode) -> None:
    newest = max((e.pub_date for e in episodes if e.pub_date is not None), default=datetime(2020, 1, 1, tzinfo=UTC))
    later = new.model_copy(update={"pub_date": newest + timedelta(days=1)})
    assert record_names(episodes) == record_names([later, *episodes])[1:]
