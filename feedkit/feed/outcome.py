"""The kinds of problem that can keep a finished feed from being published, beside what the guard refuses."""

from feedkit.problems import Kind, Level

LEDGER_DAMAGED = Kind("FK444", "ledger-damaged", Level.WARNING)
CANNOT_WRITE = Kind("FK445", "published-write-failed", Level.ERROR)
LINKED = Kind("FK446", "published-through-link", Level.WARNING)
