"""Binary numbers of elements: read for judging, written when a date is among them."""

import struct

FORMATS = {"US": "H", "SS": "h", "UL": "L", "SL": "l", "FL": "f", "FD": "d", "SV": "q", "UV": "Q", "AT": "HH"}
SIZES = {vr: struct.calcsize("<" + letters) for vr, letters in FORMATS.items()}
SUSPECT = 1e7  # dates as eight digits begin here, seconds since 1970 later


def read_numbers(vr: str, raw: bytes, mark: str) -> tuple[float, ...] | None:
    """The numbers of a binary value in a byte order; None where its length is no multiple of their size.

    The two halves of an AT are read as one number, group first.
    """
    if len(raw) % SIZES[vr]:
        return None
    count = len(raw) // SIZES[vr]
    numbers = struct.unpack(mark + FORMATS[vr] * count, raw)
    if vr == "AT":
        return tuple(group << 16 | element for group, element in zip(numbers[::2], numbers[1::2], strict=True))
    return numbers


def write_numbers(vr: str, numbers: list[float], mark: str) -> bytes | None:
    """Numbers as bytes; None where one does not fit."""
    whole = FORMATS[vr] not in "fd"
    try:
        return struct.pack(mark + FORMATS[vr] * len(numbers), *(int(number) if whole else number for number in numbers))
    except (struct.error, OverflowError, ValueError):
        return None
