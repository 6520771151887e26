"""Rectangles on an image: where words were found, and what is to be blanked."""

import re
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WRITTEN = re.compile(r"\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*(\d{1,5})\s*,\s*(\d{1,5})\s*", re.ASCII)


class Rectangle(NamedTuple):
    """A part of an image in pixels: first column, first row (from the top left), and its size."""

    left: int
    top: int
    width: int
    height: int

    def __str__(self) -> str:
        """As lists and tables write it: `left,top,width,height`."""
        return f"{self.left},{self.top},{self.width},{self.height}"

    def grown(self, margin: int) -> "Rectangle":
        """The same with a margin on all sides, cut at the first row and column."""
        left, top = max(self.left - margin, 0), max(self.top - margin, 0)
        return Rectangle(left, top, self.left + self.width + margin - left, self.top + self.height + margin - top)

    def scaled(self, factor: int) -> "Rectangle":
        """The same part of an image that is `factor` times as large."""
        return Rectangle(*(value * factor for value in self))

    def meets(self, other: "Rectangle") -> bool:
        """Whether the two share a pixel or an edge."""
        return (
            self.left <= other.left + other.width
            and other.left <= self.left + self.width
            and self.top <= other.top + other.height
            and other.top <= self.top + self.height
        )


def parse_rectangles(text: str) -> tuple[Rectangle, ...]:
    """Rectangles from `x,y,w,h;x,y,w,h`; ValueError (without the text) where it is none or one is empty.

    >>> parse_rectangles("0,0,320,18; 10,220,60,20")
    (Rectangle(left=0, top=0, width=320, height=18), Rectangle(left=10, top=220, width=60, height=20))
    """
    found = []
    for part in text.split(";"):
        match = WRITTEN.fullmatch(part)
        if match is None or not int(match[3]) or not int(match[4]):
            raise ValueError("rectangles are written left,top,width,height;…")
        found.append(Rectangle(*map(int, match.groups())))
    return tuple(found)


def written(rectangles: Iterable[Rectangle]) -> str:
    """Rectangles as `parse_rectangles` reads them."""
    return ";".join(map(str, rectangles))


def united(rectangles: Iterable[Rectangle]) -> tuple[Rectangle, ...]:
    """Rectangles that meet as one that holds them all; sorted from the top left."""
    apart: list[Rectangle] = []
    for rectangle in sorted(set(rectangles)):
        joined = rectangle
        while met := [other for other in apart if other.meets(joined)]:
            apart = [other for other in apart if other not in met]
            joined = _around([joined, *met])
        apart.append(joined)
    return tuple(sorted(apart, key=lambda one: (one.top, one.left)))


def _around(rectangles: list[Rectangle]) -> Rectangle:
    left, top = min(one.left for one in rectangles), min(one.top for one in rectangles)
    right, bottom = max(one.left + one.width for one in rectangles), max(one.top + one.height for one in rectangles)
    return Rectangle(left, top, right - left, bottom - top)


def covered(rectangles: Iterable[Rectangle], rows: int, columns: int) -> NDArray[np.bool_]:
    """Which pixels of an image of this size the rectangles hold."""
    mask = np.zeros((rows, columns), dtype=bool)
    for left, top, width, height in rectangles:
        mask[top : top + height, left : left + width] = True
    return mask
