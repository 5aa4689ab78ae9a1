"""What `show.yaml` says beside the show's own tags: where things are, and how to read and write them."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field

from feedkit.tags.element import Element, Local
from feedkit.tags.values import Line, Url


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError(f"is no time zone that is known: `{name}`; write a name such as `Europe/Berlin`") from error
    return name


def _fillable(template: str) -> str:
    try:
        template.format(title="", episode=1, season=1, show="")
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        names = "`{title}`, `{episode}`, `{season}` and `{show}`"
        raise ValueError(f"is no template that can be filled: `{template}`; it may hold {names}") from error
    return template


TimeZone = Annotated[Line, AfterValidator(_known_zone)]
Template = Annotated[Line, AfterValidator(_fillable)]


class ShowFile(Element):
    """The settings of a show. All of a show's tags (`title`, `language`, `categories` …) stand beside them.

    Folders and patterns are relative to the folder of `show.yaml`.
    """

    feed_url: Annotated[Url | None, Local()] = None
    """The address subscribers use; the feed names itself by it, and the show's guid is computed from it."""
    public_url: Annotated[Url | None, Local()] = None
    """Where the files that feedkit writes will be served: the address of the folder with the feeds."""
    link_base: Annotated[Url | None, Local()] = None
    """What episode links that begin with `/` are relative to; the show's link where it is not set."""
    site_url: Annotated[Url | None, Local()] = None
    """The web site; pictures of people that begin with `/` are relative to it."""
    records: Annotated[tuple[Line, ...], Local()] = ("episodes/*",)
    """Where the records are: patterns of file names."""
    dialect: Annotated[Line | None, Local()] = None
    """The dialect of the records, where it must not be told by their content."""
    people: Annotated[Line, Local()] = "people"
    """The folder with a file a person."""
    overlays: Annotated[Line, Local()] = "overlays"
    """The folder with corrections: `<key>.yaml`, whose fields win over the record's."""
    transcripts_folder: Annotated[Line, Local()] = "transcripts"
    """The folder with a transcript an episode, named by its key."""
    time_zone: Annotated[TimeZone | None, Local()] = None
    """The zone of dates that name none, such as `America/Los_Angeles`."""
    title_template: Annotated[Template, Local()] = "{title}"
    """How titles are written: `{episode}: {title}`."""
    defaults: Annotated[dict[str, Any], Local()] = Field(default_factory=dict)
    """What holds for every episode that does not say otherwise."""
    guess: Annotated[tuple[Literal["summary", "chapters"], ...], Local()] = ("summary", "chapters")
    """What may be guessed from transcripts where the author says nothing; `[]`: nothing."""
    estimate: Annotated[Literal["words-per-minute"] | None, Local()] = None
    """`words-per-minute`: chapter times may be estimated even where the duration is not known."""
    words_per_minute: Annotated[float, Local()] = 160.0
    """How fast people speak, for `estimate`."""
    profiles: Annotated[tuple[Line, ...], Local()] = ()
    """Whose rules apply (apple, spotify, youtube, psp1); the settings' where it is not set."""
