"""What `show.yaml` says beside the show's own tags: where things are, and how to read and write them."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from feedkit.records.backend_choices import BackendChoices
from feedkit.records.renditions import RenditionKind
from feedkit.settings import Profile
from feedkit.tags.element import Element, Local
from feedkit.tags.values import Line, Positive, TrueFalse, Url


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError) as error:
        raise ValueError(f"is no time zone that is known: `{name}`; write a name such as `Europe/Berlin`") from error
    return name


def _fillable(template: str) -> str:
    return fillable(template, ("title", "episode", "season", "show"))


def _fillable_address(template: str) -> str:
    return fillable(template, ("key", "episode", "season"))


def fillable(template: str, names: tuple[str, ...]) -> str:
    """The same template; ValueError where it holds another name than `names`."""
    try:
        template.format(**dict.fromkeys(names, 1))
    except (KeyError, IndexError, ValueError, AttributeError) as error:
        listed = f"{', '.join(f'`{{{name}}}`' for name in names[:-1])} and `{{{names[-1]}}}`"
        raise ValueError(f"is no template that can be filled: `{template}`; it may hold {listed}") from error
    return template


def _bound(text: str) -> str:
    if not BOUND.fullmatch(text):
        raise ValueError(f"is neither an episode's number nor a date: `{text}`; write `57`, or `2018-06-01`")
    return text


def _known_field(name: str) -> str:
    from feedkit.records.aliases import known_fields

    if name.partition(".")[0] in known_fields():
        return name
    near = get_close_matches(name, known_fields(), n=1)
    hint = f"did you mean `{near[0]}`?" if near else "`feedkit schema record` lists them"
    raise ValueError(f"is no field of an episode: `{name}`; {hint}")


BOUND = re.compile(r"(?P<number>\d{1,9}(?:\.\d{1,9})?)|(?P<day>\d{4}-\d\d-\d\d)", re.ASCII)
TimeZone = Annotated[Line, AfterValidator(_known_zone)]
Template = Annotated[Line, AfterValidator(_fillable)]
AddressTemplate = Annotated[Line, AfterValidator(_fillable_address)]
Bound = Annotated[Line, AfterValidator(_bound)]
FieldName = Annotated[Line, AfterValidator(_known_field)]


class TitleEra(Element):
    """How titles are written in one stretch of a show's life; both ends belong to it.

    `since` may be written `from`. An era by numbers holds no episode without a number, one by dates none without a date.
    """

    template: Annotated[Template, Local(required=True)]
    """How titles are written: `{title} | CR {episode}`."""
    since: Annotated[Bound | None, Local()] = None
    """The first episode's number, or the first day."""
    until: Annotated[Bound | None, Local()] = None
    """The last episode's number, or the last day."""

    @model_validator(mode="before")
    @classmethod
    def _from_is_since(cls, value: Any) -> Any:
        if not isinstance(value, Mapping) or "from" not in value or "since" in value:
            return value
        return {("since" if name == "from" else name): one for name, one in value.items()}


class ShowFile(Element):
    """The settings of a show. All of a show's tags (`title`, `language`, `categories` …) stand beside them.

    Folders and patterns are relative to the folder of `show.yaml`.
    """

    feed_url: Annotated[Url | None, Local()] = None
    """The address subscribers use; the feed names itself by it, and the show's guid is computed from it."""
    former_feed_urls: Annotated[tuple[Url, ...], Local()] = ()
    """Addresses that the feed had before; `validate --online` looks whether they still lead to it."""
    public_url: Annotated[Url | None, Local()] = None
    """Where the files that feedkit writes will be served: the address of the folder with the feeds."""
    link_base: Annotated[Url | None, Local()] = None
    """What episode links that begin with `/` are relative to; the show's link where it is not set."""
    site_url: Annotated[Url | None, Local()] = None
    """The web site; pictures, and links in notes, without `https://` are relative to it."""
    records: Annotated[tuple[Line, ...], Local()] = ("episodes/*",)
    """Where the records are: patterns of file names."""
    dialect: Annotated[Line | None, Local()] = None
    """The dialect of the records, where it must not be told by their content."""
    fields: Annotated[dict[str, FieldName], Local()] = Field(default_factory=dict)
    """What records of a site call a field that feedkit would not know by it: `{audiofil: enclosure.url}`."""
    people: Annotated[tuple[Line, ...], Local()] = ("people",)
    """The folders with a file a person; several shows may share one (`../people`)."""
    sponsors: Annotated[tuple[Line, ...], Local()] = ("sponsors",)
    """The folders with a file a sponsor, whom the show notes thank."""
    overlays: Annotated[Line, Local()] = "overlays"
    """The folder with corrections: `<key>.yaml`, whose fields win over the record's."""
    transcripts_folder: Annotated[Line, Local()] = "transcripts"
    """The folder with a transcript an episode, named by its key or as its media file is; `../media` may hold both."""
    time_zone: Annotated[TimeZone | None, Local()] = None
    """The zone of dates that name none, such as `America/Los_Angeles`."""
    title_template: Annotated[Template, Local()] = "{title}"
    """How titles are written: `{episode}: {title}`. An episode may have its own, in its record or overlay."""
    title_templates: Annotated[tuple[TitleEra, ...], Local()] = ()
    """How titles were written in other times: the first era that holds an episode; `title_template` for the rest."""
    link_template: Annotated[AddressTemplate | None, Local()] = None
    """The page of an episode that names none: `https://example.org/{key}`."""
    media_template: Annotated[AddressTemplate | None, Local()] = None
    """The media of an episode that names none: `https://cdn.example.org/{key}.mp3`."""
    media_base: Annotated[Url | None, Local()] = None
    """What media addresses without `https://` are relative to."""
    media_prefix: Annotated[Url | None, Local()] = None
    """What counts downloads: put ahead of each media address, which loses its `https://` (`https://op3.dev/e/`)."""
    missing_guid: Annotated[Literal["minted", "media"], Local()] = "minted"
    """What episodes without a guid get: a new one, made from the key; or, as old tools did, the media's address."""
    alternates: Annotated[tuple[RenditionKind, ...], Local()] = ()
    """Which other renditions that records name are published beside the enclosure."""
    defaults: Annotated[dict[str, Any], Local()] = Field(default_factory=dict)
    """What holds for every episode that does not say otherwise."""
    guess: Annotated[tuple[Literal["summary", "chapters", "keywords"], ...], Local()] = ("summary", "chapters")
    """What may be guessed from transcripts where the author says nothing (`keywords` become tags); `[]`: nothing."""
    derived: Annotated[Literal["publish", "propose"], Local()] = "publish"
    """`propose`: no guess enters the feed before somebody accepts it; `feedkit enrich` writes them to `proposals`."""
    proposals: Annotated[Line, Local()] = "proposals"
    """The folder with guesses to be reviewed: `<key>.yaml`, in the form of overlays."""
    backends: Annotated[BackendChoices | None, Local()] = None
    """The models that may be asked for guesses; the settings' where it is not set."""
    most_chapters: Annotated[Positive, Local()] = 40
    """How many chapters are guessed at most."""
    min_chapter_length_s: Annotated[float, Local()] = Field(default=40.0, ge=0)
    """Seconds that a guessed chapter lasts at least; the show's own habit, where it was learnt, may be shorter."""
    estimate: Annotated[Literal["words-per-minute"] | None, Local()] = None
    """`words-per-minute`: chapter times may be estimated even where the duration is not known."""
    words_per_minute: Annotated[float, Local()] = 160.0
    """How fast people speak, for `estimate`."""
    profiles: Annotated[tuple[Profile, ...], Local()] = ()
    """Whose rules apply (apple, spotify, youtube, psp1); the settings' where it is not set."""
    site: Annotated[TrueFalse, Local()] = True
    """Whether a web page of the show is written beside the feed: `feeds/<show>/index.html`."""
    withdrawn: Annotated[tuple[Line, ...], Local()] = ()
    """Episodes that are taken down for good, by key or guid; a record says it of itself with `withdrawn: true`."""
    page_size: Annotated[Positive | None, Local()] = None
    """How many episodes an archive page holds; without it the feed is one document, which most apps need."""
