"""The plane of an image in the patient, from Image Orientation (Patient) (PS3.3 C.7.6.2.1.1)."""

from collections.abc import Sequence

import numpy as np

STRAIGHT = 0.9
"""Cosine of the angle (26°) within which the normal of an image counts as along an axis of the patient."""
PLANES = ("sagittal", "coronal", "axial")
"""The planes whose normals run along x (right to left), y (front to back) and z (feet to head)."""


def plane(orientation: Sequence[float] | None) -> str | None:
    """`axial`, `coronal`, `sagittal` or `oblique` by the six direction cosines; None where there are none.

    >>> plane([1, 0, 0, 0, 1, 0]), plane([1, 0, 0, 0, 0, -1]), plane([0.7, 0.7, 0, 0, 0, -1]), plane(None)
    ('axial', 'coronal', 'oblique', None)
    """
    try:
        cosines = np.array([float(number) for number in orientation or ()])
    except (TypeError, ValueError):
        return None
    if cosines.shape != (6,) or not np.isfinite(cosines).all():
        return None
    normal = np.abs(np.cross(cosines[:3], cosines[3:]))
    length = float(np.linalg.norm(normal))
    if length == 0:
        return None
    along = int(normal.argmax())
    return PLANES[along] if normal[along] / length >= STRAIGHT else "oblique"
