"""A show and its lock: what is to be asked, what the lock says of an episode, and where the two disagree."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

from feedkit.chapters.chapter import Chapter
from feedkit.media.addresses import Allowed
from feedkit.media.asked import asked_at, asked_in
from feedkit.media.contents import check_contents
from feedkit.media.facts import MEDIA, TYPES, UNKNOWN
from feedkit.media.judge import judge_served
from feedkit.media.limits import Limits
from feedkit.media.lock import Journal, Lock, key_of, read_lock, write_lock
from feedkit.media.look import look_at_file
from feedkit.media.probe import probe
from feedkit.media.renditions import digest_of
from feedkit.media.served import Answer, Asked, Served
from feedkit.media.types import bare, ending_of, fits
from feedkit.media.window import FileWindow
from feedkit.problems import Problem, Report
from feedkit.records.layers import Layer, Origin, Source
from feedkit.records.layers import Path as Steps
from feedkit.targets import LOCK_FILE

if TYPE_CHECKING:
    from feedkit.records.source import ShowSource
    from feedkit.settings import Settings
    from feedkit.tags.show import Show

_MP4_TYPES = {"m4a": "audio/x-m4a", "mp4": "video/mp4", "m4v": "video/x-m4v", "mov": "video/quicktime"}
_SOUND_OR_PICTURES = frozenset({"mp4", "ogg", "webm"})
_PLAYED_TYPES = frozenset({"audio", "video"})
_LINES = {"enclosure": {"length": "length", "type": "format"}, "duration": "duration_s", "chapter_marks": "chapters"}
Progress = Callable[[int, int], None]
"""Told how many addresses are done, and how many there are."""


def asked_of(source: ShowSource) -> list[Asked]:
    """Every file of a show that can be asked for, with what people (not the lock) say of it and where."""
    from feedkit.merge import merged_of

    show = _as_people_say(source)
    return list(asked_in(show, merged_of(show).locate))


def _as_people_say(source: ShowSource) -> Show:
    """The show without what the lock, or anything below it, says."""
    from feedkit.merge import merge

    said = (Source.OVERLAY, Source.RECORD, Source.SHOW, Source.NOTES)
    drafts = (replace(d, layers=tuple(one for one in d.layers if one.origin.source in said)) for d in source.drafts)
    return merge(replace(source, drafts=tuple(drafts)))


def check_served(  # noqa: PLR0913 - all but one by name
    asked: Iterable[Asked],
    *,
    now: datetime,
    settings: Settings,
    allow_private: Allowed = False,
    progress: Progress | None = None,
    limits: Limits | None = None,
) -> Report:
    """Ask for files and pages, and report what the rules find; no lock is read or written.

    For feeds of others: `asked_in(show, locate)`; for the links of a show: `asked_in(show, locate, LINKS)`.
    """
    asked, found = list(asked), []
    count = len({key_of(one.url) for one in asked})

    def keep(served: Served) -> None:
        found.append(served)
        if progress is not None:
            progress(len(found), count)

    probe(asked, Lock(), now=now, limits=limits, allow_private=allow_private, on_result=keep)
    return Report.of(_problems(found, settings, allow_private, limits), files=len(found), notes=[_note(found)])


def _problems(
    found: Iterable[Served], settings: Settings, allow_private: Allowed, limits: Limits | None
) -> Iterator[Problem]:
    found = list(found)
    for problem in judge_served(found, settings):
        yield _with_excerpt(problem)
    for served in found:
        yield from check_contents(served, allow_private=allow_private, limits=limits)


def probe_show(  # noqa: PLR0913 - all but one by name
    source: ShowSource,
    *,
    now: datetime,
    settings: Settings,
    allow_private: Allowed = False,
    progress: Progress | None = None,
    limits: Limits | None = None,
    media_dir: Path | None = None,
) -> Report:
    """Ask for everything that a show names, keep the answers in its lock, and report what the rules find.

    now: written to answers that are new; with a zone. media_dir: a folder with media files, by the names that their
    addresses end in; a file that lies there is read instead of asked for, if one address alone ends so. An address without an answer keeps the one
    it had. An interrupt loses no answer that has come. Raises WriteError where the lock cannot be written.
    """
    path = source.folder / LOCK_FILE
    lock = read_lock(path, f"{source.path}/{LOCK_FILE}")
    asked = asked_of(source)
    local = {key_of(served.url): served for served in _on_disk(asked, lock, now, media_dir)}
    remote = [one for one in asked if key_of(one.url) not in local]
    found = list(local.values())
    lock = lock.with_answers({**lock.answers, **{key: one.answer for key, one in local.items() if one.answer}})
    with Journal(path) as journal:

        def keep(served: Served) -> None:
            found.append(served)
            if served.answer is not None and served.kept and not served.unchanged:
                journal.add(served.url, served.answer)
            if progress is not None:
                progress(len(found) - len(local), len({key_of(one.url) for one in remote}))

        try:
            lock = probe(remote, lock, now=now, limits=limits, allow_private=allow_private, on_result=keep)
        except KeyboardInterrupt:
            write_lock(path, read_lock(path, lock.path))
            raise
    _write(path, lock, asked)
    problems = [*lock.problems, *_problems(found, settings, allow_private, limits)]
    return Report.of(problems, files=len(found), notes=[*_note_of_shared(asked, media_dir), _note(found)])


def _write(path: Path, lock: Lock, asked: Iterable[Asked]) -> None:
    """Write the lock without the answers that nobody asks for any more."""
    wanted = {key_of(one.url) for one in asked}
    write_lock(path, lock.with_answers({key: one for key, one in lock.answers.items() if key in wanted}))


def _with_excerpt(problem: Problem) -> Problem:
    from feedkit.excerpts import excerpt_of

    return problem._replace(excerpt=excerpt_of(problem.place)) if problem.place.line else problem


def _note(found: list[Served]) -> str:
    failed = sum(served.answer is None or not served.kept for served in found)
    same = sum(served.unchanged for served in found)
    new = len(found) - failed - same
    return f"{len(found)} addresses: {same} unchanged, {new} new or changed, {failed} without an answer"


def _on_disk(asked: list[Asked], lock: Lock, now: datetime, media_dir: Path | None) -> Iterator[Served]:
    """What the files say that lie in `media_dir`; an answer that says nothing new keeps its time."""
    shared = _shared_names(asked)
    for one in asked if media_dir is not None and media_dir.is_dir() else ():
        name = _file_name(one.url)
        path = Path(media_dir or "", name)
        if not name or name in shared or name in {".", ".."} or set(name) & set("/\\\0") or not path.is_file():
            continue
        try:
            facts, digest = look_at_file(path), _digest_of(path, one.integrity)
        except OSError:
            continue
        when = now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        told = Answer(one.kind, when, file=name, type=facts.type, length=facts.length, integrity=digest)
        answer = told.with_facts(facts)
        known = lock.answer(one.url)
        is_same = known is not None and replace(answer, when=known.when) == known
        yield Served(one, known if is_same else answer, unchanged=is_same)


def _file_name(url: str) -> str:
    try:
        return unquote(urlsplit(url).path.rpartition("/")[2])
    except ValueError:  # which the probe tells
        return ""


def _shared_names(asked: Iterable[Asked]) -> set[str]:
    """The names that several addresses end in: nobody knows whose the file of that name is. Renditions may be mirrors."""
    addresses = {key_of(one.url): _file_name(one.url) for one in asked if one.kind != "alternate"}
    return {name for name, count in Counter(addresses.values()).items() if count > 1}


def _note_of_shared(asked: Iterable[Asked], media_dir: Path | None) -> list[str]:
    names = sorted(
        name for name in _shared_names(asked) if name and media_dir is not None and (media_dir / name).is_file()
    )
    return [
        f"{(media_dir or Path()) / name}: several addresses end in this name, so it is read for none" for name in names
    ]


def _digest_of(path: Path, wanted: str) -> str:
    """The digest of a file on this disk, where somebody says what it is; only then is the whole of it read."""
    if not wanted:
        return ""
    with FileWindow(path) as window:
        return digest_of(window, wanted)


def lock_layer(lock: Lock, episode_url: str) -> Layer | None:
    """What the lock says of the episode whose enclosure is at `episode_url`; None where it says nothing to be believed.

    Values: `enclosure` with `length` (bytes) and `type`, `duration` (whole seconds), `chapter_marks`. The answer of an
    error page in the place of audio is not believed. The layer's places are lines of the lock.
    """
    answer = lock.answer(episode_url)
    if answer is None or not _is_believable(answer):
        return None
    enclosure = {"length": answer.length, "type": _type_of(answer, episode_url)}
    values: dict[str, Any] = {"enclosure": {name: value for name, value in enclosure.items() if value}}
    if answer.duration_s:
        values["duration"] = round(answer.duration_s)
    marks = [_mark(chapter) for chapter in answer.chapters if chapter.title]
    if marks:
        values["chapter_marks"] = marks
    what = f"file {answer.file}" if answer.file else "probe"

    def where(steps: Steps) -> Any:
        return lock.place(episode_url, _line_of(steps))

    return Layer(Origin(Source.LOCK, what), {name: value for name, value in values.items() if value}, where)


def _mark(chapter: Chapter) -> dict[str, Any]:
    link = {"url": chapter.url} if chapter.url else {}
    return {"start_time": chapter.start_s, "title": chapter.title, **link}


def _line_of(steps: Steps) -> str:
    line: Any = _LINES.get(str(steps[0])) if steps else ""
    if isinstance(line, Mapping):
        line = line.get(steps[1]) if len(steps) > 1 else ""
    return str(line or "")


def _is_believable(answer: Answer) -> bool:
    if answer.encoding:
        return False
    is_called_media = bare(answer.type).partition("/")[0] in {"audio", "video"}
    return answer.format in {*MEDIA, "pdf"} or (answer.format in {"", UNKNOWN} and is_called_media)


def _type_of(answer: Answer, url: str) -> str:
    """The media type to publish: the format's; of one that holds sound or pictures, as its name or its server says."""
    served = bare(answer.type)
    kind = served.partition("/")[0]
    if answer.format == "mp4" and (ending_of(url) in _MP4_TYPES or fits("mp4", served)):
        return _MP4_TYPES.get(ending_of(url), served)
    if answer.format in _SOUND_OR_PICTURES and kind in _PLAYED_TYPES:
        return f"{kind}/{answer.format}"
    return TYPES.get(answer.format) or served


def lock_problems(source: ShowSource, lock: Lock, settings: Settings) -> dict[str, list[Problem]]:
    """Where the records and the lock contradict each other, and what is wrong with the files that the lock describes.

    By the key of the record; those of the lock and the show itself are under ''. FK086 and FK087 for enclosures, FK163
    for durations, FK088, FK089, FK170 to FK179 and FK291 for the files; each at the record's line, with the lock's line beside
    it. Nobody is asked for anything.
    """
    from feedkit.merge import merged_of

    show = _as_people_say(source)
    problems = {"": [*lock.problems]}
    for path, asked in asked_at(show, merged_of(show).locate):
        key = show.episodes[int(path[1])].key if path[:1] == ("episodes",) else ""
        locked = Served(asked, lock.answer(asked.url), from_lock=True)
        if locked.answer is not None:
            problems.setdefault(key, []).extend(judge_served([locked], settings, lock.place))
    return problems
