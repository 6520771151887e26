"""By what few facts somebody is found: minimal combinations of published values that one individual alone has.

Where a table is rich, nearly everybody is alone with all values together; what matters then is who is alone with
two or three, such as the one man of a gynaecological collection. A combination is minimal where no part of it is
unique already. A value that is not published is no fact.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from operator import itemgetter
from typing import Any, NamedTuple

from qc.anonymity.attributes import NAMES
from qc.anonymity.individuals import Person, Values

MOST_FACTS = 3
WIDE = 5_000
"""Individuals up to which combinations of three are looked at; of more only those of two."""


class Unique(NamedTuple):
    """A human being, and the attributes whose values together nobody else has."""

    person: Person
    attributes: tuple[str, ...]


def uniques(persons: Sequence[Person], most: int | None = None) -> list[Unique]:
    """Who is alone with at most so many facts, by which ones; fewest facts first, then by accession."""
    most = most or (MOST_FACTS if len(persons) <= WIDE else MOST_FACTS - 1)
    everybody = Counter(person.values for person in persons)
    alone = {person.values: person for person in persons if everybody[person.values] == 1}
    known: dict[Values, list[frozenset[int]]] = {values: [] for values in alone}
    found = []
    for size in range(1, most + 1):
        for positions in combinations(range(len(NAMES)), size):
            for values in _alone(everybody, positions):
                if not any(part <= set(positions) for part in known[values]):
                    known[values].append(frozenset(positions))
                    found.append(Unique(alone[values], tuple(NAMES[at] for at in positions)))
    return sorted(found, key=lambda unique: (len(unique.attributes), unique.person.accessions, unique.attributes))


def _alone(everybody: Counter[Values], positions: tuple[int, ...]) -> Iterator[Values]:
    """The values of those whose values in these attributes are all published, and nobody else's."""
    pick = itemgetter(*positions)
    one = len(positions) == 1
    sizes: Counter[Any] = Counter()
    last: dict[Any, Values] = {}
    for values, count in everybody.items():
        facts = pick(values)
        sizes[facts] += count
        last[facts] = values
    for facts, values in last.items():
        if sizes[facts] == 1 and (facts if one else all(facts)):
            yield values
