"""VR, multiplicity and partners of public attributes."""

import pytest

from qc.dicom.file.dictionary import UNBOUNDED, most_values, partner, private_vr, vr, vrs


@pytest.mark.parametrize(
    ("tag", "allowed", "first"),
    [
        (0x00100010, ("PN",), "PN"),
        (0x00280106, ("US", "SS"), "US"),
        (0x7FE00010, ("OB", "OW"), "OW"),
        (0x00080000, ("UL",), "UL"),
        (0x00091001, (), "UN"),
        (0x00081FFF, (), "UN"),
    ],
)
def test_value_representations(tag, allowed, first):
    """What the dictionary says, and the one that is read where no header tells it."""
    assert (vrs(tag), vr(tag)) == (allowed, first)


@pytest.mark.parametrize(
    ("tag", "count"), [(0x00100010, 1), (0x00280030, 2), (0x00080008, UNBOUNDED), (0x00091001, UNBOUNDED)]
)
def test_multiplicity(tag, count):
    """The most values that an attribute may have."""
    assert most_values(tag) == count


def test_private_vr_by_creator():
    """GE's b value has a VR under GE's creator only."""
    assert private_vr(0x00431039, "GEMS_PARM_01") != "UN"
    assert private_vr(0x00431039, "SMITH") == "UN"


def test_dates_and_times_belong_together():
    """By keyword, in both directions; a date without a time has none."""
    assert (partner(0x00080020), partner(0x00080030)) == (0x00080030, 0x00080020)
    assert (partner(0x00100010), partner(0x00081FFF)) == (None, None)
