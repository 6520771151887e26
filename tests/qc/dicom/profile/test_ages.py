"""Ages, capped at 90 years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.profile.ages import DAYS_OF, capped


@pytest.mark.parametrize(
    ("text", "age"),
    [
        ("032Y", "032Y"), ("089Y", "089Y"), ("090Y", "090Y"), ("104Y", "090Y"), ("1080M", "090Y"), ("999M", "999M"),
        ("1079M", "089Y"), ("32872D", "090Y"), ("32871D", "089Y"), ("4696W", "090Y"), ("999W", "999W"), ("1000D", "142W"),
        ("000D", "000D"), ("003D", "003D"), ("32", "032Y"), ("032y", "032Y"), (" 7Y", "007Y"), ("032Y\0", "032Y"), ("", ""),
    ],
)  # fmt: skip
def test_ages_are_capped(text, age):
    """Ages up to 89 years stay; above that, in whatever unit, all are 90."""
    assert capped(text) == age


@pytest.mark.parametrize("text", ["WANG", "32Z", "Y032", "-3Y", "3.5Y", "１２Y", "123456Y", "032Y\\033Y", "19970430"])
def test_what_is_no_age_goes(text):
    """A value that is no age is not published."""
    assert capped(text) is None


@given(st.integers(0, 99999), st.sampled_from("DWMY"))
def test_no_age_above_the_cap_comes_out(number, unit):
    """What comes out has the standard's form, is at most 90 years, and is its own cap."""
    age = capped(f"{number:03d}{unit}")
    assert age is not None
    assert len(age) == 4
    assert int(age[:3]) * DAYS_OF[age[3]] <= 90 * DAYS_OF["Y"]
    assert capped(age) == age
