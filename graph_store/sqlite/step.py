"""Steps along relationships as SQL: what stands in FROM, and which end is the far one."""

from typing import NamedTuple

from graph_schema.model import RELATIONSHIPS
from graph_store.plan import Via
from graph_store.sqlite.column import listed, literal

ENDS = {"out": ("src", "dst"), "in": ("dst", "src")}


class Step(NamedTuple):
    """A step as SQL: the FROM item with its alias, the far node's id, and conditions."""

    source: str
    far: str
    conditions: list[str]


def step(via: Via, parent: str, depth: int) -> Step:
    """The step from the node with id `parent`; each far node comes once."""
    alias = f"e{depth}"
    if len(via.relationships) == 1 and via.direction != "both":
        near, far = ENDS[via.direction]
        conditions = [f"{alias}.{near} = {parent}", f"{alias}.type = {literal(via.relationships[0])}"]
        return Step(f"edge {alias}", f"{alias}.{far}", conditions)
    return Step(f"({_union(via, parent)}) {alias}", f"{alias}.far", [])


def _union(via: Via, parent: str) -> str:
    kinds = f"type IN {listed(via.relationships)}"
    if via.direction != "both":
        near, far = ENDS[via.direction]
        return f"SELECT DISTINCT {far} AS far FROM edge WHERE {near} = {parent} AND {kinds}"
    if len(via.relationships) == 1 and RELATIONSHIPS[via.relationships[0]].symmetric:
        return (
            f"SELECT dst AS far, props FROM edge WHERE src = {parent} AND {kinds}"
            f" UNION ALL SELECT src, props FROM edge WHERE dst = {parent} AND src <> dst AND {kinds}"
        )
    return (
        f"SELECT dst AS far FROM edge WHERE src = {parent} AND {kinds}"
        f" UNION SELECT src FROM edge WHERE dst = {parent} AND {kinds}"
    )


def parents(via: Via, far: str, depth: int) -> list[Step]:
    """The same step walked backwards from the far node: FROM items whose `far` is the parent's id."""
    alias = f"e{depth}"
    directions = ("out", "in") if via.direction == "both" else (via.direction,)
    kinds = f"{alias}.type IN {listed(via.relationships)}"
    return [
        Step(f"edge {alias}", f"{alias}.{near}", [f"{alias}.{end} = {far}", kinds])
        for near, end in (ENDS[direction] for direction in directions)
    ]
