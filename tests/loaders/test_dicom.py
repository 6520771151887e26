"""DICOM headers: only de-identified files are loaded, and nothing that names a person is stored or repeated."""

import gzip
import shutil

import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.uid import JPEG2000Lossless

from graph_schema.errors import UnusableInput
from loaders import dicom
from loaders.source import open_source
from tests.loaders.tables import accessions, codes, finding, links, one, read

CODES = ("113100", "113101", "113105", "113107", "113108", "113109")


def code(value):
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "DCM", "an option"
    return item


def image(folder, name="a.dcm", codes=CODES, without=(), **elements):
    """Pydicom's CT test file as a de-identified image of an invented individual, with these elements set."""
    source = pydicom.dcmread(get_testdata_file("CT_small.dcm", download=False))
    kept = (
        "SOPClassUID",
        "Rows",
        "Columns",
        "BitsAllocated",
        "BitsStored",
        "HighBit",
        "PixelRepresentation",
        "SamplesPerPixel",
        "PhotometricInterpretation",
        "PixelSpacing",
        "PixelData",
    )
    made = Dataset()
    made.file_meta = source.file_meta
    for keyword in kept:
        made[keyword] = source[keyword]
    usual = {
        "PatientID": "OBIA9001-I01",
        "PatientName": "",
        "PatientIdentityRemoved": "YES",
        "StudyInstanceUID": "2.25.1",
        "SeriesInstanceUID": "2.25.11",
        "SOPInstanceUID": "2.25.111",
        "Modality": "CT",
        "BodyPartExamined": "CHEST",
        "StudyDate": "20000106",
        "LongitudinalTemporalInformationModified": "MODIFIED",
        "LongitudinalTemporalOffsetFromEvent": 5.0,
        "StudyDescription": "Chest CT",
        "SeriesDescription": "Lung",
        "DeidentificationMethodCodeSequence": [code(value) for value in codes],
    }
    for keyword, value in (usual | elements).items():
        if keyword not in without:
            setattr(made, keyword, value)
    made.save_as(folder / name, enforce_file_format=True)
    return folder / name


def test_an_image_gives_its_series_and_its_study(tmp_path):
    """Three levels, linked upwards; all derived, so that the collection's table has the last word."""
    records, found = read(dicom, image(tmp_path))
    assert [(record.type, record.accession, record.derived) for record in records if record.type != "OntologyTerm"] == [
        ("ImagingStudy", "2.25.1", True),
        ("ImagingSeries", "2.25.11", True),
        ("Image", "2.25.111", True),
    ]
    assert links(one(records, "Image", "2.25.111"), "IN_SERIES") == ["2.25.11"]
    assert links(one(records, "ImagingSeries", "2.25.11"), "IN_STUDY") == ["2.25.1"]
    assert found == []


def test_the_levels_have_their_slots(tmp_path):
    """Days from baseline, the date-shift caveat and the declared methods are the study's; geometry is the image's."""
    path = image(tmp_path, MagneticFieldStrength="3.0", SliceThickness="1.25", InstanceNumber=7, Manufacturer="ACME")
    records, _ = read(dicom, path)
    study, series, picture = (
        one(records, *key).slots
        for key in (("ImagingStudy", "2.25.1"), ("ImagingSeries", "2.25.11"), ("Image", "2.25.111"))
    )
    assert (study["days_from_baseline"], study["date_shifted"], study["patient_identity_removed"]) == (5, True, True)
    assert study["deidentification_methods"] == list(CODES)
    assert study["title"] == "Chest CT"
    assert (series["modality"], series["body_part"], series["series_description"], series["manufacturer"]) == (
        "CT",
        "CHEST",
        "Lung",
        "ACME",
    )
    assert (series["magnetic_field_strength"], series["slice_thickness"]) == (3.0, 1.25)
    assert (picture["rows"], picture["columns"], picture["instance_number"]) == (128, 128, 7)
    assert (picture["row_spacing"], picture["column_spacing"]) == (0.661468, 0.661468)
    assert picture["sop_class_uid"] == "1.2.840.10008.5.1.4.1.1.2"
    assert picture["transfer_syntax_uid"] == "1.2.840.10008.1.2.1"
    assert picture["size"] == path.stat().st_size


def test_no_patient_and_no_date_is_stored(tmp_path):
    """Neither the patient's identifier nor any date of the file is in a record."""
    records, _ = read(dicom, image(tmp_path, SeriesDate="20000107", PatientBirthDate="", PatientAge="034Y"))
    assert "OBIA9001-I01" not in repr([record.slots for record in records])
    assert "2000010" not in repr([(record.slots, record.relations) for record in records])


@pytest.mark.parametrize(
    "faults",
    [
        {"without": ("PatientIdentityRemoved",)},
        {"PatientIdentityRemoved": "NO"},
        {"without": ("DeidentificationMethodCodeSequence",)},
        {"codes": ("113105",)},
        {"codes": ()},
    ],
)
def test_a_file_that_does_not_declare_its_deidentification_is_refused(tmp_path, faults):
    """Both the flag and the basic profile must be declared."""
    records, found = read(dicom, image(tmp_path, **faults))
    assert records == []
    assert (codes(found), found[0].severity) == (["NOT_DEIDENTIFIED"], "error")


@pytest.mark.parametrize(
    ("keyword", "value"),
    [
        ("PatientName", "Zhang^San"),
        ("PatientBirthDate", "19890102"),
        ("PatientAddress", "Street 1"),
        ("PatientTelephoneNumbers", "13812345678"),
        ("OtherPatientIDs", "H123456"),
        ("ReferringPhysicianName", "Zhang^San"),
        ("OperatorsName", "Zhang^San"),
        ("AccessionNumber", "A-77"),
    ],
)
def test_a_file_that_still_names_somebody_is_refused_whatever_it_declares(tmp_path, keyword, value):
    """The attribute is named, its value is not."""
    records, found = read(dicom, image(tmp_path, **{keyword: value}))
    assert records == []
    refused = finding(found, "NOT_DEIDENTIFIED")
    assert keyword in refused.message
    assert value not in repr(found)


def test_a_file_refused_for_several_reasons_is_one_image_refused(tmp_path):
    """Every reason is told; the image is counted once."""
    records, found = read(dicom, image(tmp_path, codes=(), PatientName="Zhang^San", BurnedInAnnotation="YES"))
    assert records == []
    assert [(item.code, item.node_type) for item in found] == [
        ("NOT_DEIDENTIFIED", "Image"),
        ("NOT_DEIDENTIFIED", None),
        ("NOT_DEIDENTIFIED", None),
    ]


def test_annotations_burned_into_pixels_are_refused_unless_they_were_cleaned(tmp_path):
    """A burned-in annotation may name the patient; the clean pixel option says that it does not."""
    cleaned, _ = read(dicom, image(tmp_path, BurnedInAnnotation="YES"))
    assert accessions(cleaned, "Image") == ["2.25.111"]
    records, found = read(dicom, image(tmp_path, codes=("113100", "113105"), BurnedInAnnotation="YES"))
    assert records == []
    assert "0028,0301" in finding(found, "NOT_DEIDENTIFIED").message


def test_descriptions_are_stored_only_where_they_were_cleaned(tmp_path):
    """Without the clean descriptors option, titles, descriptions and protocol names stay outside."""
    records, found = read(dicom, image(tmp_path, codes=("113100",), ProtocolName="of Dr Li"))
    assert "title" not in one(records, "ImagingStudy", "2.25.1").slots
    assert not {"series_description", "protocol_name"} & set(one(records, "ImagingSeries", "2.25.11").slots)
    assert finding(found, "DESCRIPTIONS_SKIPPED").severity == "info"


def test_a_description_with_a_telephone_is_left_out_even_if_declared_clean(tmp_path):
    """A declaration is not believed against the evidence."""
    records, _ = read(dicom, image(tmp_path, SeriesDescription="call 13812345678"))
    assert "series_description" not in one(records, "ImagingSeries", "2.25.11").slots


@pytest.mark.parametrize(("written", "shifted"), [("MODIFIED", True), ("REMOVED", True), ("UNMODIFIED", False)])
def test_whether_dates_were_shifted_is_told(tmp_path, written, shifted):
    """Real dates are a warning; no date is stored in any case."""
    records, found = read(dicom, image(tmp_path, LongitudinalTemporalInformationModified=written))
    assert one(records, "ImagingStudy", "2.25.1").slots["date_shifted"] is shifted
    assert codes(found) == ([] if shifted else ["DATES_UNMODIFIED"])


def test_where_nothing_is_said_of_dates_nothing_is_claimed(tmp_path):
    """Neither shifted nor unshifted."""
    without = ("LongitudinalTemporalInformationModified", "LongitudinalTemporalOffsetFromEvent")
    records, _ = read(dicom, image(tmp_path, without=without))
    assert not {"date_shifted", "days_from_baseline"} & set(one(records, "ImagingStudy", "2.25.1").slots)


@pytest.mark.parametrize("uid", ["StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID"])
def test_a_file_without_its_uids_is_refused(tmp_path, uid):
    """What has no identity is not loaded; the missing attribute is named."""
    path = image(tmp_path)
    header = pydicom.dcmread(path)
    del header[uid]
    header.save_as(path, enforce_file_format=False)
    records, found = read(dicom, path)
    assert records == []
    assert uid in finding(found, "DICOM_INCOMPLETE").message


def test_pydicoms_own_patient_files_are_refused(tmp_path):
    """The test files as they are name a patient and declare nothing."""
    for name in ("CT_small.dcm", "MR_small.dcm"):
        records, found = read(dicom, shutil.copy(get_testdata_file(name, download=False), tmp_path / name))
        assert records == []
        assert set(codes(found)) == {"NOT_DEIDENTIFIED"}
        assert "CompressedSamples" not in repr(found)


def test_a_file_cut_in_its_pixels_is_refused(tmp_path):
    """A file that is smaller than its own pixels was not fetched whole."""
    path = image(tmp_path)
    path.write_bytes(path.read_bytes()[:-5000])
    records, found = read(dicom, path)
    assert records == []
    assert codes(found) == ["DICOM_TRUNCATED"]


def test_compressed_pixels_are_smaller_and_fine(tmp_path):
    """The size of compressed pixels is not foretold."""
    path = image(tmp_path)
    header = pydicom.dcmread(path)
    header.file_meta.TransferSyntaxUID = JPEG2000Lossless
    header.PixelData = pydicom.encaps.encapsulate([b"\xff\x4f\xff\x51"])
    header["PixelData"].VR = "OB"
    header["PixelData"].is_undefined_length = True
    header.save_as(path, enforce_file_format=True)
    records, found = read(dicom, path)
    assert (accessions(records, "Image"), codes(found)) == (["2.25.111"], ["PIXELS_UNREADABLE"])


@pytest.mark.parametrize("size", [133, 140, 200, 345])
def test_a_file_cut_in_its_header_is_refused(tmp_path, size):
    """A header that ends too early gives no record: unusable, or refused with a finding."""
    path = image(tmp_path)
    path.write_bytes(path.read_bytes()[:size])
    with open_source(path) as source:
        assert dicom.matches(source)
        try:
            said = list(dicom.read(source))
        except UnusableInput as error:
            assert error.code == "DICOM_UNREADABLE"
        else:
            assert {item.severity for item in said} == {"error"}


def test_what_is_no_dicom_is_not_taken_and_refused_if_forced(tmp_path):
    """A text with the right name is no DICOM file."""
    path = tmp_path / "a.dcm"
    path.write_text("not an image " * 30, encoding="utf-8")
    with open_source(path, "dicom") as source, pytest.raises(UnusableInput) as refusal:
        assert not dicom.matches(source)
        list(dicom.read(source))
    assert refusal.value.code == "DICOM_UNREADABLE"


def test_a_compressed_file_is_read_like_the_plain_one(tmp_path):
    """`.dcm.gz` gives the same records."""
    plain = image(tmp_path)
    packed = tmp_path / "a.dcm.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    first, second = (read(dicom, path)[0] for path in (plain, packed))
    assert [(record.accession, record.slots) for record in first] == [
        (record.accession, record.slots) for record in second
    ]


def test_values_that_dicom_does_not_allow_do_no_harm(tmp_path):
    """A malformed number is kept as an attribute with a finding."""
    path = image(tmp_path)
    content = path.read_bytes()
    header = pydicom.dcmread(path)
    assert header.BodyPartExamined == "CHEST"
    path.write_bytes(content.replace(b"CHEST ", b"CH\x1bST "))
    records, found = read(dicom, path)
    assert accessions(records, "Image") == ["2.25.111"]
    assert one(records, "ImagingSeries", "2.25.11").slots["body_part"] == "CH ST"
    assert set(codes(found)) == {"CONTROL_CHARACTER", "VOCABULARY_UNKNOWN"}


PSEUDONYM = "IMG1-ABCDEFGHIJKLMNOPQRST"


def test_a_file_of_our_own_waits_in_review(tmp_path):
    """Its pseudonym stands where a name stood, names nobody, and tells whose study it is."""
    path = image(tmp_path, PatientID=PSEUDONYM, PatientName=PSEUDONYM, AccessionNumber="A1ABCDEFGHIJKLMN")
    records, found = read(dicom, path)
    assert found == []
    own = [record for record in records if record.type != "OntologyTerm"]
    assert {(record.slots["scope"], record.scope_by) for record in own} == {("review", "caution")}
    assert links(one(records, "ImagingStudy", "2.25.1"), "OF_INDIVIDUAL") == [PSEUDONYM]


@pytest.mark.parametrize(
    "elements",
    [
        {"PatientID": "OBIA9001-I01", "PatientName": PSEUDONYM},
        {"PatientID": PSEUDONYM, "PatientName": "Zhang^San"},
        {"PatientID": PSEUDONYM, "PatientName": f"{PSEUDONYM}^Zhang"},
        {"PatientID": PSEUDONYM, "AccessionNumber": "A1234567"},
        {"PatientID": PSEUDONYM, "ReferringPhysicianName": PSEUDONYM},
    ],
)
def test_only_our_own_pseudonyms_are_no_names(tmp_path, elements):
    """Beside another Patient ID, in part, or where none belongs, it is refused like any name."""
    records, found = read(dicom, image(tmp_path, **elements))
    assert (records, codes(found)) == ([], ["NOT_DEIDENTIFIED"])
