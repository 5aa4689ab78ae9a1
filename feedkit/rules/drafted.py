"""What only records know: which texts were made from a transcript, and which shows stand beside this one."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from feedkit.inert import ALLOWED
from feedkit.problems import Level, Place
from feedkit.rules.engine import Finding, rule
from feedkit.rules.markup import tags_of
from feedkit.rules.subject import Drafted
from feedkit.settings import Settings
from feedkit.tags.episode import Episode
from feedkit.tags.show import Show
from feedkit.tags.values import short

if TYPE_CHECKING:
    from feedkit.records.neighbours import Neighbour
    from feedkit.transcripts.cue import Cue

WORDS = {"description": "the description", "chapter_marks": "the chapters", "tags": "the keywords"}
"""What may be guessed, in words."""

MOST_TITLE = 255
SAMPLE = 2_000
"""Letters of a transcript that are looked at."""

SCRIPTS = {
    "CYRILLIC": ("ru", "uk", "bg", "be", "mk", "kk", "ky", "mn", "tg", "sr"),
    "GREEK": ("el",),
    "HEBREW": ("he", "yi"),
    "ARABIC": ("ar", "fa", "ur", "ps", "ckb", "sd", "ug"),
    "DEVANAGARI": ("hi", "mr", "ne", "sa"),
    "BENGALI": ("bn", "as"),
    "TAMIL": ("ta",),
    "TELUGU": ("te",),
    "THAI": ("th",),
    "HANGUL": ("ko",),
    "CJK": ("zh", "ja", "yue"),
    "GEORGIAN": ("ka",),
    "ARMENIAN": ("hy",),
}
"""Scripts by the first word of their letters' Unicode names, and the languages that are written in them."""

KANA = ("HIRAGANA", "KATAKANA")
EITHER = frozenset(("sr", "kk", "mn", "az", "uz", "bs", "ky", "tg", "ug", "sd", "yi"))
"""Languages that are written in two scripts."""


@rule("FK198", "pguid-unique-in-workspace", level="error")
def pguid_unique_in_workspace(show: Show, neighbours: Iterable[Neighbour]) -> Iterator[Finding]:
    """No two shows beside each other have the same podcast:guid, or the same address.

    Why: a show file that was copied makes two shows one, in every index.
    Mend: give the copy an address and a guid of its own.
    Source: PN guid.
    """
    own = {link.href for link in show.links if link.rel == "self"}
    for other in neighbours:
        see = ((Place(other.path, 1, 1), "the other show"),)
        if show.guid and show.guid.lower() == other.guid:
            yield Finding(f"`{other.path}` has the same `podcast:guid`: {short(show.guid)}", ("guid",), see=see)
        elif other.feed_url in own - {""}:
            yield Finding(f"`{other.path}` has the same `feed_url`: {short(other.feed_url)}", ("links",), see=see)


@rule("FK218", "txt-ai-content-declared", level="info")
def txt_ai_content_declared(drafted: Drafted, show: Show) -> Iterator[Finding]:
    """A show whose texts are made from transcripts says, or denies, that they are a machine's.

    Why: to tell listeners is the publisher's choice, but it should be one.
    Mend: write `txts: [{purpose: ai-content, text: "false"}]`, or `"true"`, in show.yaml; or review the text and keep it.
    Source: PN txt.
    """
    if drafted.guessed and not any(txt.purpose == "ai-content" for txt in (*show.txts, *drafted.episode.txts)):
        words = " and ".join(WORDS[field] for field in WORDS if field in drafted.guessed)
        yield Finding(f"a machine made {words}, and no `ai-content` says so, or denies it")


@rule("FK339", "jc-metadata-agrees", level="info")
def jc_metadata_agrees(drafted: Drafted, show: Show) -> Iterator[Finding]:
    """The head of a chapters file names the episode and the show as they are named.

    Why: copies go stale.
    Mend: take the names out of the file, or correct them.
    Source: PN-CHAPTERS.
    """
    head, episode = drafted.chapters_head, drafted.episode
    if head is None:
        return
    for field, said, names in (
        ("title", head.title, (episode.title, episode.itunes_title)),
        ("podcastName", head.podcast_name, (show.title,)),
    ):
        if said and _letters(said) not in map(_letters, names):
            message = f"the chapters say that `{field}` is {short(said)}, and it is {short(names[0] or '')}"
            yield Finding(message, ("chapter_marks",))


@rule("FK363", "tf-language-detected", level="info")
def tf_language_detected(drafted: Drafted, show: Show) -> Iterator[Finding]:
    """A transcript is written in the script of its language.

    Why: it may be another episode's, or a translation whose link says nothing of it.
    Mend: correct `language`, or take the right file.
    Source: PN transcript language.
    """
    links = drafted.episode.transcripts
    language = next((link.language for link in links if link.language), None) or show.language
    script = _script(drafted.cues) if language else ""
    if script and language and script not in _scripts(language):
        message = f"the transcript is written in {script.title()} letters, and its language is {short(language)}"
        yield Finding(message, ("transcripts",))


@rule("FK380", "rec-merge-precedence", level="warning")
def rec_merge_precedence(drafted: Drafted) -> Iterator[Finding]:
    """Written text wins over text that is made from a transcript, and the report says which was used.

    Why: nobody should have to look for which words are a machine's.
    Mend: write the field in the record; it wins from then on.
    Source: feedkit.
    """
    for field, words in WORDS.items():
        if field in drafted.guessed:
            verb = "was" if field == "description" else "were"
            yield Finding(f"{words} {verb} made from the transcript", (field,), level=Level.INFO)


@rule("FK381", "rec-generated-limits", level="error")
def rec_generated_limits(drafted: Drafted, settings: Settings) -> Iterator[Finding]:
    """What is made from a transcript keeps the limits of what is written: bytes, tags, order, and the audio's length.

    Why: a model's words are as trustworthy as a stranger's.
    Mend: write the field in the record, or leave it out of `guess`.
    Source: feedkit; FK112, FK115, FK324, FK327.
    """
    episode = drafted.episode
    if "description" in drafted.guessed and (fault := _fault_of_text(episode.description or "", settings)):
        yield Finding(f"the guessed description {fault}", ("description",))
    if "chapter_marks" in drafted.guessed and (fault := _fault_of_chapters(episode)):
        yield Finding(f"the guessed chapters {fault}", ("chapter_marks",))


def _fault_of_text(text: str, settings: Settings) -> str:
    size, most = len(text.encode()), settings.limits.description_bytes
    odd = sorted({tag.name for tag in tags_of(text)} - ALLOWED)
    if size > most:
        return f"has {size} bytes; {most} is the most"
    return f"holds {', '.join(f'`<{name}>`' for name in odd)}" if odd else ""


def _fault_of_chapters(episode: Episode) -> str:
    starts = [mark.start_time for mark in episode.chapter_marks]
    if starts and starts[0] != 0:
        return "do not begin at 0"
    if any(later <= earlier for earlier, later in pairwise(starts)):
        return "are out of order"
    if episode.duration and starts and starts[-1] >= episode.duration:
        return f"go beyond the end ({starts[-1]:g} s of {episode.duration} s)"
    sizes = [len(mark.title or "") for mark in episode.chapter_marks]
    odd = next((size for size in sizes if not 0 < size <= MOST_TITLE), None)
    return "" if odd is None else f"have a title of {odd} characters"


def _letters(text: str | None) -> str:
    """What a name comes to without case, spaces and emoji."""
    return "".join(character for character in (text or "").casefold() if character.isalnum())


def _script(cues: Iterable[Cue]) -> str:
    """The script of more than half of the first letters of a transcript; '' where there is none."""
    letters = list(islice((letter for cue in cues for letter in cue.text if letter.isalpha()), SAMPLE))
    counts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in letters)
    counts["CJK"] += sum(counts.pop(name, 0) for name in KANA)
    script, most = counts.most_common(1)[0] if letters else ("", 0)
    return script if 2 * most > len(letters) else ""


def _scripts(language: str) -> set[str]:
    """The scripts that a language is written in."""
    parts = language.lower().split("-")
    found = {script for script, languages in SCRIPTS.items() if parts[0] in languages}
    return found | {"LATIN"} if not found or parts[0] in EITHER or "latn" in parts else found
