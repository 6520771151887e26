"""Small DICOM objects for tests, written by pydicom, and the real ones that come with pydicom and nibabel."""

import gzip
import io
import warnings
from pathlib import Path

import nibabel
import pydicom
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

KEY = bytes(range(32))
CT, MR = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.4"
NAME, RECORD, BIRTH = "Quarterman^Zelda", "MRN4481902", "19531107"
PYDICOM = Path(get_testdata_file("CT_small.dcm", download=False)).parent
NIBABEL = Path(nibabel.__file__).parent / "nicom" / "tests" / "data"
REAL = sorted([*PYDICOM.glob("*.dcm"), *(PYDICOM.parent / "charset_files").glob("*.dcm"), *NIBABEL.glob("*.dcm*")])


def image(**attributes: object) -> Dataset:
    """A CT image of 4 × 4 pixels of one person, with more attributes by keyword; None leaves one out."""
    dataset = Dataset()
    dataset.SpecificCharacterSet = "ISO_IR 100"
    dataset.ImageType = ["ORIGINAL", "PRIMARY", "AXIAL"]
    dataset.SOPClassUID, dataset.SOPInstanceUID = CT, "1.2.3.4.5.6.7"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.3.4.5", "1.2.3.4.5.6"
    dataset.StudyDate, dataset.StudyTime = "20240229", "101500"
    dataset.Modality, dataset.Manufacturer = "CT", "SIEMENS"
    dataset.PatientName, dataset.PatientID, dataset.PatientBirthDate = NAME, RECORD, BIRTH
    dataset.PatientSex = "F"
    dataset.Rows = dataset.Columns = 4
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation = 1, "MONOCHROME2"
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = 16, 12, 11
    dataset.PixelRepresentation = 0
    dataset.PixelData = bytes(range(16)) + bytes(16)
    dataset["PixelData"].VR = "OW"
    for keyword, value in attributes.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    return dataset


def encoded(dataset: Dataset, syntax: str = ExplicitVRLittleEndian) -> bytes:
    """A data set as a file in a transfer syntax."""
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = syntax
    meta.MediaStorageSOPClassUID = dataset.get("SOPClassUID", CT)
    meta.MediaStorageSOPInstanceUID = dataset.get("SOPInstanceUID", "1.2")
    dataset.file_meta = meta
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pydicom.dcmwrite(stream, dataset, enforce_file_format=True)
    return stream.getvalue()


def decoded(data: bytes) -> Dataset:
    """A file as pydicom reads it, every value read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(io.BytesIO(data), force=True)  # some real files have no preamble
        for element in dataset.iterall():
            element.value  # noqa: B018 reading converts
    return dataset


def content(path: Path) -> bytes:
    """The bytes of a file, unpacked."""
    return gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()


def real(name: str) -> bytes:
    """The bytes of a file of pydicom's by name."""
    return (PYDICOM / name).read_bytes()
