"""One DICOM file in, the same object without anything that identifies out (PS3.15 annex E), as parts of bytes.

The output has the input's transfer syntax, its character set and its order; elements that stay are the input's own
bytes. Text that stays is text of the input or a part of it, so the input's character set always holds it.
"""

from functools import partial

from qc.dicom.file.elements import PIXEL_DATA, Data, ascending
from qc.dicom.file.meta import meta
from qc.dicom.file.part10 import File, assembled, open_file
from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined, Rewritten
from qc.dicom.profile import Profile
from qc.dicom.profile.sop_classes import treatment
from qc.dicom.profile.types import BURNED_IN_DEMANDED
from qc.dicom.rewriting.declaration import BURNED_IN, DATES_MODIFIED, dates_modified, declared
from qc.dicom.rewriting.echoes import echoes_of
from qc.dicom.rewriting.emission import Inserted, emit
from qc.dicom.rewriting.facts import facts
from qc.dicom.rewriting.findings import findings
from qc.dicom.rewriting.pixels import clean_pixels
from qc.dicom.rewriting.plan import plan
from qc.dicom.rewriting.remainders import removed_from
from qc.dicom.rewriting.subject import DEFAULT_CHARACTERS, Subject, subject_of

SOP_CLASS_UID = 0x00080016
IDENTITY = (SOP_CLASS_UID, 0x00080018, 0x0020000D, 0x0020000E)
REQUIRED = ((0x00100010, "PN"), (0x00100030, "DA"))  # type 2 in every object; Patient ID is there or all ends


def rewrite(data: Data | memoryview, keys: Keys, profile: Profile) -> Rewritten:
    """The object of a file, de-identified; neither searched for remainders nor looked at.

    Quarantined with one of `outcome.CODES` where the file cannot be read wholly or may not be published.
    """
    file = open_file(bytes(data) if isinstance(data, memoryview) else data)
    sop_class_uid = _checked_class(file)
    if file.data_set.unsorted:
        file.data_set.elements = ascending(file.data_set.elements)
    pixels = clean_pixels(file, sop_class_uid)
    subject = subject_of(file, keys, profile)
    decided = plan(subject, file.data_set.elements, file.encoding, DEFAULT_CHARACTERS)
    subject.echoes = echoes_of(subject.gathered, profile.digest)
    told: dict[int, bytes] = {}
    emission = emit(subject, decided, file.encoding, _inserted(subject), told)
    known = facts(told, file, file.encoding, decided.characters, subject.pseudonym, file.syntax.uid)
    header = [meta(known.sop_class_uid, known.sop_instance_uid, known.transfer_syntax_uid), *emission.parts]
    body = [part for element in pixels.inserted for part in element.parts]
    subject.actions["pixels"] += any(element.tag == PIXEL_DATA for element in pixels.inserted)
    return Rewritten(
        facts=known,
        parts=assembled(file.syntax, header, body),
        actions=subject.actions,
        findings=findings(known, file, pixels.findings),
        codes=profile.codes,
        header=header,
        body=body,
        removing=partial(removed_from, subject),
    )


def _checked_class(file: File) -> str:
    """The SOP class; Quarantined where the object does not say what it is, or may not be published as what it is."""
    sop_class_uid = file.raw(SOP_CLASS_UID).decode("latin-1").strip(" \0")
    verdict = treatment(sop_class_uid)
    if verdict != "publish":
        raise Quarantined(verdict)
    if not all(file.raw(tag).strip(b" \0") for tag in IDENTITY):
        raise Quarantined("NO_IDENTITY")
    return sop_class_uid


def _inserted(subject: Subject) -> tuple[Inserted, ...]:
    """All elements that the output has whatever the input has, in ascending order."""
    encoding, present = subject.encoding, subject.file.data_set.by_tag
    values = {"PN": subject.pseudonym.encode("ascii"), "DA": b""}
    required = [Inserted(tag, (encoding.element(tag, vr, values[vr]),)) for tag, vr in REQUIRED if tag not in present]
    claims = [Inserted(BURNED_IN, ())] if _claims_clean_pixels(subject) else []
    dates = Inserted(DATES_MODIFIED, (dates_modified(subject.dates_kept, encoding),))
    return (*required, *declared(subject.profile, subject.keys.key_id, encoding), *claims, dates)


def _claims_clean_pixels(subject: Subject) -> bool:
    """Whether the source says that nothing is burned in: a claim that nobody here has checked, and few IODs demand."""
    if subject.file.raw(BURNED_IN).strip(b" \0") != b"NO":
        return False
    return subject.file.raw(SOP_CLASS_UID).decode("latin-1").strip(" \0") not in BURNED_IN_DEMANDED
