"""The new group 0002."""

import io

import pydicom

from qc.dicom.file.meta import IMPLEMENTATION_CLASS_UID, meta


def test_pydicom_reads_the_new_meta():
    """Preamble of zeros, right group length, our own implementation, nothing else."""
    data = meta("1.2.840.10008.5.1.4.1.1.2", "2.25.123", "1.2.840.10008.1.2.1")
    read = pydicom.dcmread(io.BytesIO(data)).file_meta
    assert data[:132] == bytes(128) + b"DICM"
    assert read.FileMetaInformationGroupLength == len(data) - 132 - 12
    assert read.FileMetaInformationVersion == b"\0\1"
    assert (read.MediaStorageSOPClassUID, read.MediaStorageSOPInstanceUID) == ("1.2.840.10008.5.1.4.1.1.2", "2.25.123")
    assert read.TransferSyntaxUID == "1.2.840.10008.1.2.1"
    assert read.ImplementationClassUID == IMPLEMENTATION_CLASS_UID
    assert len(read) == 7


def test_the_implementation_uid_is_a_uuid_below_2_25():
    """PS3.5 B.2."""
    assert pydicom.uid.UID(IMPLEMENTATION_CLASS_UID).is_valid
    assert IMPLEMENTATION_CLASS_UID.startswith("2.25.")
    assert int(IMPLEMENTATION_CLASS_UID[5:]) < 1 << 128
