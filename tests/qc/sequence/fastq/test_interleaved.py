"""Interleaved files are recognised by names and marks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.fastq.interleaved import Interleaved
from qc.sequence.remarks import Remarks
from tests.qc.sequence.fastq.named import blocks


def looked_at(lines: list[str], size: int) -> Interleaved:
    """The judgement on a file of these name lines, read in blocks of so many records."""
    interleaved = Interleaved()
    for block in blocks(lines, size):
        interleaved.look(block)
    return interleaved


MATES = [f"r{i} {mark}:N:0:ACGT" for i in range(50) for mark in (1, 2)]


@pytest.mark.parametrize("size", [1, 2, 7, 100])
def test_mates_one_after_the_other_are_interleaved_in_blocks_of_any_size(size: int) -> None:
    """A pair may lie across the bound of two blocks."""
    interleaved, remarks = looked_at(MATES, size), Remarks("a.fastq")
    assert interleaved
    interleaved.finish(remarks)
    assert [(remark.code, remark.message) for remark in remarks.kept] == [
        ("I_INTERLEAVED", "50 pairs, the reads of each one after the other")
    ]


@pytest.mark.parametrize(
    "lines",
    [
        [],
        MATES[:-1],
        MATES[1:],
        [line.replace(" 2:", " 1:") for line in MATES],
        [line.split()[0] for line in MATES],
        MATES[::2] + MATES[1::2],
        [*MATES[:60], MATES[61], MATES[60], *MATES[62:]],
        [*MATES[:7], "r50 2:N:0:ACGT", *MATES[8:]],
        [*MATES[:-1], "r50 2:N:0:ACGT"],
    ],
    ids=[
        "nothing",
        "odd",
        "late",
        "one mark",
        "no marks",
        "one file behind the other",
        "turned",
        "name of a later block",
        "last name",
    ],
)
def test_anything_else_is_not(lines: list[str]) -> None:
    """Nothing is said of files that break the rule anywhere."""
    remarks = Remarks("a.fastq")
    interleaved = looked_at(lines, 7)
    interleaved.finish(remarks)
    assert not interleaved
    assert remarks.kept == []


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("12")), max_size=12), st.integers(1, 5))
def test_any_order_is_judged_as_plainly(names: list[tuple[int, str]], size: int) -> None:
    """The judgement is that of looking at the records two by two."""
    lines = [f"r{number}/{mark}" for number, mark in names]
    plainly = bool(lines) and len(lines) % 2 == 0
    for first, second in zip(names[::2], names[1::2], strict=False):
        plainly &= first == (second[0], "1") and second[1] == "2"
    assert bool(looked_at(lines, size)) == plainly
