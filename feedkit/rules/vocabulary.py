"""Tags that are dead, drafts, or of another host."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from feedkit.feed.document import Feed
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.rss import head_of
from feedkit.rules.subject import Visit
from feedkit.rules.text import is_copied
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.element import Element
from feedkit.tags.episode import Episode
from feedkit.tags.namespaces import URIS
from feedkit.tags.node import Node
from feedkit.tags.show import Show

OTHER_HOSTS = ("acast", "anchor", "feedburner", "omny", "megaphone", "libsyn")
"""Prefixes of hosting companies whose tags carry keys and redirects."""
OF_OTHER_HOSTS = tuple(f"{host}:" for host in OTHER_HOSTS)


def _is(visit: Visit, prefix: str, status: str = "") -> bool:
    """Whether a node is of a namespace, and its tag of a status."""
    return visit.node.name.startswith(prefix) and status in ("", _status(visit))


def _status(visit: Visit) -> str:
    if visit.slot is not None and visit.slot.mark.status != "stable":
        return visit.slot.mark.status
    return visit.cls.tag_status if visit.cls is not None else "stable"


@rule("FK044", "obsolete-core", level="warning", where=called("textInput", "rating"))
def obsolete_core(visit: Visit) -> Iterator[Finding]:
    """`textInput` and `rating` are not used.

    Why: no reader does anything with them.
    Mend: take them out.
    Source: W3CFV AvoidTextInput.
    Bad channel: <rating>(PICS-1.1)</rating>
    """
    if visit.parent_cls is Show:
        yield Finding(f"`{visit.node.name}` is read by nobody")


@cache
def _deprecated(cls: type[Element]) -> tuple[Slot, ...]:
    """The fields of a class that are tags of Apple's which Apple gave up."""
    slots = plan_of(cls).children
    return tuple(s for s in slots if s.mark.status == "deprecated" and s.name.startswith("itunes:"))


@rule("FK168", "itunes-deprecated", level="info")
def itunes_deprecated(element: Show | Episode) -> Iterator[Finding]:
    """Tags that Apple no longer reads are left out.

    Why: they are fetched again and again for nobody.
    Mend: take it out.
    Source: PN-OTHER; APPSUPPORT; the tag table's status.
    Bad channel: <itunes:keywords>tea,leaves</itunes:keywords>
    Bad: keywords: tea, leaves
    """
    for slot in _deprecated(type(element)):
        if element.__dict__[slot.field] is None:
            continue
        if slot.field != "itunes_summary" or not is_copied(element):  # of a copy FK125 tells
            yield Finding(f"`{slot.name}` is no longer used", (slot.field,))


@rule("FK269", "pimages-deprecated", level="warning", where=called("podcast:images"))
def pimages_deprecated(visit: Visit) -> Iterator[Finding]:
    """`podcast:images` is written as `podcast:image`.

    Why: it was given up in July 2025.
    Mend: write a `podcast:image` for each picture.
    Source: PN images-(deprecated).
    Bad xml: <podcast:images srcset="https://tea.fm/1.jpg 1500w"/>
    """
    yield Finding(f"`{visit.node.name}` was replaced by `podcast:image`")


@rule("FK406", "dead-googleplay", level="info", where=lambda visit: _is(visit, "googleplay:"))
def dead_googleplay(visit: Visit) -> Iterator[Finding]:
    """Google Play's tags are left out.

    Why: Google Podcasts closed in 2024.
    Mend: take them out.
    Source: the tag table, googleplay.
    Bad channel: <googleplay:author xmlns:googleplay="http://www.google.com/schemas/play-podcasts/1.0">Amy</googleplay:author>
    """
    yield Finding(f"`{visit.node.name}` is read by nobody any more")


@rule("FK407", "draft-podcast-tags", level="info", where=lambda visit: _is(visit, "podcast:", "draft"))
def draft_podcast_tags(visit: Visit) -> Iterator[Finding]:
    """Tags that are only proposed are known for what they are.

    Why: they may change or vanish.
    Mend: none is needed; do not rely on them.
    Source: PN README legend; PN-PROPOSAL.
    Bad channel: <podcast:contact>https://tea.fm/contact</podcast:contact>
    """
    yield Finding(f"`{visit.node.name}` is only a proposal")


@rule("FK408", "unknown-namespace", level="info")
def unknown_namespace(feed: Feed) -> Iterator[Finding]:
    """Tags of other namespaces are carried on, and named once.

    Why: extensions are welcome; the list shows what a former host left behind.
    Mend: none is needed; take out what nobody reads.
    Source: RSS2 extending; PN-NSLIST.
    Bad channel: <tea:leaf xmlns:tea="https://tea.fm/ns">green</tea:leaf>
    """
    for prefix, uri in sorted((feed.show.namespaces or {}).items() if feed.show is not None else ()):
        if prefix not in URIS and prefix not in OTHER_HOSTS and not uri.startswith("urn:x-undeclared:"):
            yield Finding(f"`{prefix}` is a namespace that feedkit does not know: {uri}", feed.root or ())


@rule("FK409", "foreign-host-leftovers", level="warning")
def foreign_host_leftovers(feed: Feed) -> Iterator[Finding]:
    """A feed carries nothing of a former host; each host is named once, where the first of its tags stands.

    Why: such tags hold the host's keys and redirects.
    Mend: take them out, unless the show is still there.
    Source: PN-NSLIST.
    Bad channel: <acast:signature xmlns:acast="https://schema.acast.com/1.0/">x</acast:signature>
    """
    told = set[str]()
    for node in _of_other_hosts(feed):
        prefix = node.name.partition(":")[0]
        if prefix not in told:
            told.add(prefix)
            yield Finding(f"`{node.name}` belongs to the host {prefix}", node)


def _of_other_hosts(feed: Feed) -> Iterator[Node]:
    """The nodes of other hosts in the channel, and in its items where `rss` declares such a host."""
    channel = (
        next((node for node in feed.root.nodes if node.name == "channel"), None) if feed.root is not None else None
    )
    is_declared = any(f"xmlns:{host}" in head_of(feed) for host in OTHER_HOSTS)
    for node in channel.nodes if channel is not None else ():
        if node.name.startswith(OF_OTHER_HOSTS):
            yield node
        elif node.name == "item" and is_declared:
            yield from (inner for inner in node.nodes if inner.name.startswith(OF_OTHER_HOSTS))
