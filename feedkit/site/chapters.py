"""An episode's chapters on the page: links into its media, and guesses that say that they are guesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from feedkit.chapters import Chapter, tidy
from feedkit.feed.files import chapters_of
from feedkit.site.markup import Markup, element, is_web, joined, link
from feedkit.site.words import Words, clock
from feedkit.tags.episode import Episode

Details = Mapping[str, Any]


def chapter_list(episode: Episode, guess: Details | None, words: Words) -> Markup | None:
    """The chapters, folded; None where there are none.

    guess: what is known of the guess that they are, as in origins.json; None where the author set them. Guesses without times, which no chapters file can hold, stand at their place in the words of the transcript.
    """
    if episode.chapter_marks:
        items = [*_timed(episode, guess, words)]
    elif guess is not None:
        items = [*_untimed(guess, words)]
    else:
        return None
    mark = element("em", words("guessed")) if guess is not None else None
    title = element("summary", words("chapters"), " " if mark else None, mark)
    return element("details", title, _origin(guess, words), element("ol", *items), class_="chapters")


def _origin(guess: Details | None, words: Words) -> Markup | None:
    """Where guesses come from, and what their times are worth."""
    if guess is None:
        return None
    parts = [words("from transcript", guess["method"])]
    errors = [one["error_s"] for one in guess["chapters"] if one.get("error_s") is not None]
    if errors:
        parts.append(words("estimated", round(max(errors))))
    if any(one["start_s"] is None for one in guess["chapters"]):
        parts.append(words("untimed"))
    return element("p", joined(parts, " "), class_="guess")


def _timed(episode: Episode, guess: Details | None, words: Words) -> Iterator[Markup]:
    """The chapters as the file beside the feed has them."""
    chapters, _ = tidy(chapters_of(episode))
    guessed = {round(one["start_s"]): one for one in guess["chapters"]} if guess is not None else {}
    media = episode.enclosure.url if episode.enclosure is not None else None
    for chapter in chapters:
        if chapter.is_shown:
            one = guessed.get(round(chapter.start_s), {})
            about = "≈ " if one.get("error_s") is not None else ""
            yield _item(_start(chapter, media, about), _more(chapter), one.get("confidence"), words)


def _start(chapter: Chapter, media: str | None, about: str) -> Markup:
    """Where a chapter starts, as a link that browsers understand without a script (Media Fragments URI 1.0, 4.2.1)."""
    seconds = f"{chapter.start_s:.3f}".rstrip("0").rstrip(".")
    time = element("time", clock(chapter.start_s), datetime=f"PT{seconds}S")
    words = joined([about, time, f" {chapter.title}"])
    return link(f"{(media or '').partition('#')[0]}#t={seconds}", words) if is_web(media) else element("span", words)


def _more(chapter: Chapter) -> Markup | None:
    return link(chapter.url, None, class_="more") if is_web(chapter.url) else None


def _untimed(guess: Details, words: Words) -> Iterator[Markup]:
    for one in guess["chapters"]:
        where = element("small", words("word", one["word"] + 1, guess["words"]))
        yield _item(element("span", one["title"]), where, one.get("confidence"), words)


def _item(what: Markup, more: Markup | None, confidence: float | None, words: Words) -> Markup:
    share = element("small", words.share(confidence)) if confidence is not None else None
    return element("li", joined([what, more, share], " "))
