"""What is said of an object that is published though something in it was not as it should be."""

from qc.dicom.file.part10 import File
from qc.dicom.outcome import Facts
from qc.finding import Finding, Severity

TRAILING_PADDING = 0xFFFCFFFC  # Data Set Trailing Padding (PS3.10 7.2), which should hold zeros
MESSAGES: dict[str, tuple[Severity, str]] = {
    "SURPLUS_BYTES": ("warning", "bytes behind the data set belong to no element and were cut"),
    "SURPLUS_PIXELS": ("warning", "bytes behind the last pixel were cut"),
    "UNUSED_BITS": ("warning", "bits of pixel words that no pixel uses were not zero and were cleared"),
    "STREAM_COMMENTS": ("info", "comments, application data or surplus bytes were taken out of the compressed frames"),
    "FRAME_OFFSETS": ("info", "the table of frame offsets was wrong and was written anew"),
    "ELEMENTS_UNSORTED": ("info", "elements were not in ascending order and were sorted"),
}


def findings(known: Facts, file: File, pixels: set[str]) -> list[Finding]:
    """The findings of one object, by its path in the output."""
    codes = set(pixels)
    if file.surplus or file.raw(TRAILING_PADDING).strip(b"\0"):
        codes.add("SURPLUS_BYTES")
    if file.data_set.unsorted:
        codes.add("ELEMENTS_UNSORTED")
    return [_finding(code, known) for code in sorted(codes)]


def _finding(code: str, known: Facts) -> Finding:
    location = "data set" if code in ("SURPLUS_BYTES", "ELEMENTS_UNSORTED") else "pixel data"
    severity, message = MESSAGES[code]
    return Finding(code, severity, known.path, location, message, "", "Image", known.sop_instance_uid)
