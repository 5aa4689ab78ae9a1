"""How a show writes its titles: the template that gives every `title` of a feed from its `itunes:title`."""

from __future__ import annotations

import re
from typing import Any

from feedkit.importer.spelling import scalar
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show

LEAST_EPISODES = 1
"""One title with a number ahead of it is evidence enough: the records are read back, and must give the same titles."""


def template_of(show: Show) -> str:
    """The template, such as `{episode}: {title}`; '' where one does not give all titles of numbered episodes."""
    numbered = [episode for episode in show.episodes if _numbers(episode)]
    if len(numbered) < LEAST_EPISODES:
        return ""
    template = _template(numbered[0])
    return template if template and all(is_written_by(template, episode) for episode in numbered) else ""


def is_written_by(template: str, episode: Episode) -> bool:
    """Whether the template gives the episode's title; not for one without a number, whose title stands as it is."""
    numbers = _numbers(episode)
    if not numbers or not episode.itunes_title or any(f"{{{n}}}" in template and n not in numbers for n in NAMES):
        return False
    return template.format(title=episode.itunes_title, **numbers) == episode.title


def is_numbered(episode: Episode) -> bool:
    """Whether a template of the show's is used for the episode."""
    return bool(_numbers(episode))


NAMES = ("episode", "season")


def _numbers(episode: Episode) -> dict[str, Any]:
    """The numbers as a record writes them; {} for an episode without one of its own."""
    found = {name: getattr(episode, name) for name in NAMES}
    texts = {name: str(scalar(value.number, None)) for name, value in found.items() if value is not None}
    return texts if "episode" in texts else {}


def _template(episode: Episode) -> str:
    title, bare = episode.title or "", episode.itunes_title or ""
    if not bare or title == bare or title.count(bare) != 1 or re.search(r"[{}]", title):
        return ""
    before, _, after = title.partition(bare)
    numbers = _numbers(episode)
    for name in NAMES:
        if name in numbers:
            wanted = rf"(?<!\d){re.escape(numbers[name])}(?!\d)"
            before = re.sub(wanted, f"{{{name}}}", before, count=1)
            after = re.sub(wanted, f"{{{name}}}", after, count=1)
    template = f"{before}{{title}}{after}"
    return template if "{episode}" in template else ""
