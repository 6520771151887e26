"""What loaders tell of pixels: code and version, plane, number; broken pixels refuse nothing."""

import numpy as np
import pytest

from loaders import deidentified, dicom
from loaders.image_pixels import LARGEST, look
from qc.dicom.outcome import Quarantined
from qc.images.model import VARIABLE, trained, untrained, write_model
from tests.loaders.published import Shot, uid, write
from tests.loaders.tables import codes, finding, one, read
from tests.loaders.test_dicom import CODES, image

AXIAL = [1, 0, 0, 0, 1, 0]


def test_an_image_has_code_plane_and_clean_pixels(tmp_path):
    """The code of the untrained model, as sixteen digits; clean since the file declares the option."""
    records, found = read(dicom, image(tmp_path, ImageOrientationPatient=AXIAL, InstanceNumber=4))
    slots = one(records, "Image", "2.25.111").slots
    assert slots["image_code"] == look(tmp_path / "a.dcm").picture.code(untrained())
    assert (slots["image_code_version"], slots["plane"], slots["instance_number"]) == ("untrained-1", "axial", 4)
    assert slots["pixels_clean"] is True
    assert found == []


@pytest.mark.parametrize(
    "faults", [{"codes": tuple(code for code in CODES if code != "113101")}, {"BurnedInAnnotation": "YES"}]
)
def test_pixels_are_clean_only_where_the_file_says_so(tmp_path, faults):
    """Without the option, or with annotations that are said to be left, nothing is claimed."""
    records, _ = read(dicom, image(tmp_path, **faults))
    assert "pixels_clean" not in one(records, "Image", "2.25.111").slots


def test_the_model_of_the_environment_makes_the_code(tmp_path, monkeypatch):
    """Code and version are those of the trained model."""
    random = np.random.default_rng(7)
    weights = random.standard_normal(untrained().weights.shape, np.float32)
    model = trained(np.zeros(len(weights), np.float32), weights)
    write_model(model, tmp_path / "model.npz")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "model.npz"))
    records, _ = read(dicom, image(tmp_path))
    slots = one(records, "Image", "2.25.111").slots
    assert slots["image_code_version"] == model.version
    assert slots["image_code"] == look(tmp_path / "a.dcm").picture.code(model)


def test_a_blank_image_has_no_code(tmp_path):
    """It is loaded without one, and nothing is wrong with it."""
    path = image(tmp_path, PixelData=bytes(128 * 128 * 2))
    records, found = read(dicom, path)
    assert not {"image_code", "image_code_version"} & set(one(records, "Image", "2.25.111").slots)
    assert found == []


def test_broken_pixels_are_a_finding(tmp_path):
    """The image is loaded without a code; the finding repeats nothing of the file."""
    records, found = read(dicom, image(tmp_path, PhotometricInterpretation="WHATEVER"))
    assert "image_code" not in one(records, "Image", "2.25.111").slots
    said = finding(found, "PIXELS_UNREADABLE")
    assert (said.severity, said.message) == ("warning", "the pixels cannot be decoded; the image has no code")


def test_a_file_beyond_the_bound_is_not_read(tmp_path):
    """Its size is asked of the disk."""
    path = tmp_path / "large.dcm"
    with path.open("wb") as stream:
        stream.truncate(LARGEST + 1)
    with pytest.raises(Quarantined) as refused:
        look(path)
    assert refused.value.code == "TOO_LARGE"


def test_published_images_have_codes_too(tmp_path):
    """The loader of manifests reads the pixels of the files beside it; without files it does without."""
    shots = (Shot("p1", "s1", "e1", "i1"), Shot("p1", "s1", "e1", "i2", facts={"has_pixels": False}))
    records, _ = read(deidentified, write(tmp_path / "out", *shots))
    assert one(records, "Image", uid("i1")).slots["image_code_version"] == "untrained-1"
    assert "image_code" not in one(records, "Image", uid("i2")).slots
    records, found = read(deidentified, write(tmp_path / "bare", *shots, files=False))
    assert "image_code" not in one(records, "Image", uid("i1")).slots
    assert "PIXELS_UNREADABLE" not in codes(found)


@pytest.mark.parametrize(
    ("said", "number"),
    [(b"1e400 ", None), (b"inf ", None), (b"abc ", None), (b"9999999999", None), (b"1\\2 ", None), (b"7 ", 7)],
)
def test_a_number_that_is_none_costs_no_code(tmp_path, said, number):
    """Whatever stands for Instance Number, the pixels have their code, and nothing of it is printed."""
    path = image(tmp_path, InstanceNumber=1)
    data = path.read_bytes()
    old = b"\x20\x00\x13\x00IS\x02\x001 "
    assert data.count(old) == 1
    path.write_bytes(data.replace(old, b"\x20\x00\x13\x00IS" + len(said).to_bytes(2, "little") + said))
    seen = look(path)
    assert seen.number == number
    assert seen.picture.code(untrained()) is not None
