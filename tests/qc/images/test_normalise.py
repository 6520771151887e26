"""Normalised images: the same picture, however a file writes it, gives the same grey values."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from pydicom.dataset import Dataset

from qc.images.normalise import SIZE, averaged, body, grey, is_blank, normalised, stretched
from tests.qc.images.drawn import drawn, header

IMAGE = drawn(1)
STORED = np.round(IMAGE * 1000).astype(np.int16)


def same(one, other, within=0.02):
    """Whether two grey images differ nowhere by more."""
    return np.abs(one - other).max() <= within


def test_a_negative_marked_as_such_is_the_same_image():
    """MONOCHROME1 shows small values white."""
    inverted = header(PhotometricInterpretation="MONOCHROME1")
    assert same(grey(1000 - STORED, inverted), grey(STORED, header()))
    assert not same(grey(1000 - STORED, header()), grey(STORED, header()), 0.5)


def test_rescaled_values_are_the_same_image():
    """Slope and intercept only change the unit."""
    shifted = header(RescaleSlope="0.5", RescaleIntercept="-1024")
    assert same(grey(STORED, shifted), grey(STORED, header()))


def test_a_window_in_rescaled_units_hides_what_lies_beyond():
    """Window centre and width are applied after the rescale."""
    windowed = header(RescaleIntercept="-1024", WindowCenter=["-774", "40"], WindowWidth=["300", "400"])
    found = grey(STORED, windowed)
    wanted = np.clip((STORED.astype(float) - 100) / 299, 0, 1)
    assert same(found, stretched(wanted))


@pytest.mark.parametrize("width", ["0", "1", "-5", None])
def test_a_window_without_width_is_none(width):
    """Broken windows are left aside."""
    assert same(grey(STORED, header(WindowCenter="100", WindowWidth=width)), grey(STORED, header()))


def test_a_modality_look_up_table_is_applied():
    """Its values take the place of the stored ones."""
    table = Dataset()
    table.LUTDescriptor = [1001, 0, 16]
    table.LUTData = list(range(1000, -1, -1))
    looked_up = header(ModalityLUTSequence=[table], BitsStored=16, PixelRepresentation=0)
    assert same(grey(STORED.astype(np.uint16), looked_up), grey(1000 - STORED, header()))


def test_a_voi_look_up_table_is_applied():
    """It comes before any window."""
    table = Dataset()
    table.LUTDescriptor = [1001, 0, 16]
    table.LUTData = [min(value, 500) for value in range(1001)]
    looked_up = header(VOILUTSequence=[table], BitsStored=16, PixelRepresentation=0, WindowCenter="5", WindowWidth="2")
    assert same(grey(STORED.astype(np.uint16), looked_up), grey(np.minimum(STORED, 500), header()))


def test_colours_become_their_luminance():
    """A grey picture in RGB is the grey picture; green is brighter than blue."""
    eight = np.round(IMAGE * 255).astype(np.uint8)
    assert same(grey(np.stack([eight] * 3, axis=-1), header(PhotometricInterpretation="RGB")), grey(eight, header()))
    bands = np.zeros((8, 9, 3), np.uint8)
    bands[:, :3, 2], bands[:, 3:6, 1] = 255, 255
    found = grey(bands, header(PhotometricInterpretation="RGB"))
    assert found[0, 7] < found[0, 1] < found[0, 4]


def test_a_margin_does_not_matter():
    """The body is cut out of whatever dark ground is round it."""
    wide = np.pad(IMAGE, 40)
    assert np.abs(normalised(wide) - normalised(IMAGE)).mean() < 0.04
    left, upper, right, lower = body(wide)
    assert left >= 40
    assert upper >= 40
    assert right <= 168
    assert lower <= 168


def test_a_frame_cut_through_the_body_stays_whole():
    """Where the edge is no background nothing tells where the body ends."""
    cut = IMAGE[40:90, 40:90]
    assert body(cut) == (0, 0, 50, 50)


def test_the_body_is_where_something_is():
    """Left, upper, right and lower edge of a bright part."""
    image = np.zeros((128, 64), np.float32)
    image[32:96, 16:48] = 1
    left, upper, right, lower = body(image)
    assert (abs(left - 16), abs(upper - 32), abs(right - 48), abs(lower - 96)) <= (2, 4, 2, 4)


def test_a_speck_is_no_body():
    """A frame with next to nothing in it stays whole."""
    image = np.zeros((64, 64), np.float32)
    image[30:33, 30:33] = 1
    assert body(image) == (0, 0, 64, 64)


@pytest.mark.parametrize("value", [0, 7, -3])
def test_blank_frames_have_no_form(value):
    """No contrast, nothing to compare."""
    found = grey(np.full((50, 40), value, np.int16), header())
    assert is_blank(found)
    assert normalised(found) is None


def test_a_single_line_has_no_form():
    """An image needs two rows and two columns."""
    assert normalised(np.linspace(0, 1, 50, dtype=np.float32)[None]) is None


def test_bad_numbers_do_no_harm():
    """Values that are no numbers count as nought."""
    values = IMAGE.copy()
    values[3, 3], values[4, 4] = np.nan, np.inf
    found = stretched(values)
    assert np.isfinite(found).all()
    assert same(found, stretched(IMAGE), 0.05) or found[3, 3] == 0


@given(arrays(np.int16, st.tuples(st.integers(2, 40), st.integers(2, 40))))
def test_any_frame_is_normalised_or_blank(frame):
    """Always 64 × 64 finite values from 0 to 1, or None."""
    found = normalised(grey(frame, header()))
    assert found is None or (found.shape == (SIZE, SIZE) and 0 <= found.min() < found.max() <= 1)


def test_large_frames_are_averaged_first():
    """Blocks of whole pixels, so that no frame costs more than a megapixel or so."""
    large = np.arange(3000 * 2050, dtype=np.float32).reshape(3000, 2050)
    found = averaged(large)
    assert found.shape == (1500, 1025)
    assert found[0, 0] == pytest.approx(np.mean([0, 1, 2050, 2051]))
    assert averaged(IMAGE).shape == IMAGE.shape
