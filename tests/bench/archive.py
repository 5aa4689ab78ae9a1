"""Thousands of records made of the real ones, of one show or of eight: each record of the Jupiter sample many times, no
two the same.

What one record has for itself in a real archive differs here too: a link or a description that a thousand records share
would be a thousand problems.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml

from tests.jupiter_archive import SHOW_FILE, check_out

FIRST = datetime(2000, 1, 1, 9, tzinfo=UTC)
FILES = ("podcast_file", "podcast_chapters", "podcast_alt_file", "podcast_ogg_file")


def make_archive(shared: Path, folder: Path, records: int) -> Path:
    """Write a show with that many records into `folder`, with its people and sponsors; returns the show's folder."""
    content = shared / "corpus" / "jupiter" / "content"
    show = folder / "archive"
    (show / "episodes").mkdir(parents=True)
    for kind in ("people", "sponsors"):
        (show / kind).mkdir()
        for path in sorted((content / kind).glob("*.md")):
            (show / kind / path.name).write_bytes(path.read_bytes())
    text = SHOW_FILE.format(slug="archive", title="Archive", more="")
    settings = yaml.safe_load(text) | {"records": "episodes/*.md", "people": "people", "sponsors": "sponsors"}
    (show / "show.yaml").write_text(yaml.safe_dump(settings, allow_unicode=True), "utf-8")
    _write_records(sorted((content / "show").glob("*/*.md")), show / "episodes", records)
    return show


def make_network(shared: Path, repository: Path, records: int) -> list[Path]:
    """Write a site with that many records of its eight shows, as the real one has them; returns the shows' folders."""
    shows = check_out(shared, repository)
    for show in shows:
        folder = repository / "content" / "show" / show.name
        _write_records(sorted(folder.glob("*.md")), folder, records // len(shows))
    return shows


def _write_records(paths: Sequence[Path], folder: Path, records: int) -> None:
    """Write so many records into a folder, in turn after the records at `paths`, which may be there themselves."""
    samples = [found for path in paths if (found := _sample(path))]
    for path in paths:
        if path.parent == folder:
            path.unlink()
    for number in range(records):
        values, body = samples[number % len(samples)]
        written = json.dumps(values | _own(values, number), indent=2, ensure_ascii=False)
        (folder / f"{number:05}.md").write_text(written + body, "utf-8")


def _sample(path: Path) -> tuple[dict[str, object], str] | None:
    """The values and the notes of a record that can be published as it is."""
    text = path.read_text("utf-8")
    if not text.startswith("{"):
        return None
    values, end = json.JSONDecoder().raw_decode(text)
    return (values, text[end:]) if values.get("podcast_file") and values.get("podcast_bytes") else None


def _own(values: dict[str, object], number: int) -> dict[str, object]:
    """What must differ from record to record."""
    return {
        "episode": number,
        "episode_padded": f"{number:05}",
        "slug": str(number),
        "title": f"{values['title']}, part {number}",
        "episode_guid": f"{values['episode_guid']}-{number}",
        "date": (FIRST + timedelta(days=3 * number)).isoformat(),
        "description": f"{values['description']} Part {number}.",
        "jb_url": f"/{number}{values['jb_url']}",
        "fireside_url": f"/{number}",
    } | {name: _with_number(url, number) for name in FILES if isinstance(url := values.get(name), str)}


def _with_number(url: str, number: int) -> str:
    return re.sub(r"(\.\w+)$", rf"-{number}\1", url)


def edit(path: Path, word: str) -> None:
    """Change the title of one record."""
    path.write_text(re.sub(r"(, part \d+)[^\"]*\"", rf'\1 {word}"', path.read_text("utf-8"), count=1), "utf-8")
