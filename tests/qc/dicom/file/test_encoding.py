"""Headers and padding of elements in the three encodings."""

import pytest

from qc.dicom.file.encoding import BIG, EXPLICIT, IMPLICIT, ITEM, encoding_of, padding
from qc.dicom.file.transfer_syntax import KNOWN, transfer_syntax


@pytest.mark.parametrize(
    ("vr", "byte"),
    [("LO", b" "), ("UI", b"\0"), ("OB", b"\0"), ("UT", b" "), ("UC", b" "), ("UR", b" "), ("UN", b"\0")],
)
def test_padding_follows_the_vr(vr, byte):
    """PS3.5 6.2: UIDs and bytes by NUL, text by a blank."""
    assert padding(vr) == byte


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        (EXPLICIT, b"\x10\0\x20\0LO\x04\0ABC "),
        (IMPLICIT, b"\x10\0\x20\0\x04\0\0\0ABC "),
        (BIG, b"\0\x10\0\x20LO\0\x04ABC "),
    ],
)
def test_an_element_in_each_encoding(encoding, expected):
    """An odd value becomes even."""
    assert encoding.element(0x00100020, "LO", b"ABC") == expected


def test_a_value_too_long_for_its_vr_is_told_as_un():
    """PS3.5 6.2.2: a length of 16 bits cannot tell it."""
    assert EXPLICIT.header(0x00100020, "LO", 0x10000) == b"\x10\0\x20\0UN\0\0\0\0\1\0"


def test_items_have_no_vr():
    """PS3.5 7.5: in explicit encodings too."""
    assert EXPLICIT.header(ITEM, "", 4) == b"\xfe\xff\x00\xe0\4\0\0\0"
    assert BIG.header(ITEM, "", 4) == b"\xff\xfe\xe0\x00\0\0\0\4"


def test_the_first_number_of_a_value():
    """Read in the encoding's byte order; an empty value is 0."""
    assert (EXPLICIT.number(b"\1\2"), BIG.number(b"\1\2"), EXPLICIT.number(b"")) == (0x201, 0x102, 0)


def test_each_transfer_syntax_has_its_encoding():
    """Only one is implicit and only one big-endian; compressed ones are explicit and little."""
    assert {uid for uid in KNOWN if encoding_of(transfer_syntax(uid)) is IMPLICIT} == {"1.2.840.10008.1.2"}
    assert {uid for uid in KNOWN if encoding_of(transfer_syntax(uid)) is BIG} == {"1.2.840.10008.1.2.2"}
    assert encoding_of(transfer_syntax("1.2.840.10008.1.2.4.90")) is EXPLICIT
