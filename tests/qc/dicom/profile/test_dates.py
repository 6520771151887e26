"""Dates, times and moments moved by whole weeks."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.dicom.profile.dates import NO_DAYS, looks_like_epoch, parse_day, shift_epoch, shift_value

YEAR = -364
told_days = st.dates(date(1905, 1, 1), date(2048, 12, 31)).filter(lambda day: day not in NO_DAYS)
offsets = st.integers(52, 520).map(lambda weeks: -7 * weeks)
clocks = st.times().map(lambda time: time.strftime("%H%M%S"))
OFFSETS_FROM_UTC = st.sampled_from(["+0000", "+0800", "-0500", "+0530", "-0330", "+1400", "-1200"])


def _da(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


@given(told_days, told_days, offsets)
def test_intervals_and_weekdays_stay(first, second, days):
    """Two dates keep their distance and their weekdays, and both lie earlier than they were."""
    moved = [parse_day(shift_value("DA", _da(day), days) or "") for day in (first, second)]
    assert moved[1] - moved[0] == second - first
    assert [day.weekday() for day in moved] == [first.weekday(), second.weekday()]
    assert moved[0] < first


@given(told_days, clocks, offsets)
def test_da_and_dt_move_together(day, clock, days):
    """The day of a DT moves as a DA does, and its clock stays."""
    assert shift_value("DT", _da(day) + clock, days) == (shift_value("DA", _da(day), days) or "") + clock


@pytest.mark.parametrize(
    ("vr", "text", "moved"),
    [
        ("DA", "19970430", "19960501"),
        ("DA", "19970430 ", "19960501"),
        ("DA", "1997.04.30", "19960501"),
        ("DA", "1997-04-30", "19960501"),
        ("DA", "", ""),
        ("DA", "20240229", "20230302"),
        ("DA", "19970430-19970507", "19960501-19960508"),
        ("DA", "19970430-", "19960501-"),
        ("DA", "-19970430", "-19960501"),
        ("TM", "112749", "112749"),
        ("TM", "112749.123456", "112749.123456"),
        ("TM", "11", "11"),
        ("TM", "11:27:49", "11:27:49"),
        ("TM", "", ""),
        ("TM", "1000-1130", "1000-1130"),
        ("TM", "235960", "235960"),
        ("DT", "19970430", "19960501"),
        ("DT", "19970430112749.5", "19960501112749.5"),
        ("DT", "1997043011", "1996050111"),
        ("DT", "19970430112749+0800", "19960501112749"),
        ("DT", "19970430112749-0500", "19960501112749"),
        ("DT", "19970430-19970507", "19960501-19960508"),
        ("DT", "199704301127-0500-199705071127-0500", "199605011127-199605081127"),
        ("DT", "199704301127-", "199605011127-"),
        ("DT", "", ""),
    ],
)
def test_values_as_the_standard_writes_them(vr, text, moved):
    """Dates move by the offset, times stay, ranges move at both ends, offsets from UTC go."""
    assert shift_value(vr, text, YEAR) == moved


@pytest.mark.parametrize(
    ("vr", "text"),
    [
        ("DA", "WANG"), ("DA", "19970431"), ("DA", "1997043"), ("DA", "199704301"), ("DA", "1997.0430"), ("DA", "--"),
        ("DA", "-"), ("DA", "00000000"), ("DA", "19970430-WANG"), ("DA", "19971301"), ("DA", "１９９７０４３０"),
        ("TM", "2460"), ("TM", "9"), ("TM", "112"), ("TM", "WANG"), ("TM", "11274912"), ("TM", "11:2749"),
        ("TM", "112749.1234567"), ("TM", "1127-WANG"), ("TM", "-"),
        ("DT", "1997"), ("DT", "199704"), ("DT", "19970430112"), ("DT", "199704302561"), ("DT", "19970430+08"),
        ("DT", "19970430112749+9900"), ("DT", "WANG"), ("DT", "19970431"), ("DT", "19970430-WANG"),
        ("LO", "19970430"), ("UN", "19970430"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_goes(vr, text):
    """A value that is no date or time has no shifted form."""
    assert shift_value(vr, text, YEAR) is None


@pytest.mark.parametrize("text", [_da(day) for day in sorted(NO_DAYS)] + ["00010101", "18581117", "99991231"])
def test_dates_that_everybody_knows_go(text):
    """A date that stands for none would tell the offset, whether alone, with a clock, or in a range."""
    assert shift_value("DA", text, YEAR) is None
    assert shift_value("DT", f"{text}120000", YEAR) is None
    assert shift_value("DA", f"19970430-{text}", YEAR) is None


@given(told_days, clocks, offsets, OFFSETS_FROM_UTC, OFFSETS_FROM_UTC)
def test_offsets_from_utc_are_carried_over(day, clock, days, written, zone):
    """A moment told in another zone is read on the object's own clock, as its DA and TM are."""
    moved = shift_value("DT", f"{_da(day)}{clock}{written}", days, zone)
    source = datetime.strptime(f"{_da(day)}{clock}{written}", "%Y%m%d%H%M%S%z")
    local = source.astimezone(datetime.strptime(zone, "%z").tzinfo) + timedelta(days)
    assert moved == f"{_da(local.date())}{local:%H%M%S}"


@pytest.mark.parametrize(
    ("text", "moved"),
    [("1997043023+0800", "1996050123"), ("199704300130+0800", "199604301730"), ("199704300130", "199605010130")],
)
def test_only_what_has_a_clock_is_carried_over(text, moved):
    """Without minutes, or without an offset of its own, a moment keeps its clock."""
    assert shift_value("DT", text, YEAR, "+0000") == moved


@pytest.mark.parametrize("days", [0, 7, 364, -1, -365])
def test_only_whole_weeks_backwards(days):
    """No other movement is ever made."""
    with pytest.raises(ValueError, match="whole weeks"):
        shift_value("DA", "19970430", days)


@given(st.text(max_size=30), st.sampled_from(["DA", "TM", "DT"]), offsets)
def test_any_text_is_answered(text, vr, days):
    """No text breaks the reading, and what comes out is a date or time again."""
    moved = shift_value(vr, text, days)
    assert moved is None or moved == "" or set(moved) <= set("0123456789.:-")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("19970430", date(1997, 4, 30)),
        ("1997.04.30\0", date(1997, 4, 30)),
        ("19970430112749", date(1997, 4, 30)),
        ("19970431", None),
        ("WANG", None),
        ("00000101", None),
    ],
)
def test_days_are_read(text, day):
    """The day of a DA or DT is read in both spellings."""
    assert parse_day(text) == day


APRIL_30 = 862399669  # of CT_small.dcm, whose true day it is


@pytest.mark.parametrize(
    ("number", "told"),
    [
        (APRIL_30, True),
        (APRIL_30 + 0.25, True),
        (APRIL_30 * 1000, True),
        (APRIL_30 * 1_000_000, True),
        (APRIL_30 + 86_400, True),
        (APRIL_30 + 3 * 86_400, False),
        (APRIL_30 - 3 * 86_400, False),
        (19970430, True),
        (19970501, True),
        (19970505, False),
        (0, False),
        (-1, False),
        (512, False),
        (float("nan"), False),
        (float("inf"), False),
        (1e300, False),
        (99999999, False),
    ],
)
def test_numbers_that_tell_a_day(number, told):
    """Seconds, milliseconds, microseconds and eight digits within a day of a source date are noticed."""
    assert looks_like_epoch(number, {date(1997, 4, 30), date(1980, 5, 5)}) is told


def test_without_dates_nothing_is_told():
    """An object without dates has nothing to tell."""
    assert not looks_like_epoch(APRIL_30, set())


@given(told_days.filter(lambda day: day.year >= 1975), offsets)
def test_seconds_move_as_dates_do(day, days):
    """Seconds since 1970 move by the same days as a DA, and an integer stays one."""
    seconds = int(datetime(day.year, day.month, day.day, 13, tzinfo=UTC).timestamp())
    moved = shift_epoch(seconds, days)
    assert isinstance(moved, int)
    assert _da(datetime.fromtimestamp(moved, UTC).date()) == shift_value("DA", _da(day), days)
