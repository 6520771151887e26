"""Places of faults within a record, and the words for them."""

import pytest

from qc.sequence.codes import CODES
from qc.sequence.fastq import careful
from qc.sequence.fastq.places import SHOWN, Record, place_of, shown

RECORD = Record(b"@r\x07\xe9 c\r", b"ACXTu.\xe9\r", b"+other\r", b"F~ \x7f\x00\x00\r")


@pytest.mark.parametrize(
    ("flag", "line", "column", "word"),
    [
        (careful.CRLF, 0, 6, "CR LF"),
        (careful.NUL, 3, 4, r"'\x00'"),
        (careful.NONASCII, 0, 3, r"'\xe9'"),
        (careful.NAME_CHARACTER, 0, 2, r"'\x07'"),
        (careful.EMPTY_NAME, 0, 1, "no name"),
        (careful.NAME_LENGTH, 0, 1, "a name of 3 characters"),
        (careful.PLUS_NAME, 2, 1, "'other"),
        (careful.LINE_LENGTH, 1, careful.LENGTH_LIMIT, "a read of 8 bases"),
        (careful.EMPTY_SEQ, 1, 0, "length 0"),
        (careful.BASE, 1, 2, "'X' is no base: it stands at place 3"),
        (careful.MIXED_TU, 1, 4, "T and U"),
        (careful.IUPAC, 1, 4, "'u'"),
        (careful.URACIL, 1, 4, "direct RNA"),
        (careful.QUAL_RANGE, 3, 2, "' ' is no quality character: it stands at place 3"),
    ],
)
def test_each_flag_has_a_place_and_words(flag: int, line: int, column: int, word: str) -> None:
    """The first byte that is at fault, counted from 0 in its line, and what stands there."""
    found = place_of(flag, RECORD)
    assert found[:2] == (line, column)
    assert word in found[2]
    assert careful.CODES[flag] in CODES


def test_messages_are_short_and_escaped() -> None:
    """A name of any length and bytes gives a line that a terminal may show."""
    assert shown(b"a\x1b[2J\n") == r"'a\x1b[2J\n'"
    assert len(shown(b"r" * 9999)) == SHOWN + 3
