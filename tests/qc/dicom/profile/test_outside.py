"""Attributes that the table does not list."""

import pytest
from pydicom._dicom_dict import DicomDictionary

from qc.dicom.profile.action import Action
from qc.dicom.profile.attributes import tag_of
from qc.dicom.profile.basic import basic_actions
from qc.dicom.profile.outside import CLEANED, IMAGING_GROUPS, KEPT, KEPT_BYTES, KEPT_TEXT, SEQUENCES, outside_actions

TEXT = {"LO", "LT", "SH", "ST", "UC", "UR", "UT"}


def _decided(vrs: set[str]) -> dict[int, Action]:
    return {tag: action for tag, action in outside_actions().items() if DicomDictionary[tag][0] in vrs}


def test_text_passes_only_by_name():
    """Of text outside the table, what this project named is kept or cleaned, and nothing else."""
    named = {tag_of(keyword) for keyword in (*KEPT, *KEPT_TEXT, *CLEANED)}
    assert set(_decided(TEXT)) <= named
    assert _decided({"PN", "AE", "DA", "TM", "DT", "AS", "UN", "OB"}) == {}
    assert {action for tag, action in _decided(TEXT).items() if tag in set(map(tag_of, CLEANED))} == {Action.CLEAN}


def test_bytes_pass_only_by_name():
    """Bytes outside the table are pixels or tables of numbers that are named."""
    named = {tag_of(keyword) for keyword in (*KEPT, *KEPT_BYTES, "PixelData", "FloatPixelData", "DoubleFloatPixelData")}
    assert set(_decided({"OB", "OW", "OF", "OD", "OL", "OV", "OB or OW", "US or OW"})) <= named


@pytest.mark.parametrize("listed", [KEPT, KEPT_TEXT, CLEANED, SEQUENCES, KEPT_BYTES], ids=str)
def test_lists_are_of_attributes_outside(listed):
    """The lists name each attribute once, and none that the table decides on or the standard retired."""
    tags = [tag_of(keyword) for keyword in listed]
    assert len(set(tags)) == len(tags)
    assert not set(tags) & set(basic_actions())
    assert not [keyword for keyword, tag in zip(listed, tags, strict=True) if DicomDictionary[tag][3]]


def test_lists_do_not_contradict():
    """No attribute is both kept and cleaned."""
    assert not set(KEPT_TEXT) & set(CLEANED)
    assert not set(KEPT) & (set(CLEANED) | set(KEPT_TEXT))


@pytest.mark.parametrize(
    "keyword",
    [
        "AuthorIdentificationSequence", "InterlockResolutionUserSequence", "InstructionSequence", "EquipmentAdministratorSequence",
        "DisplaySubsystemName", "QueryRetrieveLevel", "StorageURL", "HL7InstanceIdentifier", "TypeOfPatientID",
        "PatientBirthDateInAlternativeCalendar", "StrainSource", "CodingSchemeResponsibleOrganization", "URNCodeValue",
        "NumberOfPatientRelatedStudies", "ComponentManufacturer", "HangingProtocolName", "BoardingPassID", "ContactURI",
        "TextValue", "UniversalEntityID", "AlgorithmParameters", "MappingResourceName", "Signature", "WaveformData", "PointCoordinatesData",
        "VectorGridData", "ICCProfile",
    ],
)  # fmt: skip
def test_what_tells_of_people_or_places_goes(keyword):
    """Authors, users, queries, addresses, breeders, factories and travellers are none of imaging's business."""
    assert tag_of(keyword) not in outside_actions()


@pytest.mark.parametrize(
    ("keyword", "action"),
    [
        ("ImagePositionPatient", "KEEP"), ("EchoTime", "KEEP"), ("MRDiffusionSequence", "ITEMS"), ("PixelMeasuresSequence", "ITEMS"),
        ("RealWorldValueMappingSequence", "ITEMS"), ("DerivationImageSequence", "ITEMS"), ("PlanePositionSequence", "ITEMS"),
        ("RedPaletteColorLookupTableData", "KEEP"), ("SpectroscopyData", None), ("RadiopharmaceuticalInformationSequence", "ITEMS"),
        ("Polarity", "KEEP"), ("PresentationLUTShape", "KEEP"), ("ImagePosition", "KEEP"), ("TransformLabel", None),
        ("ContributingEquipmentSequence", "ITEMS"), ("MultiFrameSourceSOPInstanceUID", "UID"), ("DimensionIndexPointer", "KEEP"),
    ],
)  # fmt: skip
def test_imaging_stays(keyword, action):
    """Geometry, physics, colours and the links between images stay; what the standard retired stays only by name."""
    assert outside_actions().get(tag_of(keyword)) is (Action[action] if action else None)


def test_groups_are_of_imaging():
    """No group of people, orders, printers, templates, signatures or aviation is taken as a whole."""
    foreign = {0x0010, 0x0012, 0x0014, 0x0016, 0x0032, 0x0038, 0x0040, 0x0042, 0x0044, 0x0068, 0x0070, 0x0072, 0x0074}
    assert not IMAGING_GROUPS & (
        foreign | {0x0088, 0x0100, 0x0400, 0x2000, 0x2200, 0x4010, 0x5400, 0x0000, 0x0002, 0x0004}
    )
