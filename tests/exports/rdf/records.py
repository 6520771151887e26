"""A small graph with a bit of everything: public and hidden nodes, structures, links with properties."""

from typing import Any

from graph_schema.iri import node_iri
from graph_schema.record import Provenance, Record, Relation


def record(node_type: str, accession: str, *relations: Relation, scope: str = "public", **slots: Any) -> Record:
    """A record with the slots every node has."""
    told = {"accession": accession, "iri": node_iri(node_type, accession), "scope": scope, **slots}
    return Record(
        node_type,
        accession,
        told,
        relations,
        Provenance("a.xlsx", "0" * 64, f"Run!{accession}", "gsa", "1", "2026-01-01T00:00:00Z"),
    )


RECORDS = [
    record("BioProject", "PRJCA000001", title="项目", keywords=["sepsis", "脓毒症"], release_date="2026-01-01"),
    record("BioProject", "PRJNA3", Relation("COMPONENT_OF", "PRJCA000001"), title="a mirrored project"),
    record(
        "Dataset", "CRA000001", Relation("PART_OF", "PRJCA000001"), title='a "dataset"', archive="GSA", is_foreign=False
    ),
    record(
        "Sample",
        "SAMC000001",
        title="s1",
        latitude=39.91,
        attributes=[{"name": "host age", "value": "5", "unit": "year"}],
    ),
    record(
        "Sample", "SAMN00000002", Relation("SAME_SAMPLE", "SAMC000001", properties={"method": "declared"}), title="s2"
    ),
    record("Sample", "SAMC000009", title="SECRET", scope="review"),
    record("Individual", "HRI000001", sex="female", occupation="SECRET"),
    record("Sample", "HRS000001", Relation("FROM_INDIVIDUAL", "HRI000001"), title="s3"),
    record(
        "Experiment",
        "CRX000001",
        Relation("USES_SAMPLE", "SAMC000001", properties={"member_name": "m", "spots": 7}),
        Relation("USES_SAMPLE", "SAMC000009", properties={"member_name": "SECRET"}),
        Relation("IN_DATASET", "CRA000001"),
        Relation("HAS_TERM", "OBI:0002117", properties={"field": "library_strategy", "confidence": 1.0}),
        library_strategy="WGS",
        missing_reasons=[{"slot": "readLength1", "reason": "not provided"}],
    ),
    record("Run", "CRR000001", Relation("OF_EXPERIMENT", "CRX000001"), spots=3, title="line\nbreak"),
    record(
        "Run", "CRR000002", Relation("OF_EXPERIMENT", "CRX000001"), Relation("MIRROR_OF", "CRR000001", to_type="Run")
    ),
    record(
        "File",
        "CRR000001/a b.fq",
        Relation("OUTPUT_OF", "CRR000001", to_type="Run"),
        Relation("IN_DATASET", "CRA000001"),
        name="a b.fq",
        size=10,
        url="https://example.org/a b.fq",
    ),
    record("OntologyTerm", "OBI:0002117", label="whole genome sequencing assay"),
]
