"""Profiles as nodes."""

from dataclasses import replace

from graph_schema.record import Provenance
from graph_schema.validation import validate
from qc.taxonomy.counts import Profile
from qc.taxonomy.records import measured, profile_records
from tests.qc.taxonomy.genomes import ECOLI, HUMAN

RUN = "CRR000001"
WHERE = Provenance("a.fastq.gz", "0" * 64, "file", "qc", "1", "2026-01-01T00:00:00Z")


def made(small):
    """A profile of two taxa and a genus."""
    counts = {HUMAN: 5, ECOLI: 90, 561: 3}
    return Profile("gsagraph", "1", "small", "ab", 31, 50, 100, 1000, 99, counts, small.tree.part(counts), 1, 1)


def test_the_records_are_those_that_the_model_takes(small):
    """Every node and relationship is valid and complete."""
    records = list(profile_records(made(small), RUN, WHERE, "public"))
    assert [problem for record in records for problem in validate(record, complete=True)] == []


def test_only_own_counts_are_stored(small):
    """One relationship for each taxon with spots of its own; totals follow from lineages."""
    *taxa, profile = profile_records(made(small), RUN, WHERE, "public")
    counted = {relation.to: relation.properties for relation in profile.relations if relation.type == "COUNTS_TAXON"}
    assert counted == {
        "NCBITaxon:9606": {"self_count": 5}, "NCBITaxon:562": {"self_count": 90}, "NCBITaxon:561": {"self_count": 3},
    }  # fmt: skip
    assert [(relation.to, relation.to_type) for relation in profile.relations if relation.type == "PROFILE_OF"] == [
        (RUN, "Run")
    ]
    slots = {taxon.accession: taxon.slots for taxon in taxa}
    assert slots["NCBITaxon:562"]["lineage"] == ["NCBITaxon:1", "NCBITaxon:2", "NCBITaxon:543", "NCBITaxon:561"]
    assert slots["NCBITaxon:562"]["parent_taxon"] == "NCBITaxon:561"
    assert "lineage" not in slots["NCBITaxon:1"]
    assert all(taxon.derived for taxon in taxa)


def test_the_settings_are_slots(small):
    """What was looked at, how, and what was left out."""
    *_, profile = profile_records(made(small), RUN, WHERE, "review")
    expected = {
        "software": "gsagraph", "version": "1", "reference_database": "small", "database_digest": "ab",
        "kmer_length": 31, "scaled": 50, "total_count": 1000, "analyzed_count": 100, "identified_count": 99,
        "pruned_taxa": 1, "pruned_count": 1, "scope": "review", "title": "gsagraph: CRR000001",
    }  # fmt: skip
    assert {name: profile.slots[name] for name in expected} == expected


def test_the_same_profile_is_the_same_node(small):
    """Other counts of the same method are the same profile made again; another run, database or setting is another."""
    profile = made(small)

    def accession(changed, run=RUN):
        return list(profile_records(changed, run, WHERE, "public"))[-1].accession

    assert accession(profile) == accession(replace(profile, counts={HUMAN: 1}, analyzed=7))
    others = {
        accession(profile), accession(profile, "CRR000002"), accession(replace(profile, digest="cd")),
        accession(replace(profile, k=21)), accession(replace(profile, scaled=100)), accession(replace(profile, tool="STAT")),
        accession(replace(profile, k=None)),
    }  # fmt: skip
    assert len(others) == 7


def test_provenance_of_what_was_measured_here():
    """The loader is the check itself."""
    assert (measured(WHERE).loader, measured(WHERE).source) == ("qc.taxonomy", "a.fastq.gz")
