"""Dates moved by whole weeks: DA, TM and DT of PS3.5 table 6.2-1, ranges and older forms included.

One individual's dates all move by the same number of days (`Keys.shift_days`), a multiple of seven, so that intervals
and weekdays stay; times of day stay as they are. What cannot be read as the standard writes it has no shifted form.
Neither has a date that stands for none: `19000101` is known to everybody, so its shifted form would tell by how much all
other dates were moved. Seconds since 1970, as some private elements hold them, move by `shift_epoch`.
"""

import re
from collections.abc import Callable, Collection
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

SECONDS_OF_A_DAY = 86_400
WEEK = 7
FIRST_IMAGE = date(1895, 11, 8)  # the day X-rays were found: no image is older
LAST_DAY = date(2099, 12, 30)
# Starts and ends of calendars of computers and data bases that no image of today can be of, however far it was moved.
NO_DAYS = frozenset(
    date(*day)
    for day in (
        (1899, 12, 30), (1899, 12, 31), (1900, 1, 1), (1901, 1, 1), (1904, 1, 1), (1910, 1, 1), (1960, 1, 1),
        (1969, 12, 31), (1970, 1, 1), (1970, 1, 2), (1980, 1, 1), (1980, 1, 6), (2038, 1, 19), (2049, 12, 31),
        (2050, 1, 1), (2050, 12, 31),
    )
)  # fmt: skip
_DAY = re.compile(r"(\d{4})([./-]?)(\d\d)\2(\d\d)", re.ASCII)  # 1997.04.30 is how ACR-NEMA 2.0 wrote it
_TIME = re.compile(r"(?:[01]\d|2[0-3])(?:(:?)[0-5]\d(?:\1(?:[0-5]\d|60)(?:\.\d{1,6})?)?)?", re.ASCII)
_MOMENT = re.compile(r"(\d{8})((?:\d\d){0,3}(?:\.\d{1,6})?)([+-]\d{4})?", re.ASCII)
_ZONE = re.compile(r"([+-])(0\d|1[0-4])([0-5]\d)", re.ASCII)
_FEWEST_DIGITS_OF_A_CLOCK = 4  # hours and minutes: below that, nothing can be told in another zone


def shift_value(vr: str, text: str, days: int, zone: str = "") -> str | None:
    """One value of a DA, TM or DT moved by `days`, which are whole weeks back; None where it must go.

    A range (`A-B`, `A-`, `-B`) moves at both ends. A DT loses its offset from UTC, for offsets tell of season and place:
    its clock is read in the object's own zone (`zone`: Timezone Offset From UTC (0008,0201)), as the DA and TM beside
    it are, and the object then declares +0000 for all of them. A DT that says no day has no shifted form.

    >>> shift_value("DA", "19970430", -364), shift_value("DT", "199704301127+0800", -364, "+0000")
    ('19960501', '199605010327')
    """
    if days >= 0 or days % WEEK:
        raise ValueError("dates move by whole weeks, backwards")
    bare = text.strip(" \0")
    if vr == "TM":
        return bare if _in_range(bare, _checked_time) is not None else None
    if vr == "DA":
        return _in_range(bare, lambda end: _shifted_day(end, days))
    return _shifted_moments(bare, days, zone) if vr == "DT" else None


@lru_cache(maxsize=4096)
def parse_day(text: str) -> date | None:
    """The day of a DA (or of the first eight digits of a DT), in the standard's or ACR-NEMA's spelling."""
    match = _DAY.match(text.strip(" \0"))
    try:
        return date(int(match[1]), int(match[3]), int(match[4])) if match else None
    except ValueError:
        return None


def shift_epoch(seconds: float, days: int) -> float:
    """Seconds since 1970 moved by whole days; integers stay integers."""
    return seconds + days * SECONDS_OF_A_DAY


def looks_like_epoch(number: float, source_dates: Collection[date]) -> bool:
    """Whether a number, read as a point in time, falls within a day of one of the object's own dates.

    It is read as seconds, milliseconds and microseconds since 1970 and as the eight digits of a date.
    """
    if not source_dates or number != number or abs(number) == float("inf"):  # noqa: PLR0124 NaN differs from itself
        return False
    readings = [_day_of(number / unit) for unit in (1, 1_000, 1_000_000)]
    readings.append(parse_day(str(int(number))) if 1e7 <= number < 1e8 else None)
    return any(abs((reading - day).days) <= 1 for reading in readings if reading for day in source_dates)


def _day_of(seconds: float) -> date | None:
    """The day of a point in time; None for numbers that no image can have."""
    if not 0 < seconds < 4e9 or seconds < 1e8:  # below that lies 1973
        return None
    return datetime.fromtimestamp(seconds, UTC).date()


def _in_range(text: str, end: Callable[[str], str | None]) -> str | None:
    """A value or a range of two, one of which may be missing; old spellings with `-` inside are no ranges."""
    single = end(text)
    if single is not None or "-" not in text:
        return single
    first, _, last = text.partition("-")
    moved = [end(part.strip()) if part.strip() else "" for part in (first, last)]
    return None if None in moved or moved == ["", ""] else "-".join(part or "" for part in moved)


def _checked_time(text: str) -> str | None:
    return text if not text or _TIME.fullmatch(text) else None


@lru_cache(maxsize=4096)
def _shifted_day(text: str, days: int) -> str | None:
    if not text:
        return ""
    day = parse_day(text) if _DAY.fullmatch(text) else None
    return None if day is None or not _is_told(day) else _written(day + timedelta(days))


def _is_told(day: date) -> bool:
    """Whether a date says when something was, and not merely that nothing is known."""
    return FIRST_IMAGE <= day <= LAST_DAY and day not in NO_DAYS


def _written(day: date) -> str:
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"  # strftime leaves out leading zeros on some systems


def _shifted_moments(text: str, days: int, zone: str) -> str | None:
    if not text:
        return ""
    single = _shifted_moment(text, days, zone)
    if single is not None or "-" not in text:
        return single
    for position in (index for index, sign in enumerate(text) if sign == "-"):  # `-` also begins an offset
        first, last = text[:position].strip(), text[position + 1 :].strip()
        moved = [_shifted_moment(part, days, zone) if part else "" for part in (first, last)]
        if None not in moved and moved != ["", ""]:
            return "-".join(part or "" for part in moved)
    return None


def _shifted_moment(text: str, days: int, zone: str) -> str | None:
    match = _MOMENT.fullmatch(text)
    day = parse_day(text) if match else None
    if match is None or day is None or not _is_told(day) or (match[2] and not _TIME.fullmatch(match[2])):
        return None
    minutes = _minutes_between(match[3] or zone, zone)
    if minutes is None:
        return None
    clock = match[2]
    if minutes and len(clock) >= _FEWEST_DIGITS_OF_A_CLOCK:
        moment = datetime(day.year, day.month, day.day, int(clock[:2]), int(clock[2:4]), tzinfo=UTC)
        moment += timedelta(minutes=minutes)
        day, clock = moment.date(), f"{moment.hour:02d}{moment.minute:02d}{clock[4:]}"
    return f"{_written(day + timedelta(days))}{clock}"


def _minutes_between(written: str, zone: str) -> int | None:
    """What is added to a clock of one zone to read it in the other; 0 where the object's zone is not told."""
    if written and not _ZONE.fullmatch(written):
        return None
    return _offset(zone) - _offset(written) if _ZONE.fullmatch(zone) else 0


def _offset(zone: str) -> int:
    """The minutes of an offset from UTC such as +0800."""
    return int(f"{zone[0]}1") * (int(zone[1:3]) * 60 + int(zone[3:5]))
