"""The profile: one action for each attribute, at every depth, from table, options and what is decided outside both.

Actions that leave a choice (X/Z/D) follow the type the IODs give the attribute (`types`): removed where it may be
missing, emptied where it must be there, replaced by a dummy where it must have a value. Whatever is resolved by the
options keeps that choice as its fallback, for values that may not stay after all.
"""

import hashlib
from collections.abc import Iterable
from functools import cache

from qc.dicom.profile import method_codes, options
from qc.dicom.profile.action import Action
from qc.dicom.profile.attributes import tag_of, vr
from qc.dicom.profile.basic import EDITION, basic_actions
from qc.dicom.profile.dummies import dummy
from qc.dicom.profile.outside import outside_actions
from qc.dicom.profile.private import PrivateElement, is_creator, private_action, private_elements
from qc.dicom.profile.types import PRESENT, WITH_VALUE

VERSION = f"gsagraph 1 (PS3.15 {EDITION})"
IMAGE_REFERENCES = "X/Z/U*"
UNLISTED = "X/Z/D"  # an attribute outside the table may be left out, emptied or replaced, as its type allows
# The individual's own identity has a pseudonym; dates of birth are empty whatever the options say.
IDENTITY = {"PatientName": Action.PSEUDONYM, "PatientID": Action.PSEUDONYM, "PatientBirthDate": Action.EMPTY}
TEXT_VRS = frozenset({"LO", "LT", "SH", "ST", "UC", "UT"})
DATE_VRS = frozenset({"DA", "TM", "DT"})
# Groups that are no part of a data set for images, or drawings over them: rebuilt or dropped as a whole.
NEVER = frozenset({0x0000, 0x0002, 0x0004, 0xFFFA, 0xFFFC, 0xFFFE})


class Profile:
    """What is done to each attribute. Without the identity of devices, their names, serial numbers and UIDs go too."""

    version = VERSION

    def __init__(self, retain_device_identity: bool = True) -> None:
        self.retain_device_identity = retain_device_identity
        self._actions = _resolved(retain_device_identity)
        self.digest = _digest(retain_device_identity)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of CID 7050 that the treatment of the header alone satisfies."""
        left_out = {method_codes.CLEAN_PIXELS}
        if not self.retain_device_identity:
            left_out.add(method_codes.DEVICE_IDENTITY)
        return tuple(code for code in method_codes.MEANINGS if code not in left_out)

    @property
    def deviations(self) -> dict[str, str]:
        """Code and sentence of each point at which the claimed options cannot all be kept, for the report."""
        return {options.DEVIATION_CODE: options.DEVIATION} if self.retain_device_identity else {}

    def action(self, tag: int) -> Action:
        """The action for a public attribute (group << 16 | element); REMOVE where nothing is decided."""
        return self._actions.get(tag, Action.REMOVE)

    def fallback(self, tag: int) -> Action:
        """REMOVE, EMPTY or DUMMY for an attribute whose value may not stay (implausible, unshiftable, cleaned away)."""
        letters = basic_actions().get(tag, UNLISTED)
        return Action.REMOVE if letters in {"U", IMAGE_REFERENCES} or vr(tag) == "UI" else _by_type(letters, tag)

    def private_action(self, creator: str, element_low_byte: int, group: int, vr: str) -> Action:
        """The action for a private element, by its creator, place and VR (`UN` where the file does not say)."""
        return private_action(creator, element_low_byte, group, vr)

    def is_known_creator(self, creator: str, group: int) -> bool:
        """Whether a private creator may stay, being the name of a block that this profile knows and no text."""
        return is_creator(creator, group)

    def vr(self, tag: int) -> str:
        """The VR of the data dictionary, `UN` where it has none."""
        return vr(tag)


@cache
def _resolved(retain_device_identity: bool) -> dict[int, Action]:
    """The whole table: first what is outside, then the basic profile over it, then the options, then identity."""
    actions = outside_actions().copy()
    if not retain_device_identity:
        actions |= dict.fromkeys(options.DEVICE_IDENTITY_OUTSIDE, Action.REMOVE)
    actions |= {tag: _optioned(tag, letters, retain_device_identity) for tag, letters in basic_actions().items()}
    actions |= {tag_of(name): action for name, action in IDENTITY.items()}
    return {tag: action for tag, action in actions.items() if tag >> 16 not in NEVER and action is not Action.REMOVE}


def _optioned(tag: int, letters: str, retain_device_identity: bool) -> Action:
    """The action of a row of the table after the options."""
    if tag in options.CONFLICTS or tag in options.SHARED_DAYS:
        return _constant(tag, letters, retain_device_identity)
    if retain_device_identity and tag in options.DEVICE_IDENTITY:
        return Action.ITEMS if vr(tag) == "SQ" else Action.KEEP
    if tag in options.PATIENT_CHARACTERISTICS:
        return {"AS": Action.AGE, "SQ": Action.ITEMS}.get(vr(tag), Action.KEEP)
    if tag in options.modified_dates():
        return Action.SHIFT if vr(tag) in DATE_VRS else _constant(tag, letters, retain_device_identity)
    if tag in options.CLEAN_DESCRIPTORS or tag in options.PATIENT_DESCRIBED:
        return _cleaned(tag, letters)
    return Action.UID if letters == "U" else _by_type(letters, tag)


def _constant(tag: int, letters: str, retain_device_identity: bool) -> Action:
    """A constant where the options would have something stay, else what the basic profile says."""
    stays = tag not in options.CONFLICTS or retain_device_identity
    return Action.DUMMY if stays and dummy(tag, vr(tag)) else _by_type(letters, tag)


def _cleaned(tag: int, letters: str) -> Action:
    if vr(tag) == "SQ":
        return Action.ITEMS
    return Action.CLEAN if vr(tag) in TEXT_VRS else _by_type(letters, tag)


def _by_type(letters: str, tag: int) -> Action:
    """What the letters of the table mean for this attribute, by the type that the IODs give it."""
    if letters == IMAGE_REFERENCES:
        return Action.ITEMS  # UIDs within are replaced, so that the links between images stay
    if letters == "D" and vr(tag) == "UI":
        return Action.UID
    if "D" in letters and dummy(tag, vr(tag)) and (letters == "D" or tag in WITH_VALUE):
        return Action.DUMMY
    must_be_there = letters in {"Z", "Z/D"} or (letters != "X" and tag in PRESENT)
    return Action.EMPTY if must_be_there else Action.REMOVE


@cache
def _digest(retain_device_identity: bool) -> str:
    """SHA-256 over everything that is decided, in a fixed order: the same on every machine and Python."""
    rows: Iterable[str] = (
        [f"{tag:08x} {int(action)}" for tag, action in sorted(_resolved(retain_device_identity).items())]
        + [row.line() for row in sorted(private_elements(), key=PrivateElement.line)]
        + [VERSION]
    )
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()
