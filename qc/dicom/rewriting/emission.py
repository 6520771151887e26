"""A data set written anew: spans of the old bytes where elements stay, new elements where they change.

Neighbours that stay are one span, so that an image of 256 elements becomes a few dozen parts. A sequence is written
with its items' new lengths, in the form (lengths told or delimited) that it had.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from qc.dicom.file.elements import Element, Sequence
from qc.dicom.file.encoding import ITEM, ITEM_END, SEQUENCE_END, UNDEFINED, Encoding
from qc.dicom.profile.action import Action
from qc.dicom.profile.codes import is_code_of
from qc.dicom.rewriting.bulk import BULK_VRS, DESCRIPTORS, table_stays
from qc.dicom.rewriting.echoes import LONGEST_JUDGED
from qc.dicom.rewriting.facts import TAGS
from qc.dicom.rewriting.plan import DataSetPlan
from qc.dicom.rewriting.subject import Subject
from qc.dicom.rewriting.values import fallen, new_value, told_vr

Part = bytes | memoryview
PIXEL_GROUP = 0x7FE00000  # pixel data and their tables are written apart, and nothing behind them stays
LAST = 1 << 32
CODE_VALUES, CODING_SCHEME = frozenset({0x00080100, 0x00080119}), 0x00080102
_ASKING = CODE_VALUES | DESCRIPTORS.keys()  # whether these stay hangs on elements beside them
_NAMES = {action: action.name.lower() for action in Action}


class Inserted(NamedTuple):
    """An element that is written whatever the source has: it replaces one of the same tag."""

    tag: int
    parts: tuple[Part, ...]


@dataclass(slots=True)
class Emission:
    """The parts of one data set as they come; `changed` tells whether anything differs from the source."""

    subject: Subject
    encoding: Encoding
    settled: set[tuple[int, str, bytes]]  # elements that stay as they are
    told: dict[int, bytes] | None  # values that later steps ask for, as they stand in the output
    parts: list[Part] = field(default_factory=list)
    kept: list[bytes] = field(default_factory=list)
    changed: bool = False
    inserted: set[int] = field(default_factory=set)
    stayed: int = 0  # elements that were known to stay, and private creators
    run_start: int = -1
    run_end: int = -1
    creators: dict[int, tuple[int, Element]] = field(default_factory=dict)  # not written yet, and where they belong

    def keep(self, element: Element, raw: bytes | None = None) -> None:
        """Let an element stay as it is; `raw` is its value, if it has one of its own."""
        tag, _, start, _, _, after, _ = element
        if tag & 0x10000 and self.creators:
            self.need_creator(tag)
        if start != self.run_end:
            self.flush()
            self.run_start = start
        self.run_end = after
        if raw is not None:
            self.kept.append(raw)
            if self.told is not None and tag in TAGS:
                self.told[tag] = raw

    def flush(self) -> None:
        """End the run of bytes that stay."""
        if self.run_start >= 0:
            self.parts.append(self.subject.file.data[self.run_start : self.run_end])
        self.run_start = self.run_end = -1

    def write(self, *parts: Part) -> None:
        """Put new bytes behind what was written so far."""
        self.flush()
        self.parts.extend(parts)
        self.changed = True

    def insert(self, waiting: list[Inserted], tag: int) -> int:
        """Write the elements that come up to a tag, the last of `waiting` first; gives the tag of the next."""
        while waiting and waiting[-1].tag <= tag:
            new = waiting.pop()
            self.write(*new.parts)
            self.inserted.add(new.tag)
        return waiting[-1].tag if waiting else LAST

    def write_value(self, element: Element, value: bytes) -> None:
        """Write an element with a new value."""
        if element.tag & 0x10000:
            self.need_creator(element.tag)
        if self.told is not None and element.tag in TAGS:
            self.told[element.tag] = value
        self.write(self.encoding.element(element.tag, told_vr(element), value))

    def put_creator(self, element: Element) -> None:
        """Leave room for a private creator: it is written only if something of its block is."""
        self.flush()
        self.creators[element.tag] = (len(self.parts), element)
        self.parts.append(b"")

    def need_creator(self, tag: int) -> None:
        """Write the creator of a private element's block, if it was not written yet."""
        place = self.creators.pop(tag & 0xFFFF0000 | (tag & 0xFFFF) >> 8, None)
        if place is not None:
            index, element = place
            self.parts[index] = self.subject.file.data[element.start : element.next]
            self.kept.append(self.subject.value(element))
            self.stayed += 1

    def finish(self) -> None:
        """End the data set; creators that nobody needed are left out."""
        self.flush()
        self.leave_out(len(self.creators))
        self.subject.kept.extend(self.kept)
        self.subject.actions["keep"] += self.stayed

    def leave_out(self, count: int) -> None:
        """Leave elements out."""
        if count:
            self.changed = True
            self.subject.actions["remove"] += count


def emit(
    subject: Subject,
    plan: DataSetPlan,
    encoding: Encoding,
    inserted: tuple[Inserted, ...] = (),
    told: dict[int, bytes] | None = None,
) -> Emission:
    """Write a data set; `inserted` elements, in ascending order, stand at their places.

    `told` takes up the values of `facts.TAGS` as they are written.
    """
    settled = subject.echoes.settle((id(plan.characters), encoding.mark))
    emission = Emission(subject, encoding, settled, told)
    waiting = list(reversed(inserted))
    coming = waiting[-1].tag if waiting else LAST
    kept, asked = emission.kept, () if told is None else TAGS
    block = -1  # the private block of the last element that stayed
    keep, remove, removed, data = Action.KEEP, Action.REMOVE, 0, subject.file.data
    for element, action in zip(plan.elements, plan.actions, strict=True):
        tag, vr, start, value, end, after, sequence = element
        if tag >= coming:
            coming = emission.insert(waiting, tag)
            if tag in emission.inserted:
                continue
        if action is remove or tag >= PIXEL_GROUP:
            removed += 1
        elif action is keep and (tag, vr, raw := data[value:end]) in settled:
            if start == emission.run_end and (tag >> 8 == block or not tag & 0x10000) and tag not in asked:
                emission.run_end = after  # what `keep` does for an element beside the last, without the call
                kept.append(raw)
            else:
                emission.keep(element, raw)
                block = tag >> 8
            emission.stayed += 1
        elif sequence is not None:
            _emit_sequence(emission, element, sequence, action, plan.items[tag])
        elif tag & 0x1FF00 == 0x10000:
            emission.put_creator(element)
        else:
            _emit_value(emission, plan, element, action)
    emission.insert(waiting, LAST)
    emission.leave_out(removed)
    emission.finish()
    return emission


def _emit_value(emission: Emission, plan: DataSetPlan, element: Element, action: Action) -> None:
    """Write, keep or leave out an element that holds no items."""
    subject = emission.subject
    if action is Action.ITEMS:
        emission.leave_out(1)
        return
    raw = subject.value(element)
    new = _new_value(emission, plan, element, action)
    done = _NAMES[action]
    if new is None:
        new = fallen(subject, element, raw, plan.characters)
        if new is None:
            emission.leave_out(1)
            return
        done = "dummy" if new else "empty"
    subject.actions[done] += 1
    if new == raw and not len(raw) & 1:
        emission.keep(element, raw)
        if action is Action.KEEP and element.tag not in _ASKING and len(raw) <= LONGEST_JUDGED:
            emission.settled.add((element.tag, element.vr, raw))
    else:
        emission.write_value(element, new)


def _new_value(emission: Emission, plan: DataSetPlan, element: Element, action: Action) -> bytes | None:
    """The new value of an element, where other elements of its data set have a say in it."""
    subject, encoding, tag = emission.subject, emission.encoding, element.tag
    if action is Action.SHIFT:
        return plan.moved[tag]
    if action is Action.KEEP and (element.vr in BULK_VRS or tag in DESCRIPTORS):
        return subject.value(element) if table_stays(subject, element, plan.elements, encoding) else None
    new = new_value(subject, element, action, encoding, plan.characters)
    return None if new is not None and tag in CODE_VALUES and not _is_code(subject, plan, new) else new


def _is_code(subject: Subject, plan: DataSetPlan, value: bytes) -> bool:
    """Whether a value is a code of the scheme that its item names; a hospital's own scheme may code anything."""
    schemes = (subject.value(element) for element in plan.elements if element.tag == CODING_SCHEME)
    scheme = next(schemes, b"").decode("latin-1").strip(" \0")
    return is_code_of(scheme, value.decode("latin-1").strip(" \0"))


def _emit_sequence(
    emission: Emission, element: Element, sequence: Sequence, action: Action, plans: list[DataSetPlan]
) -> None:
    """Write a sequence: as it is where no item changed, else with new lengths; empty or not at all as decided."""
    subject = emission.subject
    if element.tag & 0x10000:
        emission.need_creator(element.tag)
    subject.actions[_NAMES[action]] += 1
    if action is not Action.ITEMS:
        emission.write(emission.encoding.element(element.tag, sequence.told_vr, b""))
        return
    items = [emit(subject, plan, sequence.encoding) for plan in plans]
    if any(item.changed for item in items):
        emission.write(*_sequence(element, sequence, items, emission.encoding))
    else:
        emission.keep(element)


def _sequence(element: Element, sequence: Sequence, items: list[Emission], encoding: Encoding) -> list[Part]:
    """A sequence with the parts of its new items (PS3.5 7.5)."""
    inner = sequence.encoding
    body: list[Part] = []
    for item, emitted in zip(sequence.items, items, strict=True):
        length = UNDEFINED if item.undefined else sum(map(len, emitted.parts))
        body.append(inner.header(ITEM, "", length))
        body.extend(emitted.parts)
        if item.undefined:
            body.append(inner.header(ITEM_END, "", 0))
    if sequence.undefined:
        body.append(inner.header(SEQUENCE_END, "", 0))
    length = UNDEFINED if sequence.undefined else sum(map(len, body))
    return [encoding.header(element.tag, sequence.told_vr, length), *body]
