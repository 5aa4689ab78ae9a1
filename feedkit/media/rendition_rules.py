"""Renditions: that what an app would check of the file holds."""

from __future__ import annotations

from collections.abc import Iterator

from feedkit.media.renditions import strongest
from feedkit.media.rulebook import rule
from feedkit.media.served import Served
from feedkit.rules.engine import Finding


@rule("FK291", "integrity-matches", level="error")
def integrity_matches(served: Served) -> Iterator[Finding]:
    """The digest in podcast:integrity is that of the file.

    Why: apps that check it refuse the file.
    Mend: write the digest that the message gives; `feedkit probe --media-dir` takes it from the file.
    Source: PN integrity; SRI.
    Bad: {kind: alternate, integrity: sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=,
        answer: {file: 1.mp3, integrity: sha256-LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=}}
    Good: {kind: alternate, integrity: sha256-LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=,
        answer: {file: 1.mp3, integrity: sha256-LCa0a2j/xo/5m0U8HTBBNBNCLXBkg7+g+YpeiGJm564=}}
    """
    if served.answer is None or not served.answer.integrity:
        return
    algorithm, wanted = strongest(served.asked.integrity)
    found, digests = strongest(served.answer.integrity)
    if algorithm == found and not digests & wanted:
        yield Finding(f"`podcast:integrity` gives another digest than the file has: `{served.answer.integrity}`")
