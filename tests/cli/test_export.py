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


@pytest.fixture
def people(tmp_path: Path) -> str:
    """The URL of a store with eleven public individuals who look alike, and one in review who stands alone."""
    address = f"sqlite:///{tmp_path / 'people.db'}"
    store = open_store(address, write=True)
    for number in range(12):
        accession, lone = f"HRI9{number:05}", number == 11
        slots = {
            "accession": accession,
            "iri": node_iri("Individual", accession),
            "scope": "review" if lone else "public",
            "sex": "male" if lone else "female",
        }
        store.write([Record("Individual", accession, slots)])
    store.close()
    return address


def exported(url: str, out: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and standard error of an export."""
    result = RUNNER.invoke(app, ["export", "rdf", "--out", str(out), "--store", url, *arguments])
    return result.exit_code, result.stderr


def risk(out: Path) -> dict[str, object]:
    """What the manifest keeps of the risk."""
    told: dict[str, object] = orjson.loads((out / "manifest.json").read_bytes())["formats"]["nt"]["risk"]
    return told


def test_files_in_which_nobody_is_found_are_written(people: str, tmp_path: Path) -> None:
    """Eleven alike are enough for public files; the manifest says so without a time."""
    assert exported(people, tmp_path / "out")[0] == 0
    assert risk(tmp_path / "out") == {"tier": "open", "limit": 11, "individuals": 11, "k": 11}


@pytest.mark.parametrize("reason", [(), ("--waive-risk", ""), ("--waive-risk", "  ")])
def test_files_in_which_somebody_is_found_are_refused(people: str, tmp_path: Path, reason: tuple[str, ...]) -> None:
    """With a code and a way out, and before anything is written; an empty reason is none."""
    code, said = exported(people, tmp_path / "out", "--scope", "review", *reason)
    assert code == 1
    assert said.startswith("error ANONYMITY_RISK: 1 of 12 individuals")
    assert "--waive-risk" in said
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("scope", ["review", "dataset:HRA000009", "nobody's", "public "])
def test_another_scope_does_not_pass_public_people_by_the_laxer_limit(tmp_path: Path, scope: str) -> None:
    """Six alike are enough among granted people, not among public ones, whatever else is asked for."""
    address = f"sqlite:///{tmp_path / 'six.db'}"
    store = open_store(address, write=True)
    for number in range(6):
        identity = {"accession": f"HRI9{number:05}", "iri": node_iri("Individual", f"HRI9{number:05}")}
        store.write([Record("Individual", f"HRI9{number:05}", identity | {"scope": "public", "sex": "female"})])
    store.close()
    code, said = exported(address, tmp_path / "out", "--scope", scope)
    assert code == 1
    assert said.startswith("error ANONYMITY_RISK: 6 of 6 individuals share their published values with fewer than 11")
    assert "HRI9" not in said
    assert not (tmp_path / "out").exists()


def test_a_waiver_is_kept_with_its_reason(people: str, tmp_path: Path) -> None:
    """Tier, limit, k, how many are at risk, why, and when."""
    assert exported(people, tmp_path / "out", "--scope", "review", "--waive-risk", "for the curators")[0] == 0
    told = risk(tmp_path / "out")
    waived = told.pop("waived")
    assert told == {"tier": "controlled", "limit": 5, "individuals": 12, "k": 1, "atRisk": 1}
    assert isinstance(waived, dict)
    assert (waived["reason"], len(waived["time"])) == ("for the curators", 20)


def test_without_individuals_there_is_no_word_of_risk(url: str, tmp_path: Path) -> None:
    """Equal graphs keep equal manifests."""
    assert exported(url, tmp_path / "out")[0] == 0
    assert "risk" not in orjson.loads((tmp_path / "out" / "manifest.json").read_bytes())["formats"]["nt"]
