"""How reports are shown: one module a format, each with a `write` function; found, not listed.

A format is given the reports of a run one by one, in the order of what was named, each with its problems sorted by
place; it writes as they come and keeps none of them.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from importlib import import_module

from feedkit.errors import UsageError
from feedkit.problems import Report
from feedkit.reports.interface import Look, Tally
from feedkit.reports.secrets import without_secrets

Write = Callable[[Iterable[Report], Look], Iterator[str]]

__all__ = ["Look", "Tally", "Write", "format_named", "format_names", "write_report"]

_NO_FORMATS = ("interface", "characters", "pieces", "secrets")


@cache
def format_names() -> tuple[str, ...]:
    """The formats there are, by name."""
    return tuple(sorted(found.name for found in pkgutil.iter_modules(__path__) if found.name not in _NO_FORMATS))


def format_named(name: str) -> Write:
    """The format's function, which gives the pieces of a document. UsageError names the formats there are."""
    if name not in format_names():
        raise UsageError(f"`{name}` is no report format; there are {', '.join(format_names())}")
    write: Write = import_module(f"{__name__}.{name}").write
    return lambda reports, look: write(without_secrets(reports), look)


def write_report(report: Report, format_name: str = "text", look: Look | None = None) -> str:
    """Show one report in one of the formats. UsageError names the formats there are."""
    return "".join(format_named(format_name)((report,), look or Look()))
