"""Names of primary records as 64-bit keys: which reads stand twice, which have no mate, in bounded memory.

A key is the hash of the name with its last three bits replaced by the read's class. Keys are split by their first bits,
on disk beyond the memory, and the reads of a template meet in a small table. Equal keys are candidates only; names of
equal hash may differ.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.bam_kernel import NOT_PRIMARY, UNMAPPED, Columns
from qc.sequence.alignment.mate_pairs import FIRST, LAST, SINGLE, class_of
from qc.sequence.alignment.mate_sums import add_read
from qc.sequence.alignment.words import signed
from qc.sequence.compiled import unmanaged
from qc.sequence.duplicates.partition import SPREAD, scatter
from qc.sequence.duplicates.spill import PARTITIONS, Spill, paged

Keys = NDArray[np.uint64]
Marks = NDArray[np.uint8]

CLASS = np.uint64(7)
NAME_SHIFT = np.uint64(3)
KEPT = 4096
"""Candidates of each kind that are kept; more are only counted."""
WORD = 8
BUCKET = 512
"""Keys for one table, which then stays in the nearest cache."""
MOST_BUCKETS = 1 << 13
FIRST_ROOM = 1 << 16
LEAST = 1 << 16
"""Keys there is room for at first, and at the least."""
FIRST_BITS = 56
"""The bits of a key below those that choose its partition."""
PIECE = 1 << 20
"""Keys read back at once."""

TWICE, ALONE, WHOLE = range(3)
"""Reads that stand again, templates with one end alone, templates with both ends."""


@unmanaged
def collect(columns: Columns, rows: int, unnamed: np.uint64, sums: Keys, keys: Keys) -> tuple[int, int]:
    """Keys of the primary records among the rows into `keys`, first and last reads into `sums`: keys, mapped records."""
    number, mapped = 0, 0
    for row in range(rows):
        flag, name = columns.flag[row], columns.name[row]
        mapped += flag & UNMAPPED == 0
        if flag & NOT_PRIMARY or name == unnamed:
            continue
        end = class_of(flag)
        keys[number] = (name & ~CLASS) | np.uint64(end)
        number += 1
        if end in (FIRST, LAST):
            add_read(sums, columns, row)
    return number, mapped


@unmanaged
def _place(names: Keys, ends: Marks, name: np.uint64) -> int:
    """Where a name is in the table, or the free place where it belongs; `ends` is 0 where it is free."""
    mask = len(names) - 1
    place = signed((name * SPREAD) >> np.uint64(32)) & mask
    while ends[place] != 0 and names[place] != name:
        place = (place + 1) & mask
    return place


@unmanaged
def _judge_bucket(keys: Keys, names: Keys, ends: Marks, figures: NDArray[np.int64], twice: Keys, alone: Keys) -> None:
    """Go through the keys of one bucket with an empty table of at least twice as many places."""
    for key in keys:
        name, end = key >> NAME_SHIFT, signed(key & CLASS)
        place = _place(names, ends, name)
        bit = np.uint8(1 << end)
        if ends[place] & bit and end in (FIRST, LAST, SINGLE):
            if figures[TWICE] < len(twice):
                twice[figures[TWICE]] = key
            figures[TWICE] += 1
        names[place] = name
        ends[place] |= bit
    for place in range(len(names)):
        if ends[place] in (1 << FIRST, 1 << LAST):
            if figures[ALONE] < len(alone):
                alone[figures[ALONE]] = names[place] << NAME_SHIFT
            figures[ALONE] += 1
        figures[WHOLE] += ends[place] == (1 << FIRST | 1 << LAST)


@unmanaged
def judge(
    keys: Keys,
    starts: NDArray[np.int64],
    names: Keys,
    ends: Marks,
    figures: NDArray[np.int64],
    twice: Keys,
    alone: Keys,
) -> None:
    """Go through keys in buckets; `figures` counts (TWICE, ALONE, WHOLE), `twice` and `alone` keep the first ones.

    Middle reads of a template, and those of an unknown end, may stand several times, and their mates are not asked for.
    """
    for bucket in range(len(starts) - 1):
        number = starts[bucket + 1] - starts[bucket]
        size = 2
        while size < 2 * number:
            size *= 2
        for place in range(size):
            ends[place] = 0
        part = keys[starts[bucket] : starts[bucket + 1]]
        _judge_bucket(part, names[:size], ends[:size], figures, twice, alone)


class Found:
    """What keys show; no template goes on from one run to the next."""

    def __init__(self) -> None:
        self._figures = np.zeros(3, np.int64)
        self._elsewhere = 0
        self._twice: Keys = np.zeros(KEPT, np.uint64)
        self._alone: Keys = np.zeros(KEPT, np.uint64)

    def look(self, keys: Keys, top: int = 64) -> None:
        """Take a run of keys, which are equal in the bits from `top` on."""
        bits = max(0, min(len(keys) // BUCKET, MOST_BUCKETS).bit_length())
        starts = np.zeros((1 << bits) + 1, np.int64)
        ordered: Keys = np.empty(len(keys), np.uint64)
        scatter(keys, min(top - bits, 63), bits, ordered, starts)
        size = 2 << int(np.diff(starts).max(initial=0)).bit_length()
        names: Keys = np.empty(size, np.uint64)
        judge(ordered, starts, names, np.empty(size, np.uint8), self._figures, self._twice, self._alone)

    def add(self, twice: int) -> None:
        """Count reads that stand again and were found elsewhere."""
        self._elsewhere += twice

    @property
    def twice(self) -> int:
        """Reads that stand again."""
        return int(self._figures[TWICE]) + self._elsewhere

    @property
    def alone(self) -> int:
        """Templates with one end alone."""
        return int(self._figures[ALONE])

    @property
    def whole(self) -> int:
        """Templates with both ends."""
        return int(self._figures[WHOLE])

    @property
    def twice_keys(self) -> Keys:
        """The first keys of reads that stand again."""
        return self._twice[: int(self._figures[TWICE])]

    @property
    def alone_keys(self) -> Keys:
        """The first keys of templates with one end alone."""
        return self._alone[: self.alone]


class NameKeys:
    """Collects keys; beyond its memory (bytes) they go to a temporary file, 8 bytes for each read."""

    def __init__(self, folder: Path | None, memory: int) -> None:
        self._keys: Keys = np.zeros(FIRST_ROOM, np.uint64)
        self._number = 0
        self._most = max(memory // (2 * WORD), LEAST)
        self._spill = Spill(folder)
        self._left_out = 0

    def room(self, number: int) -> Keys:
        """Room for so many keys, to be written in any order. Raises NoRoom where the temporary folder is full."""
        if self._number + number > len(self._keys):
            self._grow(self._number + number)
        return self._keys[self._number : self._number + number]

    def grown(self, number: int) -> None:
        """Keep the first `number` keys of the room given last."""
        self._number += number

    def _grow(self, wanted: int) -> None:
        if wanted > self._most and self._number:
            self._write()
            wanted -= self._number
            self._number = 0
        if wanted > len(self._keys):
            larger: Keys = np.zeros(max(wanted, min(2 * len(self._keys), self._most)), np.uint64)
            larger[: self._number] = self._keys[: self._number]
            self._keys = larger

    def _write(self) -> None:
        target = paged(self._number)
        starts = np.zeros(PARTITIONS + 1, np.int64)
        scatter(self._keys[: self._number], FIRST_BITS, 8, target, starts)
        self._spill.write(target, starts)

    def _runs(self) -> Iterator[tuple[Keys, int]]:
        """All keys in runs by their first bits, and the bits below those."""
        if not self._spill.runs:
            yield self._keys[: self._number], 64
            return
        self._write()
        self._keys = np.zeros(0, np.uint64)
        for partition in range(PARTITIONS):
            yield from self._partition(partition)

    def _partition(self, partition: int) -> Iterator[tuple[Keys, int]]:
        """The keys of one partition, in as many parts, by the next bits, as the memory asks for."""
        size = sum(int(run[partition + 1] - run[partition]) for run in self._spill.runs)
        bits = max(0, (size // self._most).bit_length())
        for part in range(1 << bits):
            pieces = [np.zeros(0, np.uint64)]
            for piece in self._spill.pieces(partition, PIECE):
                following = (piece >> np.uint64(FIRST_BITS - bits)) & np.uint64((1 << bits) - 1)
                wanted = piece[following == part]
                pieces.append(self._thinned(wanted) if bits else wanted.copy())
            yield np.concatenate(pieces), FIRST_BITS - bits

    def _thinned(self, keys: Keys) -> Keys:
        """The keys without third and further copies, which are counted: all reads of a file may have one name."""
        distinct, numbers = np.unique(keys, return_counts=True)
        judged = np.isin(distinct & CLASS, (FIRST, LAST, SINGLE))
        self._left_out += int(np.maximum(numbers[judged] - 2, 0).sum())
        return np.repeat(distinct, np.minimum(numbers, 2))

    def close(self) -> Found:
        """Look, and give memory and disk back."""
        found = Found()
        try:
            for keys, top in self._runs():
                found.look(keys, top)
            found.add(self._left_out)
        finally:
            self.drop()
        return found

    def drop(self) -> None:
        """Give memory and disk back."""
        self._spill.close()
        self._keys, self._number = np.zeros(0, np.uint64), 0
