"""Hash mode: equal 64-bit hashes among any number, in any order, in memory that does not grow."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import compiled
from qc.sequence.duplicates.partition import FOUND, Words, equal_in, scatter
from qc.sequence.duplicates.spill import PAGE, PARTITIONS, Spill, paged

HASH_BITS = 64
PARTITION_BITS = 8
LEAST_ROOM = 1 << 12
PIECE = 1 << 16


@dataclass(frozen=True, slots=True)
class Equal:
    """Hashes that stand more than once, rising; `times` is how often a hash stood that had stood before.

    With more than `partition.FOUND` of them not all are in `hashes`, and `whole` is false.
    """

    hashes: NDArray[np.uint64]
    times: int
    whole: bool

    @classmethod
    def none(cls) -> "Equal":
        """No hash stands twice."""
        return cls(np.empty(0, np.uint64), 0, True)


class Hashes:
    """Collects hashes up to `memory` bytes, then spills them to `folder`; `equal` finds those that stand twice.

    Costs about 15 ns for each hash. Two different names have one hash with a chance of n^2 / 2^65 in a file of n reads.
    """

    def __init__(self, memory: int, folder: Path | None) -> None:
        self.room = max(memory // 16, LEAST_ROOM) // PAGE * PAGE
        self._buffer = paged(self.room)
        self._scratch = paged(self.room)
        self._found = np.empty(FOUND, np.uint64)
        self._used = 0
        self._spill = Spill(folder)

    def fits(self, number: int) -> bool:
        """Whether so many more stay in memory."""
        return self._used + number <= self.room

    def feed(self, hashes: NDArray[np.uint64]) -> None:
        """Take hashes in. Raises `spill.NoRoom` where the disk is full."""
        while len(hashes):
            part = hashes[: self.room - self._used]
            self._buffer[self._used : self._used + len(part)] = part
            self._used += len(part)
            hashes = hashes[len(part) :]
            if self._used == self.room:
                self._write()

    def _write(self) -> None:
        starts = np.zeros(PARTITIONS + 1, np.int64)
        scatter(self._buffer[: self._used], HASH_BITS - PARTITION_BITS, PARTITION_BITS, self._scratch, starts)
        self._spill.write(self._scratch, starts)
        self._used = 0

    def equal(self) -> Equal:
        """The hashes that stand more than once; gives memory and disk back."""
        try:
            times, kept = self._in_runs() if self._spill.runs else self._in_memory()
            return Equal(np.unique(self._found[:kept]), times, times == kept)
        finally:
            self.close()

    def close(self) -> None:
        """Give memory and disk back."""
        self._spill.close()
        self._buffer = self._scratch = np.empty(0, np.uint64)
        self._used = 0

    def _in_memory(self) -> tuple[int, int]:
        different, kept = equal_in(self._buffer[: self._used], HASH_BITS, self._scratch, self._found, 0)
        return self._used - different, kept

    def _in_runs(self) -> tuple[int, int]:
        if self._used:
            self._write()
        times = kept = 0
        for partition in range(PARTITIONS):
            again, kept = self._in_partition(partition, kept)
            times += again
        return times, kept

    def _in_partition(self, partition: int, kept: int) -> tuple[int, int]:
        """Equal hashes of one partition: read in 1, 2, 4 … rounds, until a round's different hashes fit the memory."""
        for bits in range(HASH_BITS - PARTITION_BITS):
            times, now = 0, kept
            for part in range(1 << bits):
                again, now = self._in_round(partition, part, bits, now)
                if again < 0:
                    break
                times += again
            else:
                return times, now
        raise AssertionError("hashes of one value are one hash")

    def _in_round(self, partition: int, part: int, bits: int, kept: int) -> tuple[int, int]:
        """Equal hashes among those whose `bits` bits behind the partition's are `part`; -1 times if they do not fit."""
        top = HASH_BITS - PARTITION_BITS - bits
        used = times = 0
        for piece in self._spill.pieces(partition, min(PIECE, self.room // 4)):
            if used + len(piece) > self.room:
                different, kept = equal_in(self._buffer[:used], top, self._scratch, self._found, kept)
                times, used = times + used - different, different
                if used > self.room // 2:
                    return -1, kept
            used = int(_keep(piece, part, top, bits, self._buffer, used))
        different, kept = equal_in(self._buffer[:used], top, self._scratch, self._found, kept)
        return times + used - different, kept


@compiled
def _keep(piece: Words, part: int, shift: int, bits: int, buffer: Words, used: int) -> np.int64:
    """Append to `buffer` the hashes whose `bits` bits above `shift` are `part`; how many it holds then."""
    low, mask, wanted = np.uint64(shift), np.uint64((1 << bits) - 1), np.uint64(part)
    end = np.int64(used)
    for i in range(len(piece)):
        buffer[end] = piece[i]
        end += np.int64(((piece[i] >> low) & mask) == wanted)
    return end
