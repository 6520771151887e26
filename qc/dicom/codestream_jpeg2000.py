"""JPEG 2000 code streams (ISO/IEC 15444-1 annex A, high-throughput of part 15 too) without comments.

Of a JP2 file (annex I), which PS3.5 A.4.4 does not allow but archives hold, the code stream alone stays.
"""

from qc.dicom.outcome import Quarantined

SOC, SIZ, COM, SOT, SOD, EOC = 0xFF4F, 0xFF51, 0xFF64, 0xFF90, 0xFF93, 0xFFD9
PLT = b"\xff\x58"
# Pointers only help to find what now stands elsewhere: TLM, PLM. CRG tells how components lie to each other, for print.
_DROPPED = frozenset({COM, 0xFF55, 0xFF57, 0xFF63})
# What stays: SIZ CAP COD COC CPF PLT QCD QCC RGN POC. Packed packet headers and the tables of part 2 can hold any bytes.
SIZE_OF_RGN, LAST_ORDER = 6, 4  # bytes of RGN with its length; orders of progression are 0 to 4
_KEPT = frozenset({0x50, 0x51, 0x52, 0x53, 0x58, 0x59, 0x5C, 0x5D, 0x5E, 0x5F})
JP2_SIGNATURE = b"\0\0\0\x0cjP  \r\n\x87\n"


def clean_jpeg2000(data: bytes) -> bytes:
    """The code stream without comments and anything behind its end; the same object if clean.

    Quarantined with PIXELS_UNREADABLE where the markers cannot be followed to the end.
    """
    stream = _code_stream(data) if data.startswith(JP2_SIGNATURE) else data
    if _word(stream, 0) != SOC:
        raise Quarantined("PIXELS_UNREADABLE")
    header, position = _segments(stream, 2, SOT)
    parts = [b"\xff\x4f", *(segment for segment in header if not segment.startswith(PLT))]
    while _word(stream, position) == SOT:
        position = _tile_part(stream, position, parts)
    if _word(stream, position) != EOC:
        raise Quarantined("PIXELS_UNREADABLE")
    parts.append(b"\xff\xd9")
    cleaned = b"".join(parts)
    return data if data.rstrip(b"\0") == cleaned.rstrip(b"\0") else cleaned + b"\0" * (len(cleaned) & 1)


def _word(data: bytes, position: int) -> int:
    return int.from_bytes(data[position : position + 2], "big")


def _segments(data: bytes, position: int, until: int) -> tuple[list[bytes], int]:
    """The segments that stay up to a marker, and where that marker stands."""
    kept = []
    while (marker := _word(data, position)) != until:
        length = _word(data, position + 2)
        stop = position + 2 + length
        if length < 2 or stop > len(data) or marker >> 8 != 0xFF:
            raise Quarantined("PIXELS_UNREADABLE")
        if marker not in _DROPPED:
            kept.append(_checked(marker, data[position:stop]))
        position = stop
    return kept, position


def _checked(marker: int, segment: bytes) -> bytes:
    """A segment that holds no more than its marker can say; Quarantined with PIXELS_UNREADABLE otherwise."""
    if marker & 0xFF not in _KEPT or not _fits(marker & 0xFF, segment[4:]):
        raise Quarantined("PIXELS_UNREADABLE")
    return segment


def _fits(kind: int, body: bytes) -> bool:
    """Whether a segment is as long as its own numbers say (A.5, A.6); components are told by one byte or two."""
    size = len(body)
    if kind == 0x51:
        return size == 36 + 3 * _word(body, 34)
    if kind == 0x50:
        return size >= 4 and size == 4 + 2 * int.from_bytes(body[:4], "big").bit_count()
    if kind == 0x52:
        return size >= 10 and size == 10 + _precincts(body[0], body[5])
    if kind == 0x53:
        return any(size > at + 5 and size == at + 6 + _precincts(body[at], body[at + 1]) for at in (1, 2))
    if kind == 0x5C:
        return _quantizes(body)
    if kind == 0x5D:
        return any(_quantizes(body[at:]) for at in (1, 2))
    if kind == 0x5E:
        return size < SIZE_OF_RGN
    if kind == 0x5F:
        return any(size > 0 and size % entry == 0 and max(body[entry - 1 :: entry]) <= LAST_ORDER for entry in (7, 9))
    return size > 0 and (kind == PLT[1] or size % 2 == 0)


def _precincts(style: int, levels: int) -> int:
    """Bytes of a coding style's sizes of precincts: one for each resolution, if it tells them."""
    return (levels + 1) * (style & 1)


def _quantizes(body: bytes) -> bool:
    """Whether step sizes are told for whole levels of three bands each; without quantization only exponents are."""
    steps = body[1:]
    style = body[0] & 0x1F if body else -1
    if style == 0:
        return len(steps) % 3 == 1 and not any(step & 7 for step in steps)
    return len(steps) == 2 if style == 1 else style == 2 and len(steps) % 6 == 2


def _packet_bytes(segments: list[bytes]) -> int:
    """The sum of packet lengths of a tile-part (A.7.3): seven bits a byte, the highest bit says that more follow."""
    total = number = 0
    for byte in b"".join(segment[5:] for segment in segments):
        number = number << 7 | byte & 0x7F
        if not byte & 0x80:
            total, number = total + number, 0
    return total


def _tile_part(data: bytes, position: int, parts: list[bytes]) -> int:
    """Write one tile-part to `parts`, with its length as it now is; gives the position behind it (A.4.2)."""
    length = int.from_bytes(data[position + 6 : position + 10], "big")
    stop = position + length if length else len(data.rstrip(b"\0")) - 2
    kept, start = _segments(data, position + 12, SOD)
    if _word(data, position + 2) != 10 or not start + 2 <= stop <= len(data):
        raise Quarantined("PIXELS_UNREADABLE")
    lengths = [segment for segment in kept if segment.startswith(PLT)]
    if lengths and _packet_bytes(lengths) != stop - start - 2:
        kept = [segment for segment in kept if not segment.startswith(PLT)]
    body = b"".join(kept) + data[start:stop]
    new_length = 12 + len(body) if length else 0
    parts.append(data[position : position + 6] + new_length.to_bytes(4, "big") + data[position + 10 : position + 12])
    parts.append(body)
    return stop


def _code_stream(data: bytes) -> bytes:
    """The contiguous code stream box of a JP2 file."""
    position = 0
    while position + 8 <= len(data):
        length, kind = int.from_bytes(data[position : position + 4], "big"), data[position + 4 : position + 8]
        start = position + 8
        if length == 1:
            length, start = int.from_bytes(data[start : start + 8], "big"), start + 8
        stop = position + length if length else len(data)
        if stop > len(data) or stop < start:
            break
        if kind == b"jp2c":
            return data[start:stop]
        position = stop
    raise Quarantined("PIXELS_UNREADABLE")
