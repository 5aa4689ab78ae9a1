"""The kinds of problem that can keep a finished feed from being published, beside what the guard refuses."""

from feedkit.problems import Kind, Level

LEDGER_DAMAGED = Kind("FK474", "ledger-damaged", Level.WARNING)
CANNOT_WRITE = Kind("FK475", "published-write-failed", Level.ERROR)
LINKED = Kind("FK476", "published-through-link", Level.WARNING)
