"""Calendar days found in text, in any common form: numbers in each order, names of months, Chinese."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED: Final = (
    r"(?P<n>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_GAP: Final = r"[\s./_,^-]*"
_YEAR: Final = r"(?:1[89]|20)\d\d"
_DAY: Final = r"(?P<d>[12]\d|3[01]|0?[1-9])"
_DAY2: Final = r"(?P<d>0[1-9]|[12]\d|3[01])"
_MONTH: Final = r"(?P<m>1[0-2]|0?[1-9])"
_MONTH2: Final = r"(?P<m>0[1-9]|1[0-2])"
_BEFORE: Final = r"(?<![0-9])"
_DATES: Final = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_BEFORE}(?P<y>{_YEAR})(?P<s>[-./_\s]?){_MONTH2}(?P=s){_DAY2}(?:(?![0-9])|(?=\d{{4,6}}(?![0-9])))",
        rf"{_BEFORE}(?P<y>{_YEAR})[-./_](?P<m>[1-9])[-./_](?P<d>[12]\d|3[01]|[1-9])(?![0-9])",
        rf"{_BEFORE}{_DAY}(?P<s>[-./_\s]){_MONTH}(?P=s)(?P<y>{_YEAR})(?![0-9])",
        rf"{_BEFORE}{_MONTH}(?P<s>[-./_\s]){_DAY}(?P=s)(?P<y>{_YEAR})(?![0-9])",
        rf"{_BEFORE}{_DAY}(?P<s>[-/]){_MONTH}(?P=s)(?P<y>\d\d)(?![0-9])",
        rf"{_BEFORE}{_MONTH}(?P<s>[-/]){_DAY}(?P=s)(?P<y>\d\d)(?![0-9])",
        rf"{_BEFORE}{_DAY2}\.{_MONTH2}\.(?P<y>\d\d)(?![.0-9])",
        rf"{_BEFORE}{_DAY2}{_MONTH2}(?P<y>{_YEAR})(?![0-9])",
        rf"{_BEFORE}{_MONTH2}{_DAY2}(?P<y>{_YEAR})(?![0-9])",
        rf"{_BEFORE}{_DAY}(?:st|nd|rd|th)?{_GAP}{_NAMED}{_GAP}(?P<y>{_YEAR}|\d\d)(?![0-9])",
        rf"(?<![a-z]){_NAMED}{_GAP}{_DAY}(?:st|nd|rd|th)?{_GAP}(?P<y>{_YEAR})(?![0-9])",
        rf"{_BEFORE}(?P<y>{_YEAR}){_GAP}{_NAMED}{_GAP}{_DAY}(?![0-9])",
        rf"{_BEFORE}(?P<y>{_YEAR}|\d\d)\s*年\s*{_MONTH}\s*月(?:\s*{_DAY}\s*[日号]?)?",
        rf"{_BEFORE}(?P<y>\d\d){_MONTH2}{_DAY2}(?![0-9])",
        rf"(?<![a-z]){_NAMED}{_GAP}(?P<y>{_YEAR})(?![0-9])",
    )
)


def dates_in(text: str) -> Iterator[tuple[int, int, date]]:
    """Start, end and day of everything that reads as a date; an ambiguous one comes once for each reading."""
    for pattern in _DATES:
        for match in pattern.finditer(text):
            yield from ((match.start(), match.end(), day) for day in _days(match))


def date_like(text: str) -> bool:
    """Whether a calendar date in any common form stands in the text."""
    return any(True for _ in dates_in(text))


def _days(match: re.Match[str]) -> Iterator[date]:
    parts = match.groupdict()
    month = _MONTHS.index(parts["n"][:3].lower()) + 1 if parts.get("n") else int(parts["m"])
    years = [int(parts["y"])] if len(parts["y"]) > 2 else [1900 + int(parts["y"]), 2000 + int(parts["y"])]
    for year in years:
        try:
            yield date(year, month, int(parts.get("d") or 1))
        except ValueError:
            continue
