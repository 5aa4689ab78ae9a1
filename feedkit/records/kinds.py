"""The kinds of problem that reading records can raise; their pages stand in `feedkit/rules/records.py`."""

from feedkit.problems import Kind, Level

SCHEMA = Kind("FK377", "rec-schema", Level.ERROR)
DATE_ZONE = Kind("FK379", "rec-date-zone", Level.ERROR)
FILES_EXIST = Kind("FK382", "rec-files-exist", Level.ERROR)
ILLEGAL_CHARACTER = Kind("FK004", "xml-legal-characters", Level.ERROR)

SYNTAX = Kind("FK410", "rec-syntax", Level.ERROR)
ENCODING = Kind("FK411", "rec-encoding", Level.ERROR)
EMPTY = Kind("FK412", "rec-empty", Level.ERROR)
DUPLICATE_KEY = Kind("FK413", "rec-duplicate-key", Level.ERROR)
LIMITS = Kind("FK414", "rec-limits", Level.ERROR)
UNRECOGNISED = Kind("FK415", "rec-unrecognised", Level.WARNING)
SKIPPED = Kind("FK416", "rec-skipped", Level.INFO)
UNREADABLE = Kind("FK417", "rec-unreadable", Level.ERROR)
DUPLICATE_RECORD = Kind("FK418", "rec-duplicate-record", Level.ERROR)
PERSON_UNKNOWN = Kind("FK419", "rec-person-unknown", Level.ERROR)
OVERLAY_UNUSED = Kind("FK420", "rec-overlay-unused", Level.ERROR)

MENDED_MOJIBAKE = Kind("FK421", "mended-mojibake", Level.WARNING)
MENDED_LINE_ENDS = Kind("FK422", "mended-line-ends", Level.INFO)
MENDED_SPACE = Kind("FK423", "mended-no-break-space", Level.INFO)
MENDED_CHARACTER = Kind("FK424", "mended-illegal-character", Level.WARNING)
LEFT_OUT = Kind("FK425", "rec-left-out", Level.INFO)
SUSPECTED_MOJIBAKE = Kind("FK426", "mojibake-suspected", Level.WARNING)
NOTES_LEFT_OUT = Kind("FK427", "notes-left-out", Level.WARNING)
SPONSOR_UNKNOWN = Kind("FK428", "rec-sponsor-unknown", Level.WARNING)
CONVERTED = Kind("FK436", "rec-value-converted", Level.INFO)
PLACEHOLDER = Kind("FK429", "rec-placeholder", Level.WARNING)
GUESS_STALE = Kind("FK490", "guess-stale", Level.WARNING)
BACKEND_REFUSED = Kind("FK491", "backend-refused", Level.WARNING)
