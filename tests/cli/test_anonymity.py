"""`gsagraph anonymity`: both tiers, who and why, exit codes."""

from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from cli.main import app
from graph_schema.iri import node_iri
from graph_schema.record import Record
from graph_store import open_store

RUNNER = CliRunner()


def person(accession: str, **slots: object) -> Record:
    """A public individual."""
    identity = {"accession": accession, "iri": node_iri("Individual", accession), "scope": "public"}
    return Record("Individual", accession, identity | slots)


@pytest.fixture
def url(tmp_path: Path) -> str:
    """A store with eleven women who look alike and one man."""
    address = f"sqlite:///{tmp_path / 'graph.db'}"
    store = open_store(address, write=True)
    store.write([person(f"HRI9{number:05}", sex="female", province="Hubei") for number in range(11)])
    store.write([person("HRI999999", sex="male", province="Hubei")])
    store.close()
    return address


def run(*arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error."""
    result = RUNNER.invoke(app, ["anonymity", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.exit_code, result.stdout, result.stderr


def test_both_tiers_are_told(url: str) -> None:
    """The man is found in both; exit 1 says so."""
    code, out, _ = run("--json", "--store", url)
    told = orjson.loads(out)
    assert (code, told["acceptable"]) == (1, False)
    assert [(tier["tier"], tier["limit"], tier["k"], tier["atRisk"]) for tier in told["tiers"]] == [
        ("open", 11, 1, 1),
        ("controlled", 5, 1, 1),
    ]
    assert [small["individuals"] for small in told["tiers"][0]["classes"]] == [[["HRI999999"]]]
    assert told["tiers"][0]["suggestions"] == [{"attribute": "sex", "to": "left out", "k": 12, "atRisk": 0}]


def test_a_tier_and_a_stricter_limit(url: str) -> None:
    """One tier alone; with a limit of one nobody is at risk, with twenty everybody."""
    for limit, at_risk, expected in (("1", 0, 0), ("11", 1, 1), ("20", 12, 1)):
        code, out, _ = run("--json", "--tier", "controlled", "--limit", limit, "--store", url)
        (tier,) = orjson.loads(out)["tiers"]
        assert (tier["tier"], tier["atRisk"], code) == ("controlled", at_risk, expected)


def test_people_read_a_table(url: str) -> None:
    """Who, by which facts, and what would help; and a word where nothing can."""
    code, out, _ = run("--tier", "open", "--store", url)
    assert code == 1
    for text in (
        "open: 12 individuals, k = 1 (limit 11)",
        "HRI999999",
        "found by sex alone",
        "suggestion: sex left out",
    ):
        assert text in out
    assert "keep them in a closed tier" in run("--tier", "open", "--limit", "20", "--store", url)[1]


def test_nobody_is_no_risk(tmp_path: Path) -> None:
    """A store without individuals is acceptable; one that is not there is refused in words."""
    address = f"sqlite:///{tmp_path / 'empty.db'}"
    open_store(address, write=True).close()
    code, out, _ = run("--store", address)
    assert code == 0
    assert "0 individuals" in out
    code, out, said = run("--store", f"sqlite:///{tmp_path / 'none.db'}")
    assert (code, out) == (2, "")
    assert said.startswith("error STORE_MISSING: ")
