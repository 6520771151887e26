"""The compiled walk over FASTA text: line by line, whatever the length of a line, with all state in one array.

A sequence's lines are of one length for an index (samtools faidx): all of a record but its last one, which may be
shorter, and all with the same line end. Blank lines may follow a sequence and not stand within it.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import unmanaged
from qc.sequence.fasta.faults import Fault
from qc.sequence.fastq.vector import equal_mask, trailing_zeros
from qc.sequence.remarks import KEPT

Numbers = NDArray[np.int64]
Text = NDArray[np.uint8]

AT_LINE, IN_SEQUENCE, IN_REST = 0, 1, 2
"""Where the walk stands: before a line, within one of a sequence, within one that is passed over."""

(
    MODE,
    LINE,
    RECORD,
    RESIDUES,
    WIDTH,
    END,
    LENGTH,
    SHORT,
    UNEVEN,
    HEADER_LINE,
    HEADER_BYTE,
    CRLF,
    LONE_CR,
    ORPHANED,
    STATE,
) = range(15)
"""The state: mode; number of the line (from 1); of the record; its residues; the length of its first line and of that
line's end; the length of the line so far; whether its last line was short; whether it is told to be uneven; line and
byte of its header; lines that end in CR LF so far; CR elsewhere; whether text before the first header was told."""

NAMES = 1 << 15
"""Records of one call: the kernel comes back when its columns are full."""

_CR, _LF, _BLANK, _TAB = np.uint8(13), np.uint8(10), np.uint8(32), np.uint8(9)
_HEADER, _COMMENT, _HASH = np.uint8(ord(">")), np.uint8(ord(";")), np.uint8(ord("#"))

TEXT_BEFORE, EMPTY, UNEVEN_LINES, CHARACTER, NUL, NAME, COMMENT = (int(fault) for fault in Fault)


class Desk(NamedTuple):
    """What the walk reads and writes besides the text.

    `state` as above; `allowed` the letters of sequences; `tables` four histograms of bytes, one behind the other; row i of `names` is start,
    end and stop of a name, and `lengths[i]` the length of the record before it; `kept` and `counts` of `faults.Notes`.
    """

    state: Numbers
    allowed: Text
    tables: Numbers
    names: NDArray[np.int64]
    lengths: Numbers
    kept: NDArray[np.int64]
    counts: Numbers


@unmanaged
def note(desk: Desk, fault: int, line: int, byte: int, value: int) -> None:
    """Keep a fault of the current record with its place, or only count it."""
    number = desk.counts[fault]
    if number < KEPT:
        desk.kept[fault, number, 0] = line
        desk.kept[fault, number, 1] = byte
        desk.kept[fault, number, 2] = desk.state[RECORD]
        desk.kept[fault, number, 3] = value
    desk.counts[fault] = number + 1


@unmanaged
def line_end(text: Text, at: int, stop: int) -> int:
    """Where the next LF stands; `stop` if there is none."""
    while at < stop:
        ends = equal_mask(text, at, _LF)
        if ends:
            place: int = at + trailing_zeros(ends)
            return min(stop, place)
        at += 64
    return stop


@unmanaged
def count_letters(text: Text, at: int, stop: int, allowed: Text, tables: Numbers) -> bool:
    """Count each byte in four tables by turns, which breaks the chain of stores; whether all are letters."""
    fine = np.uint8(1)
    while at + 4 <= stop:
        first, second, third, fourth = text[at], text[at + 1], text[at + 2], text[at + 3]
        tables[np.int64(first)] += 1
        tables[256 + np.int64(second)] += 1
        tables[512 + np.int64(third)] += 1
        tables[768 + np.int64(fourth)] += 1
        fine &= allowed[first] & allowed[second] & allowed[third] & allowed[fourth]
        at += 4
    while at < stop:
        tables[np.int64(text[at])] += 1
        fine &= allowed[text[at]]
        at += 1
    return bool(fine)


@unmanaged
def note_others(text: Text, at: int, stop: int, offset: int, desk: Desk) -> None:
    """Note each byte that is no letter; CR is counted besides."""
    for place in range(at, stop):
        byte = text[place]
        if desk.allowed[byte] == 0:
            desk.state[LONE_CR] += byte == _CR
            note(desk, NUL if byte == 0 else CHARACTER, desk.state[LINE], offset + place, byte)


@unmanaged
def close_record(row: int, desk: Desk) -> None:
    """Put down the length of the record that ends here, and that it is empty if it is."""
    state = desk.state
    desk.lengths[row] = state[RESIDUES] if state[RECORD] > 0 else -1
    if state[RECORD] > 0 and state[RESIDUES] == 0:
        note(desk, EMPTY, state[HEADER_LINE], state[HEADER_BYTE], 0)


@unmanaged
def open_record(byte: int, desk: Desk) -> None:
    """Begin the record whose header stands at `byte` of the text."""
    state = desk.state
    state[RECORD] += 1
    state[HEADER_LINE] = state[LINE]
    state[HEADER_BYTE] = byte
    state[RESIDUES] = state[WIDTH] = state[END] = state[SHORT] = state[UNEVEN] = 0


@unmanaged
def end_line(ending: int, place: int, desk: Desk) -> None:
    """A line of a sequence ends at `place`: compare it with the first of its record; `ending` is 0 at the file's end."""
    state = desk.state
    length = state[LENGTH]
    uneven = state[SHORT] == 1 and length > 0
    if length == 0:
        state[SHORT] = 1
    elif state[WIDTH] == 0:
        state[WIDTH], state[END] = length, ending
    elif length < state[WIDTH]:
        state[SHORT] = 1
    elif length > state[WIDTH] or (ending != state[END] and ending != 0):
        uneven = True
    if uneven and state[UNEVEN] == 0 and state[RECORD] > 0:
        note(desk, UNEVEN_LINES, state[LINE], place - length, 0)
        state[UNEVEN] = 1
    state[RESIDUES] += length
    state[LENGTH] = 0


@unmanaged
def name_of(text: Text, at: int, stop: int) -> tuple[int, int]:
    """Start and end of the name behind `>`: blanks before it are passed over, and the next one ends it."""
    while at < stop and (text[at] == _BLANK or text[at] == _TAB):
        at += 1
    end = at
    while end < stop and text[end] != _BLANK and text[end] != _TAB and text[end] != _CR:
        end += 1
    return at, end


@unmanaged
def look_at_header(text: Text, at: int, end: int, offset: int, desk: Desk) -> None:
    """Note NUL in a header, once; count CR within it."""
    unknown = True
    for place in range(at, end):
        desk.state[LONE_CR] += text[place] == _CR
        if text[place] == 0 and unknown:
            note(desk, NUL, desk.state[LINE], offset + place, 0)
            unknown = False


@unmanaged
def take_header(text: Text, at: int, end: int, whole: bool, offset: int, row: int, desk: Desk) -> None:
    """Begin a record with the header `text[at:end]`, or with its beginning where it is not whole."""
    close_record(row, desk)
    open_record(offset + at, desk)
    desk.names[row, 0], desk.names[row, 1] = name_of(text, at + 1, end)
    desk.names[row, 2] = end
    if desk.names[row, 0] == desk.names[row, 1]:
        note(desk, NAME, desk.state[LINE], offset + at, 0)
    windows = whole and text[end - 1] == _CR
    desk.state[CRLF] += windows
    look_at_header(text, at, end - windows, offset, desk)


@unmanaged
def take_sequence(text: Text, at: int, end: int, whole: bool, final: bool, offset: int, desk: Desk) -> int:
    """Take `text[at:end]` of a sequence's line; gives where it stopped: before a CR that may belong to a line end."""
    state = desk.state
    stop = end - (end > at and text[end - 1] == _CR and (whole or not final))
    if state[RECORD] > 0:
        if not count_letters(text, at, stop, desk.allowed, desk.tables):
            note_others(text, at, stop, offset, desk)
    elif stop > at and state[ORPHANED] == 0:
        note(desk, TEXT_BEFORE, state[LINE], offset + at, 0)
        state[ORPHANED] = 1
    state[LENGTH] += stop - at
    if whole:
        state[CRLF] += end - stop
        end_line(end - stop + 1, offset + stop, desk)
        return end
    return stop


@unmanaged
def kind_of_line(first: np.uint8, offset: int, desk: Desk) -> int:
    """The mode for a line that begins with this byte and is no header."""
    if first == _COMMENT or (first == _HASH and desk.state[RECORD] == 0):
        note(desk, COMMENT, desk.state[LINE], offset, 0)
        return IN_REST
    return IN_SEQUENCE


@unmanaged
def walk(text: Text, size: int, offset: int, final: bool, patience: int, desk: Desk) -> tuple[int, int]:
    """Walk over `text[:size]`, which stands at `offset`; gives how many bytes are used up and how many names are found.

    A header whose end is not in sight is left for the next call, if it is not longer than `patience`.
    """
    state = desk.state
    at, row = 0, 0
    while at < size and row < NAMES:
        end = line_end(text, at, size)
        whole = end < size
        if state[MODE] == AT_LINE and text[at] == _HEADER:
            if not whole and not final and size - at < patience:
                break
            take_header(text, at, end, whole, offset, row, desk)
            row += 1
            state[MODE] = IN_REST
        elif state[MODE] == AT_LINE:
            state[MODE] = kind_of_line(text[at], offset + at, desk)
        if state[MODE] == IN_SEQUENCE:
            end = take_sequence(text, at, end, whole, final, offset, desk)
        at = end
        if whole:
            state[MODE] = AT_LINE
            state[LINE] += 1
            at += 1
        elif end < size:
            break
    return at, row


@unmanaged
def finish(place: int, desk: Desk) -> None:
    """End the last line and the last record, whose length is put into `lengths[0]`; -1 if there is none."""
    if desk.state[MODE] == IN_SEQUENCE:
        end_line(0, place, desk)
    close_record(0, desk)
