"""Rows of two files compared: names, marks, text."""

import numpy as np
import pytest

from qc.sequence.fastq.pairs import Marks, Rows, SameNames, SameText, after_lines, flowcells, named_as_mates, text_of
from qc.sequence.remarks import Remarks
from tests.qc.sequence.fastq.named import columns
from tests.qc.sequence.fastq.named import text_of as text_of_lines


def rows(lines: list[str], start: int = 0, number: int | None = None, first: int = 1) -> Rows:
    """Rows of a block of these name lines."""
    return Rows(columns(lines, first, 500), start, len(lines) - start if number is None else number)


@pytest.mark.parametrize(
    ("one", "other", "mates"),
    [
        (b"SRR1.7.1", b"SRR1.7.2", True),
        (b"SRR1.7", b"SRR1.8", False),
        (b"SRR1.1", b"SRR1.2", False),
        (b"x_1", b"x_2", True),
        (b"x.f", b"x.r", True),
        (b"read0.1", b"read0.2", True),
        (b"x.1", b"x.2", False),
        (b"CRR12.1", b"CRR12.2", False),
        (b"EXIK_F", b"EXIK_R", True),
        (b"x/R1", b"x/R2", True),
        (b"x_2", b"x_1", False),
        (b"x:1", b"x:2", False),
        (b"1", b"2", False),
        (b"x_1", b"x_12", False),
        (b"x_1", b"y_2", False),
        (b"x_1", b"x_1", False),
    ],
)
def test_names_that_differ_in_their_last_character_may_be_mates(one: bytes, other: bytes, mates: bool) -> None:
    """Spots of an archive and coordinates are numbers, not marks."""
    assert named_as_mates(one, other) is mates


def test_the_first_record_decides_whether_suffixes_tell_mates_apart() -> None:
    """After equal names a suffix is a difference, after suffixes another name is."""
    same, remarks = SameNames(2), Remarks("b")
    same.compare(rows(["a", "x_1"]), rows(["a", "x_2"]), remarks)
    assert [remark.records for remark in remarks.kept] == [(2,)]
    same, remarks = SameNames(2), Remarks("b")
    same.compare(rows(["a"]), rows(["a"]), remarks)
    same.compare(rows(["x_1"], first=2), rows(["x_2"], first=2), remarks)
    assert [remark.records for remark in remarks.kept] == [(2,)]
    same, remarks = SameNames(2), Remarks("b")
    same.compare(rows(["a_1", "x_1", "y_1"]), rows(["a_2", "x_2", "z_2"]), remarks)
    same.compare(rows(["q_1"], first=4), rows(["r_2"], first=4), remarks)
    assert [remark.records for remark in remarks.kept] == [(3,)]
    assert not same.equal


def test_a_remark_on_order_has_its_place_and_both_names() -> None:
    """The byte is that of the later file's record."""
    remarks = Remarks("b")
    SameNames(2).compare(rows(["p", "q", "s"], first=11), rows(["pp", "p", "q", "r"], 1, first=10), remarks)
    remark = remarks.kept[0]
    before = len(text_of_lines(["pp", "p", "q"]))
    assert (remark.records, remark.line, remark.byte) == ((13,), 49, 500 + before)
    assert remark.message == "record 13 is 'r' here and 's' in the first file"


def test_flow_cells_are_named_only_where_both_have_one() -> None:
    """Other names say nothing of it."""
    one, other = b"A1:2:FCX:1:1101:5:5", b"A1:2:FCY:1:1101:5:5"
    assert flowcells(one, other) == ": flow cells FCY and FCX"
    assert flowcells(one, one) == flowcells(one, b"r1") == ""


@pytest.mark.parametrize(
    ("place", "files", "marks", "wrong"),
    [
        (1, 2, "1111", []),
        (2, 2, "2222", []),
        (2, 2, "3333", []),
        (2, 2, "2232", [3]),
        (2, 2, "1222", [1]),
        (2, 2, "0020", []),
        (1, 2, "0221", [2, 3]),
        (1, 2, "3333", [1, 2, 3, 4]),
        (3, 4, "1111", []),
        (4, 4, "2212", [3]),
    ],
)
def test_marks_agree_with_the_place_and_with_one_another(place: int, files: int, marks: str, wrong: list[int]) -> None:
    """In a pair by place, in larger sets among themselves; 0 is no mark."""
    lines = [f"r{at}/{mark}" if mark != "0" else f"r{at}" for at, mark in enumerate(marks)]
    judged, remarks = Marks(place, files), Remarks("b")
    for at in range(0, len(lines), 2):
        judged.look(rows(lines, at, 2))
    judged.finish(len(lines), remarks)
    assert judged.wrong == len(wrong)
    assert [remark.records for remark in remarks.kept] == [(record,) for record in wrong[:1]]
    assert remarks.counts["E_PAIR_MARK"] == len(wrong)
    twice = bool(remarks.kept) and remarks.kept[0].message.endswith("may have been sent twice")
    assert twice is (len(wrong) == len(marks) and place > 1)


def test_text_is_compared_with_bases_and_qualities_of_every_record() -> None:
    """In whatever rows they come; one character is enough."""
    one, other = rows(["a", "b"]), rows(["a", "b"])
    same = SameText()
    same.compare(one, other)
    assert same.same
    changed = other.columns.text.copy()
    changed[-3] = ord("#")
    last = Rows(columns(["a", "b"]), 1, 1)
    object.__setattr__(last.columns, "text", changed)
    same.compare(Rows(one.columns, 0, 1), Rows(other.columns, 0, 1))
    assert same.same
    same.compare(Rows(one.columns, 1, 1), last)
    assert not same.same


def test_the_text_of_rows_is_whole_records() -> None:
    """From name to qualities, whatever follows the block in memory."""
    block = rows(["a", "b", "c"])
    assert text_of(Rows(block.columns, 0, 2)).tobytes() == b"a\nACGTACGT\n+\nFFFFFFFF\n@b\nACGTACGT\n+\nFFFFFFFF\n"
    assert text_of(Rows(block.columns, 2, 1)).tobytes() == b"c\nACGTACGT\n+\nFFFFFFFF"


def test_lines_are_counted_over_any_distance() -> None:
    """A window at a time, for reads longer than one."""
    text = np.frombuffer(b"A" * 40_000 + b"\n+\n" + b"F" * 40_000 + b"\n" + b"x" * 10, np.uint8)
    assert after_lines(text, 0, 3) == 80_003
    assert after_lines(text, 80_004, 1) == len(text)
