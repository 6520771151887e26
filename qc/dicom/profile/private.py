"""Private elements that may stay: by creator, place and VR, from a list of our own (`private_elements.tsv`).

Each row names where its meaning is told: a vendor's conformance statement or the private dictionary of pydicom. No
number is safe for being a number: clocks, record numbers and keys of data bases are numbers too, and are not listed;
clocks that matter are (`integer_date`) and move with the individual. What is not listed goes, with blocks of bytes that
only their vendor can read.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from qc.dicom.profile.action import Action

LIST = Path(__file__).with_name("private_elements.tsv")
COLUMNS = ("creator", "group", "element", "vr", "action", "meaning", "source")
ACTIONS = {
    "keep": Action.KEEP,
    "shift": Action.SHIFT,
    "uid": Action.UID,
    "items": Action.ITEMS,
    "integer_date": Action.INTEGER_DATE,
}
UNKNOWN_VR = "UN"
OR = "/"  # between the VRs that devices write for one element, the commonest first


@dataclass(frozen=True, slots=True)
class PrivateElement:
    """One element that may stay: the low byte of its number counts, the high byte is the block's place in the file."""

    creator: str
    group: int
    element: int
    vr: str
    action: Action
    meaning: str
    source: str

    def line(self) -> str:
        """What of it is a rule, as text."""
        return f"{self.creator}\t{self.group:04x}\t{self.element:02x}\t{self.vr}\t{int(self.action)}"


@cache
def private_elements() -> tuple[PrivateElement, ...]:
    """The list in its order."""
    lines = LIST.read_text(encoding="utf-8").splitlines()
    return tuple(_parsed(line.split("\t")) for line in lines[1:] if line)


def private_action(creator: str, element_low_byte: int, group: int, vr: str) -> Action:
    """The action for a private element; REMOVE unless creator, group, element and VR are all as listed.

    `UN` stands for the listed VR: so are private elements read in implicit VR (PS3.5 6.2.2).
    """
    row = _by_place().get((creator.strip(" \0"), group, element_low_byte))
    if row is None or (vr != UNKNOWN_VR and vr not in row.vr.split(OR)):
        return Action.REMOVE
    return row.action


def private_vr(creator: str, element_low_byte: int, group: int) -> str:
    """The VR of a listed element, `UN` for all others: how its bytes are read where the file does not say."""
    row = _by_place().get((creator.strip(" \0"), group, element_low_byte))
    return row.vr.split(OR)[0] if row else UNKNOWN_VR


def is_creator(name: str, group: int) -> bool:
    """Whether a private creator names a block of which something may stay; any other name of a block may be a text."""
    return (name.strip(" \0"), group) in _creators()


@cache
def _creators() -> frozenset[tuple[str, int]]:
    return frozenset((row.creator, row.group) for row in private_elements())


@cache
def _by_place() -> dict[tuple[str, int, int], PrivateElement]:
    return {(row.creator, row.group, row.element): row for row in private_elements()}


def _parsed(cells: list[str]) -> PrivateElement:
    creator, group, element, vr, action, meaning, source = cells
    return PrivateElement(creator, int(group, 16), int(element, 16), vr, ACTIONS[action], meaning, source)
