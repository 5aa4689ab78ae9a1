"""Line breaks that YAML 1.1 had, and 1.2 has not: libyaml is not shown them."""

from __future__ import annotations

from collections.abc import Callable

BREAKS = "\x85\u2028\u2029"


def without_breaks(text: str) -> tuple[str, Callable[[str], str]]:
    """Hide U+0085, U+2028 and U+2029 from libyaml, which ends lines at them as YAML 1.1 did; 1.2 (5.4) does not.

    Returns the text with private characters in their place, and the function that puts them back.
    """
    if not any(character in text for character in BREAKS):
        return text, str
    private = [chr(code) for code in range(0xE000, 0xF8FF) if chr(code) not in text][: len(BREAKS)]
    there = str.maketrans(BREAKS, "".join(private))
    back = str.maketrans("".join(private), BREAKS)
    return text.translate(there), lambda value: value.translate(back)
