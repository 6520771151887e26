"""The pipeline beneath `gsagraph load`: rules at the end of a source, refusals by the store, stops between batches."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import orjson
import pytest

from cli.load_pipeline import BATCH, Pipeline, load_all
from cli.load_report import LoadReport
from graph_schema.errors import InvalidRecord
from graph_schema.record import Record
from graph_store.protocol import Store, WriteReport
from graph_store.sqlite.store import SqliteStore
from loaders.source import open_source


class Refusing(SqliteStore):
    """The embedded store, which refuses one accession as a stricter model would."""

    refused = "CRR000003"

    def write(self, batch: Sequence[Record], *, dry_run: bool = False) -> WriteReport:
        """Refuse any batch that holds the accession, before anything of it is written."""
        if any(record.accession == self.refused for record in batch):
            raise InvalidRecord(f"{self.refused} is refused", hint="not today")
        return super().write(batch, dry_run=dry_run)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    """A new embedded store."""
    opened = Refusing(tmp_path / "graph.db", write=True)
    yield opened
    opened.close()


def written(path: Path, *records: dict[str, object]) -> Path:
    """Records as JSON Lines."""
    path.write_bytes(b"".join(orjson.dumps(record) + b"\n" for record in records))
    return path


def runs(count: int) -> list[dict[str, object]]:
    """As many runs."""
    return [{"type": "Run", "accession": f"CRR{number:06}"} for number in range(1, count + 1)]


def loaded(store: Store, *paths: Path, stop: int | None = None) -> LoadReport:
    """The report of a load that is stopped after so many questions whether to stop."""
    report = LoadReport()
    asked = iter(range(10_000))
    pipeline = Pipeline(store, report, stop=lambda: stop is not None and next(asked) >= stop)
    load_all(((open_source(path), True) for path in paths), pipeline)
    return report


def test_one_bad_record_never_loses_a_batch(tmp_path: Path, store: SqliteStore) -> None:
    """What the store refuses is refused alone, with its place; the rest of the batch is written."""
    report = loaded(store, written(tmp_path / "a.jsonl", *runs(5)))
    assert dict(report.nodes["Run"]) == {"new": 4, "changed": 0, "unchanged": 0, "refused": 1}
    assert store.statistics().nodes == {"Run": 4}
    (finding,) = report.findings
    assert (finding.code, finding.severity, finding.location) == ("INVALID_RECORD", "error", "line 3")
    assert report.exit_code == 1


def test_a_stop_comes_between_batches(tmp_path: Path, store: SqliteStore) -> None:
    """The first batch is whole, nothing of the second is there, and later sources are not begun."""
    first = written(
        tmp_path / "a.jsonl", *({"type": "Run", "accession": f"ERR{number:06}"} for number in range(2 * BATCH + 5))
    )
    second = written(tmp_path / "b.jsonl", {"type": "Run", "accession": "ERR999999"})
    report = loaded(store, first, second, stop=0)
    assert report.interrupted
    assert report.exit_code == 130
    assert store.statistics().nodes == {"Run": BATCH}
    again = loaded(store, first, second)
    assert dict(again.nodes["Run"]) == {"new": BATCH + 6, "changed": 0, "unchanged": BATCH}


def test_rules_at_the_end_of_a_source_make_reports_too(tmp_path: Path, store: SqliteStore) -> None:
    """A layout that does not fit the files is told once all files were seen, about the run, at its line."""
    paired = {"type": "Experiment", "accession": "CRX000001", "slots": {"libraryLayout": "PAIRED"}}
    run = {"type": "Run", "accession": "CRR000001", "relationships": [{"type": "OF_EXPERIMENT", "to": "CRX000001"}]}
    file = {
        "type": "File",
        "accession": "CRR000001/a",
        "slots": {"role": "read1"},
        "relationships": [{"type": "OUTPUT_OF", "to": "CRR000001"}],
    }
    report = loaded(store, written(tmp_path / "a.jsonl", paired, run, file))
    (finding,) = report.findings
    assert (finding.code, finding.location, finding.accession) == ("LAYOUT_DISAGREES", "line 2", "CRR000001")
    (node,) = store.scan("QcReport", ["public"])
    assert (node["rule_set"], node["verdict"], node["warning_count"]) == ("layout", "warn", 1)
    assert [(edge.target_type, edge.target) for edge in store.edges("ABOUT", ["public"])] == [("Run", "CRR000001")]
    assert [edge.source for edge in store.edges("HAS_FINDING", ["public"])] == [node["accession"]]


def test_rules_forget_from_one_source_to_the_next(tmp_path: Path, store: SqliteStore) -> None:
    """An experiment of another file says nothing about this one's runs."""
    paired = written(
        tmp_path / "a.jsonl", {"type": "Experiment", "accession": "CRX000001", "slots": {"libraryLayout": "PAIRED"}}
    )
    run = {"type": "Run", "accession": "CRR000001", "relationships": [{"type": "OF_EXPERIMENT", "to": "CRX000001"}]}
    file = {
        "type": "File",
        "accession": "CRR000001/a",
        "slots": {"role": "read1"},
        "relationships": [{"type": "OUTPUT_OF", "to": "CRR000001"}],
    }
    assert loaded(store, paired, written(tmp_path / "b.jsonl", run, file)).findings == []


def test_findings_of_rule_sets_are_reports_of_their_own(tmp_path: Path, store: SqliteStore) -> None:
    """What the loader found and what the rules found stand in different reports about one object."""
    sample = {
        "type": "Sample",
        "accession": "SAMC000001",
        "slots": {"geographicLocation": "China:Hubei", "latitudeLongitude": "39.91 N 116.41 E", "ageValue": "old"},
    }
    report = loaded(store, written(tmp_path / "a.jsonl", sample))
    assert sorted(finding.code for finding in report.findings) == ["PLACE_COORDINATE_MISMATCH", "WRONG_TYPE"]
    assert sorted(node["rule_set"] for node in store.scan("QcReport", ["public"])) == ["load", "place"]


def test_remarks_of_a_loader_make_no_nodes(tmp_path: Path, store: SqliteStore) -> None:
    """Only warnings and errors about an object are kept with it; what merely is worth knowing is told."""
    path = tmp_path / "a.xml"
    path.write_text("<SUBMISSION accession='SRA000001'/>")
    report = loaded(store, path)
    assert [finding.code for finding in report.findings] == ["SUBMISSION_READ"]
    assert store.statistics().nodes == {}
