"""The text of a file in one buffer: a window that moves on, keeps what is not yet taken, and ends in padding."""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.container.stream import Stream
from qc.sequence.fastq.careful import LENGTH_LIMIT
from qc.sequence.fastq.kernel import find_lines
from qc.sequence.fastq.lines import Lines
from qc.sequence.fastq.rows import LINES, PADDING

BLOCK = 1 << 20
"""Bytes that are read at once; larger blocks leave the processor's cache."""
JUDGED = 1 << 18
"""Bytes that a record out of form is judged by, at least, unless the file ends before; eight lines besides."""
JUDGED_LINES = 8
NEAR, NEAR_LINES = 1 << 12, 32
"""Bytes and lines at the start of those that are looked at first: they are enough for most faults."""
SCANNED = 1 << 16
"""Bytes that are searched at once for the end of blank lines."""

_NEWLINE = 10
_SOLID = np.array([not bytes([byte]).isspace() for byte in range(256)])


class Text:
    """The decoded text between `start` (the next record) and `filled`, in `bytes`; `offset` is the place of bytes[0].

    The buffer has room for the longest record from the beginning, but memory that is not written is not used: only a
    file of very long lines takes more than a block.
    """

    def __init__(self, stream: Stream, block: int = BLOCK) -> None:
        self.bytes: NDArray[np.uint8] = np.empty(2 * LENGTH_LIMIT + 4 * max(block, BLOCK) + PADDING, np.uint8)
        self.start = self.filled = self.offset = 0
        self.final = False
        self.closed_line = True
        self._stream = stream
        self._block = block
        self._ends = np.zeros(LINES, np.int64)

    @property
    def place(self) -> int:
        """Offset of `start` in the decoded file."""
        return self.offset + self.start

    @property
    def is_full(self) -> bool:
        """Whether the text not yet taken is longer than any record may be."""
        return self.filled - self.start > 2 * LENGTH_LIMIT + 2 * BLOCK

    def fill(self) -> None:
        """Move the text not yet taken to the front and read the next block behind it; at the end, close the last line."""
        left = self.filled - self.start
        if self.start:
            self.bytes[:left] = self.bytes[self.start : self.filled]
        self.offset += self.start
        self.start, self.filled = 0, left
        got = self._stream.readinto(self.bytes[left : left + self._block])
        self.filled += got
        if got:
            self.closed_line = bool(self.bytes[self.filled - 1] == _NEWLINE)
            return
        self.final = True
        if not self.closed_line:
            self.bytes[self.filled] = _NEWLINE
            self.filled += 1

    def longest_line(self) -> int:
        """Bytes of the longest line of the text not yet taken (of its first lines, if they are very many)."""
        found = find_lines(self.bytes, self.start, self.filled, self._ends)
        places = np.concatenate(([self.start - 1], self._ends[:found], [self.filled]))
        return int(np.diff(places).max()) - 1

    def blank_lines(self) -> tuple[int, int]:
        """How many blank lines stand at `start`, and their bytes; what follows the last line feed is left."""
        at = self.start
        while at < self.filled:
            solid = np.flatnonzero(_SOLID[self.bytes[at : min(at + SCANNED, self.filled)]])
            if len(solid):
                at += int(solid[0])
                break
            at = min(at + SCANNED, self.filled)
        feeds = np.flatnonzero(self.bytes[self.start : at] == _NEWLINE)
        return (len(feeds), int(feeds[-1]) + 1) if len(feeds) else (0, 0)

    def near(self) -> Lines | None:
        """The first of the lines that `judged` gives, where they are short; None where they are long, few or not there.

        What they tell is what all would tell, unless they are `exhausted`.
        """
        stop = min(self.filled, self.start + NEAR)
        found = find_lines(self.bytes, self.start, stop, self._ends)
        return self._lines(int(self._ends[found - 1]) + 1, final=False) if found >= NEAR_LINES else None

    def judged(self) -> Lines | None:
        """The lines that a record out of form at `start` is judged by; None if more of the file must be read first.

        They depend on the file alone, not on the blocks it is read in.
        """
        found = find_lines(self.bytes, self.start, min(self.filled, self.start + LENGTH_LIMIT), self._ends)
        whole = self._ends[:found]
        if self.final and self.filled - self.start <= JUDGED:
            return self._lines(self.filled, final=True)
        if self.filled - self.start > LENGTH_LIMIT and found:
            return self._lines(int(whole[-1]) + 1, final=False)
        if found >= JUDGED_LINES and self.filled - self.start > JUDGED:
            stop = self.start + JUDGED
            inside = int(np.searchsorted(whole, stop))
            return self._lines(int(whole[max(inside, JUDGED_LINES) - 1]) + 1, final=False)
        return self._lines(self.filled, final=True) if self.final else None

    def _lines(self, stop: int, *, final: bool) -> Lines:
        return Lines(self.bytes[self.start : stop - 1].tobytes().split(b"\n"), final and stop == self.filled)
