"""Walking data sets: spans, sequences in all their forms, and everything that may be wrong with them."""

import io
import struct
import warnings

import pydicom
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydicom.dataelem import RawDataElement

from qc.dicom.file.elements import DEEPEST, Broken, DataSet, ascending, fragments, walk
from qc.dicom.file.encoding import BIG, EXPLICIT, IMPLICIT, ITEM, ITEM_END, SEQUENCE_END, UNDEFINED, Encoding
from qc.dicom.file.part10 import open_file
from qc.dicom.outcome import Quarantined
from tests.data.dicom_objects import REAL, content

SEQUENCE = 0x00081140
UID = 0x00081155


def walked(data: bytes, encoding: Encoding = EXPLICIT) -> DataSet:
    """A whole data set."""
    return walk(data, 0, len(data), encoding)


def sequence(encoding: Encoding, content_: bytes, *, told: bool, tag: int = SEQUENCE, vr: str = "SQ") -> bytes:
    """A sequence of one item, its lengths told or delimited."""
    if told:
        item = encoding.header(ITEM, "", len(content_)) + content_
        return encoding.header(tag, vr, len(item)) + item
    item = encoding.header(ITEM, "", UNDEFINED) + content_ + encoding.header(ITEM_END, "", 0)
    return encoding.header(tag, vr, UNDEFINED) + item + encoding.header(SEQUENCE_END, "", 0)


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_pydicom_sees_the_same_elements(path):
    """Tags of the top level, and the bytes of every plain value, are those that pydicom reads."""
    data = content(path)
    try:
        file = open_file(data)
    except Quarantined:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        oracle = pydicom.dcmread(io.BytesIO(data), force=True)
    raw = {tag: oracle.get_item(tag) for tag in sorted(oracle.keys()) if tag.element}
    found = [element for element in file.data_set.elements if element.tag & 0xFFFF]
    assert [element.tag for element in found] == [int(tag) for tag in raw]
    for element in found:
        item = raw[element.tag]
        if element.items is None and isinstance(item, RawDataElement) and element.tag < 0x7FE00010:
            assert (item.value or b"") == file.value(element)


@pytest.mark.parametrize("encoding", [EXPLICIT, IMPLICIT, BIG])
@pytest.mark.parametrize("told", [True, False])
def test_a_sequence_is_walked_in_each_form(encoding, told):
    """Told and delimited lengths, in all three encodings, nested twice."""
    inner = sequence(encoding, encoding.element(UID, "UI", b"1.2.3"), told=not told)
    data = sequence(encoding, inner, told=told) + encoding.element(0x00100020, "LO", b"ID")
    outer, identifier = walked(data, encoding).elements
    assert (outer.tag, outer.vr, outer.start, outer.next) == (SEQUENCE, "SQ", 0, identifier.start)
    deep = outer.items.items[0].elements[0].items.items[0].elements[0]
    assert (deep.tag, deep.vr, data[deep.value : deep.end]) == (UID, "UI", b"1.2.3\0")
    assert outer.items.undefined is not told
    assert data[identifier.value : identifier.end] == b"ID"


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize("encoding", [EXPLICIT, BIG])
def test_a_sequence_told_as_un_is_implicit_and_little_endian_inside(encoding, told):
    """PS3.5 6.2.2: whatever the encoding of the data set."""
    inner = sequence(IMPLICIT, IMPLICIT.element(UID, "UI", b"1.2.3"), told=told)[8:]
    data = encoding.header(SEQUENCE, "UN", len(inner) if told else UNDEFINED) + inner
    (element,) = walked(data, encoding).elements
    assert element.items.told_vr == "UN"
    assert element.items.encoding is IMPLICIT
    assert element.items.items[0].elements[0].tag == UID


def test_a_private_sequence_of_undefined_length_is_walked():
    """Its VR need not be known."""
    private = sequence(IMPLICIT, IMPLICIT.element(UID, "UI", b"1.2"), told=False, tag=0x00091010)
    data = IMPLICIT.element(0x00090010, "LO", b"NOBODY") + private
    assert walked(data, IMPLICIT).elements[1].items.items[0].elements[0].tag == UID


def test_the_vr_of_an_implicit_private_element_hangs_on_its_creator():
    """GE's acquisition duration is a DS under its own creator and unknown under another."""
    for creator, vr in ((b"GEMS_ACQU_01", "FL"), (b"NOBODY", "UN")):
        data = IMPLICIT.element(0x00190010, "LO", creator) + IMPLICIT.element(0x00191024, "DS", b"1.0 ")
        assert (walked(data, IMPLICIT).elements[1].vr == "UN") is (vr == "UN")


def test_elements_out_of_order_are_sorted():
    """They are read, marked, and can be put in order."""
    data = EXPLICIT.element(0x00100020, "LO", b"ID") + EXPLICIT.element(0x00080060, "CS", b"CT")
    data_set = walked(data)
    assert data_set.unsorted
    assert [element.tag for element in ascending(data_set.elements)] == [0x00080060, 0x00100020]


@pytest.mark.parametrize("between", [b"", EXPLICIT.element(0x00080070, "LO", b"GE")])
def test_one_tag_twice_is_refused(between):
    """Nobody can say which of the two counts."""
    twice = EXPLICIT.element(0x00080060, "CS", b"CT")
    with pytest.raises(Quarantined) as refusal:
        walked(twice + between + twice)
    assert refusal.value.code == "ELEMENT_UNREADABLE"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (EXPLICIT.header(0x00080060, "CS", 4) + b"CT", "TRUNCATED"),
        (EXPLICIT.header(0x00080060, "OB", 99) + b"CT", "TRUNCATED"),
        (b"\x08\0\x60", "TRUNCATED"),
        (b"\x08\0\x60\0??\x02\0CT", "ELEMENT_UNREADABLE"),
        (EXPLICIT.header(SEQUENCE, "SQ", UNDEFINED) + EXPLICIT.header(ITEM, "", UNDEFINED), "TRUNCATED"),
        (EXPLICIT.header(SEQUENCE, "SQ", 8) + EXPLICIT.header(ITEM, "", 4), "TRUNCATED"),
        (EXPLICIT.header(SEQUENCE, "SQ", 99) + EXPLICIT.header(ITEM, "", 4), "TRUNCATED"),
        (EXPLICIT.header(SEQUENCE, "SQ", 10) + EXPLICIT.element(0x00080060, "CS", b"CT"), "ELEMENT_UNREADABLE"),
        (EXPLICIT.header(SEQUENCE, "SQ", UNDEFINED) + EXPLICIT.element(UID, "UI", b"1.2"), "ELEMENT_UNREADABLE"),
        (EXPLICIT.header(ITEM_END, "", 0), "ELEMENT_UNREADABLE"),
        (b"\x08\0\x60\0UTSM\2\0\0\0CT", "ELEMENT_UNREADABLE"),
        (
            EXPLICIT.header(SEQUENCE, "SQ", UNDEFINED) + EXPLICIT.header(SEQUENCE_END, "", 7) + b"SMITH^J",
            "ELEMENT_UNREADABLE",
        ),
    ],
)
def test_what_overruns_or_makes_no_sense_is_refused(data, code):
    """Each end is checked against the end of what holds it."""
    with pytest.raises(Broken) as refusal:
        walked(data)
    assert refusal.value.code == code


def test_an_item_cannot_reach_beyond_its_sequence():
    """An element inside is checked against the item, not against the file."""
    item = EXPLICIT.header(ITEM, "", 10) + EXPLICIT.header(UID, "UI", 8) + b"1."
    with pytest.raises(Broken):
        walked(EXPLICIT.header(SEQUENCE, "SQ", len(item)) + item + EXPLICIT.element(0x00100020, "LO", b"SECRET"))


def test_depth_is_bounded():
    """A tower of sequences is refused, not followed until memory ends."""
    data = b""
    for _ in range(DEEPEST + 1):
        data = sequence(EXPLICIT, data, told=False)
    with pytest.raises(Broken) as refusal:
        walked(data)
    assert refusal.value.code == "ELEMENT_UNREADABLE"


def pixels(*pieces: bytes) -> bytes:
    """Encapsulated pixel data of some fragments."""
    items = b"".join(EXPLICIT.header(ITEM, "", len(piece)) + piece for piece in pieces)
    return EXPLICIT.header(0x7FE00010, "OB", UNDEFINED) + items + EXPLICIT.header(SEQUENCE_END, "", 0)


def test_fragments_of_pixel_data_are_found():
    """The offset table first, then each fragment."""
    data = pixels(b"", b"abcd", b"ef")
    (element,) = walked(data).elements
    assert element.items is None
    assert element.next == len(data)
    assert [data[a:b] for a, b in fragments(data, element.value, element.next, EXPLICIT)] == [b"", b"abcd", b"ef"]


def test_fragments_without_end_are_refused():
    """A delimiter must come."""
    with pytest.raises(Broken) as refusal:
        walked(pixels(b"", b"abcd")[:-8])
    assert refusal.value.code == "TRUNCATED"


@pytest.mark.parametrize("tail", [b"SMITH^JOHN", b"\xff" * 30, EXPLICIT.element(0x00100010, "PN", b"SMITH"), b"\0"])
def test_what_stands_behind_the_pixels_and_is_no_element_is_surplus(tail):
    """It is left out and said to be there."""
    data = EXPLICIT.element(0x7FE00010, "OW", b"\1\2")
    data_set = walked(data + tail)
    assert data_set.surplus
    assert data_set.end == len(data)
    assert [element.tag for element in data_set.elements] == [0x7FE00010]


def test_elements_behind_the_pixels_are_elements():
    """Padding and signatures are read, for the profile to remove."""
    data = EXPLICIT.element(0x7FE00010, "OW", b"\1\2") + EXPLICIT.element(0xFFFCFFFC, "OB", b"SMITH ")
    assert [element.tag for element in walked(data).elements] == [0x7FE00010, 0xFFFCFFFC]
    assert not walked(data).surplus


def test_garbage_before_any_pixels_is_no_surplus():
    """The rest of the data set would be lost."""
    with pytest.raises(Broken):
        walked(EXPLICIT.element(0x00080060, "CS", b"CT") + b"garbage!")


@given(st.binary(max_size=300), st.sampled_from([EXPLICIT, IMPLICIT, BIG]))
def test_any_bytes_are_walked_or_refused(data, encoding):
    """Nothing but Quarantined is raised, and spans never overlap or leave the data."""
    try:
        data_set = walked(data, encoding)
    except Quarantined:
        return
    position = 0
    for element in data_set.elements:
        assert position == element.start <= element.value <= element.end <= element.next <= len(data)
        position = element.next


@given(st.lists(st.tuples(st.integers(0x0008, 0x7FDF), st.binary(max_size=20)), max_size=20, unique_by=lambda t: t[0]))
def test_what_is_written_is_walked(elements):
    """Elements of any number and length come back as they were."""
    pairs = [
        (group << 17 | 0x10, value + b"\0" * (len(value) & 1)) for group, value in sorted(elements) if group < 0x3FE0
    ]
    data = b"".join(EXPLICIT.element(tag, "OB", value) for tag, value in pairs)
    assert [(e.tag, data[e.value : e.end]) for e in walked(data).elements] == pairs


def test_the_header_of_an_element_is_eight_or_twelve_bytes():
    """Long VRs have two reserved bytes and a length of 32 bits."""
    assert EXPLICIT.header(0x00080060, "CS", 2) == struct.pack("<HH2sH", 8, 0x60, b"CS", 2)
    assert BIG.header(0x00080060, "OB", 2) == struct.pack(">HH2sHL", 8, 0x60, b"OB", 0, 2)
