"""For code scanning: SARIF 2.1.0 (OASIS), with the page of each rule that was broken.

GitHub shows 5,000 results of an upload, the gravest, and refuses one with more than 25,000: of a large archive name fewer
feeds at once, set rules `off` in `feedkit.yaml`, or let `--baseline` hold what is known.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from feedkit.characters import one_line
from feedkit.problems import Level, Place, Problem, Report, See
from feedkit.reports.interface import Look
from feedkit.reports.pieces import json_list
from feedkit.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def write(reports: Iterable[Report], look: Look) -> Iterator[str]:  # noqa: ARG001 - every format is given the look
    """One run with all problems, infos as notes."""
    rules: dict[str, tuple[int, str]] = {}
    problems = (problem for report in reports for problem in report)
    yield f'{{\n  "$schema": "{SCHEMA}",\n  "version": "2.1.0",\n  "runs": [\n    {{\n'
    yield '      "columnKind": "unicodeCodePoints",\n      "results": '
    yield from json_list((_result(problem, _number(problem, rules)) for problem in problems), "      ")
    yield f',\n      "tool": {{"driver": {{"name": "feedkit", "version": "{__version__}", "rules": '
    yield from json_list((_rule(rule_id, slug) for rule_id, (_, slug) in rules.items()), "      ")
    yield "}}\n    }\n  ]\n}\n"


def _number(problem: Problem, rules: dict[str, tuple[int, str]]) -> int:
    """The rule's index among those that were broken, in the order in which they are met."""
    return rules.setdefault(problem.rule, (len(rules), problem.slug))[0]


def _rule(rule_id: str, slug: str) -> dict[str, Any]:
    from feedkit.book import rule_named

    found: dict[str, Any] = {"id": rule_id, "name": slug}
    one = rule_named(rule_id)
    if one is not None and one.page.summary:
        found["shortDescription"] = {"text": one.page.summary}
        found["fullDescription"] = {"text": one.page.why or one.page.summary}
        found["help"] = {"text": one.page.mend or one.page.summary}
        found["defaultConfiguration"] = {"level": _LEVELS[one.level]}
    return found


def _result(problem: Problem, rule_index: int) -> dict[str, Any]:
    message = one_line(problem.message)
    result: dict[str, Any] = {
        "ruleId": problem.rule,
        "ruleIndex": rule_index,
        "level": _LEVELS[problem.level],
        "message": {"text": f"{message}. Mend: {one_line(problem.mend)}" if problem.mend else message},
        "locations": [{"physicalLocation": _location(problem.place)}],
    }
    if problem.see:
        result["relatedLocations"] = [_related(see) for see in problem.see]
    return result


def _related(see: See) -> dict[str, Any]:
    found: dict[str, Any] = {"physicalLocation": _location(see.place)}
    return found | {"message": {"text": one_line(see.note)}} if see.note else found


def _location(place: Place) -> dict[str, Any]:
    safe = "/:._-~" if "://" in place.path else "/._-~"  # a colon in a file's name would end a scheme
    uri = quote(place.path.replace("\\", "/"), safe=safe, errors="backslashreplace")
    location: dict[str, Any] = {"artifactLocation": {"uri": uri}}
    if place.line:
        location["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    return location
