"""For CI servers: JUnit XML, a suite a file and a case a problem; a file without problems is not listed.

No two cases of a suite have one name: of those that do GitLab shows the first, and drops the others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from feedkit.characters import one_line
from feedkit.problems import Problem, Report
from feedkit.reports.interface import Look, Tally
from feedkit.reports.pieces import set_aside
from feedkit.reports.text import block, many
from feedkit.tags.node import attribute_xml, text_xml


def write(reports: Iterable[Report], look: Look) -> Iterator[str]:
    """Problems that fail the run are failures; others are cases that passed, with the problem in their output."""
    tally = Tally()
    with set_aside(_suites(tally.watch(reports), look)) as suites:
        cases, failures = max(1, tally.levels.total()), tally.failures(look)
        yield '<?xml version="1.0" encoding="UTF-8"?>\n'
        yield f'<testsuites name="feedkit" tests="{cases}" failures="{failures}">\n'
        yield from suites
        if not tally.levels.total():
            yield '  <testsuite name="feedkit" tests="1" failures="0">\n'
            yield f'    <testcase name="no problems in {many(tally.files, "file")}" classname="feedkit"/>\n'
            yield "  </testsuite>\n"
        yield "</testsuites>\n"


def _suites(reports: Iterable[Report], look: Look) -> Iterator[str]:
    for report in reports:
        for path, problems in groupby(report, key=lambda problem: problem.place.path):
            yield from _suite(path, list(problems), look)


def _suite(path: str, problems: list[Problem], look: Look) -> Iterator[str]:
    name = attribute_xml(one_line(path))
    failures = sum(look.fails(problem.level) for problem in problems)
    yield f'  <testsuite name="{name}" tests="{len(problems)}" failures="{failures}">\n'
    for problem, case in zip(problems, _names(problems), strict=True):
        yield f'    <testcase name="{attribute_xml(case)}" classname="{name}">\n'
        text = text_xml("\n".join(block(problem, colour=False)))
        if look.fails(problem.level):
            message = attribute_xml(one_line(problem.message))
            yield f'      <failure message="{message}" type="{problem.slug}">{text}</failure>\n'
        else:
            yield f"      <system-out>{text}</system-out>\n"
        yield "    </testcase>\n"
    yield "  </testsuite>\n"


def _names(problems: Iterable[Problem]) -> Iterator[str]:
    """A name for each problem of a file."""
    met = Counter[str]()
    for problem in problems:
        line = f" line {problem.place.line}" if problem.place.line else ""
        name = f"{problem.rule} {problem.slug}{line}"
        met[name] += 1
        yield f"{name} ({met[name]})" if met[name] > 1 else name
