"""Pages of what reading a feed's XML finds, and what can be told only of the document as a whole."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.feed.document import Feed
from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.looks import holds_ampersand
from feedkit.rules.subject import TextValue
from feedkit.settings import Settings
from feedkit.tags.values import short

_TWO = r"&amp;(?:amp|lt|gt|quot|apos|#\d+|#x[0-9a-f]+);"
TWO = re.compile(_TWO, re.IGNORECASE)
"""An escape of an escape."""
TWICE = re.compile(rf"{_TWO}|&(?:amp|lt|gt|quot|apos|#39|#x27);", re.IGNORECASE)
ESCAPED_TAG = re.compile(r"&lt;/(?:p|a|ul|ol|li|b|i|strong|em)&gt;", re.IGNORECASE)
"""The end of an element, escaped: in HTML without a single tag, somebody escaped it all once too often."""


MARKDOWN = "notes"
"""The field of a record in which an escape is none too many, as in HTML."""


@rule("FK001", "xml-well-formed", level="error")
def well_formed() -> None:
    """A feed is well-formed XML: tags nest, attributes are quoted and not repeated, `&` and `<` are escaped.

    Why: most apps use a strict parser and drop the whole feed at the first fault: atoma, castero, gPodder, reader and
        yt-dlp among them.
    Mend: correct the spot that the message names; write `&amp;` and `&lt;` for `&` and `<` in text.
    Source: XML10; W3CFV SAXError; PodcastGenerator#182.
    Bad xml: <title>Rock & Roll</title>
    Good xml: <title>Rock &amp; Roll</title>
    """


@rule("FK002", "xml-utf8-declared", level="error")
def utf8_declared() -> None:
    """A feed is UTF-8, and says so or says nothing.

    Why: Apple and PSP-1 take UTF-8 only; partytime, podparse and feedsmith read nothing else. Under a wrong label every
        accented letter becomes two wrong ones, and gPodder and castero refuse the feed.
    Mend: save the feed as UTF-8 and declare `encoding="UTF-8"`.
    Source: APPLE-823; PSP1; W3CFV NotUTF8.
    """


@rule("FK003", "xml-nothing-before-declaration", level="error")
def nothing_before_declaration() -> None:
    """Nothing stands before `<?xml`; a byte order mark is reported as a warning.

    Why: text before the declaration is a fatal error for XML parsers (atoma, castero, gPodder, yt-dlp); a template's
        stray newline is the usual cause.
    Mend: delete what stands before `<?xml`.
    Source: XML10 2.8; W3CFV WPBlankLine.
    """


@rule("FK005", "xml-predefined-entities-only", level="error")
def predefined_entities_only() -> None:
    """Only `amp`, `lt`, `gt`, `quot`, `apos` and numbered references are used.

    Why: `&eacute;` and its like are HTML's; XML does not know them.
    Mend: write the character itself.
    Source: XML10 4.6; gpodder/gpodder#696; W3CFV UndefinedNamedEntity.
    Bad xml: <title>Caf&eacute; talk</title>
    Good xml: <title>Café talk</title>
    """


@rule("FK006", "xml-no-doctype", level="error")
def no_doctype() -> None:
    """A feed has no DOCTYPE and declares no entities.

    Why: entities can be made to explode or to read files, so that hardened parsers (atoma, podparse, reader) refuse
        such a feed.
    Mend: delete the DOCTYPE.
    Source: W3CFV ContainsSystemEntity, DeprecatedDTD.
    """


@rule("FK007", "xml-cdata-terminator", level="error")
def cdata_terminator() -> None:
    """Text in CDATA does not hold `]]>`.

    Why: it ends the section there and then, and breaks the document.
    Mend: write `]]]]><![CDATA[>` for it.
    Source: XML10 2.7; thechangelog/changelog.com#273.
    """


@rule("FK008", "xml-namespace-well-formed", level="error")
def namespace_well_formed() -> None:
    """Every prefix that is used is declared.

    Why: atoma, castero, reader and yt-dlp stop at an undeclared prefix, others drop the element.
    Mend: declare the prefix on `rss`; the message gives the address for those that are known.
    Source: W3CFV UndeclaredPrefix.
    """


@rule(
    "FK009",
    "xml-no-double-escape",
    level="warning",
    forms=("text", "html", "url", "https_url", "uri", "email", "email_name"),
    only=holds_ampersand,
)
def no_double_escape(value: TextValue) -> Iterator[Finding]:
    """Text and addresses hold no escapes that were left over.

    Why: listeners see `&amp;`, and an address with it leads elsewhere.
    Mend: escape once; in a record, not at all.
    Source: podlove/podlove-publisher#1305; PI-AGG partytime.js.
    Bad: link: https://tea.fm/?a=1&amp;b=2
    Bad: notes: "Milk &amp;amp; tea"
    Bad xml: <description>&amp;lt;p&amp;gt;How to steep it, part 9.&amp;lt;/p&amp;gt;</description>
    Good: link: https://tea.fm/?a=1&b=2
    Good: notes: "Milk &amp; tea"
    Good xml: <description>&lt;p&gt;In HTML, &amp;lt;/p&amp;gt; ends it.&lt;/p&gt;</description>
    """
    if value.form == "html":
        if (tag := ESCAPED_TAG.search(value.text)) and "<" not in value.text:
            message = f"{value.name} holds the tag `{tag.group()}` as text: it is escaped twice"
            yield Finding(message, quote=tag.group() if value.in_feed else "")
        return
    found = (TWO if value.slot.field == MARKDOWN else TWICE).search(value.text)
    if found and value.slot.name != "description" and value.owner.tag != "itunes:category":
        message = f"{value.name} holds the escape `{found.group()}` as text"
        yield Finding(message, level=_level_of_address(value), quote=found.group() if value.in_feed else "")


def _level_of_address(value: TextValue) -> Level | None:
    return Level.ERROR if value.owner.tag == "enclosure" else None


@rule("FK010", "rss-root", level="error")
def rss_root() -> None:
    """The document is `rss`, in no namespace, with `version="2.0"`.

    Why: Apple takes no Atom any more; atoma, castero and newsboat refuse other versions of RSS.
    Mend: write `<rss version="2.0">`.
    Source: RSS2; APPLE-823; APPLE-4115.
    """


@rule("FK011", "rss-one-channel", level="error")
def rss_one_channel() -> None:
    """`rss` holds one `channel` and nothing else.

    Why: readers take the first channel, or fail.
    Mend: keep one channel a file.
    Source: RSS2.
    """


@rule("FK012", "rss-core-not-namespaced", level="error")
def rss_core_not_namespaced() -> None:
    """RSS's own elements are in no namespace.

    Why: a default `xmlns` renames every one of them for parsers that know namespaces.
    Mend: take `xmlns="…"` off `rss`.
    Source: RSSPROFILE.
    """


@rule("FK013", "ns-uri-exact", level="error")
def ns_uri_exact() -> None:
    """A known prefix is bound to its exact address: case, scheme and slashes.

    Why: Apple ignores all itunes tags where one letter differs, and so do gPodder and yt-dlp some of them.
    Mend: copy the address from the message.
    Source: APPLE-GUIDE; PN-NSLIST; W3CFV MediaRssNamespace.
    """


@rule("FK014", "ns-podcast-canonical", level="warning")
def ns_podcast_canonical() -> None:
    """The podcast namespace is written `https://podcastindex.org/namespace/1.0`.

    Why: the older GitHub address means the same, but many readers know only one of the two.
    Mend: write `xmlns:podcast="https://podcastindex.org/namespace/1.0"`.
    Source: PN docs/1.0.md; Podcastindex-org/podcast-namespace#143.
    """


@rule("FK015", "ns-customary-prefix", level="warning")
def ns_customary_prefix() -> None:
    """Known namespaces have their customary prefix: itunes, podcast, atom, content, psc, media.

    Why: XML allows any, but partytime, rss-parser and feedparser look for the prefix by its letters.
    Mend: rename the prefix.
    Source: PN docs/1.0.md; PI-AGG partytime.js; W3CFV NonstdPrefix.
    """


@rule("FK400", "size-feed", level="warning")
def size_feed(feed: Feed, settings: Settings) -> Iterator[Finding]:
    """A feed is small enough for phones to fetch it often.

    Why: every app downloads it again and again; Podcast Index drops feeds above 25,000,000 bytes.
    Mend: take transcripts out of the notes, or shorten what is old.
    Source: PI-AGG aggrivate.js; theaudacitytopodcast.com TAP269.
    """
    size, limits = len(feed.xml), settings.limits
    if any(problem.slug == "size-feed" for problem in feed.problems):
        return  # the reader has told, and has read no more than tells that
    if limits.feed_info_bytes < size <= limits.feed_error_bytes:
        level = Level.WARNING if size > limits.feed_warning_bytes else Level.INFO
        yield Finding(f"the feed has {size} bytes", feed.root or (), level=level)
    elif size > limits.feed_error_bytes:
        message = f"the feed has {size} bytes; Podcast Index takes {limits.feed_error_bytes}"
        yield Finding(message, feed.root or (), level=Level.ERROR)


def quoted(text: str) -> str:
    """A value in a message: in backticks, one line, not too long."""
    return short(" ".join(text.split()))
