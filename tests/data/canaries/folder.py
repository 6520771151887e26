"""A whole folder of canaries: the planted files under names that are secrets too, a DICOMDIR, and the list of all secrets."""

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.data.canaries.attributes import (
    plant_identity,
    plant_listed,
    plant_texts,
    plant_times,
    plant_uids,
    plant_unknown,
    plant_unlisted,
)
from tests.data.canaries.bases import BASES, Base
from tests.data.canaries.canary import LATIN, Canary
from tests.data.canaries.descriptors import plant_descriptors, plant_harmless
from tests.data.canaries.elements import EXPLICIT, Elements, File, uid
from tests.data.canaries.graphics import plant_content, plant_documents, plant_graphics
from tests.data.canaries.nested import plant_nested
from tests.data.canaries.private import plant_private, plant_safe
from tests.data.canaries.structures import plant_structures
from tests.data.canaries.values import Secret, Vault
from tests.data.canaries.wrapper import plant_pixels, plant_wrapper

LISTED = 60
"""Attributes of the profile's table planted at random into each file."""
DIRECTORY = "1.2.840.10008.1.3.10"


@dataclass(slots=True)
class Folder:
    """The canaries of one seed, written below `root`."""

    root: Path
    canaries: list[Canary] = field(default_factory=list)
    secrets: list[Secret] = field(default_factory=list)
    """Every secret: those of the files and those of names and of the DICOMDIR."""


def planted(base: Base, seed: int) -> Canary:
    """One file with its secrets, the same for the same seed."""
    source = random.Random(f"{seed}/{base.name}")
    canary = Canary(base.name, base.make(), Vault(source, base.charset.script), base.charset, base.published)
    canary.elements.put("SpecificCharacterSet", base.charset.declared.encode(), "CS")
    if not base.charset.declared:
        del canary.elements[0x00080005]
    for plant in (plant_harmless, plant_identity, plant_times, plant_uids, plant_texts, plant_unlisted, plant_unknown,
                  plant_descriptors, plant_nested, plant_private, plant_safe, plant_graphics, plant_documents, plant_content,
                  plant_structures, plant_pixels, plant_wrapper):  # fmt: skip
        plant(canary)
    plant_listed(canary, LISTED)
    return canary


def build(root: Path, seed: int = 1, names: Sequence[str] = ()) -> Folder:
    """Write the canaries of these bases (all of them without names) below a folder."""
    folder, source = Folder(root), Vault(random.Random(f"{seed}/folder"), "zh")
    for base in BASES:
        if names and base.name not in names:
            continue
        canary = planted(base, seed)
        place = (
            root / f"{source.text('path/folder')}_{source.han('path/native')}" / f"{source.identifier('path/study')}"
        )
        canary.name = f"{source.text('path/file')}-{source.digit_identifier('path/number')}.dcm"
        place.mkdir(parents=True)
        (place / canary.name).write_bytes(canary.file.encode())
        canary.name = str((place / canary.name).relative_to(root))
        folder.canaries.append(canary)
        folder.secrets += canary.vault.secrets
    (root / "DICOMDIR").write_bytes(directory(source).encode())
    folder.secrets += source.secrets
    return folder


def directory(vault: Vault) -> File:
    """A DICOMDIR with a patient and a study record (PS3.3 F.3)."""
    elements, patient, study = Elements(), Elements(), Elements()
    elements.put("SOPClassUID", uid(DIRECTORY))
    elements.put("SOPInstanceUID", uid(vault.uid("directory/uid")))
    elements.put("FileSetID", vault.capitals("directory/set").encode())
    patient.put("DirectoryRecordType", b"PATIENT ")
    patient.put("PatientName", vault.name("directory/name").encode())
    patient.put("PatientID", vault.identifier("directory/id").encode())
    study.put("DirectoryRecordType", b"STUDY ")
    study.put("StudyDate", f"{vault.date('directory/date'):%Y%m%d}".encode())
    study.put("StudyDescription", LATIN.encode(vault.text("directory/description")))
    study.put("StudyInstanceUID", uid(vault.uid("directory/study")))
    elements.put_items("DirectoryRecordSequence", [patient, study])
    return File(elements, EXPLICIT)
