"""Apple's tags on the channel and on episodes, categories and duration apart."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.feed.document import Feed
from feedkit.problems import Level
from feedkit.rules.engine import Finding, called, rule
from feedkit.rules.item import repeats_name
from feedkit.rules.looks import is_odd_truth
from feedkit.rules.subject import Raw, Spot, Visit, is_there_otherwise
from feedkit.tags.episode import EPISODE_TYPES, Episode
from feedkit.tags.itunes import Owner
from feedkit.tags.show import Show
from feedkit.tags.values import read_flag, short

MAILBOXES = frozenset(
    """gmail.com googlemail.com outlook.com hotmail.com yahoo.com icloud.com me.com aol.com gmx.de gmx.net web.de
    proton.me protonmail.com live.com msn.com""".split()  # noqa: SIM905 - words are read as words
)
EMAIL = re.compile(r"[^\s@()<>,;]+@[^\s@()<>,;.]+(?:\.[^\s@()<>,;.]+)+")


@rule("FK134", "itunes-image-channel", level="error", profiles=("apple", "spotify", "psp1"))
def image_channel(show: Show) -> Iterator[Finding]:
    """A show has cover art.

    Why: Apple, Spotify and PSP-1 want it.
    Mend: write `image` with the address of a square picture, 1400 to 3000 pixels.
    Source: APPLE-GUIDE itunes:image; SPOTIFY-SHOW; PSP1 itunes:image.
    Bad show: image:
    Good show: image: https://tea.fm/cover.jpg
    """
    if show.image is None:
        yield Finding("the show has no `image`", ("image",))


@rule("FK135", "itunes-image-href", level="error", where=called("itunes:image"))
def image_href(visit: Visit) -> Iterator[Finding]:
    """`itunes:image` has the address of a web server in `href`, and no text.

    Why: an address as text is not read, and no app loads pictures by another protocol.
    Mend: write `<itunes:image href="…"/>`.
    Source: APPLE-GUIDE itunes:image; W3CFV itunes.py.
    Bad xml: <itunes:image>https://tea.fm/1.jpg</itunes:image>
    Good xml: <itunes:image href="https://tea.fm/1.jpg"/>
    """
    if visit.node.text.strip() and "href" in visit.node.attrs:
        yield Finding(f"`itunes:image` holds text: {short(visit.node.text.strip())}")
    scheme, colon, _ = visit.node.attrs.get("href", "").strip().partition(":")
    if colon and scheme.lower() not in ("http", "https"):
        yield Finding(f"`href` is no address on the web: {short(visit.node.attrs['href'])}", Spot(visit.node, "href"))


@rule("FK144", "itunes-explicit-channel", level="error", profiles=("apple", "psp1"))
def explicit_channel(show: Show, feed: Feed | None) -> Iterator[Finding]:
    """A show says whether it is explicit.

    Why: Apple and PSP-1 want it.
    Mend: write `explicit: false` or `explicit: true`.
    Source: APPLE-GUIDE itunes:explicit; PSP1 itunes:explicit; APPLE-829.
    Bad show: explicit:
    Good show: explicit: false
    """
    if show.explicit is None and not is_there_otherwise("itunes:explicit", show, feed):
        yield Finding("the show has no `explicit`", ("explicit",))


@rule(
    "FK145", "itunes-explicit-value", level="error", forms=("bool",), where=called("itunes:explicit"), only=is_odd_truth
)
def explicit_value(raw: Raw) -> Iterator[Finding]:
    """`itunes:explicit` is `true` or `false`, in small letters.

    Why: yes, no and clean are of the time before 2019; partytime takes `explicit` for false.
    Mend: write `true` or `false`.
    Source: APPLE-829; APPLE-GUIDE itunes:explicit; w3c/feedvalidator#112.
    Bad: explicit: perhaps
    Bad xml: <itunes:explicit>clean</itunes:explicit>
    Good xml: <itunes:explicit>false</itunes:explicit>
    """
    text = raw.text.strip()
    if raw.in_record or text in ("true", "false"):
        return
    try:
        right = "true" if read_flag(text) else "false"
    except ValueError:
        return  # which of the two was meant nobody knows, and reading has said so
    level = Level.WARNING if text.lower() == right else None  # all apps that were measured read it in any case
    yield Finding(f"`itunes:explicit` is {short(text)}; write `{right}`", level=level)


@rule("FK146", "itunes-explicit-rollup", level="info", profiles=("apple",))
def explicit_rollup(show: Show) -> Iterator[Finding]:
    """A show with an explicit episode is explicit.

    Why: some countries hide explicit shows; hiding the one episode there (`itunes:block`) is the other way.
    Mend: write `explicit: true` for the show.
    Source: APPLE-GUIDE itunes:explicit, itunes:block.
    Bad show: {explicit: false, episodes: [{explicit: true}]}
    Good show: {explicit: true, episodes: [{explicit: true}]}
    """
    loud = [number for number, is_explicit in enumerate(show.across.explicit) if is_explicit]
    if loud and show.explicit is False:
        see = ((("episodes", loud[0], "explicit"), "an explicit episode"),)
        yield Finding(f"the show says it is not explicit, and {len(loud)} of its episodes are", ("explicit",), see=see)


@rule("FK147", "itunes-author-channel", level="error", profiles=("spotify",), also={"core": "warning"})
def author_channel(show: Show) -> Iterator[Finding]:
    """A show says who makes it.

    Why: Spotify wants it; Apple and PSP-1 recommend it.
    Mend: write `author`.
    Source: SPOTIFY-SHOW; APPLE-GUIDE itunes:author; PSP1 itunes:author.
    Bad show: author:
    Good show: author: Amy Leaf
    """
    if not show.author:
        yield Finding("the show has no `author`", ("author",))


@rule("FK148", "itunes-owner-email", level="error", profiles=("youtube",), also={"spotify": "warning"})
def owner_email(show: Show) -> Iterator[Finding]:
    """A show has an owner with an e-mail address.

    Why: YouTube refuses the feed without ("Missing Owner Email"); Spotify sends its claim code there.
    Mend: write `owner: {name: …, email: …}`, in a feed `itunes:owner` with `itunes:email` in it, with an address made
        for the show.
    Source: YT-OWNER; SPOTIFY-EMAIL; APPLE-4115.
    Bad show: owner: {name: Tea Time}
    Good show: owner: {name: Tea Time, email: show@tea.fm}
    """
    if show.owner is None or not show.owner.email:
        yield Finding("the show has no owner with an `email`", ("owner", "email"))


@rule("FK149", "itunes-owner-privacy", level="info")
def owner_privacy(owner: Owner) -> Iterator[Finding]:
    """The owner's address is not somebody's own.

    Why: it is public, and is harvested; Apple gave the tag up for that reason.
    Mend: take an address made for the show.
    Source: APPLE-4115; Podcastindex-org/podcast-namespace#394.
    Bad show: owner: {name: Jane, email: jane.doe@gmail.com}
    Good show: owner: {name: Tea Time, email: show@tea.fm}
    """
    domain = (owner.email or "").rpartition("@")[2].lower()
    if domain in MAILBOXES:
        yield Finding(f"the owner's `email` is a personal mailbox: {short(owner.email or '')}", ("email",))


@rule("FK150", "itunes-type-value", level="error")
def type_value(show: Show) -> Iterator[Finding]:
    """A show's type is `episodic` or `serial`.

    Why: it decides the order in which apps play and download.
    Mend: write one of the two.
    Source: APPLE-GUIDE itunes:type; PSP1.
    Bad show: type: weekly
    Good show: type: serial
    """
    if show.type is not None and show.type not in ("episodic", "serial"):
        yield Finding(f"`type` is {short(show.type)}; there are `episodic` and `serial`", ("type",))


@rule("FK154", "itunes-episodetype-value", level="error", has="episode_type")
def episodetype_value(episode: Episode) -> Iterator[Finding]:
    """An episode's type is `full`, `trailer` or `bonus`.

    Why: what is unknown is taken for full.
    Mend: write one of the three.
    Source: APPLE-GUIDE itunes:episodeType; W3CFV.
    Bad: episode_type: teaser
    Good: episode_type: trailer
    """
    if episode.episode_type is not None and episode.episode_type not in EPISODE_TYPES:
        message = f"`episode_type` is {short(episode.episode_type)}; there are {', '.join(EPISODE_TYPES)}"
        yield Finding(message, ("episode_type",))


@rule("FK155", "itunes-trailer-kind", level="info", profiles=("apple",), has="episode_type")
def trailer_kind(episode: Episode) -> Iterator[Finding]:
    """A trailer's numbers say what it is for: none, the show; a season; an episode.

    Why: a trailer of the show that has a number is filed with that episode.
    Mend: take the numbers out of a show's trailer.
    Source: APPLE-GUIDE itunes:episodeType.
    Bad: {episode_type: trailer, itunes_season: 1, itunes_episode: 9}
    Good: {episode_type: trailer, itunes_season: , itunes_episode: , season: , episode: }
    """
    kind = episode.episode_type
    if kind in ("trailer", "bonus") and episode.itunes_episode is not None:
        yield Finding(f"this {kind} belongs to episode {episode.itunes_episode}, by its number", ("itunes_episode",))


@rule("FK156", "itunes-teaser-guid", level="error", profiles=("apple",))
def teaser_guid(show: Show) -> Iterator[Finding]:
    """A trailer of an episode and the episode itself have different guids.

    Why: Apple takes the second for the first, and the episode never appears as new.
    Mend: give the episode a guid of its own before it is published.
    Source: APPLE-GUIDE itunes:episodeType.
    """
    types, guids = show.across.types, show.across.guids
    trailers = {guids[number]: number for number, kind in enumerate(types) if kind == "trailer"}
    for number, guid in enumerate(guids) if trailers else ():
        if guid is not None and guid in trailers and types[number] != "trailer":
            see = ((("episodes", trailers[guid], "guid"), "the trailer"),)
            yield Finding("the episode has the guid of its trailer", ("episodes", number, "guid"), see=see)


@rule("FK157", "itunes-title-clean", level="warning", profiles=("apple",), has="itunes_title")
def title_clean(episode: Episode, show: Show) -> Iterator[Finding]:
    """`itunes:title` holds neither a number nor the show's name.

    Why: Apple shows both beside it.
    Mend: take them out.
    Source: APPLE-GUIDE itunes:title.
    Bad: itunes_title: "Ep. 3: Green tea"
    Good: itunes_title: Green tea
    """
    text = episode.itunes_title or ""
    if re.match(r"(?:ep(?:isode)?\W{0,2}\s*|#\s*|s\d+\s*e)\d+\b", text, re.IGNORECASE):
        yield Finding(f"`itunes:title` holds a number: {short(text)}", ("itunes_title",))
    elif repeats_name(text, show) and text not in (
        episode.title or ""
    ):  # FK054 tells of a name that is in `title`, too
        yield Finding(f"`itunes:title` repeats the show's name: {short(text)}", ("itunes_title",))


@rule("FK165", "itunes-block-intended", level="warning")
def block_intended(show: Show) -> Iterator[Finding]:
    """A blocked show is blocked on purpose.

    Why: one forgotten tag takes the show out of several directories at once.
    Mend: take `itunes:block` out, or allow this with the reason.
    Source: APPLE-GUIDE itunes:block; Podcastindex-org/podcast-namespace#179.
    Bad show: block: true
    Good show: block:
    """
    if show.block == "Yes":
        yield Finding("the show is blocked from directories", ("block",))
