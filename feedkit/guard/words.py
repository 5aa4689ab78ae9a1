"""A diff in words: for people at a terminal, as JSON for programs, and as Markdown for a pull request."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

from feedkit.characters import visible
from feedkit.guard.change import Change, Diff
from feedkit.guard.table import ROWS

MOST_LISTED = 20
"""Of one kind of change; more are counted."""
MOST_CHARACTERS = 120
"""Of a value that is quoted."""

_SLOT = re.compile(r"`\{(?P<code>\w+)\}(?P<end>[\w.]*)`|\{(?P<text>\w+)\}")
"""Where a sentence has a value."""
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "://": "&#58;//", "www.": "www&#46;"}
"""What GitHub would make a tag, a formula or a link of, whatever stands before it."""
_USER = re.compile(r"(?<=://)[^/@\s]*@")
_VALUE = re.compile(r"(?<![^&?\s#=])([^&\s#=?]*)=([^&\s#]+)")
_NO_KEY = re.compile(r"(p|id|page_id|post|attachment_id|episode|ep|n|v)=[0-9]{1,9}|post_type=[a-z_-]{1,20}")
"""Parameters that sites name their pages by: many guids are such addresses, and people have to read them."""


def without_secrets(text: str) -> str:
    """An address without user names and without the values of its query that may be keys; other texts as they are."""
    if "://" not in text:
        return text
    text = _USER.sub("…@", text)
    head, mark, query = text.partition("?")
    return head + mark + _VALUE.sub(lambda found: found[0] if _NO_KEY.fullmatch(found[0]) else f"{found[1]}=…", query)


def quoted(text: str) -> str:
    """A value fit to be quoted in a message: one line, no keys, not endless."""
    text = " ".join(without_secrets(text).split())
    return text if len(text) <= MOST_CHARACTERS else text[: MOST_CHARACTERS - 1] + "…"


def sentence(change: Change) -> str:
    """What a change is, without the episode's name."""
    return _in_words(change, "`{}`".format, str)


def _in_words(change: Change, code: Callable[[str], str], text: Callable[[str], str]) -> str:
    """The sentence with its values written by `code` and `text`; what is empty is said to be nothing."""
    guid = change.names[-1] if change.names else ""
    values = {"before": change.before, "after": change.after, "field": change.field, "guid": guid}

    def value(found: re.Match[str]) -> str:
        name = found["code"] or found["text"]
        said = f"{change.count}" if name == "count" else quoted(values[name])
        if not said:
            return "nothing"
        return code(said + found["end"]) if found["code"] else text(said)

    return _SLOT.sub(value, ROWS[change.kind].sentence)


def episode_name(change: Change) -> str:
    """`605 The Democrats Behind DeepSeek`, or '' for a change of the show."""
    return " ".join(part for part in (quoted(change.name), quoted(change.title)) if part)


def summary(diff: Diff) -> str:
    """One line that counts the changes: `1 added, 2 title edited`; `no changes`."""
    counts = (f"{count} {ROWS[kind].name}" for kind, count in diff.counts.items())
    return ", ".join(counts) or "no changes"


def diff_text(diff: Diff) -> str:
    """For people: a line that counts, then a line a change; `!` marks what a build would refuse."""
    lines = [f"{diff.old_path} -> {diff.new_path}: {summary(diff)}", *_text_lines(diff)]
    return "\n".join(map(visible, lines)) + "\n"


def _text_lines(diff: Diff) -> Iterator[str]:
    for kind, changes in _by_kind(diff):
        mark = "!" if changes[0].is_refused else "+" if kind in ("added", "restored") else "~"
        for change in changes[:MOST_LISTED]:
            name = episode_name(change)
            yield f"  {mark} {ROWS[kind].name}: {f'{name}: ' if name else ''}{sentence(change)}"
        if len(changes) > MOST_LISTED:
            yield f"  {mark} {ROWS[kind].name}: {len(changes) - MOST_LISTED} more"


def _by_kind(diff: Diff) -> Iterator[tuple[str, list[Change]]]:
    """The changes by kind, in the order of the table: what is refused comes first."""
    by_kind: dict[str, list[Change]] = {}
    for change in diff.changes:
        by_kind.setdefault(change.kind, []).append(change)
    return ((kind, by_kind[kind]) for kind in ROWS if kind in by_kind)


def diff_json(diff: Diff) -> str:
    """For programs: both paths and numbers of episodes, and every change in the order of the diff."""
    document = {
        "version": 1,
        "old": {"path": diff.old_path, "episodes": diff.old_episodes},
        "new": {"path": diff.new_path, "episodes": diff.new_episodes},
        "refused": sum(change.is_refused for change in diff.changes),
        "changes": [_plain(change) for change in diff.changes],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _plain(change: Change) -> dict[str, Any]:
    parts: dict[str, Any] = {"kind": change.kind, "refused": change.is_refused, "message": sentence(change)}
    if change.names:
        parts["episode"] = {"name": quoted(change.name), "title": change.title}
    if change.field:
        parts |= {"field": change.field, "before": quoted(change.before), "after": quoted(change.after)}
    return parts | ({"count": change.count} if change.count > 1 else {})


def diff_markdown(diff: Diff) -> str:
    """For a comment on a pull request: what is refused in the open, the rest folded away under its count."""
    lines = [f"**{_inert(diff.new_path)}**: {_inert(summary(diff))}", ""]
    for kind, changes in _by_kind(diff):
        rows = ["| episode | change |", "| --- | --- |"]
        rows += [
            f"| {_inert(episode_name(c)) or 'the show'} | {_in_words(c, _code, _inert)} |"
            for c in changes[:MOST_LISTED]
        ]
        if len(changes) > MOST_LISTED:
            rows.append(f"| … | {len(changes) - MOST_LISTED} more |")
        head = f"{ROWS[kind].name} ({sum(change.count for change in changes)})"
        is_open = changes[0].is_refused
        lines += [f"### ⚠ {head}" if is_open else f"<details><summary>{head}</summary>", "", *rows, ""]
        lines += [] if is_open else ["</details>", ""]
    return "\n".join(lines)


def _inert(text: str) -> str:
    """Text that Markdown, HTML and GitHub leave alone: no tags, no links, no mentions, no formulas, one cell of a table."""
    return _escaped(re.sub("[@#]", "\\g<0>\N{ZERO WIDTH SPACE}", visible(text)))


def _code(text: str) -> str:
    """A value letter by letter, as code: in backticks no escape would be one, and the value may hold backticks."""
    return f"<code>{_escaped(visible(text))}</code>"


def _escaped(text: str) -> str:
    text = re.sub(r"([\\|*_\[\]#!~`])", r"\\\1", text)
    for mark, entity in _ENTITIES.items():
        text = text.replace(mark, entity)
    return text
