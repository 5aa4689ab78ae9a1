"""What is wrong with a feed's root and with its namespaces, as far as the reader has to know it anyway."""

from __future__ import annotations

from feedkit.feed import kinds
from feedkit.feed.names import Declared, Names
from feedkit.feed.notes import Notes
from feedkit.feed.parse import Parsed
from feedkit.tags.namespaces import SAME_AS, URIS, meaning
from feedkit.tags.node import Node
from feedkit.tags.values import short

OTHER_FORMATS = {"feed": "an Atom feed", "RDF": "an RSS 1.0 feed", "html": "a page of HTML", "opml": "an OPML list"}


def judge_names(names: Names, notes: Notes) -> None:
    """Say where namespaces are declared wrongly or not at all; each declaration once."""
    seen = set[tuple[str, str | None]]()
    for declared in (*names.declared, *names.undeclared.values()):
        if (declared.prefix, declared.uri) not in seen:
            seen.add((declared.prefix, declared.uri))
            _judge(declared, notes, names)
    for name in names.odd:
        notes.there(
            name.line, name.column, kinds.PREFIX_UNDECLARED, f"`{name.prefix}` is no name of the form prefix:name"
        )


def _judge(declared: Declared, notes: Notes, names: Names) -> None:
    prefix, uri, line, column = declared.prefix, declared.uri, declared.line, declared.column
    if uri is None:
        mend = f'write `xmlns:{prefix}="{URIS[prefix]}"` on `rss`' if prefix in URIS else "declare it on `rss`"
        notes.there(line, column, kinds.PREFIX_UNDECLARED, f"the prefix `{prefix}` is not declared", mend)
        return
    known, exact = meaning(prefix, uri)
    if not prefix:
        if uri and uri == names.core_namespace:
            message = f"the feed's own elements are in the namespace {short(uri)}; RSS has none"
            notes.there(line, column, kinds.CORE_NAMESPACED, message, "remove `xmlns` from `rss`")
        return
    if prefix in URIS and (not known or not exact):
        message = f"the namespace of `{prefix}` is misspelt: {short(uri)}"
        notes.there(line, column, kinds.URI_EXACT, message, f"write `{URIS[known or prefix]}`, to the letter")
    elif uri in SAME_AS:
        notes.there(
            line,
            column,
            kinds.URI_CANONICAL,
            f"{short(uri)} is the older name of the namespace",
            (f"write `{URIS[known]}`"),
        )
    if known and prefix != known:
        message = f"the prefix of the namespace is `{prefix}`; some apps look for the letters `{known}:`"
        notes.there(line, column, kinds.PREFIX_CUSTOMARY, message, f"call it `{known}`")


def judge_root(parsed: Parsed, notes: Notes) -> Node | None:
    """The channel; None where the document is no RSS feed. Says what is wrong with both."""
    root = parsed.root
    if root.name != "rss":
        what = OTHER_FORMATS.get(root.name.rpartition(":")[2], f"a document of `{root.name}`")
        notes.there(root.line, root.column, kinds.ROOT, f"this is {what}; apps read RSS 2.0", "publish RSS 2.0 instead")
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
