"""The run-length coding of PS3.5 annex G: a header of 64 bytes and up to 15 segments of byte planes."""

import struct

from qc.dicom.outcome import Quarantined

HEADER = struct.Struct("<16L")
MOST_SEGMENTS = 15


def clean_rle(data: bytes, plane_bytes: int) -> bytes:
    """The frame with nothing in its header, between or behind its segments but the coded planes.

    `plane_bytes` is Rows × Columns, which each segment decodes to. The same object where nothing went; Quarantined
    with PIXELS_UNREADABLE where a segment ends too early.
    """
    if len(data) < HEADER.size:
        raise Quarantined("PIXELS_UNREADABLE")
    count, *offsets = HEADER.unpack_from(data)
    starts = offsets[:count]
    if not 1 <= count <= MOST_SEGMENTS or starts != sorted(starts) or starts[0] < HEADER.size:
        raise Quarantined("PIXELS_UNREADABLE")
    segments = []
    for start, limit in zip(starts, [*starts[1:], len(data)], strict=True):
        segments.append(data[start : _segment_end(data, start, min(limit, len(data)), plane_bytes)])
    cleaned = _joined(segments)
    return data if _same(data, starts, segments, offsets[count:]) else cleaned


def _segment_end(data: bytes, position: int, limit: int, plane_bytes: int) -> int:
    """Where a segment has told all bytes of its plane (PS3.5 G.3.2)."""
    decoded = 0
    while decoded < plane_bytes:
        if position >= limit:
            raise Quarantined("PIXELS_UNREADABLE")
        control = data[position]
        if control < 128:
            decoded += control + 1
            position += control + 2
        else:
            decoded += 257 - control if control > 128 else 0
            position += 2 if control > 128 else 1
    if position > limit or decoded != plane_bytes:
        raise Quarantined("PIXELS_UNREADABLE")
    return position


def _same(data: bytes, starts: list[int], segments: list[bytes], unused: list[int]) -> bool:
    """Whether everything outside the segments is zero."""
    position = HEADER.size
    for start, segment in zip(starts, segments, strict=True):
        if any(data[position:start]):
            return False
        position = start + len(segment)
    return not any(unused) and not any(data[position:])


def _joined(segments: list[bytes]) -> bytes:
    """Segments of even length behind a new header (PS3.5 G.5)."""
    even = [segment + b"\0" * (len(segment) & 1) for segment in segments]
    offsets, position = [], HEADER.size
    for segment in even:
        offsets.append(position)
        position += len(segment)
    header = HEADER.pack(len(even), *offsets, *[0] * (MOST_SEGMENTS - len(even)))
    return header + b"".join(even)
