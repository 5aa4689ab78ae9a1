"""Feeds and shows made of a few words, for tests of what happens between two builds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from feedkit.feed.document import Feed
from feedkit.feed.read import read_feed
from feedkit.tags.namespaces import URIS
from feedkit.tags.show import Show
from feedkit.tags.writing import element_xml

SHOW = {
    "title": "Tea Time",
    "link": "https://example.org/tea",
    "description": "About tea.",
    "guid": "9b024349-ccf0-5f69-a609-6b82873eab3c",
}
SHOW_FILE = SHOW | {
    "feed_url": "https://example.org/feeds/tea-time.xml",
    "public_url": "https://example.org/feeds/",
    "language": "en",
    "author": "Amy",
    "owner": {"name": "Amy", "email": "tea@example.org"},
    "image": "https://example.org/tea/cover.jpg",
    "categories": ["Technology"],
    "explicit": False,
}


def episode(number: int, **other: Any) -> dict[str, Any]:
    """A good episode; `None` takes a field out."""
    made = {
        "title": f"Tea no. {number}",
        "guid": f"tea-{number}",
        "pub_date": f"2024-{1 + number // 28 % 12:02}-{1 + number % 28:02}T06:00:00+00:00",
        "enclosure": {"url": f"https://example.org/{number}.mp3", "length": 1000 + number, "type": "audio/mpeg"},
        "description": f"We taste tea no. {number}.",
    } | other
    return {name: value for name, value in made.items() if value is not None}


def feed_of(episodes: list[dict[str, Any]], *, path: str = "tea-time.xml", **show: Any) -> Feed:
    """A feed with these episodes, read as one that was published; their keys stay with them."""
    made = Show.model_validate(SHOW | show | {"episodes": episodes})
    names = " ".join(f'xmlns:{prefix}="{URIS[prefix]}"' for prefix in ("itunes", "podcast", "atom", "content"))
    feed = read_feed(f'<rss version="2.0" {names}>\n{element_xml(made)}\n</rss>\n'.encode(), path=path)
    assert feed.show is not None
    keyed = [e.model_copy(update={"key": k.get("key", "")}) for e, k in zip(feed.show.episodes, episodes, strict=True)]
    object.__setattr__(feed, "show", feed.show.model_copy(update={"episodes": tuple(keyed)}))
    return feed


def write_show(folder: Path, episodes: dict[str, dict[str, Any]], **show: Any) -> Path:
    """A show's folder with a record an episode; its old records go."""
    (folder / "episodes").mkdir(parents=True, exist_ok=True)
    said = {name: value for name, value in (SHOW_FILE | show).items() if value is not None}
    (folder / "show.yaml").write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    for path in (folder / "episodes").iterdir():
        if path.stem not in episodes:
            path.unlink()
    for key, values in episodes.items():
        (folder / "episodes" / f"{key}.yaml").write_text(yaml.safe_dump(values, allow_unicode=True), "utf-8")
    return folder
