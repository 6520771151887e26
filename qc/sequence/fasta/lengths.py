"""Lengths of records, counted in bounded memory."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence import lengths

Lengths = NDArray[np.int64]

DISTINCT = 1 << 20
"""Distinct lengths that are told apart; with more of them, all are rounded down to ten binary digits."""
WAITING = 1 << 18


class LengthCounts:
    """The lengths of records and how often each occurs, `number` of records in all."""

    def __init__(self) -> None:
        self.number = 0
        self._values: Lengths = np.empty(0, np.int64)
        self._counts: Lengths = np.empty(0, np.int64)
        self._waiting: list[Lengths] = []
        self._waits = 0
        self._rounded = False

    def take(self, found: Lengths) -> None:
        """Take lengths; a negative one stands for no record."""
        known = found[found >= 0]
        self.number += len(known)
        self._waiting.append(known)
        self._waits += len(known)
        if self._waits >= WAITING:
            self._count()

    def _count(self) -> None:
        """Count what waits."""
        fresh = np.concatenate([np.empty(0, np.int64), *self._waiting])
        self._waiting, self._waits = [], 0
        values = np.concatenate([self._values, rounded(fresh) if self._rounded else fresh])
        counts = np.concatenate([self._counts, np.ones(len(fresh), np.int64)])
        self._values, self._counts = merged(values, counts)
        if len(self._values) > DISTINCT and not self._rounded:
            self._rounded = True
            self._values, self._counts = merged(rounded(self._values), self._counts)

    def figures(self) -> dict[str, float | int]:
        """min, mean, sd, median, n50 and max, as for reads; exact up to `DISTINCT` different lengths."""
        self._count()
        return lengths.figures(self._values, self._counts)

    def histogram(self) -> list[list[int]]:
        """Rows of first length, last length and records."""
        self._count()
        return lengths.histogram(self._values, self._counts) if self.number else []


def merged(values: Lengths, counts: Lengths) -> tuple[Lengths, Lengths]:
    """Distinct values in order, with the sums of their counts."""
    distinct, places = np.unique(values, return_inverse=True)
    sums: Any = np.zeros(len(distinct), np.int64)
    np.add.at(sums, places, counts)
    return distinct, sums


def rounded(values: Lengths) -> Lengths:
    """The values with their ten highest binary digits kept."""
    digits = np.maximum(np.floor(np.log2(np.maximum(values, 1))).astype(np.int64) - 9, 0)
    return (values >> digits) << digits
