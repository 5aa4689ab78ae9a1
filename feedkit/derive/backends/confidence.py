"""How sure a boundary is that a model proposed: as sure as the offline method, whose word is measured, is of that place."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from feedkit.derive.confidence import calibrated, window_masses
from feedkit.derive.programme import Programme, outline
from feedkit.derive.segmentation import Habits
from feedkit.transcripts.cue import Cue


def confidences_at(cues: Sequence[Cue], words: Sequence[int]) -> list[float]:
    """The confidence, 0 to 1, of a turn at each of these words (indexes in the whole transcript, rising).

    What a model says of itself means nothing until it is measured, and nobody has measured the user's model. So this is
    the share of the offline method's guesses with that much of its probability near by which people confirm; the first
    word is a start for certain.
    """
    programme = Programme.of(cues)
    found = outline(programme, Habits())
    firsts = [programme.sentences[block.first].word for block in found.blocks]
    chosen = [bisect_right(firsts, word) - 1 for word in words]
    masses = window_masses(found.probabilities, found.places, chosen)
    return [1.0 if not word else round(calibrated(mass), 2) for word, mass in zip(words, masses, strict=True)]
