"""Qualities and bases by position in the read, over a sample of the records and in bounded bins."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import inlined, unmanaged
from qc.sequence.fastq.naming import Text
from qc.sequence.fastq.offset import HIGHEST, PURE_HIGH, SANGER_HIGH, SOLEXA

RUN, EVERY = 1024, 64
"""Runs of 1,024 records are looked at, and of these every sixty-fourth, the first included."""
SINGLE = 256
"""Positions below this have a bin of their own; above, sixteen bins double the position."""


def _bounds() -> NDArray[np.int64]:
    """Where each bin begins, from 0; the last bound is beyond every read."""
    bounds = list(range(SINGLE))
    while bounds[-1] < 1 << 27:
        bounds.append(bounds[-1] + max(1, bounds[-1] // 16))
    return np.array(bounds, np.int64)


BOUNDS = _bounds()
"""The first position of each bin, from 0."""
BINS = len(BOUNDS) - 1

_LATER = BOUNDS[1:].astype(np.uint64)
"""Where the bin behind each begins."""
_ONE, _LOW_BITS = np.uint64(1), np.uint8(127)
_LETTERS = np.full(256, 5, np.uint8)
for _place, _letter in enumerate("ACGTN"):
    _LETTERS[ord(_letter)] = _LETTERS[ord(_letter.lower())] = _place
_LETTERS[ord("U")] = _LETTERS[ord("u")] = 3


@inlined
def tally_read(
    text: Text, sequence: int, quality: int, length: int, bases: NDArray[np.int64], qualities: NDArray[np.int64]
) -> tuple[int, int, int]:
    """Count one record by bin; its last bin, its lowest and its highest quality character.

    Places are unsigned, so that no code asks whether they count from the end.
    """
    low, high = np.uint8(255), np.uint8(0)
    first: Any = np.uint64(sequence)
    shift: Any = np.uint64(quality) - first
    stop = first + np.uint64(length)
    place: Any = np.uint64(0)
    for at in range(first, stop):
        while at - first >= _LATER[place]:
            place += _ONE
        bases[place, _LETTERS[text[at]]] += 1
        character = text[at + shift]
        low, high = min(low, character), max(high, character)
        qualities[place, character & _LOW_BITS] += 1
    return int(place), int(low), int(high)


@unmanaged
def tally_positions(
    text: Text,
    sequence: NDArray[np.int64],
    quality: NDArray[np.int64],
    length: NDArray[np.int64],
    bases: NDArray[np.int64],
    qualities: NDArray[np.int64],
) -> tuple[int, int, int]:
    """Count the bases (A C G T N other; U as T) and the quality characters of these records by bin.

    Gives the bins in use, and how many records fit offset 33 alone and offset 64 alone.
    """
    most = low_reads = high_reads = 0
    for row in range(length.size):
        place, low, high = tally_read(text, sequence[row], quality[row], length[row], bases, qualities)
        if length[row]:
            most = max(most, place + 1)
            low_reads += low < SOLEXA and high <= SANGER_HIGH
            high_reads += low >= SOLEXA and PURE_HIGH <= high <= HIGHEST
    return most, low_reads, high_reads


class Positions:
    """Sums by bin; `reads` is the number of records in the sample, `low_reads` and `high_reads` fit one offset alone."""

    def __init__(self) -> None:
        self.reads = self.low_reads = self.high_reads = 0
        self._used = 0
        self._bases = np.zeros((BINS, 6), np.int64)
        self._qualities = np.zeros((BINS, 128), np.int64)

    def take(
        self,
        text: Text,
        sequence: NDArray[np.int64],
        quality: NDArray[np.int64],
        length: NDArray[np.int64],
        before: int,
    ) -> None:
        """Count those of these records that are in the sample; `before` records stand before the first."""
        row = 0
        while row < len(length):
            run, inside = divmod(before + row, RUN)
            stop = min(len(length), row + RUN - inside)
            if run % EVERY == 0:
                part = slice(row, stop)
                used, low_reads, high_reads = tally_positions(
                    text, sequence[part], quality[part], length[part], self._bases, self._qualities
                )
                self._used = max(self._used, used)
                self.low_reads += low_reads
                self.high_reads += high_reads
                self.reads += stop - row
            row = stop

    def metrics(self, offset: int) -> dict[str, object]:
        """Size of the sample; by bin: first and last position (from 1), mean and quartiles of quality, shares of bases."""
        used = range(self._used)
        values = np.arange(128) - offset
        return {
            "reads": self.reads,
            "bins": [[int(BOUNDS[bin_]) + 1, int(BOUNDS[bin_ + 1])] for bin_ in used],
            "quality_mean": [_mean(self._qualities[bin_], values) for bin_ in used],
            "quality_quartiles": [_quartiles(self._qualities[bin_], values) for bin_ in used],
            "bases": {
                letter: [_share(self._bases[bin_], place) for bin_ in used]
                for place, letter in enumerate(("A", "C", "G", "T", "N", "other"))
            },
        }


def _mean(counts: NDArray[np.int64], values: NDArray[np.int64]) -> float:
    return round(float(counts @ values) / max(1, int(counts.sum())), 4)


def _quartiles(counts: NDArray[np.int64], values: NDArray[np.int64]) -> list[int]:
    """Lower quartile, median and upper quartile of a histogram."""
    below = np.cumsum(counts)
    total = int(below[-1])
    ranks = ((total + 3) // 4, (total + 1) // 2, (3 * total + 3) // 4)
    return [int(values[np.searchsorted(below, rank)]) for rank in ranks]


def _share(counts: NDArray[np.int64], place: int) -> float:
    return round(int(counts[place]) / max(1, int(counts.sum())), 6)
