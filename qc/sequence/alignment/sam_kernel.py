"""Records of SAM text in one compiled pass: counted, put into columns for mates, and the faulty ones noted.

The grammar is that of the SAM specification, 1.4. A line gets the kind of its first fault (`sam_faults`); `fields` and
`optional_fields` say exactly what is wrong with it. Every index is within the line, whose ends the caller has found.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.bam_kernel import Columns
from qc.sequence.alignment.characters import CLASSES, RNAME_FIRST
from qc.sequence.alignment.characters import QNAME as NAMED
from qc.sequence.alignment.characters import RNAME as NAMING
from qc.sequence.alignment.counts import Counts, no_counts
from qc.sequence.alignment.faults import Faults, no_faults
from qc.sequence.alignment.header import Header
from qc.sequence.alignment.optional_kernel import NO_GROUP, TAGS, integer, optional_fields, span
from qc.sequence.alignment.order import in_coordinates, in_names, no_order
from qc.sequence.alignment.read_groups import ReadGroups, group_of, read_groups
from qc.sequence.alignment.sam_cigar import COVERED, OPERATIONS_READ, QUERY, read_cigar
from qc.sequence.alignment.sam_counts import (
    BASES,
    INSERT,
    NOT_PRIMARY,
    QUALITIES,
    QUALITY,
    UNMAPPED,
    count_characters,
    count_read,
    count_record,
    is_sequence,
)
from qc.sequence.alignment.sam_faults import (
    BLANK,
    CIGAR,
    CIGAR_LENGTH,
    CLEAN,
    COLUMNS,
    FLAG,
    FLAG_BITS,
    MAPQ,
    MATE_PAST_END,
    MILD,
    NO_REFERENCES,
    PAST_END,
    PNEXT,
    POS,
    QNAME,
    QUAL,
    QUAL_LENGTH,
    REFERENCE,
    RNAME,
    RNEXT,
    SEQ,
    TLEN,
    UNPLACED,
)
from qc.sequence.alignment.sam_text import is_printed, tabs
from qc.sequence.alignment.words import Bytes, hash_of
from qc.sequence.compiled import unmanaged

Numbers = NDArray[np.int64]

LONGEST = (1 << 31) - 1
STAR, EQUAL, CR = 42, 61, 13
NONE, UNKNOWN = -1, -2
"""Reference numbers of `*` and of a name that the header lacks."""
RESERVED = 0xF000
COLUMNS_NEEDED = 11
LINES = 1 << 15
"""Lines that are tested at once."""

RECORDS, ROWS, BY_COORDINATE, BY_NAME = range(4)
ENDS, SIZES, OPERATIONS = range(3)


class SamWalk(NamedTuple):
    """All that the kernel reads and writes besides the text.

    `state`: records so far, rows filled of this block, whether coordinates or names must be in order. `limits`: length
    of each reference, negative where its end does not bind (circular ones). `records`: the number of each row's record.
    `kinds`: the first fault of each line. `letters`: bases of one SEQ by 4-bit code. `characters`: four tables of
    quality characters by turns, for `add_characters` at the end.
    """

    state: Numbers
    references: ReadGroups
    limits: Numbers
    groups: ReadGroups
    programs: ReadGroups
    faults: Faults
    counts: Counts
    columns: Columns
    records: Numbers
    kinds: Numbers
    last: Numbers
    name: Bytes
    work: Numbers
    seen: Numbers
    letters: Numbers
    characters: Numbers


def new_walk(header: Header) -> SamWalk:
    """The state before the first record."""
    last, name = no_order()
    sorted_by = header.sort_order
    return SamWalk(
        np.array([0, 0, sorted_by == "coordinate", sorted_by == "queryname"], np.int64),
        read_groups([one.name.encode("latin-1", "replace") for one in header.references]),
        np.array([-1 if one.circular else one.length for one in header.references] or [0], np.int64),
        read_groups([one.id.encode() for one in header.read_groups]),
        read_groups([one.encode() for one in header.programs]),
        no_faults(),
        no_counts(len(header.references), len(header.read_groups)),
        Columns(np.zeros(LINES, np.uint64), *(np.zeros(LINES, np.int64) for _ in range(6))),
        np.zeros(LINES, np.int64),
        np.zeros(LINES, np.int64),
        last,
        name,
        np.zeros((3, 16), np.int64),
        np.zeros(TAGS, np.int64),
        np.zeros(16, np.int64),
        np.zeros(4 * 256, np.int64),
    )


@unmanaged
def is_reference_name(text: Bytes, start: int, end: int) -> bool:
    """Whether a field has the form of a reference name."""
    return end > start and CLASSES[text[start]] & RNAME_FIRST != 0 and span(text, start, end, NAMING) == end


@unmanaged
def worse(one: int, other: int) -> int:
    """The kind of a line that has both: the first, unless it is none, or a warning and the other an error."""
    if one == CLEAN or (one >= MILD and CLEAN < other < MILD):
        return other
    return one


@unmanaged
def _is(text: Bytes, start: int, end: int, sign: int) -> bool:
    return end - start == 1 and text[start] == sign


@unmanaged
def reference_of(references: ReadGroups, text: Bytes, start: int, end: int) -> int:
    """The number of the reference that a field names, NONE for `*`, UNKNOWN if the header lacks it."""
    if _is(text, start, end, STAR):
        return NONE
    number = group_of(references, text, start, end)
    return number if number >= 0 else UNKNOWN


@unmanaged
def _undeclared(number: int, text: Bytes, start: int, end: int, malformed: int) -> int:
    """Why a name is none of `number` references: no reference name at all, not in the header, or there are none."""
    if not is_reference_name(text, start, end):
        return malformed
    return REFERENCE if number > 0 else NO_REFERENCES


@unmanaged
def _head(columns: Columns, references: ReadGroups, text: Bytes, start: int, ends: Numbers, row: int) -> int:
    """QNAME, FLAG, RNAME, POS: into the row, or the fault that makes the record unreadable."""
    if not 1 <= ends[0] - start <= 254 or span(text, start, ends[0], NAMED) != ends[0]:
        return QNAME
    flag = integer(text, ends[0] + 1, ends[1])
    if not 0 <= flag <= 65535:
        return FLAG
    columns.flag[row] = flag
    columns.name[row] = hash_of(text, start, ends[0])
    number = reference_of(references, text, ends[1] + 1, ends[2])
    columns.reference[row] = number
    position = integer(text, ends[2] + 1, ends[3])
    if not 0 <= position <= LONGEST:
        return POS
    columns.position[row] = position - 1
    if number == UNKNOWN:
        return _undeclared(len(references.bounds) - 1, text, ends[1] + 1, ends[2], RNAME)
    return FLAG_BITS if flag & RESERVED else CLEAN


@unmanaged
def _mate(columns: Columns, references: ReadGroups, limits: Numbers, text: Bytes, ends: Numbers, row: int) -> int:
    """RNEXT and PNEXT: into the row, or the fault that makes the record unreadable."""
    same = _is(text, ends[5] + 1, ends[6], EQUAL)
    number = columns.reference[row] if same else reference_of(references, text, ends[5] + 1, ends[6])
    columns.mate_reference[row] = number
    position = integer(text, ends[6] + 1, ends[7])
    if not 0 <= position <= LONGEST:
        return PNEXT
    columns.mate_position[row] = position - 1
    if number == UNKNOWN and not same:
        return _undeclared(len(references.bounds) - 1, text, ends[5] + 1, ends[6], RNEXT)
    return MATE_PAST_END if number >= 0 and 0 <= limits[number] < position else CLEAN


@unmanaged
def _middle(text: Bytes, ends: Numbers, sizes: Numbers, operations: Numbers) -> int:
    """MAPQ, CIGAR and TLEN: into `sizes` and `operations`, or the first fault; what is faulty counts as absent."""
    operations[:9] = 0
    quality = integer(text, ends[3] + 1, ends[4])
    insert = integer(text, ends[7] + 1, ends[8])
    fault = read_cigar(text, ends[4] + 1, ends[5], sizes, operations)
    if fault == CIGAR:
        sizes[:3] = 0
        operations[:9] = 0
    sizes[QUALITY] = quality if 0 <= quality <= 255 else 255
    sizes[INSERT] = insert if -LONGEST <= insert <= LONGEST else 0
    if not 0 <= quality <= 255:
        return MAPQ
    if fault != CLEAN:
        return fault
    return CLEAN if -LONGEST <= insert <= LONGEST else TLEN


@unmanaged
def _bases(text: Bytes, ends: Numbers, sizes: Numbers, letters: Numbers) -> int:
    """SEQ and QUAL, and their lengths among each other and against CIGAR; `letters` gets the bases."""
    start, end = ends[8] + 1, ends[9]
    quality, quality_end = ends[9] + 1, ends[10]
    missing = _is(text, start, end, STAR)
    if not missing and (end == start or not is_sequence(text, start, end, letters)):
        return SEQ
    sizes[BASES] = 0 if missing else end - start
    sizes[QUALITIES] = quality_end - quality
    if _is(text, quality, quality_end, STAR):
        sizes[QUALITIES] = 0
    elif quality_end == quality or missing or not is_printed(text, quality, quality_end):
        return QUAL
    elif quality_end - quality != end - start:
        return QUAL_LENGTH
    if not missing and sizes[OPERATIONS_READ] and sizes[QUERY] != end - start:
        return CIGAR_LENGTH
    return CLEAN


@unmanaged
def _placed(columns: Columns, row: int, limits: Numbers, covered: int) -> int:
    """Whether a mapped record has a place, and one on its reference."""
    if columns.flag[row] & UNMAPPED:
        return CLEAN
    number = columns.reference[row]
    if number < 0 or columns.position[row] < 0:
        return UNPLACED
    return PAST_END if 0 <= limits[number] < columns.position[row] + max(covered, 1) else CLEAN


@unmanaged
def _rest(walk: SamWalk, text: Bytes, stop: int, ends: Numbers, row: int) -> int:
    """The first fault of all but QNAME, FLAG, RNAME, POS, RNEXT, PNEXT; what is sound is counted."""
    sizes, operations, columns = walk.work[SIZES], walk.work[OPERATIONS], walk.columns
    fault = _middle(text, ends, sizes, operations)
    group, optional = NO_GROUP, CLEAN
    if ends[10] < stop:
        record = walk.state[RECORDS]
        optional, group = optional_fields(text, ends[10] + 1, stop, walk.seen, record, walk.groups, walk.programs)
    bases = _bases(text, ends, sizes, walk.letters)
    placed = _placed(columns, row, walk.limits, sizes[COVERED])
    away = columns.reference[row] != columns.mate_reference[row]
    mapped = columns.reference[row] if placed in (CLEAN, PAST_END) else NONE
    count_record(walk.counts, columns.flag[row], mapped, away, group, sizes, operations)
    if bases == CLEAN and not columns.flag[row] & NOT_PRIMARY:
        count_read(walk.counts, walk.letters, sizes[BASES])
        count_characters(walk.counts, walk.characters, text, ends[9] + 1, ends[9] + 1 + sizes[QUALITIES])
    return worse(worse(worse(fault, bases), optional), placed)


@unmanaged
def _record(walk: SamWalk, text: Bytes, start: int, stop: int, byte: int) -> int:
    """The first fault of one line; a readable record fills a row, is counted and must be in order."""
    ends, row, columns = walk.work[ENDS], walk.state[ROWS], walk.columns
    found = tabs(text, start, stop, ends, COLUMNS_NEEDED)
    if found < COLUMNS_NEEDED - 1:
        return COLUMNS
    if found < COLUMNS_NEEDED:
        ends[found] = stop
    head = _head(columns, walk.references, text, start, ends, row)
    if head in (QNAME, FLAG, POS):
        return head
    mate = _mate(columns, walk.references, walk.limits, text, ends, row)
    if mate == PNEXT:
        return mate
    columns.byte[row] = byte
    walk.records[row] = walk.state[RECORDS]
    walk.state[ROWS] += 1
    if head in (CLEAN, FLAG_BITS):
        record = walk.state[RECORDS]
        if walk.state[BY_COORDINATE]:
            in_coordinates(walk.last, columns.reference[row], columns.position[row], record, byte, walk.faults)
        if walk.state[BY_NAME]:
            in_names(walk.last, walk.name, text, start, ends[0], record, byte, walk.faults)
    rest = _rest(walk, text, stop, ends, row)
    return worse(worse(head, mate), rest)


@unmanaged
def read_lines(walk: SamWalk, text: Bytes, start: int, stops: Numbers, byte: int) -> int:
    """Test the lines from `start` on that end at `stops` (their line ends); gives how many are not clean.

    `text[0]` is the byte `byte` of the decoded stream. `walk.kinds` gets the fault of each line; blank lines are no
    records.
    """
    faulty = 0
    walk.state[ROWS] = 0
    for line in range(len(stops)):
        stop = stops[line]
        if stop > start and text[stop - 1] == CR:
            stop -= 1
        kind = BLANK
        if stop > start:
            walk.state[RECORDS] += 1
            kind = _record(walk, text, start, stop, byte + start)
        walk.kinds[line] = kind
        faulty += kind != CLEAN
        start = stops[line] + 1
    return faulty
