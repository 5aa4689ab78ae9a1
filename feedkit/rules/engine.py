"""What a rule is, how one is declared, and how all of them are run over a show or a feed."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, partial
from importlib import import_module
from typing import Any, NamedTuple, TypeVar

from feedkit.problems import Kind, Level, Place, Problem, See
from feedkit.rules.page import Page, read_page
from feedkit.rules.subject import Raw, Spot, Subject, TextValue, Visit, Written, raws_at, slot_at
from feedkit.settings import Settings
from feedkit.tags.element import Element
from feedkit.tags.node import Node
from feedkit.tags.show import Show

Path = tuple[str | int, ...]
At = Path | Node | Spot | Written | Place


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule has to say. at: a path from what it looked at, a node of the feed, an attribute
    of one, or a place.

    see: other spots that explain it, each with a note. level: where it differs from the rule's own.
    """

    message: str
    at: At = ()
    mend: str = ""
    see: tuple[tuple[At, str], ...] = ()
    level: Level | None = None


@dataclass(frozen=True)
class Rule:
    """A declared rule. looks_at: the name of its first parameter's type; '' for one that reading itself raises.

    also: levels in further profiles. forms: for a rule on values, the forms it is for. module: where it is declared.
    """

    id: str
    slug: str
    level: Level
    profiles: tuple[str, ...]
    also: Mapping[str, Level]
    check: Callable[..., Any]
    looks_at: str
    wants: tuple[str, ...] = ()
    forms: frozenset[str] = frozenset()
    where: Callable[[Any], bool] | None = None
    only: Callable[[str], object] | None = None
    by_shape: bool = False

    @property
    def subject(self) -> str:
        """What it is about: the name of the module it stands in."""
        return self.check.__module__.rpartition(".")[2]

    @cached_property
    def page(self) -> Page:
        return read_page(self.check.__doc__)

    @property
    def mend(self) -> str:
        """The way out as its page has it, in the form of a message."""
        return self.page.mend.removesuffix(".")

    @property
    def kind(self) -> Kind:
        return Kind(self.id, self.slug, self.level)

    def level_in(self, settings: Settings) -> Level | None:
        """How much it matters under these settings; None: it is off."""
        for name in (self.slug, self.id):
            if name in settings.levels:
                return settings.levels[name]
        levels = dict.fromkeys(self.profiles, self.level) | dict(self.also)
        return max((levels[profile] for profile in levels if profile in settings.profiles), default=None)


RULES: dict[str, Rule] = {}
"""Every rule that was declared so far, by id; `all_rules` makes sure that this is all of them."""

WALKS = ("Feed", "TextValue", "Raw", "Visit", "Drafted")
"""What a rule may look at beside the elements of a show, which go by the names of their classes."""

Check = TypeVar("Check", bound=Callable[..., Any])


def rule(  # noqa: PLR0913 - these are the parts of a declaration, all but two by name
    rule_id: str,
    slug: str,
    *,
    level: str,
    profiles: tuple[str, ...] = ("core",),
    also: Mapping[str, str] | None = None,
    forms: tuple[str, ...] = (),
    where: Callable[[Any], bool] | None = None,
    only: Callable[[str], object] | None = None,
    by_shape: bool = False,
) -> Callable[[Check], Check]:
    """Declare a rule; its docstring is its page.

    The first parameter's type says what it looks at: an element of the show by its class (Show, Episode, Enclosure …;
    Element for all), the Feed, each TextValue or Raw value of some `forms`, or each node of a feed (Visit).
    Further parameters are given by name: `show`, `feed`, `settings`. where: narrows values and nodes by what is
    declared of them (name, slot, class); it is asked once for each kind of them. only: what a text must look like for
    the rule to have something to say; it is for speed, and asked once for all rules that share it. by_shape: a rule on
    nodes that goes by names alone, of the node, its attributes and its children, and whether there is text between them.
    """

    def declare(check: Check) -> Check:
        names = check.__code__.co_varnames[: check.__code__.co_argcount]
        looks_at = str(check.__annotations__[names[0]]) if names else ""
        further = {profile: Level[word.upper()] for profile, word in (also or {}).items()}
        made = Rule(
            rule_id,
            slug,
            Level[level.upper()],
            profiles,
            further,
            check,
            looks_at,
            names[1:],
            frozenset(forms),
            where,
            only,
            by_shape,
        )
        if rule_id in RULES:
            raise ValueError(f"{rule_id} is declared twice: {RULES[rule_id].slug} and {slug}")
        RULES[rule_id] = made
        return check

    return declare


def called(*names: str) -> Callable[[Any], bool]:
    """For `where`: nodes of these names, or values of the attribute or child of these names."""
    return lambda target: (target.node.name if isinstance(target, Visit) else target.slot.name) in names


def raised_elsewhere(kind: Kind, *, profiles: tuple[str, ...] = ("core",)) -> Callable[[Check], Check]:
    """Declare the page of a kind of problem that reading itself raises."""
    return rule(kind.rule, kind.slug, level=str(kind.level), profiles=profiles)


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule of the package, by id."""
    package = import_module("feedkit.rules")
    for found in pkgutil.iter_modules(package.__path__):
        import_module(f"{package.__name__}.{found.name}")
    return tuple(RULES[rule_id] for rule_id in sorted(RULES))


def find_rule(name: str) -> Rule | None:
    """The rule with this id or slug, in any case."""
    wanted = name.strip().lower()
    return next((rule for rule in all_rules() if wanted in (rule.id.lower(), rule.slug)), None)


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
    forms = _forms(raws)
    for raw in subject.raw_values(forms):
        _run(_for_kind(raws, (raw.owner, raw.slot.field), raw), raw, raw.at, subject, out)
    for visit in subject.visits():
        node = visit.node
        due = _for_kind(visits, (node.name, visit.cls, visit.parent_cls), visit)
        if due.by_shape:
            shape = _shape(node)
            if shape not in due.silent:
                found = len(out)
                _run_all(due.by_shape, visit, node, subject, out)
                if len(out) == found and len(due.silent) < MOST_SHAPES:
                    due.silent.add(shape)
        _run(due, visit, node, subject, out)
        for raw in raws_at(visit, forms):
            _run(_for_kind(raws, (raw.owner, raw.slot.field), raw), raw, raw.at, subject, out)


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
