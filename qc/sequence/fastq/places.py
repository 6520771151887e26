"""Where in a record the fault of a flag stands, and what stands there; for the few remarks that are kept in full."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from qc.sequence.fastq import careful
from qc.sequence.fastq.rows import Rows
from qc.sequence.fastq.text import Text
from qc.sequence.remarks import KEPT, Remarks

SHOWN = 60
"""Characters of a name that a message shows, at most."""

Place = tuple[int, int, str]
"""The line of the record (0 to 3), the byte within the line, and a message."""


@dataclass(frozen=True, slots=True)
class Record:
    """The four lines of a record as they stand, without line feeds."""

    name: bytes
    sequence: bytes
    plus: bytes
    quality: bytes

    @property
    def lines(self) -> tuple[bytes, bytes, bytes, bytes]:
        """The lines in order."""
        return self.name, self.sequence, self.plus, self.quality


def shown(text: bytes) -> str:
    """Some bytes of a file as a message may show them: escaped, and not too many."""
    return ascii(text[:SHOWN].decode("latin-1")) + ("…" if len(text) > SHOWN else "")


def say_flags(remarks: Remarks, text: Text, rows: Rows, count: int, *, line: int, record: int) -> None:
    """Say what the flags of the first `count` rows mean, in the order of the records.

    The first of them is the file's record `record` and begins at line `line`. Beyond the remarks that are kept, those
    of a code are only counted.
    """
    flags = rows.flags[:count]
    found: list[tuple[int, int]] = []
    more: dict[str, int] = {}
    for flag, code in careful.CODES.items():
        flagged = np.flatnonzero(flags & np.uint32(flag))
        kept = max(0, KEPT - remarks.counts[code])
        found += [(int(row), flag) for row in flagged[:kept]]
        more[code] = len(flagged[kept:])
    for row, flag in sorted(found, key=lambda pair: pair[0]):
        place, column, message = place_of(
            flag, Record(*(text.bytes[a:b].tobytes() for a, b in _spans(text, rows, row)))
        )
        byte = text.offset + _spans(text, rows, row)[place][0] + column
        remarks.add(careful.CODES[flag], message, line=line + 4 * row + place, byte=byte, records=(record + row,))
    for code, times in more.items():
        if times:
            remarks.add(code, times=times)


def _spans(text: Text, rows: Rows, row: int) -> list[tuple[int, int]]:
    """Where the four lines of a row begin and end, carriage returns included, line feeds not."""
    sequence, quality, length = int(rows.sequence[row]), int(rows.quality[row]), int(rows.length[row])
    plus = sequence + length + 1 + _returns(text, sequence + length)
    end = quality + length
    return [
        (int(rows.start[row]) - 1, sequence - 1),
        (sequence, plus - 1),
        (plus, quality - 1),
        (quality, end + _returns(text, end)),
    ]


def _returns(text: Text, place: int) -> int:
    """1 where a carriage return stands, else 0."""
    return int(text.bytes[place] == ord("\r"))


def place_of(flag: int, record: Record) -> Place:
    """Where the fault of `flag` stands in the record."""
    return _PLACES[flag](record)


def _first(record: Record, lines: tuple[int, ...], wrong: Callable[[int], bool], what: str) -> Place:
    """The first byte of these lines that is `wrong`."""
    for line in lines:
        text = record.lines[line].removesuffix(b"\r")
        for column, byte in enumerate(text):
            if wrong(byte):
                return line, column, f"{shown(bytes([byte]))} {what} at place {column + (line % 2)} of the line"
    return lines[0], 0, what


def _crlf(record: Record) -> Place:
    line = next((line for line, text in enumerate(record.lines) if text.endswith(b"\r")), 0)
    return line, max(0, len(record.lines[line]) - 1), "the line ends in CR LF"


def _nul(record: Record) -> Place:
    return _first(record, (0, 1, 2, 3), lambda byte: byte == 0, "stands")


def _nonascii(record: Record) -> Place:
    return _first(record, (0, 1), lambda byte: byte > 127, "is not ASCII and stands")


def _name_character(record: Record) -> Place:
    return _first(record, (0,), lambda byte: byte in {127, *range(1, 9), *range(10, 32)}, "stands")


def _empty_name(_record: Record) -> Place:
    return 0, 1, "no name follows @"


def _name_length(record: Record) -> Place:
    length = len(record.name[1:].split(b" ")[0].split(b"\t")[0])
    return 0, 1, f"a name of {length} characters, {careful.NAME_LIMIT} are allowed: {shown(record.name[1:])}"


def _plus_name(record: Record) -> Place:
    return 2, 1, f"{shown(record.plus[1:])} follows + where the name is {shown(record.name[1:])}"


def _line_length(record: Record) -> Place:
    return 1, careful.LENGTH_LIMIT, f"a read of {len(record.sequence)} bases, {careful.LENGTH_LIMIT} are allowed"


def _empty_sequence(_record: Record) -> Place:
    return 1, 0, "a read of length 0"


def _base(record: Record) -> Place:
    return _first(record, (1,), lambda byte: 0 < byte < 128 and careful.LETTERS[byte] == 64, "is no base: it stands")


def _mixed(record: Record) -> Place:
    letters = record.sequence.upper()
    return 1, max(letters.find(b"T"), letters.find(b"U")), "T and U stand in one sequence"


def _iupac(record: Record) -> Place:
    return _first(record, (1,), lambda byte: careful.LETTERS[byte] & 16 != 0, "stands")


def _uracil(record: Record) -> Place:
    return 1, record.sequence.upper().find(b"U"), "U in the sequence: direct RNA"


def _quality(record: Record) -> Place:
    return _first(record, (3,), lambda byte: byte < 33 or byte > 126, "is no quality character: it stands")


_PLACES: dict[int, Callable[[Record], Place]] = {
    careful.CRLF: _crlf,
    careful.NUL: _nul,
    careful.NONASCII: _nonascii,
    careful.EMPTY_NAME: _empty_name,
    careful.NAME_LENGTH: _name_length,
    careful.NAME_CHARACTER: _name_character,
    careful.PLUS_NAME: _plus_name,
    careful.LINE_LENGTH: _line_length,
    careful.EMPTY_SEQ: _empty_sequence,
    careful.BASE: _base,
    careful.MIXED_TU: _mixed,
    careful.IUPAC: _iupac,
    careful.URACIL: _uracil,
    careful.QUAL_RANGE: _quality,
}
