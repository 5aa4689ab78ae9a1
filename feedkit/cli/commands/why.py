"""`feedkit why`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from feedkit.cli import say

if TYPE_CHECKING:
    from feedkit.merge import Claim


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True))
@click.argument("key")
@click.argument("field")
def why(folder: Path, key: str, field: str) -> None:
    """Print everybody's word on FIELD of the episode KEY in FOLDER, the winner first."""
    from feedkit import pipeline

    show = pipeline.enrich(pipeline.load(folder))
    say.tell(claims_text(field, pipeline.why(show, key, field)))


def claims_text(field: str, found: Sequence[Claim]) -> str:
    """The claims on a field, the winner first, each with its source and its place."""
    if not found:
        return f"nobody says anything about {field}"
    lines = [f"{field}: {_shortly(found[0].value)}"]
    for index, claim in enumerate(found):
        origin = claim.origin
        guess = (
            f", a guess ({origin.method}, confidence {origin.confidence:.2f})" if origin.confidence is not None else ""
        )
        mark = "won " if index == 0 else "lost"
        lines.append(f"  {mark}  {claim.find()}: {origin.what}{guess}: {_shortly(claim.value)}")
    return "\n".join(lines)


def _shortly(value: object, most: int = 300) -> str:
    if isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
        value = "; ".join(", ".join(f"{k}: {v}" for k, v in one.items()) for one in value)
    text = " ".join(str(value).split()) if value is not None else "null (nobody else may say)"
    return text if len(text) <= most else text[: most - 1] + "…"
