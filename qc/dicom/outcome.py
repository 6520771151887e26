"""What became of one DICOM object: the facts that later steps judge it by, and why it may not be published.

Nothing here holds a value of the source except the facts that the profile keeps (modality, sizes, SOP class),
and the removed values, which live only as long as the object is in work.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from qc.dicom.text.residual import Removed
from qc.finding import Finding

CODES = {
    "NOT_DICOM": "the file is no DICOM file",
    "TRUNCATED": "the file ends before its last element",
    "TRANSFER_SYNTAX_UNKNOWN": "the transfer syntax is private, retired or unknown",
    "SOP_CLASS_PRIVATE": "the SOP class is private or unknown",
    "SOP_CLASS_UNSAFE": "objects of this SOP class carry documents or free content that nobody cleans here",
    "NO_INDIVIDUAL": "no Patient ID says whom the image shows",
    "NO_IDENTITY": "a SOP Instance, Series or Study Instance UID is missing",
    "ELEMENT_UNREADABLE": "an element or sequence cannot be read as the standard demands",
    "DECOMPRESSION_BOMB": "the data set inflates beyond the bound",
    "TOO_LARGE": "the file is larger than the bound",
    "PIXELS_SHORT": "there are fewer pixel bytes than Rows and Columns ask for",
    "PIXELS_UNREADABLE": "the pixels cannot be decoded, so nobody can say that they are clean",
    "PIXELS_BURNED_IN": "the image has or may have words burned in",
    "PIXELS_UNSAFE_SOURCE": "images of this kind or device usually have words burned in, and no rule covers it",
    "RESIDUAL_VALUE": "a value that was removed is still found in the output",
    "SYMLINK": "links are not followed",
    "NOT_A_FILE": "a device, pipe or socket is no file",
    "DUPLICATE_UID": "another file with the same SOP Instance UID and other content was published",
    "UNREADABLE": "the file cannot be read from the disk",
    "INTERNAL": "the engine failed on this file; it is kept back",
}


class Quarantined(Exception):
    """The object may not be published; `code` is one of CODES, and no message repeats a value of the source."""

    def __init__(self, code: str) -> None:
        super().__init__(CODES[code])
        self.code = code


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of an object after its header was rewritten; every UID here is a new one."""

    sop_class_uid: str
    sop_instance_uid: str
    series_instance_uid: str
    study_instance_uid: str
    individual: str
    transfer_syntax_uid: str
    modality: str = ""
    body_part: str = ""
    image_type: tuple[str, ...] = ()
    conversion_type: str = ""
    burned_in_annotation: str = ""
    manufacturer: str = ""
    model: str = ""
    secondary_capture_device: bool = False
    from_screen: bool = False  # the source says that it is a saved screen, a print or a page
    rows: int = 0
    columns: int = 0
    frames: int = 1
    slice_thickness: float | None = None
    has_pixels: bool = False

    @property
    def path(self) -> str:
        """Where the object stands among published ones: made of its pseudonym and its new UIDs alone."""
        return f"{self.individual}/{self.study_instance_uid}/{self.series_instance_uid}/{self.sop_instance_uid}.dcm"


@dataclass(slots=True)
class Rewritten:
    """An object whose header is clean: the parts of the new file in order, to be written by one gathered write."""

    facts: Facts
    parts: list[bytes | memoryview]
    actions: Counter[str] = field(default_factory=Counter)
    findings: list[Finding] = field(default_factory=list)
    codes: Sequence[str] = ()  # CID 7050 codes as truly satisfied so far
    header: list[bytes | memoryview] = field(default_factory=list)  # what stands before the pixel data, never deflated
    body: list[bytes | memoryview] = field(default_factory=list)  # the element of the pixel data
    removing: Callable[[], Removed] = Removed

    @property
    def removed(self) -> Removed:
        """The values of the source that were removed, made ready for the search anew each time."""
        return self.removing()

    def data(self) -> bytes:
        """The new file as one piece."""
        return b"".join(self.parts)
