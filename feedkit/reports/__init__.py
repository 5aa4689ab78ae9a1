"""How a report is shown: one module a format, each with a `write` function; found, not listed."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from functools import cache
from importlib import import_module

from feedkit.errors import UsageError
from feedkit.problems import Report
from feedkit.reports.interface import Look

Write = Callable[[Report, Look], str]

__all__ = ["Look", "Write", "format_names", "write_report"]


@cache
def format_names() -> tuple[str, ...]:
    """The formats there are, by name."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if found.name not in _NO_FORMATS))


_NO_FORMATS = ("interface", "characters")


def write_report(report: Report, format_name: str = "text", look: Look | None = None) -> str:
    """Show a report in one of the formats. UsageError names the formats there are."""
    if format_name not in format_names():
        raise UsageError(f"`{format_name}` is no report format; there are {', '.join(format_names())}")
    write: Write = import_module(f"{__name__}.{format_name}").write
    return write(report, look or Look())
