"""The pixels of one series: each image judged by its kind and looked at, and at the end what becomes of each.

`look` at every image in turn, then `conclude`: only then is it known what stays the same in all of them. Whatever
cannot be decoded is kept back. A reviewer's decision replaces the tests of an image, and nothing else does.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from pydicom.dataset import Dataset

from qc.dicom.outcome import Facts, Quarantined, Rewritten
from qc.dicom.pixels.blanking import blank
from qc.dicom.pixels.devices import NO_DEVICES, DeviceRules
from qc.dicom.pixels.faces import Geometry, face_finding, is_face_reconstructable
from qc.dicom.pixels.frames import Array, image_frames, read_image, silenced
from qc.dicom.pixels.grey import Grey, grey
from qc.dicom.pixels.morphology import words
from qc.dicom.pixels.rectangle import Rectangle, covered, united
from qc.dicom.pixels.review import Decision
from qc.dicom.pixels.rules import BURNED_IN, STORAGE, TOMOGRAPHY, UNSAFE, Judgement, judge
from qc.dicom.pixels.series import SeriesPixels
from qc.dicom.pixels.sheets import small_picture
from qc.dicom.pixels.spliced import declare_clean
from qc.dicom.pixels.words import read_words
from qc.finding import Finding

COLOUR_MR = STORAGE + "4.3"
SUSPECTED = "WORDS_SUSPECTED"
MOST_PICTURES = 240  # of one series, of images in which nothing was found, and as many of each other kind
MOST_COVERED = 0.9  # of a rectangle, by blanked ones: what was found is gone


@dataclass(slots=True)
class Look:
    """What was seen of one image; `code` where it is kept back whatever the others show."""

    facts: Facts
    judgement: Judgement
    code: str | None = None
    decision: Decision | None = None
    found: tuple[Rectangle, ...] = ()
    read: tuple[Rectangle, ...] | None = None
    blanked: bool = False
    picture: Grey | None = None
    scale: int = 1
    field_of_view: float | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Conclusion:
    """What becomes of one image: `code` if it is kept back, else how its pixels were judged.

    `verdict` is `clean`, `warned`, `blanked`, `reviewed` or `untested`; `on_review_list` says that a person should
    look at the picture.
    """

    code: str | None
    verdict: str
    findings: tuple[Finding, ...] = ()
    rectangles: tuple[Rectangle, ...] = ()
    on_review_list: bool = False
    picture: Grey | None = None
    scale: int = 1


class SeriesInspection:
    """The images of one series, looked at one after the other."""

    def __init__(self, devices: DeviceRules = NO_DEVICES) -> None:
        self._devices = devices
        self._same = SeriesPixels()
        self._looks: list[Look] = []
        self._concluded: list[Conclusion] = []
        self._pictures: Counter[tuple[bool, str | None]] = Counter()

    def look(self, rewritten: Rewritten, decision: Decision | None = None) -> Rewritten:
        """Look at the next image; gives it as it may be published, with rectangles blanked and a review declared.

        Never raises: what fails is kept back in the conclusion.
        """
        seen = Look(rewritten.facts, judge(rewritten.facts, self._devices), decision=decision)
        self._looks.append(seen)
        try:
            rewritten = self._worked(rewritten, seen)
        except Quarantined as refusal:
            seen.code = refusal.code
        except Exception:  # noqa: BLE001 - whatever fails, the image is kept back and nothing of the failure told
            seen.code = "PIXELS_UNREADABLE"
        self._spare(seen)
        return rewritten

    def _spare(self, seen: Look) -> None:
        """Keep no more pictures than a reviewer looks at, so that memory does not grow with the series."""
        kind = (bool(seen.found), seen.code or seen.judgement.code)
        self._pictures[kind] += 1
        if self._pictures[kind] > MOST_PICTURES:
            seen.picture = None

    def conclude(self) -> list[Conclusion]:
        """What becomes of each image, in the order they came."""
        if len(self._concluded) != len(self._looks):
            sizes = {(seen.facts.rows, seen.facts.columns) for seen in self._looks if seen.judgement.look}
            same = {size: self._same.rectangles(*size) for size in sizes}
            self._concluded = [
                _conclusion(seen, same.get((seen.facts.rows, seen.facts.columns), ())) for seen in self._looks
            ]
        return self._concluded

    def findings(self) -> list[Finding]:
        """What is to be said of the series as a whole."""
        published = zip(self._looks, self.conclude(), strict=True)
        volumes = [seen for seen, one in published if one.code is None and seen.facts.has_pixels]
        if not volumes:
            return []
        first, slices = volumes[0], sum(max(seen.facts.frames, 1) for seen in volumes)
        facts = first.facts
        geometry = Geometry(facts.modality, facts.body_part, slices, facts.slice_thickness, first.field_of_view)
        return [face_finding(facts.series_instance_uid)] if is_face_reconstructable(geometry) else []

    def _worked(self, rewritten: Rewritten, seen: Look) -> Rewritten:
        """Blank, look, and declare what a reviewer said."""
        decision = seen.decision
        if decision is not None and decision.verdict != "reject":
            return _reviewed(rewritten, decision)
        if seen.judgement.blank:
            rewritten = blank(rewritten, seen.judgement.blank)
            seen.blanked = True
        if rewritten.facts.has_pixels:
            image = read_image(rewritten.data())
            seen.field_of_view = _field_of_view(image)
            self._look_at_frames(image_frames(image), seen)
        return rewritten

    def _look_at_frames(self, frames: Iterator[Array], seen: Look) -> None:
        """All frames of an image; the picture is of the one in which most was found."""
        for number, frame in enumerate(frames):
            if frame.ndim == 3 and seen.facts.sop_class_uid in TOMOGRAPHY - {COLOUR_MR}:
                seen.code = UNSAFE
            if number and seen.judgement.code is not None:
                continue  # kept back by its kind: the first frame is enough for a picture
            found = self._look_at(frame, seen)
            if number == 0 or len(found) > len(seen.found):
                seen.picture, seen.scale = small_picture(grey(frame))
            seen.found += tuple(rectangle for rectangle in found if rectangle not in seen.found)

    def _look_at(self, frame: Array, seen: Look) -> tuple[Rectangle, ...]:
        """What the geometry of strokes makes suspect in a frame, read where the extra is there."""
        if seen.judgement.look:
            self._same.add(frame)
        elif seen.judgement.code is None:
            return ()
        found = _outside(words(frame), seen.judgement.blank, frame.shape[0], frame.shape[1])
        if found and seen.judgement.look:
            read = read_words(frame)
            seen.read = seen.read if read is None else (seen.read or ()) + read
        return found


def _conclusion(seen: Look, same: tuple[Rectangle, ...]) -> Conclusion:
    """What becomes of one image, `same` being what stays in all images of its size."""
    if seen.decision is not None and seen.decision.verdict != "reject":
        return Conclusion(seen.code, "reviewed", on_review_list=seen.code is not None)
    if not seen.facts.has_pixels and seen.code is None:
        return Conclusion(None, "untested")
    same = same if seen.judgement.look else ()
    rectangles = united((*same, *(seen.read or ()), *seen.found))
    code = seen.code or seen.judgement.code or _kept_back(seen, same)
    verdict = "blanked" if seen.blanked else "warned" if seen.found else "clean"
    if code is None and not seen.found:
        return Conclusion(None, verdict)
    finding = () if code is not None else (_suspected(seen.facts.sop_instance_uid, len(seen.found)),)
    return Conclusion(code, verdict, finding, rectangles, True, seen.picture, seen.scale)


def _kept_back(seen: Look, same: tuple[Rectangle, ...]) -> str | None:
    """Whether what was seen keeps an image back: a rejection, or words that nothing excuses."""
    if seen.decision is not None:
        return BURNED_IN
    if seen.judgement.trusted:
        return None
    certain = bool(same) or bool(seen.read)
    return BURNED_IN if certain or (seen.found and not seen.judgement.tolerant) else None


def _reviewed(rewritten: Rewritten, decision: Decision) -> Rewritten:
    """The image as a reviewer wants it; it must be one that can be decoded."""
    if decision.verdict == "blank":
        rewritten = blank(rewritten, decision.rectangles)
    for _ in image_frames(read_image(rewritten.data())):
        pass
    return declare_clean(rewritten)


def _outside(
    found: tuple[Rectangle, ...], blanked: tuple[Rectangle, ...], rows: int, columns: int
) -> tuple[Rectangle, ...]:
    """What was found apart from the edges of blanked rectangles."""
    if not blanked or not found:
        return found
    gone = covered((one.grown(4) for one in blanked), rows, columns)
    return tuple(
        one
        for one in found
        if gone[one.top : one.top + one.height, one.left : one.left + one.width].mean() < MOST_COVERED
    )


def _field_of_view(image: Dataset) -> float | None:
    """The width of the image in mm (PS3.3 10.7.1.3), None where it is not told."""
    with silenced(everything=False):
        try:
            return float(image.PixelSpacing[1]) * int(image.Columns)
        except (AttributeError, IndexError, TypeError, ValueError):
            return None


def _suspected(path: str, count: int) -> Finding:
    message = f"{count} part(s) of the image have the form of words; it is published and on the review list"
    return Finding(SUSPECTED, "warning", path, "pixels", message, "look at the contact sheet, and fill the review list")
