"""For CI servers: JUnit XML, a suite a file and a case a problem; a file without problems is not listed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from feedkit.problems import Level, Problem, Report
from feedkit.reports.characters import one_line
from feedkit.reports.interface import Look
from feedkit.reports.text import block
from feedkit.tags.node import attribute_xml, text_xml


def write(report: Report, look: Look) -> str:  # noqa: ARG001 - every format is given the look
    """Errors are failures; warnings and infos are cases that passed, with the problem in their output."""
    failures = report.count(Level.ERROR)
    cases = max(1, len(report.problems))
    lines = ['<?xml version="1.0" encoding="UTF-8"?>']
    lines.append(f'<testsuites name="feedkit" tests="{cases}" failures="{failures}">')
    for path, problems in groupby(report.problems, key=lambda problem: problem.place.path):
        lines += _suite(path, list(problems))
    if not report.problems:
        lines.append('  <testsuite name="feedkit" tests="1" failures="0">')
        lines.append(f'    <testcase name="no problems in {report.files} files" classname="feedkit"/>')
        lines.append("  </testsuite>")
    return "\n".join([*lines, "</testsuites>"]) + "\n"


def _suite(path: str, problems: list[Problem]) -> Iterator[str]:
    name = attribute_xml(one_line(path))
    failures = sum(problem.level == Level.ERROR for problem in problems)
    yield f'  <testsuite name="{name}" tests="{len(problems)}" failures="{failures}">'
    for problem in problems:
        title = attribute_xml(
            f"{problem.rule} {problem.slug}" + (f" line {problem.place.line}" if problem.place.line else "")
        )
        yield f'    <testcase name="{title}" classname="{name}">'
        text = text_xml("\n".join(block(problem, colour=False)))
        if problem.level == Level.ERROR:
            message = attribute_xml(one_line(problem.message))
            yield f'      <failure message="{message}" type="{problem.slug}">{text}</failure>'
        else:
            yield f"      <system-out>{text}</system-out>"
        yield "    </testcase>"
    yield "  </testsuite>"
