"""`gsagraph export rdf`: files named by format, progress beside, refusals in words."""

from pathlib import Path

import orjson
import pytest
from rdflib import Graph
from typer.testing import CliRunner

from cli.main import app
from graph_schema.iri import node_iri
from graph_schema.record import Record, Relation
from graph_store import open_store

RUNNER = CliRunner()


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a store with a run that is public and one that is not."""
    address = f"sqlite:///{tmp_path / 'graph.db'}"
    store = open_store(address, write=True)
    for accession, scope in (("CRR000001", "public"), ("CRR000002", "review")):
        slots = {"accession": accession, "iri": node_iri("Run", accession), "scope": scope, "title": accession}
        store.write([Record("Run", accession, slots, (Relation("OF_EXPERIMENT", "CRX000001"),))])
    store.close()
    return address


@pytest.mark.parametrize(("name", "parser"), [("nt", "nt"), ("ttl", "turtle")])
def test_files_end_in_their_format(url: str, tmp_path: Path, name: str, parser: str) -> None:
    """Each format has its ending, and only what is public is in the file."""
    result = RUNNER.invoke(app, ["export", "rdf", "--format", name, "--out", str(tmp_path / "out"), "--store", url])
    assert result.exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} == {f"Run.{name}", "manifest.json"}
    graph = Graph().parse(tmp_path / "out" / f"Run.{name}", format=parser)
    assert {str(subject) for subject in graph.subjects()} == {"https://w3id.org/gsagraph/run/CRR000001"}
    assert result.stdout == f"{tmp_path / 'out' / f'Run.{name}'}\t1 subjects\t{len(graph)} triples\n"


def test_compressed_files_end_in_gz(url: str, tmp_path: Path) -> None:
    """With --gzip the ending has .gz behind it."""
    RUNNER.invoke(
        app, ["export", "rdf", "--format", "jsonld", "--gzip", "--out", str(tmp_path / "out"), "--store", url]
    )
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"Run.jsonld.gz", "manifest.json"}


def test_json_tells_the_files(url: str, tmp_path: Path) -> None:
    """With --json the files are told as the manifest tells them; progress stays on standard error."""
    result = RUNNER.invoke(app, ["export", "rdf", "--json", "--out", str(tmp_path / "out"), "--store", url])
    manifest = orjson.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert orjson.loads(result.stdout) == manifest["formats"]["nt"]["files"]


def test_a_scope_may_be_added(url: str, tmp_path: Path) -> None:
    """An operator may export what a scope sees besides the public."""
    RUNNER.invoke(app, ["export", "rdf", "--scope", "review", "--out", str(tmp_path / "out"), "--store", url])
    assert b"CRR000002" in (tmp_path / "out" / "Run.nt").read_bytes()


def test_refusals_are_told(url: str, tmp_path: Path) -> None:
    """A file where the folder should be, an unknown format, a store that is not there: exit 2, no traceback."""
    blocked = tmp_path / "file"
    blocked.write_text("", encoding="utf-8")
    calls = [
        (["--out", str(blocked), "--store", url], "error NOT_A_FOLDER: "),
        (["--out", str(tmp_path / "out"), "--store", f"sqlite:///{tmp_path / 'none.db'}"], "error STORE_MISSING: "),
    ]
    for arguments, beginning in calls:
        result = RUNNER.invoke(app, ["export", "rdf", *arguments])
        assert result.exit_code == 2
        assert result.stderr.startswith(beginning)
        assert "Traceback" not in result.stderr
    assert RUNNER.invoke(app, ["export", "rdf", "--format", "xml", "--out", str(tmp_path / "out")]).exit_code == 2
    assert not (tmp_path / "out").exists()
