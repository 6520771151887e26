"""A tree of counts as rings: each branch an arc as wide as its share, drawn on the server as SVG paths."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle
from math import cos, pi, sin, sqrt, tau
from typing import NamedTuple

from api.ui.branches import Branch

RADIUS = 300
HOLE = 62
"""Radii of the outermost ring and of the middle, in the units of the drawing."""

RINGS = 7
COLOURS = 6
NEUTRAL = COLOURS
"""The colour of branches that are nearly all there is; what they part into is told apart."""

MOST = 0.85
"""The share of the drawing from which on a branch is nearly all."""

LETTER = 6.4
"""Width of a letter of a label."""

NARROWEST = 0.006
"""Arcs narrower than this (in radians) are not drawn; the table beside has them."""


@dataclass(frozen=True, slots=True)
class Slice:
    """One arc: the branch, its path, colour and ring for the style sheet, and its label with where it stands."""

    branch: Branch
    path: str
    colour: int
    ring: int
    label: str
    x: float
    y: float
    turn: float


def slices(root: Branch) -> list[Slice]:
    """The arcs below a branch, from the top clockwise, the largest first; chains of single branches are one ring."""
    if not root.total:
        return []
    arcs = list(_arcs(root))
    rings = max((arc.ring for arc in arcs), default=1)
    thick = (RADIUS - HOLE) / rings
    return [_slice(arc, HOLE + (arc.ring - 1) * thick, thick, rings) for arc in arcs]


class _Arc(NamedTuple):
    """Where an arc stands: its ring from 1, its angles, and its colour."""

    branch: Branch
    ring: int
    colour: int
    start: float
    stop: float


def _arcs(root: Branch) -> Iterator[_Arc]:
    """The arcs below a branch in as many rings as there may be."""
    waiting = [_Arc(root, 0, NEUTRAL, 0.0, tau)]
    colours = cycle(range(COLOURS))
    while waiting:
        above = waiting.pop(0)
        start = above.start
        for child in above.branch.below:
            stop = start + tau * child.total / root.total
            if stop - start >= NARROWEST:
                colour = above.colour
                if colour == NEUTRAL and child.total < MOST * root.total:
                    colour = next(colours)
                arc = _Arc(child.fork(), above.ring + 1, colour, start, stop)
                yield arc
                if arc.ring < RINGS:
                    waiting.append(arc)
            start = stop


def _slice(arc: _Arc, inner: float, thick: float, rings: int) -> Slice:
    """An arc as it is drawn; one with nothing below it takes the place of two rings, for its label."""
    branch, start, stop = arc.branch, arc.start, arc.stop
    outer = inner + thick * (2 if not branch.below and arc.ring < rings else 1)
    middle, radius = (start + stop) / 2, (inner + outer) / 2
    long, across = (stop - start) * radius, outer - inner
    along = long > across
    straight = 2 * sqrt(radius * max(across - 10, 0))  # what a straight text may be long before it leaves the ring
    room = min(long * 0.85, straight) if along else (across - 8 if long > 12 else 0)
    turn = middle * 180 / pi - (0 if along else 90)
    turn = (turn + 90) % 180 - 90  # never upside down
    x, y = _point(radius, middle)
    return Slice(
        branch,
        _path(start, stop, inner, outer),
        arc.colour,
        arc.ring,
        shortened(branch.label, room),
        x,
        y,
        round(turn, 1),
    )


def shortened(label: str, room: float) -> str:
    """A label that fits into so much room, or nothing where not even a few letters do."""
    letters = int(room / LETTER)
    if len(label) <= letters:
        return label
    return f"{label[: letters - 1].rstrip()}…" if letters > 4 else ""


def _path(start: float, stop: float, inner: float, outer: float) -> str:
    """The outline of an arc between two angles (clockwise from the top) and two radii."""
    if stop - start > tau - 1e-6:
        return f"{_circle(outer)}{_circle(inner)}"
    wide = int(stop - start > pi)
    (a, b), (c, d), (e, f), (g, h) = (
        _point(outer, start), _point(outer, stop), _point(inner, stop), _point(inner, start),
    )  # fmt: skip
    return f"M{a} {b}A{outer:g} {outer:g} 0 {wide} 1 {c} {d}L{e} {f}A{inner:g} {inner:g} 0 {wide} 0 {g} {h}Z"


def _circle(radius: float) -> str:
    return f"M0 {-radius:g}A{radius:g} {radius:g} 0 1 1 0 {radius:g}A{radius:g} {radius:g} 0 1 1 0 {-radius:g}Z"


def _point(radius: float, angle: float) -> tuple[float, float]:
    return round(radius * sin(angle), 2), round(-radius * cos(angle), 2)
