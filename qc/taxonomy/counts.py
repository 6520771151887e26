"""A profile as a value: how many spots of a run are of which taxon, and how that was found out.

No compiled code is needed to make, prune or print one; `profile` counts reads.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from qc.taxonomy.tree import Taxon, TaxonTree

LEAST_SHARE = 1e-4
LEAST_SPOTS = 3
"""Taxa with fewer spots of their own, or a smaller share of the analysed ones, are pruned."""


@dataclass(frozen=True, slots=True)
class Share:
    """A reference's share: of the distinct hashes of the run, and weighted by how often each was seen."""

    tax_id: int
    unique: float
    weighted: float

    def as_json(self) -> dict[str, Any]:
        """The share as the profile prints it."""
        return {"tax_id": self.tax_id, "fraction_unique": self.unique, "fraction_weighted": self.weighted}


@dataclass(frozen=True, slots=True)
class Profile:
    """How many spots of a run are of which taxon itself (`counts`, by tax id), and how that was found out.

    `total` spots are in the run, `analyzed` of them were looked at (a sample), `identified` of these have a taxon.
    `database` is the name of the reference database, `digest` its sha256; `k` and `scaled` are those of its sketches,
    None where the program that made the profile does not say. `tree` holds the counted taxa and all above them, each after the one above it.
    `pruned_taxa` had too few spots to be kept, `pruned_spots` together; they are identified and in no count.
    `shares` is what sourmash gathers from the sketch of the spots, as fractions of its hashes.
    """

    tool: str
    version: str
    database: str
    digest: str
    k: int | None
    scaled: int | None
    analyzed: int | None
    total: int | None
    identified: int | None
    counts: Mapping[int, int]
    tree: tuple[Taxon, ...]
    pruned_taxa: int = 0
    pruned_spots: int = 0
    shares: tuple[Share, ...] = field(default=())

    def totals(self) -> dict[int, int]:
        """Spots of each taxon with all below it; derived, never stored."""
        return TaxonTree(self.tree).totals(self.counts) if self.tree else {}

    def as_json(self) -> dict[str, Any]:
        """The profile as `gsagraph qc --json` prints it, largest totals first."""
        totals = self.totals()
        rank = {taxon.tax_id: taxon for taxon in self.tree}
        return {
            "tool": self.tool,
            "version": self.version,
            "database": {"name": self.database, "sha256": self.digest},
            "k": self.k,
            "scaled": self.scaled,
            "spots": {"total": self.total, "analyzed": self.analyzed, "identified": self.identified},
            "pruned": {"taxa": self.pruned_taxa, "spots": self.pruned_spots},
            "taxa": [
                _taxon(rank[tax_id], self.counts.get(tax_id, 0), totals[tax_id], self.analyzed)
                for tax_id in sorted(totals, key=lambda tax_id: (-totals[tax_id], tax_id))
            ],
            "gather": [share.as_json() for share in self.shares],
        }


def _taxon(taxon: Taxon, own: int, total: int, analyzed: int | None) -> dict[str, Any]:
    return {
        "tax_id": taxon.tax_id,
        "name": taxon.name,
        "rank": taxon.rank,
        "parent": taxon.parent if taxon.parent != taxon.tax_id else None,
        "self_count": own,
        "total_count": total,
        "fraction": round(total / analyzed, 6) if analyzed else None,
    }


def prune(own: Mapping[int, int], analyzed: int) -> tuple[dict[int, int], dict[int, int]]:
    """Counts that are kept, by tax id, and those that are too few."""
    least = max(LEAST_SPOTS, LEAST_SHARE * analyzed)
    kept = {tax_id: count for tax_id, count in sorted(own.items()) if count >= least}
    return kept, {tax_id: count for tax_id, count in own.items() if count < least}


def profile_from(told: Mapping[str, Any]) -> Profile:
    """The profile that `Profile.as_json` told."""
    spots, taxa = told["spots"], {taxon["tax_id"]: taxon for taxon in told["taxa"]}
    tree = TaxonTree(Taxon(tax_id, one["name"], one["rank"], one["parent"] or tax_id) for tax_id, one in taxa.items())
    return Profile(
        told["tool"], told["version"], told["database"]["name"], told["database"]["sha256"], told["k"], told["scaled"],
        spots["analyzed"], spots["total"], spots["identified"],
        {tax_id: taxon["self_count"] for tax_id, taxon in sorted(taxa.items()) if taxon["self_count"]},
        tuple(tree.taxa[tax_id] for tax_id in tree.order), told["pruned"]["taxa"], told["pruned"]["spots"],
        tuple(Share(one["tax_id"], one["fraction_unique"], one["fraction_weighted"]) for one in told["gather"]),
    )  # fmt: skip
