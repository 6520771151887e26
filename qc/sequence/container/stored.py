"""The stored bytes of a file: read once, in order, with checksums and progress computed on the way."""

import os
from pathlib import Path

from graph_schema.errors import UnusableInput
from qc.sequence.container.digests import digests
from qc.sequence.options import Progress

PIECE = 128 << 10
"""Stored bytes read at once: they stay in the processor's cache between reading, hashing and decoding."""


class Stored:
    """A file opened for reading; also the file object that decoders read from.

    md5 and sha256 are computed in the thread that reads: a thread of its own costs the same processor time and more
    for its switches. Raises UnusableInput if the file is absent, no regular file or cannot be read.
    """

    def __init__(self, path: Path, progress: Progress | None = None, *, checksums: bool = True) -> None:
        self.path = path
        self._progress = progress
        self.place = 0
        try:
            self._file = path.open("rb", buffering=0)
            self.size = os.fstat(self._file.fileno()).st_size
        except OSError as error:
            raise unreadable(path, error) from error
        self._digests = digests(self.size) if checksums else None

    def readinto(self, buffer: memoryview) -> int:
        """Read the next bytes into `buffer`; 0 at the end. Raises UnusableInput where the system cannot read."""
        try:
            got = self._file.readinto(buffer) or 0
        except OSError as error:
            raise unreadable(self.path, error) from error
        self.place += got
        if self._digests is not None and got:
            self._digests.update(buffer[:got])
        if self._progress is not None and got:
            self._progress(got)
        return got

    def read(self, size: int = PIECE) -> bytes:
        """The next bytes, at most `size`; empty at the end."""
        buffer = bytearray(size)
        return bytes(memoryview(buffer)[: self.readinto(memoryview(buffer))])

    def at(self, offset: int, size: int) -> bytes:
        """Up to `size` bytes from `offset`, without moving the place of reading."""
        try:
            return os.pread(self._file.fileno(), size, max(offset, 0))
        except OSError as error:
            raise unreadable(self.path, error) from error

    def rest(self) -> None:
        """Read what is left, for the checksums."""
        buffer = memoryview(bytearray(PIECE))
        while self.readinto(buffer):
            pass
        self.size = self.place

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    @property
    def md5(self) -> str:
        """md5 of the bytes read so far, in hexadecimal."""
        return "" if self._digests is None else self._digests.md5

    @property
    def sha256(self) -> str:
        """sha256 of the bytes read so far, in hexadecimal."""
        return "" if self._digests is None else self._digests.sha256


def unreadable(path: Path, error: OSError) -> UnusableInput:
    """What the system says about a path that cannot be read."""
    return UnusableInput(f"{path}: {error.strerror or error}", hint="check the path and who may read it")
