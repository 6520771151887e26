"""Whom an object shows."""

import pytest

from qc.dicom.file.part10 import open_file
from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined
from qc.dicom.profile import Profile
from qc.dicom.rewriting.subject import character_set, subject_of
from tests.data.dicom_objects import KEY, NAME, encoded, image


def subject(**attributes):
    """The subject of an image with these attributes."""
    return subject_of(open_file(encoded(image(**attributes))), Keys(KEY), Profile())


def test_one_person_has_one_pseudonym_and_one_offset():
    """However the record number is spelled; another issuer is another person."""
    first = subject(PatientID="MRN 4481902")
    again = subject(PatientID="MRN4481902", PatientName="Other^Name")
    other = subject(PatientID="MRN4481902", IssuerOfPatientID="Elsewhere")
    assert (first.pseudonym, first.days) == (again.pseudonym, again.days)
    assert first.pseudonym != other.pseudonym
    assert first.days % 7 == 0
    assert first.days < 0


@pytest.mark.parametrize("identifier", ["", " ", None])
def test_without_a_record_number_there_is_no_individual(identifier):
    """Nobody could tell one from the other."""
    with pytest.raises(Quarantined) as refusal:
        subject(PatientID=identifier)
    assert refusal.value.code == "NO_INDIVIDUAL"


def test_a_chinese_record_number_is_read_in_its_character_set():
    """The same number in two encodings is one person."""
    one = subject(SpecificCharacterSet="GB18030", PatientID="病历123456")
    two = subject(SpecificCharacterSet="ISO_IR 192", PatientID="病历123456")
    assert one.pseudonym == two.pseudonym


def test_a_subject_never_shows_itself():
    """It holds the source."""
    assert NAME not in repr(subject())
    assert "Quarterman" not in repr(subject())


def test_character_sets_are_read_from_several_terms():
    """ISO 2022 names more than one; none is the default."""
    assert character_set(b"") == character_set(b"ISO_IR 6 ")
    assert character_set(b"ISO 2022 IR 6\\ISO 2022 IR 58").others == ("gb18030",)
