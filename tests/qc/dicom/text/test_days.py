"""Dates found in running text."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.text.days import date_like, dates_in

DAY = date(2004, 1, 19)
FORMS = (
    *(
        "%Y%m%d",
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%Y_%m_%d",
        "%d.%m.%Y",
        "%d/%m/%Y",
        "%m/%d/%Y",
        "%d-%m-%Y",
        "%d%m%Y",
    ),
    *(
        "%m%d%Y",
        "%d %b %Y",
        "%d%b%Y",
        "%d-%b-%Y",
        "%d %B %Y",
        "%B %d, %Y",
        "%b %d %Y",
        "%b-%d-%Y",
        "%Y %b %d",
        "%d%b%y",
    ),
    *(
        "%Y年%m月%d日",
        "%y年%m月%d日",
        "%d/%m/%y",
        "%m-%d-%y",
        "%y%m%d",
        "%d.%m.%y",
        "%Y%m%d%H%M%S",
        "%Y%m%d%H%M%S.000000",
    ),
)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("around", ["{}", "CT {} head", "x_{}_y"])
def test_a_day_is_found_in_every_common_form(form: str, around: str) -> None:
    """The day is among the readings, alone and between words."""
    text = around.format(DAY.strftime(form))
    assert DAY in {day for _, _, day in dates_in(text)}
    assert date_like(text)


@pytest.mark.parametrize("text", ["19.1.2004", "2004-1-19", "1/19/2004"])
def test_months_may_have_one_digit(text: str) -> None:
    """A month without its zero makes a date too."""
    assert DAY in {day for _, _, day in dates_in(text)}


def test_the_place_of_a_date_is_told() -> None:
    """Start and end cut out exactly the date."""
    text = "CT on 2004-01-19, head"
    start, end, _ = next(dates_in(text))
    assert text[start:end] == "2004-01-19"


def test_an_ambiguous_date_has_both_readings() -> None:
    """`03/04/2005` is a day of March or of April."""
    assert {day for _, _, day in dates_in("03/04/2005")} == {date(2005, 3, 4), date(2005, 4, 3)}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "5mm",
        "2.0x1.0x3.0",
        "512 512 300",
        "b 0 500 1000",
        "1.2.840.10008",
        "20049919",
        "C5-6",
        "30.02.2001",
        "T2 5 10 20",
    ],
)
def test_measures_are_no_dates(text: str) -> None:
    """Matrix sizes, b-values, UIDs and impossible days are not taken for dates."""
    assert not date_like(text)


@given(
    st.dates(min_value=date(1850, 1, 1), max_value=date(2099, 12, 31)),
    st.sampled_from(["%Y%m%d", "%Y-%m-%d", "%d.%m.%Y"]),
)
def test_every_day_is_found(day: date, form: str) -> None:
    """Each day of two and a half centuries is read back from its text."""
    text = day.strftime(form) if day.year > 999 else ""
    assert day in {found for _, _, found in dates_in(text)}
