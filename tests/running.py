"""Runs commands in a copy of this process: all is imported there, so that hundreds of runs take seconds."""

from __future__ import annotations

import json
import os
import pkgutil
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

import feedkit as package
from feedkit.cli import run

WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
WATCHED = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")


@dataclass(frozen=True)
class Ended:
    """How a command ended. code: minus the signal, where one ended it. reached: the hosts that it asked for, and the programs that it started.

    read, written: the files that it opened, as absolute paths.
    """

    code: int
    out: str
    err: str
    reached: tuple[str, ...] = ()
    read: frozenset[str] = frozenset()
    written: frozenset[str] = frozenset()

    @property
    def said(self) -> str:
        return self.out + self.err


def feedkit(folder: Path, *words: str | Path, patience_s: float = 60, first: Callable[[], object] = int) -> Ended:
    """Run `feedkit` with these words in a folder. first: what is done in the copy before the command starts."""
    _import_all()
    log = folder.parent / f"{folder.name}.ended"
    log.mkdir(exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of forks where there are threads
        pid = os.fork()
    if not pid:
        _in_copy(folder, [str(word) for word in words], log, first)
    code = _waited_for(pid, patience_s)
    events = json.loads((log / "events").read_text("utf-8")) if (log / "events").exists() else {}
    (log / "events").unlink(missing_ok=True)
    texts = [(log / name).read_bytes().decode("utf-8", "backslashreplace") for name in ("out", "err")]
    return Ended(
        code, *texts, tuple(events.get("reached", ())), *(frozenset(events.get(k, ())) for k in ("read", "written"))
    )


@cache
def _import_all() -> None:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if not module.name.endswith(".__main__"):
            import_module(module.name)


def _waited_for(pid: int, patience_s: float) -> int:
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(pid, 9)
    os.waitpid(pid, 0)
    raise AssertionError(f"the command was not done after {patience_s} s")


def _in_copy(folder: Path, words: list[str], log: Path, first: Callable[[], object]) -> None:
    code = 70
    try:
        os.chdir(folder)
        for number, name in ((1, "out"), (2, "err")):
            os.dup2(os.open(log / name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), number)
        sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115 - they stay open
        sys.argv = ["feedkit", *words]
        first()
        events = _watched()
        try:
            run()
        except SystemExit as end:
            code = end.code if isinstance(end.code, int) else int(end.code is not None)
        (log / "events").write_text(json.dumps({name: sorted(found) for name, found in events.items()}), "utf-8")
    except BaseException:  # noqa: BLE001 - whatever it is, no copy may go on with the tests
        import traceback

        traceback.print_exc()
    finally:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()
        os._exit(code)


def _watched() -> dict[str, set[str]]:
    events: dict[str, set[str]] = {"reached": set(), "read": set(), "written": set()}

    def note(event: str, args: tuple[Any, ...]) -> None:
        if event in WATCHED:
            events["reached"].add(f"{event} {args[1] if event == 'socket.connect' else args[0]}")
        elif event == "open" and isinstance(args[0], str | bytes):
            path = os.path.abspath(os.fsdecode(args[0]))  # noqa: PTH100 - links are the test's concern
            is_written = bool(args[2] & WRITES) if isinstance(args[2], int) else False
            events["written" if is_written else "read"].add(path.encode("utf-8", "backslashreplace").decode())

    sys.addaudithook(note)
    return events
