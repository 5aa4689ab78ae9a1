"""What the notes of a record say that its head does not: its title, and its media where there can be but one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from feedkit.records.aliases import DOWNLOAD, NOTES
from feedkit.records.dialects.media_keys import is_media
from feedkit.records.kinds import CONVERTED
from feedkit.records.liquid import links_in_tags
from feedkit.records.places import shown
from feedkit.records.translation import Translation

_PLAYER = re.compile(
    r"<(?:audio|source)\b[^<>]{0,500}?\bsrc[ \t]*=[ \t]*[\"']?(https?://[^\s\"'<>]{1,2000})", re.IGNORECASE
)
_AUDIO = re.compile(r"<audio\b(?:(?!</?audio\b).){0,4000}</audio[ \t]*>", re.IGNORECASE | re.DOTALL)
_HEADING = re.compile(r"\A#[ \t]+(\S[^\n]*?)[ \t]*#*[ \t]*(?:\n|\Z)")
_LINKED = re.compile(r"(?:\]\([ \t]*<?|\bhref=[\"']?)(https?://[^\s()<>\"']+)")
_LINK = re.compile(r"\[([^\[\]\n]{1,200})\]\([ \t]*<?(https?://[^\s()<>\"']+)")
_DOWNLOAD = re.compile("|".join(map(re.escape, DOWNLOAD)), re.IGNORECASE)


def take_from_notes(translation: Translation) -> None:
    """Fill what the head leaves open from the notes: the title from a first heading, the media from the only player."""
    _take_notes_of_head(translation)
    notes = translation.values.get("notes", "")
    if not isinstance(notes, str) or not (notes or translation.written_notes):
        return
    if "title" not in translation.values and (heading := _HEADING.match(notes)):
        translation.values["title"] = heading[1]
        translation.values["notes"] = f"\n{notes[heading.end() :]}"  # lines stay where they were
        translation.at_notes("title", 0)
    enclosure = translation.values.get("enclosure", {})
    players = list(dict.fromkeys(_PLAYER.findall(notes)))
    tagged = [link for link in links_in_tags(translation.written_notes) if is_media(link)]
    linked = list(dict.fromkeys(link for link in _LINKED.findall(notes) if is_media(link)))
    if "url" in enclosure:
        pass
    elif len(players) == 1:
        enclosure = _with_media_of_notes(translation, players[0], "player")
    elif len(tagged) == 1 and not players:
        enclosure = _with_media_of_notes(translation, tagged[0], "template tag")
    elif len(linked) == 1 and ("length" in enclosure or _is_download(linked[0], notes)):  # it has media, and this is it
        enclosure = _with_media_of_notes(translation, linked[0], "link")
    if players == [enclosure.get("url")]:  # it plays what apps play anyway
        kept = str(translation.values["notes"])
        translation.values["notes"] = _AUDIO.sub(lambda found: "\n" * found[0].count("\n"), kept)


def _is_download(link: str, notes: str) -> bool:
    return any(_DOWNLOAD.search(found[1]) for found in _LINK.finditer(notes) if found[2] == link)


def _take_notes_of_head(translation: Translation) -> None:
    if "notes" in translation.values:
        return
    path, notes = translation.find(
        *NOTES, fits=lambda value: _is_text(value) or (isinstance(value, list) and all(map(_is_text, value)))
    )
    if path:
        translation.put_found(
            "notes", "\n".join(f"- {line}" for line in notes) if isinstance(notes, list) else notes, path
        )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and not is_media(value)


def _with_media_of_notes(translation: Translation, url: str, what: str) -> Mapping[str, Any]:
    enclosure = {**translation.values.get("enclosure", {}), "url": url}
    translation.values["enclosure"] = enclosure
    index = translation.written_notes.find(url)
    translation.at_notes("enclosure.url", index)
    message = f"the media was taken from the {what} in the notes: `{shown(url, 120)}`"
    translation.tell_in_notes(CONVERTED, index, message, field="enclosure.url")
    return enclosure
