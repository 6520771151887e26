"""Accessions that name one human being, joined; what is published of any of them is known of all."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from qc.anonymity.attributes import NAMES

Values = tuple[tuple[str, ...], ...]
"""The values of each attribute of `qc.anonymity.attributes`, sorted; () where nothing is published."""

LINK = "LINK-"
"""Beginning of nodes that only join two accessions of somebody (`loaders.links`)."""


@dataclass(frozen=True, slots=True)
class Published:
    """One accession as a tier shows it: values by attribute, and other accessions of the same human being."""

    accession: str
    values: Mapping[str, frozenset[str]]
    same: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One human being: the accessions, and all that is published under any of them."""

    accessions: tuple[str, ...]
    values: Values


@dataclass(slots=True)
class Joined:
    """Sets of accessions that belong together (union by the smallest accession)."""

    parents: dict[str, str] = field(default_factory=dict)

    def root(self, accession: str) -> str:
        """The accession that stands for the set."""
        root = accession
        while (parent := self.parents.get(root, root)) != root:
            root = parent
        while (parent := self.parents.get(accession, root)) != root:
            self.parents[accession], accession = root, parent
        return root

    def join(self, one: str, other: str) -> None:
        """Put two accessions into one set."""
        low, high = sorted((self.root(one), self.root(other)))
        self.parents[high] = low


def persons(published: Iterable[Published]) -> list[Person]:
    """The human beings behind accessions, by their smallest accession; nodes that only join are nobody."""
    joined = Joined()
    told: dict[str, Published] = {}
    for item in published:
        told[item.accession] = item
        for other in item.same:
            joined.join(item.accession, other)
    together: dict[str, list[Published]] = {}
    for accession, item in told.items():
        if not accession.startswith(LINK):
            together.setdefault(joined.root(accession), []).append(item)
    return sorted(map(_person, together.values()), key=lambda person: person.accessions)


def _person(items: list[Published]) -> Person:
    return Person(tuple(sorted(item.accession for item in items)), tuple(_values(items)))


def _values(items: list[Published]) -> Iterator[tuple[str, ...]]:
    for name in NAMES:
        yield tuple(sorted({value for item in items for value in item.values.get(name, ())}))
