"""Burned-in words: lines found, images flagged, clean images flagged, and CPU time, on real images with words drawn in.

    ./dev bench pixels [IMAGES] [MORE …]

IMAGES images (default 112) get one to three lines each (`burned_text`). MORE are DICOM files without words that are
looked at too; words are drawn into those of one channel as well.
"""

import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pydicom

from bench.burned_text import CONTRASTS, Burned, burned_set, chinese_font
from bench.measure import table
from qc.dicom.pixels.frames import frames
from qc.dicom.pixels.morphology import words
from qc.dicom.pixels.rectangle import Rectangle, covered
from qc.dicom.pixels.series import SeriesPixels
from qc.dicom.pixels.words import is_installed, read_words

FILES = Path(pydicom.__file__).parent / "data" / "test_files"
CLEAN = (
    "693_J2KI.dcm",
    "CT_small.dcm",
    "J2K_pixelrep_mismatch.dcm",
    "MR_small.dcm",
    "examples_overlay.dcm",
    "JPEG2000.dcm",
)
LETTERED = ("examples_jpeg2k.dcm", "examples_palette.dcm", "examples_ybr_color.dcm")
HIT, SLICES, SMALLEST = 0.6, 12, 100  # of a line's box; images in a stack; pixels that a line takes
Detector = Callable[[Any], Sequence[Rectangle]]


def first(path: Path) -> Any:
    return next(frames(path.read_bytes()))


def score(detector: Detector, burned: Sequence[Burned], clean: Sequence[Any]) -> list[object]:
    """Recall of lines by contrast, images flagged, clean images flagged, and CPU ms."""
    hit: Counter[str] = Counter()
    total: Counter[str] = Counter()
    flagged, started = 0, time.process_time()
    found = [detector(one.image) for one in burned]
    taken = (time.process_time() - started) * 1000
    for one, boxes in zip(burned, found, strict=True):
        flagged += bool(boxes)
        mask = covered(boxes, *one.image.shape[:2])
        for (x, y, width, height), contrast, chinese in zip(one.boxes, one.contrasts, one.chinese, strict=True):
            seen = mask[y : y + height, x : x + width].mean() >= HIT
            for name in (contrast, "all", *(["Chinese"] if chinese else [])):
                total[name], hit[name] = total[name] + 1, hit[name] + bool(seen)
    size = sum(one.image.shape[0] * one.image.shape[1] for one in burned) / len(burned) / 1e6
    alarms = sum(bool(detector(image)) for image in clean)
    shares = [f"{hit[name]}/{total[name]}" for name in ("all", *CONTRASTS, "Chinese")]
    return [*shares, f"{flagged}/{len(burned)}", f"{alarms}/{len(clean)}", f"{taken / len(burned):.0f} ({size:.2f})"]


def constancy(images: Sequence[Any]) -> list[object]:
    """Stacks with one line each: found, clean stacks flagged, and CPU ms for a slice."""
    rng, found, alarms, taken = np.random.default_rng(3), 0, 0, 0.0
    for image in images:
        line = next(one for one in burned_set([image], 9, seed=int(rng.integers(1000))) if one.boxes)
        ink = line.image.astype(int) - image
        for drawn in (False, True):
            series, shape = SeriesPixels(), image.shape
            for number in range(SLICES):
                part = np.roll(image, (number // 2, number), (0, 1)) + np.rint(rng.normal(0, 4, shape)) * (
                    image > image.min()
                )
                slice_ = np.where(ink != 0, line.image, part).astype(image.dtype) if drawn else part.astype(image.dtype)
                started = time.process_time()
                series.add(slice_)
                taken += (time.process_time() - started) * 1000 / (image.size / 512**2)
            boxes = series.rectangles(*shape)
            found, alarms = found + (drawn and bool(boxes)), alarms + (not drawn and bool(boxes))
    return [f"{found}/{len(images)}", f"{alarms}/{len(images)}", f"{taken / (2 * SLICES * len(images)):.2f}"]


def main() -> None:
    """Print the tables."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 112
    more = [first(Path(path)) for path in sys.argv[2:]]
    clean = [first(FILES / name) for name in CLEAN if (FILES / name).exists()] + more
    bases = [image for image in clean if min(image.shape[:2]) >= SMALLEST and image.ndim == 2]
    burned = [one for one in burned_set([*bases, *(first(FILES / name) for name in LETTERED)], count) if one.boxes]
    detectors: dict[str, Detector] = {"strokes": words}
    if is_installed():
        detectors["strokes, then read"] = lambda image: (read_words(image) or ()) if words(image) else ()
    print(
        f"{len(burned)} images, {sum(len(one.boxes) for one in burned)} lines; Chinese font: {bool(chinese_font())}\n"
    )
    head = [
        "detector",
        "lines",
        *CONTRASTS,
        "Chinese",
        "images flagged",
        "clean flagged",
        "CPU ms an image (its megapixels)",
    ]
    print(table(head, [[name, *score(detector, burned, clean)] for name, detector in detectors.items()]))
    print()
    print(
        table(["stacks of 12", "found", "clean flagged", "CPU ms a slice of 512²"], [["constancy", *constancy(bases)]])
    )


if __name__ == "__main__":
    main()
