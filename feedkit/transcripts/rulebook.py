"""The rules of the rule book that reading a transcript can find broken, with their levels."""

from __future__ import annotations

from feedkit.problems import Level
from feedkit.transcripts.findings import Rule

TYPE_MATCHES = Rule("FK311", "transcript-type-matches", Level.WARNING)
ENCODING = Rule("FK347", "tf-encoding", Level.ERROR)
VTT_HEADER = Rule("FK348", "tf-vtt-header", Level.ERROR)
VTT_TIMESTAMPS = Rule("FK349", "tf-vtt-timestamps", Level.ERROR)
CUE_ORDER = Rule("FK350", "tf-cue-order", Level.ERROR)
CUE_OVERLAP = Rule("FK351", "tf-cue-overlap", Level.WARNING)
WITHIN_MEDIA = Rule("FK352", "tf-within-media", Level.WARNING)
COVERAGE = Rule("FK353", "tf-coverage", Level.INFO)
VTT_MARKUP = Rule("FK354", "tf-vtt-markup", Level.WARNING)
VTT_LINE_LENGTH = Rule("FK355", "tf-vtt-line-length", Level.INFO)
SRT_STRUCTURE = Rule("FK356", "tf-srt-structure", Level.ERROR)
SRT_LAYOUT = Rule("FK357", "tf-srt-layout", Level.INFO)
JSON_SHAPE = Rule("FK358", "tf-json-shape", Level.ERROR)
JSON_ORDER = Rule("FK359", "tf-json-order", Level.ERROR)
HTML_SHAPE = Rule("FK360", "tf-html-shape", Level.INFO)
NOT_EMPTY = Rule("FK361", "tf-not-empty", Level.ERROR)
FORMATS_AGREE = Rule("FK362", "tf-formats-agree", Level.WARNING)
SIZE = Rule("FK364", "tf-size", Level.WARNING)
