"""Whether a number that stays can be what its attribute is for: a count, a length, an angle, and no record number.

A number of seven digits before the point may be a record number, one of eight a date, except in attributes that really
are so great (`LARGE`, `GREAT`); floating-point numbers, which nobody takes for record numbers, may have seven. NaN, infinities and what is no number at all never stay.
"""

import math
import re
from collections.abc import Iterable

from qc.dicom.profile.attributes import keyword, tag_of

BOUND, FLOATING_BOUND = 1e6, 1e7
FLOATING = frozenset({"FD", "FL"})
GREAT_BOUND = 1e10  # telephone numbers begin above it
LARGE = frozenset(
    map(
        tag_of,
        (
            "AcquisitionNumber", "ContourData", "CountRate", "ExposureInuAs", "ExposureTimeInuS", "HistogramData",
            "InstanceNumber", "SeriesNumber", "TransducerFrequency", "XRayTubeCurrentInuA",
        ),
    )
)  # fmt: skip
GREAT = frozenset(
    map(
        tag_of,
        (
            "ActualFrameDuration", "CountsAccumulated", "DoseCalibrationFactor", "ExtendedOffsetTable",
            "ExtendedOffsetTableLengths", "FrameReferenceTime", "PrimaryPromptsCountsAccumulated", "RadionuclideHalfLife",
            "RadionuclideTotalDose", "RadiopharmaceuticalSpecificActivity", "SecondaryCountsAccumulated",
        ),
    )
)  # fmt: skip
PADDING = frozenset(
    {tag_of("PixelPaddingValue")}
)  # those of floating-point pixels come with pixels that nobody looks at
# Private elements by group and low byte, with what may be added to their numbers.
PRIVATE_OFFSETS = {
    0x0043_0039: 1e9,  # GEMS_PARM_01: b values of some releases stand upon a thousand million
    0x0019_0029: 8e7,  # SIEMENS MR HEADER: times of slices, in some releases milliseconds of the day
}
_FORMS = {
    "DS": re.compile(r" *[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,3})? *", re.ASCII),
    "IS": re.compile(r" *[+-]?\d+ *", re.ASCII),
}
LONG_WITH_ZEROS, SIGNIFICANT = 7, 4  # zeros before fewer digits than that fill a column
_POWER = re.compile("[eE]")
LONGEST_WRITTEN = 24  # some devices write more than the 16 signs of PS3.5 table 6.2-1; the number counts


def is_number(tag: int, vr: str, text: str) -> bool:
    """Whether a value of an IS or DS is a number by the form of its VR, and small enough for its attribute."""
    form = _FORMS[vr].fullmatch(text)
    return (
        len(text) <= LONGEST_WRITTEN
        and form is not None
        and _is_bounded(tag, vr, float(text))
        and _is_scaled(tag, text)
    )


def _is_scaled(tag: int, text: str) -> bool:
    """Whether no long number is made small by its power of ten, `13800138000E-9`, or by zeros before it, `00412345`."""
    mantissa = _POWER.split(text)[0]
    whole = mantissa.strip(" +-").partition(".")[0]
    if whole.startswith("0") and len(whole) >= LONG_WITH_ZEROS and len(whole.lstrip("0")) >= SIGNIFICANT:
        return False
    return mantissa == text or abs(float(mantissa)) < _bound(tag, "DS")


def are_numbers(tag: int, vr: str, values: Iterable[float]) -> bool:
    """Whether the numbers of a binary VR are small enough for their attribute.

    >>> are_numbers(0x0018_9073, "FD", [8.25]), are_numbers(0x0018_9073, "FD", [13800138000.0])
    (True, False)
    """
    return all(_is_bounded(tag, vr, value) for value in values)


def are_tags(values: Iterable[float]) -> bool:
    """Whether the values of an AT, group first, name attributes of the data dictionary; others may be any number."""
    return all(keyword(int(value)) for value in values)


def _is_bounded(tag: int, vr: str, value: float) -> bool:
    if tag in PADDING:
        return True
    return math.isfinite(value) and (abs(value) < _bound(tag, vr) or _is_offset(tag, value))


def _bound(tag: int, vr: str) -> float:
    if tag in GREAT:
        return GREAT_BOUND
    return FLOATING_BOUND if tag in LARGE or vr in FLOATING or tag & 0x10000 else BOUND


def _is_offset(tag: int, value: float) -> bool:
    """Whether a private element's number is small but for what its vendor adds."""
    offset = PRIVATE_OFFSETS.get(tag & 0xFFFF00FF) if tag & 0x10000 else None
    return offset is not None and 0 <= value < offset + FLOATING_BOUND
