"""Checking a VCF file, line by line, in one pass and bounded memory."""

from dataclasses import dataclass
from typing import Any

from qc.sequence.container.stream import Stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks
from qc.sequence.variants.body import Body
from qc.sequence.variants.header import HeaderReader
from qc.sequence.variants.lines import LineTooLong, lines
from qc.sequence.variants.teller import Teller

CONTROL = bytes([*range(9), *range(11, 32)])
"""Characters that no line may hold (section 1.2); a carriage return stands only before the line feed."""


@dataclass(slots=True)
class Reading:
    """One pass over a file: its header, then its body."""

    teller: Teller
    reader: HeaderReader
    options: Options
    body: Body | None = None
    blank: int = 0
    returns: bool = False

    def take(self, at: int, line: bytes) -> None:
        """Read one line at this byte."""
        teller = self.teller
        teller.line += 1
        teller.byte = at
        if line.endswith(b"\r"):
            line = line[:-1]
            self.returns = True
        if not line:
            self.blank += 1
            return
        if self.blank:
            teller.tell(True, "VCF_BLANK_LINE", f"{self.blank} blank lines before this one")
            self.blank = 0
        self._signs(line)
        if self.body is None and (self.reader.ended or not self.reader.take(line)):
            self.body = Body.of(self.reader.header, teller, self.options)
        if self.body is not None:
            self._record(self.body, line)

    def _record(self, body: Body, line: bytes) -> None:
        self.teller.record = body.metrics.records + 1
        if line.startswith(b"#"):
            self.teller.tell(True, "VCF_HEADER", "a header line stands among the records")
        else:
            body.check(line)

    def _signs(self, line: bytes) -> None:
        strict = self.reader.header.rules.strict
        if len(line.translate(None, CONTROL)) != len(line):
            self.teller.tell(strict or b"\0" in line or b"\r" in line, "VCF_CHARACTER", "a control character")
        if not line.isascii() and strict:
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                self.teller.tell(True, "VCF_CHARACTER", "the text is not UTF-8")

    def end(self, whole: bool, broken: bool) -> dict[str, Any]:
        """After the last line; `whole` if it had its line feed, `broken` if the container ended the stream."""
        if not broken:
            self.reader.end()
            if not whole:
                self.teller.tell(self.reader.header.rules.strict, "VCF_NO_LF", "the last line has no line feed")
            if self.blank:
                self.teller.tell(False, "VCF_BLANK_END", f"{self.blank} blank lines at the end")
        if self.returns:
            self.teller.remarks.add("I_VCF_CRLF")
        if self.body is None:
            self.body = Body.of(self.reader.header, self.teller, self.options)
        return self.body.end()


def check_vcf(stream: Stream, remarks: Remarks, options: Options) -> dict[str, Any]:
    """Check the decoded text of a VCF file; the figures.

    Content never raises: what is wrong is a remark. A last line that a fault of the container cut is not judged.
    """
    teller = Teller(remarks)
    reading = Reading(teller, HeaderReader(teller), options)
    whole = True
    try:
        for at, line, whole in lines(stream):
            if not teller.line and not line.startswith(b"#") and line.count(b"\t") < 7:
                teller.line = 1
                teller.tell(True, "NOT_VCF", "the first line is neither ##fileformat nor a header line")
                return {}
            if not whole and stream.fault is not None:
                break
            reading.take(at, line)
    except LineTooLong:
        teller.line += 1
        teller.tell(True, "VCF_LINE_LENGTH", "a line of more than 64 MiB")
    return reading.end(whole, stream.fault is not None)
