"""Words in a series: pixels that are the same in every image, and edges that a body would not leave in place.

Slices, phases and frames show the body moved on; what a console burned in stays. An edge between two unchanged
pixels, or an unchanged thin stroke on changing ground, is ink; plain unchanged ground (air, padding) has no edges.
Four frames are kept however long the series is.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage

from qc.dicom.pixels.frames import Array
from qc.dicom.pixels.grey import Grey, grey
from qc.dicom.pixels.morphology import spread, words
from qc.dicom.pixels.rectangle import Rectangle, united

Mask = NDArray[np.bool_]

FEWEST = 3  # images or frames; below, slices of one body are too much alike
ENOUGH = 10  # images or frames; from here on ink may change a little, as its soft edges do
STEADY = 0.5  # of the change round it
STRONG = 40  # grey levels of 255 from one pixel to the next
LEAST_INK, LEAST_HEIGHT, LEAST_WIDTH = 12, 5, 8  # pixels
INK_OF_BOX, INK_OF_EDGES = 0.05, 0.25
SAME_PICTURE, SAME_PICTURE_PIXELS = 0.5, 0.98  # of all edges, of all pixels: copies say nothing of each other
SURROUNDINGS = 21  # pixels
JOINED = np.ones((3, 15), dtype=bool)  # letters of a line are joined, lines are not
SOFT_EDGE = 2  # pixels of a letter's edge that change
MOST_SIZES = 4  # sizes of images in one series that are followed


@dataclass(slots=True)
class _Stack:
    """The images of one size: the first, the latest, and between which values each pixel changed."""

    first: Array
    latest: Array
    lowest: Array
    highest: Array
    count: int = 1

    def add(self, frame: Array) -> None:
        np.minimum(self.lowest, frame, out=self.lowest)
        np.maximum(self.highest, frame, out=self.highest)
        self.latest = frame
        self.count += 1

    def change(self) -> NDArray[np.float32]:
        """How far each pixel changed, in stored values; the channel that changed most."""
        change = self.highest.astype(np.float32) - self.lowest.astype(np.float32)
        return change.max(axis=2) if change.ndim == 3 else change


class SeriesPixels:
    """What is the same in all images of a series; `add` each frame, then ask for `rectangles`."""

    def __init__(self) -> None:
        self._stacks: dict[tuple[int, ...], _Stack] = {}

    def add(self, frame: Array) -> None:
        """Take in one frame; it is kept only until the next of its size."""
        stack = self._stacks.get(frame.shape)
        if stack is not None:
            stack.add(frame)
        elif len(self._stacks) < MOST_SIZES:
            self._stacks[frame.shape] = _Stack(frame, frame, frame.copy(), frame.copy())

    def rectangles(self, rows: int, columns: int) -> tuple[Rectangle, ...]:
        """Where words are burned into the images of this size; none where fewer than three were seen."""
        stacks = (stack for shape, stack in self._stacks.items() if shape[:2] == (rows, columns))
        return united(rectangle for stack in stacks if stack.count >= FEWEST for rectangle in _words(stack))


def _words(stack: _Stack) -> list[Rectangle]:
    """Rectangles round the ink of a stack: what changed not at all, and what changed little and looks like words."""
    change = stack.change()
    same, edges, latest = change == 0, _edges(grey(stack.first), None), _edges(grey(stack.latest), None)
    ink = _edges(grey(stack.first), same)
    if same.all() or (ink.sum() > SAME_PICTURE * edges.sum() and same.mean() > SAME_PICTURE_PIXELS):
        return []
    plain = spread(spread(same.astype(np.uint8), np.minimum), np.maximum).astype(bool) & same
    certain = _boxes(ink | (_thin(stack, same, plain) & edges & latest), edges)
    if stack.count < ENOUGH:
        return certain
    steady = (change < STEADY * ndimage.uniform_filter(change, SURROUNDINGS)) & ~plain & edges & latest
    seen = words(stack.first)
    return certain + [box for box in _boxes(ink | steady, edges) if any(box.meets(word) for word in seen)]


def _edges(image: Grey, within: Mask | None) -> Mask:
    """Pixels that differ strongly from a neighbour; with `within`, only pairs of which both are in it."""
    found = np.zeros(image.shape, dtype=bool)
    signed = image.astype(np.int16)
    for axis in (0, 1):
        values, marks = np.moveaxis(signed, axis, 0), np.moveaxis(found, axis, 0)
        strong = np.abs(values[1:] - values[:-1]) > STRONG
        if within is not None:
            inside = np.moveaxis(within, axis, 0)
            strong &= inside[1:] & inside[:-1]
        marks[1:] |= strong
        marks[:-1] |= strong
    return found


def _thin(stack: _Stack, same: Mask, plain: Mask) -> Mask:
    """Unchanged pixels of another value than plain unchanged ground has."""
    values = stack.first if stack.first.ndim == 2 else stack.first.astype(np.int64) @ np.array([1 << 32, 1 << 16, 1])
    thin: Mask = same & ~plain
    thin[thin] = ~np.isin(values[thin], np.unique(values[plain]))
    return thin


def _boxes(ink: Mask, edges: Mask) -> list[Rectangle]:
    """Rectangles round ink that hangs together and has the size and density of a line of words."""
    labels, _ = ndimage.label(ndimage.binary_dilation(ink, JOINED), np.ones((3, 3), dtype=bool))
    found = []
    for index, part in enumerate(ndimage.find_objects(labels), start=1):
        mine = ink[part] & (labels[part] == index)
        rows, columns = np.flatnonzero(mine.any(axis=1)), np.flatnonzero(mine.any(axis=0))
        box = Rectangle(
            int(part[1].start + columns[0]),
            int(part[0].start + rows[0]),
            int(columns[-1] - columns[0]) + 1,
            int(rows[-1] - rows[0]) + 1,
        )
        if _is_line(box, int(mine.sum()), int(edges[part].sum()), ink.shape):
            found.append(box.grown(SOFT_EDGE))
    return found


def _is_line(box: Rectangle, ink: int, edges: int, shape: tuple[int, ...]) -> bool:
    """Whether a box may hold words: not the outline of the field of view, not chance."""
    large = box.height > shape[0] // 2 and box.width > shape[1] // 2
    size = box.height >= LEAST_HEIGHT and box.width >= LEAST_WIDTH and ink >= LEAST_INK
    return size and not large and ink >= INK_OF_BOX * box.width * box.height and ink >= INK_OF_EDGES * edges
