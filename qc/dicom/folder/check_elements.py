"""Whether a data set is already as the profile would leave it: it is rewritten with a key of no meaning and compared.

What the profile would remove, empty or clean is told by tag and kind. New UIDs, shifted dates and pseudonyms differ
in any case; they are judged by their form.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from qc.dicom.file.elements import PIXEL_DATA, Element
from qc.dicom.file.part10 import File
from qc.dicom.folder.journal import Remark
from qc.dicom.profile import Profile
from qc.dicom.profile.action import Action
from qc.dicom.profile.dates import parse_day
from qc.dicom.rewriting.numbers import read_numbers

DECLARING = frozenset({0x00120062, 0x00120063, 0x00120064, 0x00280301, 0x00280303})
OWN_UID = re.compile(rb"2\.25\.[1-9][0-9]{0,38}[ \0]*(\\2\.25\.[1-9][0-9]{0,38}[ \0]*)*")
PSEUDONYM = re.compile(rb"IMG1-[A-Z2-7]{20} ?")
EPOCH = date(1970, 1, 1)
NEAR = 2 * 86400.0  # seconds: the day itself and its neighbours, for zones of time
LATER = 26 * 7 * 86400.0
"""Seconds: half of the least by which dates move. A clock that lies further behind all dates was not moved with them."""
OVERLAYS, CURVES = 0x60, 0x50
"""Repeating groups 60xx and 50xx (PS3.5 7.6): their upper byte."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A file as it is, as the profile would leave it, and the profile."""

    found: File
    wanted: File
    profile: Profile

    def remarks(self) -> Iterator[Remark]:
        """What differs and should not."""
        yield from self._level(self.found.data_set.elements, self.wanted.data_set.elements)

    def _level(self, found: list[Element], wanted: list[Element]) -> Iterator[Remark]:
        expected = {element.tag: element for element in wanted}
        creators = {element.tag: self._text(element) for element in found if element.tag >> 16 & 1}
        for element in found:
            if element.tag in DECLARING:
                continue
            if element.tag not in expected:
                yield _surplus(element.tag)
                continue
            creator = creators.get(element.tag & 0xFFFF0000 | (element.tag & 0xFFFF) >> 8, "")
            yield from self._element(element, expected[element.tag], self._action(element, creator))

    def _action(self, element: Element, creator: str) -> Action:
        tag = element.tag
        if not tag >> 16 & 1:
            return self.profile.action(tag)
        return self.profile.private_action(creator, tag & 0xFF, tag >> 16, element.vr)

    def _element(self, found: Element, wanted: Element, action: Action) -> Iterator[Remark]:
        if found.items is not None or wanted.items is not None:
            inside = found.items.items if found.items else []
            beside = wanted.items.items if wanted.items else []
            if len(inside) != len(beside):
                yield _surplus(found.tag)
            for one, other in zip(inside, beside, strict=False):
                yield from self._level(one.elements, other.elements)
            return
        was, would = self.found.value(found), self.wanted.value(wanted)
        if action is Action.INTEGER_DATE:
            yield from self._clock(found)
        elif was != would and not _may_differ(action, was, would):
            yield _changed(found.tag, action)

    def _clock(self, element: Element) -> Iterator[Remark]:
        """Seconds since 1970 that lie years behind all dates of the file tell by how much these were moved."""
        numbers = read_numbers(element.vr, self.found.value(element), self.found.encoding.mark) or ()
        days = self._days()
        if days and any(number > max(days) + LATER for number in numbers):
            message = f"{_name(element.tag)}: a private clock that was not moved with the dates of the file"
            yield Remark("CHECK_DATE", "error", message, HINT)
        elif days and not all(any(abs(number - day) < NEAR for day in days) for number in numbers):
            message = f"{_name(element.tag)}: a private clock that tells none of the dates of the file"
            yield Remark("CHECK_CLOCK", "info", message, "see whether the device writes another time there")

    def _days(self) -> list[float]:
        """The dates of the file as seconds since 1970."""
        dated = (element for element in self.found.data_set.elements if element.vr in ("DA", "DT"))
        told = (parse_day(self._text(element)) for element in dated)
        return [(day - EPOCH).total_seconds() for day in told if day is not None]

    def _text(self, element: Element) -> str:
        return self.found.value(element).decode("latin-1").strip(" \0")


def _may_differ(action: Action, was: bytes, would: bytes) -> bool:
    """Whether a value that the key changes is of the form that some key gives."""
    if OWN_UID.fullmatch(was):
        return OWN_UID.fullmatch(would) is not None
    if action is Action.PSEUDONYM:
        return PSEUDONYM.fullmatch(was) is not None
    return action is Action.SHIFT and bool(would.strip(b" \0"))


def _surplus(tag: int) -> Remark:
    """An element that the profile would take out."""
    upper = tag >> 24
    if tag >> 16 & 1:
        kind = "CHECK_CURVE" if upper == CURVES else "CHECK_PRIVATE_ELEMENT"
        return Remark(kind, "error", f"{_name(tag)}: a private element that is not known to be safe", HINT)
    if upper in (OVERLAYS, CURVES):
        code = "CHECK_OVERLAY" if upper == OVERLAYS else "CHECK_CURVE"
        return Remark(code, "error", f"{_name(tag)}: overlays and curves may hold words", HINT)
    return Remark("CHECK_ATTRIBUTE", "error", f"{_name(tag)}: an attribute that the profile removes", HINT)


def _changed(tag: int, action: Action) -> Remark:
    """An element that the profile would change."""
    if tag == PIXEL_DATA:
        message = f"{_name(tag)}: unused bits, bytes behind the pixels, or comments in the code stream"
        return Remark("CHECK_PIXEL_BYTES", "error", message, HINT)
    code, what = {
        Action.UID: ("CHECK_UID", "a UID that no key made"),
        Action.CLEAN: ("CHECK_DESCRIPTOR", "words that are none of imaging"),
        Action.SHIFT: ("CHECK_DATE", "a date that the profile would remove"),
        Action.PSEUDONYM: ("CHECK_PSEUDONYM", "a name or number that is no pseudonym"),
        Action.AGE: ("CHECK_AGE", "an age above 89 years"),
    }.get(action, ("CHECK_VALUE", "a value that does not look like what the attribute is for, or should be none"))
    return Remark(code, "error", f"{_name(tag)}: {what}", HINT)


HINT = "de-identify the source again"


def _name(tag: int) -> str:
    return f"({tag >> 16:04x},{tag & 0xFFFF:04x})"
