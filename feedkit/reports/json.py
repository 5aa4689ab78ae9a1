"""For programs: one JSON object, stable and versioned.

    {
      "version": 1,                      raised when a key changes its meaning or goes; new keys may come at any time
      "tool": "feedkit 0.1.0",
      "summary": {"errors": 1, "warnings": 0, "infos": 0, "files": 3, "ok": false},
      "notes": ["…"],                    what is worth saying about the run as a whole
      "problems": [                      by file, line, column, rule
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
          "excerpt": "  length: 0"       the source line, null where there is none
        }
      ]
    }

Keys are always there. Text is as it was found: control characters are escaped as JSON has it.
"""

from __future__ import annotations

import json
from typing import Any

from feedkit.problems import Level, Place, Problem, Report, See
from feedkit.reports.interface import Look
from feedkit.version import __version__

VERSION = 1


def write(report: Report, look: Look) -> str:  # noqa: ARG001 - every format is given the look
    """The report as one JSON document, infos included, with a final line end."""
    document = {
        "version": VERSION,
        "tool": f"feedkit {__version__}",
        "summary": _summary(report),
        "notes": list(report.notes),
        "problems": [_problem(problem) for problem in report],
    }
    return _safe(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def _safe(text: str) -> str:
    """Lone surrogates cannot be written as UTF-8; their escapes can."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def _summary(report: Report) -> dict[str, Any]:
    return {
        "errors": report.count(Level.ERROR),
        "warnings": report.count(Level.WARNING),
        "infos": report.count(Level.INFO),
        "files": report.files,
        "ok": report.ok,
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
    }


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.path, "line": place.line or None, "column": place.column or None}


def _see(see: See) -> dict[str, Any]:
    return {**_place(see.place), "note": see.note or None}
