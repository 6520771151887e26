"""A series is looked at image by image, and concluded when all were seen."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont
from pydicom.uid import RLELossless

from qc.dicom.outcome import CODES
from qc.dicom.pixels import inspection as module
from qc.dicom.pixels.devices import DeviceRule, DeviceRules
from qc.dicom.pixels.inspection import SeriesInspection
from qc.dicom.pixels.rectangle import Rectangle, covered
from qc.dicom.pixels.review import Decision
from qc.dicom.pixels.rules import STORAGE
from tests.qc.dicom.pixels.images import CR, US, body, made, moved, real, reread, rewritten


@pytest.fixture(autouse=True)
def no_reader(monkeypatch):
    """As without the extra `ocr`, so that results hang on no installed model."""
    monkeypatch.setattr(module, "read_words", lambda frame: None)


def lettered(image, text="ID 8830412", place=(20, 12)):
    page = Image.new("L", image.shape[::-1])
    ImageDraw.Draw(page).text(place, text, fill=255, font=ImageFont.load_default(16))
    return np.where(np.asarray(page) > 127, image.dtype.type(1900), image)


def inspected(*files, devices=None, decisions=()):
    """The inspection of a series, and its files as they would be published."""
    inspection = SeriesInspection(devices or DeviceRules())
    told = [*decisions, *[None] * (len(files) - len(decisions))]
    return inspection, [inspection.look(rewritten(data), said) for data, said in zip(files, told, strict=True)]


def concluded(*files, devices=None, decisions=()):
    return inspected(*files, devices=devices, decisions=decisions)[0].conclude()


def us(pixels, **attributes):
    known = {"SOPClassUID": US, "Modality": "US", "Manufacturer": "ACME", "ManufacturerModelName": "Scan 1"}
    return made(pixels, **(known | attributes))


def rule(*rectangles, clean=False):
    return DeviceRules([(("acme", "scan 1", "us", 160, 160), DeviceRule(clean, rectangles))])


def test_clean_slices_are_published_as_they_are():
    """Bytes untouched, no finding, no line on the list."""
    files = [made(frame, number=number) for number, frame in enumerate(moved(body(), 4))]
    inspection, results = inspected(*files)
    assert [result.data() for result in results] == [rewritten(data).data() for data in files]
    for one in inspection.conclude():
        assert (one.code, one.verdict, one.findings, one.on_review_list) == (None, "clean", (), False)


def test_a_suspicion_on_primary_tomography_warns_and_lists():
    """One image with what looks like words: published with a finding, and shown with its rectangle."""
    (one,) = concluded(made(lettered(body())))
    assert (one.code, one.verdict, one.on_review_list) == (None, "warned", True)
    (finding,) = one.findings
    assert (finding.code, finding.severity) == ("WORDS_SUSPECTED", "warning")
    assert finding.path.startswith("2.25.")
    assert covered(one.rectangles, 160, 160)[15:25, 30:90].mean() > 0.6
    assert one.picture.shape == (160, 160)


@pytest.mark.parametrize(
    "attributes",
    [
        {"SOPClassUID": CR, "Modality": "CR"},
        {"ImageType": ["DERIVED", "SECONDARY"]},
        {"SOPClassUID": STORAGE + "20", "Modality": "NM"},
    ],
)
def test_a_suspicion_on_other_images_keeps_them_back(attributes):
    """Radiographs, images made afterwards, scintigraphy."""
    (one,) = concluded(made(lettered(body()), **attributes))
    assert (one.code, one.on_review_list) == ("PIXELS_BURNED_IN", True)
    assert one.rectangles


def test_words_that_stay_in_all_slices_keep_the_series_back():
    """What only the series shows is certain, so nothing is forgiven."""
    files = [made(lettered(frame), number=number) for number, frame in enumerate(moved(body(), 4))]
    for one in concluded(*files):
        assert (one.code, one.on_review_list) == ("PIXELS_BURNED_IN", True)
        assert covered(one.rectangles, 160, 160)[15:25, 30:90].mean() > 0.6


def test_frames_of_one_image_are_a_series_too():
    """A multi-frame image is judged by what stays in its frames; its picture shows one of them."""
    frames = np.stack([lettered(frame) for frame in moved(body(), 4)])
    (one,) = concluded(made(frames, several=True, SOPClassUID=STORAGE + "2.1"))
    assert one.code == "PIXELS_BURNED_IN"
    assert one.picture.shape == (160, 160)


def test_words_that_were_read_are_certain(monkeypatch):
    """With the extra, words in a primary image keep it back; nothing read leaves the suspicion a warning."""
    monkeypatch.setattr(module, "read_words", lambda frame: (Rectangle(20, 12, 90, 14),))
    (one,) = concluded(made(lettered(body())))
    assert one.code == "PIXELS_BURNED_IN"
    monkeypatch.setattr(module, "read_words", lambda frame: ())
    (one,) = concluded(made(lettered(body())))
    assert (one.code, one.verdict) == (None, "warned")


def test_only_suspected_images_are_read(monkeypatch):
    """Reading costs fifty times as much as looking."""
    monkeypatch.setattr(module, "read_words", lambda frame: pytest.fail("read without need"))
    assert concluded(made(body()))[0].verdict == "clean"


@pytest.mark.parametrize("name", ["examples_rgb_color.dcm", "examples_palette.dcm", "SC_rgb_rle.dcm", "JPEG2000.dcm"])
def test_kinds_that_have_words_are_kept_back_with_a_picture(name):
    """Real ultrasound, secondary capture and a captured scintigraphy, for a reviewer to look at."""
    (one,) = concluded(real(name))
    assert (one.code, one.on_review_list) == ("PIXELS_UNSAFE_SOURCE", True)
    assert max(one.picture.shape) <= 512


def test_words_of_images_kept_back_by_kind_are_outlined():
    """A reviewer of real ultrasound sees what to blank: the name of the hospital at the top left."""
    (one,) = concluded(real("examples_rgb_color.dcm"))
    assert covered(one.rectangles, 240, 320)[10:40, 8:60].mean() > 0.4


def test_saved_screens_are_known_by_values_that_do_not_stay():
    """Image Type SCREEN SAVE is no defined term: it is gone from the output, and was heard all the same."""
    for attributes in ({"ImageType": ["DERIVED", "PRIMARY", "SCREEN SAVE"]}, {"SeriesDescription": "Patient Protocol"}):
        (one,) = concluded(made(body(), **attributes))
        assert one.code == "PIXELS_UNSAFE_SOURCE"


@pytest.mark.parametrize("value", ["YES", "Y"])
def test_images_that_say_they_have_words_are_kept_back(value):
    """Also in spellings that are no defined term."""
    assert concluded(made(body(), BurnedInAnnotation=value))[0].code == "PIXELS_BURNED_IN"


def test_coloured_tomography_is_a_picture_of_a_screen():
    """CT has no colour; an RGB image in its class was captured."""
    (one,) = concluded(made(np.dstack([body().clip(0, 255).astype(np.uint8)] * 3)))
    assert one.code == "PIXELS_UNSAFE_SOURCE"


@pytest.mark.parametrize("name", ["JPGExtended.dcm", "JPEG2000-embedded-sequence-delimiter.dcm"])
def test_what_cannot_be_decoded_is_kept_back(name, capfd):
    """Fail closed, in silence, with a line on the list and no picture."""
    (one,) = concluded(real(name))
    assert (one.code, one.on_review_list, one.picture) == ("PIXELS_UNREADABLE", True, None)
    assert capfd.readouterr() == ("", "")


def test_whatever_fails_keeps_the_image_back(monkeypatch):
    """An exception of any kind is no way past the tests; the next image is not touched by it."""
    data = made(body())
    inspection = SeriesInspection()
    with monkeypatch.context() as patch:
        patch.setattr(module, "words", lambda frame: 1 / 0)
        inspection.look(rewritten(data))
    inspection.look(rewritten(data))
    assert [one.code for one in inspection.conclude()] == ["PIXELS_UNREADABLE", None]


def test_objects_without_pixels_are_untested():
    """A plan has none."""
    (one,) = concluded(real("rtplan.dcm"))
    assert (one.code, one.verdict, one.on_review_list) == (None, "untested", False)


def test_a_rule_of_the_device_blanks_and_declares_nothing():
    """Ultrasound of a known device: its words are gone, no review is claimed."""
    pixels = lettered(body())
    inspection, (result,) = inspected(us(pixels, BurnedInAnnotation="YES"), devices=rule(Rectangle(0, 0, 160, 40)))
    (one,) = inspection.conclude()
    dataset = reread(result)
    assert (one.code, one.verdict, one.on_review_list) == (None, "blanked", False)
    assert not dataset.pixel_array[:40].any()
    assert (dataset.pixel_array[40:] == pixels[40:]).all()
    assert "113101" not in result.codes
    assert "BurnedInAnnotation" not in dataset


def test_what_a_rule_of_the_device_leaves_is_told():
    """Words outside of its rectangles: blanked and published as the rule says, with a warning and a line."""
    (one,) = concluded(us(lettered(body())), devices=rule(Rectangle(0, 100, 160, 40)))
    assert (one.code, one.verdict, one.on_review_list) == (None, "blanked", True)
    assert [finding.code for finding in one.findings] == ["WORDS_SUSPECTED"]


def test_rules_of_the_device_that_miss_the_image_keep_it_back():
    """A rectangle outside of the image blanks nothing."""
    assert concluded(us(body()), devices=rule(Rectangle(160, 0, 4, 4)))[0].code == "PIXELS_BURNED_IN"


def test_devices_known_to_be_clean_are_published():
    """No test, no rectangle; pixels that cannot be decoded are kept back all the same."""
    (one,) = concluded(us(lettered(body())), devices=rule(clean=True))
    assert (one.code, one.verdict, one.on_review_list) == (None, "clean", False)


@pytest.mark.parametrize("attributes", [{}, {"BurnedInAnnotation": "YES"}, {"SOPClassUID": US, "Modality": "US"}])
def test_a_reviewed_image_is_published_and_says_so(attributes):
    """Found clean by a person: 113101 and Burned In Annotation NO, pixels untouched, whatever the kind."""
    pixels = lettered(body())
    inspection, (result,) = inspected(made(pixels, **attributes), decisions=[Decision("clean")])
    (one,) = inspection.conclude()
    assert (one.code, one.verdict, one.findings, one.on_review_list) == (None, "reviewed", (), False)
    assert "113101" in result.codes
    assert reread(result).BurnedInAnnotation == "NO"
    assert (reread(result).pixel_array == pixels).all()


def test_a_reviewer_may_have_parts_blanked():
    """What he names is background, also in compressed images; then the image is clean."""
    pixels = lettered(body())
    said = Decision("blank", (Rectangle(15, 5, 120, 30),))
    inspection, (result,) = inspected(made(pixels, RLELossless), decisions=[said])
    assert inspection.conclude()[0].verdict == "reviewed"
    found = reread(result)
    assert not found.pixel_array[5:35, 15:135].any()
    assert (found.pixel_array[40:] == pixels[40:]).all()
    assert found.BurnedInAnnotation == "NO"


def test_a_rejected_image_is_kept_back():
    """Even one that nothing else was found in; the reviewed image beside it is published."""
    files = made(body(), number=1), made(body(), number=2)
    one, other = concluded(*files, decisions=[Decision("reject"), Decision("clean")])
    assert (one.code, one.on_review_list) == ("PIXELS_BURNED_IN", True)
    assert (other.code, other.verdict) == (None, "reviewed")


def test_a_review_cannot_publish_what_cannot_be_decoded():
    """Nobody can have looked at it; and rectangles outside of the image blank nothing."""
    (one,) = concluded(real("JPGExtended.dcm"), decisions=[Decision("clean")])
    assert (one.code, one.on_review_list) == ("PIXELS_UNREADABLE", True)
    (one,) = concluded(made(body()), decisions=[Decision("blank", (Rectangle(500, 0, 3, 3),))])
    assert (one.code, one.on_review_list) == ("PIXELS_BURNED_IN", True)


def head(count, **attributes):
    """A multi-frame image of a head, as one file."""
    slices = np.stack([body(64, 64, number) for number in range(count)])
    known = {"BodyPartExamined": "HEAD", "SliceThickness": "1.5", "SOPClassUID": STORAGE + "2.1"}
    return made(slices, several=True, **(known | attributes))


def test_heads_in_thin_slices_are_told_once():
    """One finding of the series, by its new UID; the images are published."""
    inspection, results = inspected(head(40))
    (finding,) = inspection.findings()
    assert finding.code == "FACE_RECONSTRUCTABLE"
    assert finding.path == results[0].facts.series_instance_uid
    assert all("113102" not in result.codes for result in results)


def test_the_width_of_an_untold_part_is_asked():
    """64 pixels of 4 mm are as wide as a head, of 8 mm as a trunk."""
    told = [bool(inspected(head(40, BodyPartExamined="", PixelSpacing=[mm, mm]))[0].findings()) for mm in (4, 8)]
    assert told == [True, False]


def test_few_slices_and_slices_kept_back_show_no_face():
    """Only what is published counts."""
    assert inspected(head(39))[0].findings() == []
    assert inspected(head(40, SOPClassUID=US))[0].findings() == []


def test_all_codes_are_known():
    """Each code that is given has its sentence."""
    assert {module.UNSAFE, module.BURNED_IN, "PIXELS_UNREADABLE"} <= set(CODES)
