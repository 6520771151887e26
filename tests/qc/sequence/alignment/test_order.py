"""The two customs of ordering names, against plain Python."""

import re

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.alignment.order import lexical, natural, place_of
from qc.sequence.alignment.words import Bytes

NAMES = st.text("a1029:/Z", max_size=9)


def _bytes(text: str) -> Bytes:
    return np.frombuffer(text.encode() + bytes(8), np.uint8).copy()


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _natural(a: str, b: str) -> int:
    """Runs of digits as numbers where both names have one, other characters by their code."""
    i = j = 0
    while i < len(a) and j < len(b):
        one, other = re.match("[0-9]+", a[i:]), re.match("[0-9]+", b[j:])
        if one and other:
            if int(one[0]) != int(other[0]):
                return _sign(int(one[0]) - int(other[0]))
            i, j = i + one.end(), j + other.end()
        elif a[i] != b[j]:
            return _sign(ord(a[i]) - ord(b[j]))
        else:
            i, j = i + 1, j + 1
    return _sign((len(a) - i) - (len(b) - j))


@given(NAMES, NAMES)
def test_names_by_byte(a: str, b: str) -> None:
    """As Python compares ASCII texts."""
    assert _sign(lexical(_bytes(a), 0, len(a), _bytes(b), 0, len(b))) == (a > b) - (a < b)


@given(NAMES, NAMES)
def test_names_with_numbers(a: str, b: str) -> None:
    """As numbers compare, leading zeros aside."""
    assert _sign(natural(_bytes(a), 0, len(a), _bytes(b), 0, len(b))) == _natural(a, b)


def test_places_come_in_order() -> None:
    """A reference without position before its first base, no reference last of all."""
    places = [(0, -1), (0, 0), (0, 2**31 - 2), (1, -1), (2**31 - 1, 5), (-1, -1)]
    assert sorted(places, key=lambda place: place_of(*place)) == places
