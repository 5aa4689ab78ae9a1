"""The sample of a real archive, 78 records of 8 shows: built whole, with nothing dropped in silence."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import etree

from feedkit.pipeline import publish
from feedkit.problems import Level, Problem, Report
from feedkit.settings import Settings
from feedkit.tags.dates import read_date
from tests.jupiter_archive import SHOWS, check_out

PODCAST = "{https://podcastindex.org/namespace/1.0}"
ITUNES = "{http://www.itunes.com/dtds/podcast-1.0.dtd}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ALL = "alternates: [mirror, ogg, video, youtube]\n"
MEDIALESS = {"0", "1", "17", "21", "38", "41", "54"}


@dataclass
class Archive:
    """What became of the sample. heads: the records as JSON, by `show/file`. items: by show and guid."""

    root: Path
    heads: dict[str, dict[str, Any]]
    bodies: dict[str, str]
    items: dict[str, dict[str, Any]]
    xml: dict[str, str]
    reports: dict[str, Report]
    assets: dict[str, str]

    def item(self, name: str) -> Any:
        """The item of a record, by the address of its media; None where it is not published."""
        return self.items[name.split("/", maxsplit=1)[0]].get(self.heads[name]["podcast_file"])

    def problems(self, name: str) -> list[Problem]:
        return [
            p for p in self.reports[name.split("/", maxsplit=1)[0]] if p.place.path.endswith(f"content/show/{name}.md")
        ]

    def chapters(self, name: str) -> Any:
        path = f"{name.split('/', maxsplit=1)[0]}/{self.heads[name]['slug']}.chapters.json"
        return json.loads(self.assets[path]) if path in self.assets else None


@pytest.fixture(scope="module")
def archive(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Archive:
    root = tmp_path_factory.mktemp("network")
    folders = check_out(shared, root, ALL)
    found = Archive(root, {}, {}, {}, {}, {}, {})
    for folder in folders:
        outcome = publish(folder, root / "feeds", Settings())
        assert outcome.written is not None, outcome.report.problems
        found.reports[folder.name] = outcome.report
        raw = (root / "feeds" / f"{folder.name}.xml").read_bytes()
        found.xml[folder.name] = raw.decode()
        items = etree.fromstring(raw).findall("channel/item")
        found.items[folder.name] = {item.find("enclosure").get("url"): item for item in items}
        for path in (root / "content" / "show" / folder.name).glob("*.md"):
            text = path.read_text(encoding="utf-8")
            if text.startswith("{"):
                head, end = json.JSONDecoder(parse_float=Decimal).raw_decode(text)
                found.heads[f"{folder.name}/{path.stem}"], found.bodies[f"{folder.name}/{path.stem}"] = head, text[end:]
    for path in (root / "feeds").rglob("*.json"):
        found.assets[path.relative_to(root / "feeds").as_posix()] = path.read_text(encoding="utf-8")
    return found


def test_all_78_are_published_but_those_without_media(archive: Archive) -> None:
    assert len(archive.heads) == 78
    missing = {name for name in archive.heads if archive.item(name) is None}
    assert {archive.heads[name]["slug"] for name in missing} == MEDIALESS
    assert {name.split("/")[0] for name in missing} == {"coder-radio"}
    assert sum(len(items) for items in archive.items.values()) == 71


def test_a_record_without_media_is_told_of_once(archive: Archive) -> None:
    for name in (name for name in archive.heads if archive.item(name) is None):
        told = [p.slug for p in archive.problems(name) if p.level > Level.INFO and p.slug != "notes-left-out"]
        assert told == ["enclosure-required"], name


EXPLAINED = {
    "url-podcast-https": "http addresses of renditions and people, as they are in the records",
    "enclosure-required": "records of 2012 without media",
    "transcript-rel": "`rel: transcript`, which the namespace does not have",
    "vts-times": "time splits that end after the episode",
    "url-syntax": "a feed address with a blank",
}
"""The errors that the sample earns, and why each is one."""


def test_every_error_is_explained(archive: Archive) -> None:
    errors = {p.slug for report in archive.reports.values() for p in report if p.level == Level.ERROR}
    assert errors <= EXPLAINED.keys()


def test_guids_are_the_records_text(archive: Archive) -> None:
    guids = {name: archive.item(name).findtext("guid") for name in archive.heads if archive.item(name) is not None}
    assert guids == {name: archive.heads[name]["episode_guid"] for name in guids}
    assert sum(guid.isupper() for guid in guids.values()) == 8
    assert "00000000-0000-0000-0000-000000000000" not in "".join(archive.xml.values())


def leaves(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, dict | list):
        pairs = value.items() if isinstance(value, dict) else enumerate(value)
        for step, inner in pairs:
            yield from leaves(inner, (*path, step))
    elif value is not None and value != "":
        yield path, value


SPOKEN_FOR = {"type", "draft", "slug", "episode_padded"}
"""Keys that say what kind of file it is, and by which key feedkit calls it."""


def test_every_key_and_value_is_in_the_feed_or_beside_it_or_in_the_report(archive: Archive) -> None:
    people = {path.stem: yaml_of(path) for path in (archive.root / "content" / "people").iterdir()}
    sponsors = {path.stem: yaml_of(path) for path in (archive.root / "content" / "sponsors").iterdir()}
    names = {"people": people, "sponsors": sponsors}
    lost = [
        (name, path, value)
        for name, head in archive.heads.items()
        for path, value in leaves(head)
        if path[0] not in SPOKEN_FOR and archive.item(name) is not None
        if not is_found(archive, name, path, value, names)
    ]
    assert lost == [], lost[:20]


def yaml_of(path: Path) -> dict[str, Any]:
    return next(yaml.safe_load_all(path.read_text(encoding="utf-8")))


def is_found(archive: Archive, name: str, path: tuple[str | int, ...], value: Any, names: Any) -> bool:
    """Whether a value of a record can be found where it belongs, or is told of."""
    keys = [".".join(str(step) for step in path[:length]) for length in range(1, len(path) + 1)]
    told = [problem.message for problem in archive.problems(name) if problem.slug == "rec-left-out"]
    if any(f"`{key}`" in one for one in told if one.startswith("left out, because") for key in keys):
        return True
    if any(f"`{value}`" in one for one in told if one.startswith(f"left out: `{path[0]}`")):
        return True
    if path[0] == "podcast_chapters":
        return is_in_chapters(archive, name, path, value)
    return any(one in texts_of(archive.item(name)) for one in spellings(path, value, names))


def texts_of(item: Any) -> set[str]:
    """Every text and attribute of an item, and every line of what its notes say."""
    texts = {" ".join(one.split()) for one in item.itertext()}
    texts |= {" ".join(one.split()) for node in item.iter() for one in node.attrib.values()}
    moments = {read_date(item.findtext("pubDate")).isoformat()}
    return texts | moments | set(re.findall(r"(?<=>)[^<>]+(?=</a>)", item.findtext(CONTENT) or ""))


def spellings(path: tuple[str | int, ...], value: Any, names: Any) -> list[str]:
    """How a value may be written in a feed."""
    text = " ".join(str(value).split())
    match path[0], value:
        case (("hosts" | "guests"), _):
            text = names["people"][value]["title"]
        case "sponsors", _:
            text = names["sponsors"][value]["title"]
        case "podcast_duration", _:
            hours, minutes, seconds = map(int, value.split(":"))
            text = str(hours * 3600 + minutes * 60 + seconds)
        case "date", _:
            text = datetime.fromisoformat(value).isoformat()
        case (("fireside_url" | "jb_url"), _) if value.startswith("/"):
            text = f"https://example.org{value}"
        case _, bool():
            text = text.lower()
        case _, Decimal():
            text = f"{value:f}".rstrip("0").rstrip(".")
    return [text, text.replace("&", "&amp;")]


def is_in_chapters(archive: Archive, name: str, path: tuple[str | int, ...], value: Any) -> bool:
    chapters = archive.chapters(name)
    if path[1] == "version":
        return True  # what feedkit writes is 1.2.0
    if path[1] != "chapters":
        return chapters is not None and value in chapters.values()
    mark = archive.heads[name]["podcast_chapters"]["chapters"][path[2]]
    told = any(f"`{mark['title'][:39]}" in p.message for p in archive.problems(name) if p.slug.startswith("jc-"))
    listed = [one for one in chapters["chapters"] if one["title"] == mark["title"]] if chapters else []
    return told or any(Decimal(str(one.get(path[3]))) == value if path[3] != "title" else True for one in listed)


def test_the_body_reaches_the_notes(archive: Archive) -> None:
    for name, body in archive.bodies.items():
        item = archive.item(name)
        links = re.findall(r"\]\((https?://[^\s()\"]+)", body) if item is not None else []
        content = (item.findtext(CONTENT) or "").replace("&amp;", "&") if links else ""
        assert [link for link in links if link.replace("&amp;", "&") not in content] == [], name


def test_episodes_come_newest_first_by_instant(archive: Archive) -> None:
    for items in archive.items.values():
        dates = [read_date(item.findtext("pubDate")) for item in items.values()]
        assert dates == sorted(dates, reverse=True)
    titles = [item.findtext("title") for item in archive.items["the-launch"].values()]
    oldest = [archive.heads[f"the-launch/{name}"]["title"] for name in ("T-0", "T-2")]
    assert titles[-2:] == oldest


def test_text_is_escaped_once(archive: Archive) -> None:
    for slug, xml in archive.xml.items():
        assert "&amp;amp;" not in re.sub(r"<content:encoded>.*?</content:encoded>", "", xml, flags=re.DOTALL), slug
        assert "&#13;" not in xml
        assert "\r" not in xml
    assert archive.item("linux-unplugged/0064").findtext("title") == archive.heads["linux-unplugged/0064"]["title"]
    assert "<3" in archive.assets["linux-unplugged/474.chapters.json"]
    assert archive.item("the-launch/0006").findtext("title") == archive.heads["the-launch/0006"]["title"]


def test_control_characters_that_are_meant_stay(archive: Archive) -> None:
    written = {char for char in archive.bodies["coder-radio/0563"] if 0x80 <= ord(char) <= 0x9F}
    published = archive.item("coder-radio/0563").findtext(CONTENT)
    assert written
    assert written <= set(published)


def test_numbers_are_decimals(archive: Archive) -> None:
    value = archive.item("the-launch/0008").find(f"{PODCAST}value")
    assert value.get("suggested") == "0.00000005"
    starts = [one["startTime"] for one in archive.chapters("this-week-in-bitcoin/0063")["chapters"]]
    assert starts[0] == 15.342
    assert [one["startTime"] for one in archive.chapters("the-launch/0008")["chapters"]][:2] == [1, 45]
    assert '"startTime": 0.0' not in "".join(archive.assets.values())


def test_chapters_are_sorted_and_each_start_stands_once(archive: Archive) -> None:
    for name in archive.heads:
        chapters = archive.chapters(name)
        starts = [one["startTime"] for one in chapters["chapters"]] if chapters else []
        assert starts == sorted(set(starts)), name
        said = (archive.heads[name]["podcast_chapters"] or {}).get("chapters") or []
        has_link = archive.item(name) is not None and archive.item(name).find(f"{PODCAST}chapters") is not None
        assert has_link == (bool(said) and archive.item(name) is not None), name


def test_a_chapter_defect_is_told_once_at_its_line(archive: Archive) -> None:
    told = [(p.slug, p.place.line) for p in archive.problems("self-hosted/0129") if p.slug.startswith("jc-")]
    assert told == [("jc-metadata-agrees", 67), ("jc-start-distinct", 77), ("jc-within-duration", 140)]
    doubled = [p for p in archive.problems("linux-unplugged/0474") if p.slug == "jc-start-distinct"]
    said = archive.heads["linux-unplugged/0474"]["podcast_chapters"]["chapters"]
    assert len(doubled) == len({p.place.line for p in doubled}) == len(said) / 2


def test_the_head_of_inlined_chapters_is_kept(archive: Archive) -> None:
    said = archive.heads["jupiter-extras/0028"]["podcast_chapters"]
    chapters = archive.chapters("jupiter-extras/0028")
    for name in ("title", "author", "podcastName"):
        assert chapters[name] == said[name]


def test_nothing_of_a_value_block_is_none_and_shares_stay(archive: Archive) -> None:
    for name, head in archive.heads.items():
        block = head.get("value")
        if not block or archive.item(name) is None:
            continue
        value = archive.item(name).find(f"{PODCAST}value")
        assert "None" not in etree.tostring(value).decode()
        recipients = value.findall(f"{PODCAST}valueRecipient")
        assert [int(one.get("split")) for one in recipients] == [one["split"] for one in block["recipients"]]
        assert len(value.findall(f"{PODCAST}valueTimeSplit")) == len(block["timesplits"])
    assert len(archive.item("the-launch/0008").findall(f"{PODCAST}value/{PODCAST}valueTimeSplit")) == 5


def test_people_have_the_role_of_their_list_and_sponsors_are_none(archive: Archive) -> None:
    persons = archive.item("linux-unplugged/0263").findall(f"{PODCAST}person")
    head = archive.heads["linux-unplugged/0263"]
    assert len(persons) == len(set(head["hosts"]) | set(head["guests"])) < len(head["hosts"]) + len(head["guests"])
    roles = {person.text: person.get("role") for person in persons}
    assert set(roles.values()) == {"host", "guest"}
    sponsored = archive.item("linux-unplugged/0263").findtext(CONTENT)
    assert "<p>Sponsored by:</p>" in sponsored
    assert 'href="https://do.co/unplugged"' in sponsored


def test_renditions_are_those_asked_for(archive: Archive) -> None:
    found = archive.item("linux-unplugged/0001").findall(f"{PODCAST}alternateEnclosure")
    kinds = [(one.get("type"), one.get("title")) for one in found]
    assert kinds == [
        ("audio/mpeg", "Mirror"),
        ("audio/ogg", "Ogg"),
        ("video/mp4", "Video"),
        ("video/x-m4v", "Video, high definition"),
        ("text/html", "YouTube"),
    ]
    assert archive.item("linux-unplugged/0259").find(f"{PODCAST}alternateEnclosure") is None


def test_numbers_that_are_names_lose_no_episode(archive: Archive) -> None:
    for name in ("the-launch/T-0", "office-hours/p01", "coder-radio/hurricanehelene"):
        item = archive.item(name)
        assert item.findtext("title") == archive.heads[name]["title"]
        assert item.find(f"{PODCAST}episode") is None


SCRIPT = """
import sys
from pathlib import Path
from feedkit.pipeline import publish
from feedkit.settings import Settings
for folder in sorted(Path("shows").iterdir(), reverse=True):
    assert publish(folder, Path(sys.argv[1]), Settings()).written
"""


def test_another_process_clock_zone_and_locale_give_the_same_bytes(archive: Archive) -> None:
    environment = {**os.environ, "TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "77"}
    command = [sys.executable, "-c", SCRIPT, "again"]
    subprocess.run(command, cwd=archive.root, env=environment, check=True)
    for path in sorted((archive.root / "feeds").rglob("*")):
        if path.suffix in {".xml", ".json"}:
            again = archive.root / "again" / path.relative_to(archive.root / "feeds")
            assert again.read_bytes() == path.read_bytes(), path.name


TEMPLATES = """\
title_template: "{title}"
title_templates:
  - {until: 0056, template: "Episode {episode}: {title}"}
  - {from: 57, until: 300, template: "{title} | CR {episode}"}
  - {from: 2024-09-01, template: "{episode}: {title}"}
"""


@pytest.fixture(scope="module")
def eras(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("eras")
    [folder] = [one for one in check_out(shared, root, TEMPLATES) if one.name == "coder-radio"]
    (folder / "overlays").mkdir()
    (folder / "overlays" / "606.yaml").write_text('title_template: "Last: {title}"\n', encoding="utf-8")
    publish(folder, root / "feeds", Settings())
    items = etree.parse(root / "feeds" / "coder-radio.xml").findall("channel/item")
    return {item.findtext(f"{ITUNES}title"): item.findtext("title") for item in items}


@pytest.mark.parametrize(
    ("name", "template"),
    [
        pytest.param("0055", "Episode 55: {}", id="up to a number"),
        pytest.param("0061", "{} | CR 61", id="between two numbers"),
        pytest.param("0434", "{}", id="in no era"),
        pytest.param("0594", "594: {}", id="from a day on"),
        pytest.param("hurricanehelene", "{}", id="an era by date, and no number to fill in"),
        pytest.param("0606", "Last: {}", id="its own, from an overlay"),
    ],
)
def test_titles_are_written_as_in_their_time(archive: Archive, eras: dict[str, str], name: str, template: str) -> None:
    title = archive.heads[f"coder-radio/{name}"]["title"]
    assert eras[title] == template.format(title)


def with_small_guid(text: str) -> str:
    return re.sub(r'"episode_guid": "[^"]+"', lambda found: found[0].lower(), text)


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        pytest.param(lambda text: text.replace('"episode_guid": "', '"episode_guid": "0'), "FK071", id="another guid"),
        pytest.param(with_small_guid, "FK071", id="the guid in small letters"),
        pytest.param(lambda _: None, "FK376", id="a record that is gone"),
        pytest.param(lambda text: text.replace('"date": "2013', '"date": "2016'), "FK108", id="another date"),
    ],
)
def test_a_change_that_costs_subscribers_is_refused(shared: Path, tmp_path: Path, change, rule) -> None:
    [folder] = [one for one in check_out(shared, tmp_path) if one.name == "linux-unplugged"]
    assert publish(folder, tmp_path / "feeds", Settings()).written
    before = (tmp_path / "feeds" / "linux-unplugged.xml").read_bytes()
    record = tmp_path / "content" / "show" / "linux-unplugged" / "0001.md"
    changed = change(record.read_text(encoding="utf-8"))
    record.unlink() if changed is None else record.write_text(changed, encoding="utf-8")
    outcome = publish(folder, tmp_path / "feeds", Settings())
    assert outcome.written is None
    assert rule in {problem.rule for problem in outcome.report}
    assert (tmp_path / "feeds" / "linux-unplugged.xml").read_bytes() == before


def test_all_eight_shows_are_there(archive: Archive) -> None:
    assert set(archive.xml) == set(SHOWS)
