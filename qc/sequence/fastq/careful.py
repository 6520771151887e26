"""The examination of a record that the fast pass does not take for ordinary: flags for all that is to be said of it.

Compiled too, since a file may have something to be said of every record (lower case, CRLF, names after `+`).
`places` finds where in the record a flag's fault stands.
"""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import unmanaged
from qc.sequence.fastq.naming import Text, is_printable, name_end
from qc.sequence.fastq.rows import Rows

NAME_LIMIT = 256
"""Characters of a name, at most: ENA's limit."""
LENGTH_LIMIT = 1 << 26
"""Bytes of a line, at most (64 MiB); the longest reads known have some 4 MB."""
BROKEN = -2
"""The answer of `examine` for a record that is not in the four-line form."""

CRLF, EMPTY_NAME, NAME_LENGTH, NAME_CHARACTER, NONASCII, NUL = (1 << bit for bit in range(6))
PLUS_NAME, EMPTY_SEQ, BASE, IUPAC, URACIL, MIXED_TU = (1 << bit for bit in range(6, 12))
QUAL_RANGE, LINE_LENGTH = (1 << bit for bit in range(12, 14))

CODES = {
    CRLF: "E_CRLF",
    NUL: "E_NUL",
    NONASCII: "E_NONASCII",
    EMPTY_NAME: "E_EMPTY_NAME",
    NAME_LENGTH: "E_NAME_LENGTH",
    NAME_CHARACTER: "E_NAME_CHARACTER",
    PLUS_NAME: "E_PLUS_NAME",
    LINE_LENGTH: "E_LINE_LENGTH",
    EMPTY_SEQ: "E_EMPTY_SEQ",
    BASE: "E_BASE",
    MIXED_TU: "E_MIXED_TU",
    IUPAC: "W_IUPAC",
    URACIL: "W_URACIL",
    QUAL_RANGE: "E_QUAL_RANGE",
}
"""The code of each flag, in the order in which one record's remarks are said."""

_AT, _PLUS, _RETURN, _BLANK, _TAB = np.uint8(64), np.uint8(43), np.uint8(13), np.uint8(32), np.uint8(9)


def _letters() -> NDArray[np.uint8]:
    """For each byte: its counter (0 to 6: A C G T U N other) with 16 where IUPAC has it otherwise; 64 for no base."""
    classes = np.full(256, 64, np.uint8)
    for letter in "RYSWKMBDHV":
        classes[ord(letter)] = classes[ord(letter.lower())] = 6 | 16
    classes[ord(".")] = classes[ord("-")] = 6 | 16
    for counter, letter in enumerate("ACGTUN"):
        classes[ord(letter)] = counter
        classes[ord(letter.lower())] = counter | 16
    return classes


LETTERS = _letters()
"""The class of each byte of a sequence line."""


@unmanaged
def count_letters(text: Text, start: int, stop: int, counts: NDArray[np.int64]) -> tuple[int, int, int]:
    """Count the letters of a sequence; its flags, and how many are G or C, and A, T or U."""
    flags = strong = weak = thymine = uracil = 0
    for at in range(start, stop):
        kind = LETTERS[text[at]]
        if kind == 64:
            flags |= NUL if text[at] == 0 else NONASCII if text[at] > 127 else BASE
            kind = np.uint8(6)
        elif kind & 16:
            flags |= IUPAC
        kind &= np.uint8(7)
        counts[kind] += 1
        strong += kind in (1, 2)
        weak += kind in (0, 3, 4)
        thymine += kind == 3
        uracil += kind == 4
    if flags & (BASE | NUL | NONASCII):
        return flags & (BASE | NUL | NONASCII), strong, weak
    if uracil:
        flags |= MIXED_TU if thymine else URACIL
    return flags, strong, weak


@unmanaged
def trimmed(text: Text, start: int, stop: int) -> int:
    """Where the line ends without its carriage return."""
    return stop - 1 if stop > start and text[stop - 1] == _RETURN else stop


@unmanaged
def name_flags(text: Text, start: int, end: int, stop: int) -> int:
    """What is to be said of the name `text[start:end]` and its line."""
    flags = 0
    if end == start:
        flags |= EMPTY_NAME
    if end - start > NAME_LIMIT:
        flags |= NAME_LENGTH
    if not is_printable(text, start, stop):
        for at in range(start, stop):
            byte = text[at]
            if byte == 0:
                flags |= NUL
            elif byte > 127:
                flags |= NONASCII
            elif byte != _TAB and (byte < _BLANK or byte == 127):
                flags |= NAME_CHARACTER
    return flags


@unmanaged
def repeats(text: Text, start: int, end: int, plus: int, stop: int) -> bool:
    """Whether what follows `+` is nothing, blanks, or the name, with its comment or without."""
    while plus < stop and (text[plus] == _BLANK or text[plus] == _TAB):
        plus += 1
    if plus == stop:
        return True
    if name_end(text, plus, stop) - plus != end - start:
        return False
    different = 0
    for place in range(end - start):
        different += text[start + place] != text[plus + place]
    return different == 0


@unmanaged
def examine(
    text: Text,
    ends: NDArray[np.int64],
    line: int,
    start: int,
    rows: Rows,
    row: int,
    counts: NDArray[np.int64],
) -> tuple[int, int]:
    """G+C and A+T of the record at `start`, its row filled, its flags raised; (BROKEN, 0) if out of form."""
    first, second = trimmed(text, start, ends[line]), trimmed(text, ends[line] + 1, ends[line + 1])
    third, fourth = trimmed(text, ends[line + 1] + 1, ends[line + 2]), trimmed(text, ends[line + 2] + 1, ends[line + 3])
    sequence, plus, quality = ends[line] + 1, ends[line + 1] + 1, ends[line + 2] + 1
    length = second - sequence
    if first == start or third == plus or text[start] != _AT or text[plus] != _PLUS or fourth - quality != length:
        return BROKEN, 0
    end = name_end(text, start + 1, first)
    flags = name_flags(text, start + 1, end, first)
    if first < ends[line] or second < ends[line + 1] or third < ends[line + 2] or fourth < ends[line + 3]:
        flags |= CRLF
    if not repeats(text, start + 1, end, plus + 1, third):
        flags |= PLUS_NAME
    if length == 0:
        flags |= EMPTY_SEQ
    if length > LENGTH_LIMIT:
        flags |= LINE_LENGTH
    letters, strong, weak = count_letters(text, sequence, second, counts)
    rows.end[row] = end
    rows.stop[row] = first
    rows.quality[row] = quality
    rows.length[row] = length
    rows.flags[row] = flags | letters
    return strong, weak


@unmanaged
def examine_quality(text: Text, rows: Rows, count: int) -> None:
    """Raise flags for quality characters outside ! to ~ in the first `count` rows: QUAL_RANGE, or NUL for a run."""
    for row in range(count):
        start = rows.quality[row]
        stop = start + rows.length[row]
        for at in range(start, stop):
            byte = text[at]
            if byte == 0 and ((at > start and text[at - 1] == 0) or (at + 1 < stop and text[at + 1] == 0)):
                rows.flags[row] |= NUL
            elif byte < 33 or byte > 126:
                rows.flags[row] |= QUAL_RANGE
