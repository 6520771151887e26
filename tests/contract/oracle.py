"""A slow and obvious evaluator of query plans over nodes and edges in memory.

It shares nothing with the emitters but the meaning written in `graph_store.plan`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import orjson

from graph_schema.model import NODE_TYPES, RELATIONSHIPS, SLOTS
from graph_schema.names import fold, sort_key
from graph_schema.record import Record, Relation
from graph_store.plan import (
    All,
    AnyOf,
    Columns,
    Compare,
    Has,
    IsNull,
    Lookup,
    Neighbourhood,
    Not,
    OrderKey,
    Page,
    Pick,
    Plan,
    Rows,
    Search,
    Select,
    Statistics,
    Via,
    Where,
)
from graph_store.words import phrases, words

Key = tuple[str, str]
BY_ACCESSION = (OrderKey("accession", descending=False),)


@dataclass(frozen=True)
class Link:
    """A relationship as it is stored; its ends may be missing."""

    type: str
    source: Key
    target: Key
    properties: dict[str, Any] = field(default_factory=dict)


@dataclass
class Graph:
    """Nodes by (type, accession) with their slots, and relationships."""

    nodes: dict[Key, dict[str, Any]]
    links: list[Link]

    def records(self) -> list[Record]:
        """One record a node, with the relationships that start there, or that only it can tell of."""
        return [Record(*key, slots, tuple(self._relations(key))) for key, slots in self.nodes.items()]

    def _relations(self, key: Key) -> Iterable[Relation]:
        for link in self.links:
            if link.source == key:
                yield Relation(link.type, link.target[1], link.target[0], link.properties)
            elif link.target == key and link.source not in self.nodes:
                yield Relation(link.type, link.source[1], link.source[0], link.properties, reverse=True)


class Oracle:
    """Answers plans over a graph for a viewer with some scopes."""

    def __init__(self, graph: Graph, values: Sequence[Any], scopes: Sequence[str]) -> None:
        self.graph, self.values, self.scopes = graph, values, scopes

    def answer(self, plan: Plan) -> Any:
        match plan.root:
            case Select():
                return self.select(plan.root, None)
            case Lookup():
                return self.lookup(plan.root)
            case Search():
                return self.search(plan.root)
            case Neighbourhood():
                return self.neighbourhood(plan.root)
            case Statistics():
                return self.statistics()

    # --- nodes and steps

    def visible(self, key: Key) -> bool:
        return key in self.graph.nodes and self.graph.nodes[key]["scope"] in self.scopes

    def all_visible(self, types: Iterable[str]) -> list[Key]:
        return [key for key in self.graph.nodes if key[0] in types and self.visible(key)]

    def walk(self, key: Key, via: Via) -> dict[Key, dict[str, Any]]:
        """The visible far nodes of a step, each once, with the properties of the way."""
        found: dict[Key, dict[str, Any]] = {}
        for link in self.graph.links:
            if link.type not in via.relationships:
                continue
            if via.direction in ("out", "both") and link.source == key:
                found[link.target] = link.properties
            if via.direction in ("in", "both") and link.target == key:
                found[link.source] = link.properties
        return {far: way for far, way in found.items() if far[0] in via.targets and self.visible(far)}

    def value(self, key: Key, slot: str) -> Any:
        return self.graph.nodes[key].get(slot)

    # --- filters

    def holds(self, where: Where, key: Key) -> bool:
        match where:
            case All(parts):
                return all(self.holds(part, key) for part in parts)
            case AnyOf(parts):
                return any(self.holds(part, key) for part in parts)
            case Not(part):
                return not self.holds(part, key)
            case IsNull(slot, yes):
                return (self.value(key, slot) is None) == yes
            case Has(via, quantifier, inner):
                found = [self.holds(inner, far) for far in self.walk(key, via)]
                return {"some": any(found), "none": not any(found), "every": all(found)}[quantifier]
            case Compare(slot, operator, param):
                value = self.value(key, slot)
                return value is not None and compared(operator, value, self.values[param])

    # --- orders and pages

    def order_value(self, key: Key, slot: str) -> Any:
        value = self.value(key, slot)
        is_folded = any(SLOTS[kind][slot].sort_key for kind in SLOTS if slot in SLOTS[kind])
        return sort_key(value) if is_folded and value is not None else value

    def ordered(self, keys: Iterable[Key], order: Sequence[OrderKey]) -> list[Key]:
        result = sorted(keys, key=lambda key: key[0])
        for part in reversed(order):
            known = [key for key in result if self.order_value(key, part.slot) is not None]
            nulls = [key for key in result if self.order_value(key, part.slot) is None]
            known.sort(key=lambda key, slot=part.slot: self.order_value(key, slot), reverse=part.descending)
            result = known + nulls
        return result

    def is_after(self, key: Key, page: Page) -> bool:
        for part, param in zip(page.order, page.after, strict=True):
            mine, other = self.order_value(key, part.slot), self.values[param]
            if mine == other:
                continue
            if mine is None or other is None:
                return mine is None
            return mine < other if part.descending else mine > other
        return False

    def paged(self, keys: list[Key], page: Page | None) -> list[Key]:
        if page is None:
            return self.ordered(keys, BY_ACCESSION)
        if page.after:
            keys = [key for key in keys if self.is_after(key, page)]
        return self.ordered(keys, page.order)[: self.values[page.first]]

    # --- selections and rows

    def select(self, select: Select, parent: Key | None) -> list[Any]:
        if parent is None or select.via is None:
            ways: dict[Key, dict[str, Any]] = {key: {} for key in self.all_visible(select.types)}
        else:
            ways = {far: way for far, way in self.walk(parent, select.via).items() if far[0] in select.types}
        chosen = [key for key in ways if self.holds(select.where, key)]
        answer = [self.rows(select, chosen, ways), len(chosen) if select.count else None, self.facets(select, chosen)]
        while len(answer) > 1 and answer[-1] is None:
            answer.pop()
        return answer

    def rows(self, select: Select, chosen: list[Key], ways: dict[Key, dict[str, Any]]) -> list[Any] | None:
        if select.rows is None:
            return None
        page = self.paged(chosen, select.page)
        return [self.row(key, select.rows, ways[key], tagged=len(select.types) > 1) for key in page]

    def row(self, key: Key, rows: Rows, way: dict[str, Any], *, tagged: bool) -> list[Any]:
        columns = dict(rows.by_type).get(key[0], Columns(()))
        cells = [answered(key[0], slot, self.value(key, slot)) for slot in columns.slots]
        cells += [way.get(name) for name in columns.properties]
        for branch in columns.branches:
            cells.append(self.pick(branch, key) if isinstance(branch, Pick) else self.select(branch, key))
        return [key[0], cells] if tagged else cells

    def pick(self, pick: Pick, parent: Key) -> list[Any] | None:
        ways = self.walk(parent, pick.via)
        if not ways:
            return None
        first = min(ways, key=lambda key: (key[1], key[0]))
        return self.row(first, pick.rows, ways[first], tagged=len(pick.via.targets) > 1)

    def facets(self, select: Select, chosen: list[Key]) -> list[Any] | None:
        if not select.facets:
            return None
        answer = []
        for facet in select.facets:
            values = [self.value(key, facet.slot) for key in chosen]
            spread = [one for value in values for one in (value if isinstance(value, list) else [value])]
            counts = Counter(value for value in spread if value is not None)
            ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
            answer.append([[value, n] for value, n in ranked[: self.values[facet.first]]])
        return answer

    # --- other roots

    def named(self, ids: Iterable[str]) -> list[Key]:
        wanted = set(ids)
        return [key for key, slots in self.graph.nodes.items() if self.visible(key) and wanted & {key[1], slots["iri"]}]

    def lookup(self, lookup: Lookup) -> list[Any]:
        found = sorted(key for key in self.named(self.values[lookup.ids]) if key[0] in lookup.types)
        return [self.row(key, lookup.rows, {}, tagged=True) for key in found]

    def search(self, search: Search) -> list[Any]:
        text = self.values[search.text]
        found = [key for key in self.all_visible(search.types) if self.is_found(key, text)]
        found.sort(key=lambda key: (key[1], key[0]))
        rows = [self.row(key, search.rows, {}, tagged=True) for key in found[: self.values[search.first]]]
        return [rows, len(found)] if search.count else [rows]

    def is_found(self, key: Key, text: str) -> bool:
        asked = phrases(text)
        if not asked:
            return False
        typed = text.strip()
        capital = "".join(c.upper() if "a" <= c <= "z" else c for c in typed)
        if key[1].startswith((typed, capital)):
            return True
        texts = [key[1]]
        for name, value in self.graph.nodes[key].items():
            if SLOTS[key[0]][name].search:
                texts += value if isinstance(value, list) else [value]
        documents = [words(one) for one in texts]
        return all(any(contains(document, phrase) for document in documents) for phrase in asked)

    def incident(self, key: Key) -> list[tuple[str, str, Key]]:
        """The visible (relationship, direction, neighbour) of a node."""
        found = []
        for link in self.graph.links:
            symmetric = RELATIONSHIPS[link.type].symmetric
            if link.source == key:
                found.append((link.type, "both" if symmetric else "out", link.target))
            if link.target == key and not (symmetric and link.source == key):
                found.append((link.type, "both" if symmetric else "in", link.source))
        return [step for step in found if self.visible(step[2])]

    def neighbourhood(self, around: Neighbourhood) -> list[Any]:
        first = self.values[around.first]
        seeds = sorted(self.named(self.values[around.ids]))
        chosen, cut = set(seeds), []
        for seed in seeds:
            groups: dict[tuple[str, str], list[Key]] = {}
            for kind, direction, far in self.incident(seed):
                if around.steps is None or kind in around.steps:
                    groups.setdefault((kind, direction), []).append(far)
            for (kind, direction), fars in groups.items():
                fars.sort(key=lambda key: (key[1], key[0]))
                chosen.update(fars[:first])
                if len(fars) > first:
                    cut.append([*seed, kind, direction, len(fars) - first])
        nodes = [[*key, self.value(key, "iri"), self.title(key), self.degrees(key)] for key in sorted(chosen)]
        links = [link for link in self.graph.links if {link.source, link.target} <= chosen]
        return [nodes, sorted([*link.source, link.type, *link.target] for link in links), sorted(cut)]

    def title(self, key: Key) -> Any:
        return self.value(key, NODE_TYPES[key[0]].title_slot)

    def degrees(self, key: Key) -> list[Any]:
        counts = Counter((kind, direction, far[0]) for kind, direction, far in self.incident(key))
        return [[*group, n] for group, n in sorted(counts.items())]

    def statistics(self) -> list[Any]:
        nodes = Counter(key[0] for key in self.graph.nodes if self.visible(key))
        links = Counter(x.type for x in self.graph.links if self.visible(x.source) and self.visible(x.target))
        return [[[name, n] for name, n in sorted(counts.items())] for counts in (nodes, links)]


def compared(operator: str, value: Any, operand: Any) -> bool:
    match operator:
        case "eq":
            return bool(value == operand)
        case "in":
            return value in operand
        case "has":
            return operand in value
        case "contains":
            return operand in fold(value)
        case "starts_with":
            return fold(value).startswith(operand)
        case "gt":
            return bool(value > operand)
        case "gte":
            return bool(value >= operand)
        case "lt":
            return bool(value < operand)
        case _:
            return bool(value <= operand)


def contains(document: list[str], phrase: list[str]) -> bool:
    return any(document[start : start + len(phrase)] == phrase for start in range(len(document)))


def answered(node_type: str, slot: str, value: Any) -> Any:
    """A slot's value as a row holds it: structures as text."""
    if value is not None and SLOTS[node_type][slot].range == "structure":
        return orjson.dumps(value).decode()
    return value
