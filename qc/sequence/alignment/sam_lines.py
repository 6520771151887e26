"""Faulty lines of SAM text and the remarks they become: each looked at exactly, up to a number, then only counted."""

import re
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.fields import Names, names_of, record_faults
from qc.sequence.alignment.header import Header, shown
from qc.sequence.alignment.sam_faults import BLANK, CLEAN, MEANT, NO_REFERENCES, Meant
from qc.sequence.remarks import Remarks

EXACT = 20_000
"""Faulty lines that are looked at one by one; further ones are counted by their first fault."""
NO_HEADER = Meant("E_NO_HEADER", "error")

_HEADER = re.compile(rb"@(HD|SQ|RG|PG|CO)(\t|$)")

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]


@dataclass(slots=True)
class FaultyLines:
    """Says what is wrong with lines; the names of the header are gathered when the first one comes."""

    remarks: Remarks
    header: Header
    looked: int = 0
    names: Names | None = None
    blank: list[tuple[int, int]] = field(default_factory=list)

    def tell(self, text: Bytes, start: int, stops: Numbers, kinds: Numbers, line: int, byte: int, record: int) -> None:
        """Tell of the lines that end at `stops` and have faults of `kinds`.

        The first begins at `start` of the text, is the line `line` of the file and, unless it is blank, the record
        `record`; text[0] is the byte `byte` of the decoded stream.
        """
        starts = np.concatenate(([start], stops[:-1] + 1))
        records = record + np.cumsum(kinds != BLANK) - 1
        for number in np.flatnonzero(kinds != CLEAN).tolist():
            if self.looked == EXACT:
                self._count(kinds[number:])
                break
            self.looked += 1
            begin = int(starts[number])
            raw = text[begin : int(stops[number])].tobytes()
            self._line(raw.removesuffix(b"\r"), line + number, byte + begin, int(records[number]))
        if kinds[-1] != BLANK:
            self.followed()

    def followed(self) -> None:
        """A record came: blank lines before it stand inside the file."""
        self._told_blank("E_BLANK_LINE")

    def finish(self) -> None:
        """Blank lines that nothing follows are at the end."""
        self._told_blank("W_BLANK_END")

    def _line(self, raw: bytes, line: int, byte: int, record: int) -> None:
        if not raw:
            self.blank.append((line, byte))
            return
        self.followed()
        if _HEADER.match(raw):
            self.remarks.add("E_HEADER_PLACE", f"a header line behind records: {shown(raw)}", line=line, byte=byte)
            return
        self.names = self.names or names_of(self.header)
        for kind, message in record_faults(raw, self.names):
            code, severity = self._meant(kind)
            self.remarks.add(code, message, line=line, byte=byte, records=(record,), severity=severity)

    def _meant(self, kind: int) -> Meant:
        return NO_HEADER if kind == NO_REFERENCES and not self.header.lines else MEANT[kind]

    def _told_blank(self, code: str) -> None:
        for line, byte in self.blank:
            self.remarks.add(code, line=line, byte=byte)
        self.blank.clear()

    def _count(self, kinds: Numbers) -> None:
        numbers = np.bincount(kinds)
        for kind in np.flatnonzero(numbers).tolist():
            if kind != CLEAN:
                code, severity = self._meant(kind)
                self.remarks.add(code, severity=severity, times=int(numbers[kind]))
