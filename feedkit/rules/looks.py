"""What a text looks like: cheap questions, which spare rules the texts of which they have nothing to say.

They are for `only` in a rule's declaration. Each may say yes too often, and never no where the rule would find something.
"""

from __future__ import annotations

import re

_PLAIN_ADDRESS = re.compile(r"https://(?:[a-z0-9-]{1,63}\.)+[a-z]{2,20}(?:/[A-Za-z0-9._~/-]*)?")


def holds_tags(text: str) -> bool:
    """Whether there may be HTML tags in it."""
    return "<" in text


def holds_ampersand(text: str) -> bool:
    """Whether there may be character references in it."""
    return "&" in text


def holds_markup(text: str) -> bool:
    """Whether there may be either in it."""
    return "<" in text or "&" in text


def is_padded(text: str) -> bool:
    """Whether there is white space around it."""
    return text[:1].isspace() or text[-1:].isspace()


def is_beyond_ascii(text: str) -> bool:
    """Whether any of its characters could be an odd one."""
    return not text.isascii()


def is_odd_address(text: str) -> bool:
    """Whether it is any other address than https, a plain host, and a plain path."""
    return _PLAIN_ADDRESS.fullmatch(text) is None
