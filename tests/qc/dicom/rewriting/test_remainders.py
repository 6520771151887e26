"""What the search for remainders is given."""

import pytest
from pydicom.dataset import Dataset

from qc.dicom.rewriting.emission import emit
from qc.dicom.rewriting.remainders import removed_from
from tests.data.dicom_objects import NAME, RECORD, image


def removed(in_work, dataset):
    """What was removed from a data set."""
    subject, plan = in_work(dataset)
    emit(subject, plan, subject.encoding)
    return removed_from(subject)


@pytest.mark.parametrize("value", [*NAME.split("^"), RECORD, "20240229", "1.2.3.4.5.6.7", "19531107"])
def test_names_records_dates_and_uids_are_searched_for(in_work, value):
    """Each in an output it should not be in."""
    found = removed(in_work, image())
    assert found.found(b"\0\0 " + value.encode() + b" \0\0")
    assert not found.found(b"something else, 1.2.840.10008.1.2.1")


def test_a_word_that_stays_elsewhere_is_not_searched_for(in_work):
    """A private element may repeat the model of the scanner."""
    dataset = image(ManufacturerModelName="Sensation 64")
    dataset.add_new(0x00090010, "LO", "NOBODY")
    dataset.add_new(0x00091001, "LO", "Sensation 64")
    dataset.add_new(0x00091002, "LO", "Sensibility77")
    found = removed(in_work, dataset)
    assert not found.found(b"  Sensation 64  ")
    assert found.found(b"  Sensibility77  ")


def test_what_identifies_is_searched_for_even_if_it_stays(in_work):
    """No kept value excuses a name."""
    dataset = image(ManufacturerModelName="ZELDA 64", PatientName="Zelda")
    assert removed(in_work, dataset).found(b"  ZELDA 64  ")


def test_text_in_opaque_bytes_is_searched_for(in_work):
    """UN and OB may be text after all."""
    dataset = image()
    dataset.add_new(0x00090010, "LO", "NOBODY")
    dataset.add_new(0x00091001, "UN", b"Umbridge Hollow ")
    assert removed(in_work, dataset).found(b"  Umbridge Hollow  ")


def test_words_of_nested_sequences_that_went_are_searched_for(in_work):
    """With all their items."""
    item = Dataset()
    item.PatientName = "Nested^Noraline"
    assert removed(in_work, image(OtherPatientIDsSequence=[item])).found(b"..Noraline..")
