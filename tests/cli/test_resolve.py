"""`gsagraph resolve`: the machine contract, and a table for people."""

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from cli.main import app
from graph_schema.iri import node_iri
from graph_schema.record import Record
from graph_store import open_store

RUNNER = CliRunner()


@pytest.fixture
def url(tmp_path: Path) -> str:
    """The URL of a store with one dataset."""
    address = f"sqlite:///{tmp_path / 'graph.db'}"
    store = open_store(address, write=True)
    iri = node_iri("Dataset", "CRA010170")
    store.write([Record("Dataset", "CRA010170", {"accession": "CRA010170", "iri": iri, "scope": "public"})])
    store.close()
    return address


def test_json_is_the_contract(url: str) -> None:
    """One object per input with exactly the agreed names, in the order given, exit 0."""
    result = RUNNER.invoke(app, ["resolve", "--json", "--store", url, "cra010170", "CRR710761", "subHRA004833", "x"])
    assert result.exit_code == 0
    assert orjson.loads(result.stdout) == [
        {
            "input": "cra010170",
            "accession": "CRA010170",
            "type": "gsa.dataset",
            "archive": "GSA",
            "iri": "https://w3id.org/gsagraph/dataset/CRA010170",
            "state": "found",
        },
        {
            "input": "CRR710761",
            "accession": "CRR710761",
            "type": "gsa.run",
            "archive": "GSA",
            "iri": "https://w3id.org/gsagraph/run/CRR710761",
            "state": "unknown",
        },
        {
            "input": "subHRA004833",
            "accession": "subHRA004833",
            "type": "pre_accession",
            "archive": "GSA-Human",
            "iri": None,
            "state": "pre_accession",
        },
        {"input": "x", "accession": None, "type": None, "archive": None, "iri": None, "state": "invalid"},
    ]
    assert result.stderr == ""


def test_standard_input_gives_lines(url: str) -> None:
    """A dash stands for the lines of standard input; empty ones are passed over."""
    result = RUNNER.invoke(
        app, ["resolve", "--json", "--store", url, "PRJNA3", "-"], input="CRA010170\n\n \nnothing\r\n"
    )
    assert [entry["input"] for entry in orjson.loads(result.stdout)] == ["PRJNA3", "CRA010170", "nothing"]


def test_without_a_store_nothing_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where there is no store yet, the answer needs none, and none is made."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GSAGRAPH_STORE", raising=False)
    result = RUNNER.invoke(app, ["resolve", "--json", "CRA010170", "x"])
    assert result.exit_code == 0
    assert [entry["state"] for entry in orjson.loads(result.stdout)] == ["unknown", "invalid"]
    assert list(tmp_path.iterdir()) == []


def test_the_store_comes_from_the_environment(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without --store the variable GSAGRAPH_STORE says where to look."""
    monkeypatch.setenv("GSAGRAPH_STORE", url)
    result = RUNNER.invoke(app, ["resolve", "--json", "CRA010170"])
    assert orjson.loads(result.stdout)[0]["state"] == "found"


def test_a_bad_store_is_told(tmp_path: Path) -> None:
    """A store that cannot be one is refused with code and hint, exit 2, not taken for an empty one."""
    other = tmp_path / "other.db"
    other.write_text("no database at all, but long enough to be looked at", encoding="utf-8")
    for url in ("mysql://x", f"sqlite:///{other}"):
        result = RUNNER.invoke(app, ["resolve", "--json", "--store", url, "CRA010170"])
        assert result.exit_code == 2
        assert result.stdout == ""
        assert result.stderr.startswith("error ")
        assert "hint: " in result.stderr


def test_people_get_a_table(url: str) -> None:
    """Without --json a table tells state, type and the archive's page."""
    result = RUNNER.invoke(app, ["resolve", "--store", url, "CRA010170", "subHRA004833", "[x]"], env={"COLUMNS": "200"})
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert [word for word in lines[1].split() if word] == [
        "CRA010170",
        "found",
        "CRA010170",
        "gsa.dataset",
        "GSA",
        "https://ngdc.cncb.ac.cn/gsa/browse/CRA010170",
    ]
    assert "pre_accession" in lines[2]
    assert "[x]" in lines[3]


def test_nothing_to_resolve_is_a_wrong_call() -> None:
    """At least one accession must be given."""
    assert RUNNER.invoke(app, ["resolve"]).exit_code == 2
