"""What is due where: the rules that are on, by what they look at, worked out once for each kind of thing.

A kind is the elements of a class, the values of a field, or the nodes of a name; of each thing a walk then asks no more
than its kind wants to know.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from operator import itemgetter
from typing import Any, NamedTuple

from feedkit.problems import Level
from feedkit.rules.engine import Finding, Rule, all_rules
from feedkit.rules.subject import Raw, Subject, TextValue, Visit
from feedkit.settings import Settings
from feedkit.tags.codec import Slot, classes_in, plan_of
from feedkit.tags.element import Attr, Child, Element, Text
from feedkit.tags.node import Node
from feedkit.tags.show import Show

MOST_SHAPES = 1_000
"""Shapes of one kind of node that are remembered: a feed has a few dozen, unless it wants to fill the memory."""
MOST_REMEMBERED = 2_000
"""Characters and parts of one of them: an item has some hundreds, and a channel of 10,000 items is met once."""
MOST_NAME = 100
"""Characters of an unknown element's name that is remembered."""


class Check(NamedTuple):
    """A rule that is on. forced: its level was set by the settings. number: its place among all rules, and in `Ready`."""

    rule: Rule
    level: Level
    forced: bool
    number: int


Looks = Callable[[str], object] | None
Groups = tuple[tuple[Looks, tuple[Check, ...]], ...]
"""Checks of a text, by what it has to look like."""


def _grouped(checks: Iterable[Check], settings: Settings) -> Groups:
    groups: dict[tuple[Looks, int], list[Check]] = {}
    for check in checks:
        least = check.rule.longer_than(settings.limits) if check.rule.longer_than is not None else -1
        groups.setdefault((check.rule.only, least), []).append(check)
    return tuple((_looks(only, least), tuple(group)) for (only, least), group in groups.items())


def _looks(only: Looks, least: int) -> Looks:
    if least < 0:
        return only
    if only is None:
        return lambda text: len(text) > least
    return lambda text: len(text) > least and only(text)


class FieldKind(NamedTuple):
    """A field of a class. has, lacks: checks of the element, where the field holds something or nothing. texts: checks of
    its texts. inner: whether it holds elements.
    """

    name: str
    has: Groups
    lacks: tuple[Check, ...]
    texts: Groups
    slot: Slot | None
    inner: bool
    many: bool


class Silence(NamedTuple):
    """Checks that go by the values of a few fields alone. found_none: the values of which they had nothing to say."""

    values: Callable[[dict[str, Any]], object]
    checks: tuple[Check, ...]
    found_none: set[object]


class ElementKind:
    """What is due for the elements of a class: always, by some of their values, and by their fields."""

    __slots__ = ("always", "by_values", "fields")

    def __init__(self, example: Element, active: Active, *, in_feed: bool) -> None:
        checks = [check for base in type(example).__mro__ for check in active.get(base.__name__, ())]
        checks = [check for check in checks if check.rule.where is None or check.rule.where(example)]
        self.always = tuple(c for c in checks if not (c.rule.has or c.rule.lacks or c.rule.of))
        by_values: dict[tuple[str, ...], list[Check]] = {}
        for check in checks:
            if check.rule.of:
                by_values.setdefault(check.rule.of, []).append(check)
        self.by_values = tuple(Silence(itemgetter(*of), tuple(found), set()) for of, found in by_values.items())
        fields = (_field(name, checks, example, active, in_feed=in_feed) for name in type(example).model_fields)
        self.fields = tuple(field for field in fields if field.has or field.lacks or field.texts or field.inner)


def _field(name: str, checks: Iterable[Check], owner: Element, active: Active, *, in_feed: bool) -> FieldKind:
    has = _grouped((check for check in checks if check.rule.has == name), active.settings)
    lacks = tuple(check for check in checks if check.rule.lacks == name)
    slot, texts = plan_of(type(owner)).slots.get(name), Groups()
    if slot is not None and slot.element is None and slot.form is not None:
        texts = active.due("TextValue", TextValue("", slot.form.name, slot, owner, (), in_feed))
    inner, many = slot is not None and slot.element is not None, slot is not None and slot.many
    return FieldKind(name, has, lacks, texts, slot, inner, many)


class NodeKind:
    """What is due for the nodes of a name in a parent of a class. below: the kinds of their children, by name.

    by_shape: checks that go by shape; silent: the shapes in which those found nothing. written: the values that any
    check is for, each with its attribute ('' for the text), form, slot, and whose slot that is.
    """

    __slots__ = ("below", "by_shape", "checks", "cls", "is_root", "parent_cls", "silent", "slot", "written")

    def __init__(self, example: Visit, active: Active) -> None:
        self.cls, self.slot, self.parent_cls = example.cls, example.slot, example.parent_cls
        self.is_root = example.parent is None
        checks = [check for check in active.get("Visit", ()) if check.rule.where is None or check.rule.where(example)]
        self.checks = tuple(check for check in checks if not check.rule.by_shape)
        self.by_shape = tuple(check for check in checks if check.rule.by_shape)
        self.silent: set[object] = set()
        self.below: dict[str, NodeKind] = {}
        self.written = tuple(
            (name, slot.form.name, slot, owner, groups)
            for name, slot, owner in _written_slots(example)
            if slot.form is not None and (groups := active.due_as_written(owner, slot))
        )

    def of_child(self, child: Node, node: Node, active: Active) -> NodeKind:
        """The kind of a child that was not met before under this kind of node."""
        if self.is_root:
            visit = Visit(child, node, Show if child.name == "channel" else None, None, None)
        else:
            slot = plan_of(self.cls).by_child.get(child.name) if self.cls is not None else None
            visit = Visit(child, node, slot.element if slot is not None else None, slot, self.cls)
        kind = NodeKind(visit, active)
        known = visit.cls is not None or visit.slot is not None
        if known or (len(self.below) < MOST_SHAPES and len(child.name) < MOST_NAME):
            self.below[child.name] = kind
        return kind


class Active(dict[str, list[Check]]):
    """The rules that are on under some settings, by what they look at; and what is due for each kind of thing, once one
    was met: be it in another feed.
    """

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self._elements: dict[tuple[type[Element], bool], ElementKind] = {}
        self._raws: dict[tuple[type[Element], str], Groups] = {}
        self._minded: dict[type[Element], dict[str, Slot]] = {}
        self._roots: dict[str, NodeKind] = {}

    def root_kind(self, root: Node) -> NodeKind:
        """What is due for the root of a document."""
        kind = self._roots.get(root.name)
        if kind is None:
            kind = NodeKind(Visit(root, None, None, None, None), self)
            if len(self._roots) < MOST_SHAPES and len(root.name) < MOST_NAME:
                self._roots[root.name] = kind
        return kind

    def kind_of(self, element: Element, *, in_feed: bool) -> ElementKind:
        """What is due for such elements."""
        key = (type(element), in_feed)
        kind = self._elements.get(key)
        if kind is None:
            kind = self._elements[key] = ElementKind(element, self, in_feed=in_feed)
        return kind

    def due(self, walk: str, example: TextValue | Raw) -> Groups:
        """The checks of a walk that have to do with such values."""
        checks = (check for check in self.get(walk, ()) if example.form in check.rule.forms)
        return _grouped((c for c in checks if c.rule.where is None or c.rule.where(example)), self.settings)

    def due_as_written(self, owner: type[Element], slot: Slot) -> Groups:
        """The checks of what is written for a slot."""
        key = (owner, slot.field)
        groups = self._raws.get(key)
        if groups is None:
            form = slot.form.name if slot.form is not None else ""
            groups = self._raws[key] = self.due("Raw", Raw("", form, slot, owner, ())) if form else ()
        return groups

    def minded(self, cls: type[Element]) -> dict[str, Slot]:
        """The slots of a class for which there are checks of what is written, be it in an element that they hold."""
        found = self._minded.get(cls)
        if found is None:
            slots = [slot for slot in plan_of(cls).slots.values() if isinstance(slot.mark, Attr | Child | Text)]
            found = self._minded[cls] = {slot.field: slot for slot in slots if self._is_minded(cls, slot)}
        return found

    def _is_minded(self, cls: type[Element], slot: Slot) -> bool:
        if slot.element is None:
            return bool(self.due_as_written(cls, slot))
        return any(
            self.due_as_written(inner, one)
            for inner in classes_in(slot.element)
            for one in plan_of(inner).slots.values()
            if one.element is None
        )


class Ready(NamedTuple):
    """The rules that are on, and how each is run for a subject: with everything it wants but what it looks at."""

    active: Active
    runs: list[Callable[[Any], Iterator[Finding]]]


MOST_SETTINGS = 4
_recent: deque[Active] = deque(maxlen=MOST_SETTINGS)
"""What was worked out for the settings that were judged by last: a host judges a hundred thousand feeds by the same."""


def active_under(settings: Settings) -> Active:
    """The rules that are on under these settings."""
    for known in _recent:
        if known.settings is settings or known.settings == settings:
            return known
    active, levels = Active(settings), settings.levels
    for number, one in enumerate(all_rules()):
        level = one.level_in(settings)
        if one.looks_at and level is not None and (one.when is None or one.when(settings)):
            check = Check(one, level, one.slug in levels or one.id in levels, number)
            for name in one.looks_at.split(" | "):
                active.setdefault(name, []).append(check)
    _recent.appendleft(active)
    return active


def active_rules(subject: Subject) -> Ready:
    """The rules that are on for a subject, with what they want of it."""
    runs = [one.check for one in all_rules()]
    for number in _numbers_of_wanting():
        one = all_rules()[number]
        wanted = {name: getattr(subject, name) for name in one.wants if hasattr(subject, name)}
        runs[number] = partial(one.check, **wanted)
    return Ready(active_under(subject.settings), runs)


@cache
def _numbers_of_wanting() -> tuple[int, ...]:
    """The places among all rules of those that want more than what they look at."""
    return tuple(number for number, one in enumerate(all_rules()) if one.wants)


def remember(value: object, among: set[object]) -> None:
    """Put a value among others, which are all forgotten when there are too many of them; a large one is not kept."""
    parts = value if isinstance(value, tuple) else (value,)
    if sum(len(part) if isinstance(part, str) else 1 for part in parts) > MOST_REMEMBERED:
        return
    if len(among) >= MOST_SHAPES:
        among.clear()
    among.add(value)


def _written_slots(visit: Visit) -> Iterator[tuple[str, Slot, type[Element]]]:
    """What a node's values are: for each the attribute ('' for the node's own text), its slot, and whose that is."""
    if visit.slot is not None and visit.slot.form is not None and visit.parent_cls is not None:
        yield "", visit.slot, visit.parent_cls
    elif visit.cls is not None:
        plan = plan_of(visit.cls)
        yield from ((name, slot, visit.cls) for name, slot in plan.by_attr.items())
        if plan.text is not None:
            yield "", plan.text, visit.cls
