"""A small graph with every difficulty the service must stand: pools, both ends, ties, nulls, Chinese, scopes."""

from collections.abc import Iterator
from typing import Any

from graph_schema.iri import node_iri
from graph_schema.record import Provenance, Record, Relation


def record(kind: str, accession: str, *relations: Relation, scope: str = "public", **slots: Any) -> Record:
    """A record with its identity filled in."""
    given = {"accession": accession, "iri": node_iri(kind, accession), "scope": scope, **slots}
    told = Provenance("graph.jsonl", "0" * 64, f"line {accession}", "tests", "1", "2026-01-01T00:00:00Z")
    return Record(kind, accession, given, relations, told)


def runs() -> Iterator[Record]:
    """Twelve runs of four experiments: ties in bases, two without, one in review, one withheld."""
    for number in range(1, 13):
        slots: dict[str, Any] = {"title": f"run {number % 3}", "alias": "结肠" if number % 4 == 0 else f"A{number}"}
        if number % 5:
            slots["bases"] = 1000 * (number % 3)
        scope = {7: "review", 8: "withheld"}.get(number, "public")
        relation = Relation("OF_EXPERIMENT", f"CRX00000{1 + number % 4}")
        yield record(
            "Run", f"CRR0000{number:02}", relation, scope=scope, release_date=f"2024-0{1 + number % 3}-01", **slots
        )


def graph() -> list[Record]:
    """All records of the small graph."""
    return [
        record("BioProject", "PRJCA000001", title="Colon atlas 结肠图谱"),
        record(
            "Dataset",
            "CRA000001",
            Relation("PART_OF", "PRJCA000001"),
            title="Colon RNA",
            archive="GSA",
            access_type="open",
        ),
        record(
            "Dataset",
            "HRA000001",
            Relation("PART_OF", "PRJCA000001"),
            Relation("GOVERNED_BY", "HDAC000001"),
            title="Colon genomes",
            archive="GSA-Human",
            access_type="controlled",
        ),
        record(
            "Dataset",
            "OMIX000001",
            Relation("PART_OF", "PRJCA000001"),
            title="Secret proteome",
            archive="OMIX",
            scope="review",
        ),
        record("DataAccessCommittee", "HDAC000001", title="Committee"),
        record(
            "Individual",
            "HRI000001",
            Relation("IN_DATASET", "HRA000001", "Dataset"),
            Relation("MOTHER", "HRI000002"),
            sex="female",
        ),
        record(
            "Individual",
            "HRI000002",
            Relation("IN_DATASET", "HRA000001", "Dataset"),
            Relation("SAME_INDIVIDUAL", "HRI000003", properties={"method": "declared"}),
            sex="female",
        ),
        record(
            "Individual",
            "HRI000003",
            Relation("IN_DATASET", "HRA000001", "Dataset"),
            sex="male",
            scope="dataset:HRA000001",
        ),
        record(
            "Sample",
            "SAMC000001",
            Relation("FROM_INDIVIDUAL", "HRI000001"),
            Relation("XREF", "CRA000001", "Dataset", {"method": "declared"}),
            Relation("XREF", "CRR000001", "Run"),
            Relation("XREF", "CRR000007", "Run"),
            Relation("XREF", "PRJCA000001", "BioProject", {"method": "curated"}),
            title="Tumour",
            tissue="colon",
            attributes=[{"name": "note", "value": "乙"}],
        ),
        record("Sample", "SAMC000002", Relation("FROM_INDIVIDUAL", "HRI000001"), title="normal", tissue="Colon"),
        record("Sample", "SAMC000003", Relation("FROM_INDIVIDUAL", "HRI000003"), title="Hidden sample", scope="review"),
        record(
            "Experiment",
            "CRX000001",
            Relation("USES_SAMPLE", "SAMC000001", properties={"member_name": "a", "spots": 5, "bases": 2**62}),
            Relation("USES_SAMPLE", "SAMC000002", properties={"member_name": "b"}),
            Relation("IN_DATASET", "CRA000001", "Dataset"),
            library_strategy="RNA-Seq",
            library_layout="PAIRED",
        ),
        record(
            "Experiment",
            "CRX000002",
            Relation("USES_SAMPLE", "SAMC000001"),
            Relation("IN_DATASET", "CRA000001", "Dataset"),
            library_strategy="WGS",
            library_layout="SINGLE",
        ),
        record(
            "Experiment",
            "CRX000003",
            Relation("USES_SAMPLE", "SAMC000003"),
            Relation("IN_DATASET", "CRA000001", "Dataset"),
            library_strategy="WGS",
        ),
        record(
            "Experiment", "CRX000004", Relation("USES_SAMPLE", "SAMC000002"), scope="review", library_strategy="WXS"
        ),
        *runs(),
        record(
            "File",
            "CRR000001/" + "a" * 32,
            Relation("OUTPUT_OF", "CRR000001", "Run"),
            name="x_1.fq.gz",
            size=10,
            md5="a" * 32,
        ),
        record(
            "File", "CRR000001/" + "b" * 32, Relation("OUTPUT_OF", "CRR000001", "Run"), name="x_2.fq.gz", md5="b" * 32
        ),
        record("ImagingStudy", "1.2.3", Relation("OF_INDIVIDUAL", "HRI000002"), title="CT"),
        record("ImagingSeries", "1.2.3.4", Relation("IN_STUDY", "1.2.3"), modality="CT", slice_thickness=1.25),
        record("QcReport", "ab" * 16, Relation("ABOUT", "CRR000001", "Run"), title="report"),
    ]
