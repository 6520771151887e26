"""Contact sheets show each image under its id, and nothing else."""

import numpy as np
import pytest
from PIL import Image

from qc.dicom.pixels.rectangle import Rectangle
from qc.dicom.pixels.review import ReviewEntry
from qc.dicom.pixels.sheets import ACROSS, CELL, DOWN, MARGIN, OUTLINE, sheet, small_picture, write_sheets


def entry(number, picture=None, rectangles=(), scale=1):
    return ReviewEntry(
        f"{number:016x}", "2.25.1", f"2.25.{number:03}", "PIXELS_BURNED_IN", rectangles, "", picture, scale
    )


def test_pages_are_numbered_and_full(tmp_path):
    """Nine pictures a page; the last page holds what is left."""
    entries = [entry(number, np.full((40, 40), number, np.uint8)) for number in range(ACROSS * DOWN + 1)]
    paths = write_sheets(tmp_path, entries, "2.25.1")
    assert [path.name for path in paths] == ["2.25.1-001.png", "2.25.1-002.png"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [path.name for path in paths]
    with Image.open(paths[0]) as first, Image.open(paths[1]) as last:
        assert first.width == last.width == ACROSS * (CELL + MARGIN) + MARGIN
        assert first.height > 2 * last.height


def test_no_entries_make_no_page(tmp_path):
    """Nothing is written where nothing is to be looked at."""
    assert write_sheets(tmp_path, [], "x") == []


def test_pages_are_the_same_bytes_each_time(tmp_path):
    """In whatever order the entries come; no time and no text is in the file."""
    entries = [entry(number, np.full((40, 40), number * 9, np.uint8)) for number in range(5)]
    (first,) = write_sheets(tmp_path, entries, "a")
    (second,) = write_sheets(tmp_path, entries[::-1], "b")
    data = first.read_bytes()
    assert data == second.read_bytes()
    assert not {b"tIME", b"tEXt", b"iTXt", b"zTXt", b"eXIf"} & {data[at : at + 4] for at in range(len(data) - 3)}


def test_rectangles_are_outlined_round_what_was_found():
    """In pixels of the picture, with a margin; the pixels inside are those of the image."""
    picture = np.zeros((200, 200), np.uint8)
    picture[50:60, 20:80] = 255
    page = np.asarray(sheet([entry(1, picture, (Rectangle(40, 100, 120, 20),), scale=2)]))
    found = np.argwhere((page == OUTLINE).all(axis=2))
    (top, left), (bottom, right) = found.min(axis=0), found.max(axis=0)
    place = np.argwhere((page == 255).all(axis=2)).min(axis=0)
    assert (place[0] - top, place[1] - left) == (1, 1)
    assert (right - left, bottom - top) == (62, 12)


def test_images_that_cannot_be_decoded_have_a_cross():
    """Their cell is marked, so that nobody takes it for a black image."""
    page = np.asarray(sheet([entry(1)]))
    assert (page == 70).all(axis=2).sum() > 4 * CELL


@pytest.mark.parametrize("shape", [(3000, 2000), (512, 100), (513, 100), (16, 2000), (1, 1)])
def test_pictures_fit_their_cell(shape):
    """Halved until they fit; the scale leads back to the image."""
    picture, scale = small_picture(np.zeros(shape, np.uint8))
    assert max(picture.shape) <= CELL
    assert max(shape) // scale == max(picture.shape)
