"""One FASTQ file read from end to end: names by the block for who asks for them, statistics and remarks besides."""

from collections.abc import Iterator

import numpy as np

from qc.sequence.container.faults import Fault
from qc.sequence.container.stream import Stream
from qc.sequence.fastq import careful
from qc.sequence.fastq.columns import NameColumns
from qc.sequence.fastq.figures import Statistics
from qc.sequence.fastq.kernel import BINS, walk
from qc.sequence.fastq.lines import Lines
from qc.sequence.fastq.places import say_flags, shown
from qc.sequence.fastq.records import Verdict, judge
from qc.sequence.fastq.rows import LINES, new_rows
from qc.sequence.fastq.text import BLOCK, Text
from qc.sequence.remarks import Remarks

FAULTS = 10_000
"""Records out of form after which a file is not read as FASTQ any further."""
SETTLED = 16
"""After so many blocks it is asked only once in so many which qualities are common."""
CUT_LINE = 1_000
"""A file of one line without LF is a cut record up to this length, and a file without line ends beyond."""


class Reader:
    """A FASTQ file in work: `names` reads it; `records` counts what it has seen, `statistics` sums it up.

    Remarks are told when the last block was read; of a corrupt stream none, since its bytes are not the file's.
    """

    def __init__(self, stream: Stream, remarks: Remarks, *, block: int = BLOCK) -> None:
        self.records = 0
        self.statistics = Statistics()
        self._stream = stream
        self._told = remarks
        self._remarks = Remarks(remarks.file)
        self._text = Text(stream, block)
        self._rows = new_rows()
        self._ends = np.zeros(LINES, np.int64)
        self._bins = np.zeros(0, np.uint8)
        self._line = 1
        self._blocks = 0
        self._blank: tuple[int, int] | None = None
        self._lost = False
        self._faults = 0
        self._over = False

    def names(self) -> Iterator[NameColumns]:
        """The names of all whole records in order, a block at a time; each block overwrites the one before it."""
        while not self._over:
            self._text.fill()
            self._skip_mark()
            yield from self._take()
            self._blocks += 1
            if self._blocks < SETTLED or self._blocks % SETTLED == 0:
                self._bins = self.statistics.common(BINS)
            self._over |= self._text.final
            self._refuse_endless()
        self._finish()

    def run(self) -> None:
        """Read the file for its statistics and remarks alone."""
        for _ in self.names():
            pass

    def metrics(self) -> dict[str, object]:
        """The figures of the file, after its end."""
        return self.statistics.metrics()

    def _skip_mark(self) -> None:
        """Pass over a byte order mark, which the container's check tells."""
        if self._text.place == 0 and self._text.bytes[:3].tobytes() == b"\xef\xbb\xbf" and self._text.filled > 3:
            self._text.start = 3
            if not self._told.has("E_BOM"):
                self._remarks.add("E_BOM", line=1, byte=0)

    def _take(self) -> Iterator[NameColumns]:
        """The records of the text that is there; judges those out of form as far as enough lines are there."""
        text = self._text
        while not self._over:
            tallies = self.statistics.tallies
            count, after, broken = walk(
                text.bytes, text.start, text.filled, self._ends, self._bins, self._rows, tallies
            )
            if count:
                yield self._taken(count, after)
            if not broken and not (text.final and count == 0 and text.start < text.filled):
                if count == 0:
                    return
                continue
            if not self._judge():
                return

    def _taken(self, count: int, after: int) -> NameColumns:
        """Account for `count` records in form; their names."""
        text, rows = self._text, self._rows
        self._found_blank()
        self._lost = False
        if self.statistics.take(text.bytes, rows, count, self.records):
            careful.examine_quality(text.bytes, rows, count)
        if rows.flags[:count].any():
            say_flags(self._remarks, text, rows, count, line=self._line, record=self.records + 1)
        columns = NameColumns(
            self.records + 1,
            text.offset,
            text.bytes,
            rows.start[:count],
            rows.end[:count],
            rows.stop[:count],
            rows.mark[:count],
            rows.pair[:count],
            rows.name[:count],
            rows.group[:count],
            rows.key[:count],
            line=self._line,
        )
        self.records += count
        self._line += 4 * count
        text.start = after
        return columns

    def _judge(self) -> bool:
        """Judge the record out of form at the start of the text; False if more of the file must be read first."""
        if not self._lost and (self._blanks() or self._judge_near()):
            return True
        lines = self._text.judged()
        if lines is None:
            return False
        if self._lost:
            self._search(lines)
            return True
        self._found_blank()
        if self._is_one_line(lines):
            return False
        verdict = judge(lines, first=self.records == 0)
        if self._stream.fault is not None and lines.final and len(lines) <= 4:
            self._over = True  # the record at the container's cut
            return False
        self._say_verdict(verdict, lines.place(verdict.line) + verdict.column)
        self._pass_over(verdict.lines, lines.place(verdict.lines))
        self._lost = not lines.final and verdict.lines >= lines.searched
        return True

    def _blanks(self) -> bool:
        """Pass over blank lines; they are told once it is known what follows."""
        lines, size = self._text.blank_lines()
        if lines:
            self._blank = self._blank or (self._line, self._text.place)
            self._pass_over(lines, size)
        return lines > 0

    def _judge_near(self) -> bool:
        """Judge by the next few lines alone, which costs little; false where they might not tell what all would."""
        lines = self._text.near()
        if lines is None or lines.is_blank(0):
            return False
        verdict = judge(lines, first=self.records == 0)
        if lines.exhausted:
            return False
        self._found_blank()
        self._say_verdict(verdict, lines.place(verdict.line) + verdict.column)
        self._pass_over(verdict.lines, lines.place(verdict.lines))
        return True

    def _search(self, lines: Lines) -> None:
        """Look for the next record in form behind a fault that went on to the end of the lines at hand."""
        found = lines.next_framed(1)
        self._lost = found is None and not lines.final
        self._faults += 1
        self._over = self._faults >= FAULTS
        passed = lines.searched if found is None else found
        self._pass_over(passed, lines.place(passed))

    def _is_one_line(self, lines: Lines) -> bool:
        """Whether the whole file is one line, too long for the name of a cut record or with other line ends."""
        one = lines.final and len(lines) == 1 and self._text.place == 0 and not self._text.closed_line
        if not one or not (b"\r" in lines.raw[0] or len(lines.raw[0]) > CUT_LINE):
            return False
        ends = "CR" if b"\r" in lines.raw[0] else "nothing"
        self._remarks.add("E_NO_LF", f"{ends} ends the lines of {len(lines.raw[0])} characters", line=1, byte=0)
        self._over = True
        return True

    def _say_verdict(self, verdict: Verdict, column: int) -> None:
        """One remark on one record out of form."""
        self._remarks.add(
            verdict.code,
            verdict.message,
            line=self._line + verdict.line,
            byte=self._text.place + column,
            records=(self.records + 1,),
        )
        self.records += 1
        self._faults += 1
        self._over = verdict.ends or self._faults >= FAULTS

    def _pass_over(self, lines: int, size: int) -> None:
        """Go on `lines` lines and `size` bytes behind the start."""
        self._line += lines
        self._text.start = min(self._text.start + size, self._text.filled)

    def _found_blank(self) -> None:
        """Blank lines are followed by a record."""
        if self._blank is not None:
            line, byte = self._blank
            self._blank = None
            self._faults += 1
            self._remarks.add("E_BLANK_LINE", line=line, byte=byte, records=(self.records + 1,))

    def _refuse_endless(self) -> None:
        """End at a line that is longer than any may be, before it fills the memory."""
        text = self._text
        if self._over or text.filled - text.start <= careful.LENGTH_LIMIT:
            return
        if text.is_full or text.longest_line() > careful.LENGTH_LIMIT:
            self._over = True
            start = text.bytes[text.start : text.start + 4096].tobytes()
            middle = text.bytes[text.filled - 4096 : text.filled].tobytes()
            code = "E_NUL" if b"\0\0" in middle else "E_LINE_LENGTH"
            code = "E_NO_LF" if text.place == 0 and text.longest_line() == text.filled and code != "E_NUL" else code
            self._remarks.add(code, f"the record begins with {shown(start)}", line=self._line, byte=text.place)

    def _finish(self) -> None:
        """What can be said at the end only; then all remarks are told."""
        self.statistics.finish()
        if self._blank is not None and self.records and self._stream.fault is None:
            self._remarks.add("W_BLANK_END", line=self._blank[0], byte=self._blank[1])
        if self.records == 0 and not self._remarks.counts and not self._told.failed and self._stream.fault is None:
            self._remarks.add("E_NO_READS")
        for code, message in self.statistics.faults():
            if code != "E_MOSTLY_N" or not self._remarks.has("E_BASE"):
                self._remarks.add(code, message)
        if self._stream.fault is Fault.CORRUPT:
            return
        self._told.kept += self._remarks.kept
        self._told.counts += self._remarks.counts
