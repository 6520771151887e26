"""File meta information (PS3.10 7.1), built anew: nothing of the source's group 0002 but what the data set says."""

from qc.dicom.file.encoding import EXPLICIT

PREAMBLE = b"\0" * 128 + b"DICM"
IMPLEMENTATION_CLASS_UID = "2.25.220468613409331093905474207206931405281"
IMPLEMENTATION_VERSION = "GSAGRAPH_1"


def meta(sop_class_uid: str, sop_instance_uid: str, transfer_syntax_uid: str) -> bytes:
    """Preamble, prefix and group 0002 of a new file."""
    fields = (
        (0x00020002, "UI", sop_class_uid),
        (0x00020003, "UI", sop_instance_uid),
        (0x00020010, "UI", transfer_syntax_uid),
        (0x00020012, "UI", IMPLEMENTATION_CLASS_UID),
        (0x00020013, "SH", IMPLEMENTATION_VERSION),
    )
    group = EXPLICIT.element(0x00020001, "OB", b"\0\1")
    group += b"".join(EXPLICIT.element(tag, vr, text.encode("ascii")) for tag, vr, text in fields)
    return PREAMBLE + EXPLICIT.element(0x00020000, "UL", len(group).to_bytes(4, "little")) + group
