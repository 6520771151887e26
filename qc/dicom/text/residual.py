"""The last check of a finished file: no value that was removed may still stand in it, in any encoding.

A kept value equal to a removed one is a leak, unless the value is harmless by the vocabulary (`CHEST`) or the profile
wrote or keeps it by right (`wrote`). In the header, strings of six bytes and more are searched everywhere, shorter ones
as whole words, numbers as whole numbers. Grey values look like text wherever an image is smooth: a noise of deviation 5
about grey 107 spells a given name of six letters once in 10 million places. So in the pixels a string of fewer than
twelve letters or digits counts only if both its neighbours differ from its ends by 16 grey values or more, and none of
fewer than six counts; this holds for 8-bit pixels and, as UTF-16, for those of 16 bits.

False alarms: in 0.5 MB of random bytes a string of six letters is met by chance with a probability of 1.1e-7 (its
case is ignored), of eight letters with 7e-12; 300 strings of six letters make 3.4e-5 for a file, usual ones far less.
In smooth pixels the rule of neighbours leaves about 1e-6 for a string of six letters in a megapixel.
"""

import re
from collections.abc import Sequence
from typing import Final, Literal

from qc.dicom.text.search import Hit, Search
from qc.dicom.text.traces import traces

_ANYWHERE: Final = 6  # bytes
_WIDE: Final = 16  # bytes: Latin letters in UTF-16 are small numbers, and such are the words of pixels
_DIGITS: Final = 10  # a number so long may stand anywhere in the header
_UID: Final = re.compile(rb"[0-9]+(?:\.[0-9]+){3,}\Z")
_NUMBER_BEFORE: Final = re.compile(rb"(?:\A|[^0-9])0*\Z")
_FRACTION: Final = re.compile(rb"[0-9]\.\Z")
_DATE: Final = re.compile(rb"(?:1[89]|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])\Z")
_LONG: Final = 12  # letters: so many do not come by chance even in smooth pixels
_CONTRAST: Final = 16  # grey values between the end of a string and its neighbour


class Removed:
    """The identifying values that were taken out of one object; it lives no longer than the object is in work."""

    def __init__(self) -> None:
        self._patterns: set[bytes] = set()
        self._written: set[str] = set()

    def add(self, vr: str, raw: bytes, values: Sequence[str]) -> None:
        """Remember a removed value: its bytes as stored and its values as read. Harmless values are passed over."""
        self._patterns |= traces(vr, bytes(raw), values)

    def wrote(self, text: str) -> None:
        """A value that the profile wrote itself (a shifted date) or keeps by right (a device's serial number)."""
        self._written.add(text)

    def found(self, header: bytes | memoryview, body: bytes | memoryview = b"") -> bool:
        """Whether a removed value stands in the header (everything but the pixels) or in the body (pixel data)."""
        written = "\0".join(self._written).lower().encode("utf-8")
        search = Search(pattern for pattern in self._patterns if pattern.lower() not in written)
        if any(_in_header(header, hit) for hit in search.hits(header)):
            return True
        return any(_in_body(body, hit) for hit in search.hits(body))


def _in_header(data: bytes | memoryview, hit: Hit) -> bool:
    before, after = _around(data, hit)
    if hit.pattern.isdigit() and len(hit.pattern) < _DIGITS:
        return _whole_number(hit.pattern, before, after)
    if _UID.match(hit.pattern):
        return not re.search(rb"[0-9.]\Z", before) and not re.match(rb"\.?[0-9]", after)
    if len(hit.pattern) < _ANYWHERE and hit.pattern.isascii():
        return not before[-1:].isalnum() and not after[:1].isalnum()
    return True


def _in_body(data: bytes | memoryview, hit: Hit) -> bool:
    if len(hit.pattern) < _ANYWHERE or max(hit.pattern) > 0x7F:
        return len(hit.pattern) >= (_WIDE if 0 in hit.pattern else _ANYWHERE)
    size, order = _unit(hit.pattern)
    letters = len(hit.pattern) // size
    if letters < _ANYWHERE or letters >= _LONG:
        return letters >= _LONG
    end = hit.start + len(hit.pattern)
    outer = (hit.start - size, hit.start), (end, end - size)
    return all(_differ(data, one, other, size, order) for one, other in outer)


def _unit(pattern: bytes) -> tuple[int, Literal["little", "big"]]:
    """How many bytes a letter has, and their order: two in the UTF-16 form of an ASCII text."""
    if len(pattern) % 2 or len(pattern) < 2 or any(pattern[0::2]) == any(pattern[1::2]):
        return 1, "little"
    return 2, "big" if any(pattern[1::2]) else "little"


def _differ(data: bytes | memoryview, one: int, other: int, size: int, order: Literal["little", "big"]) -> bool:
    """Whether two grey values lie far apart; beyond the ends of the data there is none, which counts as far."""
    if one < 0 or one + size > len(data):
        return True
    values = (int.from_bytes(data[at : at + size], order) for at in (one, other))
    return abs(next(values) - next(values)) >= _CONTRAST


def _whole_number(pattern: bytes, before: bytes, after: bytes) -> bool:
    """A number by itself, perhaps with zeros before it; a date may also be followed by a time."""
    if not _NUMBER_BEFORE.search(before) or _FRACTION.search(before):
        return False
    return _DATE.match(pattern) is not None or not after[:1].isdigit()


def _around(data: bytes | memoryview, hit: Hit) -> tuple[bytes, bytes]:
    end = hit.start + len(hit.pattern)
    return bytes(data[max(0, hit.start - 12) : hit.start]), bytes(data[end : end + 12])
