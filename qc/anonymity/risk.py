"""The risk of a tier: k, diversity, the classes below the limit, and what would help.

Limits: open data k ≥ 11 (a risk of at most 0.09), controlled data k ≥ 5 (0.2). Individuals are counted, not images.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from qc.anonymity.attributes import NAMES
from qc.anonymity.classes import Alike, classes, diversity, enough_without
from qc.anonymity.generalise import Suggestion, suggestions
from qc.anonymity.individuals import Person, Published, persons
from qc.anonymity.uniques import Unique, uniques

LIMITS = {"open": 11, "controlled": 5}
"""The fewest people that must look alike in each tier."""
SHOWN_AT_MOST = 1000


@dataclass(frozen=True, slots=True)
class SmallClass:
    """A combination of values that fewer than the limit share, and the attributes without which enough would."""

    values: dict[str, tuple[str, ...]]
    persons: tuple[Person, ...]
    enough_without: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Risk:
    """What a tier shows of people; `k` and `diversity` are None where there is nobody, or no disease."""

    tier: str
    limit: int
    individuals: int
    k: int | None
    at_risk: int
    diversity: int | None
    small: tuple[SmallClass, ...]
    uniques: tuple[Unique, ...]
    suggestions: tuple[Suggestion, ...]

    @property
    def acceptable(self) -> bool:
        """Whether nobody stands in a class below the limit."""
        return not self.at_risk


def assess(published: Iterable[Published], tier: str, limit: int, *, advice: bool = True) -> Risk:
    """The risk of what a tier shows; without `advice` nothing is suggested, which is faster."""
    people = persons(published)
    found = classes(people)
    small = [alike for alike in found if alike.size < limit]
    return Risk(
        tier=tier,
        limit=limit,
        individuals=len(people),
        k=found[0].size if found else None,
        at_risk=sum(alike.size for alike in small),
        diversity=diversity(people),
        small=_small(found, limit) if advice else (),
        uniques=tuple(uniques(people)) if advice and limit > 1 else (),
        suggestions=tuple(suggestions(people, limit)) if advice and small else (),
    )


def _small(found: Sequence[Alike], limit: int) -> tuple[SmallClass, ...]:
    helpful = enough_without(found, limit)
    return tuple(
        SmallClass(
            {name: value for name, value in zip(NAMES, alike.values, strict=True) if value},
            alike.persons,
            tuple(helpful[alike.values]),
        )
        for alike in found
        if alike.size < limit
    )


def as_json(risk: Risk) -> dict[str, Any]:
    """A tier of `gsagraph anonymity --json`."""
    return {
        "tier": risk.tier,
        "limit": risk.limit,
        "acceptable": risk.acceptable,
        "individuals": risk.individuals,
        "k": risk.k,
        "risk": round(1 / risk.k, 4) if risk.k else None,
        "atRisk": risk.at_risk,
        "diversity": risk.diversity,
        "classesBelowLimit": len(risk.small),
        "classes": [_class_as_json(small) for small in risk.small[:SHOWN_AT_MOST]],
        "uniqueBy": [_unique_as_json(unique) for unique in risk.uniques[:SHOWN_AT_MOST]],
        "suggestions": [
            {"attribute": step.attribute, "to": step.to, "k": step.k, "atRisk": step.at_risk}
            for step in risk.suggestions
        ],
    }


def _unique_as_json(unique: Unique) -> dict[str, Any]:
    values = dict(zip(NAMES, unique.person.values, strict=True))
    return {
        "individual": list(unique.person.accessions),
        "values": {name: list(values[name]) for name in unique.attributes},
    }


def _class_as_json(small: SmallClass) -> dict[str, Any]:
    return {
        "count": len(small.persons),
        "values": {name: list(values) for name, values in small.values.items()},
        "individuals": [list(person.accessions) for person in small.persons],
        "enoughWithout": list(small.enough_without),
    }
