"""Published files are valid DICOM: no more errors than the source had, and the declaration that PS3.15 asks for."""

import io
import shutil
import struct
import subprocess
import warnings
from pathlib import Path

import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from tests.data.canaries.bases import BASES, NIBABEL, Base, opened
from tests.data.deidentify_run import Ran, key_file, work

pytestmark = pytest.mark.xdist_group("conformance")
DCIODVFY = shutil.which("dciodvfy")
PUBLISHED = [base for base in BASES if base.published]
ALWAYS = {"113100", "113105", "113107", "113108", "113109", "113111"}
NEVER = {"113101", "113102", "113103", "113104", "113106", "113110", "113112"}


RETAINED = (
    "PatientSex", "PatientAge", "PatientSize", "PatientWeight", "EthnicGroup", "SmokingStatus", "PregnancyStatus",
    "DeviceSerialNumber", "DeviceUID", "Manufacturer", "ManufacturerModelName", "StationName", "SoftwareVersions",
    "Modality", "ImageType", "BodyPartExamined", "PatientPosition", "ConvolutionKernel", "FilterType", "SequenceName",
    "ScanningSequence", "SequenceVariant", "ScanOptions", "MRAcquisitionType", "ReceiveCoilName", "TransmitCoilName",
    "ImagedNucleus", "ContrastBolusAgent", "ContrastBolusRoute", "KVP", "SliceThickness", "PixelSpacing", "EchoTime",
    "RepetitionTime", "MagneticFieldStrength", "ImagePositionPatient", "ImageOrientationPatient", "RescaleSlope",
    "RescaleIntercept", "WindowCenter", "WindowWidth", "InstanceNumber", "SeriesNumber", "AcquisitionNumber", "Rows",
    "Columns", "BitsStored", "PhotometricInterpretation", "DoseUnits", "DoseType", "NumberOfFrames", "StudyTime",
)  # fmt: skip


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """Every base file that must be published, nothing planted, one Device UID each to know them by."""
    folder = tmp_path_factory.mktemp("bases")
    for number, base in enumerate(PUBLISHED):
        file = base.make()
        file.elements.put("DeviceUID", f"1.2.3.{number + 10}".encode().ljust(8, b"\0"))
        file.elements.put("SOPInstanceUID", f"1.2.3.4.{number + 10}".encode())
        file.elements.put("PatientID", f"BASE-{number:04}".encode())
        (folder / f"{base.name}.dcm").write_bytes(file.encode())
    return folder


@pytest.fixture(scope="module")
def ran(source, tmp_path_factory) -> Ran:
    """The run over all of them."""
    folder = tmp_path_factory.mktemp("conformance")
    return work(source, folder / "out", key_file(folder))


@pytest.fixture(scope="module")
def published(ran) -> dict[str, Path]:
    """The published file of each base."""
    return {PUBLISHED[int(str(read(path).DeviceUID).rsplit(".", 1)[1]) - 10].name: path for path in ran.published}


def read(path: Path) -> Dataset:
    """A data set of which every value was read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(io.BytesIO(path.read_bytes()))
        for _ in dataset.iterall():
            pass
    return dataset


def errors(path: Path) -> list[str]:
    """What the validator calls errors."""
    assert DCIODVFY
    done = subprocess.run([DCIODVFY, str(path)], capture_output=True, check=False, timeout=60)
    return [line for line in done.stderr.decode("latin-1").splitlines() if line.startswith("Error")]


def test_every_base_file_is_published(published):
    """Nothing was planted, so nothing may be kept back."""
    assert sorted(published) == sorted(base.name for base in PUBLISHED)


@pytest.mark.dciodvfy
@pytest.mark.skipif(DCIODVFY is None, reason="no dciodvfy; .ci/install installs dicom3tools")
@pytest.mark.parametrize("base", PUBLISHED, ids=lambda base: base.name)
def test_a_published_file_has_no_more_errors_than_its_source(base: Base, source, published):
    """Errors of the validator, counted."""
    before, after = errors(source / f"{base.name}.dcm"), errors(published[base.name])
    assert len(after) <= len(before), [line for line in after if line not in before]


@pytest.mark.parametrize("base", PUBLISHED, ids=lambda base: base.name)
def test_a_published_file_says_how_it_was_cleaned(base: Base, published):
    """Identity removed, the codes that hold for header work, dates moved or removed, never a claim of clean pixels."""
    dataset = read(published[base.name])
    assert dataset.PatientIdentityRemoved == "YES"
    codes = [item.CodeValue for item in dataset.DeidentificationMethodCodeSequence]
    assert set(codes) == ALWAYS
    assert not set(codes) & NEVER
    assert {item.CodingSchemeDesignator for item in dataset.DeidentificationMethodCodeSequence} == {"DCM"}
    assert dataset.LongitudinalTemporalInformationModified in {"MODIFIED", "REMOVED"}
    assert dataset.DeidentificationMethod
    assert dataset.get("BurnedInAnnotation") != "NO" or base.name == "mr-frames"  # its IOD demands what the device said
    assert dataset.PatientBirthDate == ""


@pytest.mark.parametrize("base", PUBLISHED, ids=lambda base: base.name)
def test_a_published_file_can_be_read_and_written_by_pydicom(base: Base, published):
    """Its elements are in order, and its meta information fits its data set."""
    dataset = read(published[base.name])
    assert dataset.file_meta.MediaStorageSOPInstanceUID == dataset.SOPInstanceUID
    assert dataset.file_meta.MediaStorageSOPClassUID == dataset.SOPClassUID
    assert dataset.file_meta.TransferSyntaxUID == opened_syntax(base)
    assert published[base.name].read_bytes()[:128] == bytes(128)
    assert list(dataset.keys()) == sorted(dataset.keys())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset.save_as(io.BytesIO(), enforce_file_format=True)


def opened_syntax(base: Base) -> str:
    """The transfer syntax of a base."""
    return base.make().syntax


@pytest.mark.parametrize(
    "base", [base for base in PUBLISHED if base.name not in {"rtplan", "ct-lossless"}], ids=lambda base: base.name
)
def test_pixels_can_be_decoded_and_are_those_of_the_source(base: Base, source, published):
    """Decoded values are equal."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before = pydicom.dcmread(source / f"{base.name}.dcm").pixel_array
        after = read(published[base.name]).pixel_array
    assert before.shape == after.shape
    assert (before == after).all()


@pytest.mark.parametrize("base", PUBLISHED, ids=lambda base: base.name)
def test_what_is_retained_is_equal(base: Base, source, published):
    """Person in general, device, and how the image was made: the same values as in the real file."""
    before, after = read(source / f"{base.name}.dcm"), read(published[base.name])
    told = {keyword: before.get(keyword) for keyword in RETAINED if before.get(keyword) not in (None, "")}
    assert {keyword: after.get(keyword) for keyword in told} == told
    assert len(told) >= 5


def raw(dataset: Dataset, group: int, creator: str, low: int) -> object:
    """The value of a private element by its owner."""
    return dataset.private_block(group, creator)[low].value


def test_the_numbers_of_ge_survive_and_the_true_date_does_not(published, source):
    """Speed of the table and slice locations stay; seconds since 1970 do not tell the day of the examination."""
    before, after = read(source / "ct.dcm"), read(published["ct"])
    for low in (0x19, 0x1B, 0x23, 0x24, 0x18, 0x1A):
        assert raw(after, 0x0019, "GEMS_ACQU_01", low) == raw(before, 0x0019, "GEMS_ACQU_01", low), hex(low)


def test_no_element_of_the_ge_file_tells_a_day_of_the_source(published):
    """As text of a date, or as seconds since 1970 within a day, whatever the VR (a real file, as it was delivered)."""
    days = source_days(opened("CT_small.dcm"))
    assert len(days) == 2
    told = [
        str(element.tag)
        for element in read(published["ct"]).iterall()
        if element.tag != 0x7FE00010 and tells(element, days)
    ]
    assert told == []


def source_days(dataset: Dataset) -> set[int]:
    """Days since 1970 of all dates of a header."""
    texts = {str(element.value) for element in dataset.iterall() if element.VR == "DA" and element.value}
    return {(pydicom.valuerep.DA(text).toordinal() - 719163) for text in texts}


def tells(element: pydicom.DataElement, days: set[int]) -> bool:
    """Whether any reading of an element is one of these days."""
    if element.VR == "SQ":
        return False
    value = element.value if isinstance(element.value, bytes) else str(element.value).encode("utf-8", "replace")
    forms = {form for day in days for form in day_texts(day)}
    return any(form in value for form in forms) or any(
        abs(number / 86400 - day) <= 2 for number in readings(element) for day in days
    )


def day_texts(day: int) -> set[bytes]:
    """A day as date text."""
    date = pydicom.valuerep.DA.fromordinal(day + 719163)
    return {date.strftime(form).encode() for form in ("%Y%m%d", "%Y-%m-%d", "%Y.%m.%d", "%d.%m.%Y", "%y%m%d")}


def readings(element: pydicom.DataElement) -> list[float]:
    """An element as numbers: its own, and its bytes as 32 bit integers and as floats of both sizes."""
    found: list[float] = []
    values = element.value if isinstance(element.value, list | tuple | pydicom.multival.MultiValue) else [element.value]
    for value in values:
        try:
            found.append(float(value))
        except (TypeError, ValueError):
            continue
    data = element.value if isinstance(element.value, bytes) else b""
    for letter, size in (("i", 4), ("f", 4), ("d", 8)):
        found += [struct.unpack_from("<" + letter, data, start)[0] for start in range(0, len(data) - size + 1, 2)]
    return [number for number in found if number == number and abs(number) < 1e12]


@pytest.mark.parametrize(
    ("base", "group", "creator", "lows"),
    [
        (
            "mr-siemens",
            0x0019,
            "SIEMENS MR HEADER",
            (0x0C, 0x0D, 0x0E, 0x27),
        ),  # b value, directionality, direction, b matrix
        ("mr-siemens", 0x0051, "SIEMENS MR HEADER", (0x0B, 0x0F)),  # acquisition matrix, coils
        ("mr-frames", 0x2001, "Philips Imaging DD 001", (0x11, 0x13, 0x1B, 0x22, 0x23)),
        ("mr-frames", 0x2005, "Philips MR Imaging DD 001", (0x30, 0x33)),  # repetition time, acquisition duration
    ],
)
def test_private_physics_of_siemens_and_philips_survive(base, group, creator, lows, source, published):
    """Values of real files, as far as they are in them."""
    before, after = read(source / f"{base}.dcm"), read(published[base])
    present = [low for low in lows if low in before.private_block(group, creator)]
    assert len(present) >= 2
    assert [raw(after, group, creator, low) for low in present] == [raw(before, group, creator, low) for low in present]


def test_the_real_files_are_where_the_tests_think():
    """They come with nibabel and pydicom."""
    assert (NIBABEL / "siemens_dwi_1000.dcm.gz").exists()
    assert get_testdata_file("CT_small.dcm", download=False)
