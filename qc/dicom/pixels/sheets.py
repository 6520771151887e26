"""Contact sheets: pages of small pictures for a reviewer, each under its opaque id, with what was found outlined.

They show what may be wrong, so they are for the custodian alone and never published. The same entries give the same
bytes: no time, no name and no text but ids and reason codes is written into them.
"""

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from qc.dicom.pixels.grey import Grey, shrunk
from qc.dicom.pixels.review import ReviewEntry

ACROSS, DOWN = 3, 3
CELL, CAPTION, MARGIN = 512, 30, 8  # pixels
GROUND, INK, OUTLINE, MISSING = (24, 24, 24), (230, 230, 230), (255, 150, 0), (70, 70, 70)


def small_picture(image: Grey) -> tuple[Grey, int]:
    """An image small enough for a sheet, and how many of its pixels one of the picture is."""
    small = shrunk(image, CELL)
    return small, max(round(max(image.shape) / max(small.shape)), 1)


def write_sheets(folder: Path, entries: Sequence[ReviewEntry], name: str) -> list[Path]:
    """Write pages `name-001.png` … of nine pictures each, in the order of the list; gives their paths."""
    ordered = sorted(entries, key=lambda one: (one.series_instance_uid, one.sop_instance_uid, one.opaque_id))
    pages = [ordered[first : first + ACROSS * DOWN] for first in range(0, len(ordered), ACROSS * DOWN)]
    paths = [folder / f"{name}-{number:03}.png" for number in range(1, len(pages) + 1)]
    for path, page in zip(paths, pages, strict=True):
        sheet(page).save(path, format="PNG", optimize=False)
    return paths


def sheet(entries: Sequence[ReviewEntry]) -> Image.Image:
    """One page; it is as high as its pictures ask for."""
    down = max(-(-len(entries) // ACROSS), 1)
    page = Image.new("RGB", (ACROSS * (CELL + MARGIN) + MARGIN, down * (CELL + CAPTION + MARGIN) + MARGIN), GROUND)
    draw, font = ImageDraw.Draw(page), ImageFont.load_default(12)
    for index, entry in enumerate(entries):
        left = MARGIN + index % ACROSS * (CELL + MARGIN)
        top = MARGIN + index // ACROSS * (CELL + CAPTION + MARGIN)
        draw.text((left, top), f"{entry.opaque_id}\n{entry.reason}", fill=INK, font=font, spacing=2)
        _draw(page, draw, entry, (left, top + CAPTION))
    return page


def _draw(page: Image.Image, draw: ImageDraw.ImageDraw, entry: ReviewEntry, place: tuple[int, int]) -> None:
    """The picture of one entry with what was found in it; a cross where there is none."""
    left, top = place
    if entry.picture is None:
        draw.rectangle((left, top, left + CELL - 1, top + CELL - 1), outline=MISSING)
        draw.line((left, top, left + CELL - 1, top + CELL - 1), fill=MISSING)
        draw.line((left, top + CELL - 1, left + CELL - 1, top), fill=MISSING)
        return
    page.paste(Image.fromarray(entry.picture).convert("RGB"), place)
    for x, y, width, height in (rectangle.grown(2) for rectangle in entry.rectangles):
        right, bottom = min((x + width) // entry.scale, CELL - 1), min((y + height) // entry.scale, CELL - 1)
        draw.rectangle((left + x // entry.scale, top + y // entry.scale, left + right, top + bottom), outline=OUTLINE)
