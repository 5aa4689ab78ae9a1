"""What a rule is, how one is declared, and how all of them are run over a show or a feed."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import Any, TypeVar

from feedkit.problems import Kind, Level, Place, Problem, See
from feedkit.rules.page import Page, read_page
from feedkit.rules.subject import Raw, Spot, Subject, TextValue, Written
from feedkit.settings import Settings
from feedkit.tags.element import Element
from feedkit.tags.node import Node

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

    @property
    def subject(self) -> str:
        """What it is about: the name of the module it stands in."""
        return self.check.__module__.rpartition(".")[2]

    @cached_property
    def page(self) -> Page:
        return read_page(self.check.__doc__)

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

WALKS = ("Feed", "TextValue", "Raw", "Visit")
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
) -> Callable[[Check], Check]:
    """Declare a rule; its docstring is its page.

    The first parameter's type says what it looks at: an element of the show by its class (Show, Episode, Enclosure …;
    Element for all), the Feed, each TextValue or Raw value of some `forms`, or each node of a feed (Visit).
    Further parameters are given by name: `show`, `feed`, `settings`.
    """

    def declare(check: Check) -> Check:
        names = check.__code__.co_varnames[: check.__code__.co_argcount]
        looks_at = str(check.__annotations__[names[0]]) if names else ""
        further = {profile: Level[word.upper()] for profile, word in (also or {}).items()}
        made = Rule(
            rule_id, slug, Level[level.upper()], profiles, further, check, looks_at, names[1:], frozenset(forms)
        )
        if rule_id in RULES:
            raise ValueError(f"{rule_id} is declared twice: {RULES[rule_id].slug} and {slug}")
        RULES[rule_id] = made
        return check

    return declare


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


def judge(subject: Subject) -> list[Problem]:
    """Run every rule that is on over a show or a feed; the problems are in no order."""
    active: dict[str, list[tuple[Rule, Level]]] = {}
    for one in all_rules():
        level = one.level_in(subject.settings)
        if one.looks_at and level is not None:
            active.setdefault(one.looks_at, []).append((one, level))
    return [problem for run in _RUNS for problem in run(subject, active)]


_Active = Mapping[str, list[tuple[Rule, Level]]]


def _on_feed(subject: Subject, active: _Active) -> Iterator[Problem]:
    if subject.feed is not None:
        for one, level in active.get("Feed", ()):
            yield from _problems(one, level, subject, subject.feed, ())


def _on_elements(subject: Subject, active: _Active) -> Iterator[Problem]:
    by_class: dict[type[Element], list[tuple[Rule, Level]]] = {}
    for path, element in subject.elements():
        cls = type(element)
        rules = by_class.get(cls)
        if rules is None:
            rules = by_class[cls] = [pair for base in cls.__mro__ for pair in active.get(base.__name__, ())]
        for one, level in rules:
            yield from _problems(one, level, subject, element, path)


def _on_values(subject: Subject, active: _Active) -> Iterator[Problem]:
    yield from _on_forms(subject, active.get("TextValue", []), subject.values)


def _on_raw(subject: Subject, active: _Active) -> Iterator[Problem]:
    yield from _on_forms(subject, active.get("Raw", []), subject.raw_values)


def _on_forms(
    subject: Subject,
    rules: list[tuple[Rule, Level]],
    values: Callable[[frozenset[str]], Iterable[TextValue | Raw]],
) -> Iterator[Problem]:
    by_form: dict[str, list[tuple[Rule, Level]]] = {}
    for one, level in rules:
        for form in one.forms:
            by_form.setdefault(form, []).append((one, level))
    for value in values(frozenset(by_form)):
        for one, level in by_form[value.form]:
            yield from _problems(one, level, subject, value, value.at)


def _on_visits(subject: Subject, active: _Active) -> Iterator[Problem]:
    for visit in subject.visits():
        for one, level in active.get("Visit", ()):
            yield from _problems(one, level, subject, visit, visit.node)


_RUNS = (_on_feed, _on_elements, _on_values, _on_raw, _on_visits)


def _problems(one: Rule, level: Level, subject: Subject, target: Any, base: At) -> Iterator[Problem]:
    wanted = {name: getattr(subject, name) for name in one.wants} if one.wants else {}
    forced = one.slug in subject.settings.levels or one.id in subject.settings.levels
    for finding in one.check(target, **wanted):
        chosen = level if forced else finding.level or level
        if (
            isinstance(finding.at, tuple)
            and finding.at
            and isinstance(base, tuple)
            and subject.is_aside((*base, *finding.at))
        ):
            continue
        yield problem_of(finding, one, chosen, subject, base)


def problem_of(finding: Finding, one: Rule, level: Level, subject: Subject, base: At = ()) -> Problem:
    """Put a finding in its place. base: where what the rule looked at stands; paths of findings go on from there."""
    at = _whole(finding.at, base)
    place = subject.place(at)
    see = tuple(See(subject.place(_whole(other, base)), note) for other, note in finding.see)
    field = ".".join(map(str, at)) if isinstance(at, tuple) else ""
    excerpt = subject.excerpt(place)
    return Problem(one.id, one.slug, level, finding.message, place, finding.mend or one.page.mend, see, field, excerpt)


def _whole(at: At, base: At) -> At:
    if isinstance(at, tuple):
        return (*base, *at) if isinstance(base, tuple) else at or base
    return at
