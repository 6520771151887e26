"""Ordered mode: reads stand tile by tile, so that a name can only return in its own tile, or where a tile opens again.

Of the open tile all keys are held; where they do not rise strictly, equal ones are looked for when it closes. Of a
closed tile only its bounds remain. What falls within the bounds of a tile that was closed is a candidate.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qc.sequence.duplicates.ordered_kernel import (
    ALL,
    BOUNDS,
    GROUP,
    collect,
    merge,
    overlap,
    places_in,
    row_of,
    run_length,
    visits,
)
from qc.sequence.duplicates.partition import FOUND, Words, equal_in
from qc.sequence.duplicates.spill import PAGE, paged

TILES = 1 << 15
"""Tiles that are remembered; a file with more is not in the order of a sequencer."""

OVERLAPS = 64
"""Tiles that may open again within their bounds."""

LEAST_ROOM = 1 << 12


@dataclass(slots=True)
class Suspects:
    """Reads that may be duplicates: of equal `places`, or within one of the `bounds`; `all` says that any may be."""

    places: Words
    bounds: NDArray[np.uint64]
    all: bool = False

    @classmethod
    def none(cls) -> "Suspects":
        """Nothing to look at again."""
        return cls(np.empty(0, np.uint64), np.empty((0, BOUNDS), np.uint64))

    def __bool__(self) -> bool:
        return self.all or bool(len(self.places) or len(self.bounds))


class Tiles:
    """The open tile and the bounds of the closed ones; memory is that of one tile, 16 bytes for each read of it."""

    def __init__(self, memory: int) -> None:
        room = max(memory // 16, LEAST_ROOM) // PAGE * PAGE
        self._tile, self._scratch = paged(room), paged(room)
        self._keys = 0
        self._falls = np.zeros(2, np.int64)
        self._open = np.zeros(BOUNDS, np.uint64)
        self._table, self._used = np.zeros((2 * TILES, BOUNDS), np.uint64), np.zeros(2 * TILES, np.uint8)
        self._closed = 0
        self._found, self._kept = np.empty(FOUND, np.uint64), 0
        self._overlaps: list[NDArray[np.uint64]] = []
        self._all = False

    @property
    def crowded(self) -> bool:
        """Whether there are more tiles, or more that open again within their bounds, than a sequencer writes."""
        return self._all or self._closed >= TILES or len(self._overlaps) >= OVERLAPS

    def feed(self, group: Words, key: Words) -> None:
        """Take the rows of a block; stops taking where it is `crowded` with nothing missed: all become suspects."""
        row = 0
        while row < len(group):
            if not self._keys:
                self._open[:] = group[row], ALL, 0, ALL, 0
            taken = min(run_length(group, row, self._open[GROUP]), len(self._tile) - self._keys)
            collect(key[row : row + taken], self._tile, self._keys, self._open, self._falls)
            row, self._keys = row + taken, self._keys + taken
            if row < len(group) or self._keys == len(self._tile):
                self.close_tile()

    def close_tile(self) -> None:
        """End the open tile: find equal keys, compare its bounds with those of its group, remember them."""
        if not self._keys:
            return
        if self._falls.all():
            self._find_equal()
        self._remember()
        self._keys = 0
        self._falls[:] = 0

    def _find_equal(self) -> None:
        places, scratch = self._tile[: self._keys], self._scratch[: self._keys]
        places_in(self._open[GROUP], places, places)
        different, kept = equal_in(places, 64, scratch, self._found, self._kept)
        self._all = self._all or self._keys - different > kept - self._kept
        self._kept = kept

    def _remember(self) -> None:
        row = row_of(self._table, self._used, self._open[GROUP])
        if not self._used[row]:
            if self._closed >= TILES:
                self._all = True
                return
            self._closed += 1
            self._used[row] = 1
            self._table[row] = self._open
            return
        common = np.zeros(BOUNDS, np.uint64)
        if overlap(self._table[row], self._open, common):
            self._overlaps.append(common)
            self._all = self._all or len(self._overlaps) > 2 * OVERLAPS
        merge(self._table[row], self._open)

    def look(self, group: Words, key: Words) -> None:
        """Rows that come after the order broke down: those within the bounds of a closed tile become suspects."""
        kept = -1 if self._all else visits(self._table, self._used, group, key, self._found, self._kept)
        self._all, self._kept = kept < 0, max(kept, self._kept)

    def suspects(self) -> Suspects:
        """What must be looked at again, when all rows were taken."""
        self.close_tile()
        bounds = np.array(self._overlaps, np.uint64).reshape(-1, BOUNDS)
        return Suspects(np.unique(self._found[: self._kept]), bounds, self._all)
