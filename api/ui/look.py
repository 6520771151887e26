"""How each node type looks: one colour of the Okabe-Ito palette and one shape, the same in page and canvas.

A shape is a polygon on the square from -1 to 1 (x to the right, y down), so that SVG marks and
the graph canvas draw the same outline. Colour alone never tells a type.
"""

import math
from dataclasses import dataclass

ORANGE, SKY, GREEN, YELLOW = "#E69F00", "#56B4E9", "#009E73", "#F0E442"
BLUE, VERMILLION, PURPLE, GREY = "#0072B2", "#D55E00", "#CC79A7", "#999999"

Points = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Look:
    """A colour and the corners of a shape, as x1 y1 x2 y2 …"""

    colour: str
    points: Points

    @property
    def svg(self) -> str:
        """The corners as the `points` of an SVG polygon in a box from -12 to 12."""
        return " ".join(f"{value * 10:g}" for value in self.points)


def _regular(corners: int, turn: float = -90) -> Points:
    """A regular polygon whose first corner lies `turn` degrees from the right."""
    angles = (math.radians(turn + 360 * corner / corners) for corner in range(corners))
    return tuple(round(part, 3) for angle in angles for part in (math.cos(angle), math.sin(angle)))


def _star(spikes: int, inner: float) -> Points:
    angles = (math.radians(-90 + 180 * corner / spikes) for corner in range(2 * spikes))
    radii = (1.0 if corner % 2 == 0 else inner for corner in range(2 * spikes))
    return tuple(
        round(part * radius, 3)
        for angle, radius in zip(angles, radii, strict=True)
        for part in (math.cos(angle), math.sin(angle))
    )


CIRCLE, TRIANGLE, DIAMOND = _regular(24), _regular(3), _regular(4)
PENTAGON, HEXAGON, OCTAGON = _regular(5), _regular(6, 0), _regular(8, 22.5)
SQUARE: Points = (-0.85, -0.85, 0.85, -0.85, 0.85, 0.85, -0.85, 0.85)
BAR: Points = (-1, -0.55, 1, -0.55, 1, 0.55, -1, 0.55)
PAGE: Points = (-0.75, -1, 0.3, -1, 0.75, -0.5, 0.75, 1, -0.75, 1)
TAG: Points = (-1, -0.65, 0.4, -0.65, 1, 0, 0.4, 0.65, -1, 0.65)
SLANT: Points = (-0.5, -0.7, 1, -0.7, 0.5, 0.7, -1, 0.7)
WEDGE: Points = (-1, -1, 1, -1, 0, 1)
CROSS: Points = (-0.4, -1, 0.4, -1, 0.4, -0.4, 1, -0.4, 1, 0.4, 0.4, 0.4, 0.4, 1, -0.4, 1, -0.4, 0.4, -1, 0.4, -1, -0.4, -0.4, -0.4)  # fmt: skip
STAR, BURST = _star(5, 0.5), _star(8, 0.7)

LOOKS: dict[str, Look] = {
    "BioProject": Look(BLUE, HEXAGON),
    "Dataset": Look(GREEN, SQUARE),
    "Individual": Look(VERMILLION, CIRCLE),
    "Sample": Look(ORANGE, TRIANGLE),
    "Experiment": Look(SKY, DIAMOND),
    "Run": Look(PURPLE, BAR),
    "Analysis": Look(YELLOW, SLANT),
    "File": Look(GREY, PAGE),
    "ImagingStudy": Look(BLUE, OCTAGON),
    "ImagingSeries": Look(SKY, PENTAGON),
    "Image": Look(ORANGE, SQUARE),
    "Taxon": Look(GREEN, STAR),
    "OntologyTerm": Look(YELLOW, TAG),
    "Publication": Look(GREY, BAR),
    "Organization": Look(BLUE, WEDGE),
    "DataAccessCommittee": Look(VERMILLION, CROSS),
    "AccessRequest": Look(VERMILLION, TAG),
    "QcReport": Look(PURPLE, PAGE),
    "QcFinding": Look(PURPLE, BURST),
    "TaxonProfile": Look(GREEN, SLANT),
    "Release": Look(ORANGE, CROSS),
}
OTHER = Look(GREY, CIRCLE)


def look(node_type: str) -> Look:
    """The look of a type; a grey circle for one not drawn yet."""
    return LOOKS.get(node_type, OTHER)
