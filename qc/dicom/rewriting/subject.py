"""What is known of one object while it is in work; nothing of it outlives the object."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from qc.dicom.file.elements import Element
from qc.dicom.file.encoding import Encoding
from qc.dicom.file.part10 import File
from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined
from qc.dicom.person import canonical
from qc.dicom.profile import Profile
from qc.dicom.rewriting.echoes import Echoes
from qc.dicom.text.charsets import CharacterSet

CHARACTER_SET = 0x00080005
TIMEZONE = 0x00080201
PATIENT_ID = 0x00100020
ISSUER = 0x00100021
DEFAULT_CHARACTERS = CharacterSet.of(())


class SourceValue(NamedTuple):
    """A value of the source that does not stay: its VR, its bytes as stored, and how they are read."""

    vr: str
    raw: bytes
    characters: CharacterSet
    identifying: bool = False


@dataclass(slots=True, repr=False)
class Subject:
    """The object in work: its bytes, whom it shows, what identifies that person, and what was done so far."""

    file: File
    keys: Keys
    profile: Profile
    pseudonym: str
    days: int
    zone: str
    gathered: list[SourceValue] = field(default_factory=list)  # what identifies
    removed: list[SourceValue] = field(default_factory=list)
    written: set[str] = field(default_factory=set)  # values that the profile made
    kept: list[bytes] = field(default_factory=list)  # values that stay as they are
    actions: Counter[str] = field(default_factory=Counter)
    dates_kept: bool = False
    echoes: Echoes = field(default_factory=Echoes)  # of what was gathered, once all is

    def value(self, element: Element) -> bytes:
        """The bytes of an element's value."""
        return self.file.data[element.value : element.end]

    @property
    def encoding(self) -> Encoding:
        """The encoding of the data set as a whole."""
        return self.file.encoding


def subject_of(file: File, keys: Keys, profile: Profile) -> Subject:
    """The subject of a file; Quarantined where no Patient ID says whom it shows."""
    person = _person(file.raw(PATIENT_ID), file.raw(ISSUER), character_set(file.raw(CHARACTER_SET)))
    if not person:
        raise Quarantined("NO_INDIVIDUAL")
    zone = file.raw(TIMEZONE).decode("latin-1").strip(" \0")
    return Subject(file, keys, profile, keys.individual(person), keys.shift_days(person), zone)


@lru_cache(maxsize=64)
def character_set(raw: bytes) -> CharacterSet:
    """The character set that the value of Specific Character Set (0008,0005) names."""
    terms: Sequence[str] = [term.strip(" \0") for term in raw.decode("latin-1").split("\\")] if raw else ()
    return CharacterSet.of(terms)


@lru_cache(maxsize=1024)
def _person(identifier: bytes, issuer: bytes, characters: CharacterSet) -> str:
    return canonical(*(" ".join(characters.decode(raw, "LO")) for raw in (identifier, issuer)))
