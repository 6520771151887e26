"""The compiled pass over lines against the exact look: the same lines are clean, and the kind is one of the exact ones."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from qc.sequence.alignment.fields import names_of, record_faults
from qc.sequence.alignment.header import Header, read_header
from qc.sequence.alignment.order import no_order
from qc.sequence.alignment.sam_counts import add_characters
from qc.sequence.alignment.sam_faults import AUX_TWICE, BLANK, CLEAN, COLUMNS, MILD, NOT_ASCII
from qc.sequence.alignment.sam_kernel import RECORDS, ROWS, SamWalk, new_walk, read_lines, worse
from qc.sequence.remarks import Remarks
from tests.qc.sequence.alignment.test_aux_tags import BROKEN as BROKEN_FIELDS
from tests.qc.sequence.alignment.test_aux_tags import SOUND as SOUND_FIELDS
from tests.qc.sequence.alignment.test_fields import BROKEN, PLAIN, SOUND, record

HEAD = b"""@SQ\tSN:chr1\tLN:1000
@SQ\tSN:MT\tLN:16569\tTP:circular
@SQ\tSN:x:1-2\tLN:2147483647
@RG\tID:g1\tSM:s
@PG\tID:p1
"""


def header_of(text: bytes) -> Header:
    """The header of a text, nothing said of it."""
    return read_header(text, Remarks(""))


def walked(lines: list[bytes], head: bytes = HEAD, walk: SamWalk | None = None) -> tuple[SamWalk, list[int]]:
    """The state after the lines and the kind of each."""
    walk = walk or new_walk(header_of(head))
    text = np.frombuffer(b"\n".join(lines) + b"\n" + bytes(64), np.uint8)[: sum(map(len, lines)) + len(lines)]
    read_lines(walk, text, 0, np.flatnonzero(text == 10), 0)
    return walk, walk.kinds[: len(lines)].tolist()


def agree(line: bytes, kind: int, head: bytes = HEAD) -> bool:
    """Whether the kernel's kind is what the exact look allows: errors stand before warnings."""
    exact = {one.kind for one in record_faults(line, names_of(header_of(head)))}
    if kind == CLEAN:
        return not exact
    if exact == {NOT_ASCII}:
        return kind < MILD
    return kind in exact and (kind < MILD or min(exact) >= MILD)


def test_every_line_of_the_tables_agrees() -> None:
    """All sound and broken records and optional fields of the other tests, in one pass."""
    broken = [field for fields in BROKEN_FIELDS.values() for field in fields]
    lines = [record(**columns) for columns in SOUND] + [record(**columns) for columns, _ in BROKEN]
    lines += [b"\t".join([*PLAIN, field]) for field in [*SOUND_FIELDS, *broken]]
    _, kinds = walked(lines)
    assert [line for line, kind in zip(lines, kinds, strict=True) if not agree(line, kind)] == []
    assert kinds[: len(SOUND)] == [CLEAN] * len(SOUND)


PIECES = st.sampled_from([b"\t", b"*", b"=", b":", b",", b"0", b"-1", b"+", b"2147483648", b"4294967296", b"e", b".", b"\xff", b" ", b"5S", b"1M", b"H", b"B:c,", b"XX:Z:a", b"NM:Z:1", b"RG:Z:g2", b"\tPG:Z:p2", b"@"])  # fmt: skip
TAGGED = [*PLAIN, b"NM:i:0", b"RG:Z:g1", b"XA:B:S,1,2", b"XF:f:1.5", b"XH:H:0A"]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A sound line with pieces put in, bytes taken out, or columns exchanged."""
    line = b"\t".join(TAGGED)
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(line)))
        match draw(st.integers(0, 3)):
            case 0:
                line = line[:at] + draw(PIECES) + line[at:]
            case 1:
                line = line[:at] + line[at + draw(st.integers(1, 4)) :]
            case 2:
                line = line[:at] + bytes([draw(st.integers(0, 255))]) + line[at + 1 :]
            case _:
                columns = line.split(b"\t")
                columns[draw(st.integers(0, len(columns) - 1))] = draw(st.sampled_from(TAGGED))
                line = b"\t".join(columns)
    return line.replace(b"\n", b"").rstrip(b"\r")


@settings(max_examples=300)
@given(st.lists(damaged(), min_size=1, max_size=12))
def test_damaged_lines_agree(lines: list[bytes]) -> None:
    """Whatever is done to a line, both looks judge it alike."""
    _, kinds = walked(lines)
    for line, kind in zip(lines, kinds, strict=True):
        assert kind == BLANK if not line else agree(line, kind)


@settings(max_examples=100)
@given(st.lists(st.binary(max_size=60).map(lambda line: line.replace(b"\n", b"")), min_size=1, max_size=5))
def test_any_bytes_are_judged(lines: list[bytes]) -> None:
    """Lines of anything are faulty or blank, never clean."""
    _, kinds = walked(lines)
    assert CLEAN not in kinds


@given(damaged())
@settings(max_examples=50)
def test_without_header_lines_agree_too(line: bytes) -> None:
    """The table of references is empty."""
    head = b"@CO\tx\n"
    _, kinds = walked([line], head)
    assert agree(line, kinds[0], head) if line else kinds == [BLANK]


def test_an_error_outweighs_a_warning() -> None:
    """Whatever comes first, a line with an error is never counted as one with a warning."""
    assert worse(CLEAN, MILD) == MILD
    assert worse(MILD, COLUMNS) == COLUMNS
    assert worse(COLUMNS, MILD) == COLUMNS
    assert worse(MILD, CLEAN) == MILD
    assert worse(CLEAN, CLEAN) == CLEAN


def test_rows_hold_what_mates_need() -> None:
    """Places count from 0, -1 is none; unreadable records have no row but a number."""
    lines = [record(), record(FLAG="x"), record(RNAME="MT", RNEXT="*", PNEXT="0", QNAME="r2")]
    walk, _ = walked(lines)
    columns = walk.columns
    assert (walk.state[RECORDS], walk.state[ROWS], walk.records[:2].tolist()) == (3, 2, [1, 3])
    assert columns.flag[:2].tolist() == [99, 99]
    assert columns.reference[:2].tolist() == [0, 1]
    assert columns.position[:2].tolist() == [9, 9]
    assert columns.mate_reference[:2].tolist() == [0, -1]
    assert columns.mate_position[:2].tolist() == [19, -1]
    assert columns.byte[:2].tolist() == [0, len(lines[0]) + len(lines[1]) + 2]
    assert columns.name[0] != columns.name[1]


def test_blank_lines_are_no_records_and_carriage_returns_no_text() -> None:
    """CR before LF belongs to the line end."""
    walk, kinds = walked([record() + b"\r", b"", b"\r", record()])
    assert (kinds, walk.state[RECORDS]) == ([CLEAN, BLANK, BLANK, CLEAN], 2)


def test_records_are_counted() -> None:
    """Flags, bases, qualities, lengths, CIGAR operations, groups: by hand."""
    first = b"\t".join([*PLAIN, b"RG:Z:g1"])
    lines = [first, record(SEQ="acRN", QUAL="!!5?", CIGAR="2S2M", FLAG="16", MAPQ="3"), record(FLAG="256")]
    walk, kinds = walked(lines)
    counts = walk.counts
    add_characters(counts, walk.characters)
    assert kinds == [CLEAN] * 3
    assert {int(flag): int(counts.flags[flag]) for flag in np.flatnonzero(counts.flags)} == {99: 1, 16: 1, 256: 1}
    assert counts.bases.tolist() == [0, 2, 2, 0, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1]
    qualities = counts.qualities.sum(axis=0)
    assert {int(q): int(qualities[q]) for q in np.flatnonzero(qualities)} == {37: 4, 0: 2, 20: 1, 30: 1}
    assert (counts.lengths[4], counts.sums[0], counts.sums[1]) == (2, 2, 8)
    assert counts.operations[:5].tolist() == [10, 0, 0, 0, 2]
    assert (counts.mapq[60], counts.mapq[3]) == (2, 1)
    assert (counts.groups[0], counts.references[0], counts.inserts[14]) == (1, 3, 1)


def test_characters_are_moved_once() -> None:
    """A second call adds nothing."""
    walk, _ = walked([record()])
    add_characters(walk.counts, walk.characters)
    add_characters(walk.counts, walk.characters)
    assert walk.counts.qualities.sum() == 4


def test_order_is_watched_where_it_is_declared() -> None:
    """Coordinates and names, each only if the header says so."""
    lines = [record(POS="10"), record(POS="9"), record(RNAME="MT"), record(POS="11")]
    assert walked(lines)[0].faults.counts.sum() == 0
    assert walked(lines, b"@HD\tVN:1.6\tSO:coordinate\n" + HEAD)[0].faults.counts.sum() == 2
    names = [record(QNAME="r2"), record(QNAME="r10"), record(QNAME="r1")]
    found = walked(names, b"@HD\tVN:1.6\tSO:queryname\n" + HEAD)[0].faults.counts
    assert sorted(found[found > 0].tolist()) == [1, 2]


def test_the_state_before_the_first_record_is_no_place() -> None:
    """The order's state is made by `order`; a new walk begins with it."""
    walk = new_walk(header_of(HEAD))
    assert np.array_equal(walk.last, no_order()[0])


def test_any_number_of_optional_fields() -> None:
    """Tags are compared with all others of their record, and with none of another record."""
    signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    fields = [f"{one}{other.lower()}:A:x".encode() for one in signs for other in signs]
    many = b"\t".join([*PLAIN, *fields])
    walk, kinds = walked([many, many + b"\tAa:A:x", many])
    assert kinds == [CLEAN, AUX_TWICE, CLEAN]
    assert walked([many], walk=walk)[1] == [CLEAN]
