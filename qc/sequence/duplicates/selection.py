"""Which records of a second reading are candidates."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import compiled
from qc.sequence.duplicates.ordered import Suspects
from qc.sequence.duplicates.ordered_kernel import BOUNDS, GROUP, place_of, within
from qc.sequence.duplicates.partition import SPREAD, Words


@dataclass(frozen=True, slots=True)
class Selection:
    """Records whose name's hash is in `hashes`, whose place is in `places`, within one of `bounds`, or up to `first`."""

    hashes: Words
    places: Words
    bounds: NDArray[np.uint64]
    first: int = 0

    def rows(self, record: int, name: Words, group: Words, key: Words) -> NDArray[np.int64]:
        """Which rows of a block, whose first record is `record`, are selected."""
        taken = np.empty(len(name), np.int64)
        ahead = min(max(self.first - record + 1, 0), len(name))
        number = _select(name, group, key, self.hashes, self.places, self.bounds, ahead, taken)
        return taken[:number]


def selection(hashes: Words, suspects: Suspects | None = None, first: int = 0) -> Selection:
    """The records of these hashes, of these suspects, and the `first` ones."""
    places = suspects.places if suspects else np.empty(0, np.uint64)
    bounds = suspects.bounds if suspects else np.empty((0, BOUNDS), np.uint64)
    return Selection(_table(hashes), _table(places), bounds, first)


def _table(values: Words) -> Words:
    """The values in a table of open addresses, 0 for a free one."""
    table = np.zeros(1 << (2 * len(values)).bit_length(), np.uint64)
    _fill(table, values)
    return table


@compiled
def _place(table: Words, value: np.uint64) -> np.int64:
    """Where the value is in the table, or the free place where it belongs."""
    mask = np.int64(len(table) - 1)
    place = np.int64((value * SPREAD) >> np.uint64(32)) & mask
    while table[place] != np.uint64(0) and table[place] != value:
        place = (place + 1) & mask
    return place


@compiled
def _fill(table: Words, values: Words) -> None:
    """Put the values into the table."""
    for i in range(len(values)):
        table[_place(table, values[i])] = values[i]


@compiled
def _bounded(bounds: NDArray[np.uint64], group: np.uint64, key: np.uint64) -> bool:
    """Whether the key lies within a row of bounds of its group."""
    for i in range(len(bounds)):  # noqa: SIM110 - numba compiles loops, not generators
        if bounds[i, GROUP] == group and within(bounds[i], key):
            return True
    return False


@compiled
def _select(
    name: Words,
    group: Words,
    key: Words,
    hashes: Words,
    places: Words,
    bounds: NDArray[np.uint64],
    ahead: int,
    taken: NDArray[np.int64],
) -> int:
    """Rows that are selected, into `taken`; a hash of 0, which tables cannot hold, is selected in any case."""
    number, by_place = 0, len(places) > 1
    for i in range(len(name)):
        wanted = i < ahead or hashes[_place(hashes, name[i])] == name[i]
        if not wanted and by_place:
            place = place_of(group[i], key[i])
            wanted = places[_place(places, place)] == place
        if wanted or _bounded(bounds, group[i], key[i]):
            taken[number] = i
            number += 1
    return number
