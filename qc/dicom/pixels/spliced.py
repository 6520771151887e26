"""A rewritten file with some of its top-level elements exchanged; the bytes of all others stay as they are."""

from collections.abc import Mapping
from dataclasses import replace

from qc.dicom.file.elements import FIRST_PIXELS
from qc.dicom.file.encoding import EXPLICIT
from qc.dicom.file.meta import meta
from qc.dicom.file.part10 import File, assembled, open_file
from qc.dicom.outcome import Facts, Rewritten
from qc.dicom.profile.method_codes import CLEAN_PIXELS
from qc.dicom.rewriting.declaration import BURNED_IN, METHOD_CODES, method_codes

EXPLICIT_LITTLE_UID = "1.2.840.10008.1.2.1"
Parts = list[bytes | memoryview]


def opened(rewritten: Rewritten) -> File:
    """The file as elements; a deflated one inflated."""
    return open_file(rewritten.data())


def spliced(rewritten: Rewritten, file: File, changes: Mapping[int, bytes | None], facts: Facts) -> Rewritten:
    """The file with whole elements exchanged, put in (in ascending order) or, for None, left out.

    `file` is what `opened` gave. Where the facts name another transfer syntax than before, the elements must fit it.
    """
    kept: dict[int, bytes | memoryview | None] = {
        element.tag: memoryview(file.data)[element.start : element.next] for element in file.data_set.elements
    }
    parts = sorted((tag, part) for tag, part in (kept | dict(changes)).items() if part is not None)
    head = meta(facts.sop_class_uid, facts.sop_instance_uid, facts.transfer_syntax_uid)
    header: Parts = [head, *(part for tag, part in parts if tag < FIRST_PIXELS)]
    body: Parts = [part for tag, part in parts if tag >= FIRST_PIXELS]
    return replace(rewritten, facts=facts, parts=assembled(file.syntax, header, body), header=header, body=body)


def declare_clean(rewritten: Rewritten) -> Rewritten:
    """The file with Burned In Annotation NO and the code of Clean Pixel Data (CID 7050 113101).

    Only for images that a person has looked at (PS3.15 E.3.1); no test and no rule of a device is enough.
    """
    file = opened(rewritten)
    codes = tuple(sorted({*rewritten.codes, CLEAN_PIXELS}))
    changes = {
        BURNED_IN: file.encoding.element(BURNED_IN, "CS", b"NO"),
        METHOD_CODES: method_codes(codes, file.encoding),
    }
    declared = spliced(rewritten, file, changes, replace(rewritten.facts, burned_in_annotation="NO"))
    return replace(declared, codes=codes)


def as_explicit(facts: Facts) -> Facts:
    """The facts of an image that is stored uncompressed from now on."""
    return replace(facts, transfer_syntax_uid=EXPLICIT_LITTLE_UID)


def explicit_number(tag: int, number: int) -> bytes:
    """An element of VR US in Explicit VR Little Endian."""
    return EXPLICIT.element(tag, "US", number.to_bytes(2, "little"))
