"""What one build has made and another may use: pure functions of what they are made of, which take long."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from feedkit.feed.fingerprints import hash_of

Envelope = tuple[bytes, bytes]
"""What stands before the items of a feed, and after them."""


@dataclass(frozen=True, slots=True)
class Known:
    """What another build has made already, and what this one makes.

    drawn: what the page says of episodes, by key; what is drawn anew is added. former: the envelopes of another build,
    each by the hash of all that it is made of; envelopes: likewise those of this one.
    """

    drawn: dict[str, str] = field(default_factory=dict)
    former: Mapping[str, Envelope] = field(default_factory=dict)
    envelopes: dict[str, Envelope] = field(default_factory=dict)

    def envelope(self, made_of: object, make: Callable[[], Envelope]) -> Envelope:
        """The envelope that is made of values whose `repr` tells all of them; to import feedgen takes longer than a feed."""
        key = hash_of(repr(made_of).encode("utf-8", "backslashreplace"))
        self.envelopes[key] = found = self.former.get(key) or make()
        return found
