"""CIGAR read by compiled code: sizes, operations, and clips against the rule written as an expression."""

import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment.sam_cigar import read_cigar
from qc.sequence.alignment.sam_faults import CIGAR, CIGAR_CLIP, CLEAN

CLIPS = re.compile(r"H?S?[^HS]*S?H?")


def read(text: str) -> tuple[int, list[int], list[int]]:
    """The fault, the sizes and the bases by operation."""
    sizes, operations = np.zeros(16, np.int64), np.zeros(16, np.int64)
    raw = np.frombuffer(text.encode() + bytes(8), np.uint8)
    fault = read_cigar(raw, 0, len(text), sizes, operations)
    return fault, sizes[:3].tolist(), operations[:9].tolist()


def test_sizes_by_hand() -> None:
    """Bases of the read, bases of the reference, number of operations, bases by operation."""
    assert read("2H3S10M1I2D5N4P1=2X1S2H") == (CLEAN, [18, 20, 11], [10, 1, 2, 5, 4, 4, 4, 1, 2])
    assert read("*") == (CLEAN, [0, 0, 0], [0] * 9)
    assert read("268435455M")[1] == [268435455, 268435455, 1]


@pytest.mark.parametrize(
    "text", ["", "M", "4", "4M4", "4Q", "4MM", "268435456M", "1000000000M", "**", "4M*", "-1M", "4B"]
)
def test_what_is_no_cigar(text: str) -> None:
    """Lengths below 2^28 and nine operations."""
    assert read(text)[0] == CIGAR


@given(st.lists(st.tuples(st.integers(0, 300), st.sampled_from("MIDNSHP=X")), min_size=1, max_size=8))
def test_clips_stand_at_the_ends(parts: list[tuple[int, str]]) -> None:
    """The phases of the kernel are the expression."""
    kinds = "".join(kind for _, kind in parts)
    fault, sizes, _ = read("".join(f"{size}{kind}" for size, kind in parts))
    assert fault == (CLEAN if CLIPS.fullmatch(kinds) else CIGAR_CLIP)
    assert sizes == [
        sum(size for size, kind in parts if kind in "MIS=X"),
        sum(size for size, kind in parts if kind in "MDN=X"),
        len(parts),
    ]
