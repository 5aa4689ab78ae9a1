"""Throw broken input at a reader: `python -m tests.fuzz feeds|records [SECONDS [FOLDER]]`, with atheris installed.

Inputs that lead further are kept in FOLDER/corpus, those that raise anything but feedkit's own errors, or take more than
a second of processor time for each 100 KB, in FOLDER/found, and the run goes on. The other two end with 1 where faults
were found.

    python -m tests.fuzz again feeds FOLDER     runs seeds, corpus and what was found once more, without atheris; under
                                                `coverage run` that tells how much of the reader was reached
    python -m tests.fuzz floods feeds [SECONDS [FOLDER]]    100 KB of a few words repeated, without atheris: what takes
                                                time grows with the input, and small inputs do not show it
"""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.fuzz.targets import MOST_SEED_BYTES, SIGNS, TARGETS, Target

LEAST_S = 0.25
"""What a small input may take."""
FLOOD_CHARS = 100_000
SLOWED_BY = 4
"""How much slower code is that atheris watches; measured over the seeds."""
S_A_BYTE = 1 / 100_000


class Findings:
    """What went wrong, each kind once: an exception by its type and innermost line, a slow input by its tenth of a second."""

    def __init__(self, folder: Path, slowed_by: float = 1) -> None:
        self._folder, self._slowed_by = folder, slowed_by
        self.kinds: set[str] = set()

    def watch(self, target: Target, raw: bytes) -> None:
        """Read an input, and keep it where it went wrong."""
        from feedkit.errors import FeedkitError

        started = time.process_time()
        try:
            target.read(raw)
        except FeedkitError:
            pass
        except Exception as error:  # noqa: BLE001 - whatever it is
            frame = traceback.extract_tb(error.__traceback__)[-1]
            self._keep(raw, f"{type(error).__name__} at {frame.filename}:{frame.lineno}", traceback.format_exc())
        taken = (time.process_time() - started) / self._slowed_by
        if taken > max(LEAST_S, len(raw) * S_A_BYTE):
            self._keep(raw, f"slow: {taken:.1f} s for {len(raw)} bytes", "")

    def _keep(self, raw: bytes, kind: str, more: str) -> None:
        if kind not in self.kinds:
            self.kinds.add(kind)
            self._folder.mkdir(parents=True, exist_ok=True)
            path = self._folder / hashlib.sha256(raw).hexdigest()[:16]
            path.write_bytes(raw)
            print(f"{kind}: {path}\n{more}", flush=True)  # noqa: T201 - for whoever runs this


def fuzz(name: str, seconds: int, folder: Path) -> int:
    """Run atheris for so long; it ends the process by itself."""
    import atheris

    with atheris.instrument_imports(include=["feedkit", "yaml"]):
        import feedkit.pipeline
        import feedkit.records.dialects

        feedkit.records.dialects.dialects()
    target, findings = TARGETS[name], Findings(folder / "found", SLOWED_BY)
    corpus, seeds = folder / "corpus", folder / "seeds"
    for one in (corpus, seeds):
        one.mkdir(parents=True, exist_ok=True)
    for raw in target.seeds():
        if len(raw) <= MOST_SEED_BYTES:
            (seeds / hashlib.sha256(raw).hexdigest()[:16]).write_bytes(raw)
    words = folder / "words"
    words.write_text("".join(f'"{_quoted(word)}"\n' for word in target.words), "ascii")
    limits = (f"-max_total_time={seconds}", f"-max_len={MOST_SEED_BYTES}", "-rss_limit_mb=1500", "-timeout=60")
    folders = (f"-artifact_prefix={folder}/", f"-dict={words}", str(corpus), str(seeds))
    atheris.Setup([sys.argv[0], *limits, *folders], lambda raw: findings.watch(target, raw))
    atheris.Fuzz()
    return 0


def _quoted(word: str) -> str:
    return "".join(f"\\x{code:02x}" for code in word.encode())


def again(name: str, folder: Path) -> int:
    """Run what a run of atheris has left; how many kinds of faults there were."""
    paths = sorted(path for kind in ("seeds", "corpus", "found") for path in (folder / kind).glob("*"))
    findings = _warm(TARGETS[name], folder / "again")
    for path in paths:
        findings.watch(TARGETS[name], path.read_bytes())
    print(f"{len(paths)} inputs, {len(findings.kinds)} kinds of faults")  # noqa: T201 - for whoever runs this
    return len(findings.kinds)


def floods(name: str, seconds: int, folder: Path) -> int:
    """Run floods of up to four words each, in all the places that there are; how many kinds of faults there were."""
    target, chance, count = TARGETS[name], random.Random(seconds), 0  # noqa: S311 - the same ones again at each run
    findings = _warm(target, folder / "found")
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        unit = "".join(chance.choices((*target.words, *SIGNS), k=chance.randint(1, 4)))
        head, tail = chance.choice(target.around)
        flood = (unit * (FLOOD_CHARS // len(unit) + 1))[:FLOOD_CHARS]
        findings.watch(target, f"{head}{flood}{tail}".encode())
        count += 1
    print(f"{count} floods, {len(findings.kinds)} kinds of faults")  # noqa: T201 - for whoever runs this
    return len(findings.kinds)


def _warm(target: Target, folder: Path) -> Findings:
    """Where findings go, with all loaded that is loaded once."""
    for raw in list(target.seeds())[:50]:
        target.read(raw[:MOST_SEED_BYTES])
    return Findings(folder)


def main(words: list[str]) -> int:
    run = words.pop(0) if words[:1] in (["again"], ["floods"]) else "fuzz"
    if not words or words[0] not in TARGETS or (run == "again" and not words[1:]):
        print(__doc__)  # noqa: T201 - for whoever runs this
        return 2
    if run == "again":
        return int(again(words[0], Path(words[1])) > 0)
    seconds = int(words[1]) if words[1:] else 300
    folder = Path(words[2]) if words[2:] else Path(tempfile.mkdtemp(prefix="feedkit-fuzz-"))
    if run == "floods":
        return int(floods(words[0], seconds, folder) > 0)
    return fuzz(words[0], seconds, folder)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
