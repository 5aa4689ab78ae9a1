"""A line of Markdown as plain words; enough for titles and speech, which have emphasis and links at most."""

from __future__ import annotations

import re

from feedkit.transcripts.layout import one_line

_LINK = re.compile(r"!?\[([^\[\]]{0,500})\](?:\([^()\s]{0,2000}(?:[ \t]\"[^\"]{0,500}\")?\))")
_EMPHASIS = re.compile(r"(?<!\w)\*{1,3}(?=\S)|(?<=\S)\*{1,3}(?!\w)|(?<!\w)_{1,2}(?=\w)|(?<=[\w.,;:!?])_{1,2}(?!\w)|`")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_HIDDEN = 0x10F000
"""Escaped characters stand this far away, among private ones, while markup is looked for."""
_SHOWN = {_HIDDEN + code: code for code in range(128)}


def plain_words(markdown: str) -> str:
    """One line without emphasis, escapes and addresses: `**Ann** likes [tea](https://…)` is `Ann likes tea`."""
    text = _ESCAPE.sub(lambda match: chr(_HIDDEN + ord(match[1])), markdown)
    text = _EMPHASIS.sub("", _LINK.sub(r"\1", text))
    return one_line(text.translate(_SHOWN))
