"""For code scanning: SARIF 2.1.0 (OASIS), with the page of each rule that was broken."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

from feedkit.problems import Level, Place, Problem, Report, See
from feedkit.reports.characters import one_line
from feedkit.reports.interface import Look
from feedkit.version import __version__

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Level.ERROR: "error", Level.WARNING: "warning", Level.INFO: "note"}


def write(report: Report, look: Look) -> str:  # noqa: ARG001 - every format is given the look
    """One run with all problems, infos as notes."""
    rules = sorted({problem.rule: problem.slug for problem in report}.items())
    places = {rule_id: number for number, (rule_id, _) in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "feedkit", "version": __version__, "rules": [_rule(*one) for one in rules]}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, places[problem.rule]) for problem in report],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule_id: str, slug: str) -> dict[str, Any]:
    from feedkit.rules.engine import find_rule

    found: dict[str, Any] = {"id": rule_id, "name": slug}
    one = find_rule(rule_id)
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
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(place.path.replace("\\", "/"), safe="/:._-~")}}
    if place.line:
        location["region"] = {"startLine": place.line} | ({"startColumn": place.column} if place.column else {})
    return location
