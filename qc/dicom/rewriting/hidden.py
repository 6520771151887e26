"""Words in values that should be numbers: look-up tables, maps and coordinates may hold any bytes, names among them.

Coordinates are never as great as letters read as floating point numbers are. A table of grey values or colours runs
smoothly, in its low or in its high bytes, where letters jump.
"""

import re
from itertools import pairwise

from qc.dicom.rewriting.numbers import read_numbers

FEWEST_LETTERS = 8
A = 0x41
GREATEST = {"OF": 1e12, "OD": 1e100, "OL": 1e9, "OV": 1e17}
"""What no coordinate, grey value or index reaches, but letters as numbers of these VRs do."""
EVEN = 1
"""By how much the steps of a smooth table differ from each other over a few values."""
_READ_AS = {"OF": "FL", "OD": "FD", "OL": "UL", "OV": "UV"}
_SIGNS = re.compile(rb"[A-Za-z0-9 ^=.,:/_-]{%d,}" % FEWEST_LETTERS)


def hides_words(vr: str, raw: bytes, mark: str) -> bool:
    """Whether the bytes of a value are words rather than the numbers that its VR is for.

    >>> hides_words("OW", b"WANG XIAOMING  19800101", "<"), hides_words("OW", bytes(range(256)), "<")
    (True, False)
    """
    if vr in GREATEST:
        numbers = read_numbers(_READ_AS[vr], raw, mark)
        return numbers is None or not all(abs(number) < GREATEST[vr] for number in numbers)
    return any(_jumps(run[0]) for run in _SIGNS.finditer(raw))


def reads_as_words(raw: bytes) -> bool:
    """Whether a list of short numbers that is no table is written in letters: its numbers would all be great ones."""
    return any(any(sign >= A for sign in run[0]) for run in _SIGNS.finditer(raw))


def _jumps(run: bytes) -> bool:
    """Whether neither the even nor the odd bytes rise or fall by even steps, and letters are among them."""
    return any(sign >= A for sign in run) and not _is_even(run[::2]) and not _is_even(run[1::2])


def _is_even(signs: bytes) -> bool:
    steps = [after - before for before, after in pairwise(signs)]
    return (min(steps) >= 0 or max(steps) <= 0) and max(steps) - min(steps) <= EVEN
