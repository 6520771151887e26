"""The files of a pair or set, record by record: same names in the same order, mate marks, the same file twice."""

import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qc.sequence.duplicates.comparison import line_of
from qc.sequence.fastq.columns import NameColumns
from qc.sequence.fastq.name_styles import read_name
from qc.sequence.remarks import Remarks

BEFORE_MATE = b"._/Rr"
MATES = {(ord("1"), ord("2")), (ord("1"), ord("3")), (ord("f"), ord("r")), (ord("F"), ord("R"))}
ACCESSION = re.compile(rb"[SEDC]RR\d+")
"""A run of an archive; a number behind it is one of a spot."""
SHOWN = 80
WINDOW = 1 << 14


class Rows(NamedTuple):
    """`number` rows of a block from row `start` on."""

    columns: NameColumns
    start: int
    number: int

    @property
    def record(self) -> int:
        """The number of the first record."""
        return self.columns.first + self.start

    def of(self, column: NDArray[np.uint64]) -> NDArray[np.uint64]:
        """These rows of one of the block's columns."""
        return column[self.start : self.start + self.number]

    def name(self, row: int) -> bytes:
        """The name of row `row` of these."""
        place = self.start + row
        return self.columns.text[int(self.columns.start[place]) : int(self.columns.end[place])].tobytes()

    def line(self, row: int) -> int | None:
        """The line of the name of row `row` of these."""
        return line_of(self.columns, self.start + row)

    def byte(self, row: int) -> int:
        """Where the record of row `row` begins in the file."""
        return self.columns.offset + int(self.columns.start[self.start + row]) - 1


def named_as_mates(one: bytes, other: bytes) -> bool:
    """Whether two names differ only in a last character that tells the mates apart: `x.1` and `x.2`, `x_F` and `x_R`.

    An archive's `RUN.7` and `RUN.8` are two spots, as are `x.7` and `x.8`; `RUN.7.1` and `RUN.7.2` are mates, and so
    are `read7.1` and `read7.2`.
    """
    if len(one) != len(other) or len(one) < 3 or one[:-1] != other[:-1] or (one[-1], other[-1]) not in MATES:
        return False
    numbered = one[-2:-1] == b"." and one[-1:].isdigit()
    spots = numbered and (not one[-3:-2].isdigit() or ACCESSION.fullmatch(one[:-2]) is not None)
    return one[-2] in BEFORE_MATE and not spots


@dataclass(slots=True)
class SameNames:
    """Whether a file names the same reads as the first file of its set, in the same order; remarks go to the later file.

    Two names of one hash are taken as equal: a chance of 2^-64 for each read. `equal` stays true as long as all are.
    """

    place: int
    equal: bool = True
    by_suffix: bool | None = None

    def compare(self, first: Rows, later: Rows, remarks: Remarks) -> None:
        """Compare as many rows of both; after the first difference nothing more is said."""
        if not self.equal:
            return
        differ = np.flatnonzero(first.of(first.columns.pair) != later.of(later.columns.pair))
        if self.by_suffix is None:
            self.by_suffix = bool(len(differ)) and named_as_mates(first.name(0), later.name(0))
        wrong = next((int(row) for row in differ if not self._mates(first, later, int(row))), None)
        if wrong is not None:
            self.equal = False
            self._tell(first, later, wrong, remarks)

    def _mates(self, first: Rows, later: Rows, row: int) -> bool:
        return bool(self.by_suffix) and named_as_mates(first.name(row), later.name(row))

    def _tell(self, first: Rows, later: Rows, row: int, remarks: Remarks) -> None:
        record, (one, other) = later.record + row, (first.name(row), later.name(row))
        remarks.add(
            "E_PAIR_SYNC",
            f"record {record} is {shown(other)!r} here and {shown(one)!r} in the first file{flowcells(one, other)}",
            line=later.line(row),
            byte=later.byte(row),
            records=(record,),
        )


def flowcells(one: bytes, other: bytes) -> str:
    """Says so where two names are of two flow cells."""
    cells = [read_name(name.decode("latin-1")).parts.get("flowcell") for name in (one, other)]
    return f": flow cells {cells[1]} and {cells[0]}" if all(cells) and cells[0] != cells[1] else ""


def shown(name: bytes) -> str:
    """A name as messages show it."""
    return name.decode("latin-1")[:SHOWN]


@dataclass(slots=True)
class Marks:
    """The mate marks of one file of a set: those of a pair agree with its place, those of any set with one another.

    The second file of a pair may carry 3 where an index was read between. 0, no mark, is accepted.
    """

    place: int
    files: int
    expected: int = 0
    wrong: int = 0
    first: tuple[int, int | None, int, int] = (0, None, 0, 0)

    def look(self, rows: Rows) -> None:
        """Look at rows."""
        mark = rows.columns.mark[rows.start : rows.start + rows.number]
        marked = np.flatnonzero(mark)
        if not len(marked):
            return
        if not self.expected:
            self.expected = self._expected(int(mark[marked[0]]))
        wrong = marked[mark[marked] != self.expected]
        if len(wrong) and not self.wrong:
            row = int(wrong[0])
            self.first = rows.record + row, rows.line(row), rows.byte(row), int(mark[row])
        self.wrong += len(wrong)

    def _expected(self, found: int) -> int:
        """The mark that all reads carry, if the first one carries `found`."""
        allowed = {1: (1,), 2: (2, 3)}[self.place] if self.files == 2 else (found,)
        return found if found in allowed else allowed[0]

    def finish(self, records: int, remarks: Remarks) -> None:
        """Say E_PAIR_MARK of the first wrong mark, with the number of all."""
        record, line, byte, mark = self.first
        if self.wrong:
            twice = ": the first file may have been sent twice" if self.wrong == records and self.place > 1 else ""
            remarks.add(
                "E_PAIR_MARK",
                f"record {record} carries mark {mark} where {self.expected} belongs; {self.wrong} of {records} reads do{twice}",
                line=line,
                byte=byte,
                records=(record,),
                times=self.wrong,
            )


@dataclass(slots=True)
class SameText:
    """Whether a file's text is that of the first file; false from the first difference on."""

    same: bool = True

    def compare(self, first: Rows, later: Rows) -> None:
        """Compare names, bases and qualities of as many rows."""
        if self.same:
            one, other = text_of(first), text_of(later)
            self.same = len(one) == len(other) and bool((one == other).all())


def text_of(rows: Rows) -> NDArray[np.uint8]:
    """The text of rows: whole records, to the end of the last one."""
    columns, last = rows.columns, rows.start + rows.number
    if last < len(columns.start):
        return columns.text[int(columns.start[rows.start]) : int(columns.start[last]) - 1]
    end = after_lines(columns.text, int(columns.stop[last - 1]) + 1, 3)
    return columns.text[int(columns.start[rows.start]) : end]


def after_lines(text: NDArray[np.uint8], at: int, lines: int) -> int:
    """Where so many lines from `at` on end; what follows the block in `text` is never looked at whole."""
    while True:
        window = text[at : at + WINDOW]
        ends = np.flatnonzero(window == ord("\n"))
        if len(ends) >= lines or not len(window):
            return at + int(ends[lines - 1]) if len(window) else at
        at, lines = at + len(window), lines - len(ends)
