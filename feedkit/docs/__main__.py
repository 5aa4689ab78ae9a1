"""`python -m feedkit.docs` writes the built pages; with `--check` it says which are not what the code gives."""

from __future__ import annotations

import sys
from pathlib import Path

from feedkit.docs.pages import PAGES

FOLDER = Path(__file__).parent


def run(arguments: list[str]) -> int:
    """Write the pages, or compare them; 1 where one differs."""
    stale = []
    for name, page in PAGES.items():
        path, text = FOLDER / name, page()
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in arguments:
                path.write_text(text, encoding="utf-8")
    if "--check" in arguments and stale:
        sys.stdout.write(f"not what the code gives: {', '.join(stale)}; run `python -m feedkit.docs`\n")
        return 1
    sys.stdout.write(f"{len(PAGES)} pages, {len(stale)} written\n" if stale else f"{len(PAGES)} pages are up to date\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(run(sys.argv[1:]))
