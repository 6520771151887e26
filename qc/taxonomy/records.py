"""A profile as nodes: one TaxonProfile of a run, and the taxa it counts with all above them.

The identifier is a hash of what the profile is of: the run, the program, the database and the settings; the same
profile again is the same node. Taxa are derived: a taxonomy dump knows them better.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graph_schema.iri import node_iri
from graph_schema.record import Provenance, Record, Relation
from qc.report import identifier
from qc.taxonomy.counts import Profile
from qc.taxonomy.tree import Taxon

LOADER = "qc.taxonomy"


def profile_records(profile: Profile, run: str, provenance: Provenance, scope: str) -> Iterator[Record]:
    """The records of a profile of a run (its accession), as visible as the run: taxa first, then the profile."""
    lineages: dict[int, tuple[int, ...]] = {}
    for taxon in profile.tree:
        above = () if taxon.parent == taxon.tax_id else (*lineages[taxon.parent], taxon.parent)
        lineages[taxon.tax_id] = above
        yield taxon_record(taxon, above, provenance, scope)
    relations = [Relation("PROFILE_OF", run, "Run")]
    for tax_id, count in sorted(profile.counts.items()):
        if count > 0:
            relations.append(Relation("COUNTS_TAXON", taxon_accession(tax_id), "Taxon", {"self_count": count}))
    accession = profile_accession(profile, run)
    slots = {"iri": node_iri("TaxonProfile", accession), "scope": scope, **_slots(profile, run)}
    yield Record("TaxonProfile", accession, slots, tuple(relations), provenance)


def measured(provenance: Provenance) -> Provenance:
    """The provenance of a profile that was made here of a file of reads."""
    return replace(provenance, loader=LOADER, version="1")


def profile_accession(profile: Profile, run: str) -> str:
    """The identifier of the profile of a run."""
    settings = (profile.tool, profile.version, profile.database, profile.digest, profile.k, profile.scaled)
    return identifier("taxon-profile", run, *("" if part is None else str(part) for part in settings))


def taxon_accession(tax_id: int) -> str:
    """The accession of a taxon: `NCBITaxon:562`."""
    return f"NCBITaxon:{tax_id}"


def taxon_record(taxon: Taxon, above: tuple[int, ...], provenance: Provenance, scope: str) -> Record:
    """A taxon with its name, its rank and the taxa above it, the root first."""
    accession = taxon_accession(taxon.tax_id)
    slots: dict[str, Any] = {"iri": node_iri("Taxon", accession), "scope": scope}
    slots |= {"scientific_name": taxon.name, "rank": taxon.rank}
    if above:
        slots["parent_taxon"] = taxon_accession(taxon.parent)
        slots["lineage"] = [taxon_accession(tax_id) for tax_id in above]
    filled = {name: value for name, value in slots.items() if value}
    return Record("Taxon", accession, filled, (), provenance, derived=True, scope_by="default")


def _slots(profile: Profile, run: str) -> dict[str, Any]:
    slots = {
        "title": f"{profile.tool}: {run}",
        "software": profile.tool,
        "version": profile.version,
        "reference_database": profile.database,
        "database_digest": profile.digest,
        "kmer_length": profile.k,
        "scaled": profile.scaled,
        "analyzed_count": profile.analyzed,
        "total_count": profile.total,
        "identified_count": profile.identified,
        "pruned_taxa": profile.pruned_taxa or None,
        "pruned_count": profile.pruned_spots or None,
    }
    return {name: value for name, value in slots.items() if value not in (None, "")}
