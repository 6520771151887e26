"""A small invented graph for page tests: every type that pages treat in a way of its own, written as records."""

from pathlib import Path
from typing import Any

from graph_schema.iri import node_iri
from graph_schema.record import Provenance, Record, Relation
from graph_store import open_store

SOURCE = Provenance("invented.jsonl", "0" * 64, "line 1", "records", "0.1.0", "2026-01-02T03:04:05Z")
MARKUP = '<script>alert("x")</script>'


def record(node_type: str, accession: str, *relations: Relation, scope: str = "public", **slots: Any) -> Record:
    """A record with its identity filled in."""
    identity = {"accession": accession, "iri": node_iri(node_type, accession), "scope": scope}
    return Record(node_type, accession, identity | slots, relations, SOURCE)


def _experiments() -> list[Record]:
    """Three experiments of two platforms and three strategies on two samples."""
    rows = (("1", "WGS", "ILLUMINA", "1"), ("2", "RNA-Seq", "ILLUMINA", "2"), ("3", "RNA-Seq", "BGISEQ", "2"))
    return [
        record(
            "Experiment",
            f"HRX00000{number}",
            Relation("IN_DATASET", "HRA000001"),
            Relation("USES_SAMPLE", f"HRS00000{sample}", properties={"member_name": f"pool-{number}"}),
            title=f"{strategy} of sample {sample}",
            library_strategy=strategy,
            platform=platform,
            library_layout="PAIRED",
        )
        for number, strategy, platform, sample in rows
    ]


def _runs(count: int) -> list[Record]:
    return [
        record(
            "Run",
            f"HRR{number:06}",
            Relation("OF_EXPERIMENT", f"HRX00000{1 + number % 3}"),
            title=f"run {number} =1+1" if number == 1 else f"run {number}",
            bases=number * 1000,
            spots=number * 10,
        )
        for number in range(1, count + 1)
    ]


def records(runs: int = 60) -> list[Record]:
    """The graph: a controlled dataset with its committee, an open one, a withdrawn one, one nobody may see."""
    return [
        record("BioProject", "PRJCA000001", Relation("IN_TAXON", "NCBITaxon:9606"), title="脓毒症 sepsis, an invented project", release_date="2024-05-01"),
        record("Taxon", "NCBITaxon:9606", title="Homo sapiens", scientific_name="Homo sapiens"),
        record("OntologyTerm", "OBI:0002117", title="whole genome sequencing assay", label="whole genome sequencing assay"),
        record("DataAccessCommittee", "HDAC000001", title="Committee of the invented hospital", name="Committee of the invented hospital"),
        record(
            "Dataset", "HRA000001", Relation("PART_OF", "PRJCA000001"), Relation("GOVERNED_BY", "HDAC000001"),
            title="Genomes of the invented project", archive="GSA-Human", access_type="controlled", release_state="published",
            use_limits=["Non-profitable use"], description="Two people, five samples.",
        ),
        record("Dataset", "OMIX000001", Relation("PART_OF", "PRJCA000001"), title="Proteins", archive="OMIX", access_type="open", release_state="published"),
        record("Dataset", "OMIX000002", title="Withdrawn proteins", archive="OMIX", release_state="withdrawn"),
        record("Dataset", "CRA000009", title="Unreleased reads of nobody", scope="review", archive="GSA"),
        record(
            "Individual", "HRI000001", Relation("IN_DATASET", "HRA000001"), title="P1", name="P1", sex="female", disease="sepsis",
            missing_reasons=[{"slot": "ageBand", "reason": "not collected"}],
        ),
        record("Individual", "HRI000002", Relation("IN_DATASET", "HRA000001"), Relation("MOTHER", "HRI000001"), title="P2", name="P2", sex="male"),
        record("Sample", "HRS000001", Relation("FROM_INDIVIDUAL", "HRI000001"), Relation("IN_DATASET", "HRA000001"), title="blood of P1", name="B1", tissue="blood", attributes=[{"name": "冻存管", "value": "=cmd", "unit": "ml"}]),
        record("Sample", "HRS000002", Relation("FROM_INDIVIDUAL", "HRI000002"), Relation("IN_DATASET", "HRA000001"), title=MARKUP, name="B2", tissue="lung"),
        *_experiments(),
        *_runs(runs),
        record(
            "File", "HRR000001/d41d8cd98f00b204e9800998ecf8427e", Relation("OUTPUT_OF", "HRR000001"), Relation("IN_DATASET", "HRA000001"),
            title="P1_1.fq.gz", name="P1_1.fq.gz", size=123456789, md5="d41d8cd98f00b204e9800998ecf8427e", format="fastq",
        ),
    ]  # fmt: skip


def build(path: Path, runs: int = 60) -> str:
    """A store file with the graph; its address."""
    url = f"sqlite:///{path}"
    store = open_store(url, write=True)
    store.write(records(runs))
    store.close()
    return url
