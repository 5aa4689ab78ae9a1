"""What stands twice where it should stand once."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

Value = TypeVar("Value", bound=Hashable)


def repeats(values: Iterable[Value | None]) -> Iterator[tuple[int, int, Value]]:
    """Each value that stood before: its index, that of the first, and the value. None and '' are no values."""
    listed = [*values]
    said = [value for value in listed if value]
    if len({*said}) == len(said):  # as it nearly always is, of ten thousand episodes
        return
    first: dict[Value, int] = {}
    for index, value in enumerate(listed):
        if value:
            other = first.setdefault(value, index)
            if other != index:
                yield index, other, value
