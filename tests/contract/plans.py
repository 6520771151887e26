"""Hypothesis strategies for query plans over random graphs, with the values of their parameters."""

from dataclasses import dataclass, field
from typing import Any

from hypothesis import strategies as st

from graph_schema.definition import RelationField, Slot
from graph_schema.model import RELATION_FIELDS, RELATIONSHIPS, SLOTS
from graph_schema.names import fold, sort_key
from graph_store.plan import (
    All,
    AnyOf,
    Branch,
    Columns,
    Compare,
    FacetCount,
    Has,
    IsNull,
    Lookup,
    Neighbourhood,
    Not,
    OrderKey,
    Page,
    Pick,
    Plan,
    Root,
    Rows,
    Search,
    Select,
    Statistics,
    Via,
    Where,
)
from tests.contract.graphs import DATES, FLOATS, NUMBERS, READ, SCOPES, TEXTS, TYPES, WORDS, accessions

SHARED = ("accession", "archive", "iri", "release_date", "release_state", "scope", "title")
"""Slots every type has, for selections of several types."""

RANGES = frozenset({"integer", "float", "date", "datetime"})
FIELDS = {
    kind: [found for found in RELATION_FIELDS[kind].values() if set(found.targets) & set(TYPES)] for kind in TYPES
}
VIEWS = st.sampled_from([["public"], ["public"], ["public", "review"], ["withheld"], [], sorted(set(SCOPES))])


@dataclass
class Maker:
    """Draws one plan, and collects the values of its parameters on the way."""

    draw: st.DrawFn
    values: list[Any] = field(default_factory=list)

    def param(self, strategy: st.SearchStrategy[Any]) -> int:
        self.values.append(self.draw(strategy))
        return len(self.values) - 1

    def some(self, of: Any, **sizes: int) -> list[Any]:
        return self.draw(st.lists(st.sampled_from(list(of)), unique=True, **sizes))

    def chance(self) -> bool:
        return self.draw(st.booleans())

    # --- roots

    def root(self, depth: int) -> Root:
        kind = self.draw(st.sampled_from(["select"] * 10 + ["several", "lookup", "search", "around", "statistics"]))
        types = tuple(sorted(self.some(TYPES, min_size=2, max_size=5)))
        match kind:
            case "select":
                return self.select((self.draw(st.sampled_from(TYPES)),), None, depth)
            case "several":
                return self.select(types, None, depth)
            case "lookup":
                return Lookup(self.param(identifiers()), types, self.rows(types, None, 2))
            case "search":
                cap = self.param(st.just(1000))
                text, first = self.param(search_texts()), self.param(st.sampled_from([9, 2, 1, 0]))
                return Search(text, types, first, cap, self.rows(types, None, 2), self.chance())
            case "around":
                steps = tuple(sorted(self.some(RELATIONSHIPS, min_size=1))) if self.chance() else None
                return Neighbourhood(self.param(identifiers()), steps, self.param(st.integers(0, 3)))
            case _:
                return Statistics()

    # --- selections

    def select(self, types: tuple[str, ...], via: Via | None, depth: int) -> Select:
        rows = self.rows(types, via, depth) if self.draw(st.sampled_from([1] * 9 + [0])) else None
        counted = rows is None or self.chance()
        facets = tuple(self.facet(types, slot) for slot in self.some(facet_slots(types), max_size=2))
        return Select(
            types,
            via,
            self.where(types, min(depth, 2)),
            self.page(types) if rows else None,
            rows,
            counted,
            facets if self.draw(st.sampled_from([0, 0, 1])) else (),
        )

    def facet(self, _: tuple[str, ...], slot: str) -> FacetCount:
        return FacetCount(slot, self.param(st.integers(1, 4)))

    def rows(self, types: tuple[str, ...], via: Via | None, depth: int) -> Rows:
        """Columns for each type; of several types one alone has branches, lest plans grow beyond reason."""
        deep = self.draw(st.sampled_from(types))
        return Rows(tuple((kind, self.columns(kind, via, depth if kind == deep else 1)) for kind in types))

    def columns(self, kind: str, via: Via | None, depth: int) -> Columns:
        slots = tuple(sorted({"accession", *self.some(READ[kind], max_size=5)}))
        branches = [
            self.branch(kind, depth - 1) for _ in range(self.draw(st.sampled_from([1, 0, 2])) if depth > 1 else 0)
        ]
        return Columns(slots, self.properties(via), tuple(branches))

    def properties(self, via: Via | None) -> tuple[str, ...]:
        if via is None or len(via.relationships) > 1:
            return ()
        relationship = RELATIONSHIPS[via.relationships[0]]
        if via.direction == "both" and not relationship.symmetric:
            return ()
        names = [slot.name for slot in relationship.properties]
        return tuple(sorted(self.some(names))) if names else ()

    def branch(self, kind: str, depth: int) -> Branch:
        via = self.via(self.draw(st.sampled_from(FIELDS[kind])))
        if not via.many:
            return Pick(via, self.rows(via.targets, via, depth))
        narrowed = via.targets
        if len(via.targets) > 1 and self.chance():
            narrowed = tuple(sorted(self.some(via.targets, min_size=1)))
        return self.select(narrowed, via, depth)

    def via(self, found: RelationField) -> Via:
        targets = tuple(sorted(set(found.targets) & set(TYPES)))
        return Via(found.relationships, found.direction, targets, found.many)

    # --- pages

    def page(self, types: tuple[str, ...]) -> Page:
        keys = self.some([name for name in slots_of(types) if is_ordered(types, name)], max_size=2)
        names = [name for name in keys if name != "accession"]
        order = tuple(OrderKey(name, self.chance()) for name in [*names, "accession"])
        first = self.param(st.sampled_from([5, 3, 2, 1, 0]))
        starts = self.draw(st.sampled_from([0, 0, 0, 1]))
        return Page(order, first, tuple(self.key(types, key.slot) for key in order) if starts else ())

    def key(self, types: tuple[str, ...], name: str) -> int:
        slot = SLOTS[types[0]][name]
        values = operands(types, slot).map(lambda value: sort_key(value) if slot.sort_key else value)
        return self.param(values if slot.required else values | st.none())

    # --- filters

    def where(self, types: tuple[str, ...], depth: int) -> Where:
        simple = ["true"] * 6 + ["compare", "compare", "null"]
        kinds = simple + (["all", "any", "not", "has", "has"] if depth else [])
        match self.draw(st.sampled_from(kinds)):
            case "true":
                return All(())
            case "compare":
                return self.compare(types)
            case "null":
                return IsNull(self.draw(st.sampled_from(slots_of(types))), self.chance())
            case "all":
                return All(tuple(self.where(types, depth - 1) for _ in range(self.draw(st.sampled_from([2, 1, 3, 0])))))
            case "any":
                return AnyOf(
                    tuple(self.where(types, depth - 1) for _ in range(self.draw(st.sampled_from([2, 3, 1, 0]))))
                )
            case "not":
                return Not(self.where(types, depth - 1))
            case _:
                return self.has(types, depth)

    def has(self, types: tuple[str, ...], depth: int) -> Where:
        shared = [found for found in FIELDS[types[0]] if all(RELATION_FIELDS[t].get(found.name) for t in types)]
        via = self.via(self.draw(st.sampled_from(shared)))
        quantifier = self.draw(st.sampled_from(["some", "none", "every"])) if via.many else "some"
        return Has(via, quantifier, self.where(via.targets, depth - 1))

    def compare(self, types: tuple[str, ...]) -> Where:
        names = [name for name in slots_of(types) if SLOTS[types[0]][name].structure is None]
        name = self.draw(st.sampled_from(names))
        slot = SLOTS[types[0]][name]
        if slot.many:
            return Compare(name, "has", self.param(operands(types, slot)))
        operator = self.draw(st.sampled_from(operators(slot)))
        if operator == "in":
            return Compare(name, "in", self.param(st.lists(operands(types, slot), max_size=3)))
        texts = operands(types, slot)
        if operator in {"contains", "starts_with"}:
            texts = texts.flatmap(lambda text: st.integers(0, 4).map(lambda n: fold(text[: n + 1])))
        return Compare(name, operator, self.param(texts))


@st.composite
def plans(draw: st.DrawFn, depth: int = 4) -> tuple[Plan, list[Any], list[str]]:
    """A plan, its values, and a viewer's scopes."""
    maker = Maker(draw)
    root = maker.root(depth)
    return Plan(root), maker.values, draw(VIEWS)


def slots_of(types: tuple[str, ...]) -> list[str]:
    """The slots a selection of these types may be filtered by."""
    return list(SHARED if len(types) > 1 else READ[types[0]])


def is_ordered(types: tuple[str, ...], name: str) -> bool:
    """Whether a selection may be ordered by a slot."""
    slot = SLOTS[types[0]][name]
    return not slot.many and (slot.range in RANGES or slot.sort_key)


def facet_slots(types: tuple[str, ...]) -> list[str]:
    """The slots whose values may be counted."""
    return [name for name in slots_of(types) if SLOTS[types[0]][name].facet]


def operators(slot: Slot) -> list[str]:
    """What may be asked of a slot of one value."""
    if slot.name == "accession":
        return ["eq", "in", "contains", "starts_with", "gt", "gte", "lt", "lte"]
    if slot.range in RANGES:
        return ["eq", "in", "gt", "gte", "lt", "lte"]
    return ["eq", "in"] if slot.range == "boolean" else ["eq", "in", "contains", "starts_with"]


def operands(types: tuple[str, ...], slot: Slot) -> st.SearchStrategy[Any]:
    """Values like those of random graphs."""
    if slot.name == "accession":
        return st.sampled_from([accession for kind in types if kind in TYPES for accession in accessions(kind)])
    pools: dict[str, list[Any]] = {
        "integer": NUMBERS,
        "float": FLOATS,
        "boolean": [True, False],
        "date": DATES,
        "datetime": DATES,
        "text": TEXTS,
        "uri": ["https://example.org/a", "https://example.org/sample/SAMC1"],
    }
    return st.sampled_from(pools.get(slot.range, [*WORDS[:-1], "public", "review"]))


def identifiers() -> st.SearchStrategy[list[str]]:
    """Accessions and IRIs, there or not."""
    known = [accession for kind in TYPES for accession in accessions(kind)]
    iris = [f"https://example.org/{kind.lower()}/{accession}" for kind in TYPES for accession in accessions(kind)]
    return st.lists(st.sampled_from([*known, *iris, "nothing"]), min_size=2, max_size=12)


def search_texts() -> st.SearchStrategy[str]:
    """Whole texts, parts of them, and beginnings of accessions."""
    parts = [
        "结肠",
        "肠",
        "癌 wgs",
        "colon",
        "COLON cancer",
        "étude",
        "été",
        "strasse",
        "the",
        "full",
        "😀",
        "𠀀",
        "  ",
        "",
    ]
    starts = ["crr", "CRR1", "samc1", "SAMC", "hri", "CRR1/f", "crr1/F", '"', "wgs*", "a AND b", "x" * 100 + "1"]
    common = ["wgs", "colon", "结肠", "cancer", "SAMC", "crr1", "rna seq", "male"]
    return st.sampled_from(common) | st.sampled_from([*TEXTS, *parts, *starts])
