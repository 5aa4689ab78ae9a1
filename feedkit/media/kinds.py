"""The kind of problem that reading a lock raises; its page stands in `file_rules.py`. A build asks for it and imports no lock."""

from __future__ import annotations

from feedkit.problems import Kind, Level

LOCK_READABLE = Kind("FK480", "lock-readable", Level.ERROR)
