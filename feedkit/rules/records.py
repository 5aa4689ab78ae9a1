"""Pages of the problems that reading records raises; the loader finds them, the rule book explains them."""

from __future__ import annotations

from feedkit.records import kinds
from feedkit.rules.engine import raised_elsewhere, rule


@raised_elsewhere(kinds.DATE_ZONE)
def date_zone() -> None:
    """A date in a record has a zone, or its show has one.

    Why: a date without a zone is another moment on every machine that builds the feed.
    Mend: write the offset (`2026-03-01 06:00 +0100`), or `time_zone: Europe/Berlin` in show.yaml.
    Source: RFC5322 3.3.
    """


@rule("FK378", "rec-slug-guid", level="warning")
def slug_guid() -> None:
    """A record has a guid that was fixed when it was made.

    Why: one that is made at build time changes with what it is made from, and a changed guid is a new episode.
    Mend: write the guid that the message gives into the record.
    Source: APPLE-GUIDE guid; PN-OTHER.
    """


@raised_elsewhere(kinds.FILES_EXIST)
def files_exist() -> None:
    """Every local file that a record names is there.

    Why: the feed would point to nothing.
    Mend: add the file, or correct the name; names are relative to the record.
    Source: feedkit.
    """


@raised_elsewhere(kinds.ILLEGAL_CHARACTER)
def legal_characters() -> None:
    """No text holds a character that XML has no place for.

    Why: one pasted control character makes the whole feed unreadable in atoma, castero, gPodder, reader and yt-dlp;
        CDATA does not help.
    Mend: delete the character; it is mostly invisible, and the message gives its number.
    Source: XML10 2.2; podlove/podlove-publisher#894; feedjira/feedjira#418.
    """


@raised_elsewhere(kinds.SYNTAX)
def syntax() -> None:
    """A record is YAML, JSON, TOML or Markdown that can be read.

    Why: nothing of the file can be used; its episode is missing from the feed.
    Mend: look at the line that the message names, and at the one before it; a quote or a bracket is often open there.
    Source: YAML 1.2; RFC 8259; TOML 1.0.
    """


@raised_elsewhere(kinds.ENCODING)
def encoding() -> None:
    """A file is text in UTF-8.

    Why: in another encoding every accented letter would be published as two wrong ones.
    Mend: save the file as UTF-8.
    Source: feedkit.
    """


@raised_elsewhere(kinds.EMPTY)
def empty() -> None:
    """A record holds something.

    Why: an empty file is a forgotten one; there is no episode to make of it.
    Mend: write the record, or delete the file.
    Source: feedkit.
    """


@raised_elsewhere(kinds.DUPLICATE_KEY)
def duplicate_key() -> None:
    """A key stands once in its mapping.

    Why: one of the two values is lost, and which one depends on the program that reads.
    Mend: delete one of the two; the message says where the first stands.
    Source: YAML 1.2 3.2.1.3; RFC 8259 section 4.
    """


@raised_elsewhere(kinds.LIMITS)
def limits() -> None:
    """A file stays within what a record can be: its size, its depth, the number of its aliases.

    Why: a record is some pages of text; what is much larger or deeper is an accident or an attack.
    Mend: split the file, or take the nested part out.
    Source: feedkit.
    """


@raised_elsewhere(kinds.UNRECOGNISED)
def unrecognised() -> None:
    """A file among the records is a record in a dialect that feedkit knows.

    Why: the file was left out of the feed, perhaps against the author's will.
    Mend: name its dialect in show.yaml, or move the file elsewhere.
    Source: feedkit.
    """


@raised_elsewhere(kinds.SKIPPED)
def skipped() -> None:
    """What is left out of a feed is left out on purpose.

    Why: an episode that is missing without a word is found missing by its listeners.
    Mend: none is needed when the reason that the message gives is right.
    Source: feedkit.
    """


@raised_elsewhere(kinds.UNREADABLE)
def unreadable() -> None:
    """Every file of a show can be opened and read.

    Why: nothing is known of its content; its episode is missing from the feed.
    Mend: give the file back its permissions, or correct the link that leads to it.
    Source: feedkit.
    """


@raised_elsewhere(kinds.DUPLICATE_RECORD)
def duplicate_record() -> None:
    """Two records of a show have different keys.

    Why: files are named after the key, and overlays find their episode by it; one of the two would be lost.
    Mend: give one of them another `key` or another file name.
    Source: feedkit.
    """


@raised_elsewhere(kinds.PERSON_UNKNOWN)
def person_unknown() -> None:
    """Every person that a record names by a short name has a file among the people.

    Why: without it nothing is known but the short name, and the person would be missing from the episode.
    Mend: add the file to the show's people, or correct the name; the message proposes the nearest.
    Source: feedkit.
    """


@raised_elsewhere(kinds.OVERLAY_UNUSED)
def overlay_unused() -> None:
    """Every overlay belongs to a record.

    Why: its corrections are not in the feed.
    Mend: name the overlay after the record's key; the message proposes the nearest.
    Source: feedkit.
    """


@raised_elsewhere(kinds.TRANSCRIPT_UNUSED)
def transcript_unused() -> None:
    """Every transcript in the transcripts folder belongs to a record.

    Why: it is named after nothing, so its episode is published without it. Told by `feedkit validate`, which reads all
        records; a build reads those that changed.
    Mend: name it after the record's key, or after the media file; the message proposes the nearest.
    Source: feedkit.
    """


@raised_elsewhere(kinds.UNMERGED)
def merge_unfinished() -> None:
    """No file holds the marks that git leaves where two versions contradict each other.

    Why: in front matter they are no YAML, and in notes they would be published, with both versions between them.
    Mend: keep what is right of both, take out the lines with the marks, and commit the merge. Notes about git may have
        them as well: indent them by a blank.
    Source: gitcli git-merge, "how conflicts are presented".
    """


@raised_elsewhere(kinds.RECORD_ASTRAY)
def record_astray() -> None:
    """A record stands where records of its show are looked for.

    Why: beside show.yaml instead of in `episodes/` nobody reads it, and its episode is not published; a record that names
        another show than those beside it brings an episode of that show to subscribers of this one.
    Mend: move it to where the others are, or name it in `records` of show.yaml; or to the show that it names.
    Source: feedkit.
    """


@raised_elsewhere(kinds.KEYS_ALIKE)
def keys_alike() -> None:
    """No two keys differ by small and large letters alone.

    Why: files are named after keys. On a system that knows no case, the transcript or the chapters of the one episode take
        the place of the other's.
    Mend: give one of the two another name; of an episode that is published, write its guid first.
    Source: feedkit.
    """


@raised_elsewhere(kinds.MENDED_MOJIBAKE)
def mended_mojibake() -> None:
    """A file whose UTF-8 was once read in another encoding was mended.

    Why: `â€™` for an apostrophe is what listeners would have seen; the mend is exact, but the file is still wrong.
    Mend: save the mended text, which the message shows a sample of, in the record.
    Source: feedkit.
    """


@raised_elsewhere(kinds.MENDED_LINE_ENDS)
def mended_line_ends() -> None:
    """Line ends of another system were read as line ends.

    Why: worth knowing only; nothing is lost.
    Mend: save the file with LF line ends.
    Source: feedkit.
    """


@raised_elsewhere(kinds.MENDED_SPACE)
def mended_space() -> None:
    """No-break spaces in the structure of a file were read as spaces.

    Why: they are invisible, and other programs do not take them for spaces.
    Mend: replace them by spaces.
    Source: feedkit.
    """


@raised_elsewhere(kinds.MENDED_CHARACTER)
def mended_character() -> None:
    """Characters that XML has no place for were taken out.

    Why: one of them makes the whole feed unreadable; it may also stand for something that is now lost.
    Mend: delete them in the record; the message gives their numbers and places.
    Source: XML10 2.2.
    """


@raised_elsewhere(kinds.LEFT_OUT)
def left_out() -> None:
    """Parts of a document that do not belong to the episode were left out.

    Why: worth knowing only: menus, cookie notices and the like are no show notes.
    Mend: none is needed when the message names nothing that you want in the feed.
    Source: feedkit.
    """


@raised_elsewhere(kinds.SUSPECTED_MOJIBAKE)
def suspected_mojibake() -> None:
    """Text that looks as if it had been read in the wrong encoding, and cannot be mended with certainty.

    Why: listeners see `Ã©` for `é`.
    Mend: correct the characters by hand; the message shows where they are.
    Source: feedkit.
    """


@raised_elsewhere(kinds.SPONSOR_UNKNOWN)
def sponsor_unknown() -> None:
    """Every sponsor of a record has a file.

    Why: a sponsor without a name and a link cannot be thanked in the notes, and may have paid for it.
    Mend: add a file with `title` and `link` to the folder of sponsors, or correct the id.
    Source: feedkit.
    """


@raised_elsewhere(kinds.PLACEHOLDER)
def placeholder() -> None:
    """No field of a record is still what the template put there.

    Why: `MM:SS` as a duration, or `NUM_BYTES` as a length, would be published for all to see; it is set aside.
    Mend: write the value, or take the field out.
    Source: Castanet's episode template; github.com/rustacean-station/rustacean-station.org.
    """


@raised_elsewhere(kinds.CONVERTED)
def value_converted() -> None:
    """A value that another tool spelled loosely was read as well as it can be.

    Why: `13.7 MB` is rounded, and apps show the bytes that the feed says.
    Mend: write the exact value; the message says what was read.
    Source: feedkit.
    """


@raised_elsewhere(kinds.NOTES_LEFT_OUT)
def notes_left_out() -> None:
    """Everything in the notes reaches the feed.

    Why: what apps cannot show, or must not run, is taken out of the notes; it may have been meant.
    Mend: write it in another way; the message names what was lost.
    Source: feedkit; APPLE-GUIDE description.
    """
