"""One image file as grey values: its middle frame, decoded within bounds, and from there its code and its thumbnail."""

from dataclasses import dataclass

from pydicom.dataset import Dataset

from qc.dicom.outcome import Quarantined
from qc.dicom.pixels.frames import BOUND, Bound, middle_frame, read_image, silenced
from qc.images import code, thumbnail
from qc.images.model import Model
from qc.images.normalise import Grey, grey


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """What an image shows, as grey values from 0 to 1; nothing else of its file is left."""

    values: Grey

    def code(self, model: Model) -> str | None:
        """Its code by a model, as 16 hexadecimal digits; None where it is blank."""
        found = code.code(self.values, model)
        return None if found is None else code.written(found)

    def thumbnail(self) -> bytes:
        """Its thumbnail as PNG."""
        return thumbnail.png(self.values)


def read_picture(data: bytes | memoryview, bound: Bound = BOUND) -> Picture:
    """The picture of a DICOM file; Quarantined (PIXELS_UNREADABLE, DECOMPRESSION_BOMB) where it cannot be decoded."""
    return picture_of(read_image(data, bound), bound)


def picture_of(image: Dataset, bound: Bound = BOUND) -> Picture:
    """The same of a data set that was read already (`qc.dicom.pixels.frames.read_image`)."""
    frame = middle_frame(image, bound)
    try:
        with silenced(everything=False):
            return Picture(grey(frame, image))
    except Exception:  # noqa: BLE001 -- a broken look-up table; what a library says of it may repeat the header
        raise Quarantined("PIXELS_UNREADABLE") from None
