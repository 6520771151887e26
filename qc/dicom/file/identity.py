"""Which object a file holds: the few values that a batch sorts files by before it works on any."""

from dataclasses import dataclass

from qc.dicom.file.elements import Data
from qc.dicom.file.part10 import open_file


@dataclass(frozen=True, slots=True)
class Identity:
    """Identity of one object as the source tells it; values of the source, so never to be shown."""

    sop_class_uid: str
    sop_instance_uid: str
    study_instance_uid: str
    series_instance_uid: str
    patient_id: bytes

    def __repr__(self) -> str:
        return "Identity(…)"


_TAGS = (0x00080016, 0x00080018, 0x0020000D, 0x0020000E)
_PATIENT_ID = 0x00100020


def read_identity(data: Data) -> Identity:
    """The identity of a file; Quarantined where the file cannot be read."""
    file = open_file(data)
    sop_class, instance, study, series = (file.raw(tag).decode("latin-1").strip(" \0") for tag in _TAGS)
    return Identity(sop_class, instance, study, series, file.raw(_PATIENT_ID))
