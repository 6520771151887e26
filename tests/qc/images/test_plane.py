"""The plane of an image in the patient."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.images.plane import plane


@pytest.mark.parametrize(
    ("cosines", "wanted"),
    [
        ([1, 0, 0, 0, 1, 0], "axial"),
        (["-1", "0", "0", "0", "1", "0"], "axial"),
        ([1, 0, 0, 0, 0, -1], "coronal"),
        ([0, 1, 0, 0, 0, -1], "sagittal"),
        ([0.95, 0.31, 0, -0.31, 0.95, 0], "axial"),
        ([1, 0, 0, 0, 0.94, 0.34], "axial"),
        ([1, 0, 0, 0, 0.71, 0.71], "oblique"),
        ([1, 0, 0, 1, 0, 0], None),
        ([0, 0, 0, 0, 0, 0], None),
        ([1, 0, 0], None),
        (["a"] * 6, None),
        ([float("nan")] * 6, None),
        (None, None),
        ([], None),
    ],
)
def test_planes(cosines, wanted):
    """By the axis that the normal runs along, within 26°; none where there are no six numbers of two directions."""
    assert plane(cosines) == wanted


@given(st.floats(0, 360), st.sampled_from(["axial", "coronal", "sagittal"]))
def test_turning_in_its_plane_does_not_matter(degrees, name):
    """The normal stays where it is."""
    first, second = {
        "axial": ([1, 0, 0], [0, 1, 0]),
        "coronal": ([1, 0, 0], [0, 0, 1]),
        "sagittal": ([0, 1, 0], [0, 0, 1]),
    }[name]
    turn, one, other = np.radians(degrees), np.array(first), np.array(second)
    rows = np.cos(turn) * one + np.sin(turn) * other
    columns = -np.sin(turn) * one + np.cos(turn) * other
    assert plane([*rows, *columns]) == name
