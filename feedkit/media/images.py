"""Pictures: size and colours from their headers, and whether they have an end.

Sources: ITU T.81 (JPEG), Exif 2.3, the PNG specification, GIF89a, RFC 9649 (WebP), RFC 6386 (VP8).
"""

from __future__ import annotations

from dataclasses import replace

from feedkit.media.facts import TYPES, Facts
from feedkit.media.window import OutOfReach, Window

_MOST_SEGMENTS = 500
_PNG_MODES = {0: "L", 2: "RGB", 3: "P", 4: "LA", 6: "RGBA"}
_JPEG_MODES = {1: "L", 3: "RGB", 4: "CMYK"}
_STANDALONE = {0x01, *range(0xD0, 0xD9)}
_FRAMES = {*range(0xC0, 0xD0)} - {0xC4, 0xC8, 0xCC}
_SCAN, _APP1 = 0xDA, 0xE1
_ORIENTATION = 0x0112


def read_png(window: Window) -> Facts:
    """The facts of a PNG picture. A palette with transparency is `RGBA`, as that is how it is shown."""
    facts = Facts("png", TYPES["png"], window.length)
    head = window.read(0, 33)
    if len(head) < 33 or head[12:16] != b"IHDR":  # noqa: PLR2004 - signature and first chunk
        return replace(facts, faults=("it has no header: it is cut off",))
    width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    mode = _PNG_MODES.get(head[25], "")
    if mode in {"P", "RGB", "L"} and _has_transparency(window):
        mode = "LA" if mode == "L" else "RGBA"
    return _ended(replace(facts, width=width, height=height, mode=mode), window, b"IEND")


def _has_transparency(window: Window) -> bool:
    """Whether a `tRNS` chunk stands before the pixels; where that is out of reach, it does not."""
    position = 33
    try:
        for _ in range(_MOST_SEGMENTS):
            head = window.read(position, 8)
            if head[4:] in {b"tRNS", b"IDAT", b""}:
                return head[4:] == b"tRNS"
            position += 12 + int.from_bytes(head[:4], "big")
    except OutOfReach:
        pass
    return False


def read_jpeg(window: Window) -> Facts:
    """The facts of a JPEG picture; one that is turned by its Exif orientation says so among the faults."""
    facts = Facts("jpeg", TYPES["jpeg"], window.length)
    position = 2
    try:
        for _ in range(_MOST_SEGMENTS):
            head = window.read(position, 10)
            if len(head) < 4 or head[0] != 0xFF:  # noqa: PLR2004 - a marker and a length
                break
            if head[1] == 0xFF or head[1] in _STANDALONE:  # noqa: PLR2004 - fill bytes
                position += 1 if head[1] == 0xFF else 2  # noqa: PLR2004 - likewise
                continue
            if head[1] in _FRAMES:
                return _ended(_framed(facts, head), window, b"\xff\xd9")
            if head[1] == _SCAN:
                break
            if head[1] == _APP1 and _is_turned(window.read(position, 64)):
                facts = replace(facts, faults=("its Exif orientation turns it, and not every app does that",))
            position += 2 + int.from_bytes(head[2:4], "big")
    except OutOfReach:
        return facts
    return replace(facts, faults=(*facts.faults, "it has no frame header: it is cut off, or broken"))


def _framed(facts: Facts, head: bytes) -> Facts:
    height, width = int.from_bytes(head[5:7], "big"), int.from_bytes(head[7:9], "big")
    return replace(facts, width=width, height=height, mode=_JPEG_MODES.get(head[9], ""))


def _is_turned(segment: bytes) -> bool:
    if segment[4:10] != b"Exif\0\0":
        return False
    tiff = segment[10:]
    order = "little" if tiff[:2] == b"II" else "big"
    for at in range(10, len(tiff) - 11, 12):
        if int.from_bytes(tiff[at : at + 2], order) == _ORIENTATION:  # type: ignore[arg-type] # a name of a byte order
            return int.from_bytes(tiff[at + 8 : at + 10], order) > 1  # type: ignore[arg-type] # likewise
    return False


def _ended(facts: Facts, window: Window, mark: bytes) -> Facts:
    """With a fault where the file does not end as it should."""
    if window.length is None:
        return facts
    try:
        tail = window.read(max(0, window.length - 64), 64)
    except OutOfReach:
        return facts
    if mark in tail:
        return facts
    return replace(facts, faults=(*facts.faults, "it does not end as it should: it is cut off, or has a tail"))


def read_gif(window: Window) -> Facts:
    """The facts of a GIF picture."""
    head = window.read(0, 10)
    width, height = int.from_bytes(head[6:8], "little"), int.from_bytes(head[8:10], "little")
    return Facts("gif", TYPES["gif"], window.length, width=width, height=height, mode="P")


def read_webp(window: Window) -> Facts:
    """The facts of a WebP picture; of an animated one, those of its canvas."""
    head = window.read(0, 30)
    facts = Facts("webp", TYPES["webp"], window.length)
    size = _webp_size(head)
    if size is None:
        return replace(facts, faults=("it has no frame header: it is cut off, or broken",))
    if window.length is not None and int.from_bytes(head[4:8], "little") + 8 > window.length:
        facts = replace(facts, faults=("it is shorter than it says: it is cut off",))
    width, height, has_alpha = size
    return replace(facts, width=width, height=height, mode="RGBA" if has_alpha else "RGB")


def _webp_size(head: bytes) -> tuple[int, int, bool] | None:
    """Width, height and whether there is transparency, from the first chunk; None where that is no picture."""
    kind, body = head[12:16], head[20:]
    if kind == b"VP8X" and len(body) == 10:  # noqa: PLR2004 - flags, and the size of the canvas
        return _number(body[4:7]) + 1, _number(body[7:10]) + 1, bool(body[0] & 0x10)
    if kind == b"VP8L" and body[:1] == b"\x2f":
        bits = _number(body[1:5])
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1, bool(bits >> 28 & 1)
    if kind == b"VP8 " and body[3:6] == b"\x9d\x01\x2a":
        return _number(body[6:8]) & 0x3FFF, _number(body[8:10]) & 0x3FFF, False
    return None


def _number(content: bytes) -> int:
    return int.from_bytes(content, "little")
