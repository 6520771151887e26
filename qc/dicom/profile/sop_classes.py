"""Which SOP classes may be published at all (PS3.4 table B.5-1), and which nobody here can clean.

Documents and free content (structured reports, key objects, presentation states, encapsulated files, waveforms, raw
data, protocols, templates, inventories) are kept back as SOP_CLASS_UNSAFE; classes that the standard does not have, as
SOP_CLASS_PRIVATE. Whether the pixels of a published class are clean is another question (`qc.dicom.pixels`).
"""

from typing import Literal

from pydicom._uid_dict import UID_dictionary

Treatment = Literal["publish", "SOP_CLASS_UNSAFE", "SOP_CLASS_PRIVATE"]
STORAGE = "1.2.840.10008.5.1.4.1.1."
# Arcs below STORAGE whose objects are images, or numbers about images in attributes that the profile knows.
PUBLISHED_ARCS = (
    "1", "1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1",  # computed and digital radiography
    "2", "2.1", "2.2",  # CT
    "3", "3.1", "6", "6.1", "6.2", "6.3",  # ultrasound
    "4", "4.1", "4.3", "4.4",  # MR, but not its spectra: bytes of no image
    "5", "20",  # nuclear medicine
    "7", "7.1", "7.2", "7.3", "7.4",  # secondary capture
    "12.1", "12.1.1", "12.2", "12.2.1", "12.3", "13.1.1", "13.1.2", "13.1.3", "13.1.4", "13.1.5",  # X-ray
    "14.1", "14.2",  # intravascular OCT
    "30", "66.1", "66.4", "67",  # maps, registrations, segmentations
    "77.1", "77.2", "77.1.1", "77.1.1.1", "77.1.2", "77.1.2.1", "77.1.3", "77.1.4", "77.1.4.1",  # visible light
    "77.1.5.1", "77.1.5.2", "77.1.5.4", "77.1.5.5", "77.1.5.6", "77.1.5.7", "77.1.6", "77.1.7", "77.1.8", "77.1.9",
    "128", "128.1", "130",  # PET
    "481.1", "481.2", "481.3", "481.5", "481.8",  # radiotherapy: image, dose, structures, plans
)  # fmt: skip
PUBLISHED = frozenset(STORAGE + arc for arc in PUBLISHED_ARCS)
KNOWN = frozenset(uid for uid, row in UID_dictionary.items() if row[1] in {"SOP Class", "Meta SOP Class"})


def treatment(uid: str) -> Treatment:
    """`publish`, or the code of `qc.dicom.outcome.CODES` by which objects of this SOP class are kept back.

    >>> treatment("1.2.840.10008.5.1.4.1.1.2"), treatment("1.2.840.10008.5.1.4.1.1.88.11")
    ('publish', 'SOP_CLASS_UNSAFE')
    """
    bare = uid.strip(" \0")
    if bare in PUBLISHED:
        return "publish"
    return "SOP_CLASS_UNSAFE" if bare in KNOWN else "SOP_CLASS_PRIVATE"
