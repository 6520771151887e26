"""The records of a block of BAM text in one compiled pass: what is wrong with each, counts, and columns for mates.

Bounds: a record is looked into only when its fixed part says lengths that fit into its block_size, and block_size into
the text. The text goes on for at least 64 bytes after its end.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment import counts as figures
from qc.sequence.alignment.bam_aux import walk_fields
from qc.sequence.alignment.bam_cigar import is_placeholder, lengths, operation
from qc.sequence.alignment.bam_sequence import (
    MOST_LEVELS,
    NO_QUALITY,
    count_bases,
    count_qualities,
    is_over,
    length_bin,
    levels_of,
)
from qc.sequence.alignment.counts import Counters, Counts, no_counts
from qc.sequence.alignment.faults import (
    BIN,
    CIGAR_LENGTH,
    FLAG,
    LENGTHS,
    LONG_CIGAR,
    MATE_POSITION,
    MATE_REFERENCE,
    NAME,
    PAST_END,
    POSITION,
    QUALITY,
    READ_GROUP,
    REFERENCE,
    UNPLACED,
    Faults,
    no_faults,
    note,
)
from qc.sequence.alignment.order import in_coordinates, in_names, no_order
from qc.sequence.alignment.read_groups import UNKNOWN, ReadGroups, group_of, read_groups
from qc.sequence.alignment.words import Bytes, graphic_end, hash_of, load16, load32, signed
from qc.sequence.compiled import inlined, unmanaged

FIXED = 32
ROWS = 1 << 15
SLACK = 64

PAIRED, PROPER, UNMAPPED, MATE_UNMAPPED, REVERSE, MATE_REVERSE, FIRST, LAST = (1 << bit for bit in range(8))
SECONDARY, FAILED, DUPLICATE, SUPPLEMENTARY = (1 << bit for bit in range(8, 12))
NOT_PRIMARY = SECONDARY | SUPPLEMENTARY

RECORDS, OFFSET, BY_NAME, LOST, LEVELS, CUT = range(6)
Rows = NDArray[np.int64]
OWN, MATES = (REFERENCE, POSITION), (MATE_REFERENCE, MATE_POSITION)
"""The faults of a record's own place and of its mate's."""


class Columns(NamedTuple):
    """One row for each record of the block: the hash of its name, flags, its own place and its mate's, its byte."""

    name: NDArray[np.uint64]
    flag: Rows
    reference: Rows
    position: Rows
    mate_reference: Rows
    mate_position: Rows
    byte: Rows


class Walk(NamedTuple):
    """All that the kernel reads and writes besides the text.

    `state`: records so far, offset of the text in the decoded stream, whether names must be in order, whether the
    records' chain was lost, how many `levels` of quality are known, whether a record was cut. `limits`: length of each reference, or a negative number where its end does not bind
    (circular ones). `records`: the number, from 1, of the record in each row; one that cannot be looked into has none.
    """

    state: NDArray[np.int64]
    limits: NDArray[np.int64]
    groups: ReadGroups
    faults: Faults
    counts: Counts
    columns: Columns
    records: Rows
    last: NDArray[np.int64]
    name: Bytes
    levels: Bytes


def new_walk(limits: NDArray[np.int64], identifiers: Sequence[bytes], offset: int, *, by_name: bool) -> Walk:
    """The state before the first record, which stands at `offset` of the decoded stream.

    `identifiers` are those of the read groups; `by_name` asks whether the names are in order.
    """
    last, name = no_order()
    groups = read_groups(identifiers)
    rows = [np.zeros(ROWS, np.int64) for _ in range(7)]
    return Walk(
        np.array([0, offset, by_name, 0, 0, 0], np.int64),
        limits,
        groups,
        no_faults(),
        no_counts(len(limits), len(groups.bounds) - 1),
        Columns(np.zeros(ROWS, np.uint64), *rows[1:]),
        rows[0],
        last,
        name,
        np.zeros(MOST_LEVELS, np.uint8),
    )


def learn_levels(walk: Walk) -> None:
    """Note the qualities that the file has used so far, if they are few: it makes counting them faster."""
    levels = levels_of(walk.counts.qualities)
    walk.levels[: len(levels)] = levels
    walk.state[LEVELS] = len(levels)


@inlined
def _check_name(text: Bytes, start: int, length: int, record: int, byte: int, faults: Faults) -> None:
    """QNAME: 1 to 254 printable characters and one NUL."""
    end = start + length - 1
    odd = graphic_end(text, start, end)
    if odd < end or length < 2 or text[end] != 0:
        note(faults, NAME, record, byte, length, signed(text[min(odd, end)]) if length > 0 else -1)


@inlined
def _check_place(
    reference: int, position: int, number: int, kinds: tuple[int, int], record: int, byte: int, faults: Faults
) -> None:
    """A reference number is one of `number` or -1, a position not below -1; `kinds` are the faults to note."""
    if reference < -1 or reference >= number:
        note(faults, kinds[0], record, byte, reference, number)
    if position < -1:
        note(faults, kinds[1], record, byte, position, 0)


@inlined
def _check_flag(flag: int, reference: int, position: int, record: int, byte: int, faults: Faults) -> None:
    """No reserved bit is set; a mapped record has a reference and a position."""
    if flag > 0xFFF:
        note(faults, FLAG, record, byte, flag, 0)
    if not flag & UNMAPPED and (reference < 0 or position < 0):
        note(faults, UNPLACED, record, byte, flag, 0)


@unmanaged
def bin_of(begin: int, end: int) -> int:
    """The smallest bin of the index that holds [begin, end), 0-based (section 5.3)."""
    last = end - 1
    for shift, first in ((14, 4681), (17, 585), (20, 73), (23, 9), (26, 1)):
        if begin >> shift == last >> shift:
            return first + (begin >> shift)
    return 0


@inlined
def _check_extent(limit: int, position: int, covered: int, stored: int, record: int, byte: int, faults: Faults) -> None:
    """A placed record ends on its reference; its bin is the computed one where the index can hold it."""
    end = position + max(covered, 1)
    if 0 <= limit < end:
        note(faults, PAST_END, record, byte, end, limit)
    if end <= 1 << 29 and bin_of(position, end) != stored:
        note(faults, BIN, record, byte, stored, bin_of(position, end))


@inlined
def _check_cigar(
    text: Bytes,
    start: int,
    number: int,
    bases: int,
    long: int,
    record: int,
    byte: int,
    operations: Counters,
    faults: Faults,
) -> int:
    """CIGAR covers SEQ; bases on the reference. `long` is the place of the CG array's count, or 0."""
    if long > 0 and is_placeholder(text, start, number, bases):
        covered = operation(text, start, 1) >> 4
        number, start = signed(load32(text, long)), long + 4
        query, reference = lengths(text, start, number, record, byte, operations, faults)
        if reference != covered:
            note(faults, LONG_CIGAR, record, byte, reference, covered)
    else:
        query, reference = lengths(text, start, number, record, byte, operations, faults)
    if number > 0 and bases > 0 and query != bases:
        note(faults, CIGAR_LENGTH, record, byte, query, bases)
    return reference


@inlined
def _count_length(sums: NDArray[np.float64], histogram: Counters, bases: int) -> None:
    sums[figures.READS] += 1
    sums[figures.LENGTH_SUM] += bases
    sums[figures.LENGTH_SQUARES] += np.float64(bases) * bases
    sums[figures.SHORTEST] = min(sums[figures.SHORTEST], bases)
    sums[figures.LONGEST_READ] = max(sums[figures.LONGEST_READ], bases)
    histogram[length_bin(bases)] += 1


@unmanaged
def _worst(text: Bytes, start: int, bases: int) -> int:
    """The place of the first quality above 93."""
    for at in range(bases):
        if text[start + at] > 93:
            return at
    return 0


@inlined
def _count_bases(text: Bytes, start: int, bases: int, counted: Counters, gc: Counters) -> None:
    strong, certain = count_bases(text, start, bases, counted)
    if certain > 0:
        gc[strong * 100 // certain] += 1


@inlined
def _count_qualities(
    text: Bytes,
    start: int,
    bases: int,
    levels: Bytes,
    record: int,
    byte: int,
    qualities: Counters,
    sums: NDArray[np.float64],
    faults: Faults,
) -> None:
    """Count the qualities of a primary record; those that begin with 255 are absent."""
    if bases == 0 or text[start] == NO_QUALITY:
        return
    total = count_qualities(text, start, bases, levels, qualities)
    sums[figures.WITH_QUALITY] += 1
    if total >= 30 * bases:
        sums[figures.MEAN_Q30] += 1
    if is_over(text, start, bases):
        worst = _worst(text, start, bases)
        note(faults, QUALITY, record, byte, signed(text[start + worst]), worst + 1)


@inlined
def _count_pair(flag: int, away: bool, insert: int, inserts: Counters, sums: NDArray[np.float64]) -> None:
    """Insert sizes of proper pairs, and primary records whose mate lies on another reference."""
    if flag & NOT_PRIMARY or not flag & PAIRED or flag & (UNMAPPED | MATE_UNMAPPED):
        return
    sums[figures.OTHER_REFERENCE] += away
    if flag & PROPER and flag & FIRST:
        inserts[min(abs(insert), figures.INSERTS - 1)] += 1


@inlined
def _check_group(
    groups: ReadGroups,
    text: Bytes,
    start: int,
    end: int,
    record: int,
    byte: int,
    counted: Counters,
    sums: NDArray[np.float64],
    faults: Faults,
) -> None:
    """The RG value names a group of the header, if the header has any."""
    if start == 0:
        sums[figures.NO_GROUP] += 1
        return
    group = group_of(groups, text, start, end)
    if group != UNKNOWN:
        counted[group] += 1
    elif len(groups.bounds) > 1:
        note(faults, READ_GROUP, record, byte, 0, 0)


@inlined
def _check_record(walk: Walk, row: int, text: Bytes, at: int, end: int, byte: int) -> None:
    """One record whose fixed part begins at `at`; its lengths fit, as the caller has tested."""
    record, faults, counts, columns = walk.state[RECORDS], walk.faults, walk.counts, walk.columns
    reference, position = signed(load32(text, at)), signed(load32(text, at + 4))
    mate_reference, mate_position = signed(load32(text, at + 20)), signed(load32(text, at + 24))
    flag, name_length = signed(load16(text, at + 14)), signed(text[at + 8])
    operations, bases = signed(load16(text, at + 12)), signed(load32(text, at + 16))
    name = at + FIXED
    name_end = name + max(name_length - 1, 0)
    cigar = name + name_length
    sequence = cigar + 4 * operations
    qualities = sequence + ((bases + 1) >> 1)
    columns.name[row] = hash_of(text, name, name_end)
    columns.flag[row], columns.byte[row], walk.records[row] = flag, byte, record
    columns.reference[row], columns.position[row] = reference, position
    columns.mate_reference[row], columns.mate_position[row] = mate_reference, mate_position
    counts.flags[flag] += 1
    counts.mapq[text[at + 9]] += 1
    _check_name(text, name, name_length, record, byte, faults)
    _check_place(reference, position, len(walk.limits), OWN, record, byte, faults)
    told = -1 if mate_reference == -1 else mate_position  # without RNEXT nothing is said of PNEXT (1.4.8)
    _check_place(mate_reference, told, len(walk.limits), MATES, record, byte, faults)
    _check_flag(flag, reference, position, record, byte, faults)
    in_coordinates(walk.last, reference, position, record, byte, faults)
    if walk.state[BY_NAME]:
        in_names(walk.last, walk.name, text, name, name_end, record, byte, faults)
    group, group_end, long = walk_fields(text, qualities + bases, end, record, byte, faults)
    _check_group(walk.groups, text, group, group_end, record, byte, counts.groups, counts.sums, faults)
    covered = _check_cigar(text, cigar, operations, bases, long, record, byte, counts.operations, faults)
    if not flag & UNMAPPED and 0 <= reference < len(walk.limits) and position >= 0:
        stored = signed(load16(text, at + 10))
        _check_extent(walk.limits[reference], position, covered, stored, record, byte, faults)
        counts.references[reference] += 1
    _count_pair(flag, mate_reference != reference, signed(load32(text, at + 28)), counts.inserts, counts.sums)
    if not flag & NOT_PRIMARY:
        levels = walk.levels[: walk.state[LEVELS]]
        _count_length(counts.sums, counts.lengths, bases)
        _count_bases(text, sequence, bases, counts.bases, counts.gc)
        _count_qualities(text, qualities, bases, levels, record, byte, counts.qualities, counts.sums, faults)


@inlined
def needed(text: Bytes, at: int) -> int:
    """Bytes that the lengths in the fixed part at `at` ask for, or -1 if one of them is negative."""
    bases = signed(load32(text, at + 16))
    if bases < 0:
        return -1
    return FIXED + signed(text[at + 8]) + 4 * signed(load16(text, at + 12)) + ((bases + 1) >> 1) + bases


@unmanaged
def walk_block(walk: Walk, text: Bytes, size: int) -> tuple[int, int]:
    """Check the whole records of `text[:size]`: bytes used and rows filled.

    Stops before a record that goes on after `size`, when all rows are filled, and for good (state LOST) when a
    block_size cannot be true, since nothing tells where the next record begins.
    """
    at, row, state = signed(0), signed(0), walk.state  # a literal 0 would compile everything twice
    while at + 4 + FIXED <= size and row < ROWS:
        length = signed(load32(text, at))
        if length < FIXED:
            note(walk.faults, LENGTHS, state[RECORDS] + 1, state[OFFSET] + at, length, FIXED)
            state[LOST] = 1
            break
        if at + 4 + length > size:
            break
        state[RECORDS] += 1
        wanted = needed(text, at + 4)
        if wanted < 0 or wanted > length:
            note(walk.faults, LENGTHS, state[RECORDS], state[OFFSET] + at, length, wanted)
        else:
            _check_record(walk, row, text, at + 4, at + 4 + length, state[OFFSET] + at)
            row += 1
        at += 4 + length
    state[OFFSET] += at
    return at, row
