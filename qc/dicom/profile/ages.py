"""Ages (AS, PS3.5 table 6.2-1), capped: above 89 years every age is told as 90.

An age of 104 in a hospital of some size is a name. Years, months, weeks and days are capped alike.
"""

import re

CAP = "090Y"
LAST_EXACT_YEAR = 89
DAYS_OF = {"D": 1.0, "W": 7.0, "M": 30.436875, "Y": 365.2425}
_AGE = re.compile(r"(\d{1,5})\s?([DWMY])?", re.ASCII)


def capped(text: str) -> str | None:
    """An age as it may be published: unchanged up to 89 years, `090Y` above; None where it is no age.

    A number without unit is years. An age that the standard does not allow is written as it allows.

    >>> capped("032Y"), capped("1080M"), capped("104Y"), capped("WANG")
    ('032Y', '090Y', '090Y', None)
    """
    bare = text.strip(" \0")
    if not bare:
        return ""
    match = _AGE.fullmatch(bare.upper())
    if match is None:
        return None
    number, unit = int(match[1]), match[2] or "Y"
    if number * DAYS_OF[unit] >= (LAST_EXACT_YEAR + 1) * DAYS_OF["Y"]:
        return CAP
    return _written(number, unit)


def _written(number: int, unit: str) -> str:
    """Three digits and the unit; what needs more digits is told in the next greater unit."""
    for greater in "DWMY"["DWMY".index(unit) :]:
        count = number if greater == unit else int(number * DAYS_OF[unit] / DAYS_OF[greater])
        if count < 1000:
            return f"{count:03d}{greater}"
    return CAP
