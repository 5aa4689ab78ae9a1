"""Where a disk is really full, or files are few or small: the old feed stays, one clear message, and the next build mends it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.feed.feeds import episode, write_show
from tests.running import feedkit

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="tmpfs and ulimit are Linux's")
KIB = 1024


def edited(folder: Path, number: int) -> None:
    """A show whose feed is 40 KiB or so, after its n-th edit."""
    notes = "We taste tea after tea. " * 40
    write_show(
        folder / "tea-time",
        {f"{n:02}": episode(n, title=f"Tea no. {n}, edit {number}", description=notes) for n in range(1, 40)},
    )


def published(folder: Path) -> dict[str, bytes]:
    feeds = folder / "feeds"
    return {
        p.relative_to(feeds).as_posix(): p.read_bytes() for p in feeds.rglob("*") if p.is_file() and p.name != "filler"
    }


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A project whose folder of feeds is a disk of one megabyte."""
    feeds = tmp_path / "project" / "feeds"
    feeds.mkdir(parents=True)
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", feeds], capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"no disk may be mounted here: {done.stderr.decode().strip()}")
    try:
        yield tmp_path / "project"
    finally:
        subprocess.run(["umount", "-l", feeds], check=True)


def fill(feeds: Path, left: int) -> None:
    """Leave so many bytes of the disk."""
    filler = feeds / "filler"
    filler.unlink(missing_ok=True)
    with filler.open("wb", buffering=0) as stream:
        try:
            while stream.write(b"x" * 4 * KIB):
                pass
        except OSError:
            pass
        stream.truncate(max(0, stream.tell() - left))


def test_on_a_full_disk_the_old_feed_stays_and_the_path_is_named(small_disk: Path) -> None:
    edited(small_disk, 0)
    assert feedkit(small_disk, "build", "tea-time").code == 0
    refused = 0
    for number, left in enumerate((0, 8, 16, 40, 72, 160), start=1):
        before = published(small_disk)
        edited(small_disk, number)
        fill(small_disk / "feeds", left * KIB)
        done = feedkit(small_disk, "build", "tea-time")
        assert "Traceback" not in done.said
        if done.code:
            refused += 1
            told = [line for line in done.out.splitlines() if ": error: " in line]
            assert len(told) == 1, told
            assert "cannot write feeds/" in told[0]
            assert "no space left on device; what was published before is untouched" in told[0]
            assert published(small_disk) == before
        else:
            assert f"edit {number}<".encode() in published(small_disk)["tea-time.xml"]
    assert 3 <= refused < number
    (small_disk / "feeds" / "filler").unlink()
    assert feedkit(small_disk, "build", "tea-time").code == 0


@pytest.mark.parametrize(("limit", "is_refused"), [("-f 8", True), ("-n 16", False)])
def test_with_little_allowed_it_is_built_or_refused_whole(tmp_path: Path, limit: str, is_refused: bool) -> None:
    edited(tmp_path, 0)
    assert feedkit(tmp_path, "build", "tea-time").code == 0
    before = published(tmp_path)
    edited(tmp_path, 1)
    line = f"ulimit {limit}; exec {sys.executable} -m feedkit build tea-time"
    done = subprocess.run(["bash", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode == int(is_refused), done.stdout + done.stderr
    if is_refused:
        (told,) = [one for one in done.stdout.splitlines() if ": error: " in one]
        assert "file too large; what was published before is untouched" in told
        assert published(tmp_path) == before
    else:
        assert b"edit 1<" in published(tmp_path)["tea-time.xml"]
