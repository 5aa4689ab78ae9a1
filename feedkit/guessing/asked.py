"""What models were asked, as the lock keeps it: added to a draft where nobody else has spoken and it still holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from feedkit.derive.backends.interface import Material
from feedkit.derive.backends.locked import Maker, read_chapters, read_summary
from feedkit.derive.clock import Clock
from feedkit.guessing.made import Made, with_chapters, with_summary
from feedkit.problems import Place
from feedkit.records.kinds import GUESS_STALE
from feedkit.records.source import Draft

if TYPE_CHECKING:
    from feedkit.media.lock import Lock

_AGAIN = "run `feedkit enrich --online`, which asks again"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the lock keeps of one episode, and what it is held against: the material of now, and the time of each word."""

    lock: Lock
    material: Material
    clock: Clock

    def answer(self, draft: Draft, field: str) -> tuple[Draft, bool]:
        """The draft with what a model guessed of this field, and whether one did; it may have found no chapters.

        What was made from something else, or cannot be read, is told and not used.
        """
        values = self.lock.guesses.get(field, {}).get(draft.key)
        if values is None:
            return draft, False
        place = self.lock.where(("guesses", field, draft.key))
        try:
            maker = Maker.read(values)
            if maker.input == self.material.digest:
                return self._with_guess(draft, field, values, _made(maker, place)), True
        except (ValueError, TypeError, KeyError, AttributeError):
            return _told(draft, place, f"the {field} of `{draft.key}` that a model guessed cannot be read"), False
        what = f"the {field} that `{maker.model}` guessed for `{draft.key}`"
        return _told(draft, place, f"{what} was made from something else than is there now"), False

    def _with_guess(self, draft: Draft, field: str, values: Mapping[str, Any], made: Made) -> Draft:
        if field == "summary":
            return with_summary(draft, read_summary(values), made)
        return with_chapters(draft, read_chapters(values, self.material, self.clock), made)


def _told(draft: Draft, place: Place, message: str) -> Draft:
    return draft.with_layers((), problems=[GUESS_STALE.at(place, f"{message}, and is not used", mend=_AGAIN)])


def _made(maker: Maker, place: Place) -> Made:
    details = {"origin": maker.backend, "model": maker.model, "input": maker.input}
    return Made(f"{maker.backend} {maker.model}", f"{maker.method} ({maker.model})", details, lambda _path: place)
