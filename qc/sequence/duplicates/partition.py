"""Equal values among many, at a few nanoseconds each: split by leading bits, then tables that fit the cache."""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import compiled

Words = NDArray[np.uint64]

SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""2^64 divided by the golden ratio: multiplying by it spreads neighbours over the table."""

BUCKET = 2048
"""Values for one table: with its free places it takes 32 kB, the size of the nearest cache."""

MOST_BITS = 14

FOUND = 1 << 20
"""Equal values that are kept; more are only counted."""


@compiled
def _places(values: Words, shift: np.uint64, mask: np.uint64, starts: NDArray[np.int64]) -> None:
    """Where each bucket begins, into `starts` (one longer than there are buckets)."""
    starts[:] = 0
    for i in range(len(values)):
        starts[np.int64((values[i] >> shift) & mask) + 1] += 1
    for bucket in range(1, len(starts)):
        starts[bucket] += starts[bucket - 1]


@compiled
def scatter(values: Words, shift: int, bits: int, target: Words, starts: NDArray[np.int64]) -> None:
    """Order `values` by `bits` bits above `shift` into `target`; `starts` (2^bits + 1 long) tells the buckets."""
    low, mask = np.uint64(shift), np.uint64((1 << bits) - 1)
    _places(values, low, mask, starts)
    ends = starts[:-1].copy()
    for i in range(len(values)):
        bucket = np.int64((values[i] >> low) & mask)
        target[ends[bucket]] = values[i]
        ends[bucket] += 1


@compiled
def _in_table(values: Words, table: Words, distinct: Words, found: Words, kept: int) -> tuple[int, int]:
    """How many different values there are, and how many of those that stand again are in `found` now (from `kept`).

    `table` has a power of two places, at least twice as many as there are values; 0 marks a free one and is itself
    looked after aside. The different values are written to `distinct`.
    """
    table[:] = np.uint64(0)
    mask = np.int64(len(table) - 1)
    number, zero = 0, False
    for i in range(len(values)):
        value = values[i]
        place = np.int64((value * SPREAD) >> np.uint64(32)) & mask
        while table[place] != np.uint64(0) and table[place] != value:
            place = (place + 1) & mask
        met = table[place] == value and (zero or value != np.uint64(0))
        table[place] = value
        zero = zero or value == np.uint64(0)
        if not met:
            distinct[number] = value
            number += 1
        elif kept < len(found):
            found[kept] = value
            kept += 1
    return number, kept


@compiled
def equal_in(values: Words, top: int, scratch: Words, found: Words, kept: int) -> tuple[int, int]:
    """Find values that stand again: how many different ones there are, and how many are in `found` now (from `kept`).

    The bits below `top` must be spread evenly (hashes); `scratch` is as long as `values`, which hold the different
    ones afterwards, from the front. A value that stands n times is found n - 1 times, as long as `found` has room.
    """
    bits = 0
    while (len(values) >> bits) > BUCKET and bits < MOST_BITS:
        bits += 1
    starts = np.zeros((1 << bits) + 1, np.int64)
    scatter(values, top - bits, bits, scratch, starts)
    table = np.zeros(2 * BUCKET, np.uint64)
    different = 0
    for bucket in range(1 << bits):
        part = scratch[starts[bucket] : starts[bucket + 1]]
        size = 4
        while size < 2 * len(part):
            size *= 2
        if size > len(table):
            table = np.zeros(size, np.uint64)
        number, kept = _in_table(part, table[:size], values[different:], found, kept)
        different += number
    return different, kept
