"""`gsagraph stats`: loaded objects, resolved relationships, and what is open."""

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from cli.main import app
from graph_schema.iri import node_iri
from graph_schema.record import Record, Relation
from graph_store import open_store

RUNNER = CliRunner()


def record(node_type: str, accession: str, *relations: Relation) -> Record:
    """A record with the slots every node has."""
    return Record(
        node_type,
        accession,
        {"accession": accession, "iri": node_iri(node_type, accession), "scope": "public"},
        relations,
    )


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a store with two runs, one experiment, and one experiment only referred to."""
    address = f"sqlite:///{tmp_path / 'graph.db'}"
    store = open_store(address, write=True)
    store.write(
        [
            record("Experiment", "CRX000001"),
            record("Run", "CRR000001", Relation("OF_EXPERIMENT", "CRX000001")),
            record("Run", "CRR000002", Relation("OF_EXPERIMENT", "CRX000002")),
        ]
    )
    store.close()
    return address


def test_json_is_the_contract(url: str) -> None:
    """Nodes are loaded objects only, relationships resolved ones, the rest is unresolved."""
    result = RUNNER.invoke(app, ["stats", "--json", "--store", url])
    assert result.exit_code == 0
    assert orjson.loads(result.stdout) == {
        "nodes": {"Experiment": 1, "Run": 2},
        "relationships": {"OF_EXPERIMENT": 1},
        "unresolved": 1,
    }


def test_people_get_tables(url: str) -> None:
    """Without --json the counts are tables, with the number of open references below."""
    result = RUNNER.invoke(app, ["stats", "--store", url])
    words = [line.split() for line in result.stdout.splitlines()]
    assert ["Run", "2"] in words
    assert ["OF_EXPERIMENT", "1"] in words
    assert words[-1] == ["references", "still", "open:", "1"]


def test_open_references_are_listed_on_request(url: str) -> None:
    """--unresolved names the references that wait, with both ends."""
    result = RUNNER.invoke(app, ["stats", "--store", url, "--unresolved"], env={"COLUMNS": "200"})
    assert result.stdout.splitlines()[-1].strip() == "Run CRR000002 -OF_EXPERIMENT-> Experiment CRX000002"


def test_a_missing_store_is_told(tmp_path: Path) -> None:
    """Counting in a store that is not there is refused, and makes none."""
    result = RUNNER.invoke(app, ["stats", "--json", "--store", f"sqlite:///{tmp_path / 'none.db'}"])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert result.stderr.startswith("error STORE_MISSING: ")
    assert list(tmp_path.iterdir()) == []
