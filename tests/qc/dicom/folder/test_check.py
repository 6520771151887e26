"""A check of a folder: clean outputs are clean, raw files are not, and each planted fault has its code."""

import re
from collections.abc import Callable
from pathlib import Path

import pydicom
import pytest
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from graph_schema.errors import UnusableInput
from qc.dicom.folder.batch import deidentify
from qc.dicom.folder.check import CheckReport, check, is_harmless
from qc.dicom.folder.check_file import CHECKS
from qc.dicom.folder.settings import Settings
from qc.dicom.keys import Keys

QUICK = Settings(pixel_tests=False)
Make = Callable[..., Path]
TEST_FILES = Path(pydicom.data.__file__).parent / "test_files"


@pytest.fixture
def clean(keys: Keys, ward: Path, tmp_path: Path) -> Path:
    """A copy of one published file, under a plain name in a folder of its own."""
    deidentify(ward, tmp_path / "out", keys, QUICK)
    source = min((tmp_path / "out" / "published").rglob("*.dcm"))
    path = tmp_path / "release" / "image1.dcm"
    path.parent.mkdir()
    path.write_bytes(source.read_bytes())
    return path


def codes(report: CheckReport) -> set[str]:
    """The codes that were found."""
    return {code for _, code in report.found.codes}


def edited(path: Path, edit: Callable[[Dataset], object]) -> set[str]:
    """The codes after an edit of the file."""
    image = pydicom.dcmread(path)
    edit(image)
    image.save_as(path)
    return codes(check(path.parent))


def test_an_output_is_clean(keys: Keys, ward: Path, tmp_path: Path) -> None:
    """The published files of an output are checked, and its lists are not taken for files."""
    deidentify(ward, tmp_path / "out", keys, QUICK)
    report = check(tmp_path / "out")
    assert report.contract() == {"read": 5, "clean": 5, "findings": []}
    assert report.exit_code == 0
    assert check(tmp_path / "out" / "published").contract() == report.contract()


def test_workers_find_the_same(ward: Path) -> None:
    """Here or in processes."""
    assert check(ward, jobs=2).contract() == check(ward).contract()


def test_outputs_of_real_files_are_clean_and_the_files_are_not(keys: Keys, tmp_path: Path) -> None:
    """All files that come with pydicom: whatever is published passes, and none of the sources does."""
    report = deidentify(TEST_FILES, tmp_path / "out", keys, Settings())
    assert report.published >= 30
    after = check(tmp_path / "out")
    assert [(told.code, told.path, told.message) for told in after.found.shown()] == []
    assert after.clean == after.read == report.published
    before = check(TEST_FILES)
    assert (before.clean, before.exit_code) == (0, 1)
    assert before.read == report.read


def test_a_clean_copy_under_a_plain_name(clean: Path) -> None:
    """What it is called is no fault, if it tells nothing."""
    assert check(clean.parent).contract() == {"read": 1, "clean": 1, "findings": []}


@pytest.mark.parametrize(
    ("code", "edit"),
    [
        ("CHECK_PSEUDONYM", lambda image: setattr(image, "PatientName", "Quixwell^Anna")),
        ("CHECK_PSEUDONYM", lambda image: setattr(image, "PatientID", "MRN0042")),
        ("CHECK_VALUE", lambda image: setattr(image, "PatientBirthDate", "19480312")),
        ("CHECK_ATTRIBUTE", lambda image: setattr(image, "PatientAddress", "Way 1")),
        ("CHECK_ATTRIBUTE", lambda image: setattr(image, "InstitutionName", "Hospital")),
        ("CHECK_DESCRIPTOR", lambda image: setattr(image, "SeriesDescription", "Abdomen Quixwell 19480312")),
        ("CHECK_UID", lambda image: setattr(image, "StudyInstanceUID", "1.2.840.113619.2.1.20190704")),
        ("CHECK_AGE", lambda image: setattr(image, "PatientAge", "095Y")),
        ("CHECK_DATE", lambda image: setattr(image, "StudyDate", "20190231")),
        ("CHECK_NOT_DECLARED", lambda image: setattr(image, "PatientIdentityRemoved", "NO")),
        ("CHECK_NOT_DECLARED", lambda image: image.__delitem__("DeidentificationMethodCodeSequence")),
        ("CHECK_BURNED_IN", lambda image: setattr(image, "BurnedInAnnotation", "YES")),
        ("CHECK_CLAIM", lambda image: setattr(image, "LongitudinalTemporalInformationModified", "UNMODIFIED")),
        ("CHECK_PREAMBLE", lambda image: setattr(image, "preamble", b"Quixwell".ljust(128, b"\0"))),
        ("CHECK_META", lambda image: setattr(image.file_meta, "SourceApplicationEntityTitle", "CLINIC")),
        ("CHECK_PRIVATE_ELEMENT", lambda image: image.private_block(0x0011, "ACME", create=True).add_new(1, "LO", "x")),
        ("CHECK_OVERLAY", lambda image: image.add_new(0x60000022, "LO", "Quixwell")),
        ("CHECK_CURVE", lambda image: image.add_new(0x50000022, "LO", "Quixwell")),
        ("CHECK_PIXEL_BYTES", lambda image: setattr(image, "PixelData", b"\xff\xf0" + image.PixelData[2:])),
        ("CHECK_PIXEL_BYTES", lambda image: setattr(image, "PixelData", image.PixelData + b"Quixwell")),
        ("CHECK_ATTRIBUTE", lambda image: image.add_new(0xFFFCFFFC, "OB", b"Quixwell")),
    ],
)  # fmt: skip
def test_each_fault_has_its_code(clean: Path, code: str, edit: Callable[[Dataset], object]) -> None:
    """One thing that was put back is found, and called by its kind."""
    assert code in edited(clean, edit)


def test_faults_inside_sequences(clean: Path) -> None:
    """At any depth."""

    def edit(image: Dataset) -> None:
        deep, middle = Dataset(), Dataset()
        deep.ReferencedSOPClassUID, deep.ReferencedSOPInstanceUID = "1.2.840.10008.5.1.4.1.1.2", "1.2.3.4.5.6"
        middle.ReferencedImageSequence = Sequence([deep])
        middle.PatientAddress = "Way 1"
        image.SourceImageSequence = Sequence([middle])

    assert {"CHECK_UID", "CHECK_ATTRIBUTE"} <= edited(clean, edit)


def test_bytes_behind_the_data_set(clean: Path) -> None:
    """Whatever stands there."""
    clean.write_bytes(clean.read_bytes() + b"Quixwell, Anna")
    assert codes(check(clean.parent)) == {"CHECK_SURPLUS_BYTES"}


def test_a_meta_of_another_instance(clean: Path) -> None:
    """(0002,0003) that is not the data set's UID may be the old one."""
    content = clean.read_bytes()
    uid = str(pydicom.dcmread(clean).SOPInstanceUID).encode()
    clean.write_bytes(content.replace(uid, uid[:-1] + bytes([uid[-1] ^ 1]), 1))
    assert codes(check(clean.parent)) == {"CHECK_META"}


def test_a_private_clock_that_was_not_moved(keys: Keys, tmp_path: Path) -> None:
    """In a real file of GE: with the dates moved, a clock left as it was tells by how much."""
    source = Path(str(get_testdata_file("CT_small.dcm")))
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.dcm").write_bytes(source.read_bytes())
    deidentify(tmp_path / "in", tmp_path / "out", keys, QUICK)
    (path,) = (tmp_path / "out" / "published").rglob("*.dcm")
    assert check(tmp_path / "out").clean == 1
    image = pydicom.dcmread(path)
    image[0x00091027].value = 862399669
    image.save_as(path)
    assert ("info", "CHECK_CLOCK") in check(tmp_path / "out").found.codes
    image[0x00091027].value = 1_577_836_800  # in 2020, years behind all dates of the file
    image.save_as(path)
    report = check(tmp_path / "out")
    assert ("error", "CHECK_DATE") in report.found.codes
    assert (report.clean, report.exit_code) == (0, 1)


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("2.25.340282366920938463463374607431768211455.dcm", True),
        ("IMG1-ABCDEFGHIJKLMNOPQRST/2.25.1/2.25.2.dcm", True),
        ("CT/IM000001", True),
        ("series 12/slice-0003.dcm", True),
        ("head_axial.dcm", True),
        ("Quixwell.dcm", False),
        ("slice1_Quixwell", False),
        ("20190704/a.dcm", False),
        ("MRN-47119001.dcm", False),
        ("1.2.840.113619.2.55.3.dcm", False),
        ("ANNA^Q.dcm", False),
        ("张.dcm", False),
        ("IMG1-ABC/2.25.1.dcm", False),
    ],
)
def test_names_that_tell_something(name: str, harmless: bool) -> None:
    """New UIDs, pseudonyms, plain words and short numbers tell nothing; all else may."""
    assert is_harmless(name.encode()) is harmless


def test_a_telling_name_is_found_and_not_repeated(clean: Path) -> None:
    """The file is called by its number in the order of paths."""
    clean.rename(clean.with_name("Quixwell_Anna.dcm"))
    (clean.parent / "a.txt").write_text("no DICOM")
    contract = check(clean.parent).contract()
    assert "Quixwell" not in str(contract)
    told = {(finding["code"], finding["path"]) for finding in contract["findings"]}  # type: ignore[attr-defined]
    assert told == {("CHECK_NAME", "#1"), ("CHECK_NAME", "#2"), ("CHECK_UNREADABLE", "#2")}


def test_bytes_that_are_no_text_in_a_name() -> None:
    """A name that cannot be read may be a name."""
    assert not is_harmless(b"\xd5\xc5\xc8\xfd.dcm")


def test_links_and_broken_files(clean: Path) -> None:
    """None of them can be verified."""
    (clean.parent / "image2.dcm").symlink_to(clean)
    (clean.parent / "image3.dcm").write_bytes(clean.read_bytes()[:-50])
    report = check(clean.parent)
    assert (report.read, report.clean) == (3, 1)
    assert codes(report) == {"CHECK_UNREADABLE"}


def test_nothing_to_check(tmp_path: Path) -> None:
    """An empty folder is no success; an absent one no input."""
    report = check(tmp_path)
    assert (codes(report), report.exit_code) == ({"CHECK_NOTHING"}, 1)
    (tmp_path / "deidentified.json").write_text("{}")
    assert codes(check(tmp_path)) == {"CHECK_NOTHING"}
    with pytest.raises(UnusableInput):
        check(tmp_path / "absent")


def test_every_code_has_a_sentence() -> None:
    """The codes of the modules are those of the table."""
    folder = Path(__file__).resolve().parents[4] / "qc" / "dicom" / "folder"
    given = {code for path in folder.glob("check*.py") for code in re.findall(r'"(CHECK_[A-Z_]+)"', path.read_text())}
    assert given == set(CHECKS)
