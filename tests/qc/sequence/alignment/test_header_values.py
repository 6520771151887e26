"""Values of header fields: rules against plain Python."""

from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment.header_values import (
    PLATFORMS,
    REQUIRED,
    RULES,
    UTF8,
    encoded,
    insert_size,
    length,
    matching,
    platform,
)
from qc.sequence.alignment.header_values import date as date_rule

ZONES = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.dates(date(1000, 1, 1)))
def test_every_date_is_a_date(day: date) -> None:
    """Extended and basic form, by month and day, by week, by day of the year."""
    for form in ("%Y-%m-%d", "%Y%m%d", "%Y-%m", "%Y", "%Y-%j", "%G-W%V-%u", "%GW%V"):
        assert date_rule(day.strftime(form).encode()) is None


@given(st.datetimes().filter(lambda moment: moment.year >= 1000), ZONES)
def test_every_time_is_a_time(moment: datetime, zone: timezone) -> None:
    """With and without a zone, to the minute, the second and its fractions."""
    for timespec in ("hours", "minutes", "seconds", "milliseconds"):
        assert date_rule(moment.isoformat(timespec=timespec).encode()) is None
        assert date_rule(moment.replace(tzinfo=zone).isoformat(timespec=timespec).encode()) is None
        wrong = date_rule(moment.isoformat(" ", timespec=timespec).encode())
        assert wrong is not None
        assert wrong.severity == "warning"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Tuesday",
        "12",
        "2012-6-1",
        "01/06/2012",
        "2012-00-01",
        "2012-01-00",
        "2012-01-01T",
        "2012-01-01T1",
        "20120101T1160",
        "2012-01-01T11:00:00Y",
        "2012-01-01 ",
    ],
)
def test_what_is_no_date(text: str) -> None:
    """Other customs of writing dates, and numbers out of range."""
    wrong = date_rule(text.encode())
    assert wrong is not None
    assert wrong.severity == "error"


@given(st.integers(-10, 1 << 33))
def test_lengths_are_in_range(number: int) -> None:
    """From 1 to 2^31 - 1."""
    assert (length(str(number).encode()) is None) == (1 <= number < 1 << 31)


@pytest.mark.parametrize("text", [b"", b" 1", b"1.0", b"1e3", b"0x1", b"9" * 30, "٣".encode()])
def test_what_is_no_length(text: bytes) -> None:
    """Digits of ASCII alone, and not many."""
    assert length(text) is not None


def test_platforms() -> None:
    """Every platform; other case and former names warn, others fail."""
    assert [platform(name) for name in sorted(PLATFORMS)] == [None] * 12
    severities = [wrong.severity for wrong in map(platform, (b"illumina", b"Ont", b"DNB", b"OTHER")) if wrong]
    assert severities == ["warning"] * 4
    severities = [wrong.severity for wrong in map(platform, (b"", b"MGI", b"454", b"Illumina HiSeq")) if wrong]
    assert severities == ["error"] * 4


@pytest.mark.parametrize(
    ("text", "severity"),
    [(b"350", None), (b"-1", None), (b"350.5", "warning"), (b"1e3", "warning"), (b"", "error"), (b"long", "error")],
)
def test_insert_sizes(text: bytes, severity: str | None) -> None:
    """Whole numbers; decimals warn."""
    wrong = insert_size(text)
    assert (wrong.severity if wrong else None) == severity


def test_a_rule_takes_the_whole_value() -> None:
    """Nothing may stand before or behind, not even a line end."""
    rule = matching(rb"a|bc", "a or bc")
    assert [rule(text) is None for text in (b"a", b"bc", b"abc", b"a\n", b"xa")] == [True, True, False, False, False]


@pytest.mark.parametrize(("kind", "tag"), sorted(UTF8))
def test_descriptions_may_be_utf8(kind: bytes, tag: bytes) -> None:
    """Bytes that are none are an error, and in other fields anything but ASCII."""
    assert encoded(kind, tag, "é".encode()) is None
    wrong = encoded(kind, tag, b"\xe9")
    assert wrong is not None
    assert wrong.severity == "error"
    for text in ("é".encode(), b"\xe9", b"\x7f", b"a\x01"):
        wrong = encoded(kind, b"xx", text)
        assert wrong is not None
        assert wrong.severity == "error"


def test_rules_are_of_types_that_are_read() -> None:
    """Each rule's type of line is one whose fields are taken apart, and what is required has a rule or is free."""
    assert {kind for kind, _ in RULES} <= REQUIRED.keys()
    assert {(b"HD", b"VN"), (b"SQ", b"SN"), (b"SQ", b"LN")} <= RULES.keys()
