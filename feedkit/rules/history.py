"""What may not happen between two builds: the pages of what the guard, the ledger and the writer raise."""

from __future__ import annotations

from feedkit.guard import kinds
from feedkit.rules.engine import raised_elsewhere


@raised_elsewhere(kinds.GUID_CHANGED)
def guid_never_changes() -> None:
    """An episode that is published keeps its guid for good.

    Why: apps tell episodes by their guid, letter by letter; with a new one everybody downloads the old episode again.
    Mend: write the old guid in the record or its overlay; if the change is meant, `feedkit build --allow
        guid-changed:NAME`.
    Source: APPLE-GUIDE guid; PN-OTHER; PSP1 guid.
    """


@raised_elsewhere(kinds.GUID_REUSED)
def guid_never_reused() -> None:
    """A guid that was one episode's is never another's, even when the first one is withdrawn.

    Why: apps show the old episode's state, or do not show the new one at all.
    Mend: give the new episode a guid of its own.
    Source: APPLE-4115 guid.
    """


@raised_elsewhere(kinds.DATE_MOVED)
def pubdate_stable() -> None:
    """The date of a published episode does not move by more than two days, nor do all dates move together.

    Why: a date that moves makes old episodes come back as new; all dates at once mean that a time zone changed.
    Mend: write the published date again; if it is meant, `feedkit build --allow date-moved:NAME`.
    Source: gpodder/gpodder#600.
    """


@raised_elsewhere(kinds.SHOW_GUID_CHANGED)
def pguid_permanent() -> None:
    """The show's guid is the one it was published with.

    Why: it is the show's identity over all platforms, and stays when the feed moves.
    Mend: write the published guid in show.yaml.
    Source: PN guid; PSP1 podcast:guid.
    """


@raised_elsewhere(kinds.ITEM_REMOVED)
def items_removed() -> None:
    """An episode that is published is still there in the next build.

    Why: a record that is deleted or broken by accident takes the episode from every subscriber.
    Mend: mend or restore the record; if the episode is to go for good, `withdrawn: true` in it, or its key under
        `withdrawn` in show.yaml.
    Source: APPLE-GUIDE guid; Podcastindex-org/podcast-namespace#84.
    """


@raised_elsewhere(kinds.NOT_A_FEED)
def published_not_a_feed() -> None:
    """The file that a build is about to replace is a feed.

    Why: an error page in its place means that something else writes there; without the last feed nothing can be
        compared.
    Mend: restore the file from git; if there is nothing to lose, `feedkit build --allow not-a-feed`.
    Source: noblepayne/feed-fetcher 3d1d20de, where 16 bytes of an error were published.
    """


@raised_elsewhere(kinds.OTHER_SHOW)
def published_other_show() -> None:
    """A feed is not replaced by that of another show.

    Why: subscribers would get episodes of a show that they did not choose.
    Mend: look whether the records are in the right folder; if it is meant, `feedkit build --allow other-show`.
    Source: feedkit.
    """


@raised_elsewhere(kinds.MASS_CHURN)
def published_mass_churn() -> None:
    """A guid does not come with another title, another file and another date; and never for most of a feed at once.

    Why: each record alone is fine, so only the comparison shows that automation wrote one episode over another.
    Mend: look what rewrote the records; if it is meant, `feedkit build --allow mass-churn`.
    Source: JupiterBroadcasting/jupiterbroadcasting.com 933ae071.
    """


@raised_elsewhere(kinds.MOVED)
def published_feed_moved() -> None:
    """A feed that moves to another address takes its subscribers with it.

    Why: apps go on asking the old address; what does not answer there is lost to them.
    Mend: let the old address redirect (301) to the new one, and write `new_feed_url`, for four weeks at least.
    Source: APPLE-837; RFC9110 301.
    """


@raised_elsewhere(kinds.RENAMED)
def published_feed_renamed() -> None:
    """A show is published under one name for good.

    Why: the feed is called after the show's folder. Under another name it begins anew, and the one that subscribers and
        directories have is never written again, though nothing looks wrong.
    Mend: take the folder's old name, or move the feed and the folder beside it as well, and let the old address
        redirect; a copy that is to become another show needs an address and a guid of its own.
    Source: feedkit.
    """


@raised_elsewhere(kinds.TOLD)
def published_changed() -> None:
    """What a build changes in the published feed, for you to know.

    Why: new episodes, edits, media under another address, and what was allowed by name, one line a kind.
    Mend: nothing.
    Source: feedkit.
    """


@raised_elsewhere(kinds.LEDGER_DAMAGED)
def ledger_damaged() -> None:
    """The ledger of what was published can be read from its first line to its last.

    Why: a ledger that is cut would forget withdrawn guids; what it has lost is taken from the published feed.
    Mend: restore it from git; if the published feed is whole, the next build mends it.
    Source: feedkit.
    """


@raised_elsewhere(kinds.CANNOT_WRITE)
def published_write_failed() -> None:
    """The folder of feeds takes what is written.

    Why: a full disk or a missing right stops a build; what was published before is as it was.
    Mend: make room, or give the right to write, and build again.
    Source: feedkit.
    """


@raised_elsewhere(kinds.LINKED)
def published_through_link() -> None:
    """The folder of feeds and the feed in it are no links.

    Why: whoever can write the link chooses where feedkit writes. A linked feed is replaced by a file, and what the
        link pointed at is left alone.
    Mend: put a folder or a file in its place, or name the link's target with `--out`.
    Source: feedkit.
    """


@raised_elsewhere(kinds.CLASH)
def published_name_clash() -> None:
    """No two feeds have names that differ in case only, or in how a letter is spelled in Unicode.

    Why: on macOS and Windows they are one file, and whoever checks the repository out there has one of them.
    Mend: rename the folder of one of the two shows.
    Source: feedkit.
    """


@raised_elsewhere(kinds.REPLACED)
def enclosure_replaced_url() -> None:
    """A media file that changes gets a new address, and its episode keeps the guid.

    Why: apps and caches go by the address, and serve the old file under the old one. Told where length or digest of
        the same address change; that the guid stays when the address changes is FK071's.
    Mend: upload the new file under another name, and write that in `enclosure`.
    Source: APPLE-GUIDE guid; Apple metadata updates (832).
    """


@raised_elsewhere(kinds.STAMPED)
def build_date_stable() -> None:
    """LastBuildDate changes only when another byte of the feed does.

    Why: builds are then the same from the same records, and who asks whether the feed changed is told that it did not.
    Mend: leave `last_build_date` out: the feed is then dated by its newest episode.
    Source: APPLE-4115 Conditional GET.
    """


@raised_elsewhere(kinds.ART_REPLACED)
def art_new_url_on_change() -> None:
    """A picture that changes gets a new address.

    Why: Apple asks for it, and caches show the old picture under the old address. Told where `feedkit probe` finds
        another picture than was published: the ledger keeps a mark of each.
    Mend: give the new picture a name of its own, and write it in `image`.
    Source: APPLE-GUIDE itunes:image.
    """


@raised_elsewhere(kinds.DIFFERS)
def rec_deterministic() -> None:
    """Two builds from one commit give the same bytes.

    Why: whoever compares a build with the published feed would find changes that nobody made, and every app would fetch
        the feed again. `feedkit build --twice` builds a second time, in another process, time zone, locale and order of
        hashes, from all records anew, and compares every file.
    Mend: report it with the two files; until then, look what in the records depends on the day or on the machine.
    Source: APPLE-4115 Conditional GET.
    """
