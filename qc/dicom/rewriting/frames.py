"""Encapsulated pixel data (PS3.5 A.4): fragments grouped to frames, each frame cleaned, offsets told anew."""

import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from qc.dicom.codestream import clean_stream
from qc.dicom.file.encoding import ITEM, SEQUENCE_END, UNDEFINED, Encoding
from qc.dicom.file.transfer_syntax import Stream
from qc.dicom.outcome import Quarantined

Part = bytes | memoryview
LONGEST_START = 8
_STARTS = {
    Stream.JPEG: (b"\xff\xd8\xff",),
    Stream.JPEG_LS: (b"\xff\xd8\xff",),
    Stream.JPEG_2000: (b"\xff\x4f\xff\x51", b"\0\0\0\x0cjP  "),
}


@dataclass(frozen=True, slots=True)
class Encapsulated:
    """The fragments of an object's frames; `offsets` is the value of the basic offset table."""

    offsets: bytes
    frames: list[list[Part]]

    @property
    def sizes(self) -> list[int]:
        """Bytes of each frame's items, headers included."""
        return [sum(len(fragment) + 8 for fragment in frame) for frame in self.frames]

    def starts(self) -> list[int]:
        """Where each frame's first item stands behind the offset table."""
        found, position = [], 0
        for size in self.sizes:
            found.append(position)
            position += size
        return found

    def table(self) -> bytes:
        """The offset table of these frames; b"" where the source has none or the offsets do not fit (A.4)."""
        starts = self.starts()
        return struct.pack(f"<{len(starts)}L", *starts) if self.offsets and starts[-1] <= UNDEFINED else b""

    def parts(self, encoding: Encoding) -> Iterator[Part]:
        """The items of the pixel data with their delimiter."""
        table = self.table()
        yield encoding.header(ITEM, "", len(table)) + table
        for frame in self.frames:
            for fragment in frame:
                yield encoding.header(ITEM, "", len(fragment))
                yield fragment
        yield encoding.header(SEQUENCE_END, "", 0)


def grouped(offsets: bytes, fragments: Sequence[Part], frames: int, stream: Stream) -> Encapsulated:
    """Fragments grouped to frames: one each, all in one, as their first bytes tell, or as the offset table tells.

    Quarantined with PIXELS_UNREADABLE where no grouping gives the number of frames.
    """
    if len(fragments) == frames:
        return Encapsulated(offsets, [[fragment] for fragment in fragments])
    if frames == 1 and fragments:
        return Encapsulated(offsets, [list(fragments)])
    groups: list[list[Part]] = []
    told = set(struct.unpack(f"<{len(offsets) // 4}L", offsets[: len(offsets) // 4 * 4]))
    position = 0
    for fragment in fragments:
        first = position in told if told else bytes(fragment[:LONGEST_START]).startswith(_STARTS.get(stream, (b"",)))
        if first or not groups:
            groups.append([])
        groups[-1].append(fragment)
        position += len(fragment) + 8
    if len(groups) != frames:
        raise Quarantined("PIXELS_UNREADABLE")
    return Encapsulated(offsets, groups)


def cleaned(source: Encapsulated, stream: Stream, plane_bytes: int) -> Encapsulated:
    """Frames without comments and surplus; a frame that changed becomes one fragment. The same object if all is clean."""
    frames = [_cleaned_frame(frame, stream, plane_bytes) for frame in source.frames]
    same = all(new is old for new, old in zip(frames, source.frames, strict=True))
    return source if same else Encapsulated(source.offsets, frames)


def _cleaned_frame(frame: list[Part], stream: Stream, plane_bytes: int) -> list[Part]:
    joined = b"".join(frame)
    clean = clean_stream(joined, stream, plane_bytes)
    return frame if clean is joined else [clean]
