"""Whether a value that the profile keeps may really stay: it looks like what its attribute is for and echoes nothing.

An attribute is public property, its value is not: names have been found in Image Type and in Receive Coil Name.
"""

import re

from qc.dicom.file.dictionary import most_values, vrs
from qc.dicom.file.elements import Element
from qc.dicom.file.encoding import Encoding
from qc.dicom.profile.dates import looks_like_epoch
from qc.dicom.profile.terms import plausible, plausible_numbers
from qc.dicom.rewriting.echoes import Echoes
from qc.dicom.rewriting.hidden import hides_words, reads_as_words
from qc.dicom.rewriting.numbers import SIZES, SUSPECT, read_numbers
from qc.dicom.rewriting.plan import TEXT_VRS
from qc.dicom.rewriting.subject import CHARACTER_SET
from qc.dicom.text.charsets import CharacterSet

FEWEST_SUSPECT_DIGITS, DIGITS_OF_A_DAY = 6, 8
_SIGN_AND_POWER = re.compile(r"^[ +-]+|[eE][+-]?\d+ *$| +$")
LUT_DATA = 0x00283006
SHORT_NUMBERS = frozenset({"SS", "US"})  # any two letters are one of them
_MAY_ECHO = frozenset({"AE", "CS", "LO", "LT", "SH", "ST", "UC", "UR", "UT", "PN"})


def may_stay(echoes: Echoes, element: Element, raw: bytes, encoding: Encoding, characters: CharacterSet) -> bool:
    """Whether a value of an element with action KEEP stays as it is."""
    tag, vr = element.tag, element.vr
    if vr == "UN" and vrs(tag):
        vr = vrs(tag)[0]
    if vr in TEXT_VRS:
        return _text_stays(echoes, tag, vr, raw, characters)
    allowed = vrs(tag)
    if allowed and vr not in allowed:
        return False
    if vr not in SIZES:
        return False  # any bytes may stand in a bulk value; `bulk` knows the few that stay
    numbers = read_numbers(vr, raw, encoding.mark)
    if numbers is None or len(numbers) > most_values(tag) or not plausible_numbers(tag, vr, numbers):
        return False
    if vr in SHORT_NUMBERS and (hides_words(vr, raw, encoding.mark) if tag == LUT_DATA else reads_as_words(raw)):
        return False
    if not echoes.numbers.isdisjoint(map(abs, numbers)):
        return False
    return not any(abs(number) >= SUSPECT and looks_like_epoch(number, echoes.days) for number in numbers)


def _text_stays(echoes: Echoes, tag: int, vr: str, raw: bytes, characters: CharacterSet) -> bool:
    """Whether each value of a text is readable, plausible, and no echo."""
    allowed = vrs(tag)
    told = vr if not allowed or vr in allowed else allowed[0]
    if told not in TEXT_VRS or not characters.readable(raw, vr):
        return False
    values = characters.decode(raw, vr)
    if len(values) > most_values(tag) or not all(plausible(tag, told, value) for value in values):
        return False
    if tag == CHARACTER_SET:
        return True  # one of the defined terms, which the rest of the text is read by
    if told in _MAY_ECHO:
        return not any(echoes.identifiers.echoes(value) for value in values if value)
    return not any(_number_tells(echoes, value) for value in values if len(value) >= FEWEST_SUSPECT_DIGITS)


def _number_tells(echoes: Echoes, text: str) -> bool:
    """Whether a number in digits is or holds a day or a number of the person, behind its point too: `0.19970430`."""
    whole, _, fraction = _SIGN_AND_POWER.sub("", text).partition(".")
    if any(int(digits) in echoes.numbers for digits in (whole, fraction) if digits.isdecimal()):
        return True
    digits = whole + fraction
    if len(digits) >= DIGITS_OF_A_DAY and any(f"{day:%Y%m%d}" in digits for day in echoes.days):
        return True
    try:
        return looks_like_epoch(float(text), echoes.days)
    except ValueError:
        return False
