"""Cues as hypothesis makes them up: any text, any name, times in milliseconds."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from feedkit.transcripts import Cue
from feedkit.transcripts.speakers import opens_with_change

LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp"), exclude_characters="\ufeff")
TEXTS = st.text(LETTERS, min_size=1, max_size=120).map(lambda text: " ".join(text.split())).filter(bool)
AWKWARD_TEXTS = st.sampled_from(
    [
        "a --> b",
        "AT&T &amp; &lt;b&gt; &copy=1",
        "Vec<T> and <i>this</i> <v Bob>",
        "Note: the second: and the third",
        "12:30 is lunch, 00:00:01,000 --> 00:00:02,000 is a cue",
        "7",
        "NOTE",
        "WEBVTT",
        "{\\an8}top",
        "https://example.org/?a=1&b=2",
        "a" * 200,
        "1 00:00:01,000 --> 00:00:02,000 two",
        "☃ \N{RIGHT-TO-LEFT MARK} é 李明",
    ]
)
NAMES = st.one_of(
    st.sampled_from(["Ann", "Bob O'Neil", "Dr. Eve van Dyk", "SPEAKER 1", "Zoë", "李明", "Jean-Luc", "adam", "R2 D2"]),
    st.text(st.characters(categories=("Lu",)), min_size=1, max_size=20),
)


ANY_TEXTS = TEXTS | AWKWARD_TEXTS
ANY_NAMES = NAMES | st.none()


@st.composite
def timed_cues(draw, texts=ANY_TEXTS, names=ANY_NAMES):
    """Cues in order, one or more, each at least a millisecond long."""
    cues, start_ms = [], 0
    for text in draw(st.lists(texts, min_size=1, max_size=8)):
        start_ms += draw(st.integers(0, 10_000_000))
        end_ms = start_ms + draw(st.integers(1, 60_000))
        cues.append(Cue(text, start_ms / 1000, end_ms / 1000, draw(names)))
    return cues


@st.composite
def cues_of_any_kind(draw, **options):
    """Cues with all times, starts only, or no times at all."""
    cues = draw(timed_cues(**options))
    kind = draw(st.sampled_from(["timed", "starts", "untimed"]))
    if kind == "timed":
        return cues
    return [replace(cue, end_s=None, start_s=cue.start_s if kind == "starts" else None) for cue in cues]


def named_at_changes(cues):
    """The cues with each nameless one given to the speaker before it, as formats with names at changes read them; a dash
    says that it is somebody else's.
    """
    speaker, named = None, []
    for cue in cues:
        speaker = cue.speaker or (None if opens_with_change(cue.text) else speaker)
        named.append(replace(cue, speaker=speaker))
    return named
