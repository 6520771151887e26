"""Which SOP classes may be published."""

import pytest
from pydicom.uid import UID_dictionary

from qc.dicom.outcome import CODES
from qc.dicom.profile.sop_classes import KNOWN, PUBLISHED, treatment

STORAGE = "1.2.840.10008.5.1.4.1.1."


@pytest.mark.parametrize(
    "arc", ["2", "4", "128", "20", "1", "1.1", "6.1", "7", "12.1", "66.4", "481.2", "481.3", "481.5", "2.1"]
)
def test_images_are_published(arc):
    """Images, and numbers about images, may be published."""
    assert treatment(STORAGE + arc) == "publish"
    assert treatment(f"{STORAGE}{arc}\0") == "publish"


@pytest.mark.parametrize(
    "arc",
    [
        "88.11",
        "88.33",
        "88.67",
        "88.59",
        "11.1",
        "11.4",
        "104.1",
        "104.2",
        "104.3",
        "9.1.1",
        "66",
        "200.1",
        "4.2",
        "66.3",
        "66.5",
        "201.1",
        "481.4",
        "90.1",
    ],
)
def test_documents_are_kept_back(arc):
    """Reports, key objects, presentation states, documents, waveforms, raw data and records are kept back."""
    assert treatment(STORAGE + arc) == "SOP_CLASS_UNSAFE"


@pytest.mark.parametrize(
    "uid", ["", "1.2.3", "1.3.12.2.1107.5.9.1", STORAGE + "2.99", STORAGE, "1.2.840.10008.1.2.1", "WANG"]
)
def test_strangers_are_kept_back(uid):
    """A class of a vendor, of the future or of no kind, and a UID that is no class at all, are kept back."""
    assert treatment(uid) == "SOP_CLASS_PRIVATE"


def test_every_published_class_is_one():
    """Each published UID is a storage class of the standard that is no document by its name."""
    assert PUBLISHED <= KNOWN
    names = [UID_dictionary[uid][0] for uid in PUBLISHED]
    assert all("Storage" in name for name in names)
    assert not [
        name for name in names if any(word in name for word in (" SR ", "Presentation State", "Encapsulated", "Raw"))
    ]


def test_answers_are_codes():
    """Each answer but `publish` is a code that a quarantined object can bear."""
    assert {treatment(uid) for uid in KNOWN} == {"publish", "SOP_CLASS_UNSAFE"}
    assert {"SOP_CLASS_UNSAFE", "SOP_CLASS_PRIVATE"} <= set(CODES)
