"""What the output says of its own de-identification (PS3.15 E.1.1; PS3.3 C.12.1.1.1, C.7.1.1; PS3.16 CID 7050)."""

from functools import lru_cache

from qc.dicom.file.encoding import ITEM, Encoding
from qc.dicom.profile import Profile
from qc.dicom.profile.method_codes import MEANINGS
from qc.dicom.rewriting.emission import Inserted

IDENTITY_REMOVED = 0x00120062
METHOD = 0x00120063
METHOD_CODES = 0x00120064
BURNED_IN = 0x00280301
DATES_MODIFIED = 0x00280303


def method(profile: Profile, key_id: str) -> str:
    """The text of De-identification Method: what did it, by which rules, under which key; the key is not told."""
    return f"{profile.version}, rules {profile.digest[:12]}, key {key_id}"[:64]


def method_codes(codes: tuple[str, ...], encoding: Encoding) -> bytes:
    """De-identification Method Code Sequence with one item a code."""
    items = []
    for code in sorted(codes):
        item = encoding.element(0x00080100, "SH", code.encode("ascii"))
        item += encoding.element(0x00080102, "SH", b"DCM")
        item += encoding.element(0x00080104, "LO", MEANINGS[code].encode("ascii"))
        items.append(encoding.header(ITEM, "", len(item)) + item)
    return encoding.element(METHOD_CODES, "SQ", b"".join(items))


@lru_cache(maxsize=64)
def declared(profile: Profile, key_id: str, encoding: Encoding) -> tuple[Inserted, ...]:
    """The elements of group 0012 that say that, how and by which options the object was de-identified."""
    text = method(profile, key_id).encode("ascii")
    return (
        Inserted(IDENTITY_REMOVED, (encoding.element(IDENTITY_REMOVED, "CS", b"YES"),)),
        Inserted(METHOD, (encoding.element(METHOD, "LO", text),)),
        Inserted(METHOD_CODES, (method_codes(tuple(profile.codes), encoding),)),
    )


@lru_cache(maxsize=16)
def dates_modified(kept: bool, encoding: Encoding) -> bytes:
    """Longitudinal Temporal Information Modified: MODIFIED, or REMOVED where no date is left."""
    return encoding.element(DATES_MODIFIED, "CS", b"MODIFIED" if kept else b"REMOVED")
