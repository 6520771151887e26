"""A sample of the blocks of a stream that nobody measured before: chosen by a rule, spread evenly, bounded.

Each block of whole records has a priority, a fixed mixing of its number; the blocks of the smallest priorities are the
sample. So the choice depends on nothing but the file, every block is as likely as any other, and no more than
`blocks` results are held, however long the stream is.
"""

import heapq
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import compiled

LF = 10
LINES = 4
BLOCK = 1 << 20
LONGEST = 64 << 20
"""Bytes of one block of records; a record longer than this is not looked at."""

MASK = (1 << 64) - 1

T = TypeVar("T")


class Decoded(Protocol):
    """A stream of decoded bytes."""

    def blocks(self, size: int = BLOCK) -> Iterator[NDArray[np.uint8]]:
        """The bytes in order; a block may be overwritten by the next."""


@dataclass(slots=True)
class Sample(Generic[T]):
    """Results of the blocks with the smallest priorities, at most `blocks` of them."""

    blocks: int
    heap: list[tuple[int, int, T]] = field(default_factory=list)

    def wants(self, number: int) -> bool:
        """Whether the block of this number (from 0) is of the sample, as far as is known."""
        return len(self.heap) < self.blocks or -priority(number) > self.heap[0][0]

    def add(self, number: int, result: T) -> None:
        """Take a result that is wanted; the one of the largest priority goes when there are too many."""
        heapq.heappush(self.heap, (-priority(number), number, result))
        if len(self.heap) > self.blocks:
            heapq.heappop(self.heap)

    def results(self) -> list[T]:
        """What is in the sample, in the order of the blocks."""
        return [result for _, _, result in sorted(self.heap, key=lambda entry: entry[1])]


def priority(number: int) -> int:
    """A fixed mixing of the number of a block to 64 bits (the finaliser of splitmix64)."""
    value = (number + 1) * 0x9E3779B97F4A7C15 & MASK
    value = (value ^ value >> 30) * 0xBF58476D1CE4E5B9 & MASK
    value = (value ^ value >> 27) * 0x94D049BB133111EB & MASK
    return value ^ value >> 31


@compiled
def lines_end(text: NDArray[np.uint8], lines: int) -> tuple[int, int]:
    """How many whole groups of `lines` lines a text holds, and where the last of them ends."""
    count = 0
    for place in range(text.size):
        count += text[place] == LF
    rest = count % lines
    place = text.size
    while place > 0:
        if text[place - 1] == LF:
            if rest == 0:
                break
            rest -= 1
        place -= 1
    return count // lines, place


def whole_records(blocks: Iterable[NDArray[np.uint8]]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """FASTQ text again in blocks of whole records of four lines, with their number; what has no end is left out.

    The last record may lack its line end. A record longer than `LONGEST` ends the reading.
    """
    rest = np.empty(0, np.uint8)
    for block in blocks:
        text = np.concatenate([rest, block])
        records, end = lines_end(text, LINES)
        if records:
            yield records, text[:end]
        rest = text[end:]
        if rest.size > LONGEST:
            return
    closed = np.append(rest, np.uint8(LF))
    records, end = lines_end(closed, LINES)
    if records:
        yield records, closed[:end]


@compiled
def second_lines(text: NDArray[np.uint8], records: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where the second line of each group of four begins and ends, of a text of whole groups."""
    starts = np.zeros(records, np.int64)
    ends = np.zeros(records, np.int64)
    line = 0
    for place in range(text.size):
        if text[place] == LF:
            record = line // LINES
            if line % LINES == 0 and record < records:
                starts[record] = place + 1
            elif line % LINES == 1 and record < records:
                ends[record] = place
            line += 1
    return starts, ends
