"""The beginning of BAM: magic, header text, and the references in binary form (SAM specification, section 4.2)."""

import struct
from dataclasses import dataclass

from qc.sequence.alignment.header import Header, read_header
from qc.sequence.alignment.window import Window
from qc.sequence.remarks import Remarks

MAGIC = b"BAM\x01"
LARGEST = 256 << 20
"""The longest header text that is read, in bytes."""
LONGEST_NAME = 1 << 16


@dataclass(frozen=True, slots=True)
class Begun:
    """What stands before the first record; no `header` if it could not be read. `cut` says that the bytes ended."""

    header: Header | None = None
    cut: bool = False


class _Cut(Exception):
    """The bytes end inside the header."""


class _Wrong(Exception):
    """A length in the header cannot be true."""


def _taken(window: Window, number: int) -> bytes:
    found = window.take(number)
    if found is None:
        raise _Cut
    return found


def _number(window: Window) -> int:
    return int(struct.unpack("<i", _taken(window, 4))[0])


def _text(window: Window) -> bytes:
    length = _number(window)
    if not 0 <= length <= LARGEST:
        raise _Wrong(f"l_text is {length}")
    return _taken(window, length)


def _reference(window: Window) -> tuple[str, int]:
    length = _number(window)
    if not 1 < length <= LONGEST_NAME:
        raise _Wrong(f"l_name is {length}")
    name = _taken(window, length)
    if name[-1] or 0 in name[:-1]:
        raise _Wrong("a reference name is not ended by its only NUL")
    bases = _number(window)
    if bases < 0:
        raise _Wrong(f"l_ref is {bases}")
    return name[:-1].decode("ascii", "replace"), bases


def _references(window: Window) -> list[tuple[str, int]]:
    number = _number(window)
    if number < 0:
        raise _Wrong(f"n_ref is {number}")
    return [_reference(window) for _ in range(number)]


def read_beginning(window: Window, remarks: Remarks) -> Begun:
    """Read the header at the front of the window; its faults go to `remarks`, its end to the caller."""
    try:
        if _taken(window, 4) != MAGIC:
            remarks.add("E_NOT_BAM", "the decoded bytes do not begin with BAM\\1", byte=0)
            return Begun()
        text = _text(window)
        references = _references(window)
    except _Cut:
        return Begun(cut=True)
    except _Wrong as wrong:
        remarks.add("E_BAM_HEADER", str(wrong), byte=window.offset)
        return Begun()
    return Begun(read_header(text, remarks, references=references, offset=8))
