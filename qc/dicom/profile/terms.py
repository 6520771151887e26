"""Whether a value that stays looks like what its attribute is for.

Attributes are public, their values are not: names have been found in Image Type and in Receive Coil Name. By attribute
and VR one rule judges a value: exact terms (`defined_terms`), words of codes or of techniques (`words`), names and
numbers of devices (`devices`), codes of known schemes (`codes`), forms and bounds of numbers (`numbers`), ethnic groups.
A value that no rule knows does not stay. An empty value always may.
"""

import re
from collections.abc import Callable, Sequence
from functools import cache

from qc.dicom.profile.attributes import keyword, tag_of
from qc.dicom.profile.codes import is_code_of_any, is_scheme, is_version
from qc.dicom.profile.defined_terms import DEFINED_TERMS, DIRECTIONS
from qc.dicom.profile.devices import NAMED, NUMBERED, names_device
from qc.dicom.profile.ethnicity import is_ethnic_group
from qc.dicom.profile.numbers import are_numbers, are_tags, is_number
from qc.dicom.profile.private import is_creator
from qc.dicom.profile.words import is_code, is_technique

Rule = Callable[[str], bool]
NUMBER_TEXTS = frozenset({"DS", "IS"})
TEXT_VRS = frozenset({"AE", "LO", "LT", "PN", "SH", "ST", "UC", "UR", "UT"})
BINARY_NUMBERS = frozenset({"FD", "FL", "SL", "SS", "SV", "UL", "US", "UV"})
FIRST_VALUES, SECOND_VALUES = frozenset({"ORIGINAL", "DERIVED", "MIXED"}), frozenset({"PRIMARY", "SECONDARY"})
IMAGE_TYPES = frozenset(map(tag_of, ("ImageType", "FrameType")))
NEUTRAL = "OTHER"
_UID = re.compile(r"[0-9.]{1,64}", re.ASCII)
_AGE = re.compile(r"\d{3}[DWMY]", re.ASCII)
_DIRECTION = re.compile(r"[ALRPHF]{1,3}", re.ASCII)
_CONTEXT = re.compile(r"\d{1,5}", re.ASCII)
_SIMPLE: dict[str, Rule] = {
    "CodeValue": is_code_of_any,
    "CodingSchemeDesignator": is_scheme,
    "CodingSchemeVersion": is_version,
    "ContextIdentifier": lambda text: _CONTEXT.fullmatch(text) is not None,
    "EthnicGroup": is_ethnic_group,
    "LongCodeValue": is_code_of_any,
    "PatientOrientation": lambda text: _DIRECTION.fullmatch(text) is not None or _is_animal_direction(text),
}


def plausible(tag: int, vr: str, text: str) -> bool:
    """Whether one value of an attribute, or of a private element that is listed, may stay as it is.

    >>> plausible(tag_of("ImageType"), "CS", "AXIAL"), plausible(tag_of("ImageType"), "CS", "WANG^LI")
    (True, False)
    """
    bare = text.strip(" \0")
    if not bare:
        return True
    if vr in NUMBER_TEXTS:
        return is_number(tag, vr, bare)
    return _rule(tag, vr)(bare)


def plausible_numbers(tag: int, vr: str, values: Sequence[float]) -> bool:
    """Whether the numbers of a binary VR may stay (those of AT as group << 16 | element); bytes are not judged here."""
    if vr == "AT":
        return are_tags(values)
    return vr not in BINARY_NUMBERS or are_numbers(tag, vr, values)


def repaired(tag: int, vr: str, values: Sequence[str]) -> list[str] | None:
    """The values with those replaced that may not stay, where a neutral term stands for them; None where none does.

    Image Type and Frame Type keep their number of values, since the place of a value tells its meaning
    (PS3.3 C.7.6.1.1.2); of other code strings with several values those stay that may.
    """
    if tag in IMAGE_TYPES:
        return [_neutral(position, value) for position, value in enumerate(values)]
    kept = [value for value in values if plausible(tag, vr, value)]
    return kept if vr == "CS" and any(value.strip() for value in kept) else None


def _neutral(position: int, value: str) -> str:
    bare = value.strip(" \0")
    if position == 0:
        return bare if bare in FIRST_VALUES else "DERIVED"
    if position == 1:
        return bare if bare in SECOND_VALUES else "SECONDARY"
    return value if not bare or is_code(bare) else NEUTRAL


@cache
def _rule(tag: int, vr: str) -> Rule:
    """The rule for an attribute; a private element has only its VR to tell."""
    if tag & 0x10000:
        return _private_rule(tag, vr)
    if tag in DEFINED_TERMS:
        return DEFINED_TERMS[tag].__contains__
    if keyword(tag) in _SIMPLE:
        return _SIMPLE[keyword(tag)]
    if vr != "CS" and (tag in NUMBERED or tag in NAMED):
        return lambda text: names_device(tag, text)
    return _rule_of_vr(vr)


def _rule_of_vr(vr: str) -> Rule:
    if vr == "CS":
        return is_code
    if vr in TEXT_VRS:
        return is_technique
    if vr == "UI":
        return lambda text: _UID.fullmatch(text) is not None
    if vr == "AS":
        return lambda text: _AGE.fullmatch(text) is not None
    return _nothing


def _private_rule(tag: int, vr: str) -> Rule:
    if 0x10 <= tag & 0xFFFF <= 0xFF:
        return lambda text: is_creator(text, tag >> 16)
    return _rule_of_vr(vr)


def _is_animal_direction(text: str) -> bool:
    """One to three directions of PS3.3 C.7.6.1.1.1 for four-legged animals, as `LEV` or `CRD`, written together."""
    return bool(text) and any(
        text.startswith(sign) and (text == sign or _is_animal_direction(text.removeprefix(sign))) for sign in DIRECTIONS
    )


def _nothing(_text: str) -> bool:
    return False
