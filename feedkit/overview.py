"""A show on one screen: its head, its episodes, what each has and what it lacks."""

from __future__ import annotations

from pathlib import Path

from feedkit.errors import InvalidRecord
from feedkit.feed.build import build
from feedkit.feed.essentials import lacking
from feedkit.merge import merged_of
from feedkit.records.source import Draft
from feedkit.tags.dates import write_iso
from feedkit.tags.episode import Episode
from feedkit.tags.itunes import Category
from feedkit.tags.show import Show


def show_text(show: Show, folder: Path) -> str:
    """The screen, as lines. folder: where the show was loaded from."""
    merged = merged_of(show)
    lines = [f"{show.title or merged.source.slug}  ({folder.as_posix()})"]
    head = [
        ("feed", merged.source.file.feed_url),
        ("link", show.link),
        ("guid", show.guid),
        ("language", show.language),
    ]
    head += [("description", " ".join((show.description or "").split())[:60] or None)]
    head += [("author", show.author), ("artwork", show.image.href if show.image else None)]
    head += [("categories", ", ".join(_category(one) for one in show.categories) or None)]
    lines += [f"  {name:<11} {value if value is not None else '- missing'}" for name, value in head]
    published, hindrance = _published(show)
    lines += [f"  {'no feed':<11} {hindrance}"] if hindrance else []
    lines.append(f"  {'episodes':<11} {len(published)} of {len(show.episodes)} can be published")
    for episode in sorted(
        show.episodes, key=lambda e: (e.pub_date is None, -(e.pub_date.timestamp() if e.pub_date else 0))
    ):
        done = published.get(episode.key, episode)
        parts, needed = _parts(done, merged.draft_of(episode.key)), lacking(episode)
        has = [_guessed(show, episode.key, name) for name, value in parts if value]
        lacks = [*needed, *(f"{name} (optional)" for name, value in parts if not value and name not in needed)]
        date = write_iso(episode.pub_date)[:10] if episode.pub_date else "no date   "
        lines.append(f"\n  {episode.key}  {date}  {episode.title or 'no title'}")
        lines.append(f"      has     {', '.join(has) or 'nothing'}")
        if lacks:
            lines.append(f"      missing {', '.join(lacks)}")
    return "\n".join(lines)


def _published(show: Show) -> tuple[dict[str, Episode], str]:
    """The episodes of the feed, with links to their files, by key; and why there is no feed, where there is none."""
    try:
        built = build(show).show
    except InvalidRecord as error:
        return {}, str(error)
    return {episode.key: episode for episode in built.episodes} if built is not None else {}, ""


def _category(one: Category) -> str:
    return " > ".join([one.text, *(inner.text for inner in one.subcategories)])


def _parts(episode: Episode, draft: Draft) -> list[tuple[str, object]]:
    """What an episode may have, and its own; of one that is not published yet also what its files will be made of."""
    names = ("enclosure", "duration", "description", "content", "persons", "transcripts", "chapters", "image")
    made_of = {"transcripts": draft.cues, "chapters": episode.chapter_marks}
    return [(name, getattr(episode, name) or made_of.get(name)) for name in names]


def _guessed(show: Show, key: str, name: str) -> str:
    field = {"chapters": "chapter_marks"}.get(name, name)
    draft = merged_of(show).draft_of(key)
    return f"{name} (guessed)" if any(guess.field == field for guess in draft.guesses) else name
