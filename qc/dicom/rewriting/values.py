"""A new value for an old one, by the action that the profile decided on.

Each function gives the bytes of the value, the same object where it stays as it is, or None where it may not stay.
"""

from qc.dicom.file.dictionary import vr as dictionary_vr
from qc.dicom.file.elements import Element
from qc.dicom.file.encoding import Encoding
from qc.dicom.profile.action import Action
from qc.dicom.profile.ages import capped
from qc.dicom.profile.dates import shift_epoch
from qc.dicom.profile.dummies import dummy
from qc.dicom.profile.registered import is_registered
from qc.dicom.profile.terms import repaired
from qc.dicom.rewriting.echoes import Echoes
from qc.dicom.rewriting.kept import may_stay
from qc.dicom.rewriting.numbers import SIZES, read_numbers, write_numbers
from qc.dicom.rewriting.plan import LONGEST_TEXT
from qc.dicom.rewriting.subject import SourceValue, Subject
from qc.dicom.text.charsets import CharacterSet
from qc.dicom.text.descriptors import clean

ECHO = "?"  # stands for a value that repeats an identifier, and is plausible nowhere
FREE_VRS = frozenset({"LO", "LT", "SH", "ST", "UC", "UT"})


def new_value(
    subject: Subject, element: Element, action: Action, encoding: Encoding, characters: CharacterSet
) -> bytes | None:
    """The new value of an element that holds no items; b"" makes it empty, None takes it away."""
    raw = subject.value(element)
    if action is Action.KEEP:
        if stays(subject, element, raw, encoding, characters):
            return raw
    elif action is Action.EMPTY:
        return b"" if raw else raw
    elif action is Action.DUMMY:
        return dummy(element.tag, told_vr(element)).encode("ascii")
    elif action is Action.PSEUDONYM:
        return subject.pseudonym.encode("ascii")
    elif not raw:
        return raw
    elif action is Action.UID:
        return _mapped(subject, element, raw)
    elif action is Action.CLEAN:
        return _cleaned(subject, element, raw, characters)
    elif action is Action.AGE:
        return _aged(element, raw)
    elif action is Action.INTEGER_DATE:
        return _moved_number(subject, element, raw, encoding)
    return None


def stays(subject: Subject, element: Element, raw: bytes, encoding: Encoding, characters: CharacterSet) -> bool:
    """Whether a value that the profile keeps may stay; judged once for all objects with the same identifiers."""
    echoes, key = subject.echoes, (element.tag, element.vr, raw, id(characters), encoding.mark)
    known = echoes.judged.get(key)
    if known is not None:
        return known
    return echoes.remember(key, len(raw), may_stay(echoes, element, raw, encoding, characters))


def told_vr(element: Element) -> str:
    """The VR of a new value: the element's own, or the dictionary's where the element is told as UN."""
    return dictionary_vr(element.tag) if element.vr == "UN" else element.vr


def fallen(subject: Subject, element: Element, raw: bytes, characters: CharacterSet) -> bytes | None:
    """What stands for a value that may not stay, by the type of its attribute; the old one is remembered as removed."""
    if raw and len(raw) <= LONGEST_TEXT:
        subject.removed.append(SourceValue(told_vr(element), raw, characters))
        mended = _mended(subject, element, raw, characters)
        if mended is not None:
            return mended
    action = Action.REMOVE if element.tag & 0x10000 else subject.profile.fallback(element.tag)
    if action is Action.DUMMY:
        return dummy(element.tag, told_vr(element)).encode("ascii")
    return b"" if action is Action.EMPTY else None


def _mended(subject: Subject, element: Element, raw: bytes, characters: CharacterSet) -> bytes | None:
    """What is left of a code string with several values when those that may not stay have gone."""
    if told_vr(element) != "CS" or element.tag & 0x10000 or subject.profile.action(element.tag) is not Action.KEEP:
        return None
    echoes = subject.echoes.identifiers.echoes
    values = [ECHO if echoes(value) else value for value in characters.decode(raw, "CS")]
    mended = repaired(element.tag, "CS", values)
    text = "\\".join(mended) if mended else ""
    return text.encode("ascii") if text and text.isascii() else None


def _mapped(subject: Subject, element: Element, raw: bytes) -> bytes | None:
    if told_vr(element) != "UI":
        return None
    uids = raw.decode("latin-1").split("\\")
    return "\\".join(uid if is_registered(uid) else subject.keys.uid(uid) for uid in uids).encode("latin-1")


def _cleaned(subject: Subject, element: Element, raw: bytes, characters: CharacterSet) -> bytes | None:
    key = (told_vr(element), raw, id(characters))
    known = subject.echoes.cleaned
    if key in known:
        return known[key]
    return subject.echoes.remember_cleaned(key, _words_of_imaging(subject.echoes, key[0], raw, characters))


def _words_of_imaging(echoes: Echoes, vr: str, raw: bytes, characters: CharacterSet) -> bytes | None:
    """What may stay of a description; None where nothing may or the rest cannot be written."""
    if vr not in FREE_VRS or not characters.readable(raw, vr):
        return None
    values = characters.decode(raw, vr)
    cleaned = [clean(value, echoes.identifiers) for value in values]
    if cleaned == values:
        return raw
    new = characters.encode(cleaned, vr)
    return new if any(cleaned) and characters.decode(new, vr) == cleaned else None


def _aged(element: Element, raw: bytes) -> bytes | None:
    if told_vr(element) != "AS":
        return None
    text = raw.decode("latin-1").strip(" \0")
    age = capped(text)
    return raw if age == text else None if age is None else age.encode("ascii")


def _moved_number(subject: Subject, element: Element, raw: bytes, encoding: Encoding) -> bytes | None:
    vr = element.vr
    if vr in ("IS", "DS"):
        text = raw.decode("latin-1").strip(" \0")
        return str(int(shift_epoch(int(text), subject.days))).encode("ascii") if text.isdecimal() else None
    numbers = read_numbers(vr, raw, encoding.mark) if vr in SIZES and vr != "AT" else None
    if numbers is None:
        return None
    return write_numbers(vr, [shift_epoch(number, subject.days) for number in numbers], encoding.mark)
