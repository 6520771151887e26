"""The identity of a file before any work on it."""

import pytest

from qc.dicom.file.identity import read_identity
from qc.dicom.outcome import Quarantined
from tests.data.dicom_objects import CT, encoded, image


def test_the_uids_and_the_record_of_a_file():
    """As the source tells them."""
    identity = read_identity(encoded(image()))
    assert identity.sop_class_uid == CT
    assert identity.sop_instance_uid == "1.2.3.4.5.6.7"
    assert (identity.study_instance_uid, identity.series_instance_uid) == ("1.2.3.4.5", "1.2.3.4.5.6")
    assert identity.patient_id == b"MRN4481902"


def test_what_is_missing_is_empty():
    """A batch judges later."""
    identity = read_identity(encoded(image(PatientID=None, SeriesInstanceUID=None)))
    assert (identity.patient_id, identity.series_instance_uid) == (b"", "")


def test_an_identity_never_shows_itself():
    """Its values are the source's."""
    assert repr(read_identity(encoded(image()))) == "Identity(…)"


def test_no_file_no_identity():
    """The reason is told by a code."""
    with pytest.raises(Quarantined):
        read_identity(b"text")
