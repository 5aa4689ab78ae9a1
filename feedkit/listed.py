"""Lists of what is to be judged, for those who have more to name than a command line takes."""

from __future__ import annotations

import os
from codecs import BOM_UTF8

from feedkit.opml import read_opml
from feedkit.targets import root_in


def words_of(listed: bytes) -> list[str]:
    """The words of a list: a line each, or ended by NUL as `find -print0` has them; the addresses in one of OPML."""
    if root_in(listed) == "opml":
        return [one.feed_url for one in read_opml(listed)]
    lines = listed.split(b"\0") if b"\0" in listed else listed.removeprefix(BOM_UTF8).splitlines()
    return [os.fsdecode(line) for line in lines if line.strip()]
