"""What later steps are told."""

from qc.dicom.keys import Keys
from qc.dicom.profile import Profile
from qc.dicom.rewrite import rewrite
from tests.data.dicom_objects import KEY, MR, encoded, image

KEYS = Keys(KEY)


def facts(**attributes):
    """The facts of an image with these attributes."""
    return rewrite(encoded(image(**attributes)), KEYS, Profile()).facts


def test_facts_are_of_the_output():
    """New UIDs, the pseudonym, kept sizes."""
    known = facts(SliceThickness="2.5", BodyPartExamined="CHEST", SOPClassUID=MR, Modality="MR")
    assert known.sop_instance_uid == KEYS.uid("1.2.3.4.5.6.7")
    assert known.study_instance_uid == KEYS.uid("1.2.3.4.5")
    assert known.individual.startswith("IMG1-")
    assert (known.sop_class_uid, known.modality, known.body_part) == (MR, "MR", "CHEST")
    assert (known.rows, known.columns, known.frames, known.slice_thickness) == (4, 4, 1, 2.5)
    assert known.image_type == ("ORIGINAL", "PRIMARY", "AXIAL")
    assert known.transfer_syntax_uid == "1.2.840.10008.1.2.1"
    assert known.has_pixels


def test_a_value_that_went_is_no_fact():
    """A name in an attribute that the profile keeps is not carried on."""
    assert "ZELDA" not in facts(ImageType=["ORIGINAL", "PRIMARY", "ZELDA"]).image_type
    assert facts(BodyPartExamined="QUARTERMAN").body_part == ""


def test_a_secondary_capture_device_is_noted_by_its_presence():
    """Its values go."""
    assert not facts().secondary_capture_device
    assert facts(SecondaryCaptureDeviceID="SMITH").secondary_capture_device


def test_an_unreadable_thickness_is_none():
    """Numbers that are none are no facts."""
    assert facts().slice_thickness is None
