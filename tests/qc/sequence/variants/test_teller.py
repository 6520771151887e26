"""Saying what is wrong."""

import pytest

from qc.sequence.remarks import Remarks
from qc.sequence.variants import teller as module
from qc.sequence.variants.teller import Teller, shown


def test_an_error_and_a_warning_have_their_letter_and_place():
    """The place is that of the teller; no record is told in a header."""
    remarks = Remarks("a")
    teller = Teller(remarks, line=3, byte=40)
    teller.tell(True, "VCF_INFO", "one")
    teller.record = 2
    teller.tell(False, "VCF_INFO", "two")
    assert [(one.code, one.severity, one.line, one.byte, one.records) for one in remarks.kept] == [
        ("E_VCF_INFO", "error", 3, 40, ()),
        ("W_VCF_INFO", "warning", 3, 40, (2,)),
    ]
    assert teller.errors == 1


def test_a_code_without_row_is_a_fault_of_ours():
    """Nothing is said without meaning and hint."""
    with pytest.raises(KeyError):
        Teller(Remarks("a")).tell(True, "VCF_NOTHING", "x")


def test_each_subject_is_told_once_and_within_bounds(monkeypatch):
    """A second time is silent; beyond the bound all are."""
    monkeypatch.setattr(module, "SUBJECTS", 2)
    remarks = Remarks("a")
    teller = Teller(remarks)
    for subject in ("x", "x", "y", "z"):
        teller.once(False, "VCF_INFO", subject, subject)
    assert [one.message for one in remarks.kept] == ["x", "y"]


def test_texts_of_the_file_are_shown_short_and_printable():
    """At most eighty characters, control characters escaped, bytes that are no UTF-8 replaced."""
    assert shown(b"a\tb\x00") == r"'a\tb\x00'"
    assert shown(b"\xff") == "'\ufffd'"
    assert len(shown("x" * 500)) == 82
