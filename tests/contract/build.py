"""Short ways to say records and plans in tests."""

from typing import Any

from graph_schema.record import Provenance, Record, Relation
from graph_store.plan import All, Columns, Lookup, OrderKey, Page, Plan, Rows, Select, Via, Where
from graph_store.protocol import Store, Tally, WriteReport

BY_ACCESSION = OrderKey("accession", descending=False)


def place(
    location: str = "/RUN[1]", source: str = "a.xml", loader: str = "insdc", time: str = "2025-01-01"
) -> Provenance:
    """Where a record was said."""
    return Provenance(source, "0" * 64, location, loader, "1", f"{time}T00:00:00Z")


def record(
    kind: str,
    accession: str,
    *relations: Relation,
    at: Provenance | None = None,
    derived: bool = False,
    scope: str = "public",
    **slots: Any,
) -> Record:
    """A record with identity slots, from one place of `a.xml` unless said otherwise."""
    identity = {"iri": f"https://example.org/{kind.lower()}/{accession}", "scope": scope}
    return Record(kind, accession, identity | slots, relations, at or place(f"/{accession}"), derived=derived)


def to(kind: str, accession: str, to_type: str | None = None, *, reverse: bool = False, **properties: Any) -> Relation:
    """A relationship from the record."""
    return Relation(kind, accession, to_type, properties, reverse)


def rows(store: Store, kind: str, *slots: str, scopes: tuple[str, ...] = ("public",)) -> list[list[Any]]:
    """Every visible node of a type by accession, as these slots."""
    plan = Plan(Select((kind,), None, All(()), None, Rows(((kind, Columns(slots)),)), count=False))
    answer: list[list[Any]] = store.execute(plan, [], scopes)[0]
    return answer


def far(store: Store, start: str, via: Via, *properties: str) -> list[list[Any]]:
    """What a step from the node with an accession reaches: accessions, and properties of the way."""
    kinds = Rows(tuple((kind, Columns(("accession",), properties)) for kind in via.targets))
    step = Select(via.targets, via, All(()), None, kinds, count=False)
    owners = ("BioProject", "Dataset", "Experiment", "Individual", "Run", "Sample")
    plan = Plan(Lookup(0, owners, Rows(tuple((kind, Columns((), (), (step,))) for kind in owners))))
    answer = store.execute(plan, [[start]], ["public"])
    return answer[0][1][0][0] if answer else []


def page(first: int, *order: OrderKey, after: tuple[int, ...] = ()) -> Page:
    """A page by an order that ends in the accession; numbers are positions of parameters."""
    return Page((*order, BY_ACCESSION), first, after)


def count(store: Store, kind: str, where: Where, values: list[Any], scopes: tuple[str, ...] = ("public",)) -> int:
    """How many visible nodes of a type a filter holds for."""
    answer = store.execute(Plan(Select((kind,), None, where, None, None, count=True)), values, scopes)
    return int(answer[1])


def tallies(report: WriteReport) -> dict[str, tuple[int, int, int]]:
    """A report as (new, changed, unchanged) by name, without what is all zero."""
    both = {**report.nodes, **report.relationships}
    return {name: numbers(tally) for name, tally in both.items() if numbers(tally) != (0, 0, 0)}


def numbers(tally: Tally) -> tuple[int, int, int]:
    """A tally as (new, changed, unchanged)."""
    return tally.new, tally.changed, tally.unchanged
