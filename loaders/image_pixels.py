"""What loaders tell of the pixels of a de-identified image: a code of what it shows, the plane, whether they are clean.

Pixels that cannot be decoded, or of an image that is blank, have no code; the image is loaded all the same.
The model is that of GSAGRAPH_IMAGE_MODEL, or the untrained one.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydicom.dataset import Dataset

from loaders.draft import Draft
from qc.dicom.outcome import Quarantined
from qc.dicom.pixels.frames import read_image, silenced
from qc.images.model import model_of_environment
from qc.images.picture import Picture, picture_of
from qc.images.plane import plane

LARGEST = 1 << 30
"""Bytes of a file beyond which its pixels are not read."""
LARGEST_NUMBER = (1 << 31) - 1
UNREADABLE = "PIXELS_UNREADABLE"


@dataclass(frozen=True, slots=True)
class Seen:
    """What is seen in an image file: its picture, which image it is, its place in the series and in the patient."""

    picture: Picture
    sop_instance_uid: str
    number: int | None
    plane: str | None

    def values(self) -> dict[str, str | int]:
        """The slots that the pixels and their geometry fill; no code for a blank image."""
        model = model_of_environment()
        code = self.picture.code(model)
        coded: dict[str, str | int | None] = {"image_code": code, "image_code_version": model.version if code else None}
        told = coded | {"plane": self.plane, "instance_number": self.number}
        return {slot: value for slot, value in told.items() if value is not None}


def look(path: Path) -> Seen:
    """What is seen in a DICOM file; Quarantined where it cannot be decoded within bounds."""
    if path.stat().st_size > LARGEST:
        raise Quarantined("TOO_LARGE")
    image = read_image(path.read_bytes())
    picture = picture_of(image)
    with silenced(everything=False):
        uid = str(_element(image, "SOPInstanceUID") or "")
        return Seen(picture, uid, _number(image), plane(_element(image, "ImageOrientationPatient")))


def _element(image: Dataset, keyword: str) -> Any:
    """The value of an element; None where it is absent, or nothing that its VR may be."""
    try:
        return image.get(keyword)
    except Exception:  # noqa: BLE001 -- pydicom converts values when they are asked for, and raises what it likes
        return None


def _number(image: Dataset) -> int | None:
    """Instance Number (PS3.3 C.7.6.1); None where it is none, or beyond the 32 bits of an integer string (PS3.5 6.2)."""
    try:
        number = int(_element(image, "InstanceNumber"))
    except (TypeError, ValueError, OverflowError):
        return None
    return number if abs(number) <= LARGEST_NUMBER else None


def put_pixels(draft: Draft, path: Path) -> None:
    """Give an image the slots of its pixels; a finding where they cannot be decoded."""
    try:
        values = look(path).values()
    except (Quarantined, OSError):
        message = "the pixels cannot be decoded; the image has no code"
        draft.find(UNREADABLE, "warning", draft.location, message, "check the pixels; everything else is loaded")
        return
    for slot, value in values.items():
        if slot not in draft.slots:
            draft.put(slot, str(value))
