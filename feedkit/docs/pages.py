"""What each page says, made from the classes, the rules and the commands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import click

from feedkit.book import explain, list_rules
from feedkit.cli import main
from feedkit.records.show_file import ShowFile
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.descriptions import field_descriptions
from feedkit.tags.element import Element
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show

BUILT = "<!-- Built from the code by `python -m feedkit.docs`; edit the code. -->\n"


def rules_page() -> str:
    """Every rule with its page."""
    found = list_rules()
    lines = [
        BUILT,
        "# The rules\n",
        f"{len(found)} rules, by their permanent ids. `feedkit explain RULE` prints one.\n",
    ]
    subject = ""
    for one in sorted(found, key=lambda rule: (rule.subject, rule.id)):
        if one.subject != subject:
            subject = one.subject
            lines.append(f"## {subject.replace('_', ' ').capitalize()}\n")
        head, _, page = explain(one.id).partition("\n")
        page = page.partition("\nSilence it where")[0].strip("\n")
        lines.append(f"### {head}\n\n{page}\n")
    return "\n".join(lines)


def fields_page() -> str:
    """What may stand in a show file, a record and an overlay."""
    lines = [BUILT, "# The fields of records\n"]
    lines.append("Field names are the specification's words in small letters (`episodeType` is `episode_type`).")
    lines.append("A list may be written as one value, and a thing in its short form (`funding: https://…`).\n")
    for title, cls in (("show.yaml: settings", ShowFile), ("show.yaml: tags", Show), ("Records and overlays", Episode)):
        lines += [f"## {title}\n", "| field | in the feed | what it is |", "| --- | --- | --- |"]
        lines += [*_rows(cls), ""]
    inner = _inner_elements(Show, {}) | _inner_elements(Episode, {})
    for name, element in sorted(inner.items()):
        lines += [f"## {name}\n", *_about(element), "| field | in the feed | what it is |", "| --- | --- | --- |"]
        lines += [*_rows(element), ""]
    return "\n".join(lines)


def _about(element: type[Element]) -> Iterator[str]:
    first = (element.__doc__ or "").strip().partition("\n\n")[0]
    yield " ".join(first.split()) + (f" Short form: `{element.short}`." if element.short else "") + "\n"


def _rows(cls: type[Element]) -> Iterator[str]:
    texts = field_descriptions(cls)
    for slot in plan_of(cls).slots.values():
        about = " ".join(texts.get(slot.field, "").split()).replace("|", "\\|")
        yield f"| `{slot.field}` | {_goes_to(slot)} | {about} |"


def _goes_to(slot: Slot) -> str:
    kind = type(slot.mark).__name__
    forms = {"Child": f"`<{slot.name}>`", "Attr": f"`{slot.name}=`", "Text": "its text", "Local": ""}
    return forms[kind] + (" (several)" if slot.many and kind == "Child" else "")


def _inner_elements(cls: type[Element], found: dict[str, type[Element]]) -> dict[str, type[Element]]:
    for slot in plan_of(cls).slots.values():
        if slot.element is not None and slot.element is not Episode and f"<{slot.name}>" not in found:
            found[f"<{slot.name}>"] = slot.element
            _inner_elements(slot.element, found)
    return found


def commands_page() -> str:
    """The help of every command."""
    lines = [BUILT, "# The commands\n"]
    for path, command in _commands(main, ("feedkit",)):
        context = click.Context(command, info_name=" ".join(path), terminal_width=100, **main.context_settings)
        lines += [f"## {' '.join(path)}\n", "```", command.get_help(context).rstrip(), "```", ""]
    return "\n".join(lines)


def _commands(command: Any, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from _commands(command.get_command(context, name), (*path, name))


PAGES: dict[str, Callable[[], str]] = {"rules.md": rules_page, "fields.md": fields_page, "commands.md": commands_page}
"""The built pages, by file name."""
