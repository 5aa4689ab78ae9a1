"""How the rules are run over a show or a feed: each over what it looks at, and over nothing that it cannot mind.

What is due where is worked out once for each kind of thing (the elements of a class, the values of a field, the nodes of
a name), and kept in `Active`; a walk then asks of each thing no more than its kind wants to know.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter
from typing import Any, NamedTuple

from feedkit.excerpts import lines_of
from feedkit.problems import Level, Problem, See
from feedkit.quotes import place_of
from feedkit.rules.engine import At, Finding, Rule, all_rules
from feedkit.rules.subject import Path, Raw, Spot, Subject, TextValue, Visit, Written, slot_at
from feedkit.settings import Settings
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.element import Element
from feedkit.tags.node import Node
from feedkit.tags.show import Show

MOST_SHAPES = 1_000
"""Shapes of one kind of node that are remembered: a feed has a few dozen, unless it wants to fill the memory."""


class _Check(NamedTuple):
    """A rule that is on, with everything it wants but what it looks at. forced: its level was set by the settings."""

    rule: Rule
    level: Level
    forced: bool
    run: Callable[[Any], Iterator[Finding]]


Looks = Callable[[str], object] | None
Groups = tuple[tuple[Looks, tuple[_Check, ...]], ...]
"""Checks of a text, by what it has to look like."""


def _grouped(checks: Iterable[_Check], settings: Settings) -> Groups:
    groups: dict[tuple[Looks, int], list[_Check]] = {}
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


class _Field(NamedTuple):
    """A field of a class. has, lacks: checks of the element, where the field holds something or nothing. texts: checks of
    its texts. inner: whether it holds elements.
    """

    name: str
    has: Groups
    lacks: tuple[_Check, ...]
    texts: Groups
    slot: Slot | None
    inner: bool
    many: bool


class _Silence(NamedTuple):
    """Checks that go by the values of a few fields alone. found_none: the values of which they had nothing to say."""

    values: Callable[[dict[str, Any]], object]
    checks: tuple[_Check, ...]
    found_none: set[object]


class _ElementKind:
    """What is due for the elements of a class: always, by some of their values, and by their fields."""

    __slots__ = ("always", "by_values", "fields")

    def __init__(self, example: Element, active: Active, *, in_feed: bool) -> None:
        checks = [check for base in type(example).__mro__ for check in active.get(base.__name__, ())]
        checks = [check for check in checks if check.rule.where is None or check.rule.where(example)]
        self.always = tuple(c for c in checks if not (c.rule.has or c.rule.lacks or c.rule.of))
        by_values: dict[tuple[str, ...], list[_Check]] = {}
        for check in checks:
            if check.rule.of:
                by_values.setdefault(check.rule.of, []).append(check)
        self.by_values = tuple(_Silence(itemgetter(*of), tuple(found), set()) for of, found in by_values.items())
        fields = (_field(name, checks, example, active, in_feed=in_feed) for name in type(example).model_fields)
        self.fields = tuple(field for field in fields if field.has or field.lacks or field.texts or field.inner)


def _field(name: str, checks: Iterable[_Check], owner: Element, active: Active, *, in_feed: bool) -> _Field:
    has = _grouped((check for check in checks if check.rule.has == name), active.settings)
    lacks = tuple(check for check in checks if check.rule.lacks == name)
    slot, texts = plan_of(type(owner)).slots.get(name), Groups()
    if slot is not None and slot.element is None and slot.form is not None:
        texts = active.due("TextValue", TextValue("", slot.form.name, slot, owner, (), in_feed))
    inner, many = slot is not None and slot.element is not None, slot is not None and slot.many
    return _Field(name, has, lacks, texts, slot, inner, many)


class _NodeKind:
    """What is due for the nodes of a name in a parent of a class. below: the kinds of their children, by name.

    by_shape: checks that go by shape; silent: the shapes in which those found nothing. written: the values that any
    check is for, each with its attribute ('' for the text), form, slot, and whose slot that is.
    """

    __slots__ = ("below", "by_shape", "checks", "cls", "parent_cls", "silent", "slot", "written")

    def __init__(self, example: Visit, active: Active) -> None:
        self.cls, self.slot, self.parent_cls = example.cls, example.slot, example.parent_cls
        checks = [check for check in active.get("Visit", ()) if check.rule.where is None or check.rule.where(example)]
        self.checks = tuple(check for check in checks if not check.rule.by_shape)
        self.by_shape = tuple(check for check in checks if check.rule.by_shape)
        self.silent: set[object] = set()
        self.below: dict[str, _NodeKind] = {}
        self.written = tuple(
            (name, slot.form.name, slot, owner, groups)
            for name, slot, owner in _written_slots(example)
            if slot.form is not None and (groups := active.due_as_written(owner, slot))
        )

    def of_child(self, child: Node, node: Node, active: Active) -> _NodeKind:
        """The kind of a child that was not met before under this kind of node."""
        if node.name == "rss" and self.parent_cls is None and self.cls is None:
            visit = Visit(child, node, Show if child.name == "channel" else None, None, None)
        else:
            slot = plan_of(self.cls).by_child.get(child.name) if self.cls is not None else None
            visit = Visit(child, node, slot.element if slot is not None else None, slot, self.cls)
        kind = _NodeKind(visit, active)
        if len(self.below) < MOST_SHAPES:
            self.below[child.name] = kind
        return kind


class Active(dict[str, list[_Check]]):
    """The rules that are on, by what they look at; and what is due for each kind of thing, once one was met."""

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.settings = settings
        self._elements: dict[tuple[type[Element], bool], _ElementKind] = {}
        self._raws: dict[tuple[type[Element], str], Groups] = {}

    def kind_of(self, element: Element, *, in_feed: bool) -> _ElementKind:
        """What is due for such elements."""
        key = (type(element), in_feed)
        kind = self._elements.get(key)
        if kind is None:
            kind = self._elements[key] = _ElementKind(element, self, in_feed=in_feed)
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


def active_rules(subject: Subject) -> Active:
    """The rules that are on for a subject, with what they want of it."""
    settings = subject.settings
    active, levels = Active(settings), settings.levels
    for one in all_rules():
        level = one.level_in(settings)
        if one.looks_at and level is not None and (one.when is None or one.when(settings)):
            wanted = {name: getattr(subject, name) for name in one.wants if hasattr(subject, name)}
            run = partial(one.check, **wanted) if wanted else one.check
            for name in one.looks_at.split(" | "):
                check = _Check(one, level, one.slug in levels or one.id in levels, run)
                active.setdefault(name, []).append(check)
    return active


def judge(subject: Subject, active: Active | None = None) -> list[Problem]:
    """Run every rule that is on over a show or a feed; the problems are in no order.

    active: the rules to run, where several subjects of one show are judged one after the other.
    """
    walk = _Walk(subject, active_rules(subject) if active is None else active)
    walk.over_all()
    return walk.found


class _Walk:
    """One walk over a subject. found: the problems so far."""

    def __init__(self, subject: Subject, active: Active) -> None:
        self._subject, self._active = subject, active
        self._in_feed = subject.feed is not None
        self.found: list[Problem] = []

    def over_all(self) -> None:
        """Look at everything that there is."""
        subject, active = self._subject, self._active
        if subject.feed is not None:
            self._run(active.get("Feed", ()), subject.feed, ())
        if subject.top is not None:
            self._element(*subject.top)
        for one in subject.drafted:
            self._run(active.get("Drafted", ()), one, one.at)
        for raw in subject.raws(active.due_as_written):
            for looks, checks in active.due_as_written(raw.owner, raw.slot):
                if looks is None or looks(raw.text):
                    self._run(checks, raw, raw.at)
        root = subject.feed.root if subject.feed is not None else None
        if root is not None:
            self._node(root, None, _NodeKind(Visit(root, None, None, None, None), active))

    def _element(self, element: Element, at: Path = (), inside: Element | None = None) -> None:
        """Judge an element and all below it. inside: what its fields are taken from, where that is another."""
        kind = self._active.kind_of(element, in_feed=self._in_feed)
        owner = inside or element
        held = owner.__dict__
        if kind.always:
            self._run(kind.always, element, at)
        for values, checks, found_none in kind.by_values:
            key = values(held)
            if key not in found_none and not self._run(checks, element, at) and len(found_none) < MOST_SHAPES:
                found_none.add(key)
        for field in kind.fields:
            value = held[field.name]
            if value or not (value is None or value == ()):
                self._field(value, field, element, owner, at)
            elif field.lacks:
                self._run(field.lacks, element, at)

    def _field(self, value: Any, field: _Field, element: Element, owner: Element, at: Path) -> None:
        """Judge a field that holds something, and what it holds. owner: the element that it is taken from."""
        name, has, _, texts, slot, inner, many = field
        for looks, checks in has:
            if looks is None or looks(value):
                self._run(checks, element, at)
        if many and (texts or inner):
            for number, one in enumerate(value):
                self._held(one, (*at, name, number), texts, slot, owner)
        elif texts or inner:
            self._held(value, (*at, name), texts, slot, owner)

    def _held(self, value: Any, at: Path, groups: Groups, slot: Slot | None, owner: Element) -> None:
        """Judge one thing that a field holds: an element or, where there are checks for it, a text."""
        if not groups:
            self._element(value, at)
        elif slot is not None and isinstance(value, str):
            for looks, checks in groups:
                if looks is None or looks(value):
                    form = slot.form.name if slot.form is not None else ""
                    self._run(checks, TextValue(value, form, slot, owner, at, self._in_feed), at)

    def _node(self, node: Node, parent: Node | None, kind: _NodeKind) -> None:
        """Judge a node of a feed and all below it that is known; what is in an unknown element is not looked at."""
        if kind.by_shape:
            shape = _shape(node)
            if shape not in kind.silent:
                visit = Visit(node, parent, kind.cls, kind.slot, kind.parent_cls)
                if not self._run(kind.by_shape, visit, node) and len(kind.silent) < MOST_SHAPES:
                    kind.silent.add(shape)
        if kind.checks:
            self._run(kind.checks, Visit(node, parent, kind.cls, kind.slot, kind.parent_cls), node)
        if kind.written:
            self._written(node, kind)
        if kind.cls is not None or parent is None:
            below = kind.below
            for child in node.children:
                if child.__class__ is Node:
                    self._node(child, node, below.get(child.name) or kind.of_child(child, node, self._active))

    def _written(self, node: Node, kind: _NodeKind) -> None:
        """Judge a node's values as they are written."""
        for name, form, slot, owner, groups in kind.written:
            text = node.attrs.get(name) if name else node.text
            if text is None:
                continue
            for looks, checks in groups:
                if looks is None or looks(text):
                    at = Spot(node, name) if name else node
                    self._run(checks, Raw(text, form, slot, owner, at), at)

    def _run(self, checks: Sequence[_Check], target: Any, base: At) -> bool:
        """Whether any of the checks has something to say, be it told or not."""
        said = False
        for check in checks:
            for finding in check.run(target):
                said = True
                level = check.level if check.forced else finding.level or check.level
                if not self._told_already(finding.at, base):
                    self.found.append(problem_of(finding, check.rule, level, self._subject, base))
        return said

    def _told_already(self, at: At, base: At) -> bool:
        """Whether what is lacking was set aside when it was read."""
        return bool(at) and isinstance(at, tuple) and isinstance(base, tuple) and self._subject.is_aside((*base, *at))


def _shape(node: Node) -> object:
    """The names in a node, and whether there is text between them: equal for nodes that rules `by_shape` take for one."""
    parts = node.children
    if not parts:
        return tuple(node.attrs)
    if len(parts) == 1 and parts[0].__class__ is str and not node.attrs:
        return parts[0].isspace()
    kinds = [part.name if part.__class__ is Node else part.isspace() for part in parts]  # type: ignore[union-attr]
    return (*node.attrs, None, *kinds)


def _written_slots(visit: Visit) -> Iterator[tuple[str, Slot, type[Element]]]:
    """What a node's values are: for each the attribute ('' for the node's own text), its slot, and whose that is."""
    if visit.slot is not None and visit.slot.form is not None and visit.parent_cls is not None:
        yield "", visit.slot, visit.parent_cls
    elif visit.cls is not None:
        plan = plan_of(visit.cls)
        yield from ((name, slot, visit.cls) for name, slot in plan.by_attr.items())
        if plan.text is not None:
            yield "", plan.text, visit.cls


def problem_of(finding: Finding, one: Rule, level: Level, subject: Subject, base: At = ()) -> Problem:
    """Put a finding in its place. base: where what the rule looked at stands; paths of findings go on from there."""
    at = _whole(finding.at, base)
    place = subject.place(at)
    if finding.quote:
        in_feed = subject.feed is not None
        lines = subject.feed.lines if subject.feed is not None else lines_of(place)
        place = place_of(finding.quote, place, lines, in_element=in_feed)
    see = tuple(See(subject.place(_whole(other, base)), note) for other, note in finding.see)
    path = at.path if isinstance(at, Written) else at
    field = ".".join(map(str, path)) if isinstance(path, tuple) else ""
    excerpt = subject.excerpt(place)
    message = _in_feeds_words(finding.message, at) if subject.feed is not None else finding.message
    return Problem(one.id, one.slug, level, message, place, finding.mend or one.mend, see, field, excerpt)


def _in_feeds_words(message: str, at: At) -> str:
    """The message with the element's own name in the place of the field's: `itunes:image` for `image`."""
    named = isinstance(at, tuple) and any(f"`{step}`" in message for step in at)  # most messages name another thing
    _, slot = slot_at(Show, at) if named and isinstance(at, tuple) else (None, None)
    return message.replace(f"`{slot.field}`", f"`{slot.name}`") if slot is not None and slot.name else message


def _whole(at: At, base: At) -> At:
    if isinstance(at, tuple):
        return (*base, *at) if isinstance(base, tuple) else at or base
    return at
