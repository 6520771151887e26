"""Pictures of real files: every kind of pixels, the middle frame, and refusals that repeat nothing."""

from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.pixels.utils import pixel_array

from qc.dicom.outcome import Quarantined
from qc.dicom.pixels import frames
from qc.dicom.pixels.frames import Bound, image_frames, read_image
from qc.images.model import untrained
from qc.images.picture import read_picture


def data(name: str) -> bytes:
    """A file of pydicom."""
    return Path(get_testdata_file(name, download=False)).read_bytes()


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("CT_small.dcm", (128, 128)),
        ("MR_small_bigendian.dcm", (64, 64)),
        ("MR_small_RLE.dcm", (64, 64)),
        ("JPEG2000.dcm", (1024, 256)),
        ("examples_palette.dcm", (350, 800)),
        ("examples_ybr_color.dcm", (240, 320)),
        ("image_dfl.dcm", (512, 512)),
    ],
)
def test_pixels_of_all_kinds_become_grey(name, shape):
    """Uncompressed, big endian, run lengths, JPEG 2000, palette, colour, deflated."""
    found = read_picture(data(name))
    assert found.values.shape == shape
    assert (found.values.min(), found.values.max()) == (0, 1)
    assert len(found.code(untrained())) == 16


@pytest.mark.parametrize("name", ["MR_small_bigendian.dcm", "MR_small_RLE.dcm", "MR_small_implicit.dcm"])
def test_the_same_pixels_have_the_same_code(name):
    """However the file is encoded."""
    assert read_picture(data(name)).code(untrained()) == read_picture(data("MR_small.dcm")).code(untrained())


def test_the_middle_frame_stands_for_an_image_of_several():
    """Of thirty frames the sixteenth."""
    image = pydicom.dcmread(get_testdata_file("examples_ybr_color.dcm", download=False))
    frames = image.pixel_array
    middle = frames[len(frames) // 2].astype(float) @ [0.299, 0.587, 0.114]
    found = read_picture(data("examples_ybr_color.dcm")).values
    assert np.corrcoef(found.ravel(), middle.ravel())[0, 1] > 0.995


@pytest.mark.parametrize("fault", [b"", b"text" * 100, data("CT_small.dcm")[:9000], data("rtplan.dcm")])
def test_what_has_no_pixels_is_refused(fault):
    """Nothing, no DICOM, cut off, no image; the message is a sentence of ours."""
    with pytest.raises(Quarantined) as refused:
        read_picture(fault)
    assert refused.value.code == "PIXELS_UNREADABLE"
    assert refused.value.__cause__ is None


def test_the_bound_holds():
    """A frame larger than allowed is not decoded."""
    with pytest.raises(Quarantined) as refused:
        read_picture(data("CT_small.dcm"), Bound(frame=1000))
    assert refused.value.code == "DECOMPRESSION_BOMB"


def test_a_broken_table_is_refused():
    """A look-up table without its data."""
    image = pydicom.dcmread(get_testdata_file("MR_small.dcm", download=False))
    table = pydicom.Dataset()
    table.LUTDescriptor = [4, 0, 16]
    image.VOILUTSequence = [table]
    out = pydicom.filebase.DicomBytesIO()
    image.save_as(out)
    with pytest.raises(Quarantined) as refused:
        read_picture(out.getvalue())
    assert refused.value.code == "PIXELS_UNREADABLE"


def test_a_picture_tells_nothing_of_its_file():
    """Grey values are all it has."""
    assert read_picture(data("CT_small.dcm")).__slots__ == ("values",)


def test_only_the_middle_frame_is_decoded(monkeypatch):
    """It is the frame that reading all of them gives; the others cost nothing."""
    image = read_image(data("rtdose_rle.dcm"))
    wanted = list(image_frames(image))
    asked = []
    monkeypatch.setattr(
        frames, "pixel_array", lambda found, index, **more: asked.append(index) or pixel_array(found, index=index)
    )
    assert np.array_equal(frames.middle_frame(image), wanted[len(wanted) // 2])
    assert asked == [len(wanted) // 2]


@pytest.mark.parametrize("tag", [b"\x28\x00\x10\x00US", b"\x28\x00\x02\x00US", b"\x28\x00\x04\x00CS"])
def test_an_unknown_representation_is_refused(tag):
    """Rows, samples or kind of pixels in a VR that no standard knows: pydicom raises what nobody expects of it."""
    broken = data("CT_small.dcm").replace(tag, tag[:4] + b"Un", 1)
    with pytest.raises(Quarantined) as refused:
        read_picture(broken)
    assert refused.value.code == "PIXELS_UNREADABLE"


@pytest.mark.filterwarnings("ignore:Invalid value")
@pytest.mark.parametrize("said", ["inf", "1e400"])
def test_an_endless_number_of_frames_is_refused(said):
    """It is no number of anything."""
    image = read_image(data("CT_small.dcm"))
    image.add_new("NumberOfFrames", "DS", said)
    with pytest.raises(Quarantined):
        frames.middle_frame(image)


@pytest.mark.parametrize(
    "fragments", [b"\xfe\xff\x00\xe0\x00\x00\x00\x82xx", b"\xfe\xff\x00\xe0\x04\x00", b"none", b""]
)
def test_broken_items_are_refused(fragments):
    """The lengths of fragments are as little to be trusted as everything else."""
    image = read_image(data("SC_rgb_jpeg_gdcm.dcm"))
    image.PixelData = fragments
    with pytest.raises(Quarantined) as refused:
        frames.middle_frame(image)
    assert refused.value.code == "PIXELS_UNREADABLE"
