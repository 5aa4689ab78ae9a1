"""What each page says, made from the classes, the rules and the commands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields
from importlib import import_module
from typing import Any

import click

from feedkit.book import explain, list_rules
from feedkit.cli import main
from feedkit.docs.design import design_page
from feedkit.problems import Level
from feedkit.records.people import ROLES
from feedkit.records.show_file import ShowFile
from feedkit.records.spelling import OTHER_NAMES
from feedkit.reports import format_names
from feedkit.schema import HEAD, MORE
from feedkit.settings import Limits, Settings
from feedkit.tags.codec import Slot, plan_of
from feedkit.tags.descriptions import field_descriptions
from feedkit.tags.element import Element, Local
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show

SETTINGS_HEAD = """They stand in `feedkit.yaml`, or under `[tool.feedkit]` in `pyproject.toml`, in the folder that feedkit runs in:

```yaml
profiles: [apple, youtube]
rules:
  guid-form: off
  enclosure-length-nonzero: error
limits: {description_bytes: 3000}
baseline: known-problems.jsonl
```

What is not understood is refused, with its line. A show may choose its own `profiles` in its `show.yaml`.
"""
_LABEL = re.compile(r"^(?:Bad|Good), .*:$", re.MULTILINE)
"""What an example stands below. Markdown takes indented lines for code below a blank line alone; for a paragraph's end, tags and all, otherwise."""
_APART = r"\g<0>\n"
BUILT = "<!-- Built from the code by `python -m feedkit.docs`; edit the code. -->\n"


def rules_page() -> str:
    """Every rule with its page."""
    found = list_rules()
    lines = [
        BUILT,
        "# The rules\n",
        f"{len(found)} rules, by their permanent ids. `feedkit explain RULE` prints one.\n",
        "Examples say what differs from what is right: `{}` is an episode without faults, and the newest stands first.\n",
    ]
    subject = ""
    for one in sorted(found, key=lambda rule: (rule.subject, rule.id)):
        if one.subject != subject:
            subject = one.subject
            lines.append(f"## {subject.replace('_', ' ').capitalize()}\n")
        head, _, page = explain(one.id).partition("\n")
        page = page.replace(f"Silence it where it is meant: `# feedkit: allow {one.slug} -- reason`", "").strip("\n")
        lines.append(f"### {head}\n\n{_LABEL.sub(_APART, page)}\n")
    return "\n".join(lines)


def fields_page() -> str:
    """What may stand in a show file, a record and an overlay."""
    lines = [BUILT, "# The fields of records\n"]
    lines.append("Field names are the specification's words in small letters (`episodeType` is `episode_type`).")
    lines.append(
        "A list may be written as one value, under its singular too (`tag: tea`), and a thing in its short form"
    )
    lines.append("(`funding: https://…`).\n")
    for title, cls in (("show.yaml: settings", ShowFile), ("show.yaml: tags", Show), ("Records and overlays", Episode)):
        lines += [f"## {title}\n", *_table(_rows(cls))]
    lines += ["## Records and overlays: more words\n", *_table(_more_words())]
    inner = _inner_elements(ShowFile, {}) | _inner_elements(Show, {}) | _inner_elements(Episode, {})
    for name, element in sorted(inner.items()):
        lines += [f"## {name}\n", *_about(element), *_table(_rows(element))]
    return "\n".join(lines)


def _table(rows: Iterable[str]) -> list[str]:
    found = [*rows]
    return ["| field | in the feed | what it is |", "| --- | --- | --- |", *found, ""] if found else []


def _more_words() -> Iterator[str]:
    """What a record says of itself, and other names of its fields."""
    for name, (_, text) in (MORE | HEAD).items():
        yield f"| `{name}` |  | {text} |"
    yield from (f"| `{name}` | `<podcast:person>` (several) | People, each a {role}. |" for name, role in ROLES.items())
    yield from (f"| `{other}` |  | The same as `{name}`. |" for other, name in OTHER_NAMES.items())


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
        name = f"`{slot.field}`" if isinstance(slot.mark, Local) else f"`<{slot.name}>`"
        if slot.element is not None and slot.element is not Episode and name not in found:
            found[name] = slot.element
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


def settings_page() -> str:
    """What may stand in `feedkit.yaml`, with the defaults."""
    lines = [BUILT, "# Settings\n", SETTINGS_HEAD, "| setting | default | what it is |", "| --- | --- | --- |"]
    lines += _setting_rows(Settings, {"levels": "rules"})
    lines += [
        "\n## limits\n",
        "Thresholds that no document fixes.\n",
        "| limit | default | what it is |",
        "| --- | --- | --- |",
    ]
    lines += _setting_rows(Limits, {})
    return "\n".join([*lines, ""])


def _setting_rows(cls: type, names: Mapping[str, str]) -> Iterator[str]:
    texts, empty = field_descriptions(cls), cls()
    for one in fields(cls):
        about = " ".join(texts.get(one.name, "").split()).replace("|", "\\|")
        yield f"| `{names.get(one.name, one.name)}` | {_default(getattr(empty, one.name))} | {about} |"


def _default(value: Any) -> str:
    if isinstance(value, frozenset):
        return ", ".join(f"`{name}`" for name in sorted(value))
    return f"`{value}`" if isinstance(value, int | float | Level) and not isinstance(value, bool) else ""


def reports_page() -> str:
    """What each format of reports is, by its own module."""
    lines = [
        BUILT,
        "# Formats of reports\n",
        "`--format` chooses one; `feedkit validate --output FILE` writes it into a file.\n",
    ]
    for name in format_names():
        text = (import_module(f"feedkit.reports.{name}").__doc__ or "").strip()
        lines += [f"## {name}\n", *text.splitlines(), ""]
    lines += ["## The order of a report\n", *(import_module("feedkit.targets").__doc__ or "").strip().splitlines(), ""]
    lines += ["## Baselines\n", *(import_module("feedkit.rules.baseline").__doc__ or "").strip().splitlines(), ""]
    return "\n".join(lines)


PAGES: dict[str, Callable[[], str]] = {
    "rules.md": rules_page,
    "fields.md": fields_page,
    "commands.md": commands_page,
    "settings.md": settings_page,
    "reports.md": reports_page,
    "design.md": lambda: BUILT + design_page(),
}
"""The built pages, by file name."""
