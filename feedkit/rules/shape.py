"""Values that do not fit their tag: the fault that reading set aside becomes a problem of the rule that it breaks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC
from difflib import get_close_matches
from typing import Any

from feedkit.problems import Level, Place, Problem
from feedkit.records import kinds
from feedkit.records.aliases import known_fields
from feedkit.records.places import shown
from feedkit.records.show_file import ShowFile
from feedkit.records.spelling import OTHER_NAMES
from feedkit.rules.engine import Rule, all_rules, find_rule, raised_elsewhere
from feedkit.rules.subject import slot_at
from feedkit.settings import Settings
from feedkit.tags.codec import Path, Slot, plan_of
from feedkit.tags.dates import EXAMPLE, EXAMPLE_IN_FEED, read_naive, write_rfc822
from feedkit.tags.element import Attr, Element
from feedkit.tags.settle import Fault
from feedkit.tags.values import short

UNFIT = {
    ("channel", "itunes:explicit"): "FK145",
    ("channel", "ttl"): "FK037",
    ("channel", "title"): "FK027",
    ("channel", "link"): "FK028",
    ("channel", "description"): "FK030",
    ("item", "itunes:duration"): "FK158",
    ("item", "itunes:episode"): "FK152",
    ("item", "itunes:explicit"): "FK145",
    ("item", "itunes:season"): "FK153",
    ("guid", ""): "FK062",
    ("guid", "isPermaLink"): "FK066",
    ("enclosure", "length"): "FK083",
    ("enclosure", "url"): "FK075",
    ("enclosure", "type"): "FK075",
    ("source", "url"): "FK060",
    ("cloud", "port"): "FK043",
    ("atom:link", "href"): "FK185",
    ("itunes:image", "href"): "FK135",
    ("itunes:category", "text"): "FK141",
    ("podcast:locked", ""): "FK199",
    ("podcast:locked", "owner"): "FK201",
    ("podcast:funding", "url"): "FK202",
    ("podcast:person", ""): "FK221",
    ("podcast:location", ""): "FK229",
    ("podcast:txt", ""): "FK215",
    ("podcast:block", ""): "FK210",
    ("podcast:podping", "usesPodping"): "FK220",
    ("podcast:season", ""): "FK256",
    ("podcast:episode", ""): "FK258",
    ("podcast:soundbite", "startTime"): "FK260",
    ("podcast:soundbite", "duration"): "FK260",
    ("podcast:trailer", "url"): "FK243",
    ("podcast:trailer", "pubdate"): "FK243",
    ("podcast:trailer", ""): "FK243",
    ("podcast:trailer", "season"): "FK245",
    ("podcast:remoteItem", "feedGuid"): "FK247",
    ("podcast:updateFrequency", "complete"): "FK241",
    ("podcast:updateFrequency", "dtstart"): "FK240",
    ("podcast:image", "href"): "FK263",
    ("podcast:image", "width"): "FK265",
    ("podcast:image", "height"): "FK265",
    ("podcast:socialInteract", "uri"): "FK271",
    ("podcast:chat", "server"): "FK275",
    ("podcast:contentLink", "href"): "FK278",
    ("podcast:contentLink", ""): "FK278",
    ("podcast:alternateEnclosure", "type"): "FK281",
    ("podcast:alternateEnclosure", "bitrate"): "FK285",
    ("podcast:source", "uri"): "FK280",
    ("podcast:integrity", "type"): "FK290",
    ("podcast:integrity", "value"): "FK290",
    ("podcast:liveItem", "status"): "FK292",
    ("podcast:liveItem", "start"): "FK293",
    ("podcast:liveItem", "end"): "FK293",
    ("podcast:value", "type"): "FK299",
    ("podcast:value", "method"): "FK299",
    ("podcast:value", "suggested"): "FK300",
    ("podcast:valueRecipient", "type"): "FK301",
    ("podcast:valueRecipient", "address"): "FK301",
    ("podcast:valueRecipient", "split"): "FK301",
    ("podcast:valueRecipient", "fee"): "FK304",
    ("podcast:valueTimeSplit", "startTime"): "FK307",
    ("podcast:valueTimeSplit", "duration"): "FK307",
    ("podcast:valueTimeSplit", "remoteStartTime"): "FK307",
    ("podcast:valueTimeSplit", "remotePercentage"): "FK309",
    ("psc:chapter", "start"): "FK343",
    ("psc:chapter", "title"): "FK344",
}
"""Tag and attribute, child, or '' for the tag's own text: the rule that a value breaks when it does not fit."""

_DATE_FAULTS = (
    ("has no zone", "FK101"),
    ("does not exist", "FK099"),
    ("outside the calendar", "FK099"),
    ("different things", "FK102"),
    ("impossible zone", "FK102"),
)

_WANTED = {
    "string": "a text",
    "tuple": "a list",
    "list": "a list",
    "dict": "`key: value` lines",
    "model": "`key: value` lines",
    "int": "a whole number",
    "decimal": "a number",
    "float": "a number",
    "bool": "`true` or `false`",
    "datetime": "a date with a time and a zone",
    "date": "a date",
    "literal": "a word of the list",
}


def fault_problem(  # noqa: PLR0913 - all but three by name
    fault: Fault,
    root: type[Element],
    place: Place,
    *,
    in_record: bool,
    excerpt: str | None = None,
    field_prefix: str = "",
    settings: Settings | None = None,
) -> Problem:
    """The problem that a fault of reading is: the rule it breaks, in words that name the field and the value.

    root: the class that the fault's path starts from. field_prefix: put before the field's name.
    settings: they may change the level; a rule that they switch off is an info here, as the value is lost all the same.
    """
    cls, slot = slot_at(root, fault.path)
    all_rules()
    found = find_rule(_rule_id(fault, cls, slot, in_record=in_record))
    one: Rule = found if found is not None else find_rule(kinds.SCHEMA.rule)  # type: ignore[assignment]  # it is declared below
    field = field_prefix + ".".join(map(str, fault.path))
    message = _message(fault, cls, field if in_record else _spelled(cls, slot, field))
    if not in_record and slot is not None and fault.what == "missing" and not slot.name:
        message = message.replace("is missing", "is empty")  # the element is there, and its text is not
    if not in_record and slot is not None and _is_mail_date(slot):
        message = message.replace(EXAMPLE, EXAMPLE_IN_FEED)
    mend = _mend(one, fault)
    level = (one.level_in(settings) or Level.INFO) if settings is not None else one.level
    return Problem(one.id, one.slug, level, message, place, mend, (), field, excerpt)


def _mend(one: Rule, fault: Fault) -> str:
    if one.id == "FK101":
        return _with_a_zone(fault.value)
    if one.id == kinds.SCHEMA.rule and fault.message == "is empty":
        return "write its value, or take the key out"
    return one.mend


def _with_a_zone(text: str) -> str:
    """What to write for a feed's date that has no zone: all of it, for it may be wrong otherwise as well."""
    return f"write `{write_rfc822(read_naive(text).replace(tzinfo=UTC))}`, with the offset of the place in the end"


def feed_fault_problems(
    faults: tuple[Fault, ...], root: type[Element], locate: Callable[[Path], Place], settings: Settings
) -> Iterator[Problem]:
    """The problems of a feed's faults, each with its place."""
    for fault in faults:
        if fault.what == "missing" and _is_miscased(fault, root):
            continue  # FK018 tells of it
        yield fault_problem(fault, root, locate(fault.path), in_record=False, settings=settings)


def _is_miscased(fault: Fault, root: type[Element]) -> bool:
    """Whether an attribute that is missing is there in the wrong case."""
    name = getattr(slot_at(root, fault.path)[1], "name", "")
    return any(other != name and other.lower() == name.lower() for other in fault.value or ())


def _rule_id(fault: Fault, cls: type[Element], slot: Slot | None, *, in_record: bool) -> str:
    if slot is None or fault.what == "extra_forbidden" or (in_record and fault.what.endswith("_type")):
        return kinds.SCHEMA.rule
    if known := UNFIT.get((cls.tag, slot.name)):
        return known
    missing = fault.what == "missing" or fault.message == "is empty"
    if missing and (isinstance(slot.mark, Attr) or in_record) and slot.mark.required:
        return "FK022"
    if _is_mail_date(slot) and fault.what == "value_error":
        return _date_rule(fault.message, in_record=in_record)
    if in_record:
        return kinds.SCHEMA.rule
    return "FK025" if missing else "FK431"


def _is_mail_date(slot: Slot) -> bool:
    return slot.form is not None and slot.form.name == "rfc822_date"


def _date_rule(message: str, *, in_record: bool) -> str:
    rule_id = next((rule_id for words, rule_id in _DATE_FAULTS if words in message), "FK097")
    return kinds.DATE_ZONE.rule if in_record and rule_id == "FK101" else rule_id


def _spelled(cls: type[Element], slot: Slot | None, field: str) -> str:
    """How the feed itself calls a field."""
    if slot is None:
        return field
    if isinstance(slot.mark, Attr):
        return f"{cls.tag} {slot.name}"
    return slot.name or cls.tag


def _message(fault: Fault, cls: type[Element], field: str) -> str:
    if fault.what == "extra_forbidden":
        return _unknown_key(fault, cls)
    if fault.what == "missing":
        return f"`{field}` is missing"
    if fault.what == "value_error":
        return f"`{field}` {fault.message}"
    wanted = next((words for kind, words in _WANTED.items() if fault.what.startswith(kind)), "")
    if not wanted:
        return f"`{field}` does not fit: {fault.message[:1].lower()}{fault.message[1:]}"
    return f"`{field}` is {_seen(fault.value)}, and {wanted} is wanted".replace("lines is", "lines are")


def _unknown_key(fault: Fault, cls: type[Element]) -> str:
    key, names = str(fault.path[-1]), [*plan_of(cls).slots, *_more_names(cls)]
    of, schema = _WHOLE.get(cls.tag, (cls.tag or cls.__name__.lower(), ""))
    listed = f"`feedkit schema {schema}` lists them" if schema else f"there are {', '.join(f'`{n}`' for n in names)}"
    meant = _MEANT.get(cls.tag, {}).get(key.lower().replace("-", "_"), "")
    close = [meant] if meant in names else get_close_matches(key.lower(), names, 1, 0.7)
    return f"`{shown(key)}` is not a field of {of}; {f'did you mean `{close[0]}`?' if close else listed}"


def _more_names(cls: type[Element]) -> Iterable[str]:
    """What a show file or a record may say beside the fields of the feed."""
    if cls.tag == "channel":
        return plan_of(ShowFile).slots
    return (*known_fields(), *OTHER_NAMES) if cls.tag == "item" else ()


_WHOLE = {"channel": ("a show", "show"), "item": ("an episode", "record")}
"""Elements with more fields than a message can list, as people call them, and the schema that has them."""


_MEANT: dict[str, dict[str, str]] = {
    "channel": {
        **dict.fromkeys(("name", "show"), "title"),
        **dict.fromkeys(("url", "website", "homepage"), "link"),
        **dict.fromkeys(("cover", "artwork", "logo"), "image"),
        "about": "description",
    },
    "item": {
        **dict.fromkeys(("number", "episode_number", "ep"), "episode"),
        **dict.fromkeys(("publish_at", "published_at", "release_date", "released"), "pub_date"),
        **dict.fromkeys(("audio", "audio_url", "mp3", "media"), "enclosure"),
        **dict.fromkeys(("cover", "artwork"), "image"),
        "permalink": "link",
    },
}
"""What people and other programs call a field, where the name is nothing like it."""


def _seen(value: Any) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}"
    if isinstance(value, Mapping):
        return f"`key: value` lines ({', '.join(map(str, list(value)[:5]))})"
    return short(str(value))


@raised_elsewhere(kinds.SCHEMA)
def rec_schema() -> None:
    """A record has known keys, each with a value of the right kind.

    Why: a misspelt key is silence: the episode goes out without what its author wrote.
    Mend: take the name or the kind of value that the message proposes; `feedkit schema` lists them all.
    Source: feedkit.
    """
