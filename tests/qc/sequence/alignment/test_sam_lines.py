"""Faulty lines as remarks: places, blank lines, and counting beyond the exact look."""

import numpy as np
import pytest

from qc.sequence.alignment import sam_lines
from qc.sequence.alignment.header import Header, Reference
from qc.sequence.alignment.sam_faults import BLANK, CIGAR_LENGTH, CLEAN, NO_REFERENCES, QNAME
from qc.sequence.alignment.sam_lines import FaultyLines
from qc.sequence.remarks import Remarks

GOOD = "r\t0\tc\t1\t60\t4M\t*\t0\t0\tACGT\tFFFF"
LONG = GOOD.replace("4M", "5M")
NAMED = Header(lines=1, references=(Reference("c", 100),))


def told(lines: list[str], kinds: list[int], header: Header = NAMED) -> tuple[FaultyLines, Remarks]:
    """Tell of lines that begin at byte 1,000, line 50, record 40 of a file."""
    remarks = Remarks("file")
    faulty = FaultyLines(remarks, header)
    text = np.frombuffer("\n".join([*lines, ""]).encode(), np.uint8)
    faulty.tell(text, 0, np.flatnonzero(text == 10), np.array(kinds), 50, 1000, 40)
    return faulty, remarks


def test_places_count_lines_bytes_and_records() -> None:
    """Blank lines are lines without a record."""
    _, remarks = told([GOOD, "", LONG, GOOD], [CLEAN, BLANK, CIGAR_LENGTH, CLEAN])
    assert [(one.code, one.line, one.byte, one.records) for one in remarks.kept] == [
        ("E_BLANK_LINE", 51, 1001 + len(GOOD), ()),
        ("E_CIGAR_LENGTH", 52, 1002 + len(GOOD), (41,)),
    ]


def test_blank_lines_wait_for_what_follows() -> None:
    """At the end they are harmless."""
    faulty, remarks = told([GOOD, "", ""], [CLEAN, BLANK, BLANK])
    assert remarks.kept == []
    faulty.finish()
    assert [(one.code, one.severity, one.line) for one in remarks.kept] == [
        ("W_BLANK_END", "warning", 51),
        ("W_BLANK_END", "warning", 52),
    ]
    faulty, remarks = told(["", ""], [BLANK, BLANK])
    faulty.followed()
    assert [one.code for one in remarks.kept] == ["E_BLANK_LINE"] * 2


def test_header_lines_behind_records() -> None:
    """They are told as such, other names with @ as names."""
    _, remarks = told(["@SQ\tSN:x\tLN:1", "@x" + GOOD[1:]], [QNAME, QNAME])
    assert [one.code for one in remarks.kept] == ["E_HEADER_PLACE", "E_QNAME"]


def test_no_reference_is_worse_without_any_header() -> None:
    """A header without @SQ only warns."""
    for header, code, severity in ((Header(), "E_NO_HEADER", "error"), (Header(lines=1), "W_NO_SQ", "warning")):
        _, remarks = told([GOOD], [NO_REFERENCES], header)
        assert [(one.code, one.severity) for one in remarks.kept] == [(code, severity)]


def test_further_lines_are_counted_by_their_kind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blank ones among them are errors by then, since nothing tells what follows."""
    monkeypatch.setattr(sam_lines, "EXACT", 2)
    kinds = [CIGAR_LENGTH, CLEAN, CIGAR_LENGTH, CIGAR_LENGTH, CLEAN, CIGAR_LENGTH, QNAME]
    _, remarks = told([LONG] * 7, kinds)
    assert dict(remarks.counts) == {"E_CIGAR_LENGTH": 4, "E_QNAME": 1}
    assert [one.records for one in remarks.kept] == [(40,), (42,), (), ()]
