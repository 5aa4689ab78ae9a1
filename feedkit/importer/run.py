"""Import: a feed becomes a folder with show.yaml and a record an episode, and is read back to see what was lost."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from feedkit.errors import InvalidRecord, WriteError
from feedkit.feed import kinds
from feedkit.feed.read import read_feed
from feedkit.importer.existing import EPISODES, existing_in, files_of
from feedkit.importer.identity import feed_url_of, guids_to_mint, with_guids
from feedkit.importer.judge import changed, elsewhere_too, minted, not_carried, undeclared
from feedkit.importer.names import record_names
from feedkit.importer.records import record_text, show_text
from feedkit.importer.reduced import reduced
from feedkit.importer.titles import template_of
from feedkit.problems import Place, Problem, Report
from feedkit.records.kinds import SKIPPED
from feedkit.rules.shape import feed_fault_problems
from feedkit.settings import Settings
from feedkit.tags.show import Show
from feedkit.targets import SHOW_FILE


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    report: what is wrong with the feed, what of it is not in the records, what changed on the way. files: the files
    that were written, relative to the show's folder. kept: those that were there already and hold something else.
    """

    report: Report
    files: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()


def import_feed(
    source: bytes | str | os.PathLike[str], to: Path, *, url: str = "", now: date | None = None, force: bool = False
) -> Imported:
    """Turn a feed into a show's folder, from which a build makes a feed with the same meaning.

    source: the feed's bytes, or its file. to: the show's folder; made where it is not there. url: the feed's address,
    for a feed that does not name itself. now: the day that a comment in show.yaml names; none is named without it.
    force: write over files that hold something else; without it they stay, and the report says so.

    Raises InvalidRecord where no show can be made of the feed, UsageError where `source` cannot be read, WriteError
    where a file cannot be written. Nothing is fetched. Addresses are stored whole, and never shown with a password.
    """
    feed = read_feed(source)
    if feed.show is None:
        raise InvalidRecord(feed.problems or [kinds.ROOT.at(Place(feed.path), "there is no feed to import")])
    names, there = record_names(feed.show.episodes), existing_in(to)
    feed_url = feed_url_of(feed.show) or url
    guids = guids_to_mint(feed.show, feed_url, names)
    show = with_guids(feed.show, guids, feed_url)
    feed, files = replace(feed, show=show), files_of(show.episodes, names, there.records)
    elsewhere = {one.file for one in there.records} & {*files} - {f"{EPISODES}/{name}.md" for name in names}
    template = template_of(show) if force or there.template is None else there.template
    texts = {file: record_text(e, template) for file, e in zip(files, show.episodes, strict=True)}
    texts[SHOW_FILE] = show_text(show, url or _name_of(source), url, now)
    written, kept = _write_all(texts, to, over=texts.keys() - elsewhere if force else ())
    problems = [*feed.problems, *feed_fault_problems(feed.faults, Show, feed.locate_raw, Settings())]
    problems += [*minted(feed, guids), *not_carried(feed, files, kept), *_kept_problems(kept, elsewhere, to)]
    if SHOW_FILE in kept:
        problems += undeclared(show, there.namespaces, to)
    problems += elsewhere_too(feed, to, is_first=there.template is None)
    as_told = {Path(file).stem: i for i, file in enumerate(files) if file not in {*kept, *elsewhere}}
    problems += [*reduced(feed), *changed(feed, to, as_told, kept)]
    return Imported(Report.of(problems, files=1), written, kept)


def _name_of(source: bytes | str | os.PathLike[str]) -> str:
    return "a feed" if isinstance(source, bytes) else Path(source).name


def _write_all(texts: Mapping[str, str], to: Path, *, over: Collection[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Write the files, show.yaml last: without it a folder is no show. Returns those written and those kept.

    over: those that are written over what they hold.
    """
    written: list[str] = []
    kept: list[str] = []
    for name, text in texts.items():
        path = to / name
        try:
            is_new = _write_new(path, text.encode())
            if is_new or path.read_bytes() == text.encode():
                written += [name] * is_new
            elif name in over:
                path.write_bytes(text.encode())
                written.append(name)
            else:
                kept.append(name)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise WriteError(f"cannot write {path.as_posix()}: {reason}") from error
    return tuple(written), tuple(kept)


def _write_new(path: Path, content: bytes) -> bool:
    """Make the file; False where something is there already, be it a link that leads nowhere."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("xb") as stream:
            stream.write(content)
    except FileExistsError:
        return False
    return True


def _kept_problems(kept: Collection[str], elsewhere: Collection[str], to: Path) -> Iterator[Problem]:
    for name in kept:
        if name in elsewhere:
            message = "the episode was in this file already, which holds something else; it stays as it is"
            mend = "take the file away, and import again, to have the episode as the feed has it"
        else:
            message = "this file was there already and holds something else; it stays as it is"
            mend = "import with `--force` to write over it"
        yield SKIPPED.at(Place((to / name).as_posix()), message, mend=mend)
