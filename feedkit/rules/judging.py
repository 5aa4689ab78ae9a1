"""How the rules are run over a show or a feed: each over what it looks at, and over nothing that it cannot mind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from feedkit.excerpts import lines_of
from feedkit.problems import Level, Problem, See
from feedkit.quotes import place_of
from feedkit.rules.due import Check, FieldKind, Groups, NodeKind, Ready, active_rules, remember
from feedkit.rules.engine import At, Finding, Rule, is_path
from feedkit.rules.subject import Path, Raw, Spot, Subject, TextValue, Visit, Written, slot_at
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.element import Attr, Element
from feedkit.tags.node import Node
from feedkit.tags.show import Show


def judge(subject: Subject, ready: Ready | None = None) -> list[Problem]:
    """Run every rule that is on over a show or a feed; the problems are in no order.

    ready: the rules to run, where several subjects of one show are judged one after the other.
    """
    walk = _Walk(subject, active_rules(subject) if ready is None else ready)
    walk.over_all()
    return walk.found


class _Walk:
    """One walk over a subject. found: the problems so far."""

    def __init__(self, subject: Subject, ready: Ready) -> None:
        self._subject = subject
        self._active, self._runs = ready
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
        for raw in subject.raws(active.minded):
            for looks, checks in active.due_as_written(raw.owner, raw.slot):
                if looks is None or looks(raw.text):
                    self._run(checks, raw, raw.at)
        root = subject.feed.root if subject.feed is not None else None
        if root is not None:
            self._node(root, None, active.root_kind(root))

    def _element(self, element: Element, at: Path = (), inside: Element | None = None) -> None:
        """Judge an element and all below it. inside: what its fields are taken from, where that is another."""
        kind = self._active.kind_of(element, in_feed=self._in_feed)
        owner = inside or element
        held = owner.__dict__
        if kind.always:
            self._run(kind.always, element, at)
        for values, checks, found_none in kind.by_values:
            key = values(held)
            if key not in found_none and not self._run(checks, element, at):
                remember(key, found_none)
        for field in kind.fields:
            value = held[field.name]
            if value or not (value is None or value == ()):
                self._field(value, field, element, owner, at)
            elif field.lacks:
                self._run(field.lacks, element, at)

    def _field(self, value: Any, field: FieldKind, element: Element, owner: Element, at: Path) -> None:
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
        elif slot is not None and isinstance(value, str) and (self._in_feed or not _is_title_again(slot, value, owner)):
            for looks, checks in groups:
                if looks is None or looks(value):
                    form = slot.form.name if slot.form is not None else ""
                    self._run(checks, TextValue(value, form, slot, owner, at, self._in_feed), at)

    def _node(self, node: Node, parent: Node | None, kind: NodeKind) -> None:
        """Judge a node of a feed and all below it that is known; what is in an unknown element is not looked at."""
        if kind.by_shape:
            shape = _shape(node)
            if shape not in kind.silent:
                visit = Visit(node, parent, kind.cls, kind.slot, kind.parent_cls)
                if not self._run(kind.by_shape, visit, node):
                    remember(shape, kind.silent)
        if kind.checks:
            self._run(kind.checks, Visit(node, parent, kind.cls, kind.slot, kind.parent_cls), node)
        if kind.written:
            self._written(node, kind)
        if kind.cls is not None or kind.is_root:
            below = kind.below
            for child in node.children:
                if child.__class__ is Node:
                    self._node(child, node, below.get(child.name) or kind.of_child(child, node, self._active))

    def _written(self, node: Node, kind: NodeKind) -> None:
        """Judge a node's values as they are written."""
        for name, form, slot, owner, groups in kind.written:
            text = node.attrs.get(name) if name else node.text
            if text is None:
                continue
            for looks, checks in groups:
                if looks is None or looks(text):
                    at = Spot(node, name) if name else node
                    self._run(checks, Raw(text, form, slot, owner, at), at)

    def _run(self, checks: Sequence[Check], target: Any, base: At) -> bool:
        """Whether any of the checks has something to say, be it told or not."""
        said, runs = False, self._runs
        for check in checks:
            for finding in runs[check.number](target):
                said = True
                level = check.level if check.forced else finding.level or check.level
                if not self._told_already(finding.at, base):
                    self.found.append(problem_of(finding, check.rule, level, self._subject, base))
        return said

    def _told_already(self, at: At, base: At) -> bool:
        """Whether what is lacking was set aside when it was read."""
        return bool(at) and is_path(at) and is_path(base) and self._subject.is_aside((*base, *at))


def _shape(node: Node) -> object:
    """The names in a node, and whether there is text between them: equal for nodes that rules `by_shape` take for one."""
    parts = node.children
    if not parts:
        return tuple(node.attrs)
    if len(parts) == 1 and parts[0].__class__ is str and not node.attrs:
        return parts[0].isspace()
    kinds = [part.name if part.__class__ is Node else part.isspace() for part in parts]  # type: ignore[union-attr]
    return (*node.attrs, None, *kinds)


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
    field = ".".join(map(str, path)) if is_path(path) else ""
    excerpt = subject.excerpt(place)
    message, mend = finding.message, finding.mend or one.mend
    if subject.feed is not None:
        message, mend = _in_feeds_words(message, at), _in_feeds_words(mend, at)
    return Problem(one.id, one.slug, level, message, place, mend, see, field, excerpt)


def _in_feeds_words(text: str, at: At) -> str:
    """A message or a mend with what a feed says in the place of the field: `itunes:image` for `image`,
    `<itunes:explicit>true</itunes:explicit>` for `explicit: true`.
    """
    if not is_path(at) or not any(f"`{step}" in text for step in at[-2:]):  # most name another thing
        return text
    _, slot = slot_at(Show, at)
    if slot is None or not slot.name:
        return text
    text, start = text.replace(f"`{slot.field}`", f"`{slot.name}`"), f"`{slot.field}: "
    if start not in text:
        return text
    spelled = '`{0}="{1}"`' if isinstance(slot.mark, Attr) else "`<{0}>{1}</{0}>`"
    return re.sub(rf"{start}([^`\[{{]+)`", lambda found: spelled.format(slot.name, _as_written(found[1], slot)), text)


def _as_written(value: str, slot: Slot) -> str:
    """A record's value as a feed has it: `yes` for `true` in a tag of the namespace that wants yes or no."""
    text = plan_of(slot.element).text if slot.element is not None else slot
    form = text.form if text is not None else None
    return form.write(form.read(value)) if form is not None and form.name == "yesno" else value


def _whole(at: At, base: At) -> At:
    if is_path(at):
        return (*base, *at) if is_path(base) else at or base
    return at


def _is_title_again(slot: Slot, value: str, owner: Element) -> bool:
    """Whether a text of a record is the title once more, which is told of there."""
    return slot.field == "itunes_title" and value in (getattr(owner, "title", None) or "")
