"""One file that claims to be de-identified: its wrapping, its claims, its elements and its pixels, by the same rules."""

from collections.abc import Iterator
from functools import cache

from qc.dicom.file.encoding import EXPLICIT, LONG_VRS
from qc.dicom.file.part10 import PREFIX_POSITION, File, open_file
from qc.dicom.folder.check_claims import claims_of
from qc.dicom.folder.check_claims import remarks as claim_remarks
from qc.dicom.folder.check_elements import Compared
from qc.dicom.folder.content import Content
from qc.dicom.folder.journal import Remark
from qc.dicom.keys import Keys
from qc.dicom.outcome import CODES, Facts, Quarantined
from qc.dicom.pixels.devices import NO_DEVICES, DeviceRules
from qc.dicom.pixels.rules import judge
from qc.dicom.profile import Profile
from qc.dicom.profile.method_codes import CLEAN_PIXELS, DEVICE_IDENTITY
from qc.dicom.rewrite import rewrite

META_ELEMENTS = frozenset({0x0000, 0x0001, 0x0002, 0x0003, 0x0010, 0x0012, 0x0013})
"""Elements of group 0002 that tell nothing of who made or sent the file (PS3.10 7.1)."""
NOBODYS = bytes(range(32))
"""A key that stands for none: what a check makes with it is compared and thrown away."""
SOP_INSTANCE = 0x00080018
HINT = "de-identify the source again"
CHECKS = {
    "CHECK_NOTHING": "there is no file in the folder",
    "CHECK_UNREADABLE": "the file cannot be read as DICOM, or no rule lets it be published",
    "CHECK_NOT_DECLARED": "the file does not say that it was de-identified",
    "CHECK_CLAIM": "the file claims what is not so, or does not claim what is",
    "CHECK_PREAMBLE": "the 128 bytes before the file's beginning are not empty",
    "CHECK_META": "group 0002 tells more than it must",
    "CHECK_SURPLUS_BYTES": "bytes stand behind the data set",
    "CHECK_ATTRIBUTE": "an attribute that the profile removes",
    "CHECK_VALUE": "a value where none may be, or that does not look like what its attribute is for",
    "CHECK_DESCRIPTOR": "words of a description that are none of imaging",
    "CHECK_UID": "a UID that no key made",
    "CHECK_DATE": "a date that the profile would remove",
    "CHECK_CLOCK": "a private clock that tells none of the dates of the file; only who has the key can say whether it moved",
    "CHECK_AGE": "an age above 89 years",
    "CHECK_PSEUDONYM": "a name or number of a patient that is no pseudonym",
    "CHECK_PRIVATE_ELEMENT": "a private element that is not known to be safe",
    "CHECK_OVERLAY": "an overlay",
    "CHECK_CURVE": "a curve",
    "CHECK_PIXEL_BYTES": "unused bits, bytes behind the pixels, or comments in the code stream",
    "CHECK_BURNED_IN": "words are, or may be, burned into the pixels",
    "CHECK_NAME": "the name of a file or folder tells more than new UIDs and pseudonyms",
}
"""What a check may find."""


@cache
def profile_of(device_identity: bool) -> Profile:
    """The rules by which a file is checked; what its claims say of devices decides."""
    return Profile(retain_device_identity=device_identity)


def check_content(content: Content, devices: DeviceRules = NO_DEVICES) -> list[Remark]:
    """What is wrong with a file's content, each remark once."""
    try:
        file = open_file(content)
        claims = claims_of(file)
        profile = profile_of(DEVICE_IDENTITY in claims.codes)
        rewritten = rewrite(content, Keys(NOBODYS), profile)
    except Quarantined as error:
        return [_unreadable(error.code)]
    wanted = open_file(rewritten.data())
    found = [
        *_wrapping(content, file),
        *claim_remarks(claims),
        *Compared(file, wanted, profile).remarks(),
        *([] if CLEAN_PIXELS in claims.codes else _pixels(rewritten.facts, devices)),
    ]
    return list({(remark.code, remark.message): remark for remark in found}.values())


def _pixels(facts: Facts, devices: DeviceRules) -> Iterator[Remark]:
    """Images of kinds that usually have words in them need a reviewer's word or a rule for their device."""
    code = judge(facts, devices).code
    if code is not None:
        yield Remark("CHECK_BURNED_IN", "error", CODES[code], "have the pixels reviewed, or name the device's rules")


def _unreadable(code: str) -> Remark:
    return Remark("CHECK_UNREADABLE", "error", f"{CODES[code]} ({code})", "take the file out of the folder")


def _wrapping(content: Content, file: File) -> Iterator[Remark]:
    """Preamble, group 0002, and what stands behind the data set."""
    if content[PREFIX_POSITION : PREFIX_POSITION + 4] != b"DICM":
        yield Remark("CHECK_META", "error", "the file has no preamble and no group 0002", HINT)
    else:
        if any(content[:PREFIX_POSITION]):
            yield Remark("CHECK_PREAMBLE", "error", CHECKS["CHECK_PREAMBLE"], HINT)
        yield from _meta(content, file)
    if file.surplus:
        yield Remark("CHECK_SURPLUS_BYTES", "error", CHECKS["CHECK_SURPLUS_BYTES"], HINT)


def _meta(content: Content, file: File) -> Iterator[Remark]:
    told = dict(_meta_elements(content))
    if not told.keys() <= META_ELEMENTS:
        yield Remark("CHECK_META", "error", CHECKS["CHECK_META"], HINT)
    instance = next((file.value(element) for element in file.data_set.elements if element.tag == SOP_INSTANCE), b"")
    if told.get(0x0003, b"").strip(b" \0") != instance.strip(b" \0"):
        yield Remark("CHECK_META", "error", "(0002,0003) is not the SOP Instance UID of the data set", HINT)


def _meta_elements(content: Content) -> Iterator[tuple[int, bytes]]:
    """Element number and value of each element of group 0002 (explicit little endian, PS3.10 7.1)."""
    position = PREFIX_POSITION + 4
    while content[position : position + 2] == b"\2\0":
        _, number, name, length = EXPLICIT.short.unpack_from(content, position)
        value = position + 8
        if name.decode("latin-1") in LONG_VRS:
            length, value = EXPLICIT.long.unpack_from(content, position)[4], position + 12
        position = value + length
        yield number, content[value:position]
