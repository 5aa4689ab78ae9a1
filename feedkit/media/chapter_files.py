"""Chapters from any file that holds some, media included, and written in the form that a file's name asks for."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from feedkit.chapters import Chapter, Chapters, ChaptersError, chapters_in_notes, read_json_chapters, tidy, to_psc
from feedkit.chapters import write_json_chapters as write_json
from feedkit.errors import UsageError
from feedkit.feed.parse import ParseError, parse
from feedkit.media.facts import MEDIA
from feedkit.media.look import look_at_file
from feedkit.media.magic import format_of
from feedkit.problems import Problem
from feedkit.tags.namespaces import URIS
from feedkit.tags.node import Node
from feedkit.tags.psc import SimpleChapter, SimpleChapters
from feedkit.tags.reading import read_element
from feedkit.tags.writing import element_xml
from feedkit.transcripts.clock import format_clock

MOST_BYTES = 4 * 1024 * 1024
_HEAD = 8192
Found = tuple[Chapters, tuple[Problem, ...]]


def read_chapters(path: Path) -> Found:
    """The chapters that a file holds, and what is wrong with them: JSON, Podlove Simple Chapters, lines that begin with
    a time (as mp4chaps writes them, or show notes), or a media file that has chapters of its own.

    Raises ChaptersError where there are none; OSError where the file cannot be read.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        raw = b"" if (kind := format_of(head)) in MEDIA else head + file.read(MOST_BYTES - len(head) + 1)
    if len(raw) > MOST_BYTES:
        raise ChaptersError(f"{path} is larger than {MOST_BYTES} bytes, and no file of chapters is")
    if kind in MEDIA:
        found: Found = Chapters(look_at_file(path).chapters), ()
    elif raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        found = read_json_chapters(raw, path=path.as_posix())
    elif raw.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        found = Chapters(tuple(_from_xml(raw, path))), ()
    else:
        lines, problems = chapters_in_notes(raw.decode("utf-8-sig", "replace"), path=path.as_posix(), fewest_plain=1)
        found = Chapters(lines), problems
    if not found[0].chapters and not found[1]:
        raise ChaptersError(f"there are no chapters in {path}")
    return found


def _from_xml(raw: bytes, path: Path) -> Iterator[Chapter]:
    """The first `psc:chapters` of a document, be it all of it or an item of a feed."""
    try:
        root = parse(raw).root
    except ParseError as error:
        raise ChaptersError(f"{path}:{error.line}:{error.column}: {error.message}") from error
    node = next(_named(root, SimpleChapters.tag), None)
    if node is None:
        raise ChaptersError(f"there is no `{SimpleChapters.tag}` in {path}")
    element = read_element(node, SimpleChapters).value
    for one in element.chapters if isinstance(element, SimpleChapters) else ():
        yield Chapter(one.start, one.title, img=one.image, url=one.href)


def _named(node: Node, name: str) -> Iterator[Node]:
    if node.name == name:
        yield node
    for child in node.nodes:
        yield from _named(child, name)


def write_chapters(chapters: Chapters, ending: str) -> str:
    """The text of a chapters file, tidied. ending: a key of `WRITERS`. UsageError for another; ChaptersError for no chapters."""
    write = WRITERS.get(ending)
    if write is None:
        raise UsageError(f"`{ending}` is no form of chapters; there are {', '.join(WRITERS)}")
    return write(chapters)


def _psc(chapters: Chapters) -> str:
    marks = tuple(
        SimpleChapter.model_validate({"start": mark.start, "title": mark.title, "href": mark.href, "image": mark.image})
        for mark in to_psc(_listed(chapters))
    )
    xml = element_xml(SimpleChapters(version="1.2", chapters=marks))
    space = f'<psc:chapters xmlns:psc="{URIS["psc"]}"'
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + xml.replace("<psc:chapters", space, 1) + "\n"


def _lines(chapters: Chapters) -> str:
    return "".join(f"{format_clock(one.start_s)} {one.title}\n" for one in _listed(chapters))


def _listed(chapters: Chapters) -> list[Chapter]:
    """The chapters that have a title and are not silent, which is all that these forms can say."""
    listed = [one for one in tidy(chapters.chapters)[0] if one.is_shown]
    if not listed:
        raise ChaptersError("there is no chapter with a title to write")
    return listed


WRITERS: dict[str, Callable[[Chapters], str]] = {"json": write_json, "psc": _psc, "xml": _psc, "txt": _lines}
"""The forms that can be written, by the endings of their files."""
