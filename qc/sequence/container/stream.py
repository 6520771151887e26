"""A sequence file as a stream of decoded bytes that never raises on its content."""

from collections.abc import Callable, Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from qc.sequence.container.bgzf import Bgzf
from qc.sequence.container.bzip2_xz import bzip2, xz
from qc.sequence.container.faults import Broken, Ending, Fault, tell
from qc.sequence.container.gzip_members import GzipMembers
from qc.sequence.container.magic import LOOKED_AT, Container, container_of
from qc.sequence.container.plain import Plain
from qc.sequence.container.stored import Stored
from qc.sequence.container.zstd import Zstd
from qc.sequence.options import Format, Progress
from qc.sequence.remarks import Remarks
from qc.sequence.sniff import format_of

HEAD = 64 << 10
BLOCK = 1 << 20


class Decoder(Protocol):
    """Decodes the stored bytes of one file."""

    def readinto(self, buffer: memoryview) -> int:
        """Decode into `buffer`; 0 at the end. Raises Broken at a fault."""

    def ending(self) -> Ending:
        """How the shell ended, once `readinto` has given 0."""


DECODERS: dict[Container, Callable[[Stored], Decoder]] = {
    "gzip": GzipMembers,
    "bgzf": Bgzf,
    "bzip2": bzip2,
    "xz": xz,
    "zstd": Zstd,
}
"""How each container is decoded; any other is read as it is."""


class Stream:
    """The decoded bytes of one file, from `open_stream`.

    `container` is what the first stored bytes are; `size` counts the stored bytes; `head` is the first 64 KiB of the
    decoded text, or all of it; `offset` counts the decoded bytes given so far; `fault` says why they ended too early.
    `format` decides which codes the faults get: what name and content say, unless the caller sets it.
    """

    def __init__(self, stored: Stored, remarks: Remarks | None) -> None:
        self.path = stored.path
        self.offset = 0
        self._stored = stored
        self._remarks = remarks
        start = stored.at(0, LOOKED_AT)
        self.container: Container = container_of(start, stored.path.name)
        self._decoder = DECODERS.get(self.container, Plain)(stored)
        self._decoded = 0
        self._over = False
        self._closed = False
        self.ending = Ending()
        self.told = False
        if not start:
            self._end(Ending(reached=True, fault=Fault.EMPTY))
        self.head = self._begin()
        self.format: Format = format_of(self.head, self.path.name)
        self._left = memoryview(self.head)

    def _begin(self) -> bytes:
        """The first decoded bytes; `readinto` gives them again."""
        buffer = np.empty(HEAD, np.uint8)
        return buffer[: self._fill(memoryview(buffer.data))].tobytes()

    def _fill(self, buffer: memoryview) -> int:
        """Decode until `buffer` is full or nothing follows."""
        filled = 0
        while filled < len(buffer) and not self._over:
            try:
                got = self._decoder.readinto(buffer[filled:])
            except Broken as broken:
                got = broken.given
                self._end(Ending(True, broken.fault, broken.detail, self._decoded + got))
            else:
                if not got:
                    self._end(self._decoder.ending())
            filled += got
            self._decoded += got
        return filled

    def _end(self, ending: Ending) -> None:
        """Nothing is decoded after this."""
        self._over = True
        self.ending = ending

    def readinto(self, buffer: NDArray[np.uint8]) -> int:
        """Fill `buffer` with the next decoded bytes; fewer than it holds, and then 0, only at the end.

        A fault ends the stream: what was decoded before it is given, and `fault` says which.
        """
        view = memoryview(buffer.data)
        taken = min(len(self._left), len(view))
        if taken:
            view[:taken] = self._left[:taken]
            self._left = self._left[taken:]
        filled = taken + self._fill(view[taken:])
        self.offset += filled
        return filled

    def blocks(self, size: int = BLOCK) -> Iterator[NDArray[np.uint8]]:
        """The decoded bytes in blocks of `size`, the last one shorter; each block overwrites the one before it."""
        buffer = np.empty(size, np.uint8)
        while filled := self.readinto(buffer):
            yield buffer[:filled]

    @property
    def fault(self) -> Fault | None:
        """Why the decoded bytes ended before their time; None while they go on or where all is well."""
        return self.ending.fault

    @property
    def size(self) -> int:
        """Stored bytes of the file."""
        return self._stored.size

    @property
    def md5(self) -> str:
        """md5 of the stored bytes in hexadecimal, once the stream is closed."""
        return self._stored.md5

    @property
    def sha256(self) -> str:
        """sha256 of the stored bytes in hexadecimal, once the stream is closed."""
        return self._stored.sha256

    def again(self) -> "Stream":
        """The same file from its start, without checksums, remarks or progress."""
        return opened(Stored(self.path, checksums=False), None)

    def close(self) -> None:
        """Read the rest of the stored bytes for the checksums, say how the shell ended, and close the file."""
        if self._closed:
            return
        self._closed = True
        if self._remarks is not None:
            self._stored.rest()
            tell(self, self.format, self._remarks)
        self._stored.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.close()
        else:
            self._closed = True
            self._stored.close()


def open_stream(
    path: Path, remarks: Remarks | None, progress: Progress | None = None, *, checksums: bool = True
) -> Stream:
    """Open a file for checking: its container is known by its content, and the faults of the container go to `remarks`.

    Raises UnusableInput if the path cannot be read at all; whatever the file holds raises nothing.
    """
    return opened(Stored(path, progress, checksums=checksums), remarks)


def opened(stored: Stored, remarks: Remarks | None) -> Stream:
    """The stream of an open file, which is closed again if its beginning cannot be read."""
    try:
        return Stream(stored, remarks)
    except BaseException:
        stored.close()
        raise
