"""A short way to enough likeness: which attribute to make coarser, or to leave out, step by step.

The lattice of all combinations of levels is too large to be searched through, so each step takes the attribute that
leaves the fewest individuals in classes below the limit (then the fewest classes, then the least loss); at the end
every step that was not needed after all is taken back. A good way, not always the shortest.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qc.anonymity.attributes import ATTRIBUTES
from qc.anonymity.individuals import Person

Codes = NDArray[np.int64]
Marks = NDArray[np.uint64]
SEED = 11  # any number; the same people give the same way
Levels = tuple[int, ...]


class Suggestion(NamedTuple):
    """One step: the attribute, the level it goes to, and what holds after this and the steps before it."""

    attribute: str
    to: str
    k: int
    at_risk: int


class Lattice:
    """The values of some people at every level of every attribute, as numbers.

    A fingerprint of a person is the sum of one random number of 64 bits for each value: to try a step one number is
    exchanged. Two people with other values may have the same sum by a chance of 2**-64; figures that are told are
    counted from the values themselves.
    """

    def __init__(self, persons: Sequence[Person]) -> None:
        self.columns = [
            [_coded([_at(person.values[position], level.coarser) for person in persons]) for level in attribute.levels]
            for position, attribute in enumerate(ATTRIBUTES)
        ]
        self.count = len(persons)
        source = np.random.default_rng(SEED)
        self.marks = [[_marked(codes, source) for codes in column] for column in self.columns]

    def sizes(self, levels: Levels) -> Codes:
        """The size of each class at these levels."""
        keys = np.zeros(self.count, dtype=np.int64)
        for column, level in zip(self.columns, levels, strict=True):
            codes = column[level]
            keys = np.unique(keys * (int(codes.max(initial=0)) + 1) + codes, return_inverse=True)[1]
        return np.bincount(keys)

    def judge(self, levels: Levels, limit: int) -> tuple[int, int]:
        """How many individuals stand in classes below the limit, and how many classes there are."""
        sums = np.zeros(self.count, dtype=np.uint64)
        for column, level in zip(self.marks, levels, strict=True):
            sums += column[level]
        return _judged(sums, limit)

    def judge_each(self, levels: Levels, limit: int) -> dict[int, tuple[int, int]]:
        """The same for each attribute that can be raised, once it is raised by one level."""
        sums = np.zeros(self.count, dtype=np.uint64)
        for column, level in zip(self.marks, levels, strict=True):
            sums += column[level]
        return {
            at: _judged(sums - column[level] + column[level + 1], limit)
            for at, (column, level) in enumerate(zip(self.marks, levels, strict=True))
            if level + 1 < len(column)
        }


def suggestions(persons: Sequence[Person], limit: int) -> list[Suggestion]:
    """One step for each attribute by which no class is below the limit; none where there are too few individuals for any way."""
    if len(persons) < limit:
        return []
    lattice = Lattice(persons)
    raised = Counter(path := _pruned(lattice, _climb(lattice, limit), limit))
    levels = [0] * len(ATTRIBUTES)
    steps = []
    for position in reversed(dict.fromkeys(reversed(path))):  # each attribute where it was last raised
        levels[position] = raised[position]
        sizes = lattice.sizes(tuple(levels))
        attribute = ATTRIBUTES[position]
        at_risk = int(sizes[sizes < limit].sum())
        steps.append(Suggestion(attribute.name, attribute.levels[levels[position]].name, int(sizes.min()), at_risk))
    return steps


def _climb(lattice: Lattice, limit: int) -> list[int]:
    """Positions of attributes to raise by one level each, in order, until nobody is at risk."""
    levels = tuple([0] * len(ATTRIBUTES))
    path: list[int] = []
    while lattice.judge(levels, limit)[0]:
        judged = lattice.judge_each(levels, limit)
        best = min((*found, _loss(levels, at), at) for at, found in judged.items())[-1]
        levels = _raised(levels, best)
        path.append(best)
    return path


def _pruned(lattice: Lattice, path: list[int], limit: int) -> list[int]:
    """The path without steps that the others do not need, the last ones tried first."""
    for position in reversed(range(len(path))):
        shorter = path[:position] + path[position + 1 :]
        levels = tuple(shorter.count(at) for at in range(len(ATTRIBUTES)))
        if not lattice.judge(levels, limit)[0]:
            return _pruned(lattice, shorter, limit)
    return path


def _judged(sums: Marks, limit: int) -> tuple[int, int]:
    sizes = np.unique(sums, return_counts=True)[1]
    return int(sizes[sizes < limit].sum()), len(sizes)


def _marked(codes: Codes, source: np.random.Generator) -> Marks:
    """A random number of 64 bits for each value, the same for the same value."""
    most = int(codes.max(initial=0)) + 1
    return source.integers(0, 2**64, size=most, dtype=np.uint64)[codes]


def _raised(levels: Levels, at: int) -> Levels:
    return (*levels[:at], levels[at] + 1, *levels[at + 1 :])


def _loss(levels: Levels, at: int) -> float:
    """The share of an attribute that is lost once it is raised; 1 leaves it out."""
    return (levels[at] + 1) / (len(ATTRIBUTES[at].levels) - 1)


def _at(values: tuple[str, ...], coarser: Callable[[str], str]) -> tuple[str, ...]:
    return tuple(sorted({coarser(value) for value in values} - {""}))


def _coded(values: Sequence[tuple[str, ...]]) -> Codes:
    numbers: dict[tuple[str, ...], int] = {}
    return np.array([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)
