"""Taxonomies from files: NCBI's dump and a small table give the same tree."""

import pytest

from graph_schema.errors import UnusableInput
from qc.taxonomy.taxdump import tree_of
from tests.qc.taxonomy.genomes import TABLE


def dump(folder, rows=None):
    """The table as a taxdump, with names of other kinds beside the scientific ones."""
    rows = rows or [line.split("\t") for line in TABLE.splitlines()[1:]]
    nodes = (f"{tax_id}\t|\t{parent}\t|\t{rank}\t|\t\t|\t0\t|\n" for tax_id, parent, rank, _ in rows)
    (folder / "nodes.dmp").write_text("".join(nodes))
    names = (
        f"{tax_id}\t|\tcommon {name}\t|\t\t|\tgenbank common name\t|\n{tax_id}\t|\t{name}\t|\t\t|\tscientific name\t|\n"
        for tax_id, _, _, name in rows
    )
    (folder / "names.dmp").write_text("".join(names))
    return folder


@pytest.fixture
def table(tmp_path):
    """The small table as a file."""
    (tmp_path / "tree.tsv").write_text(TABLE)
    return tmp_path / "tree.tsv"


def test_a_table_and_a_dump_give_the_same_tree(table, tmp_path):
    """Names, ranks and parents."""
    assert tree_of(table, {562: "", 9606: ""}).taxa == tree_of(dump(tmp_path), {562: "", 9606: ""}).taxa


MIXTURES = {408169, 408170}


def test_only_lineages_and_what_a_submitter_may_declare_are_kept(table):
    """A strain of a wanted species and metagenomes are kept; other branches are not."""
    assert set(tree_of(table, {562: ""}).taxa) == {1, 2, 543, 561, 562, 511145} | MIXTURES


def test_a_strain_brings_its_species(table):
    """What is wanted below a species keeps the species and its other strains."""
    assert set(tree_of(table, {63221: ""}).taxa) == {1, 9606, 63221} | MIXTURES


def test_without_a_taxonomy_each_taxon_is_a_species_below_the_root():
    """The names are those that the table of sequences gives."""
    tree = tree_of(None, {562: "Escherichia coli", 9606: "9606"})
    assert (tree.taxa[562].name, tree.taxa[562].rank, tree.taxa[562].parent) == ("Escherichia coli", "species", 1)
    assert set(tree.taxa) == {1, 562, 9606}


@pytest.mark.parametrize("tax_id", [7, 49_999_999])
def test_an_unknown_tax_id_is_refused(table, tax_id):
    """A reference whose place nobody knows would be counted nowhere."""
    with pytest.raises(UnusableInput, match=str(tax_id)) as raised:
        tree_of(table, {tax_id: ""})
    assert raised.value.code == "TAXON_UNKNOWN"


@pytest.mark.parametrize(
    "line",
    ["x\t1\tspecies\tname", "5\t1\tspecies", "0\t1\tspecies\tname", "999999999\t1\tspecies\tname", "5\t-1\ts\tn"],
)
def test_a_broken_table_is_refused(tmp_path, line):
    """Missing columns, and tax ids that are none."""
    (tmp_path / "t.tsv").write_text(f"1\t1\tno rank\troot\n{line}\n")
    with pytest.raises(UnusableInput) as raised:
        tree_of(tmp_path / "t.tsv", {5: ""})
    assert raised.value.code == "TAXONOMY_BROKEN"


def test_absent_files_are_told(tmp_path):
    """Neither table nor dump."""
    for path in (tmp_path / "none.tsv", tmp_path):
        with pytest.raises(UnusableInput) as raised:
            tree_of(path, {5: ""})
        assert raised.value.code == "PATH_UNREADABLE"


def test_a_tax_id_beyond_the_first_room_makes_more_room(tmp_path):
    """Tax ids have long passed a million."""
    rows = [("1", "1", "no rank", "root"), ("3000001", "1", "species", "far")]
    assert tree_of(dump(tmp_path, rows), {3_000_001: ""}).taxa[3_000_001].name == "far"
