"""One pass over a block of FASTQ text: names as columns, base counts, qualities, lengths.

`walk` takes whole records in the four-line form and stops at the first that is not in it: `records` judges that one.
A record whose letters, name or `+` line are out of the ordinary goes through `careful.examine`, which raises flags.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import inlined, unmanaged
from qc.sequence.fastq.careful import BROKEN, LENGTH_LIMIT, NAME_LIMIT, examine, repeats
from qc.sequence.fastq.naming import Text, identify, is_printable, low_bits, name_end
from qc.sequence.fastq.offset import HIGHEST, LOWEST
from qc.sequence.fastq.rows import (
    CHARACTERS,
    GOOD33,
    GOOD64,
    LENGTHS,
    LONG,
    PAIRS,
    READS,
    UNFIT,
    A,
    C,
    G,
    N,
    Rows,
    T,
    Tallies,
)
from qc.sequence.fastq.vector import below_mask, equal_mask, load_word, popcount, trailing_zeros

BINS = 8
"""Quality characters that are counted by comparison instead of by table."""
UNUSED_BIN = np.uint8(10)

_AT, _PLUS, _NEWLINE = np.uint8(64), np.uint8(43), np.uint8(10)
_LA, _LC, _LG, _LT, _LN = np.uint8(65), np.uint8(67), np.uint8(71), np.uint8(84), np.uint8(78)
_EVEN = np.uint64(0x00FF00FF00FF00FF)
_GATHER = np.uint64(0x0001000100010001)
_TWO = np.uint64(0xFFFF)
_ONCE = np.uint32(1)
_LOWEST, _ABOVE = np.uint8(LOWEST), np.uint8(HIGHEST + 1)


@unmanaged
def find_lines(text: Text, start: int, stop: int, ends: NDArray[np.int64]) -> int:
    """How many line feeds stand in `text[start:stop]`, at most `LINES`; their places go to `ends`."""
    found = 0
    at = start
    while at < stop:
        mask = equal_mask(text, at, _NEWLINE) & low_bits(min(64, stop - at))
        if found + 64 > ends.size:
            break
        while mask:
            ends[found] = at + trailing_zeros(mask)
            mask &= mask - np.uint64(1)
            found += 1
        at += 64
    return found


@inlined
def count_bases(text: Text, start: int, stop: int) -> tuple[int, int, int, int, int]:
    """How often A, C, G, T and N stand in `text[start:stop]`."""
    a = c = g = t = n = 0
    at = start
    while at < stop:
        inside = low_bits(min(64, stop - at))
        a += popcount(equal_mask(text, at, _LA) & inside)
        c += popcount(equal_mask(text, at, _LC) & inside)
        g += popcount(equal_mask(text, at, _LG) & inside)
        t += popcount(equal_mask(text, at, _LT) & inside)
        n += popcount(equal_mask(text, at, _LN) & inside)
        at += 64
    return a, c, g, t, n


@inlined
def has_unfit(text: Text, start: int, stop: int) -> bool:
    """Whether bytes that are no quality characters stand in `text[start:stop]`."""
    at = start
    while at < stop:
        outside = below_mask(text, at, _LOWEST) | ~below_mask(text, at, _ABOVE)
        if outside & low_bits(min(64, stop - at)):
            return True
        at += 64
    return False


@inlined
def pair_quality(text: Text, start: int, stop: int, tallies: Tallies) -> int:
    """Count the characters of one quality line two by two (half the stores that single ones take); their sum.

    The two tables take turns, so that no store waits for another where a pair is repeated.
    """
    pairs, other = tallies.pairs, np.uint64(PAIRS)
    total: Any = np.uint64(0)
    at = start
    while at + 8 <= stop:
        word = load_word(text, at)
        total += (((word & _EVEN) + ((word >> np.uint64(8)) & _EVEN)) * _GATHER) >> np.uint64(48)
        pairs[word & _TWO] += _ONCE
        pairs[other + ((word >> np.uint64(16)) & _TWO)] += _ONCE
        pairs[(word >> np.uint64(32)) & _TWO] += _ONCE
        pairs[other + (word >> np.uint64(48))] += _ONCE
        at += 8
    while at < stop:
        tallies.quality[text[at]] += 1
        total += np.uint64(text[at])
        at += 1
    tallies.counts[UNFIT] += has_unfit(text, start, stop)
    return int(total)


@unmanaged
def drain(pairs: NDArray[np.uint32], quality: NDArray[np.int64]) -> None:
    """Move what was counted two by two to the table of single characters."""
    for first in range(0, 2 * PAIRS, CHARACTERS):
        times = np.int64(0)
        for second in range(CHARACTERS):
            times += np.int64(pairs[first + second])
        if times:
            quality[(first // CHARACTERS) % CHARACTERS] += times
            for second in range(CHARACTERS):
                quality[second] += pairs[first + second]
                pairs[first + second] = 0


@inlined
def four_bins(text: Text, start: int, stop: int, bins: Text, first: int) -> tuple[int, int, int, int]:
    """How often each of the four characters `bins[first:first + 4]` stands in `text[start:stop]`."""
    b0, b1, b2, b3 = bins[first], bins[first + 1], bins[first + 2], bins[first + 3]
    c0 = c1 = c2 = c3 = 0
    at = start
    while at < stop:
        inside = low_bits(min(64, stop - at))
        c0 += popcount(equal_mask(text, at, b0) & inside)
        c1 += popcount(equal_mask(text, at, b1) & inside)
        c2 += popcount(equal_mask(text, at, b2) & inside)
        c3 += popcount(equal_mask(text, at, b3) & inside)
        at += 64
    return c0, c1, c2, c3


@inlined
def count_quality(text: Text, start: int, stop: int, bins: Text, tallies: Tallies) -> int:
    """Count one quality line; the sum of its characters.

    `bins` are the few characters that the file has used so far: a line of these alone needs no table.
    """
    table = tallies.quality
    if bins.size == 0:
        return pair_quality(text, start, stop, tallies)
    c0, c1, c2, c3 = four_bins(text, start, stop, bins, 0)
    counted = c0 + c1 + c2 + c3
    total = c0 * bins[0] + c1 * bins[1] + c2 * bins[2] + c3 * bins[3]
    c4 = c5 = c6 = c7 = 0
    if counted < stop - start and bins.size == BINS:
        c4, c5, c6, c7 = four_bins(text, start, stop, bins, 4)
        counted += c4 + c5 + c6 + c7
        total += c4 * bins[4] + c5 * bins[5] + c6 * bins[6] + c7 * bins[7]
        if counted == stop - start:
            table[bins[4]] += c4
            table[bins[5]] += c5
            table[bins[6]] += c6
            table[bins[7]] += c7
    if counted < stop - start:
        return pair_quality(text, start, stop, tallies)
    table[bins[0]] += c0
    table[bins[1]] += c1
    table[bins[2]] += c2
    table[bins[3]] += c3
    return int(total)


@inlined
def tally_length(tallies: Tallies, length: int, strong: int, weak: int, quality: int) -> None:
    """Count a record's length, its share of G and C, and whether its mean quality reaches 30."""
    counts = tallies.counts
    counts[READS] += 1
    counts[GOOD33] += quality >= 63 * length and length > 0
    counts[GOOD64] += quality >= 94 * length and length > 0
    if length < LENGTHS:
        tallies.lengths[length] += 1
    else:
        counts[LONG] += 1
    if strong + weak > 0:
        tallies.gc[(200 * strong + strong + weak) // (2 * (strong + weak))] += 1


@inlined
def ordinary(
    text: Text, ends: NDArray[np.int64], line: int, start: int, rows: Rows, row: int, counts: NDArray[np.int64]
) -> tuple[int, int]:
    """G+C and A+T of a record without anything to say about it, its row filled; (-1, 0) where there may be."""
    first, second, third, fourth = ends[line], ends[line + 1], ends[line + 2], ends[line + 3]
    length = second - first - 1
    if text[start] != _AT or text[second + 1] != _PLUS or fourth - third - 1 != length:
        return -1, 0
    if length < 1 or length > LENGTH_LIMIT or not is_printable(text, start + 1, first):
        return -1, 0
    end = name_end(text, start + 1, first)
    if end == start + 1 or end - start - 1 > NAME_LIMIT:
        return -1, 0
    if third - second != 2 and not repeats(text, start + 1, end, second + 2, third):
        return -1, 0
    a, c, g, t, n = count_bases(text, first + 1, second)
    if a + c + g + t + n != length:
        return -1, 0
    counts[A] += a
    counts[C] += c
    counts[G] += g
    counts[T] += t
    counts[N] += n
    rows.end[row] = end
    rows.stop[row] = first
    rows.quality[row] = third + 1
    rows.length[row] = length
    rows.flags[row] = 0
    return c + g, a + t


@unmanaged
def walk(
    text: Text, start: int, stop: int, ends: NDArray[np.int64], bins: Text, rows: Rows, tallies: Tallies
) -> tuple[int, int, bool]:
    """Take the records of `text[start:stop]` one by one: rows filled, where the next record begins, whether it is broken.

    Ends before a record that is not whole, at `LINES` lines, or at a record out of form.
    """
    lines = find_lines(text, start, stop, ends)
    row = 0
    for line in range(0, lines - 3, 4):
        strong, weak = ordinary(text, ends, line, start, rows, row, tallies.counts)
        if strong < 0:
            strong, weak = examine(text, ends, line, start, rows, row, tallies.counts)
            if strong == BROKEN:
                return row, start, True
        name = start + 1
        mark, pair, whole, group, key = identify(text, name, rows.end[row], rows.stop[row])
        rows.start[row] = name
        rows.sequence[row] = ends[line] + 1
        rows.mark[row] = mark
        rows.pair[row] = pair
        rows.name[row] = whole
        rows.group[row] = group
        rows.key[row] = key
        quality = rows.quality[row]
        length = rows.length[row]
        total = count_quality(text, quality, quality + length, bins, tallies)
        tally_length(tallies, length, strong, weak, total)
        start = ends[line + 3] + 1
        row += 1
    return row, start, False
