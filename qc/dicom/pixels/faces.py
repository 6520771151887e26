"""Series from which a face can be drawn: head CT, MR and PET with thin slices. They are told, never claimed clean.

Removing faces (CID 7050 code 113102) is not done here, and no file says it was.
"""

import re
from dataclasses import dataclass

from qc.finding import Finding

VOLUMES = frozenset({"CT", "MR", "PT"})
HEAD_WORDS = frozenset(
    [
        "HEAD",
        "HEADNECK",
        "BRAIN",
        "SKULL",
        "FACE",
        "FACIAL",
        "NECK",
        "ORBIT",
        "ORBITS",
        "EYE",
        "SINUS",
        "SINUSES",
        "PNS",
        "NOSE",
        "EAR",
        "IAC",
        "TEMPORAL",
        "JAW",
        "MAXILLA",
        "MANDIBLE",
        "TMJ",
        "PITUITARY",
        "SELLA",
        "ZYGOMA",
        "CEREBELLUM",
        "WHOLEBODY",
        "WB",
    ]
)
UNTOLD = frozenset({"", "UNKNOWN", "OTHER", "NONE", "UNDEFINED"})
THICKEST = 3.0  # mm; through thicker slices features blur
DEEPEST_LEAST, FEWEST_SLICES = 60.0, 20  # mm of head, and slices, that a face takes
SLICES_OF_UNTOLD_THICKNESS = 60
FIELD_OF_VIEW = (150.0, 320.0)  # mm; larger ones show a trunk, smaller ones a joint
CODE = "FACE_RECONSTRUCTABLE"


@dataclass(frozen=True, slots=True)
class Geometry:
    """What the series of an image says about the volume it shows; lengths in mm, None where untold."""

    modality: str
    body_part: str
    slices: int
    thickness: float | None = None
    field_of_view: float | None = None


def is_face_reconstructable(geometry: Geometry) -> bool:
    """Whether a face may be drawn from the series: kind of image, part of the body, and thin slices enough."""
    if geometry.modality.strip().upper() not in VOLUMES or not _has_slices(geometry):
        return False
    words = set(re.findall(r"[A-Z]+", geometry.body_part.upper()))
    if words and not words <= UNTOLD:
        return not HEAD_WORDS.isdisjoint(words) or "".join(sorted(words)) == "BODYWHOLE"
    low, high = FIELD_OF_VIEW
    return geometry.field_of_view is not None and low <= geometry.field_of_view <= high


def _has_slices(geometry: Geometry) -> bool:
    if geometry.thickness is None or geometry.thickness <= 0:
        return geometry.slices >= SLICES_OF_UNTOLD_THICKNESS
    deep = geometry.slices * geometry.thickness >= DEEPEST_LEAST
    return geometry.thickness <= THICKEST and geometry.slices >= FEWEST_SLICES and deep


def face_finding(path: str) -> Finding:
    """The remark about a series, `path` being what names it outside."""
    return Finding(
        CODE,
        "warning",
        path,
        "series",
        "a face can be drawn from these slices; features are not removed, and no file claims it (CID 7050 113102)",
        "keep the series under controlled access, or remove the face before publishing",
    )
