"""Small DICOM files made with pydicom, keys for tests, and a look at a whole folder as digests."""

import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from qc.dicom.keys import Keys

MASTERS = {name: hashlib.sha256(f"a key for tests only: {name}".encode()).digest() for name in ("first", "second")}
ROOT = "1.3.6.1.4.1.5962.99.1"

Make = Callable[..., Path]
Tree = Callable[[Path], dict[str, str]]


@pytest.fixture
def keys() -> Keys:
    """The key of most tests."""
    return Keys(MASTERS["first"])


@pytest.fixture
def other_keys() -> Keys:
    """Another key."""
    return Keys(MASTERS["second"])


def image(series: int, instance: int, patient: str, shade: int) -> Dataset:
    """A CT image of 16 × 16 pixels, of a patient with a name, a number and dates."""
    made = Dataset()
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.file_meta.MediaStorageSOPClassUID = made.SOPClassUID = CTImageStorage
    made.file_meta.MediaStorageSOPInstanceUID = made.SOPInstanceUID = f"{ROOT}.{series}.{instance}"
    made.StudyInstanceUID, made.SeriesInstanceUID = f"{ROOT}.7", f"{ROOT}.{series}"
    made.PatientID, made.PatientName, made.PatientBirthDate = patient, f"Quixwell^{patient}", "19480312"
    made.PatientSex, made.PatientAge = "F", "071Y"
    made.StudyDate, made.StudyTime, made.Modality = "20190704", "101112", "CT"
    made.AccessionNumber, made.StudyID, made.ReferringPhysicianName = "ACC7788991", "ST4455", "Zimtstern^Olga"
    made.ImageType, made.BodyPartExamined, made.Manufacturer = ["ORIGINAL", "PRIMARY", "AXIAL"], "ABDOMEN", "Acme"
    made.InstitutionName, made.SeriesDescription = "Hospital Sankt Quark", "Abdomen axial"
    made.SeriesNumber, made.InstanceNumber = series, instance
    made.Rows = made.Columns = 16
    made.SamplesPerPixel, made.PhotometricInterpretation, made.PixelRepresentation = 1, "MONOCHROME2", 0
    made.BitsAllocated, made.BitsStored, made.HighBit = 16, 12, 11
    steps = np.random.default_rng(shade + instance).integers(0, 900, (16, 16), dtype=np.uint16)
    made.PixelData = steps.tobytes()
    return made


@pytest.fixture
def make() -> Make:
    """Write an image: `make(path, series=1, instance=1, patient="MRN0042", shade=1, PatientSex="M", …)`."""

    def made(
        path: Path, series: int = 1, instance: int = 1, patient: str = "MRN0042", shade: int = 1, **changes: object
    ) -> Path:
        dataset = image(series, instance, patient, shade)
        for keyword, value in changes.items():
            setattr(dataset, keyword, value)
        path.parent.mkdir(parents=True, exist_ok=True)
        pydicom.dcmwrite(path, dataset, enforce_file_format=True)
        return path

    return made


@pytest.fixture
def tree() -> Tree:
    """Every file below a folder with the digest of its content."""

    def told(folder: Path) -> dict[str, str]:
        files = (path for path in sorted(folder.rglob("*")) if path.is_file())
        return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}

    return told


@pytest.fixture
def ward(tmp_path: Path, make: Make) -> Path:
    """A folder with two series of one patient and one of another, in folders that tell names."""
    folder = tmp_path / "in"
    for instance in (1, 2, 3):
        make(folder / "Quixwell_Anna" / f"slice{instance}.dcm", 1, instance, "MRN0042")
    make(folder / "Quixwell_Anna" / "late" / "one", 2, 1, "MRN0042")
    make(folder / "Zuberbuehler" / "img.dcm", 3, 1, "MRN0777", StudyInstanceUID=f"{ROOT}.8")
    return folder
