"""Text as it is stored: clean of control characters and of e-mail addresses; numbers and dates from text."""

import math
import re
from datetime import date
from urllib.parse import quote

EDGES = " \t\r\n\f\v\u00a0\u3000\u200b\u200c\u200d\u2060\ufeff"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
EMAIL = re.compile(r"[\w.+\-]{1,64}@[A-Za-z0-9\-]{1,63}(?:\.[A-Za-z0-9\-]{1,63})*\.[A-Za-z]{2,24}")
EMAIL_REMOVED = "[e-mail removed]"
INTEGER = re.compile(r"[+-]?\d{1,19}(?:\.0+)?")
LARGEST = 2**63 - 1
ISO_DATE = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?(?:[T ].*)?")
DAY_MONTH_YEAR = re.compile(r"(\d{1,2})[- ]([A-Za-z]{3})[A-Za-z]*[- ,]+(\d{4})")
MONTH_YEAR = re.compile(r"([A-Za-z]{3})[A-Za-z]*[- ,]+(\d{4})")
MONTHS = {
    name: n
    for n, name in enumerate(
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], start=1
    )
}
URI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s]+")
YES_NO = {
    "true": True,
    "yes": True,
    "y": True,
    "1": True,
    "是": True,
    "false": False,
    "no": False,
    "n": False,
    "0": False,
    "否": False,
}


def clean(text: str) -> str:
    """The text without blanks at its ends, NBSP as a blank, control characters as blanks."""
    return CONTROL.sub(" ", text.replace("\u00a0", " ")).strip(EDGES)


def has_control(text: str) -> bool:
    """Whether a text holds characters that no store takes."""
    return CONTROL.search(text) is not None


def without_emails(text: str) -> str:
    """The text with every e-mail address taken out."""
    return EMAIL.sub(EMAIL_REMOVED, text) if "@" in text else text


def integer(text: str) -> int | None:
    """A whole number of at most 63 bits, or None.

    >>> integer("100.0"), integer("1.5")
    (100, None)
    """
    if not INTEGER.fullmatch(text):
        return None
    value = int(text.partition(".")[0])
    return value if -LARGEST <= value <= LARGEST else None


def number(text: str) -> float | None:
    """A finite number, or None."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def boolean(text: str) -> bool | None:
    """Yes or no in the usual spellings, or None."""
    return YES_NO.get(text.lower())


def iso_date(text: str) -> str | None:
    """A day, month or year as ISO text, or None where it is none or no such day exists.

    >>> iso_date("2020/1/2 21:58:01"), iso_date("08-JUL-2008"), iso_date("Sep-2012"), iso_date("2020-13")
    ('2020-01-02', '2008-07-08', '2012-09', None)
    """
    if found := DAY_MONTH_YEAR.fullmatch(text):
        month = MONTHS.get(found[2].lower())
        return _day(int(found[3]), month, int(found[1])) if month else None
    if found := MONTH_YEAR.fullmatch(text):
        month = MONTHS.get(found[1].lower())
        return _day(int(found[2]), month, None) if month else None
    found = ISO_DATE.fullmatch(text)
    if not found:
        return None
    return _day(int(found[1]), *(int(part) if part else None for part in found.group(2, 3)))


def _day(year: int, month: int | None, day: int | None) -> str | None:
    try:
        whole = date(year, month or 1, day or 1).isoformat()
    except ValueError:
        return None
    return whole[: 10 if day else 7 if month else 4]


def uri(text: str) -> str | None:
    """An absolute address with its blanks encoded, or None."""
    address = quote(text, safe="%/:@!$&'()*+,;=~?#[]-._")
    return address if URI.fullmatch(address) and "[" not in address.partition("//")[2].partition("/")[2] else None
