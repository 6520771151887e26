"""SAM text: header and records checked in one pass over the decoded bytes, in memory that does not grow with the file.

The compiled pass (`sam_kernel`) tests and counts all lines of a window; only lines with a fault are looked at one by
one (`sam_lines`), since what is wrong with them needs words. Mates are `mates`' matter, as in BAM.
"""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.faults import BYTE, COORDINATES, LEXICAL, NATURAL, RECORD, tell
from qc.sequence.alignment.header import Header, HeaderReader
from qc.sequence.alignment.mates import Block, Mates
from qc.sequence.alignment.metrics import alignment_metrics
from qc.sequence.alignment.references import recognise
from qc.sequence.alignment.sam_counts import add_characters
from qc.sequence.alignment.sam_kernel import RECORDS, ROWS, SamWalk, new_walk, read_lines
from qc.sequence.alignment.sam_lines import EXACT, FaultyLines
from qc.sequence.alignment.sample import check_samples
from qc.sequence.alignment.window import Window
from qc.sequence.container.stream import Stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]

BLOCK = 1 << 20
LONGEST_LINE = 64 << 20
"""Longest line that is read, in bytes; reads of nanopores reach several million bases."""
LF, CR, AT = 10, 13, 64


def check_sam(stream: Stream, remarks: Remarks, options: Options) -> dict[str, Any]:
    """Check SAM text to its end; gives the metrics. What is wrong goes to `remarks`, nothing is raised."""
    text = SamText(stream, remarks)
    mates: Mates | None = None
    for block in text.blocks():
        mates = mates or Mates(text.header, options)
        mates.feed(block.columns, block.records, block.rows)
    text.finish()
    found = {"assembly": recognise(text.header, remarks), **_templates(text, mates, stream, remarks)}
    if text.records == 0 and not remarks.failed and stream.fault is None:
        remarks.add("E_NO_READS", "there is no alignment record", severity="warning")
    check_samples(text.header, remarks, options.sample, several="warning")
    add_characters(text.walk.counts, text.walk.characters)
    return alignment_metrics(text.header, text.walk.counts, {**found, "records": text.records})


def _templates(text: "SamText", mates: Mates | None, stream: Stream, remarks: Remarks) -> dict[str, Any]:
    """What order and mates show once all records were seen; of a file that is cut, mates mean nothing."""
    ordered = _tell_order(text, remarks)
    if mates is None:
        return {}
    if stream.fault is not None:
        mates.close()
        return {}
    return mates.finish(remarks, lambda: _again(stream), ordered=ordered, lines=text.header.lines)


def _again(stream: Stream) -> Iterator[Block]:
    """The records of the file once more, without a word on their faults."""
    with stream.again() as second:
        yield from SamText(second, Remarks(""), quiet=True).blocks()


def _tell_order(text: "SamText", remarks: Remarks) -> bool:
    """Say whether the declared order is true; names only warn, since the specification leaves their order open."""
    counts, places = text.walk.faults
    names = min(int(counts[NATURAL]), int(counts[LEXICAL]))
    if names:
        kind = NATURAL if counts[NATURAL] <= counts[LEXICAL] else LEXICAL
        record, byte = places[kind, 0, RECORD], places[kind, 0, BYTE]
        message = "SO is queryname, and the names follow neither of the two customs"
        remarks.add("E_BAM_ORDER", message, byte=int(byte), records=(int(record),), severity="warning", times=names)
    tell(text.walk.faults, (COORDINATES,), remarks)
    if text.header.sort_order == "unsorted":
        remarks.add("I_UNSORTED")
    return not names


def line_ends(text: Bytes, start: int) -> Numbers:
    """The places of line feeds from `start` on, looked for in pieces: what a comparison gives is as long as its text."""
    pieces = (np.flatnonzero(text[at : at + BLOCK] == LF) + at for at in range(start, len(text), BLOCK))
    return np.concatenate([np.zeros(0, np.int64), *pieces])


class SamText:
    """One SAM file in work: `blocks` goes through it, `finish` says what only the end shows."""

    def __init__(self, stream: Stream, remarks: Remarks, *, quiet: bool = False) -> None:
        self._stream, self._remarks, self._quiet = stream, remarks, quiet
        self._window = Window(stream, BLOCK)
        self._reader = HeaderReader(remarks)
        self._header: Header | None = None
        self._lines = 0

    @property
    def header(self) -> Header:
        """The header; asked for the first time, it ends."""
        if self._header is None:
            self._header = self._reader.finish()
            self.walk: SamWalk = new_walk(self._header)
            self._faulty = FaultyLines(self._remarks, self._header)
            self._faulty.looked = EXACT if self._quiet else 0
            self._reader = HeaderReader(self._remarks)
        return self._header

    @property
    def records(self) -> int:
        """Records so far, the unreadable ones among them."""
        return int(self.walk.state[RECORDS])

    def blocks(self) -> Iterator[Block]:
        """Go through the file; the rows of its records, a window at a time."""
        window, over, searched = self._window, False, 0
        while not over:
            over = not window.more()
            text = window.text[: window.size]
            stops = line_ends(text, searched)
            searched = 0 if len(stops) else len(text)
            if over and self._stream.fault is None and len(text) and text[-1] != LF:
                stops = np.append(stops, len(text))
            if len(stops):
                yield from self._take(text, stops)
                window.use(min(int(stops[-1]) + 1, window.size))
            elif window.size >= LONGEST_LINE:
                self._remarks.add("E_LINE_LENGTH", line=self._lines + 1, byte=window.offset)
                return
            elif not over:
                window.hold(min(2 * max(window.size, BLOCK), LONGEST_LINE + BLOCK))

    def finish(self) -> None:
        """Blank lines that nothing followed are at the end; a file of header lines has its header now."""
        assert self.header is not None
        self._faulty.finish()

    def _take(self, text: Bytes, stops: Numbers) -> Iterator[Block]:
        """The lines that end at `stops`: header lines as long as there are any, then records."""
        self._look_at_ends(text, stops)
        start = 0
        if self._header is None:
            used = self._take_header(text, stops)
            if used == len(stops):
                return
            start = int(stops[used - 1]) + 1 if used else 0
            stops = stops[used:]
            assert self.header is not None
        for first in range(0, len(stops), len(self.walk.kinds)):
            part = stops[first : first + len(self.walk.kinds)]
            yield self._take_records(text, start, part)
            start = int(part[-1]) + 1

    def _look_at_ends(self, text: Bytes, stops: Numbers) -> None:
        """CR LF is told once a window, with the number of such lines; readers of SAM take it, so it only warns."""
        ends = stops[stops > 0]
        broken = ends[text[ends - 1] == CR]
        if len(broken):
            line = self._lines + 1 + int(np.searchsorted(stops, broken[0]))
            byte = self._window.offset + int(broken[0]) - 1
            self._remarks.add("E_CRLF", line=line, byte=byte, severity="warning", times=len(broken))

    def _take_header(self, text: Bytes, stops: Numbers) -> int:
        """Read the header lines at the front; gives how many lines they are."""
        start = 0
        for number, stop in enumerate(stops.tolist()):
            if text[start] != AT or start == stop:
                return number
            raw = text[start:stop].tobytes().removesuffix(b"\r")
            self._lines += 1
            self._reader.read(raw, self._lines, self._window.offset + start)
            start = stop + 1
        return len(stops)

    def _take_records(self, text: Bytes, start: int, stops: Numbers) -> Block:
        walk, offset = self.walk, self._window.offset
        record = self.records + 1
        if read_lines(walk, text, start, stops, offset):
            kinds = walk.kinds[: len(stops)]
            self._faulty.tell(text, start, stops, kinds, self._lines + 1, offset, record)
        else:
            self._faulty.followed()
        self._lines += len(stops)

        def name_of(row: int) -> bytes:
            begin = int(walk.columns.byte[row]) - offset
            return text[begin : begin + 256].tobytes().partition(b"\t")[0]

        return Block(walk.columns, walk.records, int(walk.state[ROWS]), name_of)
