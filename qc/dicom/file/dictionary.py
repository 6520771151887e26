"""The value representation and multiplicity of public attributes (PS3.6 chapter 6), from pydicom's dictionary."""

from functools import cache

from pydicom._dicom_dict import DicomDictionary
from pydicom.datadict import get_entry, private_dictionary_VR

SEQUENCE_VR = "SQ"
UNBOUNDED = 1 << 30


@cache
def vrs(tag: int) -> tuple[str, ...]:
    """The value representations that the dictionary allows for a tag; () where the tag is unknown."""
    if tag >> 16 & 1:
        return ()
    if tag & 0xFFFF == 0:
        return ("UL",)
    try:
        text = get_entry(tag)[0]
    except KeyError:
        return ()
    return tuple(text.split(" or ")) if text != "NONE" else ()


@cache
def vr(tag: int) -> str:
    """One value representation for an element that names none: the first of the dictionary, else UN."""
    allowed = vrs(tag)
    return "OW" if "OW" in allowed else allowed[0] if allowed else "UN"


@cache
def most_values(tag: int) -> int:
    """How many values the dictionary allows for a tag (its VM): "3" is 3, "1-n" is UNBOUNDED."""
    entry = DicomDictionary.get(tag)
    last = entry[1].rpartition("-")[2] if entry else "n"
    return int(last) if last.isdigit() else UNBOUNDED


@cache
def private_vr(tag: int, creator: str) -> str:
    """The value representation of a private element that names none, by pydicom's private dictionary, else UN."""
    try:
        return private_dictionary_VR(tag, creator).split(" or ")[0]
    except KeyError:
        return "UN"


@cache
def partner(tag: int) -> int | None:
    """The time that belongs to a date, or the date that belongs to a time (same keyword but for the last word)."""
    entry = DicomDictionary.get(tag)
    if entry is None or entry[0] not in ("DA", "TM"):
        return None
    mine, other = ("Date", "Time") if entry[0] == "DA" else ("Time", "Date")
    stem = entry[4].removesuffix(mine)
    return _tags().get((stem + other, "TM" if entry[0] == "DA" else "DA"))


@cache
def _tags() -> dict[tuple[str, str], int]:
    """Tags of all dates and times by keyword and value representation."""
    return {(entry[4], entry[0]): tag for tag, entry in DicomDictionary.items() if entry[0] in ("DA", "TM")}
