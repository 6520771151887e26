"""The image that stands for a series: the one in the middle, as scanned from end to end."""

from collections.abc import Iterable
from typing import NamedTuple


class Slice(NamedTuple):
    """An image of a series: its number there (None if it has none), its SOP Instance UID, its code if it has one."""

    number: int | None
    uid: str
    code: str | None


def representative(slices: Iterable[Slice]) -> Slice | None:
    """The middle of the images that have a code, in order of their numbers and UIDs; None if no image has one.

    >>> representative([Slice(1, "a", "00"), Slice(3, "c", "02"), Slice(2, "b", "01")])
    Slice(number=2, uid='b', code='01')
    """
    ordered = sorted((item for item in slices if item.code is not None), key=_place)
    return ordered[(len(ordered) - 1) // 2] if ordered else None


def _place(item: Slice) -> tuple[bool, int, str]:
    return item.number is None, item.number or 0, item.uid
