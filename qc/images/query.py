"""An image that somebody sends to find similar ones: de-identified in memory, then only its grey values are left.

Nothing is written to disk or log, and no error repeats anything of the file. The key is drawn for this one file
and forgotten, so that no pseudonym of it ever comes again. PNG and JPEG files give their pixels and nothing else.
"""

import secrets
from functools import cache
from io import BytesIO

import numpy as np
import pydicom
from PIL import Image

from qc.dicom.engine import deidentify
from qc.dicom.keys import KEY_BYTES, Keys
from qc.dicom.outcome import Quarantined
from qc.dicom.pixels.frames import inflated, needs_gdcm, silenced
from qc.dicom.profile import Profile
from qc.images.apart import BOUND, picture_apart
from qc.images.normalise import averaged, stretched
from qc.images.picture import Picture, read_picture

PREAMBLE = 132
FORMATS = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}


def sent_picture(data: bytes) -> Picture:
    """The picture of a file that was sent; Quarantined with a code of `qc.dicom.outcome` where it cannot be used."""
    kind = next((name for start, name in FORMATS.items() if data.startswith(start)), None)
    if kind:
        return _drawn(data, kind)
    clean = deidentified(data)
    return picture_apart(clean) if needs_gdcm(transfer_syntax(clean)) else read_picture(clean, BOUND)


def transfer_syntax(clean: bytes) -> str:
    """What the engine wrote as Transfer Syntax UID (0002,0010)."""
    value = clean.find(b"\x02\x00\x10\x00UI", PREAMBLE) + 8
    length = int.from_bytes(clean[value - 2 : value], "little")
    return clean[value : value + length].rstrip(b"\0 ").decode("ascii", "replace")


def deidentified(data: bytes) -> bytes:
    """A DICOM file without anything that identifies, by a key that nobody keeps.

    What is left is not published, so it is not searched for remainders: only its pixels are looked at.
    """
    keys, plain = Keys(secrets.token_bytes(KEY_BYTES)), inflated(data, BOUND)
    try:
        return deidentify(plain, keys, profile(), search=False).data()
    except Quarantined as refusal:
        if refusal.code != "NO_INDIVIDUAL":
            raise
    return deidentify(with_individual(plain), keys, profile(), search=False).data()


def with_individual(data: bytes) -> bytes:
    """A file that says nobody's Patient ID, which may not be published, with one that is drawn for it."""
    with silenced(everything=False):
        try:
            image = pydicom.dcmread(BytesIO(data))
            image.PatientID = secrets.token_hex(8)
            out = BytesIO()
            image.save_as(out)
        except Exception:  # noqa: BLE001 -- what a library says of a broken file may repeat it
            raise Quarantined("NOT_DICOM") from None
    return out.getvalue()


@cache
def profile() -> Profile:
    """The rules, resolved once; the device says nothing about pixels, so its identity goes too."""
    return Profile(retain_device_identity=False)


def _drawn(data: bytes, kind: str) -> Picture:
    """The pixels of a PNG or JPEG file in grey."""
    try:
        with silenced(everything=False), Image.open(BytesIO(data), formats=[kind]) as image:
            _check_size(image)
            deep = image.mode.startswith(("I", "F"))  # more than 8 bits
            return Picture(stretched(averaged(np.asarray(image.convert("F" if deep else "L")))))
    except Quarantined:
        raise
    except Exception:  # noqa: BLE001 -- whatever a decoder says of a broken file may repeat it
        raise Quarantined("PIXELS_UNREADABLE") from None


def _check_size(image: Image.Image) -> None:
    """Refuse what would take more memory than the bound, before it is decoded."""
    if image.width * image.height > BOUND.frame:
        raise Quarantined("DECOMPRESSION_BOMB")
