"""The rules of the rule book that chapters can break, with their levels."""

from __future__ import annotations

from feedkit.problems import Level
from feedkit.transcripts.findings import Rule

JSON = Rule("FK320", "jc-json", Level.ERROR)
VERSION = Rule("FK321", "jc-version", Level.ERROR)
CHAPTERS_ARRAY = Rule("FK322", "jc-chapters-array", Level.ERROR)
START_NUMBER = Rule("FK323", "jc-start-number", Level.ERROR)
ASCENDING = Rule("FK324", "jc-ascending", Level.ERROR)
START_DISTINCT = Rule("FK325", "jc-start-distinct", Level.ERROR)
FIRST_ZERO = Rule("FK326", "jc-first-zero", Level.WARNING)
WITHIN_DURATION = Rule("FK327", "jc-within-duration", Level.ERROR)
END_AFTER_START = Rule("FK328", "jc-end-after-start", Level.ERROR)
NO_OVERLAP = Rule("FK329", "jc-no-overlap", Level.WARNING)
TITLE = Rule("FK330", "jc-title", Level.WARNING)
TITLE_LENGTH = Rule("FK331", "jc-title-length", Level.INFO)
TOC_BOOLEAN = Rule("FK332", "jc-toc-boolean", Level.ERROR)
SILENT_CONTENT = Rule("FK333", "jc-silent-content", Level.INFO)
URLS = Rule("FK334", "jc-urls", Level.ERROR)
IMAGE = Rule("FK335", "jc-image", Level.WARNING)
LOCATION = Rule("FK336", "jc-location", Level.ERROR)
MINIMUM = Rule("FK337", "jc-minimum", Level.INFO)
UNKNOWN_KEYS = Rule("FK338", "jc-unknown-keys", Level.INFO)
SIZE = Rule("FK340", "jc-size", Level.WARNING)
PSC_START = Rule("FK343", "psc-start", Level.ERROR)
PSC_TITLE = Rule("FK344", "psc-title", Level.ERROR)
PSC_ASCENDING = Rule("FK345", "psc-ascending", Level.WARNING)
PSC_JSON_AGREE = Rule("FK346", "psc-json-agree", Level.WARNING)
