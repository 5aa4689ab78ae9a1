"""A tiny encoder: texts about the same subject point the same way. It satisfies the Protocol as a real model does."""

from __future__ import annotations

import hashlib
import re

SUBJECTS = (
    ("kettle", "tea", "water", "steam", "copper"),
    ("rose", "garden", "pruning", "compost"),
    ("train", "rail", "coal", "viaduct"),
    ("violin", "song", "rosin"),
)


class SubjectEncoder:
    """A number for each subject, by its words, and a little noise, the same for the same text."""

    def encode(self, sentences: list[str]) -> list[list[float]]:
        return [self._vector(sentence) for sentence in sentences]

    def _vector(self, sentence: str) -> list[float]:
        words = re.findall(r"\w+", sentence.lower())
        found = [float(sum(word.rstrip("s") in subject for word in words)) for subject in SUBJECTS]
        noise = hashlib.sha256(sentence.encode()).digest()
        return [value + noise[at] / 2560 for at, value in enumerate(found)]
