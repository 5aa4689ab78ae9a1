"""What became of asking for one address: what was asked, what came back, and what the file said of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from feedkit.chapters.chapter import Chapter
from feedkit.media.facts import Facts
from feedkit.problems import Place

ANY = "any"
KINDS = ("enclosure", "alternate", "artwork", "transcript", "chapters", "page", "feed", "former-feed", ANY)
"""What an address is published as; `any` for one that somebody just names."""


NOWHERE = Place("")


@dataclass(frozen=True, slots=True)
class Asked:
    """An address to be asked, and what its author says of it.

    integrity: the digest, in the words of Subresource Integrity. place: where it is written. where: the places of `type`,
    `length`, `duration_s` and `integrity`, as far as they are written.
    """

    url: str
    kind: str = ANY
    type: str = ""
    length: int | None = None
    duration_s: float | None = None
    integrity: str = ""
    place: Place = NOWHERE
    where: Mapping[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What is kept of a server's answer, in the order in which the lock writes it; what is not known is left out.

    when: UTC, ISO 8601; the moment this was learnt, not the last time it was asked for. file: the local file that said
    it, where no server did. final: who answered after redirects, without query. hops: how many redirects. downgrade:
    one of them led from https to http. type: as served. length: of the whole file, in bytes. ranges: whether a part
    was given when a part was asked for. head_status, head_type, head_length: where HEAD said something else than GET.
    encoding: a compression that was not asked for. cors: Access-Control-Allow-Origin. integrity: the digest of a file that
    was read whole, by the algorithm that the feed uses. format and all after it: `Facts`.
    """

    kind: str = ANY
    when: str = ""
    file: str = ""
    final: str = ""
    hops: int = 0
    downgrade: bool = False
    type: str = ""
    length: int | None = None
    etag: str = ""
    modified: str = ""
    ranges: bool | None = None
    head_status: int = 0
    head_type: str = ""
    head_length: str = ""
    encoding: str = ""
    cors: str = ""
    integrity: str = ""
    format: str = ""
    duration_s: float | None = None
    bitrate_kbits: int | None = None
    sample_rate: int | None = None
    channels: int | None = None
    id3_bytes: int = 0
    width: int | None = None
    height: int | None = None
    mode: str = ""
    dpi: int | None = None
    mark: str = ""
    faults: tuple[str, ...] = ()
    chapters: tuple[Chapter, ...] = ()

    def with_facts(self, facts: Facts) -> Answer:
        """The same answer with what the file says of itself."""
        return replace(
            self,
            format=facts.format,
            duration_s=facts.duration_s,
            bitrate_kbits=facts.bitrate_kbits,
            sample_rate=facts.sample_rate,
            channels=facts.channels,
            id3_bytes=facts.id3_bytes,
            width=facts.width,
            height=facts.height,
            mode=facts.mode,
            dpi=facts.dpi,
            mark=facts.mark,
            faults=facts.faults,
            chapters=facts.chapters,
        )


@dataclass(frozen=True, slots=True)
class Served:
    """The outcome for one address. Rules look at it, whether it was asked just now or comes from the lock.

    answer: None where there is none that could be kept; then `status` and `failure` say why. trouble: `refused`,
    `redirect`, `tls`, `unreachable`, `slow`, `broken` or `status`. oddities: what was odd about the exchange, in words.
    unchanged: the server says that the locked answer holds. kept: False where another answer is known, and this one is of
    an error page or of half a file. requests: how many it took. from_lock: nobody was asked.
    """

    asked: Asked
    answer: Answer | None = None
    status: int = 0
    trouble: str = ""
    failure: str = ""
    oddities: tuple[str, ...] = ()
    tls_days: int | None = None
    unchanged: bool = False
    kept: bool = True
    requests: int = 0
    from_lock: bool = False

    @property
    def url(self) -> str:
        return self.asked.url

    @property
    def kind(self) -> str:
        return self.asked.kind
