"""People."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.feed.document import Feed
from feedkit.rules.engine import Finding, rule
from feedkit.tags.episode import Episode
from feedkit.tags.lists import PERSON_GROUPS, PERSON_ROLES
from feedkit.tags.podcast import HOSTS, Person
from feedkit.tags.show import Show
from feedkit.tags.values import short

SEVERAL = re.compile(r"[,;/]|\s(?:and|&)\s")


@rule("FK221", "person-name", level="error")
def person_name() -> None:
    """A person has a name.

    Why: it is what apps show.
    Mend: write the name between the tags, or `name` in a record.
    Source: PN person.
    Bad: persons: [{role: host}]
    Bad: persons: [{role: host}]
    Bad xml: <podcast:person role="guest"/>
    Good xml: <podcast:person role="host">Amy</podcast:person>
    """


@rule("FK222", "person-role", level="warning", of=("role",))
def person_role(person: Person) -> Iterator[Finding]:
    """A role is one of the Podcast Taxonomy, in any case.

    Why: partytime makes a host of whoever has another.
    Mend: write the nearest role of the list; `co-host` has a hyphen.
    Source: PN person; categories.yaml person_taxonomy.
    Bad: persons: [{name: Amy, role: cohost}]
    Good: persons: [{name: Amy, role: co-host}]
    """
    role = (person.role or "host").strip().lower()
    if role not in PERSON_ROLES and not SEVERAL.search(role):
        yield Finding(f"`role` is {short(person.role or '')}, which the taxonomy does not know", ("role",))


@rule("FK223", "person-group", level="warning", of=("group",))
def person_group(person: Person) -> Iterator[Finding]:
    """A group is one of the Podcast Taxonomy, in any case.

    Why: apps that sort people by group do not show others.
    Mend: write `cast`, `writing`, `audio production` or another of the list.
    Source: PN person; categories.yaml person_taxonomy.
    Bad: persons: [{name: Amy, role: host, group: crew}]
    Good: persons: [{name: Amy, role: host, group: cast}]
    """
    group = (person.group or "cast").strip().lower()
    if group not in PERSON_GROUPS and not SEVERAL.search(group):
        yield Finding(f"`group` is {short(person.group or '')}, which the taxonomy does not know", ("group",))


@rule("FK224", "person-role-in-group", level="warning", of=("role", "group"))
def person_role_in_group(person: Person) -> Iterator[Finding]:
    """A role belongs to its group.

    Why: apps show people by group, and this one in the wrong place.
    Mend: write the group that the message names, or leave it out for hosts and guests.
    Source: PN person; PN taxonomy.json.
    Bad: persons: [{name: Amy, role: host, group: visuals}]
    Good: persons: [{name: Amy, role: host, group: cast}]
    """
    role, group = (person.role or "host").lower(), (person.group or "cast").lower()
    homes = [name for name, roles in PERSON_GROUPS.items() if role in roles]
    if homes and group in PERSON_GROUPS and group not in homes:
        yield Finding(f"the role `{role}` belongs to `{'` or `'.join(homes)}`, not to `{group}`", ("group",))


@rule("FK225", "person-one-role", level="error", of=("role", "group"))
def person_one_role(person: Person) -> Iterator[Finding]:
    """A person has one role, in one group.

    Why: a list is a role that nobody knows.
    Mend: write the person once for each role.
    Source: Podcastindex-org/podcast-namespace#336.
    Bad: persons: [{name: Amy, role: "host,editor"}]
    Good: persons: [{name: Amy, role: host}, {name: Amy, role: editor, group: writing}]
    """
    for field in ("role", "group"):
        text = getattr(person, field) or ""
        if SEVERAL.search(text) and text.lower() not in PERSON_ROLES:
            yield Finding(f"`{field}` is a list: {short(text)}", (field,))


@rule("FK226", "person-duplicate", level="warning", has="persons")
def person_duplicate(element: Show | Episode) -> Iterator[Finding]:
    """Nobody stands twice in one place with the same role.

    Why: apps show them twice.
    Mend: take one out.
    Source: PN person.
    Bad: persons: [{name: Amy, role: host}, {name: Amy, role: host}]
    Good: persons: [{name: Amy, role: host}, {name: Bo, role: host}]
    """
    first: dict[tuple[str, str, str], int] = {}
    for number, person in enumerate(element.persons if len(element.persons) > 1 else ()):
        key = (person.name.lower(), (person.role or "host").lower(), (person.group or "cast").lower())
        if first.setdefault(key, number) != number:
            see = ((("persons", first[key]), "the first one"),)
            yield Finding(f"{short(person.name)} stands twice as {key[1]}", ("persons", number), see=see)


@rule("FK227", "person-host-lost", level="warning", has="persons")
def person_host_lost(episode: Episode, show: Show, feed: Feed | None) -> Iterator[Finding]:
    """An episode that names people names a host, where the show has hosts.

    Why: an episode's people replace the show's, all of them; a guest alone makes the host vanish. An episode that is
        built of a record gets the show's hosts, so this is told of feeds only.
    Mend: add the host to the episode.
    Source: PN person; Podcastindex-org/podcast-namespace#389.
    Bad channel: <podcast:person role="host">Amy</podcast:person>
        <item>
        <title>Green tea, part 10</title>
        <link>https://tea.fm/10</link>
        <guid isPermaLink="false">7c029615-a810-5214-9342-eee73f584360</guid>
        <pubDate>Tue, 10 Mar 2026 06:00:00 +0100</pubDate>
        <description>How to steep it, part 10.</description>
        <enclosure url="https://tea.fm/audio/10.mp3" length="48213331" type="audio/mpeg"/>
        <itunes:duration>3013</itunes:duration>
        <itunes:episode>10</itunes:episode>
        <itunes:season>1</itunes:season>
        <itunes:explicit>false</itunes:explicit>
        <podcast:season>1</podcast:season>
        <podcast:episode>10</podcast:episode>
        <podcast:transcript url="https://tea.fm/10.vtt" type="text/vtt"/>
        <podcast:person role="guest">Bo</podcast:person>
        </item>
    Good channel: <podcast:person role="host">Amy</podcast:person>
    """
    if feed is None or not episode.persons:
        return
    if not any((person.role or "host").lower() in HOSTS for person in show.persons):
        return
    if not any("host" in (person.role or "host").lower() for person in episode.persons):
        yield Finding("the episode names people and no host, so the show's hosts are lost", ("persons", 0))


@rule("FK228", "person-consistent", level="info")
def person_consistent(show: Show) -> Iterator[Finding]:
    """A name has the same page and the same picture all over the feed.

    Why: the page is what tells two people of one name apart.
    Mend: keep people in files, and name them by their short names.
    Source: Podcastindex-org/podcast-namespace#8, #336.
    Bad show: {persons: [{name: Amy, href: "https://tea.fm/amy"}],
        episodes: [{persons: [{name: Amy, href: "https://tea.fm/a"}]}]}
    Good show: {persons: [{name: Amy, href: "https://tea.fm/amy"}],
        episodes: [{persons: [{name: Amy, href: "https://tea.fm/amy"}]}]}
    """
    first: dict[tuple[str, str], tuple[str, tuple[str | int, ...]]] = {}
    for path, (name, href, img) in _everybody(show):
        for field, text in (("href", href), ("img", img)):
            if text:
                known, where = first.setdefault((name.lower(), field), (text, path))
                if known != text:
                    message = f"{short(name)} has the `{field}` {short(text)} here and {short(known)} elsewhere"
                    yield Finding(message, (*path, field), see=(((*where, field), "elsewhere"),))


def _everybody(show: Show) -> Iterator[tuple[tuple[str | int, ...], tuple[str, str | None, str | None]]]:
    """The people of the show and of its episodes: the name, page and picture of each, and where it stands."""
    for number, one in enumerate(show.persons):
        yield ("persons", number), (one.name, one.href, one.img)
    for index, persons in enumerate(show.across.persons):
        for number, person in enumerate(persons):
            yield ("episodes", index, "persons", number), person
