"""The sides of `bench.deidentify`: a plain copy, pydicom with the same actions, dicom-anonymizer, and this project's rewriting.

Each takes a file and writes a file. pydicom's side does the table's actions with the same key and the same rules, but
judges no kept value, searches no echo and touches no pixel: it does less than the engine, not more.
"""

import warnings
from collections.abc import Callable
from pathlib import Path

import pydicom
from dicomanonymizer import anonymize_dicom_file
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset

from qc.dicom.keys import Keys
from qc.dicom.person import canonical
from qc.dicom.profile import Profile
from qc.dicom.profile.action import Action
from qc.dicom.profile.ages import capped
from qc.dicom.profile.dates import shift_value
from qc.dicom.profile.dummies import dummy
from qc.dicom.profile.registered import is_registered
from qc.dicom.rewrite import rewrite
from qc.dicom.text.descriptors import clean
from qc.dicom.text.identifiers import Identifiers

Side = Callable[[Path, Path], None]
KEYS = Keys(bytes(range(32)))
PROFILE = Profile()


def copy(source: Path, target: Path) -> None:
    """Read and write: the floor."""
    target.write_bytes(source.read_bytes())


def rewritten(source: Path, target: Path) -> None:
    """The engine's rewriting of the header, from file to file."""
    target.write_bytes(rewrite(source.read_bytes(), KEYS, PROFILE).data())


def unchanged(source: Path, target: Path) -> None:
    """Read and write by pydicom, nothing done."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        pydicom.dcmread(source).save_as(target)


def with_pydicom(source: Path, target: Path) -> None:
    """The actions of the profile by pydicom."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        dataset = pydicom.dcmread(source)
        walk(dataset, canonical(str(dataset.PatientID), ""), Identifiers())
        dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
        dataset.save_as(target)


def with_dicom_anonymizer(source: Path, target: Path) -> None:
    """dicom-anonymizer as its manual shows it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        anonymize_dicom_file(str(source), str(target))


def walk(dataset: Dataset, person: str, identifiers: Identifiers) -> None:
    """Carry out the profile on a data set and its items."""
    for tag in list(dataset.keys()):
        action = _action(dataset, tag)
        if action is Action.REMOVE:
            del dataset[tag]
        elif action is Action.ITEMS:
            for item in dataset[tag].value or ():
                walk(item, person, identifiers)
        elif action not in {Action.KEEP, Action.PIXELS}:
            _change(dataset, dataset[tag], action, person, identifiers)


def _action(dataset: Dataset, tag: pydicom.tag.BaseTag) -> Action:
    if not tag.is_private:
        return PROFILE.action(int(tag))
    if tag.is_private_creator:
        return Action.KEEP if PROFILE.is_known_creator(str(dataset[tag].value), tag.group) else Action.REMOVE
    creator = dataset.get((tag.group, tag.element >> 8))
    return (
        PROFILE.private_action(str(creator.value), tag.element & 0xFF, tag.group, dataset[tag].VR)
        if creator
        else Action.REMOVE
    )


def _change(dataset: Dataset, element: DataElement, action: Action, person: str, identifiers: Identifiers) -> None:
    """Put a new value into an element, or take it out."""
    text = str(element.value or "")
    if action is Action.EMPTY:
        element.value = None
    elif action is Action.DUMMY:
        element.value = dummy(int(element.tag), element.VR)
    elif action is Action.UID:
        element.value = text if is_registered(text) else KEYS.uid(text)
    elif action is Action.SHIFT:
        element.value = shift_value(element.VR, text, KEYS.shift_days(person)) or ""
    elif action is Action.CLEAN:
        element.value = clean(text, identifiers)
    elif action is Action.AGE:
        element.value = capped(text)
    elif action is Action.PSEUDONYM:
        element.value = KEYS.individual(person)
    else:
        del dataset[element.tag]
