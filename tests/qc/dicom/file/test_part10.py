"""Files with and without preamble and meta."""

import pytest
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from qc.dicom.file.part10 import assembled, open_file
from qc.dicom.file.transfer_syntax import DEFLATED, EXPLICIT_LITTLE
from qc.dicom.outcome import Quarantined
from tests.data.dicom_objects import encoded, image, real

SYNTAXES = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian)


def bare(data: bytes) -> bytes:
    """The data set alone."""
    return data[open_file(data).start :]


@pytest.mark.parametrize("syntax", [*SYNTAXES, DeflatedExplicitVRLittleEndian])
def test_the_transfer_syntax_of_the_meta_counts(syntax):
    """The data set is read by it, inflated if need be."""
    file = open_file(encoded(image(), syntax))
    assert file.syntax.uid == syntax
    assert file.raw(0x00100020) == b"MRN4481902"
    assert not file.surplus


@pytest.mark.parametrize("syntax", SYNTAXES)
def test_a_data_set_without_preamble_and_meta_is_read_if_it_is_whole(syntax):
    """Its encoding is told by its first element."""
    data = bare(encoded(image(), syntax))
    assert open_file(data).syntax.uid == syntax
    for broken in (data[:-3], data + b"surplus"):
        with pytest.raises(Quarantined):
            open_file(broken)


def test_a_meta_without_preamble_is_read():
    """The prefix may stand at the beginning, or be missing."""
    data = encoded(image())
    assert open_file(data[128:]).raw(0x00100020) == open_file(data[132:]).raw(0x00100020) == b"MRN4481902"


@pytest.mark.parametrize(("named", "used"), [(0, 1), (1, 0)])
def test_an_uncompressed_syntax_that_is_named_wrongly_is_set_right(named, used):
    """Old writers mistake implicit for explicit; the first element tells."""
    right, wrong = encoded(image(), SYNTAXES[used]), encoded(image(), SYNTAXES[named])
    mixed = wrong[: open_file(wrong).start] + bare(right)
    assert open_file(mixed).syntax.uid == SYNTAXES[used]


@pytest.mark.parametrize(
    "data",
    [b"", b"\0", b"hello world, this is no image", bytes(500), b"%PDF-1.4" * 50, b"\x08\0" * 4, b"PK\3\4" * 90],
)
def test_other_files_are_no_dicom(data):
    """Text, zeros, documents, archives: nothing is forced."""
    with pytest.raises(Quarantined) as refusal:
        open_file(data)
    assert refusal.value.code in {"NOT_DICOM", "TRUNCATED", "ELEMENT_UNREADABLE"}


def test_a_meta_that_ends_too_early_is_truncated():
    """In the middle of an element of group 0002."""
    data = encoded(image())
    for size in (140, 150, 170):
        with pytest.raises(Quarantined) as refusal:
            open_file(data[:size])
        assert refusal.value.code == "TRUNCATED"


def test_a_meta_alone_is_no_object():
    """No data set, no object."""
    data = encoded(image())
    file = open_file(data[: open_file(data).start])
    assert file.data_set.elements == []


def test_a_deflated_file_with_bytes_behind_its_stream_has_surplus():
    """One byte is padding."""
    data = encoded(image(), DeflatedExplicitVRLittleEndian)
    assert not open_file(data + b"\0").surplus
    assert open_file(data + b"SECRET").surplus


def test_parts_are_deflated_only_where_the_syntax_says_so():
    """The meta never is."""
    data = encoded(image(), DeflatedExplicitVRLittleEndian)
    file = open_file(data)
    head = data[: file.meta_end]
    again = open_file(b"".join(assembled(DEFLATED, [head, file.data], [])))
    assert again.data == file.data
    assert assembled(EXPLICIT_LITTLE, [b"a", b"b"], [b"c"]) == [b"a", b"b", b"c"]


def test_a_file_with_a_broken_vr_in_its_sequences_is_refused():
    """JPEG named, implicit written: nobody knows how to read on."""
    with pytest.raises(Quarantined) as refusal:
        open_file(real("SC_rgb_jpeg.dcm"))
    assert refusal.value.code == "ELEMENT_UNREADABLE"
