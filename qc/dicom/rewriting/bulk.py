"""Bulk values (OB, OW, OF …) that stay: lookup tables of pixels alone, and only if they hold what they declare.

Any other bulk value can hold any text, so none stays, whatever its attribute is called.
"""

from collections.abc import Sequence

from qc.dicom.file.elements import Element
from qc.dicom.file.encoding import Encoding
from qc.dicom.rewriting.hidden import hides_words
from qc.dicom.rewriting.subject import Subject

BULK_VRS = frozenset({"OB", "OD", "OF", "OL", "OV", "OW"})
# Table and its descriptor: number of entries, first value, bits of an entry (PS3.3 C.7.6.3.1.5, C.11.1.1).
DESCRIPTORS = {
    0x00281201: 0x00281101,
    0x00281202: 0x00281102,
    0x00281203: 0x00281103,
    0x00281204: 0x00281104,
    0x00283006: 0x00283002,
}
WHOLE_RANGE = 1 << 16  # entries where the descriptor says 0


def table_stays(subject: Subject, element: Element, siblings: Sequence[Element], encoding: Encoding) -> bool:
    """Whether a bulk value is a lookup table with as many entries as its descriptor, which stands beside it, says."""
    descriptor = next((other for other in siblings if other.tag == DESCRIPTORS.get(element.tag)), None)
    if descriptor is None:
        return False
    raw = subject.value(descriptor)
    if len(raw) != 6:
        return False
    entries, bits = encoding.number(raw) or WHOLE_RANGE, encoding.number(raw[4:])
    size = element.end - element.value
    if hides_words(element.vr, subject.value(element), encoding.mark):
        return False
    return size == 2 * entries or (bits == 8 and size == entries + (entries & 1))
