"""The second reading of an alignment file: full names, places and mates of the few records that are suspected."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.bam_kernel import NOT_PRIMARY, Columns, Rows
from qc.sequence.alignment.mate_pairs import FIRST, LAST, MIDDLE, UNKNOWN_END, agrees, class_of
from qc.sequence.alignment.mate_sums import SHIFT
from qc.sequence.alignment.name_keys import CLASS
from qc.sequence.remarks import KEPT

Keys = NDArray[np.uint64]
Place = tuple[int, int]
"""Record and byte."""


class Wanted(NamedTuple):
    """What is looked for: sorted hashes of names without their last three bits, and parts of all hashes whose mates
    are compared.
    """

    names: Keys
    parts: NDArray[np.bool_]


class Pairing:
    """Collects the wanted records by full name."""

    def __init__(self, unnamed: np.uint64) -> None:
        self._unnamed = unnamed
        self._places: dict[bytes, dict[int, Place]] = {}
        self._open: dict[bytes, NDArray[np.int64]] = {}
        self.twice: list[tuple[int, int, int]] = []
        self._disagreeing: list[tuple[bytes, Place]] = []
        self._longer: set[bytes] = set()

    def look(self, wanted: Wanted, columns: Columns, records: Rows, rows: int, name_of: Callable[[int], bytes]) -> None:
        """Take the wanted ones among the rows of a block."""
        names, flags = columns.name[:rows], columns.flag[:rows]
        primary = (flags & NOT_PRIMARY == 0) & (names != self._unnamed)
        for row in np.flatnonzero(primary & np.isin(names & ~CLASS, wanted.names)).tolist():
            self._place(name_of(row), class_of(flags[row]), (int(records[row]), int(columns.byte[row])))
        for row in np.flatnonzero(primary & wanted.parts[(names >> SHIFT).astype(np.int64)]).tolist():
            if class_of(flags[row]) in (FIRST, LAST):
                self._compare(name_of(row), columns, row, int(records[row]))
            elif class_of(flags[row]) in (MIDDLE, UNKNOWN_END):
                self._longer.add(name_of(row))

    def _place(self, name: bytes, end: int, place: Place) -> None:
        ends = self._places.setdefault(name, {})
        if end not in ends:
            ends[end] = place
        elif len(self.twice) < KEPT and end not in (UNKNOWN_END, MIDDLE):
            self.twice.append((ends[end][0], *place))

    def _compare(self, name: bytes, columns: Columns, row: int, record: int) -> None:
        numbers = (
            1,
            record,
            columns.byte[row],
            columns.flag[row],
            columns.reference[row],
            columns.position[row],
            columns.mate_reference[row],
            columns.mate_position[row],
        )
        this = np.array(numbers, np.int64)
        mate = self._open.pop(name, None)
        if mate is None:
            self._open[name] = this
        elif not (agrees(mate, this) and agrees(this, mate)):
            self._disagreeing.append((name, (record, int(columns.byte[row]))))

    @property
    def disagreeing(self) -> list[Place]:
        """Second reads of pairs that disagree; templates of more than two reads point round in a ring."""
        return [place for name, place in self._disagreeing if name not in self._longer]

    def alone(self) -> list[Place]:
        """First or last reads whose template has no other end, in the order of the file."""
        found = [place for ends in self._places.values() if set(ends) in ({FIRST}, {LAST}) for place in ends.values()]
        return sorted(found)[:KEPT]
