"""Whatever is edited, a build that keeps what it can says and writes the same as one that keeps nothing."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from feedkit import pipeline
from feedkit.feed.cache import FOLDER
from feedkit.media import asked
from feedkit.publishing import lock_marks, publish_all
from feedkit.publishing.aside import Aside
from feedkit.publishing.made_of import OF_NO_CONCERN
from feedkit.publishing.outcome import Outcome
from feedkit.records import load
from feedkit.settings import Settings
from tests.feed.feeds import SHOW_FILE, episode, write_show

RECORDS = 5
TITLES = ("Green", "Black", "Green", "Tea no. 2", "A title with <b>markup</b>, and\u0007more")
TRANSCRIPT = "WEBVTT\n\n00:00.000 --> 00:04.000\n{}\n"
World = dict[str, str]
"""A show's files: their content by their path from its folder."""
OUTSIDE = {
    "records": "../content/episodes/*.yaml",
    "people": "../content/people",
    "sponsors": "../content/sponsors",
    "overlays": "../content/overlays",
    "transcripts_folder": "../content/transcripts",
}
"""What a show file says where all that is not the show's own stands in the site's content."""


def record(number: int, **other: Any) -> str:
    return yaml.safe_dump(episode(number, **other), allow_unicode=True)


def first_world() -> World:
    world = {f"episodes/{n}.yaml": record(n) for n in range(RECORDS)}
    world["episodes/1.yaml"] = record(1, hosts=["amy"], chapter_marks=[{"start_time": 0, "title": "Leaves"}])
    world["episodes/2.yaml"] = record(2, guid=None)
    world |= {"people/amy.yaml": "username: amy\nname: Amy\n", "overlays/3.yaml": "description: The overlay's.\n"}
    world["sponsors/pots.yaml"] = "title: Pots\nlink: https://pots.example/\n"
    return world | {"transcripts/1.vtt": TRANSCRIPT.format("Welcome."), "show.yaml": yaml.safe_dump(SHOW_FILE)}


def _a_record(world: World, pick: random.Random) -> str:
    return pick.choice(sorted(path for path in world if path.startswith("episodes/")) or ["episodes/0.yaml"])


def _a_key(world: World, pick: random.Random) -> str:
    return pick.choice([Path(_a_record(world, pick)).stem, "nobody", "a.b"])


def _values(text: str) -> dict[str, Any]:
    try:
        values = yaml.safe_load(text)
    except yaml.YAMLError:
        return {}
    return values if isinstance(values, dict) else {}


def set_field(world: World, pick: random.Random) -> None:
    path = _a_record(world, pick)
    values = _values(world.get(path, ""))
    said = {
        "title": pick.choice(TITLES),
        "description": pick.choice(["Same.", "Another.", "x" * 5000, None]),
        "notes": pick.choice(["# Notes\n\n* [a](https://example.org/)", "(00:10) Start\n(01:00) End", "plain"]),
        "guid": pick.choice(["tea-1", f"tea-{pick.randrange(9)}", "NEW", None]),
        "key": pick.choice(["1", "other", None]),
        "pub_date": pick.choice(["2024-02-30", "2024-05-06T07:08:09+02:00", "2024-01-02T06:00:00Z", None]),
        "episode": pick.choice([1, 2, "three"]),
        "season": pick.choice([1, {"number": 2, "name": "Two"}]),
        "hosts": pick.choice([["amy"], ["bob"], []]),
        "draft": pick.choice([True, False]),
        "transcript": pick.choice(["transcripts/1.vtt", "./transcripts/a.vtt", "transcripts/nobody.vtt", None]),
        "enclosure": pick.choice([None, {"url": "https://example.org/1.mp3", "length": 5, "type": "audio/mpeg"}]),
        "soundbites": [{"start_time": 1, "duration": 30}],
        "persons": pick.choice([[{"username": "amy", "role": "guest"}], [{"name": "bob"}], None]),
        "sponsors": pick.choice([["pots"], ["pots", "pans"], ["pods"], []]),
        "nonsense": "x",
    }
    name = pick.choice(sorted(said))
    values[name] = said[name]
    world[path] = yaml.safe_dump(values, allow_unicode=True)


def add_record(world: World, pick: random.Random) -> None:
    number = pick.randrange(12)
    world[f"episodes/{pick.choice([str(number), 'a.b', 'new'])}.yaml"] = record(number)


def remove_record(world: World, pick: random.Random) -> None:
    world.pop(_a_record(world, pick), None)


def rename_record(world: World, pick: random.Random) -> None:
    world[f"episodes/{pick.choice('xyz')}.yaml"] = world.pop(_a_record(world, pick), record(7))


def break_record(world: World, pick: random.Random) -> None:
    world[_a_record(world, pick)] = pick.choice(["title: [", "", "- a\n- b\n", "\x00", "title: x\ntitle: y\n"])


def allow(world: World, pick: random.Random) -> None:
    path = _a_record(world, pick)
    slug = pick.choice(["items-title-unique", "transcript-present", "no-such-rule"])
    world[path] = f"# feedkit: allow {slug} -- we know\n{world.get(path, '')}"


def change_overlay(world: World, pick: random.Random) -> None:
    ending = pick.choice([".yaml", ".yml"])
    content = pick.choice(["title: From the overlay\n", "title: [\n", "- list\n", "pub_date: 2024-02-02T00:00:00Z\n"])
    world[f"overlays/{_a_key(world, pick)}{ending}"] = content


def change_transcript(world: World, pick: random.Random) -> None:
    content = pick.choice([TRANSCRIPT.format(pick.random()), "no transcript", ""])
    world[f"transcripts/{_a_key(world, pick)}{pick.choice(['.vtt', '.de.vtt'])}"] = content


def remove_beside(world: World, pick: random.Random) -> None:
    beside = sorted(path for path in world if path.startswith(("overlays/", "transcripts/", "people/", "sponsors/")))
    if beside:
        del world[pick.choice(beside)]


def change_person(world: World, pick: random.Random) -> None:
    name, comment = pick.choice(["amy", "bob"]), pick.choice(["", "# a line more\n"])
    faults = pick.choice(["", "", "href: ftp://example.org/\n", "nonsense: x\n", "aliases: [bob, ann]\n"])
    world[f"people/{name}.yaml"] = (
        f"{comment}username: {pick.choice([name, 'amy'])}\nname: Amy {pick.choice('ABC')}\n{faults}"
    )


def change_sponsor(world: World, pick: random.Random) -> None:
    content = pick.choice(
        ["title: Pans\n", "title: Pots & more\nlink: https://pots.example/\n", "title: [\n", "shortname: pods\n"]
    )
    world[f"sponsors/{pick.choice(['pots', 'pans'])}.yaml"] = content


def change_show(world: World, pick: random.Random) -> None:
    choices: list[dict[str, Any]] = [
        {"title": pick.choice(TITLES)},
        {"defaults": {"explicit": True}},
        {"page_size": pick.choice([2, 3])},
        {"title_template": "{episode}: {title}"},
        {"missing_guid": "media"},
        {"transcripts_folder": pick.choice([".", "words", "people"])},
        {"overlays": pick.choice(["overlays", "episodes"])},
        {"public_url": None},
        {"language": "de"},
        {"description": pick.choice(["About tea.", "About coffee.", "x" * 5000])},
        {"hosts": pick.choice([["amy"], ["bob"], None])},
        {"explicit": pick.choice([True, False])},
        {"categories": pick.choice([["Arts"], ["Nonsense"]])},
        {"image": pick.choice(["https://example.org/a.jpg", "https://example.org/b.jpg"])},
        {"time_zone": pick.choice(["Europe/Berlin", None])},
    ]
    values = {**yaml.safe_load(world["show.yaml"]), **pick.choice(choices)}
    told = yaml.safe_dump({name: value for name, value in values.items() if value is not None})
    world["show.yaml"] = pick.choice(["", "# a line more\n", "# feedkit: allow items-title-unique -- we know\n"]) + told


def lock(*answers: dict[str, Any], guesses: dict[str, Any] | None = None) -> str:
    """A lock with these answers, each of which names its address."""
    by_url = {one["url"]: {name: value for name, value in one.items() if name != "url"} for one in answers}
    return yaml.safe_dump({"version": 1, "answers": by_url, **({"guesses": guesses} if guesses else {})})


def answer(number: int, **other: Any) -> dict[str, Any]:
    """What a probe found of the media file of a record, which is just what the record says."""
    found = {"kind": "enclosure", "when": "2026-01-01T00:00:00Z", "type": "audio/mpeg", "format": "mp3"}
    return {"url": f"https://example.org/{number}.mp3", **found, "length": 1000 + number, "duration_s": 0.6, **other}


def change_lock(world: World, pick: random.Random) -> None:
    numbers = pick.sample(range(RECORDS + 2), pick.randrange(1, RECORDS))
    odd: list[dict[str, Any]] = [
        {},
        {},
        {"length": 7},
        {"duration_s": 99.5},
        {"format": "pdf"},
        {"etag": "a", "status": "x"},
    ]
    guesses = {"summary": {_a_key(world, pick): {"text": "Tea.", "model": "m"}}}
    told = lock(*(answer(n, **pick.choice(odd)) for n in numbers), guesses=pick.choice([None, guesses]))
    world["feedkit.lock.yaml"] = pick.choice([told, told, told, "answers: ["])


def interrupt_probe(world: World, pick: random.Random) -> None:
    found = answer(pick.randrange(RECORDS), duration_s=float(pick.randrange(99)))
    world["feedkit.lock.yaml.journal"] = json.dumps([found.pop("url"), found]) + "\n"


def damage_nothing(world: World, pick: random.Random) -> None:
    """A build of the same once more."""


EDITS: list[Callable[[World, random.Random], None]] = [
    *([set_field] * 6),
    *(add_record, remove_record, rename_record, break_record, allow, change_overlay, change_transcript),
    *(change_lock, change_lock, interrupt_probe),
    *(remove_beside, change_person, change_person, change_sponsor, change_show, change_show, damage_nothing),
]


class Twins:
    """The same show in two places; the second forgets everything between two builds. outside: as `OUTSIDE` has it."""

    def __init__(self, folder: Path, *, outside: bool = False) -> None:
        self.places = (folder / "keeps", folder / "forgets")
        self.world, self.outside = first_world(), outside

    def write(self) -> None:
        for place in self.places:
            files = {self._path(place, name): content for name, content in self.world.items()}
            for path in sorted(place.rglob("*")):
                if (
                    path.is_file()
                    and {"tea-time", "content"} & {path.relative_to(place).parts[0]}
                    and path not in files
                ):
                    path.unlink()
            for path, content in files.items():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, "utf-8")
            if self.outside:
                with (place / "tea-time" / "show.yaml").open("a", encoding="utf-8") as file:
                    said = {name: what for name, what in OUTSIDE.items() if f"{name}:" not in self.world["show.yaml"]}
                    file.write(yaml.safe_dump(said))

    def _path(self, place: Path, name: str) -> Path:
        return place / ("content" if self.outside and "/" in name else "tea-time") / name

    def build(self, *, force: bool = True) -> tuple[str, str]:
        """What both builds said, and what they left."""
        self.write()
        shutil.rmtree(self.places[1] / FOLDER, ignore_errors=True)
        found = []
        for place in self.places:
            outcome = pipeline.publish(place / "tea-time", place / "feeds", Settings(), force=force)
            found.append(f"{said(outcome)}\n{published(place / 'feeds')}".replace(place.as_posix(), ""))
        return found[0], found[1]


def said(outcome: Outcome) -> str:
    """All of an outcome, but for what the disk had to do with it."""
    parts = (*outcome.report.problems, outcome.report.files, outcome.episodes, outcome.left_out, outcome.guesses)
    return "\n".join(map(repr, parts))


def published(folder: Path) -> dict[str, bytes]:
    paths = sorted(folder.rglob("*")) if folder.is_dir() else []
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths if path.is_file()}


def run(folder: Path, seed: int, *, steps: int = 8) -> None:
    pick, twins = random.Random(seed), Twins(folder, outside=seed % 2 == 1)  # noqa: S311 - the same edits at every run
    for step in range(steps):
        for _ in range(pick.choice([1, 1, 1, 2]) if step else 0):
            pick.choice(EDITS)(twins.world, pick)
        kept, fresh = twins.build(force=pick.random() < 0.7)
        assert kept == fresh, f"seed {seed}, step {step}"


@pytest.mark.parametrize("seed", range(12))
def test_kept_or_not_the_bytes_and_the_report_are_the_same(tmp_path: Path, seed: int) -> None:
    run(tmp_path, seed)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(100, 200))
def test_kept_or_not_the_bytes_and_the_report_are_the_same_for_long(tmp_path: Path, seed: int) -> None:
    run(tmp_path, seed, steps=15)


def reads(monkeypatch: pytest.MonkeyPatch, build: Callable[[], object]) -> list[str]:
    """The records that a build reads."""
    names: list[str] = []
    read = load.read_records

    def noting(path: Path, *rest: Any) -> Any:
        names.append(path.stem)
        return read(path, *rest)

    monkeypatch.setattr(load, "read_records", noting)
    build()
    monkeypatch.undo()
    return names


@pytest.fixture
def show(tmp_path: Path) -> Path:
    folder = write_show(tmp_path / "tea-time", {str(n): episode(n) for n in range(4)})
    build(folder)
    return folder


def build(show: Path) -> Outcome:
    return pipeline.publish(show, show.parent / "feeds", Settings())


def test_of_one_edited_record_only_that_one_is_read(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (show / "episodes" / "2.yaml").write_text(record(2, title="Other"), "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["2"]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        pytest.param("overlays/1.yaml", "title: Other\n", id="an overlay"),
        pytest.param("transcripts/1.vtt", TRANSCRIPT.format("x"), id="a transcript"),
    ],
)
def test_what_is_named_after_a_record_has_only_that_one_read(
    show: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str
) -> None:
    (show / name).parent.mkdir()
    (show / name).write_text(content, "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["1"]


def a_site(folder: Path) -> list[Path]:
    """Two shows of a site that keeps records, people and transcripts of all shows in its content, built."""
    shows = []
    for name in ("tea-time", "coffee"):
        show = write_show(folder / "shows" / name, {}, **(site_of(name)))
        for n in range(3):
            path = folder / "content" / "show" / name / f"{n}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(record(n, guid=f"{name}-{n}", hosts=["amy" if n == 1 else "bob"]), "utf-8")
        shows.append(show)
    (folder / "content" / "people").mkdir()
    for who in ("amy", "bob"):
        (folder / "content" / "people" / f"{who}.yaml").write_text(f"name: {who}\n", "utf-8")
    return shows


def site_of(name: str) -> dict[str, Any]:
    content, address = "../../content", f"https://example.org/feeds/{name}.xml"
    outside = {"people": f"{content}/people", "transcripts_folder": f"{content}/transcripts/{name}"}
    return {"feed_url": address, "guid": None, "records": f"{content}/show/{name}/*.yaml", **outside}


@pytest.mark.parametrize(
    ("name", "content", "read"),
    [
        pytest.param("show/coffee/2.yaml", record(2, guid="coffee-2", title="Other"), ["2"], id="a record"),
        pytest.param("people/amy.yaml", "name: Amelia\n", ["1", "1"], id="a person of both shows"),
        pytest.param("transcripts/coffee/0.vtt", TRANSCRIPT.format("x"), ["0"], id="a transcript"),
    ],
)
def test_in_a_site_only_those_records_are_read_that_an_edit_is_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, content: str, read: list[str]
) -> None:
    shows, feeds = a_site(tmp_path), tmp_path / "feeds"
    publish_all(shows, feeds, Settings())
    assert reads(monkeypatch, lambda: publish_all(shows, feeds, Settings())) == []
    path = tmp_path / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, "utf-8")
    assert reads(monkeypatch, lambda: publish_all(shows, feeds, Settings())) == read


def test_of_a_lock_in_which_one_answer_is_new_only_its_record_is_read(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (show / "feedkit.lock.yaml").write_text(lock(answer(1), answer(3)), "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["1", "3"]
    (show / "feedkit.lock.yaml").write_text(lock(answer(1), answer(2), answer(3)), "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["2"]
    (show / "feedkit.lock.yaml").unlink()
    assert reads(monkeypatch, lambda: build(show)) == ["1", "2", "3"]


def test_all_that_a_probe_asks_for_is_looked_up_in_the_lock() -> None:
    assert {*asked.ASKED} == lock_marks.ASKED


def test_a_record_that_is_told_of_a_line_of_the_lock_is_read_for_every_lock(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (show / "feedkit.lock.yaml").write_text(lock(answer(3, length=7)), "utf-8")
    build(show)
    (show / "feedkit.lock.yaml").write_text(lock(answer(1), answer(3, length=7)), "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["1", "3"]


def test_what_concerns_all_records_has_all_of_them_read(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (show / "show.yaml").open("a") as file:
        file.write("title_template: 'No. {episode}: {title}'\n")
    assert reads(monkeypatch, lambda: build(show)) == ["0", "1", "2", "3"]


@pytest.mark.parametrize(("kind", "named"), [("people", "hosts"), ("sponsors", "sponsors")])
def test_a_person_or_a_sponsor_has_only_those_records_read_that_name_them(
    show: Path, monkeypatch: pytest.MonkeyPatch, kind: str, named: str
) -> None:
    (show / kind).mkdir()
    for who in ("amy", "bob"):
        (show / kind / f"{who}.yaml").write_text(f"title: {who}\n", "utf-8")
    (show / "episodes" / "1.yaml").write_text(record(1, **{named: ["amy"]}), "utf-8")
    (show / "episodes" / "2.yaml").write_text(record(2, **{named: ["bob"]}), "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["1", "2"]
    (show / kind / "bob.yaml").write_text("title: Robert\n", "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["2"]
    (show / kind / "eve.yaml").write_text("title: Eve\n", "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == []
    (show / kind / "eve.yaml").write_text("title: Eve\naliases: [amy]\n", "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["1"]
    (show / kind / "bob.yaml").unlink()
    assert reads(monkeypatch, lambda: build(show)) == ["2"]
    (show / kind / "bo.yaml").write_text("title: Bo\n", "utf-8")  # did you mean `bo`?
    assert reads(monkeypatch, lambda: build(show)) == ["2"]


def test_people_that_a_record_tells_of_by_itself_are_no_reason_to_read_it_for_each_new_one(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (show / "episodes" / "1.yaml").write_text(record(1, persons=[{"name": "Ann", "role": "guest"}]), "utf-8")
    (show / "people").mkdir()
    build(show)
    (show / "people" / "eve.yaml").write_text("name: Eve\n", "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == []
    (show / "people" / "ann.yaml").write_text("username: Ann\nhomepage: https://ann.example/\n", "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["1"]


def test_a_sponsor_that_is_nobody_is_told_otherwise_once_there_is_a_folder(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (show / "episodes" / "1.yaml").write_text(record(1, sponsors=["pots"]), "utf-8")
    build(show)
    (show / "sponsors").mkdir()
    (show / "episodes" / "2.yaml").write_text(record(2, title="Other"), "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["1", "2"]


@pytest.mark.parametrize("name", sorted(OF_NO_CONCERN))
def test_what_a_show_says_that_is_no_concern_of_records_has_none_of_them_read(
    show: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    said = yaml.safe_load((show / "show.yaml").read_text("utf-8"))
    others = {"categories": ["Arts"], "funding": [{"url": "https://example.org/pay", "text": "Pay"}]}
    others |= {"owner": {"name": "Amy", "email": "amy@example.org"}, "podroll": {"remote_items": []}}
    (show / "show.yaml").write_text(yaml.safe_dump(said | {name: others.get(name, "Other words.")}), "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == []
    kept = published(show.parent / "feeds")
    shutil.rmtree(show.parent / FOLDER)
    build(show)
    assert published(show.parent / "feeds") == kept


def test_a_record_that_another_has_something_in_common_with_is_read_for_its_place(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (show / "episodes" / "2.yaml").write_text(record(2, title="Tea no. 1"), "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["2", "1", "2"]


def parts_of(show: Path) -> Path:
    (found,) = (show.parent / FOLDER).glob("*.parts")
    return found


@pytest.mark.parametrize("part", range(0, 100, 7))
def test_cut_anywhere_what_was_kept_is_not_believed(show: Path, part: int) -> None:
    path = parts_of(show)
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) * part // 100])
    (show / "episodes" / "2.yaml").write_text(record(2, title="Other"), "utf-8")
    before = (show.parent / "feeds" / "tea-time.xml").read_bytes()
    build(show)
    after = (show.parent / "feeds" / "tea-time.xml").read_bytes()
    assert after == before.replace(b"Tea no. 2<", b"Other<")


def test_a_line_changed_by_a_letter_costs_a_reading_and_nothing_else(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = parts_of(show)
    path.write_bytes(path.read_bytes().replace(b"Tea no. 1", b"Tea no. 9"))
    (show / "episodes" / "2.yaml").write_text(record(2, title="Other"), "utf-8")
    assert "1" in reads(monkeypatch, lambda: build(show))
    assert b"Tea no. 9" not in (show.parent / "feeds" / "tea-time.xml").read_bytes()


def more_of(show: Path) -> Path:
    return parts_of(show).with_suffix(".more")


def test_without_what_was_kept_aside_all_is_read(show: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    more_of(show).unlink()
    (show / "episodes" / "2.yaml").write_text(record(2, title="Other"), "utf-8")
    assert reads(monkeypatch, lambda: build(show)) == ["0", "1", "2", "3"]


def test_what_was_kept_aside_and_is_lost_on_the_way_costs_another_reading(
    show: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = more_of(show).read_bytes()
    more_of(show).write_bytes(content.replace(b"addresses", b"addressee"))
    (show / "feedkit.lock.yaml").write_text(lock(answer(1)), "utf-8")
    monkeypatch.setattr(Aside, "is_there", property(lambda _: True))  # as if it had been damaged a moment later
    assert build(show).written is not None
    assert more_of(show).read_bytes().count(b"addresses") == content.count(b"addresses")


def test_an_item_that_was_edited_in_the_published_feed_is_made_anew(show: Path) -> None:
    feed = show.parent / "feeds" / "tea-time.xml"
    good = feed.read_bytes()
    feed.write_bytes(good.replace(b"Tea no. 1<", b"By hand<"))
    build(show)
    assert feed.read_bytes() == good
