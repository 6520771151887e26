"""Filters that had better be asked from their far end: a whole label is not walked where an index names few nodes.

`experiment: { samples: { some: { accession: … } } }` becomes a chain of MATCH clauses in which every node has its label, so
that the planner may start at the accession. An EXISTS is asked for each node of the near label instead.
"""

from typing import NamedTuple

from graph_schema.model import SLOTS
from graph_store.neo4j.conditions import Variables, condition, step, visible
from graph_store.plan import All, Compare, Has, Where

SELECTIVE = frozenset({"accession", "iri", "md5"})
"""Slots whose equality finds few nodes by an index."""


class Chain(NamedTuple):
    """Patterns from a node to the far ends of a filter, and the tests of what was met there."""

    patterns: list[str]
    tests: list[str]


def conjuncts(where: Where) -> tuple[Where, ...]:
    """The parts that all have to hold."""
    if not isinstance(where, All):
        return (where,)
    return tuple(inner for part in where.parts for inner in conjuncts(part))


def leading(where: Where) -> Has | None:
    """The first part of a filter that can be asked from its far end."""
    return next((part for part in conjuncts(where) if isinstance(part, Has) and _finds_few(part, ())), None)


def _finds_few(where: Where, types: tuple[str, ...]) -> bool:
    match where:
        case Compare(slot, operator, _):
            return slot in SELECTIVE and operator in {"eq", "in"} and all(slot in SLOTS[name] for name in types)
        case Has(via, "some", inner):
            return len(via.targets) == 1 and any(_finds_few(part, via.targets) for part in conjuncts(inner))
        case _:
            return False


def chain(has: Has, parent: str, variables: Variables) -> Chain:
    """The way from a node to the far end of a leading filter."""
    node, types = variables.node(), has.via.targets
    patterns, tests = [step(parent, has.via, node, labelled=True)], [visible(node)]
    further = leading(has.where)
    for part in conjuncts(has.where):
        if part is further and isinstance(part, Has):
            below = chain(part, node, variables)
            patterns += below.patterns
            tests += below.tests
        else:
            tests.append(condition(part, node, types, variables))
    return Chain(patterns, tests)
