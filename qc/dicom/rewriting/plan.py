"""The first pass: decide each element of the whole tree by the profile, and gather what identifies the person.

Gathering comes before any value is cleaned, so that an echo is caught wherever it stands: a name told in the last
nested item is known when the first description is read.
"""

from functools import lru_cache
from typing import NamedTuple

from qc.dicom.file.dictionary import vr as dictionary_vr
from qc.dicom.file.elements import Element, Sequence
from qc.dicom.file.encoding import Encoding
from qc.dicom.profile import Profile
from qc.dicom.profile.action import Action
from qc.dicom.profile.private import private_vr
from qc.dicom.rewriting.dates import moved_dates
from qc.dicom.rewriting.subject import CHARACTER_SET, SourceValue, Subject, character_set
from qc.dicom.text.charsets import CharacterSet

NAMING_VRS = frozenset({"LO", "SH", "ST", "UC", "UR"})  # not AE: it names a station, whose name may stay
TEXT_VRS = frozenset(
    {"AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "LT", "PN", "SH", "ST", "TM", "UC", "UI", "UR", "UT"}
)
ALWAYS_NAMING = frozenset({"PN", "DA", "DT"})
_SEARCHED = TEXT_VRS - {"DS", "TM"} | {"UN", "OB"}  # numbers and times of day are no words and need not be searched
LONGEST_TEXT = 1 << 16  # longer removed values are no words
LONGEST_OPAQUE = 256
MOST_KNOWN = 4096
_GONE = frozenset({Action.REMOVE, Action.EMPTY, Action.DUMMY, Action.PSEUDONYM})
_REPLACED = _GONE | {Action.UID, Action.SHIFT}


class DataSetPlan(NamedTuple):
    """What is decided of one data set: an action for each element, one after the other.

    `items` holds the plans of sequences' items by tag, `moved` the new values of dates and times.
    """

    elements: list[Element]
    actions: list[Action]
    items: "dict[int, list[DataSetPlan]]"
    characters: CharacterSet
    moved: dict[int, bytes | None]


def plan(
    subject: Subject, elements: list[Element], encoding: Encoding, characters: CharacterSet, *, gone: bool = False
) -> DataSetPlan:
    """Decide each element of a data set and gather what identifies; `gone` where the whole data set is removed."""
    told: list[Element] = []
    actions: list[Action] = []
    items: dict[int, list[DataSetPlan]] = {}
    blocks: dict[int, Block] = {}
    keep, shift, public = Action.KEEP, Action.SHIFT, _public_actions(subject.profile)
    for element in elements:
        tag, vr, _, value, end, _, sequence = element
        if tag & 0x10000:
            block = blocks.get(tag >> 8) if tag & 0xF000 else None
            if block is None:
                action = _creator_action(subject, element, blocks, encoding.implicit)
            else:
                action, listed = block[tag & 0xFF, vr]
                if listed != vr:
                    element = element._replace(vr=listed)  # noqa: PLW2901
        else:
            if tag == CHARACTER_SET:
                characters = character_set(subject.value(element))
            action = public[tag]
        if sequence is not None:
            action, items[tag] = _plan_sequence(subject, sequence, Action.REMOVE if gone else action, characters)
        elif (action is not keep or gone) and vr in _SEARCHED and value != end:
            _gather(subject, element, action, characters, gone)
        told.append(element)
        actions.append(Action.REMOVE if gone else action)
    dates = [] if gone else [element for element, action in zip(told, actions, strict=True) if action is shift]
    return DataSetPlan(told, actions, items, characters, moved_dates(subject, dates) if dates else {})


def _plan_sequence(
    subject: Subject, sequence: Sequence, action: Action, characters: CharacterSet
) -> tuple[Action, list[DataSetPlan]]:
    """A sequence stays when its items stay, whichever action of staying the profile names.

    One told as UN in a big-endian file goes: it is little-endian inside (PS3.5 6.2.2), which few readers know.
    """
    if sequence.encoding.mark != subject.encoding.mark:
        action = Action.REMOVE
    if action in (Action.KEEP, Action.UID, Action.CLEAN):
        action = Action.ITEMS
    gone = action is not Action.ITEMS
    items = [plan(subject, item.elements, sequence.encoding, characters, gone=gone) for item in sequence.items]
    return action, items


class _Actions(dict[int, Action]):
    """The profile's actions for public attributes, asked once each."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self.profile = profile

    def __missing__(self, tag: int) -> Action:
        action = self[tag] = self.profile.action(tag)
        return action


_public_actions = lru_cache(maxsize=8)(_Actions)


class Block(dict[tuple[int, str], tuple[Action, str]]):
    """The actions for the elements of one private creator by low byte and VR, asked once each."""

    def __init__(self, profile: Profile, creator: str, group: int, untold: bool) -> None:
        super().__init__()
        self.profile, self.creator, self.group, self.untold = profile, creator, group, untold

    def __missing__(self, key: tuple[int, str]) -> tuple[Action, str]:
        number, vr = key
        listed = private_vr(self.creator, number, self.group) if self.untold or vr == "UN" else vr
        known = (Action.REMOVE, vr)
        if listed != "UN" and (vr == "SQ") == (listed == "SQ"):
            known = (self.profile.private_action(self.creator, number, self.group, listed), listed)
        if len(self) < MOST_KNOWN:
            self[key] = known
        return known


_block = lru_cache(maxsize=1024)(Block)


def _creator_action(subject: Subject, element: Element, blocks: dict[int, Block], untold: bool) -> Action:
    """The action for an element of an odd group that belongs to no creator: it is one, or it goes.

    `blocks` takes it up by group and block. A creator is kept as long as something of its block may be kept; `untold`
    says that no header tells a VR, so that the profile's list does.
    """
    tag = element.tag
    number = tag & 0xFFFF
    if not 0x10 <= number <= 0xFF:
        return Action.REMOVE
    creator = subject.value(element).decode("latin-1").strip(" \0")
    if creator:
        blocks[tag >> 16 << 8 | number] = _block(subject.profile, creator, tag >> 16, untold)
    return Action.KEEP


def _gather(subject: Subject, element: Element, action: Action, characters: CharacterSet, gone: bool) -> None:
    """Remember a value that will not stay as it is.

    A value names the person by its own attribute, not by standing in a sequence that goes as a whole.
    """
    tag, vr, _, start, end, _, _ = element
    if vr == "UN" and not tag & 0x10000:
        vr = dictionary_vr(tag)
    if end - start > (LONGEST_TEXT if vr in TEXT_VRS else LONGEST_OPAQUE):
        return
    if action not in _REPLACED and not gone:
        return
    naming = vr in ALWAYS_NAMING or (vr in NAMING_VRS and action in _GONE and not tag & 0x10000)
    value = SourceValue(vr, subject.file.data[start:end], characters, naming or vr == "UI")
    if naming:
        subject.gathered.append(value)
    if vr != "TM":
        subject.removed.append(value)
