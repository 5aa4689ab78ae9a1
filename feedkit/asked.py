"""What models were asked, as the lock keeps it: added to a draft where nobody else has spoken and it still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from feedkit.derive.backends.interface import Material
from feedkit.derive.backends.locked import Maker, read_chapters, read_summary
from feedkit.derive.clock import Clock
from feedkit.guesses import Made, with_chapters, with_summary
from feedkit.problems import Place
from feedkit.records.kinds import GUESS_STALE
from feedkit.records.layers import Path
from feedkit.records.source import Draft

if TYPE_CHECKING:
    from feedkit.media.lock import Lock

_AGAIN = "run `feedkit enrich --online`, which asks again"


def with_asked(draft: Draft, fields: Iterable[str], lock: Lock, material: Material, clock: Clock) -> Draft:
    """The draft with what models guessed of these fields; what was made from something else is told, and not used."""
    for field in fields:
        values = lock.guesses.get(field, {}).get(draft.key)
        if values is not None:
            draft = _with_guess(draft, field, values, lock, material, clock)
    return draft


def _with_guess(  # noqa: PLR0913, PLR0917 - a guess, and what it is held against
    draft: Draft, field: str, values: Mapping[str, Any], lock: Lock, material: Material, clock: Clock
) -> Draft:
    place = lock.where(("guesses", field, draft.key))
    try:
        maker = Maker.read(values)
        if maker.input != material.digest:
            message = f"the {field} that `{maker.model}` guessed for `{draft.key}` was made from something else than is there now"
            return _told(draft, place, f"{message}, and is not used")
        made = _made(maker, partial(_at, place))
        if field == "summary":
            return with_summary(draft, read_summary(values), made)
        return with_chapters(draft, read_chapters(values, material, clock), made)
    except (ValueError, TypeError, KeyError, AttributeError):
        return _told(draft, place, f"the {field} of `{draft.key}` that a model guessed cannot be read, and is not used")


def _told(draft: Draft, place: Place, message: str) -> Draft:
    return draft.with_layers((), problems=[GUESS_STALE.at(place, message, mend=_AGAIN)])


def _made(maker: Maker, where: Any) -> Made:
    details = {"origin": maker.backend, "model": maker.model, "input": maker.input}
    return Made(f"{maker.backend} {maker.model}", f"{maker.method} ({maker.model})", details, where)


def _at(place: Place, path: Path) -> Place:
    del path
    return place
