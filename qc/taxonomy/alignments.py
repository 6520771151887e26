"""The reads of a BAM file as spots: its records without header, alignments said twice, and packed letters."""

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import compiled
from qc.taxonomy.sampling import LONGEST

MAGIC = b"BAM\x01"
FIXED = 36
"""Bytes of a record before its name, with the four of its size (SAM specification, 4.2)."""

AGAIN = 0x900
"""Flags of secondary and supplementary alignments: their reads stand in another record too."""


def _letters() -> NDArray[np.uint8]:
    return np.frombuffer(b"=ACMGRSVTWYHKDBN", np.uint8).copy()


LETTERS = _letters()


def whole_alignments(blocks: Iterable[NDArray[np.uint8]]) -> Iterator[tuple[int, NDArray[np.uint8]]]:
    """A decoded BAM stream in blocks of whole records, with the number of reads in them (once each).

    Ends where the bytes are no BAM, or where a record is larger than `LONGEST`.
    """
    rest = np.empty(0, np.uint8)
    begun = False
    for block in blocks:
        text = np.concatenate([rest, block])
        if not begun:
            start = header_end(text)
            if start < 0 or text.size > LONGEST:
                return
            begun = start > 0
            text = text[start:]
        if begun:
            reads, end = records_end(text)
            if end:
                yield reads, text[:end]
            text = text[end:]
        rest = text
        if rest.size > LONGEST:
            return


@compiled
def integer(text: NDArray[np.uint8], place: int) -> int:
    """The signed 32-bit number at a place."""
    value = np.int64(0)
    for byte in range(4):
        value |= np.int64(text[place + byte]) << (8 * byte)
    return int(value - (np.int64(1) << 32) if value >= np.int64(1) << 31 else value)


@compiled
def header_end(text: NDArray[np.uint8]) -> int:
    """Where the header of a BAM text ends; 0 where more bytes are needed, -1 where it is none."""
    if text.size < 12:
        return 0
    if text[0] != 66 or text[1] != 65 or text[2] != 77 or text[3] != 1:
        return -1
    size = integer(text, 4)
    if size < 0:
        return -1
    place = 8 + size
    if place + 4 > text.size:
        return 0
    references = integer(text, place)
    place += 4
    for _ in range(references):
        if place + 4 > text.size:
            return 0
        name = integer(text, place)
        if name < 0:
            return -1
        place += 8 + name
    return place if place <= text.size else 0


@compiled
def records_end(text: NDArray[np.uint8]) -> tuple[int, int]:
    """How many reads the whole records of a text hold, and where the last record ends."""
    reads = 0
    place = 0
    while place + FIXED <= text.size:
        size = integer(text, place)
        if size < FIXED - 4 or place + 4 + size > text.size:
            break
        flag = integer(text, place + 16) >> 16
        reads += (flag & AGAIN) == 0
        place += 4 + size
    return reads, place


@compiled
def reads_of(text: NDArray[np.uint8], reads: int) -> tuple[NDArray[np.uint8], NDArray[np.int64], NDArray[np.int64]]:
    """The letters of the reads of whole records, one after the other, and where each begins and ends.

    A record whose letters do not fit into its size gives a read without letters.
    """
    letters = np.empty(2 * text.size, np.uint8)
    starts = np.zeros(reads, np.int64)
    ends = np.zeros(reads, np.int64)
    place, read, used = 0, 0, 0
    while place + FIXED <= text.size and read < reads:
        size = integer(text, place)
        if size < FIXED - 4 or place + 4 + size > text.size:
            break
        if ((integer(text, place + 16) >> 16) & AGAIN) == 0:
            cigar = integer(text, place + 16) & 0xFFFF
            length = integer(text, place + 20)
            first = place + FIXED + np.int64(text[place + 12]) + 4 * cigar
            starts[read] = used
            if length >= 0 and first + (length + 1) // 2 <= place + 4 + size:
                for base in range(length):
                    pair = np.int64(text[first + base // 2])
                    letters[used + base] = LETTERS[pair >> 4 if base % 2 == 0 else pair & 15]
                used += length
            ends[read] = used
            read += 1
        place += 4 + size
    return letters[:used], starts, ends
