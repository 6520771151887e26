"""Rectangles become background, and not one byte outside of them changes."""

import io

import numpy as np
import pydicom
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
    RLELossless,
)

from qc.dicom.outcome import Quarantined
from qc.dicom.pixels.blanking import blank
from qc.dicom.pixels.frames import frames, read_image, stored_frames
from qc.dicom.pixels.rectangle import Rectangle
from tests.qc.dicom.pixels.images import made, real, reread, rewritten

NATIVE = [ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian]
BOX = Rectangle(1, 2, 3, 2)
PART = (slice(2, 4), slice(1, 4))


def ramp(*shape, dtype=np.uint16):
    return (np.arange(np.prod(shape)).reshape(shape) % 240 + 7).astype(dtype)


def blanked(pixels, part=PART, value=None):
    """What is expected: the rectangle with the background's value."""
    expected = pixels.copy()
    expected[..., part[0], part[1]] = pixels.min() if value is None else value
    return expected


def pixels_of(result):
    return np.stack(list(stored_frames(read_image(result.data()))))


def without_pixels(dataset):
    return {element.tag: element for element in dataset if element.tag.group not in {0x7FE0, 2}}


@pytest.mark.parametrize("syntax", NATIVE)
@pytest.mark.parametrize("dtype", [np.uint8, np.uint16, np.int16])
def test_uncompressed_frames_are_blanked_where_they_stand(syntax, dtype):
    """All frames, in every byte order; each value outside, and the whole header, stay."""
    pixels = ramp(3, 6, 5, dtype=dtype)
    before = rewritten(made(pixels, syntax, several=True))
    after = blank(before, [BOX])
    assert (pixels_of(after) == blanked(pixels)).all()
    assert without_pixels(reread(after)) == without_pixels(reread(before))
    assert reread(after).file_meta == reread(before).file_meta
    if syntax != DeflatedExplicitVRLittleEndian:
        old, new = before.data(), after.data()
        assert len(old) == len(new)
        assert sum(one != other for one, other in zip(old, new, strict=True)) <= 3 * 6 * np.dtype(dtype).itemsize


@pytest.mark.parametrize("planar", [0, 1])
def test_colours_become_black(planar):
    """By pixel or by plane, all three samples."""
    pixels = ramp(6, 5, 3, dtype=np.uint8)
    after = blank(rewritten(made(pixels, PlanarConfiguration=planar)), [BOX])
    expected = pixels.copy()
    expected[PART] = 0
    assert (pixels_of(after)[0] == expected).all()


def test_luminance_becomes_black_without_a_tint():
    """YBR_FULL: no light, and both chrominances in the middle."""
    pixels = np.full((6, 5, 3), 200, np.uint8)
    after = blank(rewritten(made(pixels, PhotometricInterpretation="YBR_FULL")), [BOX])
    stored = np.frombuffer(reread(after).PixelData, np.uint8)[:90].reshape(6, 5, 3)
    assert (stored[PART] == (0, 128, 128)).all()
    assert (stored[0] == 200).all()


def test_half_chrominance_is_blanked_in_pairs():
    """YBR_FULL_422 of a real file: the rectangle is black, at most one column beside it goes with it."""
    before = rewritten(real("SC_ybr_full_422_uncompressed.dcm"))
    after = blank(before, [Rectangle(11, 10, 20, 30)])
    shown, original = next(frames(after.data())), next(frames(before.data()))
    assert (shown[10:40, 11:31] == 0).all()
    same = (shown == original).all(axis=2)
    same[10:40, 10:32] = True
    assert same.all()


def test_inverted_grey_is_blanked_with_its_own_black():
    """MONOCHROME1: the highest value is black."""
    pixels = ramp(6, 5)
    after = blank(rewritten(made(pixels, PhotometricInterpretation="MONOCHROME1")), [BOX])
    assert (pixels_of(after)[0] == blanked(pixels, value=pixels.max())).all()


def test_negative_values_are_background():
    """Signed words of 12 bits: the lowest is chosen by sign, not by its bits."""
    pixels = np.array([[5, -3, 7], [100, 2047, -2000], [0, 1, 2]], dtype=np.int16)
    data = made((pixels & 0x0FFF).astype(np.int16), BitsStored=12, HighBit=11)
    after = blank(rewritten(data), [Rectangle(0, 0, 1, 1)])
    assert pixels_of(after)[0][0, 0] & 0x0FFF == -2000 & 0x0FFF


def test_palettes_are_blanked_with_their_commonest_index():
    """The index that most of a real ultrasound image has."""
    before = rewritten(real("examples_palette.dcm"))
    after = blank(before, [Rectangle(0, 0, 800, 40)])
    old, new = (pixels_of(result)[0] for result in (before, after))
    assert (new[:40] == np.bincount(old.ravel()).argmax()).all()
    assert (new[40:] == old[40:]).all()


@pytest.mark.parametrize("syntax", [RLELossless, JPEGBaseline8Bit])
@pytest.mark.parametrize("shape", [(2, 16, 24), (2, 16, 24, 3)])
def test_compressed_frames_are_decoded_and_stored_plain(syntax, shape):
    """Decoded values outside stay; syntax, photometric interpretation and planar configuration say what is stored."""
    before = rewritten(made(ramp(*shape, dtype=np.uint8), syntax, several=True))
    after = blank(before, [BOX])
    expected = pixels_of(before).copy()
    expected[:, 2:4, 1:4] = 0 if len(shape) == 4 else expected[0].min()
    assert (pixels_of(after) == expected).all()
    dataset = reread(after)
    assert dataset.file_meta.TransferSyntaxUID == after.facts.transfer_syntax_uid == ExplicitVRLittleEndian
    assert dataset.PhotometricInterpretation == ("RGB" if len(shape) == 4 else "MONOCHROME2")
    others, theirs = without_pixels(dataset), without_pixels(reread(before))
    assert {tag: one for tag, one in others.items() if tag not in (0x00280004, 0x00280006)} == {
        tag: one for tag, one in theirs.items() if tag not in (0x00280004, 0x00280006)
    }


@pytest.mark.parametrize(
    "name", ["693_J2KI.dcm", "J2K_pixelrep_mismatch.dcm", "MR_small_jpeg_ls_lossless.dcm", "MR_small_RLE.dcm"]
)
def test_real_compressed_images_keep_their_values(name):
    """JPEG 2000, JPEG-LS and RLE of 16 bits, signed ones too."""
    before = rewritten(real(name))
    after = blank(before, [Rectangle(4, 5, 6, 7)])
    old, new = pixels_of(before)[0], pixels_of(after)[0]
    assert (new == blanked(old, (slice(5, 12), slice(4, 10)))).all()


@settings(max_examples=40)
@given(st.integers(0, 4), st.integers(0, 5), st.integers(1, 9), st.integers(1, 9))
def test_rectangles_that_reach_out_are_cut_at_the_image(left, top, width, height):
    """What is inside is blanked, whatever the size."""
    pixels = ramp(6, 5)
    after = blank(rewritten(made(pixels)), [Rectangle(left, top, width, height)])
    assert (pixels_of(after)[0] == blanked(pixels, (slice(top, top + height), slice(left, left + width)))).all()


@pytest.mark.parametrize("rectangles", [[], [Rectangle(5, 0, 1, 1)], [BOX, Rectangle(0, 6, 9, 9)]])
def test_rectangles_outside_of_the_image_are_refused(rectangles):
    """Nothing to blank, or a slip of the pen: nobody may take the image for blanked."""
    with pytest.raises(Quarantined) as refused:
        blank(rewritten(made(ramp(6, 5))), rectangles)
    assert refused.value.code == "PIXELS_BURNED_IN"


def test_single_bits_are_not_blanked_here():
    """A mask of one bit a pixel is kept back rather than half blanked."""
    with pytest.raises(Quarantined) as refused:
        blank(rewritten(real("liver_1frame.dcm")), [Rectangle(0, 0, 9, 9)])
    assert refused.value.code == "PIXELS_BURNED_IN"


def test_a_warning_goes_with_what_it_warned_of():
    """Burned In Annotation YES is no longer true, and that it is NO nobody has looked: it says nothing."""
    before = rewritten(made(ramp(6, 5), BurnedInAnnotation="YES"))
    after = blank(before, [BOX])
    assert before.facts.burned_in_annotation == "YES"
    assert after.facts.burned_in_annotation == ""
    assert "BurnedInAnnotation" not in reread(after)


def test_results_are_the_same_each_time_and_sources_stay():
    """Same bytes twice; the file that came in is not touched."""
    before = rewritten(made(ramp(6, 5)))
    data = before.data()
    assert blank(before, [BOX]).data() == blank(before, [BOX]).data() != data
    assert before.data() == data


def test_bytes_swapped_in_words_are_blanked_where_they_are_seen():
    """8-bit pixels in OW of big endian stand in turned pairs (PS3.5 8.1.2)."""
    pixels = ramp(6, 6, dtype=np.uint8)
    data = made(pixels, ExplicitVRBigEndian)
    dataset = pydicom.dcmread(io.BytesIO(data))
    dataset["PixelData"].VR = "OW"
    dataset["PixelData"].value = pixels.ravel().view(np.uint16).byteswap().tobytes()
    target = io.BytesIO()
    dataset.save_as(target)
    after = blank(rewritten(target.getvalue()), [BOX])
    stored = np.frombuffer(reread(after).PixelData, np.uint16).byteswap().view(np.uint8).reshape(6, 6)
    assert (stored == blanked(pixels)).all()


def test_tables_of_compressed_frames_go_with_them():
    """Extended offsets and lengths of frames mean nothing for plain pixels."""
    dataset = pydicom.dcmread(io.BytesIO(made(ramp(2, 16, 24, dtype=np.uint8), several=True)))
    dataset.compress(RLELossless, encapsulate_ext=True, generate_instance_uid=False)
    target = io.BytesIO()
    dataset.save_as(target)
    before = rewritten(target.getvalue())
    assert "ExtendedOffsetTable" in reread(before)
    after = reread(blank(before, [BOX]))
    assert not {"ExtendedOffsetTable", "ExtendedOffsetTableLengths"} & set(after.dir())
