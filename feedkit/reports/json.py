"""For programs: one JSON object, stable and versioned; `feedkit schema report` prints its JSON Schema.

    {
      "version": 1,                      raised when a key changes its meaning or goes; new keys may come at any time
      "tool": "feedkit 0.1.0",
      "problems": [                      input by input as they were named; in each by file, line, column, rule
        {
          "rule": "FK084",               permanent
          "slug": "enclosure-length-nonzero",
          "level": "warning",            error, warning or info
          "message": "…",
          "file": "seeds/tea-time/042.yaml",
          "line": 5, "column": 11,       characters from 1; null where there is none
          "field": "enclosure.length",   null where there is none
          "mend": "…",                   null where there is none
          "see": [{"file": "…", "line": 12, "column": 5, "note": "…"}],
          "excerpt": "  length: 0",      the source line, `…` and a part of it where it is long; null where there is none
          "fixable": false               whether `feedkit fix` can mend it
        }
      ],
      "notes": ["…"],                    what is worth saying about the run as a whole
      "summary": {
        "errors": 1, "warnings": 0, "infos": 0,
        "files": 3,                      how many were looked at
        "fixable": 0,
        "known": 0,                      problems of the baseline, which are not listed
        "ok": false                      whether no problem reaches the level of `--fail-on`
      }
    }

Keys are always there. Text is as it was found: control characters are escaped as JSON has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from feedkit.problems import Level, Place, Problem, Report, See
from feedkit.reports.interface import Look, Tally
from feedkit.reports.pieces import json_line, json_list
from feedkit.version import __version__

VERSION = 1


def write(reports: Iterable[Report], look: Look) -> Iterator[str]:
    """The reports as one JSON document, infos included, with a final line end."""
    tally = Tally()
    problems = (_problem(problem) for report in tally.watch(reports) for problem in report)
    yield f'{{\n  "version": {VERSION},\n  "tool": "feedkit {__version__}",\n  "problems": '
    yield from json_list(problems, "  ")
    yield ',\n  "notes": '
    yield from json_list(tally.notes, "  ")
    yield f',\n  "summary": {json_line(_summary(tally, look))}\n}}\n'


def _summary(tally: Tally, look: Look) -> dict[str, Any]:
    return {
        "errors": tally.levels[Level.ERROR],
        "warnings": tally.levels[Level.WARNING],
        "infos": tally.levels[Level.INFO],
        "files": tally.files,
        "fixable": tally.fixable,
        "known": tally.known,
        "ok": not tally.failures(look),
    }


def _problem(problem: Problem) -> dict[str, Any]:
    return {
        "rule": problem.rule,
        "slug": problem.slug,
        "level": str(problem.level),
        "message": problem.message,
        **_place(problem.place),
        "field": problem.field or None,
        "mend": problem.mend or None,
        "see": [_see(see) for see in problem.see],
        "excerpt": problem.excerpt,
        "fixable": problem.fixable,
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.path, "line": place.line or None, "column": place.column or None}


def _see(see: See) -> dict[str, Any]:
    return {**_place(see.place), "note": see.note or None}
