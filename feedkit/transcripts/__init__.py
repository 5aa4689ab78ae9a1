"""Transcripts: read from any of their formats into cues, and written from cues.

A name is fetched when it is first used: most who import from this package want a cue, or a time, and none of the formats.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedkit.transcripts.agreement import disagreements
    from feedkit.transcripts.conversion import FORMATS, Transcript, convert, read_transcript, write_transcript
    from feedkit.transcripts.cue import Cue
    from feedkit.transcripts.interface import Format
    from feedkit.transcripts.order import closed_cues

__all__ = [
    "FORMATS",
    "Cue",
    "Format",
    "Transcript",
    "closed_cues",
    "convert",
    "disagreements",
    "read_transcript",
    "write_transcript",
]

_HOMES = {"Cue": "cue", "Format": "interface", "closed_cues": "order", "disagreements": "agreement"}
"""The modules of the names that are not in `conversion`."""


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module(f"{__name__}.{_HOMES.get(name, 'conversion')}"), name)
    raise AttributeError(f"module `{__name__}` has no `{name}`")
