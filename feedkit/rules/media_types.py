"""What rules ask of an address: the extension of the file that it names."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from feedkit.rules.looks import is_odd_address


@lru_cache(maxsize=16)
def extension(url: str) -> str:
    """The extension of the last segment of an address's path, small, without its dot; '' where there is none."""
    try:
        path = urlsplit(url.strip()).path if is_odd_address(url) else url[len("https://") :].partition("/")[2]
    except ValueError:
        return ""
    name = path.rpartition("/")[2]
    stem, dot, ending = name.rpartition(".")
    return ending.lower() if dot and stem else ""
