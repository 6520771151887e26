"""Interleaved files: both reads of each pair stand one after the other in one file."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qc.sequence.fastq.columns import NameColumns
from qc.sequence.remarks import Remarks


@dataclass(slots=True)
class Interleaved:
    """Whether records 1 and 2, 3 and 4 … are mates marked 1 and 2, as far as the blocks it looked at go."""

    records: int = 0
    _mates: bool = True
    _pair: int = 0

    def look(self, columns: NameColumns) -> None:
        """Look at the next block; costs nothing once a record broke the rule."""
        number = len(columns.start)
        if self._mates and number:
            odd = self.records % 2
            self._mates = self._marked(columns.mark, odd) and self._paired(columns.pair, odd)
        self.records += number

    @staticmethod
    def _marked(mark: NDArray[np.uint8], odd: int) -> bool:
        """Whether marks go 1, 2, 1, 2 …, or 2, 1 … in a block that begins inside a pair."""
        return bool((mark[odd::2] == 1).all() and (mark[1 - odd :: 2] == 2).all())

    def _paired(self, pair: NDArray[np.uint64], odd: int) -> bool:
        """Whether the names of each pair are equal; the last name may wait for the next block."""
        begins_well = not odd or int(pair[0]) == self._pair
        firsts, seconds = pair[odd::2], pair[odd + 1 :: 2]
        self._pair = int(pair[-1])
        return begins_well and bool((firsts[: len(seconds)] == seconds).all())

    def __bool__(self) -> bool:
        return self._mates and self.records > 0 and self.records % 2 == 0

    def finish(self, remarks: Remarks) -> None:
        """Say I_INTERLEAVED of an interleaved file."""
        if self:
            remarks.add("I_INTERLEAVED", f"{self.records // 2} pairs, the reads of each one after the other")
