"""The loop of ordered mode: keys of one tile in rising order, the bounds of tiles that were closed."""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import compiled
from qc.sequence.duplicates.partition import SPREAD, Words

HALF = np.uint64(32)
GROUP, LOW, HIGH, TURNED_LOW, TURNED_HIGH = range(5)
"""Columns of a table of bounds: the group, smallest and largest key, and the same with the key's halves exchanged."""

BOUNDS = 5
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)


@compiled
def turned(key: np.uint64) -> np.uint64:
    """The key with its second number in the high half: some instruments write x inside y, others y inside x."""
    return (key >> HALF) | (key << HALF)


@compiled
def place_of(group: np.uint64, key: np.uint64) -> np.uint64:
    """A hash of group and key, spread evenly: equal names have equal places."""
    value = (group ^ (key * SPREAD)) * SPREAD
    value ^= value >> np.uint64(29)
    value *= np.uint64(0xBF58476D1CE4E5B9)
    return value ^ (value >> HALF)


@compiled
def row_of(table: NDArray[np.uint64], used: NDArray[np.uint8], group: np.uint64) -> np.int64:
    """The row of a group in a table of open addresses, or the free row where it belongs."""
    mask = np.int64(len(used) - 1)
    row = np.int64((group * SPREAD) >> HALF) & mask
    while used[row] and table[row, GROUP] != group:
        row = (row + 1) & mask
    return row


@compiled
def merge(bounds: NDArray[np.uint64], other: NDArray[np.uint64]) -> None:
    """Let a row of bounds take all of another in."""
    bounds[LOW], bounds[HIGH] = min(bounds[LOW], other[LOW]), max(bounds[HIGH], other[HIGH])
    bounds[TURNED_LOW] = min(bounds[TURNED_LOW], other[TURNED_LOW])
    bounds[TURNED_HIGH] = max(bounds[TURNED_HIGH], other[TURNED_HIGH])


@compiled
def within(bounds: NDArray[np.uint64], key: np.uint64) -> bool:
    """Whether the key lies within a row of bounds, both ways."""
    other = turned(key)
    return bool(bounds[LOW] <= key <= bounds[HIGH] and bounds[TURNED_LOW] <= other <= bounds[TURNED_HIGH])


@compiled
def overlap(one: NDArray[np.uint64], other: NDArray[np.uint64], common: NDArray[np.uint64]) -> bool:
    """Whether two rows of bounds have room in common, both ways; it is written to `common`."""
    common[GROUP] = one[GROUP]
    common[LOW], common[HIGH] = max(one[LOW], other[LOW]), min(one[HIGH], other[HIGH])
    common[TURNED_LOW] = max(one[TURNED_LOW], other[TURNED_LOW])
    common[TURNED_HIGH] = min(one[TURNED_HIGH], other[TURNED_HIGH])
    return bool(common[LOW] <= common[HIGH] and common[TURNED_LOW] <= common[TURNED_HIGH])


@compiled
def run_length(group: Words, row: int, wanted: np.uint64) -> int:
    """How many rows from `row` on are of the wanted group."""
    end = row
    while end < len(group) and group[end] == wanted:
        end += 1
    return end - row


@compiled
def collect(keys: Words, tile: Words, used: int, bounds: NDArray[np.uint64], falls: NDArray[np.int64]) -> None:
    """Append keys to the open tile, which has room for them, and widen its bounds.

    `falls` counts the keys that are not above their predecessor: as they stand, turned.
    """
    low, high, turned_low, turned_high = bounds[LOW], bounds[HIGH], bounds[TURNED_LOW], bounds[TURNED_HIGH]
    plain, other = np.int64(0), np.int64(0)
    for i in range(len(keys)):
        key = keys[i]
        back = turned(key)
        plain += np.int64(key <= high and used + i > 0)
        other += np.int64(back <= turned_high and used + i > 0)
        low, high = min(low, key), max(high, key)
        turned_low, turned_high = min(turned_low, back), max(turned_high, back)
        tile[used + i] = key
    bounds[LOW], bounds[HIGH], bounds[TURNED_LOW], bounds[TURNED_HIGH] = low, high, turned_low, turned_high
    falls[0] += plain
    falls[1] += other


@compiled
def places_in(group: np.uint64, keys: Words, places: Words) -> None:
    """The places of one group's keys."""
    for i in range(len(keys)):
        places[i] = place_of(group, keys[i])


@compiled
def changes(group: Words) -> np.int64:
    """How often the group changes from one row to the next."""
    times = np.int64(0)
    for i in range(1, len(group)):
        times += np.int64(group[i] != group[i - 1])
    return times


@compiled
def visits(
    table: NDArray[np.uint64], used: NDArray[np.uint8], group: Words, key: Words, places: Words, kept: int
) -> int:
    """Rows that lie within the bounds of a closed tile; their places go to `places`. How many it holds then, or -1."""
    for i in range(len(group)):
        row = row_of(table, used, group[i])
        if used[row] and within(table[row], key[i]):
            if kept == len(places):
                return -1
            places[kept] = place_of(group[i], key[i])
            kept += 1
    return kept
