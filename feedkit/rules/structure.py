"""Elements and attributes where they may stand, as often as they may: derived from the declared tags."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from difflib import get_close_matches

from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.names import closest_name, homes_of_names, is_of_known_namespace, known_names, right_case
from feedkit.rules.subject import OWN_BLANK, Spot, Visit
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.namespaces import ATTRIBUTES_ELSEWHERE
from feedkit.tags.rss import TextInput
from feedkit.tags.values import short

OWN_COUNT = frozenset({"enclosure", "psc:chapters"})
"""Elements whose number has a rule of its own."""

OWN_REQUIRED = frozenset(
    {"channel", "podcast:value", "podcast:alternateEnclosure", "podcast:publisher", "podcast:valueTimeSplit", "image"}
    | {"itunes:owner", "skipHours", "skipDays", "podcast:liveItem", "psc:chapters"}
)
"""Elements whose required children have rules of their own."""


def _unknown(visit: Visit) -> bool:
    return (
        visit.cls is None
        and visit.slot is None
        and visit.parent_cls is not None
        and visit.node.name not in known_names()
    )


def _has_children(visit: Visit) -> bool:
    return visit.cls is not None and bool(plan_of(visit.cls).children)


def _has_no_text(visit: Visit) -> bool:
    return (
        visit.cls is not None
        and _has_children(visit)
        and plan_of(visit.cls).text is None
        and visit.node.name != "itunes:category"
    )


def _may_be_left_out(visit: Visit) -> bool:
    """Whether it is better left out than empty: of what is wanted in a container other rules tell, but for `textInput`."""
    slot = visit.slot
    if slot is None or slot.form is None or slot.name in OWN_BLANK:
        return False
    return not slot.mark.required or visit.parent_cls is TextInput


@rule("FK017", "element-known", level="warning", where=_unknown, by_shape=True)
def element_known(visit: Visit) -> Iterator[Finding]:
    """Every element of a namespace that feedkit knows is an element of that namespace.

    Why: a misspelt or invented tag is skipped by readers without a word.
    Mend: spell it as the specification does, or take it out.
    Source: the tag table; RSS2 extending; W3CFV UndefinedElement.
    Bad xml: <itunes:authr>Amy</itunes:authr>
    Good channel: <itunes:author>Amy</itunes:author>
    """
    name = visit.node.name
    if is_of_known_namespace(name) and not right_case(name):
        level, close = _level_in(name), closest_name(name)
        way_out = f"; did you mean `{close}`?" if close else ""
        yield Finding(f"`{name}` is no element that is known{way_out}", level=level)


@rule("FK018", "element-case", level="error", by_shape=True)
def element_case(visit: Visit) -> Iterator[Finding]:
    """Names of elements and attributes have the case that their specification gives them.

    Why: XML tells cases apart; a tag in the wrong case is a missing tag.
    Mend: write the name as the message does.
    Source: APPLE-823 casing.
    Bad xml: <pubdate>Fri, 09 Oct 2020 04:30:38 GMT</pubdate>
    Good xml: <pubDate>Fri, 09 Oct 2020 04:30:38 GMT</pubDate>
    """
    name = visit.node.name
    if _unknown(visit) and (right := right_case(name)):
        yield Finding(f"`{name}` is written `{right}`")
    if visit.cls is not None:
        names = plan_of(visit.cls).by_attr
        for attribute in visit.node.attrs:
            if attribute not in names and (name, attribute) != ("guid", "isPermalink"):
                right = next((known for known in names if known.lower() == attribute.lower()), "")
                if right:
                    yield Finding(f"the attribute `{attribute}` is written `{right}`", Spot(visit.node, attribute))


@rule(
    "FK019",
    "element-parent",
    level="error",
    where=lambda visit: visit.parent_cls is not None and visit.slot is None,
    by_shape=True,
)
def element_parent(visit: Visit) -> Iterator[Finding]:
    """Every element stands inside an element that may hold it.

    Why: a transcript in the channel, or a category in an item, is not read.
    Mend: move it to where the message says.
    Source: PN docs/tags (parents); RSS2.
    Bad channel: <podcast:transcript url="https://tea.fm/1.vtt" type="text/vtt"/>
    Good xml: <podcast:transcript url="https://tea.fm/1.vtt" type="text/vtt"/>
    """
    name = visit.node.name
    if name in known_names() and visit.parent is not None and not _is_media_in_media(name, visit.parent.name):
        homes = sorted(homes_of_names()[name])
        yield Finding(f"`{name}` may not stand in `{visit.parent.name}`; it belongs in {' or '.join(homes)}")


@rule("FK020", "element-count", level="error", where=_has_children, by_shape=True)
def element_count(visit: Visit) -> Iterator[Finding]:
    """No element holds more of another than it may.

    Why: readers keep the first, the last or all; what listeners see differs by app.
    Mend: keep one.
    Source: PN docs/tags (counts); W3CFV DuplicateElement; PI-AGG partytime.js.
    Bad channel: <language>en</language><language>de</language>
    Good channel: <language>en</language>
    """
    if visit.cls is None:
        return
    counts = Counter(node.name for node in visit.node.nodes)
    for name, slot in plan_of(visit.cls).by_child.items():
        most = slot.mark.most or (None if slot.many else 1)
        if counts[name] > 1 and most is not None and counts[name] > most and name not in OWN_COUNT:
            found = [node for node in visit.node.nodes if node.name == name]
            message = f"`{visit.node.name}` holds {len(found)} `{name}`, and {most} is the most"
            yield Finding(message, found[most], see=((found[0], "the first one"),))


@rule(
    "FK021",
    "element-required-child",
    level="error",
    where=lambda visit: _has_children(visit) and visit.node.name not in OWN_REQUIRED,
    by_shape=True,
)
def element_required_child(visit: Visit) -> Iterator[Finding]:
    """Every element holds the children that it cannot do without.

    Why: readers drop half-built containers whole.
    Mend: write the child that the message names, or take the container out.
    Source: PN docs/tags; RSS2.
    Bad channel: <textInput><title>Search</title></textInput>
    """
    if visit.cls is None:
        return
    names = {node.name for node in visit.node.nodes}
    for slot in plan_of(visit.cls).children:
        if slot.mark.required and not names.intersection((slot.name, *slot.mark.also)):
            yield Finding(f"`{visit.node.name}` holds no `{slot.name}`")


@rule("FK023", "attribute-known", level="warning", by_shape=True)
def attribute_known(visit: Visit) -> Iterator[Finding]:
    """Elements carry the attributes of their specification, and none that resemble them; on RSS's own it is an error.

    Why: a misspelt optional attribute leaves the default in force, in silence; RSS allows new ones in namespaces only.
    Mend: spell it as the specification does, or take it out.
    Source: the tag table; RSS2 extending; W3CFV UnexpectedAttribute.
    Bad xml: <podcast:person rolle="guest">Amy</podcast:person>
    Good xml: <podcast:person role="guest">Amy</podcast:person>
    """
    if visit.cls is None and visit.slot is None and visit.parent is not None:
        return
    names = plan_of(visit.cls).by_attr if visit.cls is not None else {"version": None} if visit.parent is None else {}
    lower = {name.lower() for name in names} | ATTRIBUTES_ELSEWHERE.get(visit.node.name, frozenset())
    unknown = [name for name in visit.node.attrs if name.lower() not in lower and not re.match(r"xmlns|.*:", name)]
    wanting = sum(_is_wanting(name, visit) for name in names)
    for attribute in unknown:
        close = get_close_matches(attribute, names, 1)
        if not close and wanting > 0:
            wanting -= 1  # it stands for one that is missing, of which another rule tells
            continue
        way_out = f"; did you mean `{close[0]}`?" if close else ""
        message = f"`{attribute}` is no attribute of `{visit.node.name}`{way_out}"
        yield Finding(message, Spot(visit.node, attribute), level=_level_in(visit.node.name))


@rule("FK025", "value-not-blank", level="warning", where=_may_be_left_out, by_shape=True)
def value_not_blank(visit: Visit) -> Iterator[Finding]:
    """An optional element is left out rather than written empty; where a form is wanted, empty is an error.

    Why: an empty element overrides a default, and is no number, date, address or word of a list.
    Mend: take it out, or write its value.
    Source: W3CFV NotBlank; RSS2.
    Bad xml: <itunes:title/>
    Bad xml: <itunes:season/>
    Good xml: <itunes:title>Green tea</itunes:title>
    """
    if visit.node.name == "itunes:author" and visit.parent is not None and visit.parent.name == "channel":
        return  # FK147 tells of a show without an author
    if visit.slot is not None and not visit.node.text.strip() and not any(visit.node.nodes):
        has_form = bool(visit.slot.mark.one_of) or _form_name(visit.slot) not in ("text", "html", "tokens")
        parent = visit.parent.name if visit.parent is not None else ""
        mend = "write its value" if (parent, visit.node.name) in _WANTED else ""
        yield Finding(f"`{visit.node.name}` is empty", mend=mend, level=Level.ERROR if has_form else None)


_WANTED = frozenset(
    {("channel", "language"), ("channel", "itunes:explicit"), ("item", "pubDate"), ("item", "itunes:duration")}
)
"""What would be missed if it were taken out."""


@rule("FK026", "no-stray-text", level="warning", where=_has_no_text, by_shape=True)
def no_stray_text(visit: Visit) -> Iterator[Finding]:
    """Elements that hold only elements hold no other text; in RSS's own it is an error.

    Why: it is nearly always what is left of a broken tag.
    Mend: take the text out, or mend the tag before it.
    Source: RSS2; W3CFV UnexpectedText.
    Bad xml: ... <itunes:episodeType>full</itunes:episodeType>
    Good xml: <itunes:episodeType>full</itunes:episodeType>
    """
    stray = visit.node.text.strip()
    if stray:
        message = f"`{visit.node.name}` holds the text {short(stray)} between its elements"
        yield Finding(message, level=_level_in(visit.node.name))


@rule(
    "FK119",
    "html-in-cdata",
    level="warning",
    where=lambda visit: visit.slot is not None and visit.slot.form is not None,
    by_shape=True,
)
def html_in_cdata(visit: Visit) -> Iterator[Finding]:
    """HTML is the text of an element, in CDATA or escaped; it is no element of the feed.

    Why: readers take the text only: in partytime, castero and yt-dlp what stands in child elements is lost.
    Mend: wrap the HTML in `<![CDATA[` and `]]>`.
    Source: APPLE-GUIDE description; PSP1; PN-OTHER.
    Bad xml: <description><p>Hi</p></description>
    Good xml: <description><![CDATA[<p>Hi</p>]]></description>
    """
    inside = next(visit.node.nodes, None)
    if inside is not None:
        message = f"`{visit.node.name}` holds the element `{inside.name}`, whose text is lost"
        yield Finding(message, inside, level=Level.ERROR)


def _is_wanting(name: str, visit: Visit) -> bool:
    """Whether an attribute is required and is not there."""
    return visit.cls is not None and plan_of(visit.cls).by_attr[name].mark.required and name not in visit.node.attrs


def _is_media_in_media(name: str, parent: str) -> bool:
    """Media RSS lets what describes a file stand in it, in a group of files, or in the item."""
    return name.startswith("media:") and parent.startswith("media:")


def _level_in(name: str) -> Level | None:
    """RSS 2.0 lets a feed hold what its specification does not describe in a namespace only: else it is an error."""
    return None if ":" in name else Level.ERROR


def _form_name(slot: Slot) -> str:
    return slot.form.name if slot.form is not None else ""
