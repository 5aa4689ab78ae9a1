"""`feedkit: allow SLUG -- reason`: a comment that silences one rule in one place, and says why.

It holds for its own line and the next; before the first value of a file, for the whole file. `allow SLUG at KEY` is
for records that cannot hold comments: it stands in `show.yaml` or an overlay, and holds for the files of that episode.
In XML the comment is `<!-- feedkit: allow SLUG - reason -->`: none there may hold `--`, and a feed with one is broken.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from feedkit.problems import Kind, Level, Place, Problem
from feedkit.rules.engine import find_rule, raised_elsewhere
from feedkit.settings import Settings

UNUSED = Kind("FK430", "allow-unused", Level.WARNING)

_ALLOW = re.compile(
    r"(?P<opening>#|<!--)\s*feedkit:\s*allow\b[ \t]*(?P<names>[A-Za-z][\w-]*(?:[ \t]*,[ \t]*[A-Za-z][\w-]*)*)?"
    r"(?:[ \t]+at[ \t]+(?P<key>\S+))?(?:[ \t]+--?(?!-?>)[ \t]*(?P<reason>.*?))?[ \t]*(?:-->|$)"
)
_BEFORE_VALUES = re.compile(r"\s*(?:#.*|---\s*|%.*|<\?.*\?>\s*(?:<!--.*)?|<!--.*|\+\+\+\s*)?$")
"""Lines that hold no value: blank, comment, and what may open a YAML, TOML, Markdown or XML file."""


class Allow(NamedTuple):
    """One name in one comment. whole: it holds for the file; key: it holds for the episode of that key.

    dash: what stands before the reason in comments of this kind.
    """

    name: str
    place: Place
    reason: str = ""
    key: str = ""
    whole: bool = False
    dash: str = "--"

    def covers(self, problem: Problem, paths: Mapping[str, Iterable[str]]) -> bool:
        """Whether it silences this problem. paths: the files of each episode, by key."""
        if self.name.lower() not in (problem.slug, problem.rule.lower()):
            return False
        if self.key:
            return problem.place.path in paths.get(self.key, ())
        if problem.place.path != self.place.path:
            return False
        return self.whole or problem.place.line in (self.place.line, self.place.line + 1)


def find_allows(path: str, text: str) -> tuple[Allow, ...]:
    """The allows of a file, in order. path: as problems of the file name it."""
    return tuple(_allows(path, text)) if "feedkit:" in text else ()


def _allows(path: str, text: str) -> Iterator[Allow]:
    at_top = True
    for number, line in enumerate(text.split("\n"), 1):
        at_top = at_top and _BEFORE_VALUES.match(line.removeprefix("\ufeff").rstrip("\r")) is not None
        for found in _ALLOW.finditer(line.rstrip("\r")) if "feedkit:" in line else ():
            place = Place(path, number, found.start() + 1)
            for name in (found["names"] or "").split(","):
                reason, key = (found["reason"] or "").strip(), found["key"] or ""
                dash = "-" if found["opening"] == "<!--" else "--"
                yield Allow(name.strip(), place, reason, key, at_top and not key, dash)


def apply_allows(
    problems: Iterable[Problem],
    allows: Iterable[Allow],
    paths: Mapping[str, Iterable[str]] | None = None,
    settings: Settings | None = None,
) -> list[Problem]:
    """The problems that no allow silences, and one for each allow that silences nothing or gives no reason.

    An allow without a reason silences nothing. paths: the files of each episode by its key, for `allow … at KEY`.
    """
    kept, used = list(problems), set[Allow]()
    given = tuple(allows)
    for allow in given:
        if allow.name and allow.reason:
            rest = [problem for problem in kept if not allow.covers(problem, paths or {})]
            if len(rest) < len(kept):
                used.add(allow)
            kept = rest
    return kept + [
        _complaint(allow) for allow in given if allow not in used and not _may_silence(allow, settings or Settings())
    ]


def _may_silence(allow: Allow, settings: Settings) -> bool:
    """Whether it names a rule that was not asked in this run: one of another profile, or on served files."""
    from feedkit.media.rulebook import media_rules

    rule = find_rule(allow.name)
    off = rule is not None and rule.level_in(settings) is None
    return bool(allow.reason) and (off or any(allow.name.lower() in (r.slug, r.id.lower()) for r in media_rules()))


def _complaint(allow: Allow) -> Problem:
    if not allow.name:
        return UNUSED.at(
            allow.place, "this `allow` names no rule", mend=f"write `feedkit: allow SLUG {allow.dash} reason`"
        )
    if not allow.reason:
        message = f"this `allow` of `{allow.name}` gives no reason, so it holds for nothing"
        return UNUSED.at(allow.place, message, mend=f"write `feedkit: allow {allow.name} {allow.dash} reason`")
    if find_rule(allow.name) is None:
        return UNUSED.at(
            allow.place, f"this `allow` names `{allow.name}`, which is no rule", mend="see `feedkit rules`"
        )
    return UNUSED.at(allow.place, f"this `allow` of `{allow.name}` silences nothing", mend="take it out")


@raised_elsewhere(UNUSED)
def allow_unused() -> None:
    """A `feedkit: allow` comment silences something, and gives its reason.

    Why: what is allowed for no reason, or no longer needed, hides the next real problem in the same place.
    Mend: take it out, or write `feedkit: allow SLUG -- reason` on the line of the problem or the line before; in
        XML, whose comments may not hold two dashes, with one: `<!-- feedkit: allow SLUG - reason -->`.
    Source: feedkit.
    """
