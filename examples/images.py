"""The images of the OBIA collection: pydicom's own test files under new identifiers, de-identified.

Only the elements named here are taken over from a test file, so nothing that names a person can come
along; the table of series says the rest. What was done is declared in the file itself by the codes of
DICOM PS3.16 CID 7050, the days from baseline by the clinical trial attributes of PS3.3 C.7.2.3.
"""

from datetime import date, timedelta
from pathlib import Path

import pydicom
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian

from examples.workbooks import read_table
from qc.dicom.profile.method_codes import MEANINGS, SAFE_PRIVATE

SHIFTED_BASELINE = date(2000, 1, 1)
DEIDENTIFICATION = {code: meaning for code, meaning in MEANINGS.items() if code != SAFE_PRIVATE}
FROM_TEST_FILE = (
    "SOPClassUID",
    "PixelSpacing",
    "ImageOrientationPatient",
    "SamplesPerPixel",
    "PhotometricInterpretation",
    "Rows",
    "Columns",
    "BitsAllocated",
    "BitsStored",
    "HighBit",
    "PixelRepresentation",
    "RescaleIntercept",
    "RescaleSlope",
    "PixelData",
)
FROM_SERIES = {
    "Modality": "Modality",
    "BodyPartExamined": "Body part",
    "Manufacturer": "Manufacturer",
    "ManufacturerModelName": "Model",
    "MagneticFieldStrength": "Magnetic field strength (T)",
    "SliceThickness": "Slice thickness (mm)",
    "SeriesDescription": "Title",
}


def write_images(tables: Path, target: Path) -> None:
    """Write every image of a collection's tables below `target`, one folder a series."""
    studies = {row["Study Instance UID"]: row for row in _rows(tables / "Study.tsv")}
    individuals = {row["Accession"]: row for row in _rows(tables / "Individual.tsv")}
    series = {row["Series Instance UID"]: row for row in _rows(tables / "Series.tsv")}
    for row in _rows(tables / "Image.tsv"):
        its_series = series[row["Series Instance UID"]]
        study = studies[its_series["Study Instance UID"]]
        image = make_image(row, its_series, study, individuals[study["Individual"]])
        folder = target / image.SeriesInstanceUID
        folder.mkdir(parents=True, exist_ok=True)
        image.save_as(folder / f"{image.SOPInstanceUID}.dcm", enforce_file_format=True)


def _rows(path: Path) -> list[dict[str, str]]:
    header, *rows = read_table(path)
    return [dict(zip(header, row, strict=True)) for row in rows]


def make_image(
    row: dict[str, str], series: dict[str, str], study: dict[str, str], individual: dict[str, str]
) -> Dataset:
    """Make one image of a series: pixels and geometry of its test file, everything else from the tables."""
    image = Dataset()
    _take_over(image, series)
    _identify(image, row, series)
    _characterise(image, individual)
    _date(image, int(study["Days from baseline"]))
    _declare(image)
    image.StudyDescription = study["Title"]
    image.file_meta = FileMetaDataset()
    image.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    image.file_meta.MediaStorageSOPClassUID = image.SOPClassUID
    image.file_meta.MediaStorageSOPInstanceUID = image.SOPInstanceUID
    return image


def _take_over(image: Dataset, series: dict[str, str]) -> None:
    source = pydicom.dcmread(str(get_testdata_file(series["Made from"], download=False)))
    for keyword in FROM_TEST_FILE:
        if keyword in source:
            image[keyword] = source[keyword]
    for keyword, column in FROM_SERIES.items():
        if series[column]:
            setattr(image, keyword, series[column])


def _identify(image: Dataset, row: dict[str, str], series: dict[str, str]) -> None:
    image.StudyInstanceUID = series["Study Instance UID"]
    image.SeriesInstanceUID = row["Series Instance UID"]
    image.SOPInstanceUID = row["SOP Instance UID"]
    image.InstanceNumber = row["Instance number"]


def _characterise(image: Dataset, individual: dict[str, str]) -> None:
    image.PatientName = ""
    image.PatientBirthDate = ""
    image.PatientID = individual["Accession"]
    image.PatientSex = individual["Sex"][:1]
    image.PatientAge = f"{int(individual['Age']):03d}Y"


def _date(image: Dataset, days: int) -> None:
    image.StudyDate = (SHIFTED_BASELINE + timedelta(days=days)).strftime("%Y%m%d")
    image.LongitudinalTemporalInformationModified = "MODIFIED"
    image.LongitudinalTemporalOffsetFromEvent = float(days)
    image.LongitudinalTemporalEventType = "ENROLLMENT"


def _declare(image: Dataset) -> None:
    image.PatientIdentityRemoved = "YES"
    image.BurnedInAnnotation = "NO"
    image.DeidentificationMethodCodeSequence = [_code(value, meaning) for value, meaning in DEIDENTIFICATION.items()]


def _code(value: str, meaning: str) -> Dataset:
    code = Dataset()
    code.CodeValue, code.CodingSchemeDesignator, code.CodeMeaning = value, "DCM", meaning
    return code
