"""A baseline: the problems that an inherited archive has already, so that only new ones are told and fail a run.

The file has a line of JSON for each, sorted, so that a difference is small and merges line by line. A problem is known
by its rule, file, field and message, and not by its line: what is inserted above it, or an episode that is published
ahead of it, changes nothing. Problems that agree in all four are counted; one more than the baseline has is new.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from feedkit.errors import UsageError
from feedkit.problems import Kind, Level, Place, Problem, Report
from feedkit.replacing import replace_file
from feedkit.rules.engine import raised_elsewhere

STALE = Kind("FK437", "baseline-stale", Level.INFO)
VERSION = 1
_HEAD = {"feedkit_baseline": VERSION}
_INDEX = re.compile(r"\.\d+(?=\.|$)")
_LINE = re.compile(r"\bline \d+")


class Key(NamedTuple):
    """What a problem is known by. field: without indexes. message: without numbers of lines."""

    file: str
    rule: str
    field: str
    message: str

    @classmethod
    def of(cls, problem: Problem) -> Key:
        message = _LINE.sub("line", problem.message)
        return cls(problem.place.path, problem.rule, _INDEX.sub("", problem.field), message)


@dataclass(slots=True)
class Baseline:
    """The known problems that were not met yet, each with its number. path: of the file they stand in."""

    path: str
    left: Counter[Key] = field(default_factory=Counter)

    def without_known(self, reports: Iterable[Report], looked_at: Iterable[str]) -> Iterator[Report]:
        """The reports less what is known; at last a report on what the baseline holds and nothing shows any more.

        looked_at: the paths of all that is judged; of other files nothing can be said, unless they are gone.
        """
        for report in reports:
            new = tuple(problem for problem in report if not self._knows(problem))
            yield replace(report, problems=new, known=len(report.problems) - len(new))
        stale = [key for key, number in self.left.items() if number and _is_over(key.file, set(looked_at))]
        if stale:
            yield Report.of(self._stale(file, stale) for file in {key.file for key in stale})

    def _knows(self, problem: Problem) -> bool:
        key = Key.of(problem)
        if not self.left[key]:
            return False
        self.left[key] -= 1
        return True

    def _stale(self, file: str, stale: Iterable[Key]) -> Problem:
        gone = [key for key in stale if key.file == file]
        rules = ", ".join(sorted({key.rule for key in gone}))
        number = sum(self.left[key] for key in gone)
        message = f"of the known problems of {file}, {number} can no longer be found ({rules})"
        return STALE.at(Place(self.path), message, mend=_way_out(Path(self.path)))


def _is_over(file: str, looked_at: set[str]) -> bool:
    parents = {parent.as_posix() for parent in Path(file).parents}
    return file in looked_at or bool(parents & looked_at) or not Path(file).exists()


def read_baseline(path: Path) -> Baseline:
    """Read a baseline file. UsageError where it cannot be read, or is none."""
    try:
        lines = path.read_text("utf-8").split("\n")
    except OSError as error:
        mend = f"`--write-baseline {path.as_posix()}` makes one"
        raise UsageError(
            f"cannot read the baseline {path}: {(error.strerror or str(error)).lower()}; {mend}"
        ) from error
    except ValueError as error:
        raise UsageError(f"{path} is no baseline: it is no text in UTF-8") from error
    if lines[0].rstrip() != json.dumps(_HEAD):
        raise UsageError(f"{path}:1: a baseline that this feedkit can read begins with `{json.dumps(_HEAD)}`")
    counts = Counter[Key]()
    for number, line in enumerate(lines[1:], start=2):
        try:
            counts.update(_counted(line) if line.strip() else {})
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{path}:{number}: this is no line of a baseline: `{line[:60]}`; {_way_out(path)}"
            ) from error
    return Baseline(path.as_posix(), counts)


def _counted(line: str) -> dict[Key, int]:
    entry = json.loads(line)
    return {Key(**{name: str(entry[name]) for name in Key._fields}): int(entry["count"])}


def _way_out(path: Path) -> str:
    return f"write the baseline again with `--write-baseline {path.as_posix()}`"


def write_baseline(path: Path, reports: Iterable[Report], least: Level) -> int:
    """Write what reports hold from this level up as known. Returns how many problems that are."""
    counts = Counter(Key.of(problem) for report in reports for problem in report if problem.level >= least)
    entries = ({**key._asdict(), "count": number} for key, number in sorted(counts.items()))
    lines = [json.dumps(entry, ensure_ascii=False) for entry in (_HEAD, *entries)]
    replace_file(path, (f"{line}\n".encode("utf-8", "backslashreplace") for line in lines))
    return counts.total()


@raised_elsewhere(STALE)
def baseline_stale() -> None:
    """What a baseline holds is still there.

    Why: a problem that was mended, and is still in the baseline, may come back without a word.
    Mend: write the baseline again with `feedkit validate --write-baseline`; the difference shows what was mended.
    Source: feedkit.
    """
