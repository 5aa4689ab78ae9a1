"""The archive of Jupiter Broadcasting: 78 sampled records, none of which may be lost or changed in silence."""

from __future__ import annotations

import json
import re
from decimal import Decimal

import pytest

from feedkit.records.dialects import dialect_named, read_record
from feedkit.records.document import read_document
from feedkit.records.record import Record, Skipped


@pytest.fixture(scope="module")
def archive(shared):
    folder = shared / "corpus" / "jupiter" / "content"
    return {
        path.relative_to(folder).with_suffix("").as_posix(): read_record(path, path.name)
        for path in folder.rglob("*.md")
    }


@pytest.fixture(scope="module")
def records(archive):
    return {name.removeprefix("show/"): found for name, found in archive.items() if isinstance(found, Record)}


@pytest.fixture(scope="module")
def heads(shared, records):
    folder = shared / "corpus" / "jupiter" / "content" / "show"
    read = json.JSONDecoder(parse_float=Decimal).raw_decode
    return {name: read((folder / f"{name}.md").read_text(encoding="utf-8"))[0] for name in records}


def test_every_episode_is_read_and_every_other_file_is_skipped(archive, records):
    assert len(records) == 78
    assert {found.dialect for found in records.values()} == {"jupiter"}
    skipped = [found for found in archive.values() if isinstance(found, Skipped)]
    assert len(skipped) == 72
    assert all(found.reason and not found.problems for found in skipped)


def test_named_by_the_show_file_it_skips_the_same_files(shared):
    dialect = dialect_named("jupiter")
    folder = shared / "corpus" / "jupiter" / "content" / "show" / "coder-radio"
    skipped = {
        path.stem
        for path in folder.glob("*.md")
        if isinstance(dialect.read(read_document(path, path.name), ""), Skipped)
    }
    assert skipped == {"_index", "subscribe"}


@pytest.mark.parametrize(
    ("field", "key"),
    [
        ("guid", "episode_guid"),
        ("title", "title"),
        ("pub_date", "date"),
        ("duration", "podcast_duration"),
        ("tags", "tags"),
        ("hosts", "hosts"),
        ("guests", "guests"),
        ("sponsors", "sponsors"),
        ("draft", "draft"),
    ],
)  # fmt: skip - one table
def test_a_field_is_the_records_value_character_by_character(records, heads, field, key):
    for name, record in records.items():
        said = heads[name][key]
        assert record.episode.values.get(field, said if said in (None, []) else "lost") == said, name


def test_the_enclosure_is_file_and_bytes(records, heads):
    for name, record in records.items():
        url, length = heads[name]["podcast_file"], heads[name]["podcast_bytes"]
        expected = url and {"url": url, "length": length, "type": "audio/mpeg"}
        assert record.episode.values.get("enclosure") == expected, name


def test_null_and_empty_say_nothing(records):
    for record in records.values():
        assert not any(value is None or value in ([], {}, "") for value in record.episode.values.values())


def test_every_key_that_says_something_is_a_field_or_in_the_report(records, heads):
    for name, record in records.items():
        reported = {key for problem in record.problems for key in re.findall(r"`([\w.]+)`", problem.message)}
        places = {record.episode.where(path).line for path in paths_of(record.episode.values)}
        for key, value in heads[name].items():
            if value in (None, [], "") or key in ("type", "slug", "episode_padded"):
                continue
            found = key in reported or key in {rendition.name for rendition in record.renditions}
            assert found or line_of(record, key) in places, (name, key)


def paths_of(value, path=()):
    yield path
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, inner in items:
        yield from paths_of(inner, (*path, step))


def line_of(record, key):
    fields = {
        "episode_guid": "guid",
        "date": "pub_date",
        "podcast_duration": "duration",
        "fireside_url": "link",
        "jb_url": "link",
        "podcast_chapters": "chapter_marks",
    }  # fmt: skip - one table
    path = {"podcast_file": ("enclosure", "url"), "podcast_bytes": ("enclosure", "length")}.get(
        key, (fields.get(key, key),)
    )
    return record.episode.where(path).line


@pytest.mark.parametrize(
    ("name", "path", "line"),
    [
        ("coder-radio/0605", ("title",), 10),
        ("coder-radio/0605", ("tags", 3), 21),
        ("coder-radio/0605", ("enclosure", "url"), 41),
        ("coder-radio/0605", ("enclosure", "length"), 42),
        ("coder-radio/0605", ("link",), 51),
        ("coder-radio/0605", ("notes",), 55),
        ("the-launch/0008", ("chapter_marks", 1, "start_time"), 39),
        ("the-launch/0008", ("chapter_marks", 1), 38),
        ("the-launch/0008", ("value", "recipients", 0, "custom_key"), 180),
    ],
)
def test_a_field_knows_the_line_that_said_it(records, name, path, line):
    assert records[name].episode.where(path).line == line


def test_numbers_and_names_of_episodes(records):
    assert (records["coder-radio/0605"].key, records["coder-radio/0605"].episode.values["episode"]) == ("605", 605)
    for name in ("office-hours/p01", "the-launch/T-2", "coder-radio/hurricanehelene"):
        assert records[name].key == name.rsplit("/", 1)[1]
        assert "episode" not in records[name].episode.values


def test_guids_keep_their_case_and_nil_is_passed_on(records):
    assert records["coder-radio/0055"].episode.values["guid"].isupper()
    assert records["coder-radio/0000"].episode.values["guid"] == "00000000-0000-0000-0000-000000000000"


def test_small_numbers_are_decimals(records):
    assert records["the-launch/0008"].episode.values["value"]["suggested"] == Decimal("5E-8")


def test_line_ends_inside_a_text_are_mended_and_reported(records):
    record = records["coder-radio/0272"]
    assert "\r" not in record.episode.values["description"]
    assert ("FK422", "description") in [(problem.rule, problem.field) for problem in record.problems]


def test_chapters_are_passed_on_as_they_stand(records):
    marks = records["the-launch/0008"].episode.values["chapter_marks"]
    assert marks[:2] == [
        {"start_time": 1, "title": "Liftoff to New Beginnings"},
        {"start_time": 45, "title": "Keeping On"},
    ]
    assert "chapter_marks" not in records["linux-action-news/0000"].episode.values


def test_the_seed_says_what_the_clean_record_says(shared, records):
    [path] = (shared / "seeds").glob("003_*")
    seed = read_record(path, "0605.md")
    assert seed.episode.values == records["coder-radio/0605"].episode.values
    assert [problem.rule for problem in seed.problems] == ["FK421", "FK425"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        pytest.param(
            '{"show_slug": "x", "episode_guid": "y", "type": "show"}', "its type is `show`", id="another type"
        ),
        pytest.param('{"show_slug": "x", "episode_guid": 1,}', "its head cannot be read", id="broken"),
        pytest.param("---\ntitle: Subscribe\ndirect_links: {}\n---\n", "it has no type", id="subscribe page"),
    ],
)
def test_what_is_no_episode_is_skipped_with_a_reason(tmp_path, text, reason):
    path = tmp_path / "x.md"
    path.write_text(text)
    found = read_record(path, "x.md")
    assert isinstance(found, Skipped)
    assert found.reason.startswith(reason)


@pytest.mark.parametrize("slug", ["../../x", "", "a/b", ".git", "CON", "x" * 300])
def test_a_key_can_always_name_files(tmp_path, slug):
    path = tmp_path / "0007.md"
    path.write_text(json.dumps({"type": "episode", "show_slug": "x", "episode_guid": "y", "slug": slug}))
    assert read_record(path, "0007.md").key == "0007"


HEAD = '{\n  "type": "episode",\n  "show_slug": "tea",\n  "episode_guid": "g",\n  %s\n}\n'


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        pytest.param('"podcast_fiel": "https://e.org/1.mp3"', "podcast_file", id="letters in another order"),
        pytest.param('"Title": "Tea"', "title", id="a capital"),
        pytest.param('"podcast_duraton": "00:01:00"', "podcast_duration", id="a letter less"),
    ],
)
def test_a_misspelt_key_is_told_with_the_one_that_is_meant(tmp_path, line, meant):
    (tmp_path / "1.md").write_text(HEAD % line)
    [problem] = read_record(tmp_path / "1.md", "1.md").problems[:1]
    assert (problem.rule, str(problem.place)) == ("FK377", "1.md:5:3")
    assert f"did you mean `{meant}`?" in problem.message


def test_what_the_records_never_say_may_be_said_in_feedkits_words(tmp_path):
    (tmp_path / "1.md").write_text(HEAD % '"explicit": true, "season": 2, "episode_type": "bonus"')
    values = read_record(tmp_path / "1.md", "1.md").episode.values
    assert (values["explicit"], values["season"], values["episode_type"]) == (True, 2, "bonus")


@pytest.mark.parametrize(
    ("kind", "read", "told"), [("Episode", True, 0), ("epsiode", False, 1), ("page", False, 0), ("episodes", False, 0)]
)
@pytest.mark.parametrize("text", [HEAD % '"type": "%s"', "---\ntitle: Tea\ntype: %s\n---\n"])
def test_a_type_that_is_nearly_episode_is_told(tmp_path, text, kind, read, told):
    (tmp_path / "1.md").write_text(text.replace('"type": "episode",\n  ', "") % kind)
    found = read_record(tmp_path / "1.md", "1.md")
    assert isinstance(found, Record) is read
    assert [problem.level.name for problem in found.problems if problem.field == "type"] == ["WARNING"] * told
