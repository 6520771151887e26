"""Endings of shells and the remarks they become."""

from dataclasses import dataclass

import pytest

from qc.sequence.codes import CODES
from qc.sequence.container.faults import BAM, USUAL, Ending, Fault, tell
from qc.sequence.remarks import Remarks


@dataclass
class Shell:
    """An ending that was told or not."""

    ending: Ending
    told: bool = False


def said(ending, format_="fastq"):
    remarks = Remarks("a")
    shell = Shell(ending)
    tell(shell, format_, remarks)
    tell(shell, format_, remarks)
    return [remark.code for remark in remarks.kept]


def test_every_fault_has_a_code_in_the_tables():
    """For BAM and for all others."""
    assert set(USUAL) == set(BAM) == set(Fault)
    assert {*USUAL.values(), *BAM.values()} <= CODES.keys()


@pytest.mark.parametrize("fault", Fault)
def test_a_fault_is_told_once_and_alone(fault):
    """With its place in the decoded bytes, whatever else is odd about the ending."""
    ending = Ending(True, fault, "words", 7, padding=3, marked=False)
    remarks = Remarks("a")
    tell(Shell(ending), "bam", remarks)
    assert [(one.code, one.byte, one.message) for one in remarks.kept] == [(BAM[fault], 7, "words")]
    assert said(ending) == [USUAL[fault]]


def test_what_is_odd_about_a_whole_shell():
    """Padding, the lacking last block, and BAM that is no BGZF."""
    assert said(Ending(reached=True, padding=2)) == ["W_TRAILING_ZEROS"]
    assert said(Ending(reached=True, marked=False, blocks=True)) == ["W_BGZF_NO_EOF"]
    assert said(Ending(reached=True, marked=False, blocks=True), "bam") == ["E_BAM_EOF"]
    assert said(Ending(reached=True), "bam") == ["E_NOT_BGZF"]
    assert said(Ending(reached=True, blocks=True), "bam") == []
    assert said(Ending(reached=True)) == []


def test_an_end_that_was_not_reached_says_nothing():
    """Who stops early knows nothing of the end."""
    assert said(Ending(marked=False), "bam") == []
