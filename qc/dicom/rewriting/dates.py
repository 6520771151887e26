"""The new values of all dates and times of one data set: moved by the individual's weeks, or gone."""

from collections.abc import Iterable

from qc.dicom.file.dictionary import partner
from qc.dicom.file.dictionary import vr as dictionary_vr
from qc.dicom.file.elements import Element
from qc.dicom.profile.dates import shift_value
from qc.dicom.rewriting.subject import Subject

MOVED_VRS = frozenset({"DA", "TM", "DT"})


def moved_dates(subject: Subject, elements: Iterable[Element]) -> dict[int, bytes | None]:
    """The new values of dates and times by tag; None where one may not stay.

    A date and the time that belongs to it are both kept or both taken away, so that moments stay whole.
    """
    moved = {element.tag: _moved(subject, element) for element in elements}
    for tag in [tag for tag, value in moved.items() if value is None]:
        other = partner(tag)
        if other in moved:
            moved[other] = None
    return moved


def _moved(subject: Subject, element: Element) -> bytes | None:
    vr = dictionary_vr(element.tag) if element.vr == "UN" else element.vr
    raw = subject.value(element)
    if vr not in MOVED_VRS:
        return None
    values = raw.decode("latin-1").rstrip(" \0").split("\\")
    shifted = [shift_value(vr, value, subject.days, subject.zone) if value.strip() else "" for value in values]
    if any(value is None for value in shifted):
        return None
    text = "\\".join(value or "" for value in shifted)
    if text == "\\".join(values):
        return raw
    subject.written.update(value for value in shifted if value)
    subject.dates_kept = True
    return text.encode("ascii")
