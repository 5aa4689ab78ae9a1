"""Looks at a repository that feedkit has not seen before: which shows are in it, in which dialect, and what they lack."""

from __future__ import annotations

import os
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from feedkit.records.dialects import BUNDLE_PAGE, SECTION_PAGE, page, read_records, web_page
from feedkit.records.document import Document, read_document
from feedkit.records.front_matter import read_front_matter
from feedkit.records.people import ROLES
from feedkit.records.record import Record, Skipped
from feedkit.records.translation import plain_key
from feedkit.tags.dates import read_naive
from feedkit.targets import LOCK_FILE, SHOW_FILE

ENDINGS = (".md", ".markdown", ".mdx", ".yaml", ".yml", ".json", ".toml", ".txt")
ONE_EACH = (".md", ".markdown", ".mdx", ".txt", ".html", ".htm")
"""Endings of files that hold one episode each."""
PAGES = (".html", ".htm")
"""Of these a site has many, and only captured pages are episodes."""
PASSED_BY = {"node_modules", "vendor", "themes", "feeds", "drafts", "_drafts", "_site", "public", "dist", "_includes"}
"""Folders that hold no records, or none that are meant to be published."""
OWN = {SHOW_FILE, LOCK_FILE, f"{SECTION_PAGE}.md"}
MOST_FILES = 100_000
PEOPLE = ("people", "_people", "persons", "hosts", "host", "guests", "guest")
SPONSORS = ("sponsors", "_sponsors", "sponsor")
CONFIGS = (
    "hugo.toml",
    "config.toml",
    "hugo.yaml",
    "config.yaml",
    "_config.yml",
    "_data/podcast.json",
    "src/_data/podcast.json",
)
"""Where sites say what they are called, relative to the repository."""


@dataclass(frozen=True)
class FoundShow:
    """A show that a repository holds.

    folder: where its records are, relative to the repository. patterns: that find them. said: what the repository says
    of the show, by feedkit's fields.
    """

    name: str
    folder: str
    dialect: str
    patterns: tuple[str, ...]
    records: tuple[Record, ...]
    skipped: int = 0
    said: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Survey:
    """What a repository holds. people, sponsors: their folders, relative to it. unread: files whose head has errors."""

    root: Path
    shows: tuple[FoundShow, ...]
    people: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    site: Mapping[str, Any] = field(default_factory=dict)
    unread: tuple[Skipped, ...] = ()


def survey(root: Path) -> Survey:
    """Read all that may be a record under `root`; finds no show where no file is an episode in a known dialect."""
    records: dict[tuple[str, str], list[tuple[Path, Record]]] = defaultdict(list)
    skipped: Counter[str] = Counter()
    unread = list[Skipped]()
    for path in _candidates(root):
        for found in read_records(path, path.relative_to(root).as_posix()):
            group = _group(_folder_of(path.relative_to(root)))
            if path.suffix.lower() in PAGES and (
                isinstance(found, Skipped) or found.dialect not in (page.NAME, web_page.NAME)
            ):
                continue
            if isinstance(found, Skipped) or not is_episode(found):
                skipped[group] += 1
                if isinstance(found, Skipped) and found.problems:
                    unread.append(found)
            else:
                records[group, found.dialect].append((path, found))
    shows = _joined(
        _show(root, group, name, part, skipped=skipped[group], title=title)
        for (group, name), found in sorted(records.items())
        for title, part in _by_show(found)
    )
    if len(shows) == 1:
        shows = (replace(shows[0], name=root.resolve().name),)
    wanted = {who for show in shows for record in show.records for who in _people_of(record)}
    people, sponsors = _folders_named(root, PEOPLE, wanted), _folders_named(root, SPONSORS, set())
    return Survey(root, shows, people, sponsors, _site(root), tuple(unread))


def is_episode(record: Record) -> bool:
    """Whether a record is one that somebody meant as an episode: front matter alone does not make it one."""
    if record.dialect not in ("native", "site", "list"):
        return True
    values = record.episode.values
    return "title" in values and bool({"enclosure", "guid", "pub_date", "date", "duration"} & values.keys())


def _candidates(root: Path) -> Iterator[Path]:
    count = 0
    for folder, inner, names in os.walk(root):
        if SHOW_FILE in names and Path(folder) != root:
            inner.clear()  # what is in there is a show already, or nobody's
            continue
        inner[:] = sorted(one for one in inner if one not in PASSED_BY and not one.startswith("."))
        for name in sorted(names):
            if name.lower().endswith((*ENDINGS, *PAGES)) and not name.startswith(".") and name not in OWN:
                count += 1
                if count > MOST_FILES:
                    return
                yield Path(folder) / name


def _folder_of(path: Path) -> Path:
    """The folder that a record is in; a page that has one of its own is in the folder around it."""
    return path.parent.parent if path.stem == BUNDLE_PAGE and path.parent.name else path.parent


def _group(folder: Path) -> str:
    """The folder of a show: one above, where records are kept by year."""
    while folder.name.isdecimal():
        folder = folder.parent
    return folder.as_posix()


def _by_show(found: Sequence[tuple[Path, Record]]) -> Iterator[tuple[str, Sequence[tuple[Path, Record]]]]:
    """The records of a folder, by the show that each says it is of, with its title; all together, with none, where they
    are of one show, or do not say.
    """
    titles = [str(record.show.values.get("title") or "") if record.show is not None else "" for _, record in found]
    shows = sorted({*titles} - {""})
    if len(shows) <= 1:
        yield "", found
        return
    for title in shows:
        yield title, [one for one, other in zip(found, titles, strict=True) if other == title]


def _show(  # noqa: PLR0913 - what a folder holds of a show
    root: Path, group: str, dialect: str, found: Sequence[tuple[Path, Record]], *, skipped: int, title: str
) -> FoundShow:
    """title: of the show, where the folder holds records of others, too; then its files are named one by one."""
    paths = [path.relative_to(root) for path, _ in found]
    records = tuple(record for _, record in found)
    said = dict(next((record.show.values for record in records if record.show is not None), {}))
    said |= {name: value for name, value in _page(root / group).items() if name not in said}
    name = root.resolve().name if group == "." else Path(group).name.strip("_") or root.resolve().name
    if title:
        files = tuple(sorted({path.as_posix() for path in paths}))
        return FoundShow(plain_key(title).lower(), group, dialect, files, records, skipped, said)
    return FoundShow(name, group, dialect, _patterns(group, paths), records, skipped, said)


def _joined(shows: Iterable[FoundShow]) -> tuple[FoundShow, ...]:
    """The shows, where those whose patterns find the same files are one: a page without media is of another dialect."""
    joined: dict[tuple[str, ...], FoundShow] = {}
    for show in shows:
        other = joined.setdefault(show.patterns, show)
        if other is not show:
            most = max((other, show), key=lambda one: len(one.records))
            joined[show.patterns] = replace(
                most, records=other.records + show.records, said={**show.said, **other.said}
            )
    return tuple(joined.values())


def _patterns(group: str, paths: Sequence[Path]) -> tuple[str, ...]:
    is_lone_record = len(paths) == 1 and group != "." and paths[0].suffix in ONE_EACH  # more will come beside it
    if len(set(paths)) == 1 and not is_lone_record:
        return (paths[0].as_posix(),)
    endings = sorted({path.suffix for path in paths})
    deep = "**/" if any(path.parent.as_posix() != group for path in paths) else ""
    start = "" if group == "." else f"{group}/"
    return tuple(f"{start}{deep}*{ending}" for ending in endings)


def _people_of(record: Record) -> Iterator[str]:
    for name in ROLES:
        listed = record.episode.values.get(name)
        yield from (who for who in (listed if isinstance(listed, list) else ()) if isinstance(who, str))


def _folders_named(root: Path, names: Iterable[str], wanted: set[str]) -> tuple[str, ...]:
    """The folders with one of these names that have a file for one of the ids wanted, or the first where none has."""
    found: dict[str, set[str]] = {}
    for folder, inner, files in os.walk(root):
        inner[:] = sorted(one for one in inner if one not in PASSED_BY and not one.startswith("."))
        stems = {Path(name).stem for name in files if name.lower().endswith(ENDINGS)} - {SECTION_PAGE}
        if Path(folder).name.lower() in names and stems:
            found[Path(folder).relative_to(root).as_posix()] = stems
    helpful = tuple(name for name, stems in found.items() if stems & wanted)
    return helpful or tuple(found)[:1]


def _page(folder: Path) -> dict[str, Any]:
    """What the pages of a show's folder say of the show: `_index.md`, and `subscribe.md` with the feed's address."""
    head, subscribe = (_page_head(folder / name) for name in (f"{SECTION_PAGE}.md", "subscribe.md"))
    head = head if head.get("type") == "show" else {}  # otherwise it is about the list of episodes
    links = head.get("links")
    known = {name: head[name] for name in ("title", "description", "language") if head.get(name)}
    if subscribe.get("rss"):
        known["feed_url"] = subscribe["rss"]
    for name in ("shownotes", "website", "home"):
        link = links.get(name) if isinstance(links, dict) else None
        if isinstance(link, dict) and link.get("url"):
            known.setdefault("link", link["url"])
    return known


def _page_head(path: Path) -> dict[str, Any]:
    document = read_document(path, path.name) if path.is_file() else None
    return read_front_matter(document).head if document is not None and document.readable else {}


def _site(root: Path) -> dict[str, Any]:
    """What a site's configuration says of it, by feedkit's fields, and where its media are."""
    found: dict[str, Any] = {}
    for name in CONFIGS:
        if (root / name).is_file():
            head = _head(read_document(root / name, name))
            for field_name, keys in _SITE_KEYS.items():
                value = next((head[key] for key in keys if isinstance(head.get(key), str) and head[key].strip()), None)
                if value is not None:
                    found.setdefault(field_name, value)
    return found


_SITE_KEYS = {
    "title": ("podcast_title", "title", "name"),
    "description": ("podcast_description", "description", "subtitle"),
    "link": ("siteurl", "baseurl", "url", "link"),
    "author": ("podcast_author", "author"),
    "language": ("language", "languagecode", "lang"),
    "copyright": ("copyright",),
    "media_base": ("media_prefix", "episodeurlbase", "remote_episode_host"),
    "time_zone": ("timezone", "time_zone"),
    "image": ("podcast_image", "podcast_album_art", "itunes_image", "cover"),
}


def _head(document: Document) -> dict[str, Any]:
    """All keys of a configuration in small letters, those inside of `params` and `podcast` with them."""
    head = read_front_matter(document).head if document.readable else {}
    inner = [head.get(name) for name in ("params", "Params", "podcast")]
    merged = {key.lower(): value for one in inner if isinstance(one, dict) for key, value in one.items()}
    return merged | {key.lower(): value for key, value in head.items() if not isinstance(value, dict)}


def lacks(records: Iterable[Record]) -> dict[str, int]:
    """How many records lack what a feed needs: a guid, a date, a zone, media, its length, a duration."""
    counts: Counter[str] = Counter()
    for record in records:
        values = record.episode.values
        enclosure = values.get("enclosure")
        media = enclosure if isinstance(enclosure, dict) else {"url": enclosure} if enclosure else {}
        date = values.get("pub_date") or values.get("date")
        counts["media"] += not media.get("url")
        counts["length"] += bool(media.get("url")) and not media.get("length")
        counts["guid"] += not values.get("guid")
        counts["date"] += not date
        counts["zone"] += bool(date) and not _has_zone(date)
        counts["duration"] += not values.get("duration")
        counts["address"] += bool(media.get("url")) and "://" not in str(media.get("url"))
    return {name: count for name, count in counts.items() if count}


def _has_zone(date: Any) -> bool:
    try:
        return read_naive(str(date)).tzinfo is not None
    except ValueError:
        return True  # it is no date, which is another matter
