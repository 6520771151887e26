"""Optional fields of SAM text, tested by compiled code: clean ones pass, others get the kind of their fault.

The grammar is the table of the SAM specification, 1.5. `aux_tags` says of a faulty field exactly what is wrong.
"""

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment.characters import CLASSES, DIGIT, HEX, PRINTED, TYPES
from qc.sequence.alignment.read_groups import UNKNOWN, ReadGroups, group_of
from qc.sequence.alignment.sam_faults import AUX, AUX_TWICE, AUX_TYPE, AUX_VALUE, CLEAN, PROGRAM, READ_GROUP
from qc.sequence.alignment.sam_text import byte_at, is_text, next_tab
from qc.sequence.compiled import unmanaged

Bytes = NDArray[np.uint8]
Numbers = NDArray[np.int64]

TAGS = 1 << 16
"""Two characters as one number are below this."""
NO_GROUP = -2
RG, PG = 0x5247, 0x5047
"""The tags of read group and program, as numbers."""
POINT = 46 - 48
POWER, LARGEST = 38, 3.4028235677973366
"""What rounds to infinity in 32 bits begins at LARGEST times ten to the POWER."""
TOO_LONG = 1 << 62
"""What `integer` gives for text that is no whole number of at most 18 digits."""


@unmanaged
def span(text: Bytes, start: int, stop: int, kind: int) -> int:
    """The end of the run of characters of a class that begins at `start`."""
    at = start
    while at < stop and CLASSES[text[at]] & kind:
        at += 1
    return at


@unmanaged
def integer(text: Bytes, start: int, end: int) -> int:
    """The whole number, signed or not, that `text[start:end]` is; TOO_LONG if it is none."""
    at = start
    negative = False
    if at < end and (text[at] == 45 or text[at] == 43):
        negative = text[at] == 45
        at += 1
    if at >= end or end - at > 18:
        return TOO_LONG
    value = 0
    while at < end:
        digit = byte_at(text, at) - 48
        if digit < 0 or digit > 9:
            return TOO_LONG
        value = value * 10 + digit
        at += 1
    return -value if negative else value


@unmanaged
def is_real(text: Bytes, start: int, end: int) -> bool:
    """Whether the text is a number of type f: digits before a point may lack, those after it may not."""
    at = start
    if at < end and (text[at] == 45 or text[at] == 43):
        at += 1
    whole = span(text, at, end, DIGIT)
    tail = whole
    if whole < end and text[whole] == 46:
        tail = span(text, whole + 1, end, DIGIT)
        if tail == whole + 1:
            return False
    elif whole == at:
        return False
    if tail == end:
        return True
    if text[tail] != 69 and text[tail] != 101:
        return False
    at = tail + 1
    if at < end and (text[at] == 45 or text[at] == 43):
        at += 1
    return at < end and span(text, at, end, DIGIT) == end


@unmanaged
def _magnitude(text: Bytes, start: int, end: int) -> tuple[int, float]:
    """Of the digits before an exponent: the power of ten of the first that is not 0, and its value with those behind."""
    power, value, unit = -1, 0.0, 1.0
    fraction = False
    for at in range(start, end):
        digit = byte_at(text, at) - 48
        if digit < 0:
            fraction = fraction or digit == POINT
            continue
        if digit > 0 or value > 0.0:
            value += digit * unit
            unit /= 10.0
            power += not fraction
        elif fraction:
            power -= 1
    return power, value


@unmanaged
def is_single(text: Bytes, start: int, end: int) -> bool:
    """Whether the text is a number of type f that 32 bits can hold: none beyond them."""
    if not is_real(text, start, end):
        return False
    stop = start
    while stop < end and text[stop] | 32 != 101:
        stop += 1
    power, value = _magnitude(text, start, stop)
    exponent = integer(text, stop + 1, end) if stop < end else 0
    if value == 0.0 or abs(exponent) == TOO_LONG:
        return value == 0.0 or text[stop + 1] == 45
    power += exponent
    return power < POWER or (power == POWER and value < LARGEST)


@unmanaged
def lowest(kind: int) -> int:
    """The smallest value of an integer subtype of B, 1 for what is none."""
    if kind in (67, 83, 73):
        return 0
    if kind == 99:
        return -128
    if kind == 115:
        return -32768
    return -2147483648 if kind == 105 else 1


@unmanaged
def highest(kind: int) -> int:
    """The largest value of an integer subtype of B, 0 for what is none."""
    if kind == 67:
        return 255
    if kind == 83:
        return 65535
    if kind == 73:
        return 4294967295
    return -lowest(kind) - 1


@unmanaged
def is_array(text: Bytes, start: int, end: int) -> bool:
    """Whether the text is an array of type B: its subtype, then values each behind a comma, all in range."""
    if start >= end:
        return False
    kind = byte_at(text, start)
    real = kind == 102
    low, high = lowest(kind), highest(kind)
    if not real and low > high:
        return False
    at = start + 1
    while at < end:
        if text[at] != 44:
            return False
        begin = at + 1
        at = begin
        while at < end and text[at] != 44:
            at += 1
        if real:
            if not is_single(text, begin, at):
                return False
        else:
            value = integer(text, begin, at)
            if value < low or value > high:
                return False
    return True


@unmanaged
def is_value(text: Bytes, kind: int, start: int, end: int) -> bool:
    """Whether the text is a value of the type `kind` (a letter)."""
    if kind == 90:
        return is_text(text, start, end)
    if kind == 105:
        value = integer(text, start, end)
        return -2147483648 <= value <= 4294967295
    if kind == 65:
        return end - start == 1 and CLASSES[text[start]] & PRINTED != 0
    if kind == 102:
        return is_single(text, start, end)
    if kind == 66:
        return is_array(text, start, end)
    return kind == 72 and (end - start) % 2 == 0 and span(text, start, end, HEX) == end


@unmanaged
def is_type(kind: int) -> bool:
    """Whether the letter is one of A i f Z H B."""
    return kind in (65, 66, 72, 90, 102, 105)


@unmanaged
def tag_at(text: Bytes, start: int, end: int) -> int:
    """The two characters of TAG:TYPE: at `start` as one number, or -1 if no such form stands there."""
    if end - start < 5 or text[start + 2] != 58 or text[start + 4] != 58 or not is_type(text[start + 3]):
        return -1
    first, second = byte_at(text, start), byte_at(text, start + 1)
    letter = 65 <= first <= 90 or 97 <= first <= 122
    follows = 65 <= second <= 90 or 97 <= second <= 122 or 48 <= second <= 57
    return first << 8 | second if letter and follows else -1


@unmanaged
def optional_fields(
    text: Bytes, start: int, stop: int, seen: Numbers, record: int, groups: ReadGroups, programs: ReadGroups
) -> tuple[int, int]:
    """The kind of the first fault of the optional fields in `text[start:stop]`, an error before a warning; and the group.

    The group is the number of the read group that RG names, NO_GROUP without RG, UNKNOWN for an undeclared one.
    `seen` holds by tag the last record that had it; `record` is this one's number, used for no other line.
    """
    group, mild = NO_GROUP, CLEAN
    at = start
    while at <= stop:
        end = next_tab(text, at, stop)
        tag = tag_at(text, at, end)
        if tag < 0:
            return AUX, group
        if seen[tag] == record:
            return AUX_TWICE, group
        seen[tag] = record
        kind = byte_at(text, at + 3)
        if not is_value(text, kind, at + 5, end):
            return AUX_VALUE, group
        if TYPES[tag] != 0 and TYPES[tag] != kind:
            mild = AUX_TYPE
        elif tag == RG:
            group = group_of(groups, text, at + 5, end)
            if group == UNKNOWN and len(groups.bounds) > 1:
                return READ_GROUP, group
        elif tag == PG and len(programs.bounds) > 1 and group_of(programs, text, at + 5, end) == UNKNOWN:
            mild = PROGRAM
        at = end + 1
    return mild, group
