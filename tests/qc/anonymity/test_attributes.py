"""Levels: from published to left out, each coarser than the one before."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.model import NODE_TYPES
from qc.anonymity.attributes import ATTRIBUTES, NAMES, Attribute, age_in, measure_in

SLOTS = {slot.alias for name in ("Individual", "ImagingStudy") for slot in NODE_TYPES[name].slots} | {"datasets"}


def test_attributes_are_those_of_the_model() -> None:
    """Each once, under the name that the model gives it; what has no slot there is `background`."""
    assert len(set(NAMES)) == len(NAMES)
    assert set(NAMES) - SLOTS == {"background"}


def test_the_first_level_is_published_and_the_last_is_nothing() -> None:
    """So every lattice ends with everybody alike."""
    for attribute in ATTRIBUTES:
        assert attribute.levels[0].coarser("35-39") == "35-39"
        assert attribute.levels[-1].coarser("35-39") == ""
        assert len({level.name for level in attribute.levels}) == len(attribute.levels)


@pytest.mark.parametrize(
    ("value", "width", "band"),
    [("35-39", 10, "30-39"), ("30-39", 20, "20-39"), ("34", 10, "30-39"), ("80-89", 30, "60-89"), ("90+", 30, "90+")],
)
def test_ages_widen(value: str, width: int, band: str) -> None:
    """From exact ages and narrow bands alike; the oldest stay together."""
    assert age_in(value, width) == band


@given(st.integers(0, 120), st.sampled_from([10, 20, 30]))
def test_wider_bands_keep_who_was_together(age: int, width: int) -> None:
    """Widening a band of ten years gives the same as widening the age."""
    assert age_in(age_in(str(age), 10), width * 2) == age_in(str(age), width * 2)


@given(st.floats(0.2, 250), st.sampled_from([0.05, 0.1, 0.2, 2, 5, 10, 20]))
def test_a_measure_lies_in_its_band(value: float, width: float) -> None:
    """Between the ends that the band names."""
    low, high = measure_in(str(value), width).split("-")
    assert float(low) - 0.006 * max(1, value) <= value <= float(high) + 0.006 * max(1, value)


def test_what_is_no_number_stays() -> None:
    """It is left out by the last level only."""
    assert (age_in("adult", 10), measure_in("tall", 5), measure_in("inf", 5)) == ("adult", "tall", "inf")


@given(
    st.sampled_from(ATTRIBUTES),
    st.one_of(st.integers(0, 120).map(str), st.floats(0.2, 250).map(lambda value: f"{value:.2f}")),
    st.one_of(st.integers(0, 120).map(str), st.floats(0.2, 250).map(lambda value: f"{value:.2f}")),
)
def test_a_coarser_level_parts_nobody(attribute: Attribute, one: str, other: str) -> None:
    """Two values that a level does not tell apart are not told apart by the next one."""
    for finer, coarser in pairwise(attribute.levels):
        if finer.coarser(one) == finer.coarser(other):
            assert coarser.coarser(one) == coarser.coarser(other)
