"""The pages of the rules, for people: one page, or the list."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache
from typing import Any

from feedkit.errors import UsageError
from feedkit.fix.mends import MENDS
from feedkit.media.rulebook import media_rules
from feedkit.rules.engine import Rule, all_rules
from feedkit.rules.page import Example
from feedkit.settings import PROFILES

WIDTH = 96
_OF = {
    "episode": "in a record of an episode",
    "show": "in the record of a show",
    "xml": "in an item",
    "channel": "in the channel",
    "feed": "a feed",
    "chapters": "in a file of chapters",
    "vtt": "in a WebVTT transcript",
    "srt": "in an SRT transcript",
    "segments": "in a JSON transcript",
    "page": "in an HTML transcript",
}


@cache
def every_rule() -> tuple[Rule, ...]:
    """Every rule there is, by id: those on records and feeds, and those on served files."""
    return tuple(sorted((*all_rules(), *media_rules()), key=lambda one: one.id))


def names_of_rules() -> list[str]:
    """The ids and the slugs of all rules: what people may call them."""
    return [name for rule in every_rule() for name in (rule.slug, rule.id)]


def rule_named(name: str) -> Rule | None:
    """The rule with this id or slug, in any case."""
    wanted = name.strip().lower()
    return next((rule for rule in every_rule() if wanted in (rule.id.lower(), rule.slug)), None)


def explain(name: str) -> str:
    """The page of a rule, by id or slug. UsageError proposes the nearest name."""
    one = rule_named(name)
    if one is None:
        names = names_of_rules()
        close = get_close_matches(name, names, 3, 0.5)
        way_out = f"did you mean {' or '.join(f'`{c}`' for c in close)}?" if close else "`feedkit rules` lists them"
        raise UsageError(f"`{name}` is no rule; {way_out}")
    return "\n".join(_lines(one)) + "\n"


def list_rules(profile: str | None = None, subject: str | None = None) -> tuple[Rule, ...]:
    """The rules by id; of a profile (with those that always apply), of a subject (a module, such as `enclosure`)."""
    subjects = sorted({one.subject for one in every_rule()})
    if profile is not None and profile not in PROFILES:
        raise UsageError(f"`{profile}` is no profile; there are {', '.join(PROFILES)}")
    if subject is not None and subject not in subjects:
        raise UsageError(f"`{subject}` is no subject; there are {', '.join(subjects)}")
    return tuple(
        one
        for one in every_rule()
        if (subject is None or one.subject == subject)
        and (profile is None or {profile, "core"} & {*one.profiles, *one.also})
    )


def as_plain(one: Rule) -> dict[str, Any]:
    """A rule as plain values, with its page. levels: by profile. fix: `safe`, `unsafe`, or None: it has no mend."""
    levels = dict.fromkeys(one.profiles, one.level) | dict(one.also)
    mend = MENDS.get(one.id)
    return {
        "id": one.id,
        "slug": one.slug,
        "subject": one.subject,
        "level": str(one.level),
        "levels": {profile: str(level) for profile, level in levels.items()},
        "summary": one.page.summary,
        "why": one.page.why,
        "mend": one.page.mend,
        "source": one.page.source,
        "fix": None if mend is None else "safe" if mend.is_safe else "unsafe",
        "bad": [{"of": example.of, "text": example.text} for example in one.page.bad],
        "good": [{"of": example.of, "text": example.text} for example in one.page.good],
    }


def _lines(one: Rule) -> Iterator[str]:
    page = one.page
    yield f"{one.id} {one.slug}: {_levels(one)}"
    yield ""
    yield from textwrap.wrap(page.summary, WIDTH)
    for heading, text in (("Why", page.why), ("Mend", page.mend), ("Source", page.source)):
        if text:
            yield ""
            yield from textwrap.wrap(f"{heading}: {text}", WIDTH, subsequent_indent="  ")
    for heading, examples in (("Bad", page.bad), ("Good", page.good)):
        for example in examples:
            yield from _example(heading, example)
    yield ""
    if mend := MENDS.get(one.id):
        yield "`feedkit fix` mends it in records" + ("" if mend.is_safe else f", where `--unsafe {one.slug}` is given")
    yield f"Silence it where it is meant: `# feedkit: allow {one.slug} -- reason`"


def _levels(one: Rule) -> str:
    if one.profiles == ("core",):
        levels = [str(one.level)]
    else:
        levels = [f"{one.level} (profile{'s' if len(one.profiles) > 1 else ''} {', '.join(one.profiles)})"]
    levels += [f"{level} ({'otherwise' if profile == 'core' else profile})" for profile, level in one.also.items()]
    return ", ".join(levels)


def _example(heading: str, example: Example) -> Iterator[str]:
    yield ""
    yield f"{heading}, {_OF[example.of]}:"
    yield textwrap.indent(example.text, "    ")
