"""zstd, all frames of a file, block by block so that no input can ask for more than a block's text (RFC 8878)."""

from collections.abc import Iterator

import zstandard

from qc.sequence.container.faults import Broken, Ending, Fault
from qc.sequence.container.magic import SKIPPABLE, ZSTD
from qc.sequence.container.stored import Stored

WINDOW = 128 << 20
"""Largest window in bytes: what `zstd --long` asks for; more must be allowed by hand with zstd itself too."""
ID_BYTES = (0, 1, 2, 4)
SIZE_BYTES = (0, 2, 4, 8)
RLE = 1


class Zstd:
    """A decoder of zstd frames; skippable frames are skipped."""

    def __init__(self, stored: Stored) -> None:
        self._stored = stored
        self._held = b""
        self._at = 0
        self._padding = 0
        self._decompressor = zstandard.ZstdDecompressor(max_window_size=WINDOW)
        self._texts = self._decoded()
        self._text = memoryview(b"")

    def readinto(self, buffer: memoryview) -> int:
        """Decode into `buffer`; 0 at the end. Raises Broken at a fault."""
        while not len(self._text):
            text = next(self._texts, None)
            if text is None:
                return 0
            self._text = memoryview(text)
        taken = min(len(buffer), len(self._text))
        buffer[:taken] = self._text[:taken]
        self._text = self._text[taken:]
        return taken

    def _decoded(self) -> Iterator[bytes]:
        """The text of all frames, a block at a time."""
        while magic := self._up_to(4):
            if magic == ZSTD:
                yield from self._frame()
            elif magic in SKIPPABLE:
                self._skip(int.from_bytes(self._take(4), "little"))
            elif len(magic) < 4 and (ZSTD.startswith(magic) or any(s.startswith(magic) for s in SKIPPABLE)):
                raise Broken(Fault.TRUNCATED, "the next frame is cut")
            else:
                self._only_zeros(magic)

    def _frame(self) -> Iterator[bytes]:
        """The text of one frame, its magic number already taken."""
        decoder = self._decompressor.decompressobj()
        descriptor = self._take(1)
        flags = descriptor[0]
        single = bool(flags & 0x20)
        sizes = 1 if single and flags >> 6 == 0 else SIZE_BYTES[flags >> 6]
        header = self._take(ID_BYTES[flags & 3] + sizes + (not single))
        yield from decoded(decoder, ZSTD + descriptor + header)
        last = False
        while not last:
            head = self._take(3)
            value = int.from_bytes(head, "little")
            last = bool(value & 1)
            size = 1 if (value >> 1) & 3 == RLE else value >> 3
            check = 4 if last and flags & 4 else 0
            yield from decoded(decoder, head + self._take(size + check))
        if not decoder.eof:
            raise Broken(Fault.CORRUPT, "a zstd frame does not end where its blocks do")

    def _up_to(self, size: int) -> bytes:
        """The next `size` stored bytes, fewer at the end of the file."""
        while len(self._held) - self._at < size:
            piece = self._stored.read()
            if not piece:
                break
            self._held = self._held[self._at :] + piece
            self._at = 0
        taken = self._held[self._at : self._at + size]
        self._at += len(taken)
        return taken

    def _take(self, size: int) -> bytes:
        """The next `size` stored bytes. Raises Broken if the file ends before."""
        taken = self._up_to(size)
        if len(taken) < size:
            raise Broken(Fault.TRUNCATED, "the zstd frame ends too early")
        return taken

    def _skip(self, size: int) -> None:
        """Pass over a skippable frame's content, which may be 4 GB."""
        while size > 0:
            piece = self._take(min(size, 1 << 16))
            size -= len(piece)

    def _only_zeros(self, piece: bytes) -> None:
        """Count the zeros to the end of the file. Raises Broken if something else stands there."""
        while piece:
            if piece.strip(b"\x00"):
                raise Broken(Fault.TRAILING, "other bytes stand after the last zstd frame")
            self._padding += len(piece)
            piece = self._up_to(1 << 16)

    def ending(self) -> Ending:
        """How the whole file ended."""
        return Ending(reached=True, padding=self._padding)


def decoded(decoder: "zstandard.ZstdDecompressionObj", data: bytes) -> Iterator[bytes]:
    """What `data` decode to, if anything. Raises Broken if they are broken or ask for too large a window."""
    try:
        text = decoder.decompress(data)
    except zstandard.ZstdError as error:
        memory = "memory" in str(error) or "indow" in str(error)
        raise Broken(Fault.MEMORY if memory else Fault.CORRUPT, f"the zstd data are broken: {error}") from error
    if text:
        yield text
