"""Words in one image, found by the geometry of their strokes: thin, alike in height and grey, in a row.

Top-hat and black-hat leave what is thinner than a brush of 7 × 7 pixels; at three levels of contrast, connected
strokes become candidates for letters, and neighbours of like height, line and grey become rows. A row is taken for
words if it has enough letters, and the fewer it has the more alike their grey must be. Large images are looked
at again at half the size, as consoles write larger on them; upright and turned by a quarter.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage
from scipy.sparse import coo_matrix, csr_matrix
from scipy.sparse.csgraph import connected_components

from qc.dicom.pixels.frames import Array
from qc.dicom.pixels.grey import Grey, greys, halved
from qc.dicom.pixels.rectangle import Rectangle, united

Numbers = NDArray[np.int64]

BRUSH = 7  # strokes of letters of 9 to 40 pixels are thinner
LEVELS = (20, 40, 80)  # grey levels of contrast, of 255
LOWEST, TALLEST = 5, 34  # pixels; between them the height of a letter
WIDEST, NARROWEST = 14, 9  # width of what hangs together by its height, height by its width
LEAST_AREA, LEAST_FILL = 5, 0.12
GAP = 1.2  # between neighbours, by the taller one's height
LIKE_HEIGHT, LIKE_CONTRAST, SHARED_ROWS = 2.0, 2.2, 0.6
LETTER_WIDTH = 0.8  # by its height: what hangs together may be several letters
ROW_HEIGHT, ROW_ASPECT, ROW_INK = 1.9, 2.0, (0.1, 0.75)
# letters that hang together, letters, and how much their grey may differ by their contrast
Evidence = tuple[tuple[int, int, float], ...]
LEVEL: Evidence = ((7, 0, 9.9), (4, 4, 0.06), (3, 6, 0.10), (4, 8, 0.20))
UPRIGHT: Evidence = ((8, 8, 0.10), (6, 6, 0.04))  # rarer, so it takes more to believe it
MOST_PAIRS = 3_000_000
LOOKED_AT_AGAIN = 800  # pixels of the longer side
EIGHT_NEIGHBOURS = np.ones((3, 3), dtype=bool)
FEW = 1 / 32  # of all pixels: so few are joined faster run by run


class Strokes(NamedTuple):
    """Connected strokes, one number each per column: where they are, their ink, contrast and extreme grey."""

    left: Numbers
    top: Numbers
    right: Numbers
    bottom: Numbers
    area: Numbers
    contrast: Numbers
    extreme: Numbers

    def chosen(self, which: NDArray[np.generic]) -> "Strokes":
        """Some of them, by a mask or by their indexes."""
        return Strokes(*(column[which] for column in self))

    def turned(self) -> "Strokes":
        """As if the image were turned by a quarter: rows are columns."""
        return self._replace(left=self.top, top=self.left, right=self.bottom, bottom=self.right)

    @property
    def height(self) -> Numbers:
        """Rows that each takes."""
        return self.bottom - self.top

    @property
    def width(self) -> Numbers:
        """Columns that each takes."""
        return self.right - self.left


def words(frame: Array) -> tuple[Rectangle, ...]:
    """Rectangles round what looks like rows of words in a frame, in pixels of the frame."""
    found: list[Rectangle] = []
    for shown in greys(frame):
        image, factor = shown, 1
        found += _rows_of_image(image)
        while max(image.shape) > LOOKED_AT_AGAIN:
            image, factor = halved(image), factor * 2
            found += [rectangle.scaled(factor) for rectangle in _rows_of_image(image)]
    return united(found)


def _rows_of_image(image: Grey) -> list[Rectangle]:
    """Rows of words in bright and in dark strokes, at each level of contrast."""
    found: list[Rectangle] = []
    opened = spread(spread(image, np.minimum), np.maximum)
    closed = spread(spread(image, np.maximum), np.minimum)
    for contrast, shade in ((image - opened, image), (closed - image, 255 - image)):
        for level in LEVELS:
            strokes = _strokes(contrast, shade, level)
            found += _rows(strokes, LEVEL)
            turned = _rows(strokes.turned(), UPRIGHT)
            found += [Rectangle(top, left, height, width) for left, top, width, height in turned]
    return found


def spread(image: Grey, extreme: np.ufunc) -> Grey:
    """Erosion (`np.minimum`) or dilation (`np.maximum`) by the brush; the image goes on at its edges as it ends."""
    for axis in (0, 1):
        margins = [(BRUSH // 2, BRUSH // 2) if index == axis else (0, 0) for index in (0, 1)]
        image = np.moveaxis(np.pad(image, margins, mode="edge"), axis, 0)
        for step in (1, 2, BRUSH - 4):  # windows of 2, 4 and 7: each joins two windows of the step before
            image = extreme(image[:-step], image[step:])
        image = np.moveaxis(image, 0, axis)
    return image


def _strokes(contrast: Grey, shade: Grey, level: int) -> Strokes:
    """What hangs together above a level of contrast."""
    above = contrast > level
    places = np.flatnonzero(above)
    label, count = connected(above, places)
    rows, columns = np.divmod(places, above.shape[1])
    far = max(above.shape)
    return Strokes(
        _extreme(np.minimum, label, columns, count, far),
        _extreme(np.minimum, label, rows, count, far),
        _extreme(np.maximum, label, columns, count, -1) + 1,
        _extreme(np.maximum, label, rows, count, -1) + 1,
        np.bincount(label, minlength=count),
        _extreme(np.maximum, label, contrast.ravel()[places], count, 0),
        _extreme(np.maximum, label, shade.ravel()[places], count, 0),
    )


def connected(above: NDArray[np.bool_], places: Numbers) -> tuple[Numbers, int]:
    """What each pixel that is set belongs to, numbered in the order of the first pixels; and how many there are."""
    if places.size <= FEW * above.size:
        return _connected_runs(places + places // above.shape[1], above.shape[1] + 1)
    labels, count = ndimage.label(above, EIGHT_NEIGHBOURS)
    return labels.ravel()[places] - 1, count


def _connected_runs(places: Numbers, width: int) -> tuple[Numbers, int]:
    """The same by runs of pixels; rows are a pixel wider than they were, so that no run goes round an edge."""
    if not places.size:
        return places, 0
    first = np.flatnonzero(np.diff(places, prepend=places[0] - 2) != 1)
    length = np.diff(first, append=places.size)
    start = places[first]
    stop = start + length
    low = np.searchsorted(stop, start + width, side="left")  # runs of the next row that touch, be it by a corner
    ends = np.cumsum(np.searchsorted(start, stop + width, side="right") - low)
    number = np.diff(ends, prepend=0)
    below = np.arange(ends[-1]) - np.repeat(ends - number - low, number)
    links = csr_matrix((np.ones(below.size), below, np.append(0, ends)), (start.size, start.size))
    count, label = connected_components(links, directed=False)
    return np.repeat(label, length), count


def _extreme(extreme: np.ufunc, label: Numbers, values: NDArray[np.generic], count: int, start: int) -> Numbers:
    """The least or greatest value of each label."""
    found = np.full(count, start, dtype=np.int64)
    extreme.at(found, label, values.astype(np.int64))
    return found


def _rows(strokes: Strokes, evidence: Evidence) -> list[Rectangle]:
    """Rectangles round rows of strokes that are words."""
    letters = _letters(strokes)
    first, second = _neighbours(letters)
    if not first.size:
        return []
    links = coo_matrix((np.ones(first.size), (first, second)), (letters.left.size, letters.left.size))
    _, row = connected_components(links, directed=False)
    rows = (letters.chosen(row == index) for index in np.flatnonzero(np.bincount(row) >= 3))
    return [_around(one) for one in rows if _is_words(one, evidence)]


def _letters(strokes: Strokes) -> Strokes:
    """Those with the size and ink of a letter or of letters that hang together, from left to right."""
    height, width, area = strokes.height, strokes.width, strokes.area
    fits = (height >= LOWEST) & (height <= TALLEST) & (width <= WIDEST * height) & (height <= NARROWEST * width)
    letters = strokes.chosen(fits & (area >= LEAST_AREA) & (area >= LEAST_FILL * height * width))
    return letters.chosen(np.argsort(letters.left, kind="stable"))


def _neighbours(letters: Strokes) -> tuple[Numbers, Numbers]:
    """Pairs that may stand beside each other in a word: like height, grey and line, and a small gap."""
    count = letters.left.size
    reach = letters.right + np.maximum(3, (GAP * TALLEST if count < 1000 else GAP * letters.height)).astype(np.int64)
    begin = np.arange(1, count + 1)
    number = np.maximum(np.searchsorted(letters.left, reach, side="right") - begin, 0)
    if number.sum() > MOST_PAIRS:
        number = np.minimum(number, MOST_PAIRS // count)
    first = np.repeat(np.arange(count), number)
    second = np.arange(first.size) - np.repeat(np.cumsum(number) - number - begin, number)
    alike = _alike(letters.chosen(first), letters.chosen(second))
    return first[alike], second[alike]


def _alike(one: Strokes, other: Strokes) -> NDArray[np.bool_]:
    """Which pairs are neighbours in a row."""
    taller, lower = np.maximum(one.height, other.height), np.minimum(one.height, other.height)
    shared = np.minimum(one.bottom, other.bottom) - np.maximum(one.top, other.top)
    line = np.minimum(np.abs(one.bottom - other.bottom), np.abs(one.top - other.top)) <= 1 + taller // 8
    strong, weak = np.maximum(one.contrast, other.contrast), np.minimum(one.contrast, other.contrast)
    gap = other.left - one.right <= np.maximum(3, GAP * taller)
    size = (taller <= LIKE_HEIGHT * lower) & (shared >= SHARED_ROWS * lower)
    alike: NDArray[np.bool_] = size & line & gap & (strong <= LIKE_CONTRAST * weak)
    return alike


def _is_words(row: Strokes, evidence: Evidence) -> bool:
    """Whether neighbours in a row have the form, the number and the evenness of words."""
    box = _around(row)
    letters = int(np.maximum(1, np.round(row.width / (LETTER_WIDTH * row.height))).sum())
    ink = float(row.area.sum()) / (box.width * box.height)
    straight = box.height <= ROW_HEIGHT * float(np.percentile(row.height, 75)) and box.width >= ROW_ASPECT * box.height
    if letters < 4 or not straight or not ROW_INK[0] <= ink <= ROW_INK[1]:
        return False
    difference = min(float(row.contrast.std()), float(row.extreme.std()) + 1) / float(np.median(row.contrast))
    return any(
        row.left.size >= strokes and letters >= least and difference <= most for strokes, least, most in evidence
    )


def _around(row: Strokes) -> Rectangle:
    left, top = int(row.left.min()), int(row.top.min())
    return Rectangle(left, top, int(row.right.max()) - left, int(row.bottom.max()) - top)
