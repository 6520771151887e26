"""A folder as `gsagraph deidentify` writes it: real CT files of pydicom under new ids, and their manifest."""

import warnings
from dataclasses import dataclass, field
from pathlib import Path

import pydicom
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset

from qc.dicom.folder.manifest import MANIFEST, Published, line
from qc.dicom.keys import Keys
from qc.dicom.outcome import Facts

PIXELS = (
    "Rows",
    "Columns",
    "BitsAllocated",
    "BitsStored",
    "HighBit",
    "PixelRepresentation",
    "SamplesPerPixel",
    "PhotometricInterpretation",
    "PixelData",
)
KEYS = Keys(bytes(range(32)))
RULES = "ab" * 32
PROFILE = "gsagraph 1 (PS3.15 2026c)"
CODES = ("113100", "113105", "113107", "113108", "113109", "113111")


def uid(name: str) -> str:
    """The new UID of an invented one."""
    return KEYS.uid(name)


@dataclass
class Shot:
    """One image to be made: names of its levels, facts that differ from the usual ones, and header attributes."""

    person: str
    study: str
    series: str
    image: str
    codes: tuple[str, ...] = CODES
    findings: tuple[str, ...] = ()
    verdict: str = "clean"
    facts: dict = field(default_factory=dict)
    header: dict = field(default_factory=dict)

    @property
    def published(self) -> Facts:
        """The facts of the image."""
        ids = {
            "individual": KEYS.individual(self.person),
            "study_instance_uid": uid(self.study),
            "series_instance_uid": uid(self.series),
            "sop_instance_uid": uid(self.image),
        }
        usual = {
            "sop_class_uid": "1.2.840.10008.5.1.4.1.1.2",
            "transfer_syntax_uid": "1.2.840.10008.1.2.1",
            "modality": "CT",
            "body_part": "CHEST",
            "manufacturer": "GE MEDICAL SYSTEMS",
            "model": "LightSpeed",
            "rows": 128,
            "columns": 128,
            "slice_thickness": 5.0,
            "has_pixels": True,
        }
        return Facts(**(usual | ids | self.facts))


def write(folder: Path, *shots: Shot, files: bool = True) -> Path:
    """Write the images and the manifest; the manifest's path."""
    entries = [_entry(folder, shot, files=files) for shot in shots]
    path = folder / MANIFEST
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"".join(line(entry) for entry in sorted(entries, key=lambda entry: entry.path)))
    return path


def _entry(folder: Path, shot: Shot, *, files: bool) -> Published:
    facts = shot.published
    levels = (facts.individual, facts.study_instance_uid, facts.series_instance_uid, facts.sop_instance_uid)
    path = folder / "published" / Path(*levels[:3]) / f"{levels[3]}.dcm"
    if files:
        path.parent.mkdir(parents=True, exist_ok=True)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # values that the standard forbids are wanted here
            _image(shot, facts).save_as(path, enforce_file_format=True)
    return Published(
        path=path.relative_to(folder).as_posix(),
        size=path.stat().st_size if files else 4096,
        facts=facts,
        codes=shot.codes,
        findings=shot.findings,
        verdict=shot.verdict,
        profile=PROFILE,
        rule_set=RULES,
        key_id=KEYS.key_id,
    )


def _image(shot: Shot, facts: Facts) -> Dataset:
    source = pydicom.dcmread(get_testdata_file("CT_small.dcm", download=False))
    made = Dataset()
    made.file_meta = source.file_meta
    for keyword in PIXELS:
        made[keyword] = source[keyword]
    made.SOPClassUID, made.SOPInstanceUID = facts.sop_class_uid, facts.sop_instance_uid
    made.StudyInstanceUID, made.SeriesInstanceUID = facts.study_instance_uid, facts.series_instance_uid
    made.PatientIdentityRemoved = "YES"
    made.DeidentificationMethodCodeSequence = [_code(code) for code in shot.codes]
    for keyword, value in ({"StudyDate": "20100104", "PatientSex": "F", "PatientAge": "034Y"} | shot.header).items():
        setattr(made, keyword, value)
    return made


def _code(value: str) -> Dataset:
    item = Dataset()
    item.CodeValue, item.CodingSchemeDesignator, item.CodeMeaning = value, "DCM", "an option"
    return item
