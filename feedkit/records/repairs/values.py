r"""The same repairs for text that stood in escapes (`"\u0007"`, `"\r\n"`) and was read by a parser."""

from __future__ import annotations

from typing import Any

from feedkit.problems import Problem
from feedkit.records.kinds import MENDED_CHARACTER, MENDED_LINE_ENDS
from feedkit.records.layers import Locate, Path
from feedkit.records.parsed import Findings
from feedkit.records.places import dotted, shown
from feedkit.records.repairs.characters import without_illegal


def mend_values(value: Any, locate: Locate) -> tuple[Any, tuple[Problem, ...]]:
    """Mend every text in `value`, keys too; each text that changes is reported at its place.

    value: plain, as parsers give it, at most 64 deep.
    """
    problems = Findings()
    return _mended(value, (), locate, problems), problems.all()


def _mended(value: Any, path: Path, locate: Locate, problems: Findings) -> Any:
    if isinstance(value, str):
        return _mended_text(value, path, locate, problems)
    if isinstance(value, list):
        return [_mended(item, (*path, i), locate, problems) for i, item in enumerate(value)]
    if isinstance(value, dict):
        return {
            _mended_key(key, path, locate, problems): _mended(item, (*path, key), locate, problems)
            for key, item in value.items()
        }
    return value


def _mended_key(key: str, path: Path, locate: Locate, problems: Findings) -> str:
    mended, removed = without_illegal(key)
    if removed:
        message = f"the key `{shown(mended)}` held {', '.join(removed)}, which XML cannot hold; removed"
        problems.add(MENDED_CHARACTER.at(locate((*path, key)), message, mend="delete the escape"))
    return mended


def _mended_text(text: str, path: Path, locate: Locate, problems: Findings) -> str:
    text, removed = without_illegal(text)
    field = without_illegal(dotted(path))[0]
    if removed:
        message = f"`{field}` held {', '.join(removed)}, which XML cannot hold; removed"
        problems.add(MENDED_CHARACTER.at(locate(path), message, mend="delete the escape", field=field))
    if "\r" not in text:
        return text
    message = f"lines of `{field}` end in CR; they are read as if they ended in LF"
    problems.add(MENDED_LINE_ENDS.at(locate(path), message, mend="write `\\n`", field=field))
    return text.replace("\r\n", "\n").replace("\r", "\n")
