"""Reading FASTA block by block: the kernel's walk over a stream, and the names it finds as columns."""

from collections.abc import Generator, Iterator

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import compiled
from qc.sequence.container.stream import Stream
from qc.sequence.fasta import kernel
from qc.sequence.fasta.faults import Notes
from qc.sequence.fasta.lengths import LengthCounts
from qc.sequence.fasta.letters import ALLOWED
from qc.sequence.fastq.columns import NameColumns
from qc.sequence.fastq.naming import hash_of

BLOCK = 1 << 20
PATIENCE = 256 << 10
"""Longest header in bytes that is looked at as a whole; of a longer one the rest is passed over."""
PADDING = 64
"""Bytes behind the text that vector operations may touch."""


class Text:
    """The FASTA text of a stream: `names` reads all of it and leaves notes, lengths and counts of letters behind."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.notes = Notes()
        self.lengths = LengthCounts()
        self._buffer = np.zeros(BLOCK + PATIENCE + PADDING, np.uint8)
        self._tables = np.zeros(4 * 256, np.int64)
        self._names = np.zeros((kernel.NAMES, 3), np.int64)
        self.state = np.zeros(kernel.STATE, np.int64)
        self.state[kernel.LINE] = 1
        self._found = np.zeros(kernel.NAMES, np.int64)
        self._desk = kernel.Desk(
            self.state, ALLOWED, self._tables, self._names, self._found, self.notes.kept, self.notes.counts
        )

    def names(self) -> Iterator[NameColumns]:
        """The names of the records, block by block; the columns are overwritten by the next ones."""
        held, offset, final = 0, 0, False
        while not final:
            got = self.stream.readinto(self._buffer[held : held + BLOCK])
            final = got == 0
            # What is held is a header without its end, or a CR: of a cut file it means nothing.
            held = 0 if final and self.stream.fault is not None else held + got
            used = yield from self._walk(held, offset, final)
            self._buffer[: held - used] = self._buffer[used:held].copy()
            held -= used
            offset += used
        self._finish(offset)

    def _walk(self, held: int, offset: int, final: bool) -> Generator[NameColumns, None, int]:
        """The names within the bytes that are held, as often as the kernel fills its columns; gives the bytes used up."""
        used, rows = 0, kernel.NAMES
        while rows == kernel.NAMES:
            first = self.records + 1
            text = self._buffer[used:]
            more, rows = kernel.walk(text, held - used, offset + used, final, PATIENCE, self._desk)
            self.lengths.take(self._found[:rows])
            if rows:
                yield columns(first, offset + used, text, self._names[:rows])
            used += more
        return used

    def _finish(self, offset: int) -> None:
        kernel.finish(offset, self._desk)
        self.lengths.take(self._found[:1])

    @property
    def records(self) -> int:
        """Records so far."""
        return int(self.state[kernel.RECORD])

    @property
    def letters(self) -> NDArray[np.int64]:
        """How often each byte stands in sequences."""
        total: NDArray[np.int64] = self._tables.reshape(4, 256).sum(axis=0)
        return total


def columns(first: int, offset: int, text: NDArray[np.uint8], names: NDArray[np.int64]) -> NameColumns:
    """The names of one walk, with their hashes; marks and groups mean nothing in FASTA and are 0."""
    number = len(names)
    nothing = np.zeros(number, np.uint64)
    hashes = np.empty(number, np.uint64)
    hash_names(text, names, hashes)
    start, end, stop = (np.ascontiguousarray(names[:, column]) for column in range(3))
    marks = np.zeros(number, np.uint8)
    return NameColumns(first, offset, text, start, end, stop, marks, hashes, hashes, nothing, nothing)


@compiled
def hash_names(text: NDArray[np.uint8], names: NDArray[np.int64], hashes: NDArray[np.uint64]) -> None:
    """The 64-bit hash of each name; `text` has padding behind the last one."""
    for row in range(len(names)):
        hashes[row] = hash_of(text, names[row, 0], names[row, 1])


def names_again(stream: Stream) -> Iterator[NameColumns]:
    """The names of the same file from its start."""
    with stream.again() as again:
        yield from Text(again).names()
