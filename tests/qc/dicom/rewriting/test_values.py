"""What becomes of single values."""

import pytest
from pydicom.dataset import Dataset

from qc.dicom.keys import Keys
from qc.dicom.person import canonical
from tests.data.dicom_objects import KEY, RECORD, image

KEYS = Keys(KEY)
PERSON = canonical(RECORD)


def test_uids_are_replaced_and_registered_ones_stay(written):
    """In each value of several."""
    after = written(FrameOfReferenceUID="1.2.3.99", RelatedGeneralSOPClassUID=["1.2.840.10008.5.1.4.1.1.2", "1.2.3.77"])
    assert after[0x00200052].rstrip(b"\0").decode() == KEYS.uid("1.2.3.99")
    assert after[0x0008001A].rstrip(b"\0").decode() == f"1.2.840.10008.5.1.4.1.1.2\\{KEYS.uid('1.2.3.77')}"


def test_dates_move_by_the_weeks_of_the_person(written):
    """To the same day of the week; times stay."""
    after = written()
    assert KEYS.shift_days(PERSON) % 7 == 0
    assert after[0x00080020] != b"20240229"
    assert after[0x00080030] == b"101500"


@pytest.mark.parametrize(
    ("date", "time"), [("20240229", "SMITH"), ("SMITH", "101500"), ("20241399", "101500"), ("20240229", "256199")]
)
def test_a_date_and_its_time_go_together(written, in_work, date, time):
    """If one cannot be kept, neither is."""
    dataset = image(ContentDate="20240229", ContentTime="101500")
    dataset["ContentDate"]._value = date
    dataset["ContentTime"]._value = time
    after = written(dataset)
    assert after.get(0x00080023) in (None, b"", b"19600101")  # a dummy, where some IOD demands a day
    assert after.get(0x00080033) in (None, b"", b"000000")


@pytest.mark.parametrize(("age", "expected"), [("032Y", b"032Y"), ("104Y", b"090Y"), ("WANG", None)])
def test_ages_are_capped(written, age, expected):
    """Above 89 years all are 90."""
    dataset = image(PatientAge="032Y")
    dataset["PatientAge"]._value = age
    assert written(dataset).get(0x00101010) == expected


def test_descriptions_lose_what_identifies_and_keep_imaging(written):
    """The record number goes, the words of imaging stay, and a clean description keeps its bytes."""
    assert written(SeriesDescription=f"CHEST {RECORD} AXIAL")[0x0008103E].strip() == b"CHEST AXIAL"
    assert written(SeriesDescription="CHEST AXIAL")[0x0008103E].strip() == b"CHEST AXIAL"


def test_a_code_string_loses_the_value_that_echoes(written):
    """Image Type keeps its places; a neutral term stands for a name."""
    after = written(ImageType=["ORIGINAL", "PRIMARY", "ZELDA"])[0x00080008]
    assert after.startswith(b"ORIGINAL\\PRIMARY\\")
    assert b"ZELDA" not in after


def test_whole_seconds_of_private_clocks_move_with_the_dates(written):
    """GE tells the acquisition as seconds since 1970."""
    dataset = image()
    dataset.add_new(0x00090010, "LO", "GEMS_IDEN_01")
    dataset.add_new(0x00091027, "SL", 862399669)
    moved = int.from_bytes(written(dataset)[0x00091027], "little", signed=True)
    assert moved == 862399669 + 86400 * KEYS.shift_days(PERSON)


def test_a_number_near_a_date_of_the_object_goes(written):
    """Seconds since 1970 in any element are a date."""
    seconds = 1709164800 + 3600  # 29 February 2024, 01:00 UTC
    after = written(ExposureTimeInuS=str(seconds), TriggerTime="1709168400.0")
    assert 0x00188150 not in after
    assert 0x00181060 not in after
    assert written(ExposureTimeInuS="250000")[0x00188150] == b"250000"


def test_pseudonyms_stand_in_nested_items_too(written):
    """A patient told in a reference is the same one."""
    item = Dataset()
    item.PatientID = RECORD
    item.ReferencedSOPInstanceUID = "1.2.3"
    after = written(ReferencedImageSequence=[item])[0x00081140]
    assert KEYS.individual(PERSON).encode() in after
    assert RECORD.encode() not in after


def test_text_that_its_character_set_cannot_read_goes(written):
    """Bytes that mean nothing may mean a name in another set."""
    dataset = image(SpecificCharacterSet="ISO_IR 192", StationName="CT01")
    dataset["StationName"]._value = b"CT\xff\xfe01"
    dataset["StationName"].VR = "SH"
    assert 0x00081010 not in written(dataset)


def test_each_date_of_several_moves(written):
    """Each value is moved by itself; one that is none takes all away."""
    dataset = image(DateOfSecondaryCapture="20240301")
    moved = written(dataset)[0x00181012]
    dataset.DateOfSecondaryCapture = ["20240301", "20240301"]
    assert written(dataset)[0x00181012].rstrip() == moved + b"\\" + moved
    dataset["DateOfSecondaryCapture"]._value = ["20240301", "SMITH"]
    assert b"SMITH" not in written(dataset).get(0x00181012, b"")
