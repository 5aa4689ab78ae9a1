"""Run by `test_crash.py` with the shim of `fault.c` preloaded: publishes with each call failing in turn, tells what is left.

Arguments: a folder, and what the failing call does. Prints one JSON object a call; of the last one nothing failed, for there is no such call any more.
"""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sys
from itertools import count
from pathlib import Path

from feedkit import pipeline
from feedkit.guard.ledger import read_ledger
from feedkit.settings import Settings
from tests.feed.feeds import episode, write_show

SHIM = ctypes.CDLL(None)


def marks(*titles: str) -> list[dict[str, object]]:
    return [{"start_time": 60 * n, "title": title} for n, title in enumerate(titles)]


def prepare(folder: Path) -> tuple[Path, dict[str, bytes], dict[str, bytes]]:
    """The show after an edit, what was published before it, and what will be after it."""
    before = {"one": episode(1, chapter_marks=marks("A", "B")), "two": episode(2, chapter_marks=marks("C", "D"))}
    after = before | {"one": episode(1, title="Other", chapter_marks=marks("A", "E")), "six": episode(6)}
    after["two"] = episode(2)
    after["six"]["chapter_marks"] = marks("F", "G")
    show = write_show(folder / "tea-time", before)
    publish(show, folder / "old" / "feeds")
    write_show(show, after)
    shutil.copytree(folder / "old" / "feeds", folder / "new" / "feeds")
    publish(show, folder / "new" / "feeds")
    return show, contents(folder / "old" / "feeds"), contents(folder / "new" / "feeds")


def publish(show: Path, out: Path) -> pipeline.Outcome:
    return pipeline.publish(show, out, Settings())


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def in_child(show: Path, out: Path, at: int, how: str, told: Path) -> int:
    """Publish in a process of its own whose `at`-th call fails; its exit code, or minus the signal that ended it."""
    pid = os.fork()
    if not pid:
        SHIM.arm(at, how.encode())
        outcome = publish(show, out)
        calls = SHIM.counted()
        SHIM.arm(0, b"")
        problems = [problem.message for problem in outcome.report if problem.rule == "FK475"]
        told.write_text(json.dumps({"calls": calls, "problems": problems}), "utf-8")
        os._exit(0 if outcome.written is not None else 1)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def state(found: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes], feed: str = "tea-time.xml") -> str:
    """`old` or `new` where the set is one of them (what is left over beside the new one does no harm); `between` where each file is whole and the feed comes last."""
    kept = {name: content for name, content in found.items() if ".tmp-" not in name}
    extra = kept.keys() - new.keys()
    if kept == old or {name: content for name, content in kept.items() if name not in extra} == new:
        return "old" if kept == old else "new"
    whole = (
        all(content in (old.get(name), new.get(name)) for name, content in kept.items())
        and kept.keys() >= old.keys() & new.keys()
    )
    is_last = found.get(feed) == old[feed] or all(found.get(name) == content for name, content in new.items())
    return "between" if whole and is_last else "broken"


def main() -> None:
    folder, how = Path(sys.argv[1]), sys.argv[2]
    show, old, new = prepare(folder)
    out, told = folder / "run" / "feeds", folder / "told.json"
    for at in count(1):
        shutil.rmtree(folder / "run", ignore_errors=True)
        shutil.copytree(folder / "old" / "feeds", out)
        told.unlink(missing_ok=True)
        exit_code = in_child(show, out, at, how, told)
        said = json.loads(told.read_text("utf-8")) if told.exists() else {}
        found = contents(out)
        row = {"at": at, "exit": exit_code, "state": state(found, old, new), "problems": said.get("problems", [])}
        row["ledger"] = read_ledger(out / "tea-time" / "ledger.jsonl").damage
        row["litter"] = [name for name in found if ".tmp-" in name]
        in_child(show, out, 0, "", told)
        row["next"] = state(contents(out), old, new)
        row["left"] = [name for name in contents(out) if name not in new]
        sys.stdout.write(json.dumps(row) + "\n")
        if said and said["calls"] < at:
            return


if __name__ == "__main__":
    main()
