"""Pictures: size, colours and density from their headers, and whether they have an end.

Sources: ITU T.81 (JPEG), ITU T.871 (JFIF), Exif 2.3, the PNG specification, GIF89a, RFC 9649 (WebP), RFC 6386 (VP8).
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
_SCAN, _APP0, _APP1 = 0xDA, 0xE0, 0xE1
_ORIENTATION = 0x0112
_X_RESOLUTION, _RESOLUTION_UNIT = 0x011A, 0x0128
_EXIF_BYTES = 1024
"""Of an Exif segment: its first directory, and the values that stand behind it."""
_INCHES = {1: 1.0, 2: 2.54}
"""Dots per inch in one unit of JFIF's density: dots per inch, and per centimetre; 0 is a ratio and no density."""
_METRE_IN_INCHES = 0.0254


def read_png(window: Window) -> Facts:
    """The facts of a PNG picture. A palette with transparency is `RGBA`, as that is how it is shown."""
    facts = Facts("png", TYPES["png"], window.length)
    head = window.read(0, 33)
    if len(head) < 33 or head[12:16] != b"IHDR":  # noqa: PLR2004 - signature and first chunk
        return replace(facts, faults=("it has no header: it is cut off",))
    width, height = int.from_bytes(head[16:20], "big"), int.from_bytes(head[20:24], "big")
    mode, found = _PNG_MODES.get(head[25], ""), _chunks_ahead(window)
    if mode in {"P", "RGB", "L"} and b"tRNS" in found:
        mode = "LA" if mode == "L" else "RGBA"
    facts = replace(facts, width=width, height=height, mode=mode, dpi=_dpi_of_png(found.get(b"pHYs", b"")))
    return _ended(facts, window, b"IEND")


def _chunks_ahead(window: Window) -> dict[bytes, bytes]:
    """The first bytes of each chunk that stands before the pixels, by its name; as far as they are in reach."""
    position, found = 33, dict[bytes, bytes]()
    try:
        for _ in range(_MOST_SEGMENTS):
            head = window.read(position, 17)
            if head[4:8] in {b"IDAT", b""}:
                break
            found.setdefault(head[4:8], head[8:])
            position += 12 + int.from_bytes(head[:4], "big")
    except OutOfReach:
        pass
    return found


def _dpi_of_png(density: bytes) -> int | None:
    """From a `pHYs` chunk; None where there is none, or where it gives a ratio and no unit."""
    per_metre, is_metre = int.from_bytes(density[:4], "big"), density[8:9] == b"\1"
    return round(per_metre * _METRE_IN_INCHES) if is_metre else None


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
            if head[1] in {_APP0, _APP1}:
                facts = _with_segment(facts, window, position, head)
            position += 2 + int.from_bytes(head[2:4], "big")
    except OutOfReach:
        return facts
    return replace(facts, faults=(*facts.faults, "it has no frame header: it is cut off, or broken"))


def _with_segment(facts: Facts, window: Window, position: int, head: bytes) -> Facts:
    """With what a JFIF or an Exif segment says; of two densities, the first counts."""
    if head[1] == _APP0:
        return replace(facts, dpi=_dpi_of_jfif(window.read(position, 18))) if facts.dpi is None else facts
    segment = window.read(position, min(_EXIF_BYTES, 2 + int.from_bytes(head[2:4], "big")))
    if _is_turned(segment[:64]):
        facts = replace(facts, faults=("its Exif orientation turns it, and not every app does that",))
    return replace(facts, dpi=_dpi_of_exif(segment)) if facts.dpi is None else facts


def _dpi_of_jfif(segment: bytes) -> int | None:
    factor = _INCHES.get(int.from_bytes(segment[11:12], "big")) if segment[4:9] == b"JFIF\0" else None
    return None if factor is None else round(int.from_bytes(segment[12:14], "big") * factor)


def _dpi_of_exif(segment: bytes) -> int | None:
    """From the first directory of an Exif segment: a fraction, and a unit that is the inch unless it says otherwise."""
    order = "little" if segment[10:12] == b"II" else "big"

    def number(at: int, size: int) -> int:
        return int.from_bytes(segment[at : at + size], order)  # type: ignore[arg-type] # a name of a byte order

    if segment[4:10] != b"Exif\0\0":
        return None
    first = 10 + number(14, 4) + 2
    end = min(first + 12 * number(first - 2, 2), len(segment) - 11)
    entries = {number(at, 2): at for at in range(first, end, 12)}
    if _X_RESOLUTION not in entries:
        return None
    unit = number(entries[_RESOLUTION_UNIT] + 8, 2) if _RESOLUTION_UNIT in entries else 2
    value = 10 + number(entries[_X_RESOLUTION] + 8, 4)
    factor, below = _INCHES.get(unit - 1), number(value + 4, 4)  # Exif counts its units from 2
    return round(number(value, 4) / below * factor) if factor is not None and below else None


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
