"""Shows in a folder, and their pages as browsers read them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import html5lib
from lxml import etree

import feedkit
from tests.test_broken_records import GOOD, SHOW

HEADINGS = tuple(f"h{level}" for level in range(1, 7))


def write_show(folder: Path, *records: str, more: str = "") -> Path:
    """A show with these records in place of `GOOD`, and more lines in its show file."""
    show = folder / "tea-time"
    (show / "episodes").mkdir(parents=True)
    (show / "show.yaml").write_text(SHOW + more, encoding="utf-8")
    for number, record in enumerate(records or (GOOD,), 1):
        (show / "episodes" / f"{number:03}.md").write_text(record, encoding="utf-8")
    return show


def page_of(show: Path) -> str:
    """The page that a build of the show's folder gives."""
    feed = feedkit.build(feedkit.enrich(feedkit.load(show)))
    return feed.assets[f"{show.name}/index.html"].decode()


def parsed(page: str) -> etree._Element:
    """The page's tree. Fails for what the HTML specification calls a parse error."""
    return (
        html5lib.HTMLParser(tree=html5lib.getTreeBuilder("lxml"), strict=True, namespaceHTMLElements=False)
        .parse(page)
        .getroot()
    )


def text_of(node: etree._Element | None) -> str:
    """What is read there, with single spaces."""
    assert node is not None
    return " ".join("".join(node.itertext()).split())


def addresses(tree: etree._Element) -> Iterator[str]:
    """Everything that the page links to or loads."""
    for node in tree.iter():
        yield from (node.attrib[name] for name in ("href", "src") if name in node.attrib)
