"""Line ends: CR LF and CR become LF, because XML readers would, each in its own way."""

from __future__ import annotations

from feedkit.problems import Place, Problem
from feedkit.records.kinds import MENDED_LINE_ENDS

ORDER = 20


def mend(text: str, path: str) -> tuple[str, tuple[Problem, ...]]:
    """Make every line end LF; reported once a file, at the first line that ends otherwise."""
    first = text.find("\r")
    if first < 0:
        return text, ()
    kind = "CR LF" if text.startswith("\r\n", first) else "CR"
    place = Place(path, text.count("\n", 0, first) + 1)
    message = f"lines end in {kind}; they are read as if they ended in LF"
    problem = MENDED_LINE_ENDS.at(place, message, mend="save the file with LF line ends")
    return text.replace("\r\n", "\n").replace("\r", "\n"), (problem,)
