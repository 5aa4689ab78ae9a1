"""RSS's own rarer elements, and the order of things in a feed."""

from __future__ import annotations

from collections.abc import Iterator

from feedkit.feed.document import Feed
from feedkit.problems import Level
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.markup import tags_of
from feedkit.rules.media_types import extension
from feedkit.rules.subject import Spot, Visit, is_left_blank
from feedkit.tags.episode import Episode
from feedkit.tags.lists import DAYS
from feedkit.tags.node import Node
from feedkit.tags.rss import Logo
from feedkit.tags.show import Show
from feedkit.tags.values import short

TWINS = (
    ("pubDate", ("dc:date", "dcterms:created")),
    ("author", ("dc:creator",)),
    ("category", ("dc:subject",)),
    ("guid", ("atom:id", "dc:identifier")),
)
"""RSS's word for a fact, and other vocabularies' words for it."""


@rule("FK016", "ns-required-psp1", level="error", profiles=("psp1",))
def ns_required(feed: Feed) -> Iterator[Finding]:
    """`rss` declares itunes, podcast and atom; content too, where there is HTML.

    Why: PSP-1 wants the declarations, whether they are used or not.
    Mend: declare them on `rss`.
    Source: PSP1 required namespace declarations; APPLE-823.
    """
    if feed.root is None or feed.root.name != "rss":
        return
    missing = [prefix for prefix in ("itunes", "podcast", "atom") if f"xmlns:{prefix}" not in head_of(feed)]
    if missing:
        yield Finding(f"`rss` does not declare {', '.join(f'`{prefix}`' for prefix in missing)}", feed.root)


@rule("FK122", "html-only-when-declared", level="info", profiles=("psp1",))
def html_only_when_declared(feed: Feed) -> Iterator[Finding]:
    """A feed with HTML in its notes declares the content namespace.

    Why: PSP-1 ties the two together.
    Mend: declare `xmlns:content="http://purl.org/rss/1.0/modules/content/"`.
    Source: PSP1 HTML and Link Support.
    """
    if feed.root is None or feed.show is None or "xmlns:content" in head_of(feed):
        return
    if any(tags_of(one.description or "") for one in (feed.show, *feed.show.episodes)):
        yield Finding("the feed holds HTML and does not declare `content`", feed.root)


def head_of(feed: Feed) -> str:
    """The start tag of `rss`, as it stands in the source."""
    first = max(0, feed.root.line - 1) if feed.root is not None else 0
    text = "\n".join(feed.lines[first : first + 60])
    return text[: text.find("<channel")]


@rule("FK037", "ttl-value", level="error")
def ttl_value(show: Show) -> Iterator[Finding]:
    """`ttl` is a number of minutes, from 1.

    Why: it is so by definition.
    Mend: write `60`, or leave it out.
    Source: RSS2 ttl.
    Bad channel: <ttl>PT1H</ttl>
    Bad show: ttl: 0
    Good show: ttl: 60
    """
    if show.ttl is not None and show.ttl < 1:
        yield Finding(f"`ttl` is {show.ttl}; it counts minutes from 1", ("ttl",))


@rule("FK038", "rss-image-complete", level="error")
def image_complete(logo: Logo) -> Iterator[Finding]:
    """RSS's own `image` has an address, a title and a link.

    Why: RSS wants all three.
    Mend: add what is missing, or take the image out; apps read `itunes:image`.
    Source: RSS2 image; PN medium example.
    Bad channel: <image><url>https://tea.fm/a.png</url></image>
    Good channel: <image><url>https://tea.fm/a.png</url><title>Tea Time</title><link>https://tea.fm/</link></image>
    """
    missing = [name for name in ("url", "title", "link") if not getattr(logo, name)]
    if missing:
        level = Level.WARNING if missing == ["title"] and is_left_blank(logo, "title") else None
        yield Finding(f"`image` has no {', no '.join(f'`{name}`' for name in missing)}", level=level)


@rule("FK039", "rss-image-matches-channel", level="warning")
def image_matches_channel(logo: Logo, show: Show) -> Iterator[Finding]:
    """The title and the link of RSS's `image` are the show's.

    Why: old readers show them in the show's place.
    Mend: write the same.
    Source: W3CFV ImageTitleDoesntMatch, ImageLinkDoesntMatch.
    Bad channel: <image><url>https://tea.fm/a.png</url><title>logo</title><link>https://tea.fm/</link></image>
    Good channel: <image><url>https://tea.fm/a.png</url><title>Tea Time</title><link>https://tea.fm/</link></image>
    """
    for name in ("title", "link"):
        own, shows = getattr(logo, name), getattr(show, name)
        if own and shows and own != shows:
            yield Finding(f"`{name}` of `image` is {short(own)}, and the show's is {short(shows)}", (name,))


@rule("FK040", "rss-image-size", level="error")
def image_size(logo: Logo) -> Iterator[Finding]:
    """RSS's `image` is at most 144 wide and 400 high, where it says so.

    Why: RSS has these limits for its small logo; podcast art goes to `itunes:image`.
    Mend: leave width and height out.
    Source: RSS2 image.
    Bad channel: <image><url>https://tea.fm/a.png</url><title>Tea Time</title><link>https://tea.fm/</link><width>3000</width></image>
    Good channel: <image><url>https://tea.fm/a.png</url><title>Tea Time</title><link>https://tea.fm/</link></image>
    """
    for name, most in (("width", 144), ("height", 400)):
        value = getattr(logo, name)
        if value is not None and not 0 < value <= most:
            yield Finding(f"`{name}` of `image` is {value}; 1 to {most} is allowed", (name,))


@rule("FK041", "rss-image-format", level="warning")
def image_format(logo: Logo) -> Iterator[Finding]:
    """RSS's `image` is a GIF, JPEG or PNG.

    Why: RSS allows no other.
    Mend: name a PNG or JPEG.
    Source: RSS2 image; W3CFV ImageUrlFormat.
    Bad channel: <image><url>https://tea.fm/a.webp</url><title>Tea Time</title><link>https://tea.fm/</link></image>
    Good channel: <image><url>https://tea.fm/a.png</url><title>Tea Time</title><link>https://tea.fm/</link></image>
    """
    ending = extension(logo.url or "")
    if ending and ending not in ("gif", "jpg", "jpeg", "jpe", "png") and len(ending) <= 5:  # noqa: PLR2004 - longer ones are no extensions
        yield Finding(f"`url` of `image` ends in `.{ending}`", ("url",))


HOURS = frozenset(map(str, range(24)))


@rule("FK042", "skip-hours-days", level="error", where=called("skipHours", "skipDays"))
def skip_hours_days(visit: Visit) -> Iterator[Finding]:
    """`skipHours` holds hours from 0 to 23 and `skipDays` English days, each once.

    Why: it is so by definition; midnight is 0.
    Mend: keep one of the two.
    Source: RSS2 skipHours, skipDays; W3CFV NotEnoughHoursInTheDay, EightDaysAWeek.
    Bad channel: <skipHours><hour>24</hour></skipHours>
    Bad channel: <skipDays><day>Mon</day></skipDays>
    Good channel: <skipHours><hour>0</hour></skipHours>
    """
    of_hours = visit.node.name == "skipHours"
    seen: dict[str, Node] = {}
    for node in visit.node.nodes:
        text = node.text.strip()
        value = (text.lstrip("0") or text[:1]) if of_hours else text
        if node.name == ("hour" if of_hours else "day") and value not in (HOURS if of_hours else DAYS):
            wanted = "hours are 0 to 23" if of_hours else f"there are {', '.join(DAYS)}"
            level = Level.WARNING if value == "24" else None  # RSS 0.91 counted hours from 1
            mend = "write an hour" if of_hours else "write the English name out"
            if value == "24":
                mend = "write 0"
            yield Finding(f"`{visit.node.name}` holds {short(text)}; {wanted}", node, mend, level=level)
        elif value in seen:
            yield Finding(f"`{visit.node.name}` holds {short(text)} twice", node, see=((seen[value], "the first one"),))
        seen.setdefault(value, node)


@rule("FK043", "cloud-complete", level="error", where=called("cloud"))
def cloud_complete(visit: Visit) -> Iterator[Finding]:
    """`cloud` has domain, port, path, registerProcedure and protocol; over plain HTTP the procedure has no name.

    Why: without one of them nobody can call it.
    Mend: add what is missing, or take it out; WebSub took its place.
    Source: RSS2 cloud; rssCloud (`protocol="http-post" registerProcedure=""`).
    Bad channel: <cloud domain="rpc.tea.fm"/>
    Good channel: <cloud domain="rpc.tea.fm" port="80" path="/rpc" registerProcedure="" protocol="http-post"/>
    """
    attrs = visit.node.attrs
    missing = [name for name in ("domain", "port", "path", "protocol") if not attrs.get(name, "").strip()]
    if not attrs.get("registerProcedure", "").strip() and attrs.get("protocol") != "http-post":
        missing.append("registerProcedure")
    if missing:
        yield Finding(f"`cloud` has no {', no '.join(f'`{name}`' for name in missing)}")
    elif not attrs["port"].strip().strip("0"):
        yield Finding("`port` of `cloud` is 0", Spot(visit.node, "port"))


@rule("FK047", "items-last", level="warning", where=called("channel"))
def items_last(visit: Visit) -> Iterator[Finding]:
    """Episodes stand after everything that is about the show.

    Why: readers that stream stop at the first episode.
    Mend: move the show's own elements before the first `item`.
    Source: W3CFV MisplacedItem.
    """
    if visit.cls is not Show:
        return
    seen: Node | None = None
    for node in visit.node.nodes:
        if node.name == "item":
            seen = seen or node
        elif seen is not None:
            message = f"`{node.name}` stands after an `item`"
            yield Finding(message, node, see=((seen, "the first item"),))
            return


@rule("FK056", "description-before-encoded", level="warning", where=called("item"), by_shape=True)
def description_before_encoded(visit: Visit) -> Iterator[Finding]:
    """`description` stands before `content:encoded`.

    Why: some readers keep whichever came last.
    Mend: move it up.
    Source: W3CFV NeedDescriptionBeforeContent.
    Bad xml: <content:encoded>Long.</content:encoded><description>Short.</description>
    Good xml: <description>Short.</description><content:encoded>Long.</content:encoded>
    """
    order = [node for node in visit.node.nodes if node.name in ("description", "content:encoded")]
    if len(order) > 1 and order[0].name == "content:encoded":
        yield Finding("`description` stands after `content:encoded`", order[1])


@rule("FK057", "encoded-needs-description", level="warning", lacks="description")
def encoded_needs_description(episode: Episode, feed: Feed | None) -> Iterator[Finding]:
    """`content:encoded` is not the only text.

    Why: Apple and Spotify show `description`.
    Mend: write `description`.
    Source: RSSPROFILE; APPSUPPORT.
    Bad xml: <description></description><content:encoded>Long.</content:encoded>
    Good xml: <description>Short.</description><content:encoded>Long.</content:encoded>
    """
    if feed is not None and episode.content and not episode.description:
        yield Finding("the item has `content:encoded` and no `description`", ("content",))


@rule("FK058", "item-semantic-duplicates", level="info", where=called("item"), by_shape=True)
def semantic_duplicates(visit: Visit) -> Iterator[Finding]:
    """A fact is told once, in RSS's own words.

    Why: readers choose differently where two vocabularies disagree.
    Mend: take the other one out.
    Source: W3CFV DuplicateItemSemantics.
    Bad xml: <author>a@tea.fm (Amy)</author><dc:creator xmlns:dc="http://purl.org/dc/elements/1.1/">Amy</dc:creator>
    """
    names = {node.name: node for node in visit.node.nodes}
    for core, others in TWINS:
        for other in others:
            if core in names and other in names:
                yield Finding(f"the item has `{core}` and `{other}`", names[other])


@rule("FK060", "item-source-url", level="error")
def item_source_url() -> None:
    """RSS's `source` has an address.

    Why: it is so by definition; `podcast:source` is something else.
    Mend: write `url`, or take it out.
    Source: RSS2 source.
    Bad xml: <source>Other show</source>
    Good xml: <source url="https://other.fm/feed.xml">Other show</source>
    """
