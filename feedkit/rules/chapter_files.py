"""Pages of what reading a file of JSON chapters finds; the checks stand in `feedkit.chapters`."""

from __future__ import annotations

from feedkit.rules.engine import rule


@rule("FK320", "jc-json", level="error")
def jc_json() -> None:
    """A chapters file is JSON: one object, in UTF-8, without a byte order mark, comments or trailing commas.

    Why: apps that cannot read it show no chapters.
    Mend: correct the spot that the message names.
    Source: PN-CHAPTERS; RFC 8259.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"},]}
    Good chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"}]}
    """


@rule("FK321", "jc-version", level="error")
def jc_version() -> None:
    """`version` is there, as a text such as `1.2.0`.

    Why: it is so by definition.
    Mend: write `"version": "1.2.0"`.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": 1.2, "chapters": [{"startTime": 0, "title": "Hello"}]}
    Good chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"}]}
    """


@rule("FK322", "jc-chapters-array", level="error")
def jc_chapters_array() -> None:
    """`chapters` is a list of objects, and not an empty one.

    Why: apps go through it.
    Mend: write the chapters, or take the link to the file out.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": []}
    Good chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"}]}
    """


@rule("FK323", "jc-start-number", level="error")
def jc_start_number() -> None:
    """Every chapter has a `startTime`: a number of seconds, from 0.

    Why: a clock in quotes is no number, and apps leave the chapter out.
    Mend: write seconds: `310` for `05:10`.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"},
        {"startTime": "05:10", "title": "Tea"}]}
    Good chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"},
        {"startTime": 310, "title": "Tea"}]}
    """


@rule("FK324", "jc-ascending", level="error")
def jc_ascending() -> None:
    """Chapters stand in the order of their starts.

    Why: players go through the list as it is.
    Mend: sort the chapters by `startTime`.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"},
        {"startTime": 310, "title": "Tea"}, {"startTime": 200, "title": "Water"}]}
    """


@rule("FK325", "jc-start-distinct", level="error")
def jc_start_distinct() -> None:
    """No two chapters that are listed begin at the same time.

    Why: one of them can never be reached.
    Mend: move one, or delete it.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"},
        {"startTime": 0, "title": "Tea"}]}
    """


@rule("FK326", "jc-first-zero", level="warning")
def jc_first_zero() -> None:
    """The first chapter begins at 0.

    Why: Apple and Spotify want it; what comes before has no name.
    Mend: add a chapter at 0.
    Source: APPLE-5482; SPOTIFY-CHAP.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 12, "title": "Hello"}]}
    """


@rule("FK327", "jc-within-duration", level="error")
def jc_within_duration() -> None:
    """Chapters lie within the audio.

    Why: what begins after the end can never be reached; the file belongs to another cut.
    Mend: take the chapters of this cut of the audio.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"},
        {"startTime": 4000, "title": "Tea"}]}
    """


@rule("FK328", "jc-end-after-start", level="error")
def jc_end_after_start() -> None:
    """A chapter ends after it begins.

    Why: it would never be shown.
    Mend: correct `endTime`, or leave it out.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"},
        {"startTime": 310, "endTime": 300, "title": "Tea"}]}
    """


@rule("FK329", "jc-no-overlap", level="warning")
def jc_no_overlap() -> None:
    """A chapter ends before the next one begins.

    Why: players differ in which of the two they show.
    Mend: leave `endTime` out.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "endTime": 320, "title": "Hello"},
        {"startTime": 310, "title": "Tea"}]}
    """


@rule("FK330", "jc-title", level="warning")
def jc_title() -> None:
    """Every chapter that is listed has a title.

    Why: it is what listeners choose by.
    Mend: write a title, or `"toc": false` for a silent marker.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0}]}
    """


@rule("FK331", "jc-title-length", level="info", profiles=("apple", "spotify"))
def jc_title_length() -> None:
    """A title has at most 40 characters.

    Why: Spotify cuts what is longer.
    Mend: say it shorter.
    Source: SPOTIFY-CHAP.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"}, {"startTime": 310,
        "title": "How to steep green tea in water that is not too hot"}, {"startTime": 600, "title": "Bye"}]}
    """


@rule("FK332", "jc-toc-boolean", level="error")
def jc_toc_boolean() -> None:
    """`toc` is `true` or `false`, and some chapter is listed.

    Why: `"false"` in quotes is true to most programs.
    Mend: write `false` without quotes.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"},
        {"startTime": 310, "title": "Tea", "toc": "true"}]}
    """


@rule("FK333", "jc-silent-content", level="info")
def jc_silent_content() -> None:
    """A chapter that is not listed shows a picture, a link or a place.

    Why: otherwise it does nothing.
    Mend: delete it, or give it something to show.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"},
        {"startTime": 310, "toc": false}]}
    """


@rule("FK334", "jc-urls", level="error")
def jc_urls() -> None:
    """Addresses in chapters are whole, and https.

    Why: apps load nothing else while they play.
    Mend: write the full https address.
    Source: PN-CHAPTERS; PN podcasting2.0.md Mixed Content.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello", "url": "/tea"}]}
    """


@rule("FK335", "jc-image", level="warning")
def jc_image() -> None:
    """A chapter's picture is a JPEG, PNG or WebP.

    Why: it is loaded during playback, and not every app shows other formats.
    Mend: name a picture in one of these formats.
    Source: PN-CHAPTERS img.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello", "img": "https://tea.fm/1.bmp"}]}
    Good chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello", "img": "https://tea.fm/1.jpg"}]}
    """


@rule("FK336", "jc-location", level="error")
def jc_location() -> None:
    """A place has a name and a `geo:` address with coordinates that there are.

    Why: maps show nothing else.
    Mend: write `{"name": "Vienna", "geo": "geo:48.2,16.4"}`.
    Source: PN-CHAPTERS location; RFC5870.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello",
        "location": {"name": "Vienna", "geo": "48.2,16.4"}}]}
    """


@rule("FK337", "jc-minimum", level="info", profiles=("apple", "spotify"))
def jc_minimum() -> None:
    """There are three chapters or more, each of half a minute or more.

    Why: Apple and Spotify show none below that.
    Mend: make three or more, or none.
    Source: SPOTIFY-CHAP; APPLE-5482.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello"},
        {"startTime": 310, "title": "Tea"}, {"startTime": 320, "title": "Water"}, {"startTime": 600, "title": "Bye"}]}
    """


@rule("FK338", "jc-unknown-keys", level="info")
def jc_unknown_keys() -> None:
    """Keys are those of the format.

    Why: a misspelt key is silence.
    Mend: spell it as the format does, or take it out.
    Source: PN-CHAPTERS.
    Bad chapters: {"version": "1.2.0", "chapters": [{"startTime": 0, "title": "Hello", "image": "https://tea.fm/1.jpg"}]}
    """


@rule("FK340", "jc-size", level="warning")
def jc_size() -> None:
    """A chapters file has at most 1 MiB.

    Why: it is fetched while somebody listens.
    Mend: link pictures; do not put them into the file.
    Source: practice.
    """


@rule("FK346", "psc-json-agree", level="warning")
def psc_json_agree() -> None:
    """Podlove's simple chapters and the JSON chapters of an episode have the same starts and titles.

    Why: each app reads one of the two.
    Mend: make both from one list; feedkit does.
    Source: PSC; PN-CHAPTERS.
    """
