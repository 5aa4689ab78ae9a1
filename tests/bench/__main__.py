"""`python -m tests.bench NAME [ARGUMENTS]` runs one bench as `python -m tests.bench.NAME` does; without a name: lists them."""

from __future__ import annotations

import ast
import pkgutil
import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main() -> int:
    names = sorted(found.name for found in pkgutil.iter_modules([str(HERE)]) if found.name != "__main__")
    if len(sys.argv) > 1 and sys.argv[1] in names:
        name = sys.argv.pop(1)
        runpy.run_module(f"tests.bench.{name}", run_name="__main__", alter_sys=True)
        return 0
    for name in names:
        page = ast.get_docstring(ast.parse((HERE / f"{name}.py").read_text(encoding="utf-8"))) or ""
        print(f"{name:16}{page.splitlines()[0] if page else ''}")  # noqa: T201 - for whoever runs this
    return 0 if len(sys.argv) == 1 else 2


if __name__ == "__main__":
    sys.exit(main())
