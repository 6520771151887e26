"""What the kind of an image says about its pixels, before anybody looks at them.

By SOP class (PS3.4 B.5), modality, Image Type, the module of secondary capture and Burned In Annotation: which kinds
usually have words burned in, which never had a screen in their way, and which must be looked at. A rule for the
device (`devices`) has the last word. That Burned In Annotation says NO proves nothing, so it is not asked.
"""

from dataclasses import dataclass

from qc.dicom.outcome import Facts
from qc.dicom.pixels.devices import NO_DEVICES, DeviceRules
from qc.dicom.pixels.rectangle import Rectangle
from qc.dicom.pixels.screens import comes_from_screen, says_burned_in

STORAGE = "1.2.840.10008.5.1.4.1.1."
TOMOGRAPHY = frozenset(
    STORAGE + arc for arc in ("2", "2.1", "2.2", "4", "4.1", "4.3", "4.4", "128", "128.1", "130")
)  # CT, MR and PET: reconstructed by a computer, no console in between
SECONDARY_CAPTURE = frozenset(STORAGE + arc for arc in ("7", "7.1", "7.2", "7.3", "7.4"))
LOOKED_AT = TOMOGRAPHY | {
    STORAGE + arc
    for arc in (
        "1", "1.1", "1.1.1", "1.2", "1.2.1", "1.3", "1.3.1",  # radiographs: computed, digital, breast, mouth
        "5", "20",  # nuclear medicine
        "13.1.1", "13.1.2", "13.1.3", "13.1.4", "13.1.5",  # X-ray volumes, breast tomosynthesis
        "30", "66.4", "481.1", "481.2",  # parametric maps, segmentations, radiotherapy images and doses
    )
}  # fmt: skip
SCREEN_MODALITIES = frozenset(
    [
        "US",
        "IVUS",
        "BDUS",
        "ES",
        "XC",
        "GM",
        "SM",
        "XA",
        "RF",
        "OP",
        "OPT",
        "OPM",
        "OPV",
        "OCT",
        "IVOCT",
        "DG",
        "DMS",
        "HC",
        "OT",
        "SC",
        "DOC",
        "SR",
        "KO",
        "PR",
        "ECG",
        "EPS",
        "HD",
    ]
)
UNSAFE, BURNED_IN = "PIXELS_UNSAFE_SOURCE", "PIXELS_BURNED_IN"


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is done with the pixels of an image.

    `code`: kept back with this word of `qc.dicom.outcome.CODES`, None if it may be published. `look`: the tests of
    pixels are run. `tolerant`: what only the geometry of strokes made suspect is published with a warning and
    a line on the review list; `trusted`: so is what stays the same in all images, for a rule knows the device.
    `blank`: rectangles that a rule of the device has blanked.
    """

    code: str | None = None
    look: bool = False
    tolerant: bool = False
    trusted: bool = False
    blank: tuple[Rectangle, ...] = ()


def judge(facts: Facts, devices: DeviceRules = NO_DEVICES) -> Judgement:
    """Judge an image by its kind; objects without pixels have none to judge."""
    if not facts.has_pixels:
        return Judgement()
    modality = facts.modality.strip().upper()
    rule = None if is_saved_screen(facts) else devices.rule_for(facts)
    if rule is not None:
        return Judgement(look=not rule.clean, trusted=True, blank=rule.rectangles)
    if says_burned_in(facts.burned_in_annotation):
        return Judgement(code=BURNED_IN)
    if is_saved_screen(facts) or facts.sop_class_uid not in LOOKED_AT or modality in SCREEN_MODALITIES:
        return Judgement(code=UNSAFE)
    return Judgement(look=True, tolerant=facts.sop_class_uid in TOMOGRAPHY and is_primary(facts))


def is_saved_screen(facts: Facts) -> bool:
    """Whether an image is the picture of a screen, a print or a page, whatever device it names."""
    return (
        facts.sop_class_uid in SECONDARY_CAPTURE
        or facts.secondary_capture_device
        or facts.from_screen
        or comes_from_screen(facts.image_type, "", facts.conversion_type)
    )


def is_primary(facts: Facts) -> bool:
    """Whether Image Type says that the image came out of the examination itself (PS3.3 C.7.6.1.1.2)."""
    return len(facts.image_type) > 1 and facts.image_type[1].strip().upper() == "PRIMARY"
