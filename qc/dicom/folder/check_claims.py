"""Whether what a file says of its own de-identification (PS3.15 E.3, CID 7050) is there, and is true."""

from collections.abc import Iterator
from dataclasses import dataclass

from qc.dicom.file.elements import Element
from qc.dicom.file.part10 import File
from qc.dicom.folder.journal import Remark
from qc.dicom.profile.dummies import DAY
from qc.dicom.profile.method_codes import (
    BASIC_PROFILE,
    CLEAN_PIXELS,
    MODIFIED_DATES,
    PATIENT_CHARACTERISTICS,
    SAFE_PRIVATE,
)

IDENTITY_REMOVED, METHOD_CODES = 0x00120062, 0x00120064
CODE_VALUE, CODING_SCHEME = 0x00080100, 0x00080102
BURNED_IN, DATES_MODIFIED = 0x00280301, 0x00280303
FULL_DATES, ORIGINAL_UIDS = "113106", "113110"
DATES = frozenset({0x00080012, 0x00080020, 0x00080021, 0x00080022, 0x00080023, 0x0008002A})
PATIENT = frozenset({0x00100040, 0x00101010, 0x00101020, 0x00101030, 0x00102160, 0x001021A0, 0x001021C0})
HINT = "de-identify the source again"


@dataclass(frozen=True, slots=True)
class Claims:
    """What a file says: flags, codes, and which kinds of attributes have a value."""

    identity_removed: str
    codes: frozenset[str]
    burned_in: str
    dates_modified: str
    has_dates: bool
    has_characteristics: bool
    has_private: bool


def claims_of(file: File) -> Claims:
    """The claims of a file."""
    elements = {element.tag: element for element in file.data_set.elements}

    def text(tag: int) -> str:
        element = elements.get(tag)
        return file.value(element).decode("latin-1").strip(" \0").upper() if element else ""

    filled = {tag for tag, element in elements.items() if file.value(element).strip(b" \0") not in (b"", DAY.encode())}
    return Claims(
        identity_removed=text(IDENTITY_REMOVED),
        codes=_codes(file, elements.get(METHOD_CODES)),
        burned_in=text(BURNED_IN),
        dates_modified=text(DATES_MODIFIED),
        has_dates=bool(filled & DATES),
        has_characteristics=bool(filled & PATIENT),
        has_private=any(tag >> 16 & 1 for tag in elements),
    )


def _codes(file: File, sequence: Element | None) -> frozenset[str]:
    if sequence is None or sequence.items is None:
        return frozenset()
    values = (
        {element.tag: file.value(element).decode("latin-1").strip(" \0") for element in item.elements}
        for item in sequence.items.items
    )
    return frozenset(item.get(CODE_VALUE, "") for item in values if item.get(CODING_SCHEME) == "DCM")


def remarks(claims: Claims) -> Iterator[Remark]:
    """What is missing or not true."""
    if claims.identity_removed != "YES" or BASIC_PROFILE not in claims.codes:
        message = "the file does not say that it was de-identified (0012,0062) by the basic profile (0012,0064)"
        yield Remark("CHECK_NOT_DECLARED", "error", message, HINT)
    for told, message in _contradictions(claims):
        if told:
            yield Remark("CHECK_CLAIM", "error", message, HINT)
    if claims.burned_in == "YES":
        yield Remark(
            "CHECK_BURNED_IN", "error", "the file says that words are burned into its pixels (0028,0301)", HINT
        )


def _contradictions(claims: Claims) -> Iterator[tuple[bool, str]]:
    codes, modified = claims.codes, claims.dates_modified
    yield bool(codes & {FULL_DATES, ORIGINAL_UIDS}), "the file claims to keep full dates or original UIDs"
    yield modified == "UNMODIFIED", "the file says that its dates are the real ones (0028,0303)"
    yield MODIFIED_DATES in codes and modified not in ("MODIFIED", "REMOVED"), "113107 is claimed without (0028,0303)"
    yield claims.has_dates and modified != "MODIFIED", "dates stay, and (0028,0303) does not say MODIFIED"
    yield claims.has_dates and MODIFIED_DATES not in codes, "dates stay, and 113107 is not claimed"
    yield (
        claims.has_characteristics and PATIENT_CHARACTERISTICS not in codes,
        "characteristics stay, and 113108 is not claimed",
    )
    yield claims.has_private and SAFE_PRIVATE not in codes, "private elements stay, and 113111 is not claimed"
    yield CLEAN_PIXELS in codes and claims.burned_in != "NO", "113101 is claimed, and (0028,0301) does not say NO"
