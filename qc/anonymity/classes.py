"""Who looks alike: classes of individuals with equal published values, and how diverse a class is.

k is the size of the smallest class: nobody is found among fewer than k. What is not published is a value too, for
who is looked for is among those of whom it is not published.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from qc.anonymity.attributes import NAMES, SENSITIVE
from qc.anonymity.individuals import Person, Values


@dataclass(frozen=True, slots=True)
class Alike:
    """The individuals with one combination of values."""

    values: Values
    persons: tuple[Person, ...]

    @property
    def size(self) -> int:
        """How many human beings."""
        return len(self.persons)


def classes(persons: Sequence[Person]) -> list[Alike]:
    """The classes, smallest first, then by accession."""
    together: dict[Values, list[Person]] = {}
    for person in persons:
        together.setdefault(person.values, []).append(person)
    made = [Alike(values, tuple(members)) for values, members in together.items()]
    return sorted(made, key=lambda alike: (alike.size, alike.persons[0].accessions))


def without(values: Values, position: int) -> Values:
    """The values with one attribute left out."""
    return (*values[:position], (), *values[position + 1 :])


def enough_without(found: Sequence[Alike], limit: int) -> dict[Values, list[str]]:
    """For each class below the limit the single attributes without which at least `limit` individuals look alike."""
    small = [alike for alike in found if alike.size < limit]
    helpful: dict[Values, list[str]] = {alike.values: [] for alike in small}
    for position, name in enumerate(NAMES) if small else ():
        sizes: Counter[Values] = Counter()
        for alike in found:
            sizes[without(alike.values, position)] += alike.size
        for alike in small:
            if alike.values[position] and sizes[without(alike.values, position)] >= limit:
                helpful[alike.values].append(name)
    return helpful


def diversity(persons: Sequence[Person]) -> int | None:
    """The fewest different diseases in a class of people alike in all else (l); None where no disease is published.

    Where nobody of a class has a published disease, there is none to learn, and the class does not count.
    """
    position = NAMES.index(SENSITIVE)
    diseases: dict[Values, set[tuple[str, ...]]] = {}
    for person in persons:
        diseases.setdefault(without(person.values, position), set()).add(person.values[position])
    told = [len(found) for found in diseases.values() if found != {()}]
    return min(told, default=None)
