"""What one block of FASTQ text gives besides its statistics: the names of its records, as columns."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class NameColumns:
    """The names of `len(start)` whole records of one block; row i is record `first + i` of the file (from 1).

    `text` is the block (bytes); the name without `@` and up to the first blank or tab is `text[start[i]:end[i]]`, its
    line goes on to `stop[i]`; row i stands in line `line + 4 * i` of the file (from 1), where that is known. `offset` is the place of text[0] in the decoded file. The arrays are views that are
    overwritten by the next block: who keeps them copies them.

    `mark` is the mate a name claims: 1 to 4 from a suffix `/1` or from a CASAVA 1.8 comment `1:N:0:…`, else 0.
    `pair` is a 64-bit hash of the name without a mark suffix: equal for the mates of one pair.
    `name` is a 64-bit hash of the name and its mark: equal names with equal marks always have equal hashes, and names
    of equal hash may still differ (a second pass over the file tells).
    `group` is a 64-bit hash of what stands before the last two runs of digits of the name (flow cell, lane, tile), mark
    included; `key` is these two numbers as one integer, x in the high half. Equal names have equal group and key.
    """

    first: int
    offset: int
    text: NDArray[np.uint8]
    start: NDArray[np.int64]
    end: NDArray[np.int64]
    stop: NDArray[np.int64]
    mark: NDArray[np.uint8]
    pair: NDArray[np.uint64]
    name: NDArray[np.uint64]
    group: NDArray[np.uint64]
    key: NDArray[np.uint64]
    line: int | None = None
