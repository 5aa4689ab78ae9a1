"""Links in notes that are relative to the site (`[…](/about)`), made whole: outside of it they lead nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

from feedkit.records.layers import Layer

_ROOTED = re.compile(
    r"(?P<ahead>\]\([ \t]*<?|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?|<a\b[^<>]{0,200}?\bhref=[\"'])(?P<link>/(?!/)[^\s()<>\"']*)",
    re.MULTILINE,
)


def with_whole_links(layer: Layer, base: str) -> Layer:
    """The layer with each link of its notes that begins with one `/` joined to `base`; the same where there is none."""
    notes = layer.values.get("notes")
    if not base or not isinstance(notes, str) or not ("(/" in notes or ": /" in notes or "href" in notes):
        return layer
    try:
        urljoin(base, "/")
    except ValueError:
        return layer  # the base is no address, and a rule says so
    whole = _ROOTED.sub(lambda found: found["ahead"] + urljoin(base, found["link"]), notes)
    return layer if whole == notes else replace(layer, values={**layer.values, "notes": whole})
