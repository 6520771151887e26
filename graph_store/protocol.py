"""What every store can do. `graph_store.open_store(url)` gives one; the contract tests hold all to it.

Rules of writing (both stores, by contract):

* A node is known by (type, accession). `accession`, `iri` and `scope` must be there; strings with
  control characters other than tab, newline and carriage return, numbers beyond 63 bits and
  unknown names are refused with `InvalidRecord`, before anything of the batch is written.
* A batch is atomic: after a crash all of it is there, or nothing.
* Each node keeps one hash per contribution (loader, source file name, location). A record whose
  contribution is stored with the same hash is `unchanged`; otherwise its slots are merged in
  (`new`, `changed`, or `unchanged` where all slots were there already): a later value takes the
  place of an earlier one, entry by entry in lists of structures (attributes by name, missing
  reasons by slot, external references by database and accession); `provenance` lists one entry
  per contribution, sorted by loader, source and location. A record whose `modified_date` lies before the
  stored one only fills gaps, so versions may come in any order. Where the contribution is the node's
  only one, slots and relationships it no longer states are removed. A `derived` record only fills
  null slots, removes nothing, and is `unchanged` (and no contribution) where it has nothing to fill.
* `scope` is taken from the contribution that tells it most firmly (`Record.scope_by`), of equally firm
  ones from the later: a source that says nothing of release never opens what another one closed. A node
  that only hidden objects mention is hidden; a public mention begins it anew, and then they add nothing.
* A relationship whose other end is not loaded is kept as unresolved and made when that end comes.
  Relationships are known by (type, source, target) and remember which of their ends stated them; a
  statement is withdrawn by its own end only. Other properties make it `changed`. Symmetric
  relationships are kept once, smaller (accession, type) first.
* Nulls, empty lists and empty texts in slots are absent. `graph_store.statement` holds all these
  decisions as pure functions that both stores use, so that they cannot differ.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from graph_schema.record import Record
from graph_store.plan import Plan


@dataclass(slots=True)
class Tally:
    """How many objects of one type a write found new, changed and unchanged."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0


@dataclass(slots=True)
class WriteReport:
    """Tallies per node type and per relationship type; unresolved relationships count as written."""

    nodes: dict[str, Tally] = field(default_factory=dict)
    relationships: dict[str, Tally] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StoreStatistics:
    """Loaded nodes per type, relationships per type, and references still open."""

    nodes: dict[str, int]
    relationships: dict[str, int]
    unresolved: int


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A relationship that waits for one of its ends."""

    type: str
    source_type: str
    source: str
    target_type: str
    target: str


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship between two loaded nodes, as exports read it."""

    type: str
    source_type: str
    source: str
    target_type: str
    target: str
    properties: dict[str, Any]


class Store(Protocol):
    """A graph store, open for reading and, under one writer's lock, for writing."""

    url: str

    def execute(self, plan: Plan, values: Sequence[Any], scopes: Sequence[str], timeout: float | None = None) -> Any:
        """The positional answer of a plan, in one statement, for a viewer with these scopes.

        Raises QueryTimeout after `timeout` seconds. Safe to call from several threads.
        """

    def write(self, batch: Sequence[Record], *, dry_run: bool = False) -> WriteReport:
        """Upsert a batch in one transaction; with `dry_run` only tell what it would do."""

    def statistics(self) -> StoreStatistics:
        """Counts of everything stored, whatever its scope (operators only)."""

    def unresolved(self, first: int = 100) -> list[Unresolved]:
        """Some of the references still open, by type and accession."""

    def scan(self, node_type: str, scopes: Sequence[str]) -> Iterator[dict[str, Any]]:
        """Every visible node of a type, by accession, as snake_case slots (structures parsed); streaming."""

    def edges(self, relationship: str, scopes: Sequence[str]) -> Iterator[Edge]:
        """Every relationship of a type whose ends are both visible, by source and target; streaming."""

    def check(self) -> list[str]:
        """What is wrong with the store, in words; empty if it is sound."""

    def state(self) -> str:
        """A mark of the whole content, quickly read: it is another one after every batch that changed something."""

    def info(self) -> dict[str, Any]:
        """Kind, version, location, sizes and generation, for `gsagraph store info`."""

    def close(self) -> None:
        """Release connections and the writer's lock."""
