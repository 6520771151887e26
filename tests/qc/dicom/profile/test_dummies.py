"""Values that stand where the standard demands one."""

import pytest
from pydicom.valuerep import validate_value

from qc.dicom.profile.ages import capped
from qc.dicom.profile.attributes import tag_of, vr
from qc.dicom.profile.dates import shift_value
from qc.dicom.profile.dummies import BY_KEYWORD, BY_VR, dummy
from qc.dicom.profile.terms import plausible


@pytest.mark.parametrize("vr_", sorted(BY_VR))
def test_a_dummy_is_valid_for_its_vr(vr_):
    """Each dummy obeys the form of its VR."""
    validate_value(vr_, dummy(0x00091001, vr_), validation_mode=2)


@pytest.mark.parametrize("keyword", sorted(BY_KEYWORD))
def test_a_dummy_of_an_attribute_may_stay_there(keyword):
    """A dummy for one attribute has its VR, and where code strings are judged it is a term that may stay."""
    tag = tag_of(keyword)
    for value in dummy(tag, vr(tag)).split("\\"):
        validate_value(vr(tag), value, validation_mode=2)
        assert vr(tag) != "CS" or plausible(tag, "CS", value)


@pytest.mark.parametrize("vr_", ["UI", "SQ", "OB", "OW", "UN", "US", "FD", "AT", ""])
def test_some_have_none(vr_):
    """Bytes, binary numbers, UIDs and sequences have no constant that says nothing."""
    assert dummy(0x00091001, vr_) == ""


def test_a_dummy_date_is_known_as_one():
    """A dummy date is not taken for a date when a published file is read again."""
    assert shift_value("DA", dummy(0x00181200, "DA"), -364) is None
    assert shift_value("DT", dummy(0x00181202, "DT"), -364) is None
    assert capped(dummy(0x0072005F, "AS")) == "000Y"


def test_time_is_read_in_utc():
    """The offset from UTC is told as zero for all objects."""
    assert dummy(tag_of("TimezoneOffsetFromUTC"), "SH") == "+0000"
