"""The kind of an image decides what may become of it before anybody looks."""

import pytest

from qc.dicom.pixels.devices import DeviceRule, DeviceRules
from qc.dicom.pixels.rectangle import Rectangle
from qc.dicom.pixels.rules import LOOKED_AT, STORAGE, TOMOGRAPHY, Judgement, judge
from qc.dicom.profile.sop_classes import PUBLISHED
from tests.qc.dicom.pixels.images import CR, US, facts

PIXELLESS = frozenset(STORAGE + arc for arc in ("66.1", "66.3", "67", "481.3", "481.5", "481.8"))


@pytest.mark.parametrize("arc", ["2", "2.1", "2.2", "4", "4.1", "4.3", "4.4", "128", "128.1", "130"])
def test_primary_tomography_is_looked_at_and_forgiven(arc):
    """CT, MR and PET, enhanced, legacy converted and multi-frame ones too: a suspicion alone publishes with a warning."""
    assert judge(facts(sop_class_uid=STORAGE + arc)) == Judgement(look=True, tolerant=True)


@pytest.mark.parametrize("arc", ["1", "1.1", "1.2", "1.3", "5", "20", "13.1.3", "30", "66.4", "481.1", "481.2"])
def test_other_images_are_looked_at_and_not_forgiven(arc):
    """Radiographs, scintigraphy, tomosynthesis, maps, segmentations, doses: a suspicion keeps them back."""
    assert judge(facts(sop_class_uid=STORAGE + arc, modality="")) == Judgement(look=True)


@pytest.mark.parametrize(
    "arc",
    ["3", "3.1", "6", "6.1", "6.2", "7", "7.1", "7.2", "7.3", "7.4", "12.1", "12.1.1", "12.2", "12.2.1", "14.1",
     "77.1.1", "77.1.1.1", "77.1.4", "77.1.5.1", "77.1.5.4", "77.1.6", "9999"],
)  # fmt: skip
def test_kinds_that_usually_have_words_are_kept_back(arc):
    """Ultrasound, secondary capture, angiography and fluoroscopy, visible light, eyes, and whatever is not known."""
    assert judge(facts(sop_class_uid=STORAGE + arc)) == Judgement(code="PIXELS_UNSAFE_SOURCE")


def test_every_published_class_is_judged_one_way_or_the_other():
    """Classes that the profile lets through are looked at, kept back, or have no pixels; none is waved through."""
    for uid in PUBLISHED:
        judged = judge(facts(sop_class_uid=uid, modality=""))
        assert judged.look is (uid in LOOKED_AT)
        assert judged.look or judged.code == "PIXELS_UNSAFE_SOURCE"
    assert not LOOKED_AT & PIXELLESS
    assert TOMOGRAPHY <= LOOKED_AT <= PUBLISHED | LOOKED_AT


@pytest.mark.parametrize(
    "known",
    [
        {"image_type": ("DERIVED", "SECONDARY", "SCREEN SAVE")},
        {"image_type": ("ORIGINAL", "PRIMARY", "DOSE_INFO")},
        {"conversion_type": "WSD"},
        {"secondary_capture_device": True},
        {"from_screen": True},
        {"modality": "US"},
        {"modality": " xa"},
        {"modality": "OT"},
    ],
)
def test_screens_told_as_tomography_are_kept_back(known):
    """A dose page or a screen in the class of CT images is what it is."""
    assert judge(facts(**known)) == Judgement(code="PIXELS_UNSAFE_SOURCE")


@pytest.mark.parametrize("value", ["YES", "yes", "MAYBE"])
def test_images_that_say_they_have_words_are_kept_back(value):
    """Burned In Annotation is believed when it warns."""
    assert judge(facts(burned_in_annotation=value)) == Judgement(code="PIXELS_BURNED_IN")


def test_images_that_say_they_have_none_are_looked_at_all_the_same():
    """Burned In Annotation NO proves nothing."""
    assert judge(facts(burned_in_annotation="NO")) == judge(facts())
    assert judge(facts(burned_in_annotation="NO", sop_class_uid=US)).code == "PIXELS_UNSAFE_SOURCE"


@pytest.mark.parametrize("image_type", [(), ("DERIVED",), ("DERIVED", "SECONDARY", "MPR")])
def test_images_made_afterwards_are_not_forgiven(image_type):
    """Only PRIMARY images come straight from the examination."""
    assert judge(facts(image_type=image_type)) == Judgement(look=True)


def test_objects_without_pixels_have_none_to_judge():
    """Plans, structures, registrations."""
    assert judge(facts(sop_class_uid=STORAGE + "481.5", has_pixels=False)) == Judgement()


def test_a_rule_of_the_device_has_the_last_word():
    """Ultrasound of a known device is blanked and looked at; one known to be clean is published as it is."""
    box = (Rectangle(0, 0, 64, 8),)
    kind = ("acme", "scan 1", "us", 64, 64)
    known = {"sop_class_uid": US, "modality": "US", "manufacturer": "ACME", "model": "Scan 1"}
    blanking = DeviceRules([(kind, DeviceRule(clean=False, rectangles=box))])
    assert judge(facts(**known), blanking) == Judgement(look=True, trusted=True, blank=box)
    assert judge(facts(**known, burned_in_annotation="YES"), blanking).blank == box
    assert judge(facts(**known), DeviceRules([(kind, DeviceRule(clean=True))])) == Judgement(trusted=True)


@pytest.mark.parametrize("known", [{"sop_class_uid": STORAGE + "7"}, {"conversion_type": "WSD"}, {"from_screen": True}])
def test_no_rule_of_a_device_covers_its_saved_screens(known):
    """What a device writes on its images says nothing of its report pages of the same size."""
    rules = DeviceRules([(("acme", "x", "ct", 64, 64), DeviceRule(clean=True))])
    assert judge(facts(manufacturer="acme", model="x", **known), rules).code == "PIXELS_UNSAFE_SOURCE"


def test_radiographs_are_known_by_their_class():
    """A computed radiograph with its own modality is looked at."""
    assert judge(facts(sop_class_uid=CR, modality="CR")) == Judgement(look=True)
