"""What a profile says against what was declared: another organism, a second species, people's reads."""

from collections.abc import Mapping
from dataclasses import dataclass

from qc.sequence.remarks import Remarks
from qc.taxonomy.counts import Profile
from qc.taxonomy.database import Database
from qc.taxonomy.tree import ROOT, SPECIES, Taxon, TaxonTree

HUMAN = 9606
PEOPLE = frozenset({HUMAN, 63221, 741158})
"""Humans, Neanderthals, Denisovans."""

MIXTURES = frozenset({ROOT, 12908, 28384, 408169})
"""Declared "organisms" that are mixtures or nothing: the root, unclassified, other sequences, metagenomes; what hangs
below them is one too."""

METAGENOME = "metagenome"

LEAST_IDENTIFIED = 20
"""Identified spots below which a share says nothing."""

LEAST_DECLARED = 0.5
MOST_SECOND = 0.1

MOST_HUMAN = 1e-3
LEAST_HUMAN_SPOTS = 10
"""From a thousandth of the analysed spots on, human reads are more than what a shared k-mer or a carried-over drop
leaves, and enough to tell a person by; fewer are said and refuse nothing."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A profile with its totals and the tree of its database, against the tax id that was declared, if any."""

    profile: Profile
    totals: Mapping[int, int]
    tree: TaxonTree
    organism: int | None
    referenced: frozenset[int]

    @property
    def identified(self) -> int:
        """Spots with a taxon."""
        return self.profile.identified or 0

    def stand_in(self) -> Taxon | None:
        """The declared taxon, or the nearest above it up to its species, that has references; None where none has."""
        line = list(self.tree.lineage(self.organism or 0))
        species = next((place for place, taxon in enumerate(line) if taxon.rank == SPECIES), 0)
        return next((taxon for taxon in line[: species + 1] if self._has_references(taxon.tax_id)), None)

    def _has_references(self, tax_id: int) -> bool:
        return any(self.tree.within(reference, tax_id) for reference in self.referenced)


def judge(profile: Profile, database: Database, remarks: Remarks, organism: int | None) -> None:
    """Say what is wrong with a profile of a run whose declared organism has this tax id (None: not known)."""
    if not profile.analyzed:
        return
    judged = Judged(profile, profile.totals(), database.tree, organism, database.referenced)
    _human(judged, remarks)
    if judged.identified < LEAST_IDENTIFIED or _is_mixture(judged):
        return
    stand_in = judged.stand_in()
    if organism is not None and stand_in is None:
        remarks.add("I_TAXON_NO_REFERENCE", f"the reference database has nothing of tax id {organism}")
        return
    if stand_in is not None:
        _declared(judged, stand_in, remarks)
    _second(judged, stand_in, remarks)


def _is_mixture(judged: Judged) -> bool:
    """Whether the declared organism is none: a metagenome has many species by its nature."""
    return judged.organism in MIXTURES or any(
        taxon.tax_id in MIXTURES - {ROOT} or taxon.name.endswith(METAGENOME)
        for taxon in judged.tree.lineage(judged.organism or 0)
    )


def _human(judged: Judged, remarks: Remarks) -> None:
    """Reads of people where the run is not of a human; with an unknown organism they are only said."""
    human, analyzed, organism = judged.totals.get(HUMAN, 0), judged.profile.analyzed or 1, judged.organism
    if not human or (organism is not None and (organism in PEOPLE or judged.tree.within(organism, HUMAN))):
        return
    share = human / analyzed
    many = human >= LEAST_HUMAN_SPOTS and share >= MOST_HUMAN
    remarks.add(
        "E_HUMAN_READS" if many and organism is not None else "I_HUMAN_READS",
        f"{human} of {analyzed} analysed spots ({share:.2%}) are human",
    )


def _declared(judged: Judged, declared: Taxon, remarks: Remarks) -> None:
    """The declared organism, of all identified spots but those above it, which references cannot tell from it."""
    above = sum(judged.profile.counts.get(taxon.tax_id, 0) for taxon in judged.tree.lineage(declared.tax_id))
    above -= judged.profile.counts.get(declared.tax_id, 0)
    share = judged.totals.get(declared.tax_id, 0) / max(judged.identified - above, 1)
    if judged.identified - above >= LEAST_IDENTIFIED and share < LEAST_DECLARED:
        message = f"{share:.1%} of the identified spots are of {declared.name} (tax id {declared.tax_id})"
        remarks.add("W_TAXON_DECLARED_MINOR", message)


def _second(judged: Judged, declared: Taxon | None, remarks: Remarks) -> None:
    """A species beside the declared organism, or beside the largest species where none is declared."""
    species = [taxon for taxon in judged.tree.taxa.values() if taxon.rank == SPECIES and taxon.tax_id in judged.totals]
    species.sort(key=lambda taxon: (-judged.totals[taxon.tax_id], taxon.tax_id))
    if declared is None:
        others = species[1:]
    else:
        others = [taxon for taxon in species if not _same_line(judged.tree, taxon.tax_id, declared.tax_id)]
    if not others:
        return
    share = judged.totals[others[0].tax_id] / judged.identified
    if share > MOST_SECOND:
        message = f"{share:.1%} of the identified spots are of {others[0].name} (tax id {others[0].tax_id})"
        remarks.add("W_TAXON_SECOND", message)


def _same_line(tree: TaxonTree, one: int, other: int) -> bool:
    return tree.within(one, other) or tree.within(other, one)
