"""Renditions of an episode: which of their sources can be asked for, and the digest by which apps check the file."""

from __future__ import annotations

import base64
import binascii
import hashlib
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from feedkit.media.types import bare
from feedkit.media.window import Window
from feedkit.records.layers import Path as Steps
from feedkit.tags.podcast_media import digests_in

if TYPE_CHECKING:
    from feedkit.tags.podcast_media import AlternateEnclosure, Source

_ALGORITHMS = ("sha512", "sha384", "sha256")
"""Those of Subresource Integrity, the strongest first: where a value has several, only that one counts."""
_PART = 1_048_576
_PLAYED = frozenset({"audio", "video"})


def media_type_of(rendition: AlternateEnclosure, source: Source) -> str:
    """The type of the media file that a source leads to; '' where it is no file, or nothing that one can ask for.

    A playlist, a torrent and a page with a player stand for the media, and are no media.
    """
    kind = bare(source.content_type or rendition.type or "")
    try:
        parts = urlsplit(source.uri)
    except ValueError:
        return ""
    is_file = parts.scheme.lower() in {"http", "https"} and not parts.path.lower().endswith((".torrent", ".m3u8"))
    return kind if is_file and kind.partition("/")[0] in _PLAYED and not kind.endswith("mpegurl") else ""


def integrity_of(item: Any, url: str) -> tuple[str, Steps]:
    """What an episode, or a live one, says of the digest of the file at `url`, and where in it; '' where it does not."""
    for number, rendition in enumerate(item.alternate_enclosures if item is not None else ()):
        said = rendition.integrity
        if said is not None and said.type != "pgp-signature" and any(one.uri == url for one in rendition.sources):
            return str(said.value), ("alternate_enclosures", number, "integrity")
    return "", ()


def strongest(value: str) -> tuple[str, frozenset[bytes]]:
    """The algorithm that counts in a value of Subresource Integrity, and its digests; '' where there is none."""
    found: dict[str, set[bytes]] = {}
    for algorithm, digest in digests_in(value):
        try:
            decoded = base64.b64decode(digest, validate=True)
        except (binascii.Error, ValueError):
            continue  # FK290 says so
        found.setdefault(algorithm, set()).add(decoded)
    algorithm = next((one for one in _ALGORITHMS if one in found), "")
    return algorithm, frozenset(found.get(algorithm, ()))


def digest_of(window: Window, value: str) -> str:
    """The digest of a whole file, by the algorithm that counts in `value`, as Subresource Integrity writes it.

    '' where `value` names no algorithm, or nobody knows how long the file is. Raises OutOfReach.
    """
    algorithm, length = strongest(value)[0], window.length
    if not algorithm or length is None:
        return ""
    total = hashlib.new(algorithm)
    for start in range(0, length, _PART):
        total.update(window.read(start, _PART))
    return f"{algorithm}-{base64.b64encode(total.digest()).decode('ascii')}"
