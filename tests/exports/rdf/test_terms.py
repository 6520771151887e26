"""Terms: canonical lexical forms, safe escapes."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.rdf.terms import address, boolean, day, double, encoder, integer, iri, moment, size, text
from graph_schema.model import SLOTS

XSD = "http://www.w3.org/2001/XMLSchema#"


@pytest.mark.parametrize(
    ("value", "lexical"),
    [
        (5.0, "5"),
        (1.5, "1.5"),
        (1e3, "1000"),
        (100.0, "100"),
        (0.1, "0.1"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (-2.50, "-2.5"),
        (0.0, "0"),
        (3, "3"),
        (float("inf"), "INF"),
        (float("-inf"), "-INF"),
        (float("nan"), "NaN"),
    ],
)
def test_doubles_are_shortest(value: float, lexical: str) -> None:
    """Doubles are written as a store reads them back: shortest decimal, no exponent."""
    assert double(value).decode() == f'"{lexical}"^^<{XSD}double>'


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_doubles_lose_nothing(value: float) -> None:
    """The lexical form reads back as the same number."""
    lexical = double(value).decode().split('"')[1]
    assert float(lexical) == value
    assert "e" not in lexical.lower()
    assert Decimal(lexical).is_finite()


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("2026-01-31", f'"2026-01-31"^^<{XSD}date>'),
        ("2026-01", f'"2026-01"^^<{XSD}gYearMonth>'),
        ("2026", f'"2026"^^<{XSD}gYear>'),
        ("2026-02-30", '"2026-02-30"'),
        ("2026-13", '"2026-13"'),
        ("0000", '"0000"'),
        ("2020/2021", '"2020/2021"'),
        ("", '""'),
    ],
)
def test_dates_are_checked(value: str, term: str) -> None:
    """A date has the type of its length; what is no date stays text."""
    assert day(value).decode() == term


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("2026-01-01T08:00:00+08:00", f'"2026-01-01T00:00:00Z"^^<{XSD}dateTime>'),
        ("2026-01-01T00:00:00.000Z", f'"2026-01-01T00:00:00Z"^^<{XSD}dateTime>'),
        ("2026-01-01T00:00:00.120Z", f'"2026-01-01T00:00:00.12Z"^^<{XSD}dateTime>'),
        ("2026-01-01T00:00:00", f'"2026-01-01T00:00:00"^^<{XSD}dateTime>'),
        ("2026-01-01", f'"2026-01-01"^^<{XSD}date>'),
        ("0001-01-01T00:00:00+08:00", '"0001-01-01T00:00:00+08:00"'),
        ("noon", '"noon"'),
    ],
)
def test_times_are_utc(value: str, term: str) -> None:
    """A time with a zone is UTC; fractions that say nothing go; what is no time stays text."""
    assert moment(value).decode() == term


def test_numbers_and_truth_values() -> None:
    """Integers are canonical, sizes are those DCAT asks for, truth values are words."""
    assert integer(7).decode() == f'"7"^^<{XSD}integer>'
    assert size(7).decode() == f'"7"^^<{XSD}nonNegativeInteger>'
    assert boolean(1).decode() == f'"true"^^<{XSD}boolean>'
    assert boolean(False).decode() == f'"false"^^<{XSD}boolean>'


def test_texts_are_escaped_and_composed() -> None:
    """Quotes, backslashes and control characters are escaped; letters with marks are composed."""
    assert text('a"b\\c\nd\re\tf\x00g\x01h\x7fi').decode() == r'"a\"b\\c\nd\re\tf\u0000g\u0001h\u007Fi"'
    assert text("e\u0301") == '"é"'.encode()
    assert text("样本").decode() == '"样本"'


@pytest.mark.parametrize(
    ("value", "term"),
    [
        ("https://example.org/a b", "<https://example.org/a%20b>"),
        ('https://example.org/<x>|`^{}\\"', "<https://example.org/%3Cx%3E%7C%60%5E%7B%7D%5C%22>"),
        ("ftp://example.org/样本", "<ftp://example.org/样本>"),
        ("https://example.org/%20", "<https://example.org/%20>"),
        (" https://example.org/ ", "<https://example.org/>"),
        ("www.example.org", f'"www.example.org"^^<{XSD}anyURI>'),
        ("https:", f'"https:"^^<{XSD}anyURI>'),
    ],
)
def test_addresses_are_iris_where_absolute(value: str, term: str) -> None:
    """An absolute address is an IRI with its illegal signs encoded; another stays a literal."""
    assert address(value).decode() == term


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_iris_hold_no_illegal_sign(value: str) -> None:
    """Between its brackets an IRI holds nothing N-Triples forbids."""
    inside = iri("https://example.org/" + value).decode()[1:-1]
    assert not set(inside) & set('<>"{}|\\^` \n\r\t\x00\x01\x7f')


def test_sizes_of_files_are_sizes() -> None:
    """The encoder of a slot follows its range, but for sizes in bytes."""
    assert encoder(SLOTS["File"]["size"]) is size
    assert encoder(SLOTS["Run"]["spots"]) is integer
    assert encoder(SLOTS["Run"]["title"]) is text
