"""What a rule is, how one is declared, and how all of them are run over a show or a feed."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import import_module
from typing import Any, NamedTuple, TypeGuard, TypeVar

from feedkit.problems import Kind, Level, Place
from feedkit.rules.page import Page, read_page
from feedkit.rules.subject import Spot, Visit, Written
from feedkit.settings import Limits, Settings
from feedkit.tags.element import Element
from feedkit.tags.node import Node

Path = tuple[str | int, ...]
At = Path | Node | Spot | Written | Place


def is_path(at: At) -> TypeGuard[Path]:
    """Whether it is a path, and no place, which is a tuple as well."""
    return at.__class__ is tuple


class Finding(NamedTuple):
    """What a rule has to say. at: a path from what it looked at, a node of the feed, an attribute
    of one, or a place.

    see: other spots that explain it, each with a note. level: where it differs from the rule's own. quote: the part of a
    long value that is meant, letter by letter; the problem stands where that is found.
    """

    message: str
    at: At = ()
    mend: str = ""
    see: tuple[tuple[At, str], ...] = ()
    level: Level | None = None
    quote: str = ""


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
    longer_than: Callable[[Limits], int] | None = None
    has: str = ""
    lacks: str = ""
    of: tuple[str, ...] = ()
    when: Callable[[Settings], object] | None = None
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
    longer_than: Callable[[Limits], int] | None = None,
    has: str = "",
    lacks: str = "",
    of: tuple[str, ...] = (),
    when: Callable[[Settings], object] | None = None,
    by_shape: bool = False,
) -> Callable[[Check], Check]:
    """Declare a rule; its docstring is its page.

    The first parameter's type says what it looks at: an element of the show by its class (Show, Episode, Enclosure …;
    Element for all), the Feed, each TextValue or Raw value of some `forms`, or each node of a feed (Visit).
    Further parameters are given by name: `show`, `feed`, `settings`. where: narrows elements, values and nodes by
    what is declared of them (name, slot, class); it is asked once for each kind of them. when: the settings under which the
    rule is asked at all. The others are for speed, and spare a rule what it would be silent about. only: what a text
    must look like, asked once for all rules that share it. longer_than: how many characters it must exceed. has, lacks:
    the field of an element that must not be empty, or must be; `only` and `longer_than` are then asked of it. of: the fields by whose values alone a rule on elements
    goes. by_shape: a rule on nodes that goes by names alone, of the node, its attributes and its children, and whether
    there is text between them.
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
            longer_than,
            has,
            lacks,
            of,
            when,
            by_shape,
        )
        if (of or by_shape) and made.wants:
            raise ValueError(f"{rule_id} wants {made.wants[0]}, and is to go by values or shapes alone")
        if rule_id in RULES:
            raise ValueError(f"{rule_id} is declared twice: {RULES[rule_id].slug} and {slug}")
        RULES[rule_id] = made
        return check

    return declare


def called(*names: str) -> Callable[[Any], bool]:
    """For `where`: elements and nodes of these names, or values of the attribute or child of these names."""

    def is_one(target: Any) -> bool:
        if isinstance(target, Visit):
            return target.node.name in names
        return (target.tag if isinstance(target, Element) else target.slot.name) in names

    return is_one


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
