"""How large a compressed frame says it is, read from its code stream without decoding anything.

JPEG and JPEG-LS say it in the frame header (ITU-T T.81 B.2.2, T.87 C.2.2), JPEG 2000 in the SIZ segment
(ITU-T T.800 A.5.1). The header of a DICOM file may say another size: a decoder would believe the stream.
"""

from typing import NamedTuple

JPEG_START, JPEG2000_START, JPEG2000_SIZE = b"\xff\xd8", b"\xff\x4f\xff\x51", 2
FRAME_HEADERS = frozenset({*range(0xC0, 0xD0), 0xF7}) - {0xC4, 0xC8, 0xCC}
WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
JP2_HEADER_BOUND = 65_536  # the boxes before the code stream


class StreamSize(NamedTuple):
    """Rows, columns and components of one compressed frame."""

    rows: int
    columns: int
    components: int


def stream_size(stream: bytes) -> StreamSize | None:
    """The size by the code stream, None where it is neither JPEG, JPEG-LS nor JPEG 2000 (or is broken)."""
    if stream.startswith(JPEG_START):
        return _jpeg(stream)
    start = stream.find(JPEG2000_START, 0, JP2_HEADER_BOUND)
    return _jpeg2000(stream, start + len(JPEG2000_START)) if start >= 0 else None


def _jpeg(stream: bytes) -> StreamSize | None:
    """Walk the marker segments up to the frame header."""
    place = len(JPEG_START)
    while place + 9 < len(stream) and stream[place] == 0xFF:
        marker = stream[place + 1]
        if marker in FRAME_HEADERS:
            return StreamSize(_number(stream, place + 5, 2), _number(stream, place + 7, 2), stream[place + 9])
        if marker == 0xFF or marker in WITHOUT_LENGTH:
            place += 1 if marker == 0xFF else 2
        else:
            place += 2 + max(_number(stream, place + 2, 2), 2)
    return None


def _jpeg2000(stream: bytes, place: int) -> StreamSize | None:
    """The reference grid less its offset, and Csiz; a grid is as large as what the decoder lays out."""
    fields = [_number(stream, place + 4 + 4 * index, 4) for index in range(4)]
    if len(stream) < place + 38:
        return None
    columns, rows, left, top = fields
    return StreamSize(rows - top, columns - left, _number(stream, place + 36, 2))


def _number(stream: bytes, place: int, length: int) -> int:
    return int.from_bytes(stream[place : place + length], "big")
