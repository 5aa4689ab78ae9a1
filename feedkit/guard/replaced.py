"""Files that were replaced under an address that stayed: media and pictures, as far as two feeds can tell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from feedkit.guard.change import Change
from feedkit.tags.episode import Episode
from feedkit.tags.podcast_media import AlternateEnclosure, digests_in
from feedkit.tags.show import Show


def artwork_of(show: Show) -> set[str]:
    """The addresses of the cover and of the episodes' own art."""
    return {one.image.href for one in (show, *show.episodes) if one.image is not None}


def replaced_pictures(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Change]:
    """A change for each picture whose mark is another one now. Marks by address; one that is not known is no news."""
    for url, mark in before.items():
        if after.get(url, mark) != mark:
            yield Change("art-replaced", field=url, before=mark, after=after[url])


def replaced_renditions(old: Episode, new: Episode) -> Iterator[tuple[str, str, str]]:
    """What a rendition says otherwise of a file whose address stayed: the kind of change, and the values."""
    known = {source.uri: rendition for rendition in old.alternate_enclosures for source in rendition.sources}
    for rendition in new.alternate_enclosures:
        before = next((known[source.uri] for source in rendition.sources if source.uri in known), None)
        if before is None:
            continue
        if before.length and rendition.length and before.length != rendition.length:
            yield "media-replaced", str(before.length), str(rendition.length)
        elif _digests(before).keys() & _digests(rendition).keys() and not _is_shared(before, rendition):
            yield "digest-changed", _value(before), _value(rendition)


def _is_shared(old: AlternateEnclosure, new: AlternateEnclosure) -> bool:
    """Whether both have a digest in common; digests by different algorithms are compared by nobody."""
    before, after = _digests(old), _digests(new)
    return any(before[algorithm] & after[algorithm] for algorithm in before.keys() & after.keys())


def _digests(rendition: AlternateEnclosure) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    said = rendition.integrity
    for algorithm, digest in digests_in(said.value) if said is not None and said.type == "sri" else ():
        found.setdefault(algorithm, set()).add(digest)
    return found


def _value(rendition: AlternateEnclosure) -> str:
    return rendition.integrity.value if rendition.integrity is not None else ""
