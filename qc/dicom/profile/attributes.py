"""What the data dictionary (PS3.6) says of an attribute: VR, keyword, whether it is retired; by tag as one number."""

from pydicom._dicom_dict import DicomDictionary
from pydicom.datadict import keyword_dict

VR, KEYWORD = 0, 4


def tag_of(keyword_: str) -> int:
    """The tag of a keyword as one number, group first; KeyError where the dictionary has none."""
    return keyword_dict[keyword_]


def keyword(tag: int) -> str:
    """The keyword of a public attribute, "" where the dictionary has none."""
    row = DicomDictionary.get(tag)
    return row[KEYWORD] if row else ""


def vr(tag: int) -> str:
    """The VR of a public attribute as the dictionary writes it (`US or SS` where pixels decide), `UN` if unknown."""
    row = DicomDictionary.get(tag)
    if row:
        return str(row[VR])
    return "UL" if tag & 0xFFFF == 0 else "UN"
