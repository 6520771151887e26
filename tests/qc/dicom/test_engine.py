"""The engine's boundary: one exception, no values."""

import pytest

from qc.dicom import engine
from qc.dicom.engine import deidentify
from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined
from qc.dicom.profile import Profile
from tests.data.dicom_objects import KEY, encoded, image

KEYS, PROFILE = Keys(KEY), Profile()


def test_a_clean_object_passes_the_search():
    """With and without it the bytes are the same."""
    data = encoded(image(SeriesDescription="CHEST AXIAL"))
    assert deidentify(data, KEYS, PROFILE).data() == deidentify(data, KEYS, PROFILE, search=False).data()


def test_a_remainder_keeps_the_object_back():
    """The name stands in the pixels, as plain letters."""
    data = encoded(image(PixelData=b"QUARTERMAN ZELDA QUARTERMAN ZELD", BitsStored=16, HighBit=15))
    assert deidentify(data, KEYS, PROFILE, search=False)
    with pytest.raises(Quarantined) as refusal:
        deidentify(data, KEYS, PROFILE)
    assert refusal.value.code == "RESIDUAL_VALUE"


def test_a_failure_inside_is_told_without_its_words(monkeypatch):
    """Messages of libraries repeat what they read."""

    def fail(*_):
        raise ValueError("Quarterman^Zelda")

    monkeypatch.setattr(engine, "rewrite", fail)
    with pytest.raises(Quarantined) as refusal:
        deidentify(b"", KEYS, PROFILE)
    assert refusal.value.code == "INTERNAL"
    assert "Quarterman" not in str(refusal.value)
    assert refusal.value.__suppress_context__


def test_a_refusal_keeps_its_code():
    """Nothing hides behind INTERNAL."""
    with pytest.raises(Quarantined) as refusal:
        deidentify(b"text", KEYS, PROFILE)
    assert refusal.value.code == "NOT_DICOM"
