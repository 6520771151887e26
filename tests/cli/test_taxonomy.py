"""`gsagraph taxonomy build`: one command from FASTA files to a database."""

import pytest
from typer.testing import CliRunner

from cli.main import app
from qc.taxonomy.database import open_database
from tests.qc.taxonomy.genomes import ECOLI, HUMAN, TABLE, fasta, genomes


def run(*arguments):
    """The command's outcome."""
    return CliRunner().invoke(app, ["taxonomy", "build", *map(str, arguments)])


def test_files_whose_headers_say_the_tax_id_need_no_table(tmp_path):
    """One command, one file."""
    result = run(*fasta(tmp_path), "--out", tmp_path / "a.zip", "--scaled", 100)
    assert result.exit_code == 0, result.output
    made = open_database(tmp_path / "a.zip")
    assert (made.k, made.scaled) == (31, 100)
    assert made.referenced == frozenset(genomes()) | {1}
    assert "4 taxa" in result.output
    assert {path.name for path in tmp_path.iterdir()} == {"a.zip", *(f"{tax_id}.fa" for tax_id in genomes())}


def test_names_and_tree_are_taken(tmp_path):
    """A table names the sequences, another the taxonomy."""
    paths = [path for path in fasta(tmp_path) if path.stem in (str(ECOLI), str(HUMAN))]
    for path in paths:
        path.write_text(path.read_text().replace(f"taxid={path.stem}", ""))
    (tmp_path / "names.tsv").write_text(f"{ECOLI}.fa\t{ECOLI}\nchr{HUMAN}\t{HUMAN}\n")
    (tmp_path / "tree.tsv").write_text(TABLE)
    result = run(
        *paths,
        "--out",
        tmp_path / "a.zip",
        "--names",
        tmp_path / "names.tsv",
        "--tree",
        tmp_path / "tree.tsv",
        "--ksize",
        21,
    )
    assert result.exit_code == 0, result.output
    made = open_database(tmp_path / "a.zip")
    assert (made.k, made.tree.taxa[ECOLI].parent) == (21, 561)


def test_names_without_a_tree_are_shown(tmp_path):
    """The third column of the table."""
    paths = fasta(tmp_path)[:1]
    (tmp_path / "names.tsv").write_text(f"{ECOLI}.fa\t{ECOLI}\tEscherichia coli\n")
    assert run(*paths, "--out", tmp_path / "a.zip", "--names", tmp_path / "names.tsv").exit_code == 0
    assert open_database(tmp_path / "a.zip").tree.taxa[ECOLI].name == "Escherichia coli"


@pytest.mark.parametrize("missing", ["fasta", "folder", "names", "tree"])
def test_what_cannot_be_read_ends_with_code_2_and_leaves_nothing(tmp_path, missing):
    """Neither the database nor a part of it."""
    paths = fasta(tmp_path)
    if missing == "fasta":
        paths.append(tmp_path / "none.fa")
    out = tmp_path / ("none/a.zip" if missing == "folder" else "a.zip")
    options = ["--names", tmp_path / "none.tsv"] if missing == "names" else []
    options += ["--tree", tmp_path / "none"] if missing == "tree" else []
    result = run(*paths, "--out", out, *options)
    assert result.exit_code == 2
    assert "error PATH_UNREADABLE" in result.output
    assert not list(tmp_path.glob("*.zip*"))


def test_sequences_without_tax_id_are_told(tmp_path):
    """With the option that helps."""
    (tmp_path / "a.fa").write_text(">chr1\nACGT\n")
    result = run(tmp_path / "a.fa", "--out", tmp_path / "a.zip")
    assert (result.exit_code, "--names" in result.output) == (2, True)
