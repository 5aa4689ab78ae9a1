"""podcast:image, and the addresses of artwork."""

from __future__ import annotations

import re
from collections.abc import Iterator

from feedkit.problems import Level
from feedkit.rules.engine import Finding, rule
from feedkit.rules.media_types import extension
from feedkit.tags.itunes import Artwork
from feedkit.tags.lists import IMAGE_PURPOSES
from feedkit.tags.podcast_media import Image
from feedkit.tags.show import Show
from feedkit.tags.values import short

ASPECT = re.compile(r"(\d+(?:\.\d+)?)(?:\s*/\s*(\d+(?:\.\d+)?))?")


@rule("FK174", "art-extension", level="error", profiles=("apple", "psp1"))
def art_extension(artwork: Artwork) -> Iterator[Finding]:
    """The address of artwork ends in .jpg, .jpeg or .png.

    Why: Apple goes by the extension as well as by the type.
    Mend: let the path of the address end in the extension.
    Source: APPLE-GUIDE itunes:image; PSP1.
    Bad: image: "https://tea.fm/cover?size=3000"
    Good: image: https://tea.fm/cover.png
    """
    ending = extension(artwork.href)
    if ending not in ("jpg", "jpeg", "png"):
        said = f"ends in `.{ending}`" if ending else "has no extension"
        yield Finding(f"the picture's name {said}; Apple takes jpg and png: {short(artwork.href)}", ("href",))


@rule("FK263", "pimage-href", level="error")
def pimage_href() -> None:
    """podcast:image has an address.

    Why: it is the one thing that it cannot do without.
    Mend: write `href`, with https.
    Source: PN image.
    Bad: images: [{purpose: artwork}]
    Bad: images: [{purpose: artwork}]
    Bad xml: <podcast:image purpose="artwork" alt="Tea"/>
    Good xml: <podcast:image href="https://tea.fm/1.jpg" purpose="artwork" alt="Tea"/>
    """


@rule("FK264", "pimage-aspect", level="error")
def pimage_aspect(image: Image) -> Iterator[Finding]:
    """`aspect-ratio` is a number, or two joined by `/`.

    Why: it is CSS's notation, and apps hand it on.
    Mend: write `16/9`.
    Source: PN image.
    Bad: images: [{href: "https://tea.fm/1.jpg", alt: Tea, aspect_ratio: "16:9"}]
    Good: images: [{href: "https://tea.fm/1.jpg", alt: Tea, aspect_ratio: 16/9}]
    """
    if image.aspect_ratio is not None and not _ratio(image.aspect_ratio):
        yield Finding(f"`aspect-ratio` is {short(image.aspect_ratio)}; write `16/9`", ("aspect_ratio",))


def _ratio(text: str) -> float:
    """Width over height; 0 where there is none that can be read."""
    found = ASPECT.fullmatch(text.strip())
    if found is None or float(found[2] or 1) == 0:
        return 0
    return float(found[1]) / float(found[2] or 1)


@rule("FK265", "pimage-dimensions", level="error")
def pimage_dimensions(image: Image) -> Iterator[Finding]:
    """Width and height are whole numbers from 1, and fit the aspect ratio.

    Why: apps keep room for the picture by them.
    Mend: correct whichever is wrong.
    Source: PN image.
    Bad: images: [{href: "https://tea.fm/1.jpg", alt: Tea, width: 0, height: 400}]
    Good: images: [{href: "https://tea.fm/1.jpg", alt: Tea, width: 1200, height: 630, aspect_ratio: "1.9"}]
    """
    for name in ("width", "height"):
        if getattr(image, name) == 0:
            yield Finding(f"`{name}` is 0", (name,))
    ratio = _ratio(image.aspect_ratio or "")
    if image.width and image.height and ratio and abs(image.width / image.height / ratio - 1) > 0.02:  # noqa: PLR2004 - two percent
        message = f"{image.width} by {image.height} is not {image.aspect_ratio}"
        yield Finding(message, ("aspect_ratio",), level=Level.WARNING)


@rule("FK266", "pimage-alt", level="warning")
def pimage_alt(image: Image) -> Iterator[Finding]:
    """podcast:image describes the picture in words.

    Why: it is all that blind people have of it.
    Mend: write `alt`.
    Source: PN image.
    Bad: images: [{href: "https://tea.fm/1.jpg"}]
    Good: images: [{href: "https://tea.fm/1.jpg", alt: A cup of green tea}]
    """
    if not image.alt:
        yield Finding("`podcast:image` has no `alt`", ("alt",))


@rule("FK267", "pimage-purpose", level="info")
def pimage_purpose(image: Image) -> Iterator[Finding]:
    """The purposes of podcast:image are suggested ones, or `vendor/name`.

    Why: the list is open, so a misspelling is silent.
    Mend: write one of the list.
    Source: PN image; categories.yaml image_purpose.
    Bad: images: [{href: "https://tea.fm/1.jpg", alt: Tea, purpose: artwrok}]
    Good: images: [{href: "https://tea.fm/1.jpg", alt: Tea, purpose: artwork social}]
    """
    odd = [word for word in (image.purpose or "").lower().split() if word not in IMAGE_PURPOSES and "/" not in word]
    if odd:
        yield Finding(f"`purpose` holds {short(odd[0])}; there are {', '.join(IMAGE_PURPOSES)}", ("purpose",))


@rule("FK268", "pimage-not-only", level="warning")
def pimage_not_only(show: Show) -> Iterator[Finding]:
    """podcast:image stands beside `itunes:image`, not in its place.

    Why: Apple, Spotify and YouTube read only the latter.
    Mend: write `image` too.
    Source: PN image; APPLE-GUIDE itunes:image.
    """
    if show.images and show.image is None:
        yield Finding("there is `podcast:image` and no `itunes:image`", ("images", 0))
