"""What outsiders may know of an individual (quasi-identifiers), and how each value can be made coarser.

Level 0 is the value as published, the last level leaves it out; between them stand bands of growing width, each the
union of narrower ones, so that a step never tells two people apart who were alike. Counts are of published values as
they stand: a height to the millimetre counts as it is, so that it is found.
"""

import re
from collections.abc import Callable
from functools import partial
from typing import NamedTuple

OLDEST = 90
_BAND = re.compile(r"(\d{1,3})(?:-(\d{1,3})|\+)?")


class Level(NamedTuple):
    """One step of coarseness: what it is called, and what becomes of a value ("" leaves it out)."""

    name: str
    coarser: Callable[[str], str]


class Attribute(NamedTuple):
    """A quasi-identifier: its name as in the model (camelCase), and its levels from published to left out."""

    name: str
    levels: tuple[Level, ...]


def _published(value: str) -> str:
    return value


def _left_out(_: str) -> str:
    return ""


def age_in(value: str, width: int) -> str:
    """An age band in a wider one; from 90 on there is one band.

    >>> age_in("35-39", 10), age_in("30-39", 20), age_in("95", 10), age_in("old", 10)
    ('30-39', '20-39', '90+', 'old')
    """
    found = _BAND.fullmatch(value)
    if not found:
        return value
    low = int(found[1]) // width * width
    return f"{OLDEST}+" if int(found[1]) >= OLDEST else f"{low}-{min(low + width, OLDEST) - 1}"


def measure_in(value: str, width: float) -> str:
    """A measure in a band of this width, told by its lower end.

    >>> measure_in("1.73", 0.1), measure_in("71.2", 10), measure_in("tall", 10)
    ('1.7-1.8', '70-80', 'tall')
    """
    try:
        band = int(float(value) / width + 1e-9)
    except (ValueError, OverflowError):
        return value
    return f"{band * width:.4g}-{(band + 1) * width:.4g}"


PUBLISHED, LEFT_OUT = Level("as published", _published), Level("left out", _left_out)


def _either(name: str) -> Attribute:
    return Attribute(name, (PUBLISHED, LEFT_OUT))


def _measured(name: str, unit: str, *widths: float) -> Attribute:
    steps = (Level(f"steps of {width:g} {unit}", partial(measure_in, width=width)) for width in widths)
    return Attribute(name, (PUBLISHED, *steps, LEFT_OUT))


def _aged(name: str, *widths: int) -> Attribute:
    steps = (Level(f"bands of {width} years", partial(age_in, width=width)) for width in widths)
    return Attribute(name, (PUBLISHED, *steps, LEFT_OUT))


ATTRIBUTES = (
    _either("sex"),
    _aged("ageBand", 10, 20, 40),
    _either("ethnicity"),
    _either("race"),
    _either("province"),
    _either("disease"),
    _either("smokingStatus"),
    _either("drinkingStatus"),
    _either("pregnancyStatus"),
    _measured("height", "m", 0.05, 0.1, 0.2),
    _measured("bodyWeight", "kg", 5, 10, 20),
    _measured("bmi", "kg/m²", 2.5, 5, 10),
    _either("background"),
    _either("modalities"),
    _either("bodyParts"),
    _either("datasets"),
)
NAMES = tuple(attribute.name for attribute in ATTRIBUTES)
SENSITIVE = "disease"
"""What is learned of somebody once the rest has found them: the diversity of a class is counted by it."""
