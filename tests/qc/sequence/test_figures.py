"""Figures that several formats tell alike."""

import pytest

from qc.sequence.figures import gc_content, qualities, share


@pytest.mark.parametrize(("part", "whole", "told"), [(1, 3, 0.333333), (2, 2, 1.0), (0, 5, 0.0), (3, 0, 0.0)])
def test_share(part: int, whole: int, told: float) -> None:
    """Six digits, and nothing of nothing."""
    assert share(part, whole) == told


def test_gc_is_told_over_certain_and_over_all_bases() -> None:
    """N counts in the archive's figure only."""
    assert gc_content({"A": 3, "C": 1, "G": 2, "T": 0, "N": 4}, 10) == {"gc_content": 0.5, "gc_content_all": 0.3}
    assert gc_content({"N": 4}, 4) == {"gc_content": None, "gc_content_all": 0.0}
    assert gc_content({}, 0) == {"gc_content": None, "gc_content_all": None}


def test_qualities() -> None:
    """The bound belongs to the share; counts beyond 64 bits do not overflow."""
    found = {"q20_fraction": 0.75, "q30_fraction": 0.5, "mean_quality": 22.25}
    assert qualities({2: 1, 20: 1, 30: 1, 37: 1}) == found
    assert qualities({2: 10**18, 20: 10**18, 30: 10**18, 37: 10**18}) == found
    assert qualities({}) == {"q20_fraction": 0.0, "q30_fraction": 0.0, "mean_quality": 0.0}
