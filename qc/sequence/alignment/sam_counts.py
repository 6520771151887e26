"""Counting the records of SAM text into the figures that BAM has too (`counts`), in compiled code."""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment import counts as figures
from qc.sequence.alignment.bam_sequence import length_bin
from qc.sequence.alignment.characters import BASE, CLASSES, CODES
from qc.sequence.alignment.counts import Counts
from qc.sequence.alignment.optional_kernel import NO_GROUP
from qc.sequence.compiled import unmanaged
from qc.sequence.fastq.kernel import count_bases

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]

OFFSET = 33
"""A quality character is the quality and this."""
A, C, G, T, N = 1, 2, 4, 8, 15
PAIRED, PROPER, UNMAPPED, MATE_UNMAPPED, FIRST, NOT_PRIMARY = 1, 2, 4, 8, 64, 0x900
QUALITY, INSERT, BASES, QUALITIES = range(3, 7)
"""Places in the sizes of a record behind those of its CIGAR: MAPQ, TLEN, and how long SEQ and QUAL are."""


@unmanaged
def is_sequence(text: Bytes, start: int, end: int, letters: Numbers) -> bool:
    """Whether `text[start:end]` may be SEQ; `letters` gets how often each 4-bit code stands in it."""
    letters[:] = 0
    a, c, g, t, n = count_bases(text, start, end)
    if a + c + g + t + n == end - start:
        letters[A], letters[C], letters[G], letters[T], letters[N] = a, c, g, t, n
        return True
    for at in range(start, end):
        if CLASSES[text[at]] & BASE == 0:
            return False
        letters[CODES[text[at]]] += 1
    return True


@unmanaged
def count_record(
    counts: Counts, flag: int, reference: int, away: bool, group: int, sizes: Numbers, operations: Numbers
) -> None:
    """Count a readable record: its flag and MAPQ, where it is mapped (negative: nowhere), its group, CIGAR and pair.

    `away` is whether its mate lies on another reference.
    """
    counts.flags[flag] += 1
    counts.mapq[sizes[QUALITY]] += 1
    if reference >= 0:
        counts.references[reference] += 0 if flag & UNMAPPED else 1
    if group >= 0:
        counts.groups[group] += 1
    counts.sums[figures.NO_GROUP] += group == NO_GROUP
    for kind in range(9):
        counts.operations[kind] += operations[kind]
    if flag & NOT_PRIMARY or not flag & PAIRED or flag & (UNMAPPED | MATE_UNMAPPED):
        return
    counts.sums[figures.OTHER_REFERENCE] += away
    if flag & PROPER and flag & FIRST:
        counts.inserts[min(abs(sizes[INSERT]), figures.INSERTS - 1)] += 1


@unmanaged
def count_read(counts: Counts, letters: Numbers, length: int) -> None:
    """Count a primary record of `length` bases, 0 where SEQ is `*`; `letters` are its bases."""
    sums = counts.sums
    sums[figures.READS] += 1
    sums[figures.LENGTH_SUM] += length
    sums[figures.LENGTH_SQUARES] += np.float64(length) * length
    sums[figures.SHORTEST] = min(sums[figures.SHORTEST], length)
    sums[figures.LONGEST_READ] = max(sums[figures.LONGEST_READ], length)
    counts.lengths[length_bin(length)] += 1
    if length == 0:
        return
    for code in range(16):
        counts.bases[code] += letters[code]
    strong = letters[C] + letters[G]
    certain = strong + letters[A] + letters[T]
    if certain > 0:
        counts.gc[strong * 100 // certain] += 1


@unmanaged
def tabulate(text: Bytes, start: int, end: int, table: Numbers) -> int:
    """Count the characters of one quality line in four tables by turns (no store waits for another); their sum."""
    total = 0
    for at in range(start, end):
        character = int(text[at])
        table[256 * (at & 3) + character] += 1
        total += character
    return total


@unmanaged
def count_characters(counts: Counts, characters: Numbers, text: Bytes, start: int, end: int) -> None:
    """Count the qualities of a primary record that has any."""
    if end == start:
        return
    total = tabulate(text, start, end, characters)
    counts.sums[figures.WITH_QUALITY] += 1
    counts.sums[figures.MEAN_Q30] += total >= (30 + OFFSET) * (end - start)


def add_characters(counts: Counts, characters: Numbers) -> None:
    """Move the counted characters to the qualities of `counts`; afterwards there are none."""
    summed = characters.reshape(4, 256).sum(axis=0)
    counts.qualities[0, : 256 - OFFSET] += summed[OFFSET:]
    characters[:] = 0
