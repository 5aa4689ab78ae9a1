"""For the people who make a show: one page to read in a browser, on a phone too, that fetches nothing.

By file, then by how much it matters, then by rule: what the rule wants and why, the way out, and each place with its
line. The page holds no script, and text of feeds is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from feedkit.book import rule_named
from feedkit.characters import one_line, source_line
from feedkit.excerpts import column_in
from feedkit.problems import Level, Problem, Report, See
from feedkit.reports.interface import Look, Tally
from feedkit.reports.pieces import set_aside
from feedkit.reports.text import counts, many
from feedkit.version import __version__

MOST_PLACES = 50
"""Places of one rule in one file that are shown; more of the same help nobody."""

_CODE = re.compile(r"`([^`]+)`")
_WORD = re.compile(r""""[^"]+"|'[^']+'|<?[\w.:/@+-]+|.""", re.DOTALL)

_STYLE = """
:root { color-scheme: light dark; --page: #fbfaf8; --card: #fff; --ink: #1d1b18; --soft: #6b665e; --line: #e3dfd8;
  --error: #b3261e; --warning: #8a5a00; --info: #2b5f9e; --mark: #ffe08a; }
@media (prefers-color-scheme: dark) { :root { --page: #171614; --card: #211f1c; --ink: #ece8e1; --soft: #a39d93;
  --line: #3a3732; --error: #ff8a80; --warning: #f0b84a; --info: #8ab8f0; --mark: #6b5310; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 52rem; padding: 1.5rem 1rem 4rem; background: var(--page); color: var(--ink);
  font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .25rem; }
h2 { font: 600 1rem/1.4 ui-monospace, monospace; margin: 2.5rem 0 .75rem; }
p { margin: .5rem 0; }
.soft, footer { color: var(--soft); font-size: .875rem; }
details { background: var(--card); border: 1px solid var(--line); border-left: 4px solid var(--level);
  border-radius: 6px; margin: .6rem 0; padding: .6rem .9rem; }
summary { cursor: pointer; }
summary b { color: var(--level); }
.error { --level: var(--error); } .warning { --level: var(--warning); } .info { --level: var(--info); }
ul { list-style: none; margin: .75rem 0 0; padding: 0; }
li { border-top: 1px solid var(--line); padding: .5rem 0; }
pre { margin: .4rem 0; padding: .5rem .6rem; background: var(--page); border-radius: 4px; overflow-x: auto;
  font: .8125rem/1.5 ui-monospace, monospace; }
code { font: .9em ui-monospace, monospace; }
mark { background: var(--mark); color: inherit; }
"""


def write(reports: Iterable[Report], look: Look) -> Iterator[str]:  # noqa: ARG001 - every format is given the look
    """The page, infos included (closed). It is made whole before its first piece comes: its head tells the sums."""
    tally = Tally()
    with set_aside(_files(tally.watch(reports))) as files:
        found = escape(counts(tally))
        yield f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>feedkit: {found}</title>\n'
        yield '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        yield f"<style>{_STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{found}</h1>\n"
        yield '<p class="soft">Errors keep apps from reading the feed, or break it for subscribers. Warnings are known'
        yield f" traps. Infos are worth knowing. {_prose(' '.join(_more(tally)))}</p>\n</header>\n<main>\n"
        yield from files
        yield f"</main>\n<footer><p>feedkit {__version__}</p></footer>\n</body>\n</html>\n"


def _more(tally: Tally) -> Iterator[str]:
    if tally.fixable:
        yield f"`feedkit fix` can mend {tally.fixable} of them."
    if tally.known:
        yield f"{many(tally.known, 'problem')} of the baseline not shown."


def _files(reports: Iterable[Report]) -> Iterator[str]:
    for report in reports:
        for path, problems in groupby(report, key=lambda problem: problem.place.path):
            yield f"<section>\n<h2>{escape(one_line(path))}</h2>\n"
            listed = sorted(problems, key=lambda problem: (-problem.level, problem.rule))
            for _, group in groupby(listed, key=lambda problem: (problem.level, problem.rule)):
                yield from _rule(list(group))
            yield "</section>\n"


def _rule(problems: list[Problem]) -> Iterator[str]:
    """All problems of one rule, of one level, in one file."""
    first, rule = problems[0], rule_named(problems[0].rule)
    title = rule.page.summary if rule is not None else f"{first.message}."
    times = f", {len(problems)} times" if len(problems) > 1 else ""
    state = "" if first.level == Level.INFO else " open"
    yield f'<details class="{first.level}"{state}>\n<summary><b>{first.level}</b> {_prose(title)} '
    yield f'<span class="soft">{first.rule} {first.slug}{times}</span></summary>\n'
    if rule is not None and rule.page.why:
        yield f"<p><b>Why:</b> {_prose(rule.page.why)}</p>\n"
    mends = {problem.mend for problem in problems}
    if len(mends) == 1 and first.mend:
        yield f"<p><b>Way out:</b> {_prose(first.mend)}</p>\n"
    yield "<ul>\n"
    for problem in problems[:MOST_PLACES]:
        yield from _place(problem, with_mend=len(mends) > 1)
    if len(problems) > MOST_PLACES:
        yield f"<li>and {many(len(problems) - MOST_PLACES, 'place')} more</li>\n"
    yield "</ul>\n</details>\n"


def _place(problem: Problem, *, with_mend: bool) -> Iterator[str]:
    line = f'<span class="soft">line {problem.place.line}:</span> ' if problem.place.line else ""
    yield f"<li>{line}{_prose(problem.message)}\n"
    if problem.excerpt is not None and problem.place.line:
        yield f"<pre>{_marked(problem.excerpt, problem.place.column)}</pre>\n"
    if with_mend and problem.mend:
        yield f"<p><b>Way out:</b> {_prose(problem.mend)}</p>\n"
    for see in problem.see:
        yield f'<p class="soft">See {_see(see)}</p>\n'
    if problem.fixable:
        yield '<p class="soft"><code>feedkit fix</code> can mend this.</p>\n'
    yield "</li>\n"


def _see(see: See) -> str:
    return escape(one_line(f"{see.place}: {see.note}" if see.note else str(see.place)))


def _marked(excerpt: str, column: int) -> str:
    """The source line with a mark on the word that stands at a column."""
    line, start = source_line(excerpt.rstrip("\r\n")), column_in(excerpt, column) - 1
    found = _WORD.match(line, start) if start >= 0 else None
    if found is None:
        return escape(line)
    return f"{escape(line[:start])}<mark>{escape(found.group())}</mark>{escape(line[found.end() :])}"


def _prose(text: str) -> str:
    """A sentence, with what stands in backticks as code."""
    return _CODE.sub(r"<code>\1</code>", escape(one_line(text)))
