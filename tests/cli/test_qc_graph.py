"""Reports of checked files in the graph: what they are about, how visible they are, what they do not tell."""

from pathlib import Path

import pytest

from cli.qc_graph import Subject, subject_of, write_report
from graph_schema.errors import UnusableInput
from graph_schema.iri import node_iri
from graph_schema.record import Provenance, Record, Relation
from graph_store.sqlite.store import SqliteStore
from qc.sequence.checked import Checked, FileFacts, told
from qc.sequence.remarks import Remarks

PLACE = Provenance("t.jsonl", "0" * 64, "line 1", "records", "1", "2026-01-01T00:00:00Z")
SCOPES = ["public", "review", "withheld"]


def node(kind: str, accession: str, scope: str = "public", *relations: Relation, **slots: object) -> Record:
    """A record of the store."""
    return Record(kind, accession, {"iri": node_iri(kind, accession), "scope": scope, **slots}, relations, PLACE)


def unit(*files: tuple[str, str]) -> Checked:
    """A unit of files (name, md5), with an error in the first."""
    remarks = Remarks(files[0][0])
    for record in (4, 9):
        remarks.add("E_BASE", "'SECRET' at base 3", line=2, records=(record,))
    facts = tuple(FileFacts(f"in/{name}", md5, md5 * 2, 10, "gzip", "fastq") for name, md5 in files)
    metrics = {"reads": 5, "bases": 50, "q30_fraction": 0.9, "length": {"min": 10, "max": 10, "mean": 10.0, "sd": 0.0}}
    return Checked(facts, metrics, told([remarks]))


@pytest.fixture
def store(tmp_path: Path):
    """Two runs, a hidden one, and files: two of the first, one hidden of the second, one of no run."""
    opened = SqliteStore(tmp_path / "graph.db", write=True)
    of = {run: Relation("OUTPUT_OF", run, "Run") for run in ("CRR000001", "CRR000002")}
    opened.write(
        [
            node("Run", "CRR000001"),
            node("Run", "CRR000002"),
            node("Run", "CRR000003", "review"),
            node("File", "F1", "public", of["CRR000001"], md5="a" * 32),
            node("File", "F2", "public", of["CRR000001"], md5="b" * 32),
            node("File", "F3", "review", of["CRR000002"], md5="c" * 32),
            node("File", "F4", "public", md5="d" * 32),
        ]
    )
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("files", "said", "subject"),
    [
        ([("x.fq", "a" * 32)], "", Subject("Run", "CRR000001")),
        ([("x.fq", "a" * 32), ("y.fq", "b" * 32)], "", Subject("Run", "CRR000001")),
        ([("x.fq", "c" * 32)], "", Subject("File", "F3")),
        ([("x.fq", "d" * 32)], "", Subject("File", "F4")),
        ([("x.fq", "a" * 32), ("y.fq", "d" * 32)], "", None),
        ([("x.fq", "a" * 32), ("y.fq", "9" * 32)], "", None),
        ([("CRR000002_f1.fastq.gz", "9" * 32)], "", Subject("Run", "CRR000002")),
        ([("CRR000002_f1.fq.gz", "9" * 32), ("CRR000002_r2.fq.gz", "8" * 32)], "", Subject("Run", "CRR000002")),
        ([("CRR000001_f1.fq.gz", "9" * 32), ("CRR000002_r2.fq.gz", "8" * 32)], "", None),
        ([("CRR999999.fq", "a" * 32)], "", Subject("Run", "CRR000001")),
        ([("x.fq", "9" * 32)], "crr000001", Subject("Run", "CRR000001")),
        ([("x.fq", "a" * 32)], "CRR999999", None),
    ],
)
def test_what_a_report_is_about(store, files, said, subject):
    """The accession that is said, then the one of the names, then the md5 of all files."""
    assert subject_of(store, unit(*files), said) == subject


def test_only_a_run_can_be_said(store):
    """A sample's accession is refused."""
    with pytest.raises(UnusableInput, match="no accession of a Run"):
        subject_of(store, unit(("x.fq", "a" * 32)), "SAMC000001")


@pytest.mark.parametrize(("run", "scope"), [("CRR000001", "public"), ("CRR000003", "review")])
def test_a_report_is_as_visible_as_its_subject(store, run, scope):
    """Report and findings carry the scope of the Run."""
    write_report(store, unit(("x.fq", "9" * 32)), run)
    for kind in ("QcReport", "QcFinding"):
        assert [row["scope"] for row in store.scan(kind, SCOPES)] == [scope]


def test_the_graph_does_not_quote_the_file(store):
    """A finding tells code, place and count; what stands in the file stays there."""
    write_report(store, unit(("x.fq", "a" * 32)))
    (finding,) = store.scan("QcFinding", SCOPES)
    assert (finding["code"], finding["severity"], finding["location"]) == ("E_BASE", "error", "record 4, line 2")
    assert finding["message"].endswith("(2 times)")
    (report,) = store.scan("QcReport", SCOPES)
    assert (report["verdict"], report["q30_band"], report["spot_count"]) == ("fail", "0.90–0.95", 5)
    assert "SECRET" not in f"{finding}{report}"


def test_the_same_check_is_the_same_node(store):
    """Checked again, nothing is added; checked after a change, a report stands beside the first."""
    write_report(store, unit(("x.fq", "9" * 32)), "CRR000001")
    write_report(store, unit(("renamed.fq", "9" * 32)), "CRR000001")
    assert len(list(store.scan("QcReport", SCOPES))) == 1
    write_report(store, unit(("x.fq", "8" * 32)), "CRR000001")
    assert len(list(store.scan("QcReport", SCOPES))) == 2


def test_nothing_is_written_about_what_is_not_there(store):
    """A file that the store does not know leaves it as it was."""
    state = store.state()
    assert write_report(store, unit(("x.fq", "9" * 32))) is None
    assert store.state() == state
