"""Element headers in the three encodings of a data set (PS3.5 chapter 7): how they are read and written."""

from dataclasses import dataclass
from struct import Struct

from qc.dicom.file.transfer_syntax import TransferSyntax

UNDEFINED = 0xFFFFFFFF
ITEM = 0xFFFEE000
ITEM_END = 0xFFFEE00D
SEQUENCE_END = 0xFFFEE0DD
LONG_VRS = frozenset(
    ["OB", "OD", "OF", "OL", "OV", "OW", "SQ", "SV", "UC", "UN", "UR", "UT", "UV"]
)  # 32-bit lengths (PS3.5 table 7.1-1)
SHORT_VRS = frozenset(
    [
        "AE",
        "AS",
        "AT",
        "CS",
        "DA",
        "DS",
        "DT",
        "FD",
        "FL",
        "IS",
        "LO",
        "LT",
        "PN",
        "SH",
        "SL",
        "SS",
        "ST",
        "TM",
        "UI",
        "UL",
        "US",
    ]
)
WORD_SIZES = {"AT": 2, "FD": 8, "FL": 4, "OD": 8, "OF": 4, "OL": 4, "OV": 8, "OW": 2, "SL": 4, "SS": 2} | {
    "SV": 8,
    "UL": 4,
    "US": 2,
    "UV": 8,
}
_NAMES = {vr: vr.encode() for vr in LONG_VRS | SHORT_VRS}
_PADDED_BY_ZERO = LONG_VRS - {"UC", "UR", "UT"} | {"UI"}


@dataclass(frozen=True, slots=True)
class Encoding:
    """One encoding; `mark` is the byte order as `struct` writes it."""

    implicit: bool
    mark: str
    short: Struct  # explicit: group, element, VR, 16-bit length; also item headers
    plain: Struct  # group, element, 32-bit length
    long: Struct  # explicit: group, element, VR, two reserved bytes, 32-bit length

    def number(self, value: bytes) -> int:
        """The first unsigned number of 16 bits in a value (US); 0 where there is none."""
        return int.from_bytes(value[:2], "big" if self.mark == ">" else "little")

    def header(self, tag: int, vr: str, length: int) -> bytes:
        """The header of an element; a length that does not fit into 16 bits makes the VR UN (PS3.5 6.2.2)."""
        group, number = tag >> 16, tag & 0xFFFF
        if self.implicit or group == 0xFFFE:
            return self.plain.pack(group, number, length)
        if vr in LONG_VRS:
            return self.long.pack(group, number, _NAMES[vr], 0, length)
        if length > 0xFFFF:
            return self.long.pack(group, number, b"UN", 0, length)
        return self.short.pack(group, number, _NAMES[vr], length)

    def element(self, tag: int, vr: str, value: bytes) -> bytes:
        """A whole element; an odd value is padded as its VR asks (PS3.5 6.2)."""
        if len(value) & 1:
            value += padding(vr)
        return self.header(tag, vr, len(value)) + value


def padding(vr: str) -> bytes:
    """The byte that makes a value even."""
    return b"\0" if vr in _PADDED_BY_ZERO else b" "


def _encoding(*, implicit: bool, mark: str) -> Encoding:
    return Encoding(implicit, mark, Struct(f"{mark}HH2sH"), Struct(f"{mark}HHL"), Struct(f"{mark}HH2sHL"))


IMPLICIT = _encoding(implicit=True, mark="<")
EXPLICIT = _encoding(implicit=False, mark="<")
BIG = _encoding(implicit=False, mark=">")


def encoding_of(syntax: TransferSyntax) -> Encoding:
    """The encoding of a data set in a transfer syntax."""
    if syntax.implicit:
        return IMPLICIT
    return BIG if syntax.big_endian else EXPLICIT
