"""Library, dates, layout and project: what each rule says, and that it says nothing of sound records."""

import pytest

from graph_schema.record import Provenance, Record, Relation
from qc.finding import Finding
from qc.rules import Rule, rules
from qc.rules.dates import DateRule
from qc.rules.layout import LayoutRule
from qc.rules.library import LibraryRule
from qc.rules.project import ProjectRule

PLACE = Provenance("a.xlsx", "0" * 64, "Run!2", "gsa", "1", "")


def record(node_type: str, accession: str, *relations: Relation, **slots: object) -> Record:
    """A record at a place."""
    return Record(node_type, accession, slots, relations, PLACE)


def said(rule: Rule, *records: Record) -> list[Finding]:
    """Everything a rule says about records, at once and at the end."""
    return [finding for item in records for finding in rule.check(item, "a.xlsx")] + list(rule.finish())


@pytest.mark.parametrize(
    ("strategy", "source", "cycles", "codes"),
    [
        ("RNA-Seq", "METAGENOMIC", None, ["LIBRARY_SOURCE_ODD"]),
        ("RNA-Seq", "METATRANSCRIPTOMIC", 100, []),
        ("WGS", "VIRAL RNA", 0, ["LIBRARY_SOURCE_ODD", "PLANNED_CYCLES_ZERO"]),
        ("WGS", "GENOMIC", 0, ["PLANNED_CYCLES_ZERO"]),
        ("AMPLICON", "METAGENOMIC", 100, []),
        (None, "GENOMIC", None, []),
    ],
)
def test_odd_libraries(strategy: str | None, source: str, cycles: int | None, codes: list[str]) -> None:
    """Strategies that do not fit their source, and no cycles; never worse than info."""
    slots = {"library_strategy": strategy, "library_source": source, "planned_cycles": cycles}
    findings = said(
        LibraryRule(),
        record("Experiment", "CRX000001", **{key: value for key, value in slots.items() if value is not None}),
    )
    assert [finding.code for finding in findings] == codes
    assert all((finding.severity, finding.location) == ("info", "Run!2") for finding in findings)


def test_only_experiments_have_libraries() -> None:
    """A run with such slots is not asked."""
    assert said(LibraryRule(), record("Run", "CRR000001", planned_cycles=0)) == []


@pytest.mark.parametrize(
    ("slots", "codes"),
    [
        ({"collection_date": "2031-01-01"}, ["DATE_IN_FUTURE"]),
        ({"collection_date": "2031"}, ["DATE_IN_FUTURE"]),
        ({"collection_date": "2030-06"}, []),
        ({"collection_date": "2030-06-15"}, []),
        ({"collection_date": "2030-06-16"}, ["DATE_IN_FUTURE"]),
        ({"release_date": "2031-01-01"}, []),
        ({"run_date": "1970-01-01"}, ["RUN_DATE_TOO_EARLY"]),
        ({"run_date": "2007-04-24", "collection_date": "1850"}, []),
    ],
)
def test_dates_that_cannot_be(slots: dict[str, object], codes: list[str]) -> None:
    """The future, where the past is meant, and runs of times before sequencers; releases may be to come."""
    assert [finding.code for finding in said(DateRule("2030-06-15"), record("Sample", "SAMC000001", **slots))] == codes


def runs(layout: str, *roles: str, form: str = "fastq") -> list[Record]:
    """An experiment with one run and its files."""
    files = [
        record("File", f"CRR000001/{role}", Relation("OUTPUT_OF", "CRR000001", "Run"), role=role, format=form)
        for role in roles
    ]
    return [
        record("Experiment", "CRX000001", library_layout=layout),
        record("Run", "CRR000001", Relation("OF_EXPERIMENT", "CRX000001")),
        *files,
    ]


@pytest.mark.parametrize(
    ("layout", "roles", "told"),
    [("PAIRED", ("read1", "read2"), False), ("PAIRED", ("read1",), True), ("SINGLE", ("read1",), False), ("SINGLE", ("read1", "read2"), True),
     ("PAIRED", ("read1", "read2", "index1"), False), ("PAIRED", ("reads",), False), ("PAIRED", (), False)],
)  # fmt: skip
def test_layouts_against_files(layout: str, roles: tuple[str, ...], told: bool) -> None:
    """Both reads of a single layout, one read of a paired one; nothing else."""
    findings = said(LayoutRule(), *runs(layout, *roles))
    assert [finding.code for finding in findings] == ["LAYOUT_DISAGREES"] * told
    assert all(
        (finding.accession, finding.node_type, finding.location) == ("CRR000001", "Run", "Run!2")
        for finding in findings
    )


def test_one_file_of_both_reads_is_no_disagreement() -> None:
    """A BAM holds pairs by itself."""
    assert said(LayoutRule(), *runs("PAIRED", "read1", form="bam")) == []


def test_projects_must_agree() -> None:
    """An object in a dataset names the dataset's project, or says nothing."""
    dataset = record("Dataset", "CRA000001", Relation("PART_OF", "PRJCA000001"))
    inside = Relation("IN_DATASET", "CRA000001")
    good = record("Sample", "SAMC000001", inside, Relation("IN_PROJECT", "PRJCA000001"))
    bad = record("Experiment", "CRX000001", inside, Relation("IN_PROJECT", "PRJCA000002"))
    silent = record("Sample", "SAMC000002", inside)
    (finding,) = said(ProjectRule(), bad, good, silent, dataset)
    assert (finding.code, finding.accession) == ("PROJECT_DISAGREES", "CRX000001")
    assert finding.message == "CRX000001 names PRJCA000002, its dataset is part of PRJCA000001"


def test_a_dataset_without_project_disagrees_with_nobody() -> None:
    """Only where both sides are told."""
    other = record(
        "Experiment", "CRX000001", Relation("IN_DATASET", "CRA000001"), Relation("IN_PROJECT", "PRJCA000002")
    )
    assert said(ProjectRule(), other, record("Dataset", "CRA000001")) == []


def test_every_rule_is_listed_and_fresh() -> None:
    """Rules have names of their own and remember nothing of another source."""
    first, second = rules(), rules()
    assert len({rule.name for rule in first}) == len(first) == 5
    assert all(one is not other for one, other in zip(first, second, strict=True))
