"""What is relative to the site (`[…](/about)`, `transcript: /1.vtt`), made whole: outside of it that leads nowhere."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import urljoin

from feedkit.problems import Place
from feedkit.records.layers import Layer, Path
from feedkit.records.show_file import ShowFile

_ROOTED = re.compile(
    r"(?P<ahead>\]\([ \t]*<?|^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*<?|<a\b[^<>]{0,200}?\bhref=[\"'])(?P<link>/(?!/)[^\s()<>\"']*)",
    re.MULTILINE,
)


def site_of(file: ShowFile, link: str) -> str:
    """The site that what begins with `/` is relative to; link: the show's, whose site it is unless shows share a folder."""
    is_shared = any(pattern.startswith("..") for pattern in file.records)
    return file.site_url or file.link_base or ("" if is_shared else link)


def with_whole_links(layer: Layer, base: str) -> Layer:
    """The layer with each link of its notes, and its transcript, joined to `base` where they begin with one `/`."""
    notes, transcript = layer.values.get("notes"), layer.values.get("transcript")
    linked = notes if isinstance(notes, str) and ("(/" in notes or ": /" in notes or "href" in notes) else ""
    is_rooted = isinstance(transcript, str) and transcript.startswith("/") and not transcript.startswith("//")
    if not base or not (linked or is_rooted):
        return layer
    try:
        urljoin(base, "/")
    except ValueError:
        return layer  # the base is no address, and a rule says so
    values, where = dict(layer.values), layer.where
    if linked:
        values["notes"] = _ROOTED.sub(lambda found: found["ahead"] + urljoin(base, found["link"]), linked)
    if is_rooted and "transcripts" not in values:  # no file is called by the root of a disk
        values["transcripts"] = [{"url": urljoin(base, values.pop("transcript"))}]

        def where(path: Path) -> Place:
            return layer.where(("transcript",) if path[:1] == ("transcripts",) else path)

    return layer if values == layer.values else replace(layer, values=values, where=where)
