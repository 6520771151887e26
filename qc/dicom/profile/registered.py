"""UIDs that the standard or a coding scheme registers: they name kinds of things, never an object, and so stay.

Only the whole UID counts: a UID that merely begins like a registered one can carry anything behind it.
"""

import re

from pydicom._uid_dict import UID_dictionary

# Coding schemes of PS3.16 table 8-1 with roots outside DICOM's own.
CODING_SCHEMES = frozenset(
    {
        "2.16.840.1.113883.6.1",  # LOINC
        "2.16.840.1.113883.6.3",  # ICD-10
        "2.16.840.1.113883.6.8",  # UCUM
        "2.16.840.1.113883.6.86",  # UMLS
        "2.16.840.1.113883.6.90",  # ICD-10-CM
        "2.16.840.1.113883.6.96",  # SNOMED CT
        "2.16.840.1.113883.6.119",  # Foundational Model of Anatomy
        "2.16.840.1.113883.6.256",  # RadLex
    }
)
REGISTERED = frozenset(UID_dictionary) | CODING_SCHEMES
_CONTEXT_GROUP = re.compile(r"1\.2\.840\.10008\.6\.1\.[1-9]\d{0,3}", re.ASCII)  # PS3.16 names more each year


def is_registered(uid: str) -> bool:
    """Whether a UID is one that everybody uses; blanks and NUL at its ends do not count."""
    bare = uid.strip(" \0")
    return bare in REGISTERED or _CONTEXT_GROUP.fullmatch(bare) is not None
