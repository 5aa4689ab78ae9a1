"""The same build once more, by another process in another time zone, locale and order of hashes: the same bytes come of it."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from tempfile import TemporaryDirectory

from feedkit.errors import FeedkitError
from feedkit.guard.kinds import DIFFERS
from feedkit.guard.words import quoted
from feedkit.problems import Place, Problem, Report
from feedkit.publishing.outcome import Outcome

MEND = "report it with the two files; until then, look what in the records depends on the day or on the machine"
PROGRAM = (sys.executable, "-m", "feedkit")
ELSEWHERE = {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
"""What another machine may have otherwise; the first build had what this process has."""
LONGEST_S = 3600
_BUILT = (0, 1)
"""How a build ends that was able to do its work, with problems or without."""


def built_again(
    folder: Path, out: Path, *, now: str | None = None, program: Sequence[str] = PROGRAM
) -> Iterator[Problem]:
    """Build a show that was just published again, from all of its records, and tell of every file that differs.

    folder: the show's. out: the folder of feeds, which is left as it is. now: as `feedkit build --now` has it.
    Raises FeedkitError where the second build cannot be done.
    """
    with TemporaryDirectory(prefix="feedkit-") as elsewhere:
        there = Path(elsewhere) / out.resolve().name
        _copy(folder.name, out, there)
        moment = ("--now", now) if now is not None else ()
        _run((*program, "build", str(folder.absolute()), "--out", str(there), *moment))
        yield from _differences(folder.name, out, there)


def with_second(outcome: Outcome, folder: Path, out: Path, now: str | None) -> Outcome:
    """The outcome of a build with what a second one finds; a show that was not written is not built again."""
    if outcome.written is None:
        return outcome
    found = Report.of(built_again(folder, out, now=now))
    return replace(outcome, report=outcome.report + found)


def _copy(slug: str, out: Path, to: Path) -> None:
    """Copy what is published: a second build from one commit starts with it."""
    to.mkdir()
    shutil.copyfile(out / f"{slug}.xml", to / f"{slug}.xml")
    if (out / slug).is_dir():
        shutil.copytree(out / slug, to / slug)


def _run(command: Sequence[str]) -> None:
    import subprocess  # every build reads the kind of problem above, and few build twice

    try:
        done = subprocess.run(  # noqa: S603 - our own program, with paths that are no options
            command, env=os.environ | ELSEWHERE, capture_output=True, check=False, timeout=LONGEST_S
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise FeedkitError(f"the second build cannot be run: {error}") from error
    if done.returncode not in _BUILT:
        said = quoted(done.stderr.decode("utf-8", errors="replace"))
        raise FeedkitError(f"the second build ended with {done.returncode}: {said}")


def _differences(slug: str, first: Path, second: Path) -> Iterator[Problem]:
    for name in sorted({*_names(slug, first), *_names(slug, second)}):
        before, after = ((folder / name) for folder in (first, second))
        place = Place(before.as_posix())
        if not before.is_file():
            yield DIFFERS.at(place, "only a second build writes this file", mend=MEND)
        elif not after.is_file():
            yield DIFFERS.at(place, "a second build does not write this file", mend=MEND)
        elif before.read_bytes() != after.read_bytes():
            yield _difference(before, after)


def _names(slug: str, folder: Path) -> Iterator[str]:
    inner = (path for path in (folder / slug).rglob("*") if path.is_file())
    return (path.relative_to(folder).as_posix() for path in (folder / f"{slug}.xml", *inner))


def _difference(before: Path, after: Path) -> Problem:
    """The problem of a file that differs, at its first line that does."""
    lines = (path.read_bytes().split(b"\n") for path in (before, after))
    pairs = enumerate(zip_longest(*lines, fillvalue=b""), 1)
    number, different = next((number, pair) for number, pair in pairs if pair[0] != pair[1])
    one, other = (line.decode("utf-8", errors="replace") for line in different)
    message = f"a second build of the same records gives another file: `{quoted(one)}` becomes `{quoted(other)}`"
    return DIFFERS.at(Place(before.as_posix(), number, 1), message, mend=MEND)
