"""Which taxon a spot is of: the k-mers it shares with the references, and the lowest node they agree on. Compiled."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import compiled
from qc.taxonomy.hashing import WINDOW, WORDS, packed, window_hashes

NONE = -1


class Dictionary(NamedTuple):
    """What spots are looked up in: sorted hashes of k-mers up to `largest`, each with the row of its taxon.

    `begins[h >> shift]` is the first row of `hashes` whose value has these high bits. `parent` and `last` are the tree
    (see `database.columns`). Hashes up to `sketched` are collected for the sketch of the spots.
    """

    k: int
    largest: np.uint64
    sketched: np.uint64
    hashes: NDArray[np.uint64]
    taxa: NDArray[np.int32]
    begins: NDArray[np.int32]
    shift: np.uint64
    parent: NDArray[np.int32]
    last: NDArray[np.int32]


@compiled
def row_of(value: np.uint64, dictionary: Dictionary) -> int:
    """The row of a hash in the dictionary, or -1."""
    bucket = np.int64(value >> dictionary.shift)
    if bucket + 1 >= dictionary.begins.size:
        return NONE
    row, end = np.int64(dictionary.begins[bucket]), np.int64(dictionary.begins[bucket + 1])
    while row < end and dictionary.hashes[row] < value:
        row += 1
    return int(row) if row < end and dictionary.hashes[row] == value else NONE


@compiled
def common(one: int, two: int, parent: NDArray[np.int32], last: NDArray[np.int32]) -> int:
    """The lowest common ancestor of two rows of a tree."""
    while not (one <= two <= last[one]):
        one = parent[one]
    return one


@compiled
def agreed(node: int, parted: bool, hit: int, parent: NDArray[np.int32], last: NDArray[np.int32]) -> tuple[int, bool]:
    """The node that the hits so far agree on with one hit more, and whether they part there; begin with -1 and False.

    Hits on one line of descent agree on the lowest of them; hits that part agree on where they part. The order of the
    hits makes no difference.
    """
    if node < 0:
        return hit, False
    if hit <= node <= last[hit]:
        return node, parted
    if node <= hit <= last[node]:
        return (node, True) if parted else (hit, False)
    return common(node, hit, parent, last), True


@compiled
def joined(
    text: NDArray[np.uint8], starts: NDArray[np.int64], ends: NDArray[np.int64]
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """The spots `text[start:end]` one after the other with a zero behind each, and where each begins and the last ends.

    No k-mer goes over a zero, so that one window may hold many spots.
    """
    firsts = np.zeros(starts.size + 1, np.int64)
    for spot in range(starts.size):
        firsts[spot + 1] = firsts[spot] + max(ends[spot] - starts[spot], 0) + 1
    letters = np.zeros(firsts[-1], np.uint8)
    for spot in range(starts.size):
        size = firsts[spot + 1] - firsts[spot] - 1
        for place in range(size):  # a loop compiles in a tenth of the time of a slice
            letters[firsts[spot] + place] = text[starts[spot] + place]
    return letters, firsts


@compiled
def count_spots(
    letters: NDArray[np.uint8],
    firsts: NDArray[np.int64],
    dictionary: Dictionary,
    counts: NDArray[np.int64],
    sketch: NDArray[np.uint64],
) -> int:
    """Count spots, as `joined` gives them, by the row of their taxon into `counts`; its last entry counts the others.

    Hashes up to `sketched` go into `sketch` as long as there is room; gives how many.
    """
    words = np.zeros(WORDS, np.uint64)
    values = np.empty(WINDOW, np.uint64)
    places = np.empty(WINDOW, np.int64)
    k, largest = dictionary.k, max(dictionary.largest, dictionary.sketched)
    kept, start, spot, node, parted = 0, 0, 0, NONE, False
    while start + k <= letters.size:
        size = min(WINDOW, letters.size - start)
        packed(letters, start, size, words)
        found = window_hashes(words, size, k, largest, values, places)
        kept += _collect(values[:found], dictionary.sketched, sketch[kept:])
        for number in range(found):
            row = row_of(values[number], dictionary)
            if row < 0:
                continue
            while start + places[number] >= firsts[spot + 1]:
                counts[node] += 1
                spot, node, parted = spot + 1, NONE, False
            node, parted = agreed(node, parted, int(dictionary.taxa[row]), dictionary.parent, dictionary.last)
        start += size - k + 1
    if spot < firsts.size - 1:
        counts[node] += 1
        counts[NONE] += firsts.size - 2 - spot
    return kept


@compiled
def _collect(values: NDArray[np.uint64], sketched: np.uint64, sketch: NDArray[np.uint64]) -> int:
    """Copy the hashes up to `sketched`, as many as there is room for; how many."""
    kept = 0
    for number in range(values.size):
        if values[number] <= sketched and kept < sketch.size:
            sketch[kept] = values[number]
            kept += 1
    return kept
