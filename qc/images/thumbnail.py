"""Thumbnails: the grey values of an image as a small PNG, and which images may have one.

Only pixels that were judged clean are drawn; whether a reader may see the image is asked anew each time one
is served. The PNG holds pixels and nothing else: no text, no time, no name.
"""

import re
from collections.abc import Collection
from io import BytesIO

import numpy as np
from PIL import Image

from qc.dicom.profile.method_codes import CLEAN_PIXELS
from qc.images.normalise import Grey

LARGEST = 256
"""Pixels of the longer side."""
_UID = re.compile(r"[0-9][0-9.]{0,63}")


def png(image: Grey) -> bytes:
    """Grey values as PNG of at most 256 × 256 pixels, in the proportions of the image."""
    drawn = Image.fromarray(np.round(image * 255).astype(np.uint8), mode=None)
    drawn.thumbnail((LARGEST, LARGEST), Image.Resampling.BOX)
    out = BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return out.getvalue()


def file_name(uid: str) -> str | None:
    """The file that holds the thumbnail of an image; None for what is no UID (PS3.5 9.1) and might be a path."""
    return f"{uid}.png" if _UID.fullmatch(uid) else None


def pixels_clean(codes: Collection[str], burned_in_annotation: str) -> bool:
    """Whether a file says that its pixels were cleaned: the option is declared, and no annotation is said to be left."""
    return CLEAN_PIXELS in codes and burned_in_annotation.strip().upper() != "YES"
