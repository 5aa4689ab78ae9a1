"""`feedkit.lock.yaml`: what media and models said when they were asked, in a file that is committed beside the records.

One block an address or a guess, sorted; what is not known is left out; nothing is rewritten that is the same. While a probe runs,
each finished answer is appended to a journal beside the lock, so that an interrupt loses none of them.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import MISSING, dataclass, field, fields, replace
from itertools import chain, count
from pathlib import Path
from shutil import copyfile
from typing import Any, Self

from feedkit.chapters.chapter import Chapter
from feedkit.errors import WriteError
from feedkit.media.kinds import LOCK_READABLE
from feedkit.media.served import Answer
from feedkit.problems import Place, Problem
from feedkit.records.document import Document
from feedkit.records.layers import Locate, at_file
from feedkit.records.parsed import Parsed
from feedkit.records.within import LeadsOutError, read_within, target_within
from feedkit.records.yaml import parse_yaml
from feedkit.replacing import replace_file
from feedkit.targets import LOCK_FILE

JOURNAL_ENDING = ".journal"
MOST_BYTES = 16 * 1024 * 1024
VERSION = 1
_HEAD = f"# What media and models said when feedkit asked them; commit it, and do not edit it.\nversion: {VERSION}\nanswers:\n"
UNREADABLE_ENDING = ".unreadable"
_MEND = f"mend the file, or run `feedkit probe`, which writes it anew and keeps this one with `{UNREADABLE_ENDING}` after its name"
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ._/+*-]*[A-Za-z0-9*]", re.ASCII)
_WORDS = frozenset({"true", "false", "null", "yes", "no", "on", "off", "y", "n"})
_NOWHERE = at_file(LOCK_FILE)
_NUMBERS: Mapping[str, Any] = {"confidence": float, "word": int}
_FIELDS = {one.name: one for one in fields(Answer)}
Guesses = Mapping[str, Mapping[str, Mapping[str, Any]]]
"""What models guessed: plain values by field and by the episode's key."""


@dataclass(frozen=True)
class Lock:
    """The answers by address. where: the place of `("answers", url, "length")` in the file. problems: of reading it.

    guesses: what models guessed, by field and by the episode's key; see `feedkit.derive.backends.locked`.
    """

    path: str = LOCK_FILE
    answers: Mapping[str, Answer] = field(default_factory=dict)
    where: Locate = _NOWHERE
    problems: tuple[Problem, ...] = ()
    guesses: Guesses = field(default_factory=dict)

    def answer(self, url: str) -> Answer | None:
        """What is known of an address; user and password in it do not matter."""
        return self.answers.get(key_of(url))

    def place(self, url: str, name: str = "") -> Place:
        """Where the lock says something of an address."""
        path = ("answers", key_of(url), name) if name else ("answers", key_of(url))
        return self.where(path)

    def with_answers(self, answers: Mapping[str, Answer]) -> Lock:
        """The same lock with other answers."""
        return replace(self, answers=dict(answers))


def key_of(url: str) -> str:
    """An address as the lock names it: without user and password, which belong into no file."""
    head, mark, rest = url.partition("://")
    place, slash, path = rest.partition("/")
    return f"{head}{mark}{place.rpartition('@')[2]}{slash}{path}"


def read_lock(path: Path, shown: str = "") -> Lock:
    """Read a lock, and the journal that an interrupted probe left. Never raises for what they hold.

    A file that is not there is an empty lock. One that cannot be read is empty too, and has a problem (FK480).
    """
    shown = shown or path.as_posix()
    lock = _read_file(path, shown)
    late = dict(_journal_answers(_journal_of(path)))
    return replace(lock, answers={**lock.answers, **late}) if late else lock


def _read_file(path: Path, shown: str) -> Lock:
    try:
        if not path.exists():
            return Lock(shown, {}, at_file(shown))
        raw = read_within(path, MOST_BYTES)
        text = "" if raw is None else raw.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = f": {error.strerror}" if isinstance(error, LeadsOutError) else ""
        return _unreadable(shown, f"the lock cannot be read{why}")
    if raw is None:
        return _unreadable(shown, "the lock is no ordinary file")
    if len(raw) > MOST_BYTES:
        return _unreadable(shown, f"the lock is larger than {MOST_BYTES} bytes")
    parsed = parse_yaml(Document(shown, text, sha256=hashlib.sha256(raw).hexdigest()))
    return _of_parsed(parsed, shown)


def _unreadable(shown: str, message: str) -> Lock:
    problem = LOCK_READABLE.at(Place(shown), message, mend=_MEND)
    return Lock(shown, {}, at_file(shown), (problem,))


def _of_parsed(parsed: Parsed, shown: str) -> Lock:
    value = parsed.value
    answers = value.get("answers") if isinstance(value, dict) else None
    if parsed.problems or not isinstance(answers, dict | None) or not isinstance(value, dict):
        said = parsed.problems[0].message if parsed.problems else "it holds no `answers`"
        place = parsed.problems[0].place if parsed.problems else Place(shown)
        problem = LOCK_READABLE.at(place, f"the lock cannot be read: {said}", mend=_MEND)
        return Lock(shown, {}, at_file(shown), (problem,))
    if value.get("version") != str(VERSION):
        return _unreadable(
            shown, f"the lock is of version {str(value.get('version'))[:20]}, and feedkit knows {VERSION}"
        )
    found: dict[str, Answer] = {}
    problems: list[Problem] = []
    for url, raw in (answers or {}).items():
        try:
            found[url] = answer_of(raw)
        except (ValueError, TypeError, AttributeError, KeyError):
            problems.append(LOCK_READABLE.at(parsed.locate(("answers", url)), "this answer cannot be read", mend=_MEND))
    return Lock(shown, found, parsed.locate, tuple(problems), _guesses(value.get("guesses")))


def _guesses(raw: Any) -> Guesses:
    """The guesses, less what is none; what they say is judged where it is used."""
    fields = raw.items() if isinstance(raw, dict) else ()
    return {
        name: {key: _guess(one) for key, one in kept.items() if isinstance(one, dict)}
        for name, kept in fields
        if isinstance(kept, dict)
    }


def _guess(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The plain values of a guess: numbers where they are meant, so that they are written as they were."""
    return {name: _guess_value(name, value) for name, value in raw.items()}


def _guess_value(name: str, value: Any) -> Any:
    if isinstance(value, list):
        return [_guess(one) if isinstance(one, dict) else one for one in value]
    with suppress(ValueError, TypeError):
        return _NUMBERS[name](value) if name in _NUMBERS else value
    return value


_READERS: Mapping[str, Any] = {
    "str": str,
    "int": int,
    "bool": lambda text: {"true": True, "false": False}[str(text).lower()],
    "float | None": float,
    "int | None": int,
    "bool | None": lambda text: {"true": True, "false": False}[str(text).lower()],
    "tuple[str, ...]": lambda texts: tuple(map(str, texts)),
    "tuple[Chapter, ...]": lambda marks: tuple(_chapter(mark) for mark in marks),
}


def _chapter(mark: Mapping[str, Any]) -> Chapter:
    end = mark.get("end_s")
    return Chapter(float(mark["start_s"]), mark.get("title"), None if end is None else float(end), url=mark.get("url"))


def answer_of(raw: Mapping[str, Any]) -> Answer:
    """An answer from plain values. Raises ValueError, TypeError, KeyError or AttributeError for what is none."""
    return Answer(**{name: _READERS[str(_FIELDS[name].type)](value) for name, value in raw.items()})


def plain(answer: Answer) -> dict[str, Any]:
    """An answer as plain values, in the order of the fields, without what is not known."""
    found: dict[str, Any] = {}
    for name, one in _FIELDS.items():
        value = getattr(answer, name)
        if value in (one.default, ()) and one.default is not MISSING:
            continue
        found[name] = [_marks(mark) for mark in value] if name == "chapters" else value
    return found


def _marks(chapter: Chapter) -> dict[str, Any]:
    names = ("start_s", "title", "end_s", "url")
    return {name: value for name in names if (value := getattr(chapter, name)) is not None}


def write_text(answers: Mapping[str, Answer], guesses: Guesses | None = None) -> str:
    """The lock as text: the same answers and guesses give the same text."""
    head = _HEAD if answers else _HEAD.replace("answers:\n", "answers: {}\n")
    lines = (line for url in sorted(answers) for line in _block(url, plain(answers[url])))
    return head + "".join((*lines, *_guess_lines(guesses or {})))


def _guess_lines(guesses: Guesses) -> Iterator[str]:
    if any(guesses.values()):
        yield "guesses:\n"
    for name, kept in sorted(guesses.items()):
        if kept:
            yield f"  {name}:\n"
        yield from (f"  {line}" for key in sorted(kept) for line in _block(key, kept[key]))


def _block(key: str, values: Mapping[str, Any]) -> Iterator[str]:
    yield f"  {_scalar(key)}:\n"
    for name, value in values.items():
        if isinstance(value, list | tuple):
            yield f"    {name}:\n" if value else f"    {name}: []\n"
            yield from (f"      - {_item(one)}\n" for one in value)
        else:
            yield f"    {name}: {_scalar(value)}\n"


def _item(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{name}: {_scalar(one)}" for name, one in value.items()) + "}"
    return _scalar(value)


def _scalar(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:.3f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)
    text = str(value)
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return re.sub(
        r"[\x7f-\xa0\u2028\u2029\ufeff]", lambda found: f"\\u{ord(found[0]):04x}", json.dumps(text, ensure_ascii=False)
    )


def write_lock(path: Path, lock: Lock) -> bool:
    """Replace the file in one step, and forget the journal; False where it says this already, or would say nothing.

    A file that could not be read, as the lock's problems say, is kept under another name: its guesses may have been paid.
    Raises WriteError, which names the path; lock and journal are then as they were.
    """
    content = write_text(lock.answers, lock.guesses).encode("utf-8")
    try:
        target_within(path)  # neither copied from there nor written there
        if lock.problems and path.is_file() and path.read_bytes() != content:
            copyfile(path, _unused(path.with_name(path.name + UNREADABLE_ENDING)))
        changed = bool(lock.answers or any(lock.guesses.values()) or path.exists()) and _replace(path, content)
        _journal_of(path).unlink(missing_ok=True)
    except OSError as error:
        raise WriteError(f"cannot write {path.as_posix()}: {(error.strerror or str(error)).lower()}") from error
    return changed


def _unused(path: Path) -> Path:
    """The path, or with a number where there is such a file already."""
    numbered = (path.with_name(f"{path.name}-{number}") for number in count(2))
    return next(one for one in chain((path,), numbered) if not one.exists())


def _replace(path: Path, content: bytes) -> bool:
    if path.is_file() and path.read_bytes() == content:
        return False
    replace_file(path, [content])
    return True


def _journal_of(path: Path) -> Path:
    return path.with_name(path.name + JOURNAL_ENDING)


class Journal:
    """The answers of the probe that is running, one line each, on disk as soon as they are there; used with `with`."""

    def __init__(self, path: Path) -> None:
        self._file = _journal_of(path).open("a", encoding="utf-8")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def add(self, url: str, answer: Answer) -> None:
        """Keep one answer, whatever happens next."""
        self._file.write(json.dumps([key_of(url), plain(answer)]) + "\n")
        self._file.flush()


def _journal_answers(path: Path) -> Iterator[tuple[str, Answer]]:
    """The answers of a probe that was interrupted; a last line that is cut off is none."""
    with suppress(OSError, UnicodeDecodeError):
        for line in path.read_text("utf-8").splitlines() if path.is_file() else ():
            with suppress(ValueError, TypeError, AttributeError, KeyError):
                url, raw = json.loads(line)
                yield str(url), answer_of(raw)
