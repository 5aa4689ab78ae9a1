"""The show's identity over all platforms: podcast:guid, computed once and then kept for ever."""

from __future__ import annotations

import re
from uuid import UUID, uuid5

PODCAST_NAMESPACE = UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of the podcast namespace's document (tag guid); not RFC 9562's namespace of URLs."""

_SCHEME = re.compile(r"(?<![A-Za-z0-9+.-])([0-9+.-]*+)[A-Za-z][A-Za-z0-9+.-]*+://")
"""It begins where a run of its characters does: an address of a megabyte is looked through once."""


def podcast_guid(url: str) -> str:
    """The podcast:guid of the feed at `url`: a UUID of version 5, in lower case.

    The scheme and all slashes at the end are taken away and nothing else is changed: no letter's case, no port, no
    query. For a show without a guid only; one that is stored stays, wherever the feed moves.
    """
    return str(uuid5(PODCAST_NAMESPACE, _SCHEME.sub(r"\1", url, count=1).rstrip("/")))
