"""Whether values that the profile keeps stay."""

import pytest

from tests.data.dicom_objects import RECORD, image


@pytest.mark.parametrize(
    ("keyword", "value", "tag", "stays"),
    [
        ("SliceThickness", "5.0", 0x00180050, True),
        ("SliceThickness", "SMITH", 0x00180050, False),
        ("BodyPartExamined", "CHEST", 0x00180015, True),
        ("BodyPartExamined", "Smith, John", 0x00180015, False),
        ("ReceiveCoilName", "QUARTERMAN", 0x00181250, False),
        ("DeviceSerialNumber", "000012345", 0x00181000, True),
        ("PixelSpacing", ["0.5", "0.5"], 0x00280030, True),
    ],
)
def test_values_look_like_what_their_attribute_is_for(written, keyword, value, tag, stays):
    """And echo nobody."""
    dataset = image(**{keyword: "1"})
    dataset[keyword]._value = value
    after = written(dataset)
    assert bool(after.get(tag)) is stays


def test_an_element_with_another_vr_than_the_dictionary_says_goes(written):
    """Rows as text is no number of rows."""
    dataset = image()
    dataset.add_new(0x00280030, "OB", b"SMITH ")
    assert 0x00280030 not in written(dataset)


def test_more_values_than_the_dictionary_allows_go(written):
    """Text hides in lists."""
    dataset = image()
    dataset.add_new(0x00280106, "US", [1, 2, 3])
    assert 0x00280106 not in written(dataset)
    dataset.add_new(0x00280106, "US", 1)
    assert written(dataset)[0x00280106] == b"\1\0"


def test_the_character_set_stays_whatever_identifies(written):
    """The rest of the text is read by it."""
    assert written(PatientComments="ISO_IR 100", OtherPatientIDs="ISO_IR 100")[0x00080005] == b"ISO_IR 100"


def test_a_judgement_is_not_carried_to_another_person(written):
    """What stays for one goes for another whom it names."""
    assert written(StationName="LINDEN")[0x00081010] == b"LINDEN"
    assert 0x00081010 not in written(StationName="LINDEN", PatientName="Linden^Anna")
    assert written(StationName="LINDEN")[0x00081010] == b"LINDEN"


def test_bulk_values_go(written):
    """Any bytes may stand in them."""
    dataset = image()
    dataset.add_new(0x00282000, "OB", b"profile!")
    dataset.add_new(0x00660016, "OF", RECORD.encode()[:8])
    assert not {0x00282000, 0x00660016} & set(written(dataset))


@pytest.mark.parametrize(
    ("tag", "vr", "value", "stays"),
    [
        (0x00180050, "DS", "0.20240229", False),
        (0x00180050, "DS", "202.40229E+2", False),
        (0x00180050, "DS", "1.7734410", False),
        (0x00180050, "DS", "1.77344101", True),
        (0x00200013, "IS", "7734410", False),
        (0x00200013, "IS", "7734411", True),
        (0x00189073, "FD", 7734410.0, False),
        (0x00189073, "FD", -7734410.0, False),
        (0x00189073, "FD", 7734411.0, True),
        (0x00186030, "UL", 7734410, False),
    ],
)
def test_numbers_that_are_the_persons_own_go(written, tag, vr, value, stays):
    """A record number or a day does not stay for being written as a number, behind the point or in binary."""
    dataset = image(AccessionNumber="K7734410")
    dataset.OtherPatientIDs = "7734410"
    dataset.add_new(tag, vr, value)
    assert bool(written(dataset).get(tag)) is stays
