"""The texts of an imported show's files: show.yaml, and a record an episode."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from feedkit.feed.build import DOCS
from feedkit.importer.emit import Bare, comment_lines, yaml_lines
from feedkit.importer.identity import feed_url_of
from feedkit.importer.markdown import exact_markdown
from feedkit.importer.spelling import scalar, spelled
from feedkit.importer.titles import is_numbered, is_written_by, template_of
from feedkit.records.repairs import mend_text
from feedkit.tags.atom import AtomLink
from feedkit.tags.episode import Episode
from feedkit.tags.identity import podcast_guid
from feedkit.tags.show import Show

NOT_CARRIED = ("generator", "last_build_date")
"""What a feed says about its own making: the next build makes it anew."""
LAST = ("namespaces", "rss_attrs", "foreign_attrs", "foreign")
_FOLLOWS = re.compile(r"[1-9][0-9]{0,17}")
One = TypeVar("One", bound=Episode)
_USER = re.compile(r"(?<=//)[^/@\s]*@")


def show_text(show: Show, source: str, url: str = "", now: date | None = None) -> str:
    """show.yaml. source: where the feed came from, for the comment at the top. url: the feed's address, if known."""
    feed_url = feed_url_of(show) or url
    show = show.model_copy(update={"live_items": tuple(map(_with_said_permalink, show.live_items))})
    links = tuple(link for link in show.links if link != _self_link(feed_url) or _selves(show) > 1)
    without = {"episodes", "links", *NOT_CARRIED, *(("docs",) if show.docs == DOCS else ())}
    values = spelled(show, without)
    if links:
        values["links"] = spelled(show.model_copy(update={"links": links}))["links"]
    settings: dict[str, Any] = {}
    if feed_url:
        settings["feed_url"] = feed_url
        if show.guid is None:
            settings["guid"] = podcast_guid(feed_url)
    if template := template_of(show):
        settings["title_template"] = template
    settings |= {name: values.pop(name) for name in LAST if name in values}
    day = f", {now.isoformat()}" if now is not None else ""
    comments = [f"Imported from {without_user(source)}{day}: this file is the channel, episodes/ are its items."]
    if show.pub_date is not None:
        comments.append("`pub_date` is as in that feed; it may go.")
    if "guid" in settings:
        comments.append("`guid` was computed from `feed_url`, once; it stays when the feed moves.")
    return _yaml("\n".join(comment_lines(comments)) + "\n", {**values, **settings} or {"title": None})


def _selves(show: Show) -> int:
    return sum(link.rel == "self" for link in show.links)


def _self_link(feed_url: str) -> AtomLink | None:
    """The link that a build writes by itself."""
    return AtomLink(href=feed_url, rel="self", type="application/rss+xml") if feed_url else None


def without_user(address: str) -> str:
    """An address as it may be shown: without user and password, and without a query, which may hold a token."""
    return _USER.sub("", address).partition("?")[0]


def record_text(episode: Episode, template: str = "") -> str:
    """One record: front matter with feedkit's fields in their order, and the notes where they are exactly Markdown.

    template: the show's `title_template`, if it has one; an episode with another title says so.
    """
    values = spelled(_with_said_permalink(episode), ("key", "notes", "chapter_marks", "content"))
    if template and is_written_by(template, episode):
        values["title"] = values.pop("itunes_title")
    elif template and is_numbered(episode):
        values["title_template"] = "{title}"
    _shorten(values, episode)
    notes = None
    if episode.content is not None:
        notes = exact_markdown(episode.content) if episode.description is not None else None
        if notes is None or mend_text(notes, "")[0] != notes:
            notes, values["content"] = None, episode.content
    values |= {name: values.pop(name) for name in LAST if name in values}
    head = _yaml("---\n", values)
    return head + ("---\n" if notes is None else f"---\n\n{notes}\n")


def _with_said_permalink(episode: One) -> One:
    """RSS takes a guid for a permanent link where nobody says otherwise; feedkit does not, so a record says it."""
    guid = episode.guid
    if guid is None or guid.is_permalink is not None:
        return episode
    return episode.model_copy(update={"guid": guid.model_copy(update={"is_permalink": True})})


def _shorten(values: dict[str, Any], episode: Episode) -> None:
    """Leave out what the loader adds by itself, and use the names that people use."""
    guid = episode.guid
    if guid is not None and values["guid"] == {"text": guid.text, "is_permalink": Bare("false")}:
        values["guid"] = guid.text
    if episode.itunes_title == episode.title:
        values.pop("itunes_title", None)
    for name in ("season", "episode"):
        of_podcast = getattr(episode, name)
        number = str(scalar(of_podcast.number, None)) if of_podcast is not None else ""
        if _FOLLOWS.fullmatch(number) and values.get(f"itunes_{name}") == number:
            del values[f"itunes_{name}"]
    renamed = {("date" if name == "pub_date" else name): value for name, value in values.items()}
    values.clear()
    values.update(renamed)


def _yaml(start: str, values: Mapping[str, Any]) -> str:
    """The lines as a text that reads back as it is: with escapes, where a mend of the loader would change it."""
    text = _joined(start, yaml_lines(values))
    return text if mend_text(text, "")[0] == text else _joined(start, yaml_lines(values, ascii_only=True))


def _joined(start: str, lines: Iterable[str]) -> str:
    return start + "".join(f"{line}\n" for line in lines)
