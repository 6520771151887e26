"""SEQ and QUAL of one BAM record, in compiled code: counts of bases and qualities.

The text must go on for 64 bytes after the record, since whole words and vectors are loaded.
"""

import numpy as np

from qc.sequence.alignment.counts import BINS, LONGEST, Counters
from qc.sequence.alignment.words import Bytes, load64, signed
from qc.sequence.compiled import inlined, unmanaged
from qc.sequence.fastq.vector import WIDTH, below_mask, equal_mask, popcount

LOW = np.uint64(0x1111111111111111)
ALL = np.uint64(0xFFFFFFFFFFFFFFFF)
A, C, G, T, N = 1, 2, 4, 8, 15
NO_QUALITY = 255
TOO_HIGH = np.uint8(94)
MOST_LEVELS = 8
EVEN = np.uint64(0x00FF00FF00FF00FF)
PAIR_ONES = np.uint64(0x0001000100010001)
BYTE = np.uint64(0xFF)


@inlined
def length_bin(length: int) -> int:
    """The bin of a read length in `Counts.lengths`."""
    if length < LONGEST:
        return length
    step = 0
    while (length >> step) >= 2 * LONGEST:
        step += 1
    return min(LONGEST + step * 256 + (((length >> step) - LONGEST) >> 6), BINS - 1)


@inlined
def _wanted(nibbles: int) -> np.uint64:
    """The bits of the first `nibbles` bases in a loaded word; the first base of a byte is its high half."""
    if nibbles >= 16:
        return ALL
    bits = np.uint64((nibbles >> 1) * 8)
    mask = (np.uint64(1) << bits) - np.uint64(1)
    if nibbles & 1:
        mask |= np.uint64(0xF0) << bits
    return mask


@inlined
def count_bases(text: Bytes, start: int, length: int, bases: Counters) -> tuple[int, int]:
    """Count the 4-bit bases of SEQ into `bases`: how many are G or C, and how many are A, C, G or T."""
    a, c, g, t, n = 0, 0, 0, 0, 0
    for first in range(0, length, 16):
        word = load64(text, start + (first >> 1)) & _wanted(length - first)
        one, two = word & LOW, (word >> np.uint64(1)) & LOW
        four, eight = (word >> np.uint64(2)) & LOW, (word >> np.uint64(3)) & LOW
        low, high = one | two, four | eight
        a += popcount(one & ~(two | high))
        c += popcount(two & ~(one | high))
        g += popcount(four & ~(low | eight))
        t += popcount(eight & ~(low | four))
        n += popcount(one & two & four & eight)
    bases[A] += a
    bases[C] += c
    bases[G] += g
    bases[T] += t
    bases[N] += n
    if a + c + g + t + n < length:
        _count_rare(text, start, length, bases)
    return g + c, a + c + g + t


@unmanaged
def _count_rare(text: Bytes, start: int, length: int, bases: Counters) -> None:
    """Count the bases that are none of A, C, G, T, N."""
    for i in range(length):
        code = (text[start + (i >> 1)] >> np.uint8(4 * (1 - (i & 1)))) & np.uint8(15)
        if code not in (A, C, G, T, N):
            bases[code] += 1


@inlined
def _inside(left: int) -> np.uint64:
    """The bits of the first `left` of 64 bytes."""
    return ALL if left >= WIDTH else (np.uint64(1) << np.uint64(left)) - np.uint64(1)


@inlined
def is_over(text: Bytes, start: int, length: int) -> bool:
    """Whether a quality is above 93, the highest that SAM can write."""
    wrong = np.uint64(0)
    for at in range(start, start + length, WIDTH):
        wrong |= ~below_mask(text, at, TOO_HIGH) & _inside(start + length - at)
    return bool(wrong)


@inlined
def _count_level(text: Bytes, start: int, length: int, level: np.uint8) -> int:
    """How often one quality stands there."""
    found = 0
    for at in range(start, start + length, WIDTH):
        found += popcount(equal_mask(text, at, level) & _inside(start + length - at))
    return found


@inlined
def count_qualities(text: Bytes, start: int, length: int, levels: Bytes, qualities: Counters) -> int:
    """Count the qualities: their sum.

    `levels` are the few values that the file has used so far, the most frequent first; a read with no others is
    counted by comparing 64 bytes at once.
    """
    counted, total, used = 0, 0, 0
    while counted < length and used < len(levels):
        found = _count_level(text, start, length, levels[used])
        qualities[0, levels[used]] += found
        counted += found
        total += found * signed(levels[used])
        used += 1
    if counted == length:
        return total
    for level in range(used):
        qualities[0, levels[level]] -= _count_level(text, start, length, levels[level])
    return _count_singly(text, start, length, qualities)


@inlined
def _count_singly(text: Bytes, start: int, length: int, qualities: Counters) -> int:
    """Count any qualities in eight tables by turns: their sum.

    A counter that was just written cannot be read again at once, and neighbours are often equal.
    """
    total = 0
    whole = length - (length & 7)
    for at in range(start, start + whole, 8):
        word = load64(text, at)
        pairs = (word & EVEN) + ((word >> np.uint64(8)) & EVEN)
        total += signed((pairs * PAIR_ONES) >> np.uint64(48))
        qualities[0, word & BYTE] += 1
        qualities[1, (word >> np.uint64(8)) & BYTE] += 1
        qualities[2, (word >> np.uint64(16)) & BYTE] += 1
        qualities[3, (word >> np.uint64(24)) & BYTE] += 1
        qualities[4, (word >> np.uint64(32)) & BYTE] += 1
        qualities[5, (word >> np.uint64(40)) & BYTE] += 1
        qualities[6, (word >> np.uint64(48)) & BYTE] += 1
        qualities[7, word >> np.uint64(56)] += 1
    for at in range(start + whole, start + length):
        qualities[0, text[at]] += 1
        total += signed(text[at])
    return total


def levels_of(qualities: Counters) -> Bytes:
    """The qualities seen so far, the most frequent first, if they are few; else none."""
    summed = qualities.sum(axis=0)
    seen = np.flatnonzero(summed)
    if not 0 < len(seen) <= MOST_LEVELS:
        return np.zeros(0, np.uint8)
    return seen[np.argsort(-summed[seen])].astype(np.uint8)
