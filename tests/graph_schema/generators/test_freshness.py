"""What is committed is what the schema gives, byte for byte; and staleness is seen."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from graph_schema.generators.__main__ import OUTPUTS, ROOT, main, stale


def test_every_generated_file_is_fresh():
    """Generating again, in a process of its own, changes nothing."""
    done = subprocess.run(
        [sys.executable, "-m", "graph_schema.generators", "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_everything_that_follows_from_the_schema_is_written():
    """Both stores, RDF in three forms, the record format, and the pages."""
    assert set(OUTPUTS) == {
        "graph_schema/model.py",
        "graph_store/sqlite/schema.sql",
        "graph_store/neo4j/schema.cypher",
        "ontologies/context.jsonld",
        "ontologies/shapes.ttl",
        "ontologies/vocabulary.ttl",
        "docs/record.schema.json",
        "docs/data-model.svg",
        "docs/data-model.md",
        "docs/reference/schema.md",
        "docs/reference/vocabularies.md",
        "docs/glossary.md",
    }


@pytest.mark.parametrize("name", OUTPUTS)
def test_outputs_bear_no_date_and_no_place(name):
    """A generated file is the same on every machine and on every day."""
    text = (ROOT / name).read_text("utf-8")
    assert text.endswith("\n")
    assert str(ROOT) not in text
    assert not re.search(r"generation_date|20[2-9][0-9]-[01][0-9]-[0-3][0-9]T[0-9]", text)


def test_a_changed_a_missing_and_a_fresh_file_are_told_apart(tmp_path):
    """Only files whose text differs, or that are not there, are stale."""
    (tmp_path / "fresh").write_text("肝\n", "utf-8")
    (tmp_path / "changed").write_text("old\n", "utf-8")
    files = [("fresh", "肝\n"), ("changed", "new\n"), ("missing", "")]
    assert stale(iter(files), tmp_path) == ["changed", "missing"]


@pytest.fixture
def two_outputs(monkeypatch, tmp_path):
    """The command with two small outputs and a folder of its own."""
    module = sys.modules["graph_schema.generators.__main__"]
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "outputs", lambda: iter([("a.txt", "one\n"), ("docs/b.txt", "two\n")]))
    return tmp_path


def test_check_names_stale_files_and_writes_nothing(two_outputs: Path, capsys):
    """Exit code 1 and one line for each stale file on stderr."""
    (two_outputs / "a.txt").write_text("one\n", "utf-8")
    assert main(["--check"]) == 1
    assert capsys.readouterr().err == "stale: docs/b.txt (run python -m graph_schema.generators)\n"
    assert not (two_outputs / "docs").exists()


def test_writing_makes_all_files_fresh(two_outputs: Path, capsys):
    """After a run every file is there, and the check is content."""
    assert main([]) == 0
    assert (two_outputs / "docs/b.txt").read_text("utf-8") == "two\n"
    assert main(["--check"]) == 0
    assert capsys.readouterr() == ("", "")
