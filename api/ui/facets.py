"""Facets of a table: the values of a slot with their counts over the selection, its own filter left out.

Slots of the table's own type are counted by the connection's `facets`. Slots behind a to-one relation
(a run's `experiment.platform`) take their values from the other type and are counted one condition each,
within a budget of time; what was not counted says so.
"""

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.ui import documents
from api.ui.columns import inverse
from api.ui.filters import Filter, Where, walk, where_of
from graph_schema.definition import Slot
from graph_schema.model import NODE_TYPES, SLOTS

Run = Callable[[str, dict[str, Any]], Mapping[str, Any]]

RELATED: dict[str, tuple[str, ...]] = {
    "Run": (
        "experiment.libraryStrategy",
        "experiment.librarySource",
        "experiment.platform",
        "experiment.libraryLayout",
    ),
    "Sample": ("individual.sex", "individual.disease"),
    "ImagingSeries": ("imagingStudy.dataset.accessType",),
}
VALUES = 8
AT_ONCE = 10
BUDGET = 1.0


@dataclass(frozen=True, slots=True)
class Bucket:
    """A value, how many nodes have it (None: not counted in time), and whether it is chosen."""

    value: str
    count: int | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A slot by the parameter that filters it, with its buckets."""

    param: str
    slot: Slot
    buckets: tuple[Bucket, ...]
    asked: int

    @property
    def most(self) -> int | None:
        """How many values are shown, where there may be more."""
        return self.asked if len(self.buckets) >= self.asked else None


def own_facets(node_type: str) -> list[str]:
    """The slots of a type that the model marks as facets."""
    return [
        slot.alias
        for slot in SLOTS[node_type].values()
        if slot.facet and slot.access == "public" and slot.range != "structure"
    ]


def related_facets(node_type: str) -> list[str]:
    """Paths of facets behind relations whose other end has a list and a way back."""
    return [path for path in RELATED.get(node_type, ()) if _asks_back(node_type, path)]


def _asks_back(node_type: str, path: str) -> bool:
    steps, _ = walk(node_type, path, path.split("."))
    return all(inverse(step) for step in steps) and NODE_TYPES[steps[-1].targets[0]].root is not None


def split(node_type: str, filters: Sequence[Filter]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Own facets counted with the whole selection, and those that have a filter and are counted apart."""
    chosen = {item.param for item in filters}
    names = own_facets(node_type)
    return tuple(name for name in names if name not in chosen), tuple(name for name in names if name in chosen)


def without(filters: Sequence[Filter], param: str) -> Where | None:
    """The selection without one of its filters."""
    return where_of([item for item in filters if item.param != param])


def read(node_type: str, filters: Sequence[Filter], data: Mapping[str, Any]) -> list[Facet]:
    """The own facets out of the answer to a table document."""
    counted, apart = split(node_type, filters)
    root = NODE_TYPES[node_type].root
    assert root is not None
    answers = {facet["field"]: facet["buckets"] for facet in (data[root] or {}).get("facets", [])} if counted else {}
    answers |= {name: data[f"facet{index}"]["facets"][0]["buckets"] for index, name in enumerate(apart)}
    return [
        Facet(name, _slot(node_type, name), _buckets(answers[name], _chosen(filters, name)), documents.FACET_VALUES)
        for name in own_facets(node_type)
        if len(answers[name]) > 1 or _chosen(filters, name)
    ]


def _slot(node_type: str, alias: str) -> Slot:
    return next(slot for slot in SLOTS[node_type].values() if slot.alias == alias)


def _chosen(filters: Sequence[Filter], param: str) -> tuple[str, ...]:
    return next((item.values for item in filters if item.param == param), ())


def _buckets(counted: Sequence[Mapping[str, Any]], chosen: tuple[str, ...]) -> tuple[Bucket, ...]:
    """Counted values, and at the end chosen ones that nothing has."""
    found = [Bucket(item["value"], item["count"], item["value"] in chosen) for item in counted]
    known = {item.value for item in found}
    return (*found, *(Bucket(value, 0, chosen=True) for value in chosen if value not in known))


def count_related(
    node_type: str, filters: Sequence[Filter], run: Run, clock: Callable[[], float] = time.monotonic
) -> list[Facet]:
    """The facets behind relations, with counts until the budget is spent."""
    deadline = clock() + BUDGET
    found = []
    for path in related_facets(node_type):
        _, slot = walk(node_type, path, path.split("."))
        chosen = _chosen(filters, path)
        values = list(dict.fromkeys([*_values(node_type, path, without(filters, path), run), *chosen]))
        numbers = _numbers(node_type, path, values, filters, run) if clock() < deadline else [None] * len(values)
        buckets = [Bucket(value, count, value in chosen) for value, count in zip(values, numbers, strict=True)]
        if len(values) > 1 or chosen:
            ordered = sorted(buckets, key=lambda bucket: (-(bucket.count or 0), bucket.value))
            found.append(Facet(path, slot, tuple(ordered), VALUES))
    return found


def _values(node_type: str, path: str, where: Where | None, run: Run) -> list[str]:
    """The most frequent values at the other end of the path, among what the selection leads to."""
    steps, slot = walk(node_type, path, path.split("."))
    other = steps[-1].targets[0]
    condition = where
    for step in steps:
        back = inverse(step)
        assert back is not None
        condition = {back: {"some": condition or {}}}
    answer = run(documents.values(other, slot.alias, VALUES), {"where": condition})
    return [bucket["value"] for bucket in answer["found"]["facets"][0]["buckets"]]


def _numbers(node_type: str, path: str, values: Sequence[str], filters: Sequence[Filter], run: Run) -> list[int | None]:
    """How many nodes have each value."""
    others = [item for item in filters if item.param != path]
    steps, slot = walk(node_type, path, path.split("."))
    wheres = [
        where_of([*others, Filter(path, steps, slot, "has" if slot.many else "eq", (value,))]) for value in values
    ]
    found: list[int | None] = []
    for start in range(0, len(wheres), AT_ONCE):
        some = wheres[start : start + AT_ONCE]
        answer = run(
            documents.counts(node_type, len(some)), {f"where{index}": where for index, where in enumerate(some)}
        )
        found += [answer[f"count{index}"]["totalCount"] for index in range(len(some))]
    return found
