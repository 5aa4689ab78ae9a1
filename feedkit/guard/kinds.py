"""The kinds of problem that publishing can raise by itself; their pages stand in the rule book, `rules/history.py`."""

from __future__ import annotations

from feedkit.problems import Kind, Level

GUID_CHANGED = Kind("FK071", "guid-never-changes", Level.ERROR)
GUID_REUSED = Kind("FK072", "guid-never-reused", Level.ERROR)
REPLACED = Kind("FK095", "enclosure-replaced-url", Level.INFO)
DATE_MOVED = Kind("FK108", "pubdate-stable", Level.ERROR)
STAMPED = Kind("FK110", "build-date-stable", Level.INFO)
ART_REPLACED = Kind("FK180", "art-new-url-on-change", Level.WARNING)
SHOW_GUID_CHANGED = Kind("FK197", "pguid-permanent", Level.ERROR)
ITEM_REMOVED = Kind("FK376", "items-removed", Level.ERROR)
DIFFERS = Kind("FK383", "rec-deterministic", Level.ERROR)
ALLOW_UNUSED = Kind("FK430", "allow-unused", Level.WARNING)
NOT_A_FEED = Kind("FK470", "published-not-a-feed", Level.ERROR)
OTHER_SHOW = Kind("FK471", "published-other-show", Level.ERROR)
MASS_CHURN = Kind("FK472", "published-mass-churn", Level.ERROR)
TOLD = Kind("FK473", "published-changed", Level.INFO)
LEDGER_DAMAGED = Kind("FK474", "ledger-damaged", Level.WARNING)
CANNOT_WRITE = Kind("FK475", "published-write-failed", Level.ERROR)
LINKED = Kind("FK476", "published-through-link", Level.WARNING)
MOVED = Kind("FK477", "published-feed-moved", Level.WARNING)
CLASH = Kind("FK478", "published-name-clash", Level.ERROR)
RENAMED = Kind("FK479", "published-feed-renamed", Level.ERROR)
