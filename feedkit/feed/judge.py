"""What is wrong with a feed's root and with its namespaces, as far as the reader has to know it anyway."""

from __future__ import annotations

from collections.abc import Iterator

from feedkit.feed import kinds
from feedkit.feed.names import Declared
from feedkit.feed.notes import Notes
from feedkit.feed.parse import Parsed
from feedkit.problems import Kind
from feedkit.tags.namespaces import DEAD, SAME_AS, UNDECLARED, URIS, meaning
from feedkit.tags.node import Node
from feedkit.tags.values import short

_DECLARE = (
    "declare it on `rss`; where records use it, write its address under `namespaces` in show.yaml: `{}: https://…`"
)
OTHER_FORMATS = {"feed": "an Atom feed", "RDF": "an RSS 1.0 feed", "html": "a page of HTML", "opml": "an OPML list"}
OTHER_WAYS_OUT = {"opml": "`feedkit validate --online --from` and the name of the list judge the feeds in it"}


def judge_names(parsed: Parsed, notes: Notes) -> None:
    """Say where namespaces are declared wrongly or not at all; each declaration once."""
    names = parsed.names
    seen = set[tuple[str, str | None]]()
    for declared in (*names.declared, *names.undeclared.values()):
        if (declared.prefix, declared.uri) not in seen:
            seen.add((declared.prefix, declared.uri))
            _judge(declared, parsed, notes)
    for name in names.odd:
        notes.there(
            *parsed.places.of(name.at), kinds.PREFIX_UNDECLARED, f"`{name.prefix}` is no name of the form prefix:name"
        )


def _judge(declared: Declared, parsed: Parsed, notes: Notes) -> None:
    for kind, message, mend in _wrong(declared, parsed.names.core_namespace):
        notes.there(*parsed.places.of(declared.at), kind, message, mend)


def _wrong(declared: Declared, core_namespace: str) -> Iterator[tuple[Kind, str, str]]:
    prefix, uri = declared.prefix, declared.uri
    if uri is None or uri == f"{UNDECLARED}{prefix}":
        mend = f'write `xmlns:{prefix}="{URIS[prefix]}"` on `rss`' if prefix in URIS else _DECLARE.format(prefix)
        yield kinds.PREFIX_UNDECLARED, f"the prefix `{prefix}` is not declared", mend
        return
    if not prefix:
        if uri and uri == core_namespace:
            message = f"the feed's own elements are in the namespace {short(uri)}; RSS has none"
            yield kinds.CORE_NAMESPACED, message, "remove `xmlns` from `rss`"
        return
    known, exact = meaning(prefix, uri)
    if prefix in URIS and (not known or not exact):
        mend = f"write `{URIS[known or prefix]}`, to the letter"
        kind = kinds.DEAD_URI if (known or prefix) in DEAD else kinds.URI_EXACT
        yield kind, f"the namespace of `{prefix}` is misspelt: {short(uri)}", mend
    elif uri in SAME_AS:
        yield kinds.URI_CANONICAL, f"{short(uri)} is the older name of the namespace", f"write `{URIS[known]}`"
    if known and prefix != known:
        message = f"the prefix of the namespace is `{prefix}`; some apps look for the letters `{known}:`"
        yield kinds.PREFIX_CUSTOMARY, message, f"call it `{known}`"


def judge_root(parsed: Parsed, notes: Notes) -> Node | None:
    """The channel; None where the document is no RSS feed. Says what is wrong with both."""
    root = parsed.root
    if root.name != "rss":
        what = OTHER_FORMATS.get(root.name.rpartition(":")[2], f"a document of `{root.name}`")
        mend = OTHER_WAYS_OUT.get(root.name, "publish RSS 2.0 instead")
        notes.there(root.line, root.column, kinds.ROOT, f"this is {what}; apps read RSS 2.0", mend)
        return None
    version = root.attrs.get("version")
    if version != "2.0":
        said = "no version" if version is None else f"version {short(version)}"
        notes.there(root.line, root.column, kinds.ROOT, f"`rss` has {said}; apps look for 2.0", 'write `version="2.0"`')
    children = list(root.nodes)
    channels = [node for node in children if node.name == "channel"]
    if not channels:
        notes.there(root.line, root.column, kinds.ONE_CHANNEL, "`rss` has no `channel`, and so there is no show")
        return None
    for node in children:
        if node is not channels[0]:
            message = f"`{node.name}` stands in `rss` beside the channel, where nothing reads it"
            notes.there(node.line, node.column, kinds.ONE_CHANNEL, message, "move it into the `channel`, or remove it")
    return channels[0]
