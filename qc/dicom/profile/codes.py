"""Values of codes and their schemes (PS3.3 table 8.8-1): codes of known schemes stay, codes of a hospital's own go.

Any text can be a code in a scheme that a hospital makes for itself, a patient's number included. A code's meaning is
cleaned like every descriptor (`qc.dicom.text`); here its value and the name of its scheme are judged.
"""

import re
from typing import Final

_DIGITS = r"\d{1,6}"
SCT: Final = "SCT"
# Schemes of PS3.16 table 8-1 and the form of their codes.
SCHEMES: Final[dict[str, str]] = {
    "ACR": _DIGITS,
    "BARI": r"[A-Z]?\d{1,3}[a-z]?",
    "BCP47": r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?",
    "DCM": r"1[1-3]\d{4}",
    "DCMUID": r"1\.2\.840\.10008(?:\.\d{1,4}){1,8}",
    "FMA": _DIGITS,
    "I10": r"[A-Z]\d{2}(?:\.\d{1,4})?",
    "I9C": r"[EV]?\d{2,3}(?:\.\d{1,2})?",
    "ICD10": r"[A-Z]\d{2}(?:\.\d{1,4})?",
    "IETF4646": r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?",
    "ISO3166_1": r"[A-Z]{2,3}",
    "ISO5218_1": r"[0129]",
    "ISO639_1": r"[a-z]{2}",
    "ISO639_2": r"[a-z]{3}",
    "LN": r"\d{1,5}-\d",
    "MDC": r"\d{1,6}",
    "MSH": r"[DC]\d{6}(?:\d{3})?",
    "NCIT": r"C\d{3,6}",
    "NCIt": r"C\d{3,6}",
    "NEU": r"\d{1,5}(?:-\d{1,3})?",
    "RADLEX": r"RID\d{1,6}",
    "RFC3066": r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?",
    "RFC5646": r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-[A-Z]{2})?",
    "RXNORM": r"\d{1,7}",
    "RadLex": r"RID\d{1,6}",
    "SCPECG": r"\d{1,2}(?:\.\d{1,2}){0,3}(?:-\d{1,3}){0,3}",
    SCT: r"[1-9]\d{2,14}[01]0\d",
    "SNM3": r"[A-Z]-[0-9A-F]{4,6}",
    "SRT": r"[A-Z][0-9]?-[0-9A-FXY]{4,6}",
    "UBERON": r"\d{7}|UBERON:\d{7}",
    "UCUM": r"(?:[A-Za-z%'\"\[\]{}./*^0-9+_-]|\(|\)){1,16}",
    "UMLS": r"C\d{7}",
    "UNS": r"[A-Z]\d{5}",
}
_UNITS = """
1 % mm mm2 mm3 cm cm2 cm3 m um nm s ms us min h d wk mo a Hz kHz MHz g kg mg ug ml l mmol umol mol Gy cGy mGy uGy Sv
mSv Bq kBq MBq GBq Bq/ml Bq/ml{SUVbw} g/ml g/ml{SUVbw} g/ml{SUVlbm} cm2/ml{SUVbsa} {SUVbw}g/ml kg/m2 deg rad
[hnsf'U] {HU} {counts} {count} {pixels} {ratio} 1/min ml/min/g /min mm/s cm/s m/s mm2/s um2/s uV mV V kV A mA uA keV
MeV eV T mmHg mm[Hg] Cel mGy.cm dGy.cm2 Gy.m2 uGym2 mAs ppm {ppm} no_units ml/100ml ml/100ml/min mg/ml mmol/l ug/ml
dB [dB] {RR} {events} /cm 1/s 1/ms arb'U [arb'U] dB/dt W/kg mT/m
"""
UNITS = frozenset(_UNITS.split())
_PATTERNS: Final = {scheme: re.compile(pattern, re.ASCII) for scheme, pattern in SCHEMES.items() if scheme != "UCUM"}
_VERSION = re.compile(
    r"(?:19|20)\d\d-?(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])|\d{1,4}(?:\.\d{1,4}){0,3}|\d\.\d(?:\.\d)?[a-z]?|0?1|D",
    re.ASCII,
)
_MULTIPLY: Final = (
    "0123456789", "1234067895", "2340178956", "3401289567", "4012395678",
    "5987604321", "6598710432", "7659821043", "8765932104", "9876543210",
)  # fmt: skip
_PERMUTE: Final = (
    "0123456789", "1576283094", "5803796142", "8916043527", "9453126870", "4286573901", "2793806415", "7046913258",
)  # fmt: skip


def is_scheme(designator: str) -> bool:
    """Whether a Coding Scheme Designator names a scheme of the standard; `99…` and `L` are a site's own."""
    return designator in SCHEMES


def is_version(text: str) -> bool:
    """Whether a text may be the version of a coding scheme."""
    return _VERSION.fullmatch(text) is not None


def is_code_of(scheme: str, value: str) -> bool:
    """Whether a value has the form of a code in a scheme; a SNOMED CT code must have a right check digit.

    >>> is_code_of("SCT", "10200004"), is_code_of("SCT", "10200005"), is_code_of("99LOCAL", "10200004")
    (True, False, False)
    """
    if scheme == "UCUM":
        return value in UNITS
    pattern = _PATTERNS.get(scheme)
    if pattern is None or not pattern.fullmatch(value):
        return False
    return scheme != SCT or has_check_digit(value)


def is_code_of_any(value: str) -> bool:
    """Whether a value has the form of a code in some known scheme, where the scheme is not at hand."""
    return any(is_code_of(scheme, value) for scheme in SCHEMES)


def has_check_digit(digits: str) -> bool:
    """Whether the last digit is right by Verhoeff's scheme, which SNOMED CT uses."""
    check = 0
    for position, digit in enumerate(reversed(digits)):
        check = int(_MULTIPLY[check][int(_PERMUTE[position % 8][int(digit)])])
    return check == 0
