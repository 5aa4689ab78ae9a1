"""The page for whoever works on feedkit: how the stages follow, what never happens, and what each file knows."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
HEAD = """# How feedkit is built

A folder of records for each show goes in; a feed for each show comes out, with chapters, transcripts and a page beside
it. Start reading at `pipeline.py`, where the stages stand in their order.

```
seeds/<show>/ ── load ──▶ drafts of layers ── fill ──▶ more layers ── merge ──▶ show and claims
              records/                     guessing/                 merge.py        │
                                                                                     ▼
feeds/<show>.xml ◀── write ◀── guard ◀── check ◀── read back ◀── build ◀─────────────┘
                  feed/      guard/    check.py   feed/         feed/
```

## What holds everywhere

- Shape is pydantic's, judgement is the rules'. That a value is missing is never an error of its type: a rule says
  whether it matters, how much, and the way out.
- A tag is one class and one line in `Episode` or `Show`. Record field, schema, writer, reader, importer, page of fields
  and property test follow from these.
- A rule sees records and feeds alike: both are read into the same classes, with a place for every value.
- What identifies a show or an episode is text, and is kept letter by letter.
- People win: overlay, record, show.yaml, authored notes and chapters, lock, transcript, default. Whoever lost is kept as
  a witness (`feedkit why`). A guess is marked wherever it is shown.
- Nothing is dropped in silence, and nothing ends a run but a bug: what is wrong is a `Problem` with file, line and mend.
- A build is pure: no clock, no network, no locale, no order of folders. What is not pure lands in the lock.
- A publish never makes things worse: it is read back, judged, compared with what stands there, and then takes its place
  whole, the feed last.
- What is not needed is not imported: a build that has nothing to do reads hashes, and no model of a feed.

## How a build spares work

A build looks at everything that it could read, as hashes (`feed/cache.py`). Where all are as they were, it tells again
what the last one came to. Otherwise `publishing/anew.py` builds, and reads only the records of which something changed:

- A *part* (`publishing/parts.py`) is all that one record comes to: problems, episode, item, files. It depends on its
  record, on what stands beside that, and on the people, sponsors, lock entries and settings that it has to do with
  (`publishing/made_of.py`), and never on another record.
- Parts that hold are read back as rows (`publishing/rows.py`). Their XML is taken from the published feed by its hash,
  their files stay where they are; of their episodes only who they are is there, the rest when somebody asks for it.
- Rules that compare episodes read lists, field by field (`tags/across.py`), which are there for kept parts as well.
- Feed and report are put together of all parts alike. A test builds random edits both ways and compares every byte.

Nothing in the cache is trusted: each line has its hash, and whatever does not hold is made from the sources.
"""


def design_page() -> str:
    """The head, and below it every room with what each of its files knows, by its own first sentence."""
    rooms = sorted(path for path in ROOT.iterdir() if (path / "__init__.py").is_file())
    files = [f"- `{path.name}`: {first_sentence(path)}" for path in sorted(ROOT.glob("*.py")) if path.stem[0] != "_"]
    lines = [HEAD, "## What each file knows", "", *files, ""]
    for room in rooms:
        lines += [f"### {room.name}", "", first_sentence(room / "__init__.py"), "", *_files_of(room), ""]
    return "\n".join(lines)


def _files_of(room: Path) -> Iterator[str]:
    for path in sorted(room.rglob("*.py")):
        if path.name != "__init__.py" or path.parent != room:
            yield f"- `{path.relative_to(room).as_posix()}`: {first_sentence(path)}"


def first_sentence(path: Path) -> str:
    """What a module says first of itself."""
    text = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return " ".join(text.partition("\n\n")[0].split())
