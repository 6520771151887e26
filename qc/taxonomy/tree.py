"""A taxonomy as a tree: lineages, lowest common ancestors, and totals from own counts.

A tree is small: it holds the taxa of one reference database with all above them. `taxdump` reads it from files.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from graph_schema.errors import UnusableInput

ROOT = 1
"""The tax id of the root in the NCBI taxonomy."""

SPECIES = "species"


@dataclass(frozen=True, slots=True)
class Taxon:
    """One taxon: its NCBI tax id, scientific name, rank, and the tax id above it (the root is its own)."""

    tax_id: int
    name: str
    rank: str
    parent: int


class TaxonTree:
    """Taxa with one root; every parent is among them.

    Raises UnusableInput (code TAXONOMY_BROKEN) where a parent is missing, twice given, or its own descendant.
    """

    def __init__(self, taxa: Iterable[Taxon]) -> None:
        self.taxa: dict[int, Taxon] = {}
        for taxon in taxa:
            if self.taxa.setdefault(taxon.tax_id, taxon) != taxon:
                raise broken(f"tax id {taxon.tax_id} stands twice in the tree")
        for taxon in self.taxa.values():
            if taxon.parent not in self.taxa:
                raise broken(f"tax id {taxon.tax_id} hangs on {taxon.parent}, which is not in the tree")
        self.order = self._from_the_top()

    def _from_the_top(self) -> tuple[int, ...]:
        """The tax ids, each after the one above it and with all below it in one piece."""
        below: dict[int, list[int]] = {}
        tops: list[int] = []
        for taxon in sorted(self.taxa.values(), key=lambda taxon: -taxon.tax_id):
            (tops if taxon.parent == taxon.tax_id else below.setdefault(taxon.parent, [])).append(taxon.tax_id)
        if len(tops) > 1:
            raise broken(f"the tree has {len(tops)} roots: {', '.join(map(str, sorted(tops)[:5]))}")
        order, waiting = [], tops
        while waiting:
            tax_id = waiting.pop()
            order.append(tax_id)
            waiting.extend(below.get(tax_id, ()))
        if len(order) < len(self.taxa):
            raise broken("a taxon of the tree is above itself")
        return tuple(order)

    def lineage(self, tax_id: int) -> Iterator[Taxon]:
        """A taxon and all above it, the root last; nothing for one that the tree does not have."""
        taxon = self.taxa.get(tax_id)
        while taxon is not None:
            yield taxon
            taxon = self.taxa[taxon.parent] if taxon.parent != taxon.tax_id else None

    def within(self, tax_id: int, above: int) -> bool:
        """Whether a taxon is another one or below it."""
        return any(taxon.tax_id == above for taxon in self.lineage(tax_id))

    def totals(self, own: Mapping[int, int]) -> dict[int, int]:
        """Counts of each taxon with all below it, from the own counts; taxa with none are left out."""
        totals = {tax_id: own.get(tax_id, 0) for tax_id in self.order}
        for tax_id in reversed(self.order):
            parent = self.taxa[tax_id].parent
            if parent != tax_id:
                totals[parent] += totals[tax_id]
        return {tax_id: total for tax_id, total in totals.items() if total}

    def part(self, tax_ids: Iterable[int]) -> tuple[Taxon, ...]:
        """These taxa of the tree with all above them, each after the one above it."""
        wanted = {taxon.tax_id for tax_id in tax_ids for taxon in self.lineage(tax_id)}
        return tuple(self.taxa[tax_id] for tax_id in self.order if tax_id in wanted)


def broken(message: str) -> UnusableInput:
    """The refusal of a tree that is none."""
    return UnusableInput(message, code="TAXONOMY_BROKEN", hint="give nodes.dmp and names.dmp of one NCBI taxdump")
