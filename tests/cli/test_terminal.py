"""What the command line prints where nobody looks at a terminal, and the examples of its help."""

import re
from pathlib import Path

import orjson
import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.terminal import WHOLE, console, examples

RUNNER = CliRunner()
VERBS = (
    "load",
    "serve",
    "stats",
    "resolve",
    "export rdf",
    "store check",
    "store backup",
    "store restore",
    "store info",
)


def test_a_pipe_gets_whole_lines() -> None:
    """No line is broken or cut, however long."""
    assert not console().is_terminal
    assert console().width == WHOLE


def test_findings_in_a_pipe_stand_on_one_line(tmp_path: Path) -> None:
    """Path, place and message can be searched line by line."""
    path = tmp_path / ("long" * 50 + ".jsonl")
    slots = {"accessType": "odd " * 40}
    path.write_bytes(orjson.dumps({"type": "Dataset", "accession": "HRA000001", "slots": slots}))
    told = RUNNER.invoke(app, ["load", str(path), "--store", f"sqlite:///{tmp_path / 'graph.db'}"])
    (line,) = [line for line in told.stdout.splitlines() if str(path) in line]
    assert line.startswith(f"  {path} line 1: Dataset HRA000001: 'odd odd ")
    assert line.endswith("is no value of AccessType")


def test_a_long_address_is_resolved_whole() -> None:
    """The table of a pipe leaves nothing out."""
    asked = "https://ngdc.cncb.ac.cn/gsa/browse/CRA000001/CRR000001"
    told = RUNNER.invoke(app, ["resolve", asked, "--store", "sqlite:////nowhere/graph.db"])
    assert re.search(rf"^ {re.escape(asked)} +unknown +CRR000001 ", told.stdout, re.MULTILINE)


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_examples(verb: str) -> None:
    """Its help ends in commands that begin with it."""
    told = RUNNER.invoke(app, [*verb.split(), "--help"])
    _, _, shown = told.stdout.partition("Examples")
    assert f"gsagraph {verb}" in shown


def test_examples_are_lines_of_their_own() -> None:
    """Blank lines between them keep them apart."""
    assert examples("load a", "stats") == "[bold]Examples[/]\n\n  gsagraph load a\n\n  gsagraph stats"
