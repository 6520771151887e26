"""The action for each attribute, from table, options and what is outside both."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pydicom._dicom_dict import DicomDictionary

from qc.dicom.profile import Profile, options
from qc.dicom.profile.action import Action
from qc.dicom.profile.attributes import tag_of, vr
from qc.dicom.profile.basic import basic_actions
from qc.dicom.profile.dummies import dummy
from qc.dicom.profile.types import PRESENT, WITH_VALUE

DATES = {"DA", "TM", "DT"}
CHECKOUT = Path(__file__).resolve().parents[4]


@pytest.fixture(scope="module")
def profile() -> Profile:
    return Profile()


@pytest.fixture(scope="module")
def nameless() -> Profile:
    return Profile(retain_device_identity=False)


@pytest.mark.parametrize(
    ("keyword", "action"),
    [
        ("PatientName", "PSEUDONYM"), ("PatientID", "PSEUDONYM"), ("PatientBirthDate", "EMPTY"), ("PatientBirthTime", "REMOVE"),
        ("PatientSex", "KEEP"), ("PatientAge", "AGE"), ("PatientSize", "KEEP"), ("PatientWeight", "KEEP"),
        ("SmokingStatus", "KEEP"), ("PregnancyStatus", "KEEP"), ("EthnicGroup", "KEEP"), ("EthnicGroupCodeSequence", "ITEMS"),
        ("OtherPatientIDs", "REMOVE"), ("PatientAddress", "REMOVE"), ("AccessionNumber", "EMPTY"), ("StudyID", "EMPTY"),
        ("ReferringPhysicianName", "EMPTY"), ("OperatorsName", "EMPTY"), ("InstitutionName", "REMOVE"),
        ("StudyDate", "SHIFT"), ("StudyTime", "SHIFT"), ("AcquisitionDateTime", "SHIFT"), ("ContentDate", "SHIFT"),
        ("TimezoneOffsetFromUTC", "DUMMY"), ("DateOfLastCalibration", "DUMMY"), ("CalibrationDateTime", "DUMMY"),
        ("BeamHoldTransitionDateTime", "DUMMY"), ("ContextGroupVersion", "DUMMY"), ("SourceStrengthReferenceDate", "DUMMY"),
        ("StudyDescription", "CLEAN"), ("SeriesDescription", "CLEAN"), ("ProtocolName", "CLEAN"), ("ImageComments", "CLEAN"),
        ("Allergies", "CLEAN"), ("RequestAttributesSequence", "ITEMS"), ("CodeMeaning", "CLEAN"), ("SegmentLabel", "CLEAN"),
        ("DeviceSerialNumber", "KEEP"), ("DeviceUID", "KEEP"), ("StationName", "KEEP"), ("GantryID", "KEEP"),
        ("DetectorID", "KEEP"), ("UDISequence", "ITEMS"), ("SoftwareVersions", "KEEP"), ("StationAETitle", "REMOVE"),
        ("StudyInstanceUID", "UID"), ("SOPClassUID", "UID"), ("IrradiationEventUID", "UID"), ("AnnotationGroupUID", "UID"),
        ("ReferencedImageSequence", "ITEMS"), ("SourceImageSequence", "ITEMS"), ("ReferencedStudySequence", "REMOVE"),
        ("SharedFunctionalGroupsSequence", "ITEMS"), ("PerFrameFunctionalGroupsSequence", "ITEMS"), ("BeamSequence", "ITEMS"),
        ("ROIContourSequence", "ITEMS"), ("ContentSequence", "REMOVE"), ("GraphicAnnotationSequence", "REMOVE"),
        ("AcquisitionContextSequence", "EMPTY"), ("IconImageSequence", "REMOVE"), ("OriginalAttributesSequence", "REMOVE"),
        ("DigitalSignaturesSequence", "REMOVE"), ("EncapsulatedDocument", "REMOVE"), ("WaveformSequence", "REMOVE"),
        ("PixelData", "PIXELS"), ("DataSetTrailingPadding", "REMOVE"), ("FileMetaInformationVersion", "REMOVE"),
        ("DeidentificationMethod", "REMOVE"), ("DeidentificationMethodCodeSequence", "REMOVE"), ("MakerNote", "REMOVE"),
        ("ImageType", "KEEP"), ("ReceiveCoilName", "KEEP"), ("Manufacturer", "KEEP"), ("PixelSpacing", "KEEP"),
        ("ConvolutionKernel", "KEEP"), ("SequenceName", "KEEP"), ("KVP", "KEEP"), ("DocumentTitle", "REMOVE"),
        ("TextValue", "REMOVE"), ("PersonName", "DUMMY"), ("ICCProfile", "REMOVE"), ("RetrieveURL", "REMOVE"),
        ("ROIName", "CLEAN"), ("RTPlanLabel", "CLEAN"), ("ContourData", "KEEP"), ("DoseGridScaling", "KEEP"),
    ],
)  # fmt: skip
def test_well_known_attributes(profile, keyword, action):
    """The attributes that everybody asks for are treated as the options promise."""
    assert profile.action(tag_of(keyword)) is Action[action]


@pytest.mark.parametrize(
    "tag",
    [
        *[0x60003000, 0x60000022, 0x60021500, 0x50003000, 0x50000022, 0x00091001, 0x7FE11001, 0x00080000, 0x00020002],
        *[0xFFFAFFFA, 0xFFFCFFFC, 0xFFFEE000, 0x00089999, 0x99999999, 0x00080001, 0x00284000, 0x00102162, 0x00100011],
    ],
)
def test_strangers_go(profile, tag):
    """Overlays, curves, private, retired, unknown and future elements and group lengths go."""
    assert profile.action(tag) is Action.REMOVE


def test_nothing_of_the_table_passes_unchanged_but_by_an_option(profile):
    """A row of the table is kept only where an option keeps it."""
    kept = {tag for tag in basic_actions() if profile.action(tag) is Action.KEEP}
    assert kept <= options.DEVICE_IDENTITY | options.PATIENT_CHARACTERISTICS


def test_no_person_and_no_day_passes(profile):
    """No name of a person, no date and no address is kept anywhere, and no text but what is named."""
    for tag, row in DicomDictionary.items():
        if row[0] in DATES | {"PN", "AE", "UR"}:
            assert profile.action(tag) is not Action.KEEP, row[4]
        if row[0] in DATES and profile.action(tag) is Action.SHIFT:
            assert tag in options.modified_dates()


def test_actions_fit_their_vr(profile, nameless):
    """Dates are shifted, UIDs replaced, items entered and text cleaned only where the VR has such a thing."""
    fitting = {
        Action.SHIFT: DATES,
        Action.UID: {"UI"},
        Action.ITEMS: {"SQ"},
        Action.CLEAN: {"LO", "LT", "SH", "ST", "UC", "UT"},
        Action.AGE: {"AS"},
    }
    for asked in (profile, nameless):
        for tag in DicomDictionary:
            action = asked.action(tag)
            assert vr(tag) in fitting.get(action, {vr(tag)}), (hex(tag), action)
            assert action is not Action.DUMMY or dummy(tag, vr(tag)), hex(tag)
            assert vr(tag) != "SQ" or action in {Action.ITEMS, Action.EMPTY, Action.REMOVE}, hex(tag)


def test_the_whole_table_resolves_as_the_options_say(profile, shared_data):
    """Each row of the reference comes out as its columns allow, in the order in which options prevail."""
    path = shared_data / "deid" / "ps315_e1_1_innolitics_2025-01.json"
    if not path.is_file():
        pytest.skip("no reference table beside the checkout")
    rows = [row for row in json.loads(path.read_text()) if row["id"].isalnum() and "x" not in row["id"]]
    wrong = {row["name"]: profile.action(int(row["id"], 16)).name for row in rows if not _allowed(profile, row)}
    assert wrong == {}
    assert len(rows) == 617


def _allowed(profile: Profile, row: dict[str, str]) -> bool:
    tag = int(row["id"], 16)
    action, basic = profile.action(tag), row["basicProfile"]
    removed_or_replaced = {Action.REMOVE, Action.EMPTY, Action.DUMMY}
    if tag in options.CONFLICTS or tag in options.SHARED_DAYS:
        return action is Action.DUMMY
    if row["name"] in {"Patient's Name", "Patient ID"}:
        return action is Action.PSEUDONYM
    if row.get("rtnDevIdOpt") == "K" or row.get("rtnPatCharsOpt") == "K":
        return action in {Action.KEEP, Action.ITEMS, Action.AGE}
    if "rtnLongModifDatesOpt" in row and vr(tag) in DATES:
        return action is Action.SHIFT
    if row.get("cleanDescOpt") == "C" or row.get("rtnPatCharsOpt") == "C":
        return action in {Action.CLEAN, Action.ITEMS, *removed_or_replaced}
    if basic == "U":
        return action is (Action.REMOVE if tag >> 16 in {0x0000, 0x0002, 0x0004} else Action.UID)
    if basic == "X":
        return action is Action.REMOVE or (action is Action.DUMMY and "rtnLongModifDatesOpt" in row)
    if basic == "X/Z/U*":
        return action is Action.ITEMS
    return action in removed_or_replaced or (action is Action.UID and vr(tag) == "UI")


def test_compounds_follow_the_types(profile, nameless):
    """What must have a value gets a dummy, what must be there is emptied, the rest goes; each as its letters allow."""
    for tag, letters in basic_actions().items():
        action = nameless.action(tag)
        if action is Action.EMPTY:
            assert "Z" in letters or ("D" in letters and tag in PRESENT), hex(tag)
        if action is Action.DUMMY:
            assert "D" in letters or tag in options.SHARED_DAYS or vr(tag) == "SH", hex(tag)
        if action is Action.REMOVE and tag in PRESENT | WITH_VALUE:
            assert letters == "X", hex(tag)
    assert profile.action(tag_of("ContentCreatorName")) is Action.EMPTY


@pytest.mark.parametrize(
    ("keyword", "fallback"),
    [
        ("StudyDate", "EMPTY"), ("ContentDate", "DUMMY"), ("AcquisitionDateTime", "DUMMY"), ("AcquisitionDate", "EMPTY"),
        ("SeriesDescription", "REMOVE"), ("ROIName", "EMPTY"), ("RTPlanLabel", "DUMMY"), ("ContrastBolusAgent", "EMPTY"),
        ("ImageType", "DUMMY"), ("Laterality", "EMPTY"), ("ReceiveCoilName", "REMOVE"), ("Manufacturer", "EMPTY"),
        ("PatientSex", "EMPTY"), ("DeviceSerialNumber", "DUMMY"), ("DeviceUID", "REMOVE"), ("SliceThickness", "EMPTY"),
        ("ReferencedImageSequence", "REMOVE"), ("CodingSchemeDesignator", "DUMMY"), ("InstanceCreationDate", "REMOVE"),
    ],
)  # fmt: skip
def test_fallbacks_follow_the_types(profile, keyword, fallback):
    """A value that may not stay leaves what the IODs demand and no more."""
    assert profile.fallback(tag_of(keyword)) is Action[fallback]


def test_fallbacks_never_keep(profile):
    """A fallback removes, empties or puts a dummy that exists."""
    for tag in DicomDictionary:
        assert profile.fallback(tag) in {Action.REMOVE, Action.EMPTY, Action.DUMMY}
        assert profile.fallback(tag) is not Action.DUMMY or dummy(tag, vr(tag))


def test_devices_without_identity(profile, nameless):
    """Without the option no device is named and the claim is not made; nothing else changes."""
    for keyword in ("DeviceSerialNumber", "StationName", "GantryID", "DeviceID", "RadiationMachineName", "UDISequence"):
        assert nameless.action(tag_of(keyword)) in {Action.REMOVE, Action.DUMMY, Action.EMPTY}
    assert nameless.action(tag_of("DeviceUID")) is Action.UID
    assert nameless.action(tag_of("DateOfLastCalibration")) is Action.REMOVE
    changed = {tag for tag in DicomDictionary if profile.action(tag) is not nameless.action(tag)}
    assert changed == options.DEVICE_IDENTITY | options.CONFLICTS - _always_dummies() | options.DEVICE_IDENTITY_OUTSIDE
    assert profile.codes == ("113100", "113105", "113107", "113108", "113109", "113111")
    assert nameless.codes == ("113100", "113105", "113107", "113108", "113111")
    assert set(profile.deviations) == {"DEVICE_DATES_REPLACED"}
    assert nameless.deviations == {}


def _always_dummies() -> set[int]:
    """Conflicts that the basic profile replaces by a dummy in any case."""
    return {tag for tag in options.CONFLICTS if basic_actions()[tag] == "D"}


def test_the_rules_have_one_digest(profile, nameless):
    """The digest is the same in a fresh process with other hash seeds, and tells the two rule sets apart."""
    program = "from qc.dicom.profile import Profile; print(Profile().digest, Profile(False).digest)"
    told = [
        subprocess.run(
            [sys.executable, "-c", program],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
            cwd=CHECKOUT,
        ).stdout.split()
        for seed in ("1", "2")
    ]
    assert told[0] == told[1] == [profile.digest, nameless.digest]
    assert profile.digest != nameless.digest
    assert len(profile.digest) == 64


def test_asking_is_a_look_into_a_table(profile):
    """A second profile takes the table of the first, since it is resolved once in a process."""
    assert profile.version.startswith("gsagraph ")
    assert Profile()._actions is profile._actions


def test_creators_are_known_by_name(profile):
    """A private creator may stay only where its block is listed in that group."""
    assert profile.is_known_creator("SIEMENS MR HEADER", 0x0019)
    assert not profile.is_known_creator("SIEMENS MR HEADER", 0x0009)
    assert not profile.is_known_creator("ZHANGSAN", 0x0019)
    assert profile.private_action("SIEMENS MR HEADER", 0x0C, 0x0019, "IS") is Action.KEEP
    assert profile.vr(0x00080060) == "CS"
