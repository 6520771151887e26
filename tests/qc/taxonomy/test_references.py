"""Reference sequences from FASTA files: their pieces, and whose they are."""

import gzip
from pathlib import Path

import pytest

from graph_schema.errors import UnusableInput
from qc.taxonomy import references as module
from qc.taxonomy.references import Named, Reference, read_names, references, tax_id_of, tax_ids


def write(folder, text, name="a.fa"):
    """A file."""
    path = folder / name
    path.write_bytes(gzip.compress(text.encode(), mtime=0) if name.endswith(".gz") else text.encode())
    return path


def test_sequences_are_joined_over_their_lines(tmp_path):
    """Wrapped, with blank lines and either line end; short ones have no k-mer and are left out."""
    path = write(tmp_path, ">a taxid=5\nACGT\r\nACG\n\nT\n>b taxid=6\nAC\n>c taxid=7\nGGGG")
    assert list(references([path], {}, 4)) == [Reference(5, b"ACGTACGT"), Reference(7, b"GGGG")]


def test_packed_files_are_read(tmp_path):
    """By their content, not by their name."""
    path = write(tmp_path, ">a taxid=5\nACGT\n", "a.gz")
    assert list(references([path.rename(tmp_path / "b.fa")], {}, 4)) == [Reference(5, b"ACGT")]


def test_long_sequences_come_in_pieces_that_overlap(tmp_path, monkeypatch):
    """The k-mers of the pieces are those of the sequence, each once."""
    monkeypatch.setattr(module, "PIECE", 10)
    text = "ACGTTGCAACGGTTACCAGTTTGACGGATC"
    path = write(tmp_path, ">a taxid=5\n" + "\n".join(text[at : at + 3] for at in range(0, 30, 3)))
    pieces = [made.piece.decode() for made in references([path], {}, 4)]
    words = [piece[at : at + 4] for piece in pieces for at in range(len(piece) - 3)]
    assert words == [text[at : at + 4] for at in range(27)]


@pytest.mark.parametrize(
    "header", ["x taxid=562", "x|taxid|562|y", "x tax_id: 562", "x OX kraken:taxid|562 z", "x TaxID=562"]
)
def test_headers_may_say_the_tax_id(header):
    """In the ways that common databases write it."""
    assert tax_id_of(header, Path("a.fa"), {}) == 562


@pytest.mark.parametrize("key", ["x", "a.fa.gz", "a.fa", "a"])
def test_the_table_names_sequences_or_files(key):
    """A sequence by its name, a file with or without its endings; the table counts before the header."""
    assert tax_id_of("x taxid=1", Path("/data/a.fa.gz"), {key: Named(562)}) == 562


def test_a_sequence_that_nobody_names_is_refused(tmp_path):
    """The message names it, the hint the table."""
    with pytest.raises(UnusableInput, match="'chr7'") as raised:
        list(references([write(tmp_path, ">chr7 some words\nACGT\n")], {}, 4))
    assert (raised.value.code, "--names" in raised.value.hint) == ("TAXON_UNKNOWN", True)


def test_tax_ids_are_told_by_headers_alone(tmp_path):
    """Of all files."""
    paths = [write(tmp_path, ">a taxid=5\nAC\n>b taxid=6\nGT"), write(tmp_path, ">c taxid=7\n", "b.fa")]
    assert tax_ids(paths, {}) == {5, 6, 7}


def test_a_table_of_names(tmp_path):
    """A header line is passed over, a third column is the name to show."""
    path = write(tmp_path, "name\ttax id\na.fa\t562\tEscherichia coli\n\nchr1\t9606\n", "n.tsv")
    assert read_names(path) == {"a.fa": Named(562, "Escherichia coli"), "chr1": Named(9606)}


@pytest.mark.parametrize("line", ["a.fa", "a.fa\tx", "a.fa\t-1", "a.fa\t1234567890"])
def test_a_broken_table_of_names_is_refused(tmp_path, line):
    """With the number of the line."""
    with pytest.raises(UnusableInput, match="line 2") as raised:
        read_names(write(tmp_path, f"b.fa\t1\n{line}\n", "n.tsv"))
    assert raised.value.code == "NAMES_BROKEN"


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"ACGT\n", "NOT_FASTA"), (gzip.compress(b">a taxid=5\nACGT\n", mtime=0)[:-9], "PATH_UNREADABLE")],
)
def test_what_is_no_fasta_is_refused(tmp_path, content, code):
    """Text before the first header, and broken compression."""
    (tmp_path / "a.fa").write_bytes(content)
    with pytest.raises(UnusableInput) as raised:
        list(references([tmp_path / "a.fa"], {}, 4))
    assert raised.value.code == code


def test_an_absent_file_is_told(tmp_path):
    """For references and for the table."""
    for read in (lambda path: list(references([path], {}, 4)), read_names):
        with pytest.raises(UnusableInput) as raised:
            read(tmp_path / "none")
        assert raised.value.code == "PATH_UNREADABLE"
