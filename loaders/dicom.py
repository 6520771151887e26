"""DICOM files of OBIA collections, and only those that declare their de-identification: the header, and a code of the pixels.

A file without that declaration, or with an attribute that names a person, is refused with a finding
that repeats no value (PS3.15 annex E; PS3.3 C.7.1.1). Of the pixels only a code of 64 bits is stored
(`loaders.image_pixels`), and broken ones refuse no file. Dates are never stored: days from baseline come from the
offset that the file states (PS3.3 C.7.2.3), because shifted dates mean something within one individual only. A
pseudonym of `gsagraph deidentify` names nobody, and files that carry one wait in review like their manifest
(`loaders.deidentified`). What is said here is `derived`: a collection's own table (`loaders.obia`) has the last word on
its studies, series and images, on their scope above all.
"""

import warnings
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pydicom
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError
from pydicom.uid import UID

from graph_schema.errors import UnusableInput
from graph_schema.record import Record
from loaders.caution import held, hold
from loaders.draft import Draft, Reading
from loaders.image_pixels import put_pixels
from loaders.individual import ACCESSION_PSEUDONYM, IMAGING_PSEUDONYM
from loaders.personal import is_personal_value
from loaders.source import Source
from qc.dicom.profile.method_codes import BASIC_PROFILE, CLEAN_DESCRIPTORS, CLEAN_PIXELS
from qc.finding import Finding
from qc.images.thumbnail import pixels_clean

FORMAT = "dicom"
ARCHIVE = "OBIA"
LOCATION = "header"
IDENTIFYING = (
    "PatientName",
    "PatientBirthDate",
    "PatientBirthName",
    "PatientAddress",
    "PatientTelephoneNumbers",
    "PatientMotherBirthName",
    "OtherPatientIDs",
    "OtherPatientNames",
    "MedicalRecordLocator",
    "ReferringPhysicianName",
    "PerformingPhysicianName",
    "OperatorsName",
    "AccessionNumber",
)
STUDY = {"StudyInstanceUID": "study_instance_uid", "LongitudinalTemporalOffsetFromEvent": "days_from_baseline"}
SERIES = {
    "SeriesInstanceUID": "series_instance_uid",
    "Modality": "modality",
    "BodyPartExamined": "body_part",
    "Laterality": "laterality",
    "Manufacturer": "manufacturer",
    "ManufacturerModelName": "model",
    "MagneticFieldStrength": "magnetic_field_strength",
    "SliceThickness": "slice_thickness",
    "SeriesNumber": "series_number",
}
IMAGE = {
    "SOPInstanceUID": "sop_instance_uid",
    "SOPClassUID": "sop_class_uid",
    "Rows": "rows",
    "Columns": "columns",
    "NumberOfFrames": "number_of_frames",
    "InstanceNumber": "instance_number",
}
STUDY_DESCRIPTORS = {"StudyDescription": "title"}
SERIES_DESCRIPTORS = {
    "SeriesDescription": "series_description",
    "ProtocolName": "protocol_name",
    "ContrastBolusAgent": "contrast_agent",
}
DECLARATION = (
    "PatientIdentityRemoved",
    "DeidentificationMethodCodeSequence",
    "LongitudinalTemporalInformationModified",
    "BurnedInAnnotation",
    "PixelSpacing",
    "BitsAllocated",
    "SamplesPerPixel",
)
INDIVIDUAL = "PatientID"
PSEUDONYMS = {"PatientName": IMAGING_PSEUDONYM, "AccessionNumber": ACCESSION_PSEUDONYM}
KEYWORDS = (INDIVIDUAL, *STUDY, *SERIES, *IMAGE, *STUDY_DESCRIPTORS, *SERIES_DESCRIPTORS, *DECLARATION, *IDENTIFYING)
UNCOMPRESSED = frozenset({"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.2"})
UIDS = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID", "SOPClassUID")


def matches(source: Source) -> bool:
    """A DICOM file (PS3.10): `DICM` after a preamble of 128 bytes."""
    return source.kind == "dicom"


def read(source: Source) -> Iterator[Record | Finding]:
    """The image of a file with its series and study, or the finding by which it is refused."""
    file = source.inflated_file()
    header, size = read_header(file), file.stat().st_size
    refusals = list(_refusals(source, header, size))
    if refusals:
        yield replace(refusals[0], node_type="Image")  # one image is refused, for however many reasons
        yield from refusals[1:]
        return
    yield from _remarks(source, header)
    reading = Reading(source, FORMAT)
    image = _image(reading, header, size)
    put_pixels(image, file)
    ours = _is_ours(header)
    if ours:
        hold(reading)
    for draft in (_study(reading, header), _series(reading, header), image):
        yield from held(draft) if ours else draft.build()


def read_header(path: Path) -> Dataset:
    """The attributes of the header that are asked for here; UnusableInput where the file cannot be read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom's warnings repeat values of the header
        try:
            header = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=list(KEYWORDS))
            for keyword in KEYWORDS:
                header.get(keyword)
        except InvalidDicomError as error:
            raise UnusableInput(
                "this is no DICOM file", code="DICOM_UNREADABLE", hint="check what the file is"
            ) from error
        except Exception as error:
            raise UnusableInput(
                "the DICOM header is broken or ends too early", code="DICOM_UNREADABLE", hint="fetch the file again"
            ) from error
    return header


def deidentification_codes(header: Dataset) -> list[str]:
    """The codes of DICOM CID 7050 by which a file says how it was de-identified, sorted."""
    return sorted(
        {str(item.get("CodeValue", "")) for item in header.get("DeidentificationMethodCodeSequence") or ()} - {""}
    )


def _refusals(source: Source, header: Dataset, size: int) -> Iterator[Finding]:
    """Why a file may not be loaded."""
    if _text(header, "PatientIdentityRemoved").upper() != "YES" or BASIC_PROFILE not in deidentification_codes(header):
        message = "the file does not declare that it was de-identified (0012,0062) by the basic profile (0012,0064)"
        yield source.finding("NOT_DEIDENTIFIED", "error", LOCATION, message, "de-identify it by PS3.15 annex E")
    named = [keyword for keyword in IDENTIFYING if _names_somebody(header, keyword)]
    if named:
        message = f"the file still has {', '.join(named)}"
        yield source.finding("NOT_DEIDENTIFIED", "error", LOCATION, message, "empty or remove these attributes")
    if _text(header, "BurnedInAnnotation").upper() == "YES" and CLEAN_PIXELS not in deidentification_codes(header):
        message = "annotations are burned into the pixels (0028,0301) and were not cleaned"
        yield source.finding("NOT_DEIDENTIFIED", "error", LOCATION, message, "clean the pixels (CID 7050 code 113101)")
    missing = [keyword for keyword in UIDS if not UID(_text(header, keyword)).is_valid]
    if missing:
        yield source.finding(
            "DICOM_INCOMPLETE", "error", LOCATION, f"no valid {', '.join(missing)}", "fetch the file again"
        )
    elif size < _expected_pixels(header):
        yield source.finding(
            "DICOM_TRUNCATED", "error", LOCATION, "the file is smaller than its pixels", "fetch the file again"
        )


def _names_somebody(header: Dataset, keyword: str) -> bool:
    """Whether an identifying attribute has a value that is no pseudonym of a file that says whose pseudonyms it has."""
    literal = _text(header, keyword)
    pseudonym = PSEUDONYMS.get(keyword) if _is_ours(header) else None
    return bool(literal) and not (pseudonym and pseudonym.fullmatch(literal))


def _is_ours(header: Dataset) -> bool:
    """Whether the Patient ID is a pseudonym that `gsagraph deidentify` made."""
    return IMAGING_PSEUDONYM.fullmatch(_text(header, INDIVIDUAL)) is not None


def _expected_pixels(header: Dataset) -> int:
    """Bytes of the pixels where they are stored as they are (PS3.5 A.1, A.2), else 0."""
    if str(header.file_meta.get("TransferSyntaxUID")) not in UNCOMPRESSED:
        return 0
    numbers = [_text(header, keyword) for keyword in ("Rows", "Columns", "BitsAllocated", "SamplesPerPixel")]
    if not all(number.isdigit() for number in numbers):
        return 0
    rows, columns, bits, samples = map(int, numbers)
    frames = _text(header, "NumberOfFrames")
    return rows * columns * samples * bits // 8 * (int(frames) if frames.isdigit() else 1)


def _remarks(source: Source, header: Dataset) -> Iterator[Finding]:
    """What is worth saying about a file that is loaded."""
    if CLEAN_DESCRIPTORS not in deidentification_codes(header):
        message = "descriptions are not stored: the file does not say that they were cleaned (CID 7050 code 113105)"
        yield source.finding("DESCRIPTIONS_SKIPPED", "info", LOCATION, message)
    if _text(header, "LongitudinalTemporalInformationModified").upper() == "UNMODIFIED":
        message = "the dates of the file are real ones (0028,0303); none is stored"
        yield source.finding("DATES_UNMODIFIED", "warning", LOCATION, message, "shift the dates of each individual")


def _study(reading: Reading, header: Dataset) -> Draft:
    draft = _draft(reading, "ImagingStudy", header, "StudyInstanceUID", STUDY, STUDY_DESCRIPTORS)
    modified = _text(header, "LongitudinalTemporalInformationModified").upper()
    if modified:
        draft.put("date_shifted", "yes" if modified in ("MODIFIED", "REMOVED") else "no")
    draft.put("patient_identity_removed", "yes")
    for code in deidentification_codes(header):
        draft.put("deidentification_methods", code)
    if _is_ours(header):
        draft.add("OF_INDIVIDUAL", _text(header, INDIVIDUAL), "Individual")
    return draft


def _series(reading: Reading, header: Dataset) -> Draft:
    draft = _draft(reading, "ImagingSeries", header, "SeriesInstanceUID", SERIES, SERIES_DESCRIPTORS)
    _put_spacing(draft, header)
    draft.add("IN_STUDY", _text(header, "StudyInstanceUID"), "ImagingStudy")
    return draft


def _image(reading: Reading, header: Dataset, size: int) -> Draft:
    draft = _draft(reading, "Image", header, "SOPInstanceUID", IMAGE, {})
    draft.put("transfer_syntax_uid", str(header.file_meta.get("TransferSyntaxUID", "")))
    draft.put("size", str(size))
    _put_spacing(draft, header)
    if pixels_clean(deidentification_codes(header), _text(header, "BurnedInAnnotation")):
        draft.put("pixels_clean", "yes")
    draft.add("IN_SERIES", _text(header, "SeriesInstanceUID"), "ImagingSeries")
    return draft


def _draft(
    reading: Reading, node_type: str, header: Dataset, uid: str, slots: dict[str, str], descriptors: dict[str, str]
) -> Draft:
    """A draft with the attributes of one level; descriptions only where the file says that they were cleaned."""
    draft = reading.draft(node_type, _text(header, uid), LOCATION, derived=True)
    draft.put("archive", ARCHIVE)
    cleaned = CLEAN_DESCRIPTORS in deidentification_codes(header)
    for keyword, slot in (slots | (descriptors if cleaned else {})).items():
        literal = _text(header, keyword)
        if literal and not (keyword in descriptors and is_personal_value(literal)):
            draft.put(slot, literal, keyword)
    return draft


def _put_spacing(draft: Draft, header: Dataset) -> None:
    """Distance of rows and of columns in mm (PS3.3 10.7.1.3: rows first)."""
    spacing = header.get("PixelSpacing") or ()
    for slot, value in zip(("row_spacing", "column_spacing"), spacing, strict=False):
        draft.put(slot, str(value))


def _text(header: Dataset, keyword: str) -> str:
    """An attribute as text, "" where it is absent or empty."""
    value = header.get(keyword)
    return "" if value is None else str(value).strip()
