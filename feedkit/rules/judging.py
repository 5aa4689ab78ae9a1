"""How the rules are run over a show or a feed: each over what it looks at, and over nothing that it cannot mind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from feedkit.problems import Level, Problem, See
from feedkit.rules.engine import At, Finding, Rule, all_rules
from feedkit.rules.subject import Raw, Spot, Subject, TextValue, Visit, Written, slot_at, written_slots
from feedkit.tags.codec import Slot
from feedkit.tags.element import Element
from feedkit.tags.node import Node
from feedkit.tags.show import Show


class _Check(NamedTuple):
    """A rule that is on, with everything it wants but what it looks at. forced: its level was set by the settings."""

    rule: Rule
    level: Level
    forced: bool
    run: Callable[[Any], Iterator[Finding]]


class _Due:
    """The checks of one kind of element, value or node. The last are apart where they go by shape; silent: the shapes
    in which those found nothing.
    """

    __slots__ = ("by_shape", "groups", "silent")

    def __init__(self, checks: Iterable[_Check]) -> None:
        groups: dict[Callable[[str], object] | None, list[_Check]] = {}
        self.by_shape: list[_Check] = []
        for check in checks:
            (self.by_shape if check.rule.by_shape else groups.setdefault(check.rule.only, [])).append(check)
        self.groups = tuple(groups.items())
        self.silent: set[tuple[object, ...]] = set()


MOST_SHAPES = 1_000
"""Shapes of one kind of node that are remembered: a feed has a few dozen, unless it wants to fill the memory."""


_Value = tuple[str, str, Slot, type[Element], _Due]
"""A value of a kind of node: the attribute ('' for its text), form and slot, whose slot that is, and what is due."""


def judge(subject: Subject, active: Active | None = None) -> list[Problem]:
    """Run every rule that is on over a show or a feed; the problems are in no order.

    active: the rules to run, where several subjects of one show are judged one after the other.
    """
    active, out = active_rules(subject) if active is None else active, list[Problem]()
    if subject.feed is not None:
        _run_all(active.get("Feed", []), subject.feed, (), subject, out)
    for path, element in subject.elements():
        cls = type(element)
        due = active.by_class.get(cls)
        if due is None:
            due = active.by_class[cls] = _Due(c for base in cls.__mro__ for c in active.get(base.__name__, ()))
        _run(due, element, path, subject, out)
    values = active.get("TextValue", _Checks())
    for value in subject.values(_forms(values)):
        _run(_for_kind(values, (type(value.owner), value.slot.field), value), value, value.at, subject, out)
    for one in subject.drafted:
        _run_all(active.get("Drafted", []), one, one.at, subject, out)
    _judge_written(subject, active, out)
    return out


def _judge_written(subject: Subject, active: Active, out: list[Problem]) -> None:
    """Judge the values as they are written, and the nodes of a feed."""
    raws, visits = active.get("Raw", _Checks()), active.get("Visit", _Checks())
    kinds: dict[object, list[_Value]] = {}
    for raw in subject.raw_values(_forms(raws)):
        _run(_for_kind(raws, (raw.owner, raw.slot.field), raw), raw, raw.at, subject, out)
    for visit in subject.visits():
        kind = (visit.node.name, visit.cls, visit.parent_cls)
        _visit(visit, _for_kind(visits, kind, visit), subject, out)
        written = kinds.get(kind)
        if written is None:
            written = kinds[kind] = _written(raws, visit)
        for name, form, slot, owner, due in written:
            text = visit.node.attrs.get(name) if name else visit.node.text
            if text is None:
                continue
            for only, checks in due.groups:
                if only is None or only(text):
                    raw = Raw(text, form, slot, owner, Spot(visit.node, name) if name else visit.node)
                    _run_all(checks, raw, raw.at, subject, out)


def _visit(visit: Visit, due: _Due, subject: Subject, out: list[Problem]) -> None:
    if due.by_shape:
        shape = _shape(visit.node)
        if shape not in due.silent:
            found = len(out)
            _run_all(due.by_shape, visit, visit.node, subject, out)
            if len(out) == found and len(due.silent) < MOST_SHAPES:
                due.silent.add(shape)
    _run(due, visit, visit.node, subject, out)


def _written(raws: _Checks, visit: Visit) -> list[_Value]:
    """The values of such nodes that any check is for."""
    found = []
    for name, slot, owner in written_slots(visit):
        form = slot.form.name if slot.form is not None else ""
        at = Spot(visit.node, name) if name else visit.node
        due = _for_kind(raws, (owner, slot.field), Raw("", form, slot, owner, at))
        if form and due.groups:
            found.append((name, form, slot, owner, due))
    return found


def _shape(node: Node) -> tuple[object, ...]:
    parts = [part.name if part.__class__ is Node else part.isspace() for part in node.children]  # type: ignore[union-attr]
    return (*node.attrs, None, *parts)


class _Checks(list[_Check]):
    """The checks of one walk, and those of them that have to do with a kind of value, once that was asked."""

    def __init__(self) -> None:
        super().__init__()
        self.by_kind: dict[object, _Due] = {}


class Active(dict[str, _Checks]):
    """The rules that are on, by what they look at; and by the class of an element, once one was met."""

    def __init__(self) -> None:
        super().__init__()
        self.by_class: dict[type[Element], _Due] = {}


def active_rules(subject: Subject) -> Active:
    """The rules that are on for a subject, with what they want of it."""
    active = Active()
    levels = subject.settings.levels
    for one in all_rules():
        level = one.level_in(subject.settings)
        if one.looks_at and level is not None:
            wanted = {name: getattr(subject, name) for name in one.wants if hasattr(subject, name)}
            run = partial(one.check, **wanted) if wanted else one.check
            for name in one.looks_at.split(" | "):
                check = _Check(one, level, one.slug in levels or one.id in levels, run)
                active.setdefault(name, _Checks()).append(check)
    return active


def _forms(checks: Iterable[_Check]) -> frozenset[str]:
    return frozenset(form for check in checks for form in check.rule.forms)


def _for_kind(checks: _Checks, kind: object, example: TextValue | Raw | Visit) -> _Due:
    found = checks.by_kind.get(kind)
    if found is None:
        form = getattr(example, "form", "")
        found = checks.by_kind[kind] = _Due(
            check
            for check in checks
            if (not form or form in check.rule.forms) and (check.rule.where is None or check.rule.where(example))
        )
    return found


def _run(due: _Due, target: Any, base: At, subject: Subject, out: list[Problem]) -> None:
    for only, checks in due.groups:
        if only is None or only(target.text):
            _run_all(checks, target, base, subject, out)


def _run_all(checks: list[_Check], target: Any, base: At, subject: Subject, out: list[Problem]) -> None:
    for check in checks:
        for finding in check.run(target):
            level = check.level if check.forced else finding.level or check.level
            if not _told_already(finding.at, base, subject):
                out.append(problem_of(finding, check.rule, level, subject, base))


def _told_already(at: At, base: At, subject: Subject) -> bool:
    """Whether what is lacking was set aside when it was read."""
    return bool(at) and isinstance(at, tuple) and isinstance(base, tuple) and subject.is_aside((*base, *at))


def problem_of(finding: Finding, one: Rule, level: Level, subject: Subject, base: At = ()) -> Problem:
    """Put a finding in its place. base: where what the rule looked at stands; paths of findings go on from there."""
    at = _whole(finding.at, base)
    place = subject.place(at)
    see = tuple(See(subject.place(_whole(other, base)), note) for other, note in finding.see)
    path = at.path if isinstance(at, Written) else at
    field = ".".join(map(str, path)) if isinstance(path, tuple) else ""
    excerpt = subject.excerpt(place)
    message = _in_feeds_words(finding.message, at) if subject.feed is not None else finding.message
    return Problem(one.id, one.slug, level, message, place, finding.mend or one.mend, see, field, excerpt)


def _in_feeds_words(message: str, at: At) -> str:
    """The message with the element's own name in the place of the field's: `itunes:image` for `image`."""
    _, slot = slot_at(Show, at) if isinstance(at, tuple) else (None, None)
    return message.replace(f"`{slot.field}`", f"`{slot.name}`") if slot is not None and slot.name else message


def _whole(at: At, base: At) -> At:
    if isinstance(at, tuple):
        return (*base, *at) if isinstance(base, tuple) else at or base
    return at
