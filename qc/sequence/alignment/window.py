"""A moving window over decoded bytes: what is not used up stays, and more is read behind it."""

from typing import Protocol, Self

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.words import Bytes

SLACK = 64
"""Bytes that may be loaded after the last one; kernels read whole words."""


class Source(Protocol):
    """Decoded bytes; a `Stream` is one, a program that decodes CRAM is another."""

    def readinto(self, buffer: NDArray[np.uint8]) -> int:
        """Fill `buffer`; fewer bytes than it holds only at the end."""

    def again(self) -> Self:
        """The same bytes from the start."""

    def close(self) -> None:
        """Give back what reading took."""


class Window:
    """The bytes from `offset` (of the decoded stream) on, as far as they are read; `text` of them, `size` many."""

    def __init__(self, source: Source, capacity: int = 1 << 20) -> None:
        self._source = source
        self._buffer: Bytes = np.zeros(capacity + SLACK, np.uint8)
        self._start = self._end = 0
        self.offset = 0

    @property
    def size(self) -> int:
        """Bytes at hand."""
        return self._end - self._start

    @property
    def text(self) -> Bytes:
        """The bytes at hand, and at least `SLACK` more that mean nothing."""
        return self._buffer[self._start : self._end + SLACK]

    def seen(self, offset: int, number: int) -> bytes:
        """Bytes at `offset` of the decoded stream that were used up since the window last read more."""
        place = self._start - (self.offset - offset)
        return self._buffer[place : place + number].tobytes()

    def use(self, number: int) -> None:
        """Move on by `number` of the bytes at hand."""
        self._start += number
        self.offset += number

    def more(self) -> bool:
        """Read until the window is full; false if nothing came."""
        kept = self._buffer[self._start : self._end].copy()
        self._buffer[: len(kept)] = kept
        self._start, self._end = 0, len(kept)
        got = self._source.readinto(self._buffer[self._end : len(self._buffer) - SLACK])
        self._end += got
        return got > 0

    def hold(self, number: int) -> None:
        """Make room for `number` bytes at once."""
        if number > len(self._buffer) - SLACK:
            larger: Bytes = np.zeros(number + SLACK, np.uint8)
            larger[: self.size] = self._buffer[self._start : self._end]
            self._start, self._end = 0, self.size
            self._buffer = larger

    def take(self, number: int) -> bytes | None:
        """The next `number` bytes, used up; None if they end before."""
        parts = []
        while number > self.size:
            parts.append(self._buffer[self._start : self._end].tobytes())
            number -= self.size
            self.use(self.size)
            if not self.more():
                return None
        parts.append(self._buffer[self._start : self._start + number].tobytes())
        self.use(number)
        return b"".join(parts)

    def skip(self, number: int) -> bool:
        """Use up `number` bytes without keeping them; false if they end before."""
        while number > self.size:
            number -= self.size
            self.use(self.size)
            if not self.more():
                return False
        self.use(number)
        return True
