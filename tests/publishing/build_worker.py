"""Run by `test_crash.py`: adds an episode of its own to a show and publishes it, so many times."""

from __future__ import annotations

import sys
from pathlib import Path

import yaml

from feedkit import pipeline
from feedkit.settings import Settings
from tests.feed.feeds import episode


def main() -> int:
    folder, worker, rounds = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    show = folder / "tea-time"
    for number in range(rounds):
        name = f"w{worker}-{number}"
        record = episode(1 + worker * 1000 + number, guid=name, enclosure=f"https://example.org/{name}.mp3")
        temporary = show / f"{name}.part"
        temporary.write_text(yaml.safe_dump(record), "utf-8")
        temporary.replace(show / "episodes" / f"{name}.yaml")
        outcome = pipeline.publish(show, folder / "feeds", Settings())
        if outcome.written is None:
            sys.stderr.writelines(f"{problem.message}\n" for problem in outcome.report)
            return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
