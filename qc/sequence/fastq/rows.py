"""What the kernels fill: one row a record, and sums over all records."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

PADDING = 128
"""Bytes that a buffer has beyond its text, so that a vector may be read from the last byte on."""
LINES = 1 << 16
"""Lines that one call of `walk` looks at, at most."""
LENGTHS = 1 << 16
"""Lengths below this have a counter of their own."""
A, C, G, T, U, N, OTHER, READS, GOOD33, GOOD64, LONG, UNFIT = range(12)
"""Places in `Tallies.counts`: bases, records, those of mean quality 30 or more under either offset, long ones, and those
with bytes that are no quality characters."""
CHARACTERS = 256
PAIRS = CHARACTERS * CHARACTERS


class Rows(NamedTuple):
    """One entry a record: the columns of `NameColumns`, where its qualities begin, its length, its flags."""

    start: NDArray[np.int64]
    end: NDArray[np.int64]
    stop: NDArray[np.int64]
    mark: NDArray[np.uint8]
    pair: NDArray[np.uint64]
    name: NDArray[np.uint64]
    group: NDArray[np.uint64]
    key: NDArray[np.uint64]
    sequence: NDArray[np.int64]
    quality: NDArray[np.int64]
    length: NDArray[np.int64]
    flags: NDArray[np.uint32]


class Tallies(NamedTuple):
    """Sums over all records: `counts`, quality characters alone and two by two, reads by length and by GC.

    `pairs` are two tables of 32-bit counters used by turns; `kernel.drain` moves them to `quality` before they are full.
    """

    counts: NDArray[np.int64]
    quality: NDArray[np.int64]
    pairs: NDArray[np.uint32]
    lengths: NDArray[np.int64]
    gc: NDArray[np.int64]


def new_rows() -> Rows:
    """Room for the records of one call of `walk`."""
    room = LINES // 4
    return Rows(
        start=np.zeros(room, np.int64),
        end=np.zeros(room, np.int64),
        stop=np.zeros(room, np.int64),
        mark=np.zeros(room, np.uint8),
        pair=np.zeros(room, np.uint64),
        name=np.zeros(room, np.uint64),
        group=np.zeros(room, np.uint64),
        key=np.zeros(room, np.uint64),
        sequence=np.zeros(room, np.int64),
        quality=np.zeros(room, np.int64),
        length=np.zeros(room, np.int64),
        flags=np.zeros(room, np.uint32),
    )


def new_tallies() -> Tallies:
    """Counters at zero."""
    return Tallies(
        np.zeros(UNFIT + 1, np.int64),
        np.zeros(CHARACTERS, np.int64),
        np.zeros(2 * PAIRS, np.uint32),
        np.zeros(LENGTHS, np.int64),
        np.zeros(101, np.int64),
    )
