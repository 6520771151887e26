"""Pixel data elements of whole files."""

import io
import struct

import numpy as np
import pytest
from PIL import Image
from pydicom.encaps import encapsulate, encapsulate_extended, generate_frames
from pydicom.uid import ExplicitVRBigEndian, JPEGBaseline8Bit

from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined
from qc.dicom.profile import Profile
from qc.dicom.rewrite import rewrite
from tests.data.dicom_objects import KEY, decoded, encoded, image, real


def result(dataset, syntax="1.2.840.10008.1.2.1"):
    """The output of a data set, and the codes of its findings."""
    done = rewrite(encoded(dataset, syntax), Keys(KEY), Profile())
    return decoded(done.data()), [finding.code for finding in done.findings]


def compressed(comment=b"", frames=2, extended=False, dirty_frames=(0,)):
    """Frames of JPEG, some with a comment."""
    stream = io.BytesIO()
    Image.fromarray(np.arange(64, dtype=np.uint8).reshape(8, 8)).save(stream, "JPEG")
    plain = stream.getvalue()
    marked = plain[:2] + b"\xff\xfe" + struct.pack(">H", len(comment) + 2) + comment + plain[2:]
    pieces = [marked if comment and number in dirty_frames else plain for number in range(frames)]
    dataset = image(Rows=8, Columns=8, BitsAllocated=8, BitsStored=8, HighBit=7, NumberOfFrames=str(frames))
    if extended:
        dataset.PixelData, dataset.ExtendedOffsetTable, dataset.ExtendedOffsetTableLengths = encapsulate_extended(
            pieces
        )
    else:
        dataset.PixelData = encapsulate(pieces, has_bot=True)
    dataset["PixelData"].VR = "OB"
    dataset["PixelData"].is_undefined_length = True
    return dataset, plain


def test_words_that_are_clean_pass_as_a_view_of_the_source():
    """Pixels are never copied."""
    data = encoded(image())
    done = rewrite(data, Keys(KEY), Profile())
    assert done.body[-1].obj is data
    assert done.findings == []


def test_surplus_and_unused_bits_are_told():
    """Letters behind the pixels and above the stored bits."""
    dataset = image(PixelData=b"\x01\x50" * 16 + b"SMITH^JOHN")
    after, codes = result(dataset)
    assert after.PixelData == b"\x01\x00" * 16
    assert codes == ["SURPLUS_PIXELS", "UNUSED_BITS"]


def test_big_endian_words_are_masked_in_their_order():
    """The upper byte comes first."""
    after, codes = result(image(PixelData=b"\x50\x01" * 16), ExplicitVRBigEndian)
    assert after.PixelData == b"\x00\x01" * 16
    assert codes == ["UNUSED_BITS"]


def test_comments_of_frames_go_and_the_offsets_follow():
    """The second frame now stands earlier; its pixels are the same."""
    dataset, plain = compressed(b"QUARTERMAN^ZELDA")
    after, codes = result(dataset, JPEGBaseline8Bit)
    assert codes == ["STREAM_COMMENTS"]
    frames = list(generate_frames(after.PixelData, number_of_frames=2))
    assert [frame.rstrip(b"\0") for frame in frames] == [plain.rstrip(b"\0")] * 2
    assert after.PixelData[8:16] == struct.pack("<2L", 0, len(frames[0]) + 8)


def test_extended_offsets_follow_too():
    """Offsets and lengths of 64 bits."""
    dataset, _ = compressed(b"QUARTERMAN^ZELDA", extended=True)
    after, _ = result(dataset, JPEGBaseline8Bit)
    lengths = struct.unpack("<2Q", after.ExtendedOffsetTableLengths)
    assert struct.unpack("<2Q", after.ExtendedOffsetTable) == (0, lengths[0] + 8)
    assert b"QUARTERMAN" not in after.PixelData


def test_an_offset_table_that_lies_is_told_anew():
    """Offsets are numbers that could spell anything."""
    dataset, _ = compressed()
    right = bytes(dataset.PixelData)
    dataset.PixelData = right[:12] + b"SMIT" + right[16:]
    after, codes = result(dataset, JPEGBaseline8Bit)
    assert bytes(after.PixelData) == right
    assert codes == ["FRAME_OFFSETS"]


@pytest.mark.parametrize(
    ("tag", "vr", "value"),
    [(0x7FE00008, "OF", bytes(64)), (0x7FE00009, "OD", bytes(128)), (0x00287FE0, "UR", "http://x")],
)
def test_pixels_of_other_kinds_are_kept_back(tag, vr, value):
    """Float pixels and pixels elsewhere are looked at by nobody."""
    dataset = image()
    dataset.add_new(tag, vr, value)
    with pytest.raises(Quarantined) as refusal:
        result(dataset)
    assert refusal.value.code == "PIXELS_UNREADABLE"


def test_native_pixels_in_a_compressed_syntax_are_kept_back():
    """And fragments in an uncompressed one."""
    dataset, _ = compressed()
    for data in (encoded(image()).replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2.5\0"),):
        with pytest.raises(Quarantined) as refusal:
            rewrite(data, Keys(KEY), Profile())
        assert refusal.value.code == "ELEMENT_UNREADABLE"
    wrong = encoded(dataset, JPEGBaseline8Bit).replace(b"1.2.840.10008.1.2.4.50", b"1.2.840.10008.1.2.1\0\0\0")
    with pytest.raises(Quarantined):
        rewrite(wrong, Keys(KEY), Profile())


@pytest.mark.parametrize("frames", ["0", "SMITH", "-1", "99999999999"])
def test_a_number_of_frames_that_is_none_is_kept_back(frames):
    """Nobody knows where the pixels end."""
    dataset = image(NumberOfFrames="1")
    dataset["NumberOfFrames"]._value = frames
    with pytest.raises(Quarantined) as refusal:
        result(dataset)
    assert refusal.value.code == "PIXELS_UNREADABLE"


def test_a_registration_needs_no_pixels():
    """An image without any has lost them."""
    done = rewrite(real("rtplan.dcm"), Keys(KEY), Profile())
    assert not done.facts.has_pixels
    assert done.body == []
