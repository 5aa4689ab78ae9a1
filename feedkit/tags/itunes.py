"""Apple's namespace: the elements that are more than one value. The others are lines in Episode and Show."""

from typing import Annotated, Any

from pydantic import model_validator

from feedkit.tags.element import Attr, Child, Element, tag
from feedkit.tags.lists import APPLE_CATEGORIES
from feedkit.tags.values import Email, HttpsUrl, Line

CATEGORIES = (*APPLE_CATEGORIES, *(name for inner in APPLE_CATEGORIES.values() for name in inner))
"""Names of both levels, the outer ones first."""


@tag("itunes:image", inside=("channel", "item", "podcast:liveItem"), source="APPLE-896", short="href")
class Artwork(Element):
    """The cover art: square, 1400 to 3000 pixels, JPEG or PNG.

    Example:
        <itunes:image href="https://example.org/cover.jpg"/>

    """

    href: Annotated[HttpsUrl, Attr("href", required=True)]
    """Where the picture is."""


@tag("itunes:category", inside=("channel", "itunes:category"), source="APPLE-1691", short="text")
class Category(Element):
    """A category of Apple's list, with its subcategory inside. A record may write `News > Tech News`.

    Example:
        <itunes:category text="News"><itunes:category text="Tech News"/></itunes:category>

    """

    text: Annotated[Line, Attr("text", required=True, one_of=CATEGORIES)]
    """The category's name as Apple spells it."""
    subcategories: Annotated[tuple["Category", ...], Child("itunes:category")] = ()
    """Subcategories of this category."""

    @model_validator(mode="before")
    @classmethod
    def _from_path(cls, value: Any) -> Any:
        text = value.get("text") if isinstance(value, dict) else value
        if not isinstance(text, str) or ">" not in text:
            return value
        outer, _, inner = text.partition(">")
        return {"text": outer.strip(), "subcategories": [{"text": inner.strip()}]}


@tag("itunes:owner", inside=("channel",), source="APPLE-4115", short="email")
class Owner(Element):
    """Whom a platform may write to about the show. The address is public: use one made for the show.

    Example:
        <itunes:owner><itunes:name>Tea Time</itunes:name><itunes:email>show@example.org</itunes:email></itunes:owner>

    """

    name: Annotated[Line | None, Child("itunes:name", most_chars=255)] = None
    """The owner's name."""
    email: Annotated[Email | None, Child("itunes:email", required=True)] = None
    """The owner's address."""
