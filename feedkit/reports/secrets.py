"""What is never printed: users and passwords in addresses, the values of query parameters that are keys, and those by
which a wallet knows whose share a payment is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from feedkit.problems import Problem, Report

_USER = re.compile(r"""(?<=://)[^/@\s"'<>`]{1,400}(?=@)""")
_KEY = re.compile(
    r"""(?<=[?&;])([\w.-]{0,40}(?:token|auth|key|pass|pwd|secret|sig|hmac|credential|session|jwt)[\w.-]{0,40}=)"""
    r"""([^&\s"'<>`#]+)""",
    re.IGNORECASE,
)
_WALLET = re.compile(r"""(\bcustomValue["']?\s{0,9}[:=]\s{0,9}["']?)([^\s"'<>,}]+)""", re.IGNORECASE)
_HIDDEN = "*"


def without_secrets(reports: Iterable[Report]) -> Iterator[Report]:
    """The same reports with asterisks for secrets, one for each character, so that columns stay what they are."""
    return (replace(report, problems=tuple(map(_problem, report.problems))) for report in reports)


def _problem(problem: Problem) -> Problem:
    if not (_may_hold(problem.message) or _may_hold(problem.excerpt or "") or problem.see):
        return problem
    message, excerpt = hidden(problem.message), hidden(problem.excerpt or "")
    see = tuple(one._replace(note=hidden(one.note)) for one in problem.see)
    if (message, excerpt, see) == (problem.message, problem.excerpt or "", problem.see):
        return problem
    return problem._replace(message=message, excerpt=excerpt if problem.excerpt is not None else None, see=see)


def hidden(text: str) -> str:
    """A text with asterisks for the secrets in its addresses, and of its wallets."""
    if not _may_hold(text):
        return text
    if "@" in text:
        text = _USER.sub(lambda found: _HIDDEN * len(found[0]), text)
    if "=" in text:
        text = _KEY.sub(lambda found: found[1] + _HIDDEN * len(found[2]), text)
    return _WALLET.sub(lambda found: found[1] + _HIDDEN * len(found[2]), text) if _is_of_wallet(text) else text


def _may_hold(text: str) -> bool:
    """Whether there may be a secret in it: a cheap question, for reports have thousands of texts."""
    return "://" in text or _is_of_wallet(text)


def _is_of_wallet(text: str) -> bool:
    return "customvalue" in text.lower()
