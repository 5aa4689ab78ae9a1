"""The pages of the rules, for people: one page, or the list."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from difflib import get_close_matches

from feedkit.errors import UsageError
from feedkit.media.rulebook import media_rules
from feedkit.rules.engine import Rule, all_rules
from feedkit.rules.page import Example

WIDTH = 96
_OF = {
    "episode": "in a record of an episode",
    "show": "in the record of a show",
    "xml": "in an item",
    "channel": "in the channel",
    "feed": "a feed",
}


def every_rule() -> tuple[Rule, ...]:
    """Every rule there is, by id: those on records and feeds, and those on served files."""
    return tuple(sorted((*all_rules(), *media_rules()), key=lambda one: one.id))


def explain(name: str) -> str:
    """The page of a rule, by id or slug. UsageError proposes the nearest name."""
    wanted = name.strip().lower()
    one = next((rule for rule in every_rule() if wanted in (rule.id.lower(), rule.slug)), None)
    if one is None:
        names = [name for rule in every_rule() for name in (rule.slug, rule.id)]
        close = get_close_matches(name, names, 3, 0.5)
        way_out = f"did you mean {' or '.join(f'`{c}`' for c in close)}?" if close else "`feedkit rules` lists them"
        raise UsageError(f"`{name}` is no rule; {way_out}")
    return "\n".join(_lines(one)) + "\n"


def list_rules(profile: str | None = None, subject: str | None = None) -> tuple[Rule, ...]:
    """The rules by id; of a profile (with those that always apply), of a subject (a module, such as `enclosure`)."""
    subjects = sorted({one.subject for one in every_rule()})
    if subject is not None and subject not in subjects:
        raise UsageError(f"`{subject}` is no subject; there are {', '.join(subjects)}")
    return tuple(
        one
        for one in every_rule()
        if (subject is None or one.subject == subject)
        and (profile is None or {profile, "core"} & {*one.profiles, *one.also})
    )


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
