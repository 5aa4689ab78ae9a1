"""The reader: any feed to a show, with every value's place; what is wrong with the XML is said and read past."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from feedkit.errors import UsageError
from feedkit.feed import kinds
from feedkit.feed.document import Feed
from feedkit.feed.judge import judge_names, judge_root
from feedkit.feed.notes import Notes
from feedkit.feed.parse import DoctypeError, Parsed, ParseError, parse
from feedkit.feed.prolog import is_plain, judge_encoding, without_prolog
from feedkit.feed.quick import MOST_ITEMS, read_quickly
from feedkit.feed.tree import NotQuick
from feedkit.memory import without_collecting
from feedkit.tags.node import Node
from feedkit.tags.reading import read_element
from feedkit.tags.settle import Settled
from feedkit.tags.show import Show

MOST_BYTES = 25_000_000


def read_feed(source: bytes | str | os.PathLike[str], *, path: str = "", located: bool = False) -> Feed:
    """Read a feed. source: its bytes, or the file they are in. path: what problems call it; else the file's path.

    located: whether places will be asked for; otherwise they are worked out when the first is, by a second parse.
    Never raises for what the feed holds: `show` is None where no show can be made of it, and `problems` says why.
    Raises UsageError where the file cannot be read. Nothing is fetched, and no entity is expanded.
    """
    if isinstance(source, bytes):
        return _read(source, path or "feed", located=located)
    return _read(_bytes_of(Path(source)), path or str(source), located=located)


def _bytes_of(file: Path) -> bytes:
    """At most one byte more than the limit. A FIFO must not block; a disk may fail in the midst of a file."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with open(descriptor, "rb") as opened:  # noqa: PTH123 - it is open already
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise UsageError(f"cannot read {file}: it is no ordinary file")
            return opened.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise UsageError(f"cannot read {file}: {reason.lower()}") from error


def _read(raw: bytes, path: str, *, located: bool) -> Feed:
    if len(raw) > MOST_BYTES:
        notes = Notes(path)
        message = f"the feed is larger than {MOST_BYTES} bytes; it was not read, and indexes drop such feeds"
        notes.there(0, 0, kinds.SIZE, message, "shorten the notes, or move old episodes to archive pages")
        return Feed(path, raw, problems=notes.problems)
    with without_collecting(all_stay=True):
        try:
            settled = read_quickly(raw) if not located and is_plain(raw) else None
        except NotQuick:
            settled = None
        if settled is not None:
            return Feed(path, raw, settled.value, None, settled)
        notes = Notes(path, raw)
        parsed = _parsed_plainly(raw) or _parsed(notes)
        settled = _show(parsed, notes) if parsed is not None else None
    root = parsed.root if parsed is not None else None
    return Feed(path, raw, settled.value if settled else None, root, settled, notes.problems)


def _parsed_plainly(raw: bytes) -> Parsed | None:
    """Parse the bytes as they are; None where there is something to say about them."""
    try:
        return parse(raw) if is_plain(raw) else None
    except ParseError:
        return None


def _parsed(notes: Notes) -> Parsed | None:
    """Decode and parse, and if need be once more with the common slips covered up."""
    judge_encoding(notes)
    text = without_prolog(notes)
    if text is None:
        return None
    try:
        return parse(text.encode())
    except ParseError as error:
        from feedkit.feed.mend import mend  # nearly all feeds are well-formed

        mended = mend(text) if error.code else None
        if mended is None:
            _say_not_well_formed(error, text, notes)
            return None
    for slip in mended.slips:
        notes.at(slip.start, slip.kind, slip.message, slip.mend)
    try:
        return parse(mended.text.encode(), mended.clean)
    except ParseError as error:
        _say_not_well_formed(error, text, notes)
        return None


def _say_not_well_formed(error: ParseError, text: str, notes: Notes) -> None:
    if isinstance(error, DoctypeError):
        notes.there(error.line, error.column, kinds.DOCTYPE, "there is a DOCTYPE; the feed was not read", "remove it")
    elif not error.code:
        notes.there(error.line, error.column, kinds.SIZE, f"{error.message}; the feed was not read")
    else:
        from feedkit.feed.ill_formed import ill_formed  # nearly all feeds are well-formed

        found = ill_formed(error, text, notes.lines.start_of(error.line) + error.column - 1)
        inside = error.inside
        within = f": `{inside.name}` of line {inside.line} is open" if inside is not None else ""
        notes.at(found.start, kinds.WELL_FORMED, found.message + within, found.mend)


def _show(parsed: Parsed, notes: Notes) -> Settled | None:
    channel = judge_root(parsed, notes)
    if channel is None:
        return None
    judge_names(parsed, notes)
    items = sum(node.name == "item" for node in channel.nodes)
    if items > MOST_ITEMS:
        message = f"the feed has {items} items; it was not read, for {MOST_ITEMS} is the most"
        notes.there(channel.line, channel.column, kinds.SIZE, message, "move old episodes to archive pages")
        return None
    return _with_namespaces(read_element(channel, Show), parsed, parsed.root)


def _with_namespaces(settled: Settled, parsed: Parsed, root: Node) -> Settled:
    """The show with what a writer needs to declare, and what `rss` says beside its version."""
    names = parsed.names
    foreign = names.foreign | {prefix: f"urn:x-undeclared:{prefix}" for prefix in names.undeclared}
    attrs = {name: value for name, value in root.attrs.items() if name != "version"}
    show = settled.value.model_copy(update={"namespaces": foreign or None, "rss_attrs": attrs or None})
    return Settled(show, settled.faults, settled.kept)
