"""What the kernel notes about lines and records of FASTA, and the remarks it becomes."""

from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from qc.sequence.remarks import KEPT, Remarks


class Fault(IntEnum):
    """Rows of the kernel's notes."""

    TEXT_BEFORE = 0
    EMPTY = 1
    LINES = 2
    CHARACTER = 3
    NUL = 4
    NAME = 5
    COMMENT = 6


CODES = {
    Fault.TEXT_BEFORE: "E_FASTA_HEADER",
    Fault.EMPTY: "E_FASTA_EMPTY",
    Fault.LINES: "E_FASTA_LINES",
    Fault.CHARACTER: "E_FASTA_CHAR",
    Fault.NUL: "E_NUL",
    Fault.NAME: "E_FASTA_NAME",
    Fault.COMMENT: "W_FASTA_COMMENT",
}
LINE, BYTE, RECORD, VALUE = range(4)
"""Columns of a note."""


class Notes:
    """The first hundred notes of each fault with their places, and the number of all."""

    def __init__(self) -> None:
        self.kept = np.zeros((len(Fault), KEPT, 4), np.int64)
        self.counts = np.zeros(len(Fault), np.int64)

    def tell(self, remarks: Remarks) -> None:
        """Say all notes, in the order of the file; what was only counted goes with the last of its code."""
        notes = [(fault, number) for fault in Fault for number in range(min(KEPT, int(self.counts[fault])))]
        for fault, number in sorted(notes, key=lambda note: int(self.kept[note[0], note[1], BYTE])):
            more = int(self.counts[fault]) - KEPT + 1 if number == KEPT - 1 else 1
            say(remarks, fault, self.kept[fault, number], more)


def say(remarks: Remarks, fault: Fault, note: NDArray[np.int64], times: int) -> None:
    """Say one note."""
    line, byte, record, value = (int(number) for number in note)
    message = f"the byte {bytes([value])!r} in a sequence" if fault is Fault.CHARACTER else ""
    records = (record,) if record else ()
    remarks.add(CODES[fault], message, line=line, byte=byte, records=records, times=times)
