"""Text made storable, and numbers, dates and addresses made of text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.validation import is_iso_date
from loaders import text


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        (" a ", "a"),
        ("\u00a0a\u00a0b", "a b"),
        ("a\x00b", "a b"),
        ("\ufeffa\u200b", "a"),
        ("a\tb\nc", "a\tb\nc"),
        ("\x07", ""),
    ],
)
def test_clean_text_has_no_controls_and_no_blank_ends(literal: str, expected: str) -> None:
    """NBSP becomes a blank, control characters too, the ends are cut."""
    assert text.clean(literal) == expected


@given(st.text())
def test_cleaning_twice_is_cleaning_once(literal: str) -> None:
    """Clean text stays, and holds nothing that a store refuses."""
    cleaned = text.clean(literal)
    assert text.clean(cleaned) == cleaned
    assert not text.has_control(cleaned)


def test_addresses_of_people_are_taken_out() -> None:
    """Every e-mail address goes, the text around it stays."""
    assert text.without_emails("ask a.b+c@x-y.org or z@q.cn!") == "ask [e-mail removed] or [e-mail removed]!"
    assert text.without_emails("5 @ 3 µM, @home") == "5 @ 3 µM, @home"


@pytest.mark.parametrize(
    ("literal", "expected"),
    [("0", 0), ("100.0", 100), ("-5", -5), ("1.5", None), ("1e3", None), ("", None), ("9223372036854775807", 2**63 - 1),
     ("9223372036854775808", None), ("٣", 3)],
)  # fmt: skip
def test_integers(literal: str, expected: int | None) -> None:
    """Whole numbers of at most 63 bits, with or without `.0`."""
    assert text.integer(literal) == expected


@pytest.mark.parametrize(
    ("literal", "expected"), [("1.5", 1.5), ("1e3", 1000.0), ("nan", None), ("inf", None), ("1_0", None), ("x", None)]
)
def test_numbers(literal: str, expected: float | None) -> None:
    """Finite decimal numbers only."""
    assert text.number(literal) == expected


@pytest.mark.parametrize(
    ("literal", "expected"), [("Yes", True), ("是", True), ("0", False), ("FALSE", False), ("maybe", None)]
)
def test_booleans(literal: str, expected: bool | None) -> None:
    """Yes and no in English, Chinese and digits."""
    assert text.boolean(literal) is expected


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("2020-01-12", "2020-01-12"),
        ("2020/1/2", "2020-01-02"),
        ("2020.01", "2020-01"),
        ("2020", "2020"),
        ("2020-06-10 21:58:01", "2020-06-10"),
        ("2008-07-08T00:00:00.000+01:00", "2008-07-08"),
        ("08-JUL-2008", "2008-07-08"),
        ("8 July 2008", "2008-07-08"),
        ("Sep-2012", "2012-09"),
        ("2021-02-29", None),
        ("2020-13", None),
        ("Foo-2012", None),
        ("31-Foo-2012", None),
        ("not determined", None),
        ("20200112", None),
    ],
)
def test_dates(literal: str, expected: str | None) -> None:
    """Days, months and years in the spellings of archives; days that never were are none."""
    assert text.iso_date(literal) == expected


@given(st.dates())
def test_every_day_is_read(day: object) -> None:
    """An ISO day is itself."""
    assert text.iso_date(str(day)) == str(day)


@given(st.text(max_size=20))
def test_what_is_read_as_date_is_one(literal: str) -> None:
    """Nothing comes out that the model would refuse."""
    read = text.iso_date(literal)
    assert read is None or is_iso_date(read)


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        ("ftp://download.big.ac.cn/gsa/a b.fq.gz", "ftp://download.big.ac.cn/gsa/a%20b.fq.gz"),
        ("https://x.org/a?b=1&c=%20", "https://x.org/a?b=1&c=%20"),
        ("www.x.org", None),
        ("", None),
    ],
)
def test_addresses(literal: str, expected: str | None) -> None:
    """Absolute addresses, blanks encoded; nothing without a scheme."""
    assert text.uri(literal) == expected
