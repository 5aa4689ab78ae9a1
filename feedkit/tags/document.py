"""A show as a whole document: `rss` round the channel, with every namespace that is used in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from feedkit.tags.namespaces import ALWAYS, UNDECLARED, URIS
from feedkit.tags.node import attribute_xml
from feedkit.tags.show import Show
from feedkit.tags.writing import Writer


def rss_xml(show: Show) -> str:
    """The document of a show: everything the show says and everything that was kept for it, with a line end."""
    writer = Writer()
    channel = writer.xml(show, indent="  ").decode()
    attrs = dict(show.rss_attrs or {})
    declared = declarations(writer.taken(), attrs, show.namespaces or {})
    written = {f"xmlns:{prefix}": uri for prefix, uri in declared.items()} | attrs
    head = "".join(f' {name}="{attribute_xml(value)}"' for name, value in written.items())
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"{head}>\n{channel}\n</rss>\n'


def declarations(used: Collection[str], names: Iterable[str], namespaces: Mapping[str, str]) -> dict[str, str]:
    """The namespaces to declare for the prefixes that are used, and those of more names: prefix to URI, feedkit's first.

    A prefix that nobody has declared gets a stand-in, of which the reader tells.
    """
    wanted = {*ALWAYS, *used, *(name.partition(":")[0] for name in names if ":" in name)}
    known = {prefix: uri for prefix, uri in URIS.items() if prefix in wanted}
    known |= {prefix: uri for prefix, uri in sorted(namespaces.items()) if prefix not in URIS}
    nobodys = sorted(wanted - known.keys() - {"xml", "xmlns", ""})
    return known | {prefix: f"{UNDECLARED}{prefix}" for prefix in nobodys}
