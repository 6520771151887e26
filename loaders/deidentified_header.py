"""What the header of a published image tells of its individual, study and series, beside the manifest's facts.

The file was written by `gsagraph deidentify`, so its dates are shifted and its descriptions cleaned. One file of a
series is opened, without its pixels. What no table of people should show exactly is made coarse here.
"""

import warnings
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pydicom
from pydicom.dataset import Dataset

from loaders import text
from loaders.dicom import deidentification_codes
from loaders.individual import HEIGHT_STEP, WEIGHT_STEP, age_band, coarsened

AGE_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}  # PS3.5 6.2, AS
SEXES = {"M": "male", "F": "female", "O": "other"}
PREGNANCY = {1: "not pregnant", 2: "possibly pregnant", 3: "pregnant"}  # PS3.3 C.2.3; 4 is unknown
STUDY = {"StudyDescription": "title"}
SERIES = {
    "Laterality": "laterality",
    "MagneticFieldStrength": "magnetic_field_strength",
    "SeriesNumber": "series_number",
    "ConvolutionKernel": "convolution_kernel",
}
SERIES_DESCRIPTORS = {
    "SeriesDescription": "series_description",
    "ProtocolName": "protocol_name",
    "ContrastBolusAgent": "contrast_agent",
}
INDIVIDUAL = {"PatientSex": "sex", "EthnicGroup": "ethnicity", "SmokingStatus": "smoking_status"}
MEASURED = ("PatientAge", "PatientSize", "PatientWeight", "PregnancyStatus")
DECLARATION = (
    "PatientIdentityRemoved",
    "DeidentificationMethodCodeSequence",
    "SeriesInstanceUID",
    "StudyDate",
    "PixelSpacing",
)
KEYWORDS = (*STUDY, *SERIES, *SERIES_DESCRIPTORS, *INDIVIDUAL, *MEASURED, *DECLARATION)
CLEAN_DESCRIPTORS = "113105"


@dataclass(frozen=True, slots=True)
class Header:
    """Literals by slot for each level; the day of the study is a shifted one and never leaves the loader."""

    series_uid: str
    declared: bool
    day: date | None = None
    individual: dict[str, str] = field(default_factory=dict)
    study: dict[str, str] = field(default_factory=dict)
    series: dict[str, str] = field(default_factory=dict)


def read_header(path: Path) -> Header | None:
    """What the file tells, or None where there is no readable DICOM file; no exception repeats its content."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pydicom's warnings repeat values of the header
        try:
            dataset = pydicom.dcmread(path, stop_before_pixels=True, specific_tags=list(KEYWORDS))
            return _header(dataset)
        except Exception:  # noqa: BLE001 - whatever a broken file makes of the parser, it tells nothing
            return None


def _header(dataset: Dataset) -> Header:
    cleaned = CLEAN_DESCRIPTORS in deidentification_codes(dataset)
    described = SERIES_DESCRIPTORS if cleaned else {}
    spacing = dataset.get("PixelSpacing") or ()
    return Header(
        series_uid=_text(dataset, "SeriesInstanceUID"),
        declared=_text(dataset, "PatientIdentityRemoved").upper() == "YES",
        day=_day(_text(dataset, "StudyDate")),
        individual=_individual(dataset),
        study=_filled(dataset, STUDY if cleaned else {}),
        series=_filled(dataset, SERIES | described)
        | {slot: str(value) for slot, value in zip(("row_spacing", "column_spacing"), spacing, strict=False)},
    )


def _individual(dataset: Dataset) -> dict[str, str]:
    """The characteristics of the individual that PS3.15's option lets stay, each as coarse as a table may show it."""
    age = _text(dataset, "PatientAge")
    coarse = {
        "age_band": age_band(age[:-1], AGE_UNITS.get(age[-1:], "")) if age[-1:] in AGE_UNITS else None,
        "height": coarsened(_text(dataset, "PatientSize"), HEIGHT_STEP),
        "body_weight": coarsened(_text(dataset, "PatientWeight"), WEIGHT_STEP),
        "pregnancy_status": PREGNANCY.get(text.integer(_text(dataset, "PregnancyStatus")) or 0),
    }
    told = _filled(dataset, INDIVIDUAL)
    told["sex"] = SEXES.get(told.get("sex", ""), told.get("sex", ""))
    return {slot: value for slot, value in (told | coarse).items() if value}


def _filled(dataset: Dataset, slots: dict[str, str]) -> dict[str, str]:
    return {slot: literal for keyword, slot in slots.items() if (literal := _text(dataset, keyword))}


def _text(dataset: Dataset, keyword: str) -> str:
    value = dataset.get(keyword)
    return "" if value is None else str(value).strip()


def _day(literal: str) -> date | None:
    whole = text.iso_date(f"{literal[:4]}-{literal[4:6]}-{literal[6:8]}") if len(literal) == 8 else None
    return date.fromisoformat(whole) if whole and len(whole) == 10 else None
