"""bzip2 and xz, all streams of a file, by the standard library in bounded memory."""

import bz2
import lzma
from collections.abc import Callable
from typing import Protocol

from qc.sequence.container.faults import Broken, Ending, Fault
from qc.sequence.container.magic import BZIP2, XZ
from qc.sequence.container.stored import Stored

FED = 8 << 10
"""Stored bytes given to a decompressor at once: what one stream leaves over is copied for the next."""
MEMORY = 160 << 20
"""Bytes that an xz stream may ask for: `xz -9` needs 65 MiB."""


class _Decompressor(Protocol):
    """What bz2 and lzma have in common."""

    @property
    def eof(self) -> bool: ...
    @property
    def needs_input(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    def decompress(self, data: bytes, max_length: int = -1) -> bytes: ...


class Streams:
    """A decoder of streams that follow each other, each beginning with `magic`."""

    def __init__(self, stored: Stored, magic: bytes, new: Callable[[], _Decompressor]) -> None:
        self._stored = stored
        self._magic = magic
        self._new = new
        self._now = new()
        self._fed = b""
        self._padding = 0
        self._ended = False

    def readinto(self, buffer: memoryview) -> int:
        """Decode into `buffer`; 0 at the end. Raises Broken at a fault."""
        while not self._ended:
            if self._now.eof and not self._follows():
                return 0
            if self._now.needs_input and not self._fed:
                self._fed = self._stored.read(FED)
                if not self._fed:
                    raise Broken(Fault.TRUNCATED, "the compressed stream ends too early")
            text = self._decoded(len(buffer))
            if text:
                buffer[: len(text)] = text
                return len(text)
        return 0

    def _decoded(self, size: int) -> bytes:
        """At most `size` more bytes of the current stream."""
        fed, self._fed = self._fed, b""
        try:
            return self._now.decompress(fed, size)
        except (OSError, ValueError, EOFError) as error:
            raise Broken(Fault.CORRUPT, f"the compressed data are broken: {error}") from error
        except lzma.LZMAError as error:
            fault = Fault.MEMORY if "emory" in str(error) else Fault.CORRUPT
            raise Broken(fault, f"the compressed data are broken: {error}") from error

    def _follows(self) -> bool:
        """Begin the stream that follows, if one does; zeros may stand before it."""
        self._fed = self._now.unused_data
        while True:
            piece = self._fed.lstrip(b"\x00")
            self._padding += len(self._fed) - len(piece)
            self._fed = piece
            more = b"" if len(piece) >= len(self._magic) else self._stored.read(FED)
            if not more:
                break
            self._fed += more
        if not self._fed:
            self._ended = True
            return False
        if not self._fed.startswith(self._magic):
            cut = self._magic.startswith(self._fed)
            fault = Fault.TRUNCATED if cut else Fault.TRAILING
            raise Broken(fault, "the next stream is cut" if cut else "other bytes stand after the last stream")
        self._now = self._new()
        return True

    def ending(self) -> Ending:
        """How the whole file ended; xz allows zeros in fours between and after its streams (section 2.2)."""
        allowed = self._magic == XZ and self._padding % 4 == 0
        return Ending(reached=True, padding=0 if allowed else self._padding)


def bzip2(stored: Stored) -> Streams:
    """A decoder of bzip2."""
    return Streams(stored, BZIP2, bz2.BZ2Decompressor)


def xz(stored: Stored) -> Streams:
    """A decoder of xz; its check values are verified."""
    return Streams(stored, XZ, lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, MEMORY))
