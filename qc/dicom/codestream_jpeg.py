"""JPEG (ISO/IEC 10918-1) and JPEG-LS (ISO/IEC 14495-1) streams without comments and application segments.

Two application segments say how colours are meant and stay in their shortest form: JFIF (APP0) and Adobe (APP14);
in JPEG-LS, the colour transform of HP (APP8, `mrfx`). Tables must fill their segments: nothing fits behind them.
"""

import re
from collections.abc import Iterator

from qc.dicom.outcome import Quarantined

SOI, EOI, SOS, DQT, DHT, APP0, APP8, APP14, COM = 0xD8, 0xD9, 0xDA, 0xDB, 0xC4, 0xE0, 0xE8, 0xEE, 0xFE
# No arithmetic coding: no transfer syntax that is read here has it.
_JPEG_KEPT = frozenset({*range(0xC0, 0xC8), DQT, DHT, 0xDC, 0xDD})
_JPEG_LS_KEPT = frozenset({0xF7, 0xF8, 0xDC, 0xDD})
# The next marker behind coded data: after FF, JPEG stuffs a zero byte and JPEG-LS a zero bit; RST0-7 belong to the data.
_JPEG_MARKER = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")
_JPEG_LS_MARKER = re.compile(rb"\xff[\x80-\xcf\xd8-\xfe]")
_JFIF = re.compile(rb"JFIF\0\x01[\0-\x02][\0-\x02][\0-\x27].[\0-\x27].\0\0", re.DOTALL)
_ADOBE = re.compile(rb"Adobe\0[\x64\x65](?:[\0\x40\x80\xc0]\0){2}[\0-\x02]")
LSE, PRESET_SIZE = 0xF8, 11  # preset parameters of JPEG-LS (ISO/IEC 14495-1 C.2.4.1.1)
PLAIN_JFIF = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"
ADOBE_SIZE = 12
LONGEST_DIFFERENCE = 16  # bits


def clean_jpeg(data: bytes, *, lossless: bool = False) -> bytes:
    """The stream without comments, application data and anything behind its end; the same object if clean.

    `lossless` asks for JPEG-LS. Quarantined with PIXELS_UNREADABLE where the segments cannot be followed to the end.
    """
    if data[:2] != b"\xff\xd8":
        raise Quarantined("PIXELS_UNREADABLE")
    parts = [b"\xff\xd8"]
    position, marker = 2, SOI
    while marker != EOI:
        position, marker = _marker(data, position)
        if marker == EOI:
            break
        body = data[position + 2 : position + int.from_bytes(data[position : position + 2], "big")]
        stop = position + 2 + len(body)
        if stop != position + int.from_bytes(data[position : position + 2], "big"):
            raise Quarantined("PIXELS_UNREADABLE")
        kept = _kept(marker, body, lossless)
        if kept is not None:
            parts.append(bytes((0xFF, marker)) + (len(kept) + 2).to_bytes(2, "big") + kept)
        position = stop
        if marker == SOS:
            position = _scan_end(data, stop, lossless)
            parts.append(data[stop:position])
    parts.append(b"\xff\xd9")
    cleaned = b"".join(parts)
    return data if data.rstrip(b"\0") == cleaned.rstrip(b"\0") else cleaned + b"\0" * (len(cleaned) & 1)


def _marker(data: bytes, position: int) -> tuple[int, int]:
    """The next marker and the position behind it; fill bytes before it are passed over."""
    if data[position : position + 1] != b"\xff":
        raise Quarantined("PIXELS_UNREADABLE")
    while data[position : position + 1] == b"\xff":
        position += 1
    if position >= len(data):
        raise Quarantined("PIXELS_UNREADABLE")
    return position + 1, data[position]


def _scan_end(data: bytes, position: int, lossless: bool) -> int:
    """Where the coded data of a scan end."""
    found = (_JPEG_LS_MARKER if lossless else _JPEG_MARKER).search(data, position)
    if found is None:
        raise Quarantined("PIXELS_UNREADABLE")
    return found.start()


def _kept(marker: int, body: bytes, lossless: bool) -> bytes | None:
    """What stays of a segment; None where it goes."""
    if marker == SOS:
        fits = bool(body) and len(body) == 1 + 2 * body[0] + 3
    elif marker in (_JPEG_LS_KEPT if lossless else _JPEG_KEPT):
        fits = _fits(marker, body)
    elif marker == COM or APP0 <= marker <= 0xEF:
        return _application(marker, body, lossless)
    else:
        fits = False
    if not fits:
        raise Quarantined("PIXELS_UNREADABLE")
    return body


def _application(marker: int, body: bytes, lossless: bool) -> bytes | None:
    """The few application segments that say how colours are meant, in their shortest form."""
    if marker == APP0 and body.startswith(b"JFIF\0") and not lossless:
        return body if _JFIF.fullmatch(body) else PLAIN_JFIF
    if marker == APP14 and body.startswith(b"Adobe") and len(body) >= ADOBE_SIZE and body[11] <= 2:
        return body if _ADOBE.fullmatch(body) else b"Adobe\0\x64\0\0\0\0" + body[11:12]
    if marker == APP8 and lossless and len(body) == 5 and body.startswith(b"mrfx"):
        return body
    return None


def _fits(marker: int, body: bytes) -> bool:
    """Whether a segment holds what its marker says and nothing behind it."""
    if marker == DHT:
        return _ends(body, _huffman_tables(body))
    if marker == DQT:
        return _ends(body, _quantization_tables(body))
    if marker in (0xDC, 0xDD):
        return len(body) in (2, 3, 4)
    if marker == LSE:
        return len(body) == PRESET_SIZE and body[0] == 1  # mapping tables could hold anything
    return len(body) >= 6 and len(body) == 6 + 3 * body[5]


def _ends(body: bytes, tables: Iterator[int]) -> bool:
    return list(tables)[-1:] == [len(body)]


def _huffman_tables(body: bytes) -> Iterator[int]:
    """Where each Huffman table ends (ISO/IEC 10918-1 B.2.4.2)."""
    position = 0
    while position + 17 <= len(body):
        kind, counts = body[position], body[position + 1 : position + 17]
        end = position + 17 + sum(counts)
        if not _is_code(kind, counts, body[position + 17 : end]):
            return
        yield end
        position = end


def _is_code(kind: int, counts: bytes, symbols: bytes) -> bool:
    """Whether a table is a prefix code (C.2): no more codes than bits allow, each symbol once, sizes for DC."""
    room = sum(count << (15 - place) for place, count in enumerate(counts))
    sizes = kind >> 4 or max(symbols, default=0) <= LONGEST_DIFFERENCE
    return bool(kind & 0xEC == 0 and room <= 1 << 16 and len(set(symbols)) == len(symbols) and sizes)


def _quantization_tables(body: bytes) -> Iterator[int]:
    """Where each quantization table ends (ISO/IEC 10918-1 B.2.4.1)."""
    position = 0
    while position < len(body):
        position += 1 + (128 if body[position] >> 4 else 64)
        yield position
