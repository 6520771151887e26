"""Read lengths: exact figures from counters of the short ones and a list of the long ones."""

import numpy as np
from numpy.typing import NDArray

ROWS = 64
"""Rows of a length histogram, at most."""


def figures(lengths: NDArray[np.int64], counts: NDArray[np.int64]) -> dict[str, float | int]:
    """min, mean, sd (of the population), median, n50 and max of reads; `lengths` ascend, each with its count.

    The median of an even number of reads is the lower of the middle two; half of all bases stand in reads of n50 or
    longer. Empty without reads.
    """
    reads = int(counts.sum())
    if not reads:
        return {}
    bases = int(lengths @ counts)
    mean = bases / reads
    spread = float(((lengths - mean) ** 2) @ counts) / reads
    from_longest = np.cumsum((lengths * counts)[::-1])
    return {
        "min": int(lengths[0]),
        "mean": round(mean, 6),
        "sd": round(float(np.sqrt(spread)), 6),
        "median": int(lengths[np.searchsorted(np.cumsum(counts), (reads + 1) // 2)]),
        "n50": int(lengths[::-1][np.searchsorted(from_longest, (bases + 1) // 2)]),
        "max": int(lengths[-1]),
    }


def histogram(lengths: NDArray[np.int64], counts: NDArray[np.int64]) -> list[list[int]]:
    """Rows of first length, last length and reads; a row for each length, or equal steps if they are too many."""
    if len(lengths) <= ROWS:
        return [[int(length), int(length), int(count)] for length, count in zip(lengths, counts, strict=True)]
    low, high = int(lengths[0]), int(lengths[-1])
    if high > 20 * max(1, int(np.median(lengths))) or high - low > 10_000:
        edges = np.unique(np.geomspace(max(1, low), high + 1, ROWS + 1).astype(np.int64))
        edges[0] = low
    else:
        step = -(-(high + 1 - low) // ROWS)
        edges = np.arange(low, high + 1 + step, step)
    sums = np.add.reduceat(np.append(counts, 0), np.searchsorted(lengths, edges[:-1]))
    sums[np.searchsorted(lengths, edges[:-1]) == np.searchsorted(lengths, edges[1:])] = 0
    rows = zip(edges[:-1], edges[1:] - 1, sums, strict=True)
    return [[int(first), min(int(last), high), int(count)] for first, last, count in rows]
