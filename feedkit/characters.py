"""Text from strangers, made fit for a terminal: nothing in it can move the cursor or hide."""

from __future__ import annotations

import re

MOST_CHARACTERS = 1000
"""Of one message; more is a flood, and some viewers cut there themselves."""

_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)


def visible(text: str) -> str:
    """Write control, direction and zero-width characters as `U+0007`."""
    return _UNPRINTABLE.sub(lambda found: f"U+{ord(found.group()):04X}", text)


def lines_visible(text: str) -> str:
    """Text of several lines, each visible."""
    return "\n".join(line if line.isprintable() else visible(line) for line in text.split("\n"))


def escaped(document: str) -> str:
    """A document of JSON that says the same, with escapes for what JSON lets through and a terminal may obey."""
    return _UNPRINTABLE.sub(lambda found: found[0] if found[0] in "\t\r\n" else f"\\u{ord(found[0]):04x}", document)


def one_line(text: str) -> str:
    """A message on one line, visible, cut to what a reader can take."""
    text = text if text.isprintable() else visible(" ".join(text.splitlines()))
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def source_line(text: str) -> str:
    """A source line as it is shown, character for character, so that columns stay in step.

    Tabs are one space; what cannot be seen is the replacement character.
    """
    text = text.replace("\t", " ")
    return text if text.isprintable() else _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
