"""A show as a whole document: `rss` round the channel, with every namespace that is used in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from feedkit.tags.codec import element_xml
from feedkit.tags.namespaces import URIS
from feedkit.tags.node import attribute_xml
from feedkit.tags.show import Show

ALWAYS = ("itunes", "podcast", "atom", "content")
"""Declared, used or not: PSP-1 wants them all."""


def rss_xml(show: Show) -> str:
    """The document of a show: everything the show says and everything that was kept for it, with a line end."""
    channel = element_xml(show, indent="  ")
    attrs = dict(show.rss_attrs or {})
    declared = declarations(channel, attrs, show.namespaces or {})
    written = {f"xmlns:{prefix}": uri for prefix, uri in declared.items()} | attrs
    head = "".join(f' {name}="{attribute_xml(value)}"' for name, value in written.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"{head}>\n{channel}\n</rss>\n'


def declarations(xml: str, names: Iterable[str], namespaces: Mapping[str, str]) -> dict[str, str]:
    """The namespaces to declare for a piece of XML and for more names: prefix to URI, feedkit's first."""
    known = {prefix: uri for prefix, uri in URIS.items() if prefix in ALWAYS or _is_used(prefix, xml, names)}
    return known | {prefix: uri for prefix, uri in sorted(namespaces.items()) if prefix not in URIS}


def _is_used(prefix: str, xml: str, names: Iterable[str]) -> bool:
    start = f"{prefix}:"
    return f"<{start}" in xml or f" {start}" in xml or any(name.startswith(start) for name in names)
