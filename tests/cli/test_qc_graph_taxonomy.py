"""Profiles of checked files in the graph: of which run, and how visible."""

import pytest
from typer.testing import CliRunner

from cli.main import app
from cli.qc_graph import write_report
from cli.report_scopes import with_scopes
from graph_schema.iri import node_iri
from graph_schema.record import Provenance, Record
from graph_store.open import open_store
from graph_store.sqlite.store import SqliteStore
from qc.sequence.checked import Checked, FileFacts
from qc.taxonomy.counts import Profile
from qc.taxonomy.tree import Taxon
from tests.qc.taxonomy.genomes import HUMAN, STAPH, database, fastq, reads

PLACE = Provenance("t.jsonl", "0" * 64, "line 1", "records", "1", "2026-01-01T00:00:00Z")
LENGTH = {"min": 9, "max": 9, "mean": 9.0, "sd": 0.0}
SCOPES = ["public", "review", "withheld"]
TREE = (Taxon(1, "root", "no rank", 1), Taxon(562, "Escherichia coli", "species", 1))
PROFILE = Profile("gsagraph", "1", "small", "ab" * 32, 31, 1000, 90, 100, 80, {562: 70, 1: 10}, TREE)


def node(kind, accession, scope="public", *relations, **slots):
    """A record of the store."""
    return Record(kind, accession, {"iri": node_iri(kind, accession), "scope": scope, **slots}, relations, PLACE)


def unit(profile=PROFILE):
    """A checked file with a profile."""
    facts = FileFacts("in/a.fq", "a" * 32, "b" * 64, 10, "plain", "fastq")
    return Checked((facts,), {"reads": 100, "bases": 900, "length": LENGTH, "taxonomy": profile.as_json()})


@pytest.fixture
def store(tmp_path):
    """Two runs, one in review, and a file of none."""
    opened = SqliteStore(tmp_path / "graph.db", write=True)
    opened.write([node("Run", "CRR000001"), node("Run", "CRR000003", "review"), node("File", "F1", md5="a" * 32)])
    yield opened
    opened.close()


@pytest.mark.parametrize(("run", "scope"), [("CRR000001", "public"), ("CRR000003", "review")])
def test_a_profile_is_as_visible_as_its_run(store, run, scope):
    """The profile with its own counts, and the taxa with it."""
    write_report(store, unit(), run)
    (profile,) = store.scan("TaxonProfile", SCOPES)
    assert (profile["scope"], profile["analyzed_count"], profile["identified_count"]) == (scope, 90, 80)
    assert {row["scope"] for row in store.scan("Taxon", SCOPES)} == {scope}


def test_a_profile_follows_a_run_that_is_hidden_later(store):
    """As reports do."""
    write_report(store, unit(), "CRR000001")
    hidden = node("Run", "CRR000001", "withheld")
    store.write([hidden])
    store.write(with_scopes(store, [hidden], []))
    assert [row["scope"] for row in store.scan("TaxonProfile", SCOPES)] == ["withheld"]


def test_the_same_profile_again_changes_nothing(store):
    """One node, as often as the file is checked."""
    write_report(store, unit(), "CRR000001")
    state = list(store.scan("TaxonProfile", SCOPES))
    write_report(store, unit(), "CRR000001")
    assert list(store.scan("TaxonProfile", SCOPES)) == state


def test_a_file_of_no_run_has_a_report_and_no_profile(store):
    """A profile is of a run."""
    assert write_report(store, unit()).type == "File"
    assert list(store.scan("TaxonProfile", SCOPES)) == []
    assert len(list(store.scan("QcReport", SCOPES))) == 1


def test_the_whole_way_from_reads_to_the_graph(tmp_path):
    """One command profiles a file named by its run, tells the privacy finding, and writes the profile."""
    small = database(tmp_path)
    url = f"sqlite:///{tmp_path}/graph.db"
    store = open_store(url, write=True)
    store.write([node("Run", "CRR000001")])
    store.close()
    (tmp_path / "CRR000001_f1.fastq").write_bytes(fastq(reads({STAPH: 300, HUMAN: 100})))
    arguments = [
        "qc",
        str(tmp_path / "CRR000001_f1.fastq"),
        "--taxonomy",
        str(small.path),
        "--organism",
        str(STAPH),
        "--graph",
        "--json",
    ]
    result = CliRunner().invoke(app, arguments, env={"GSAGRAPH_STORE": url})
    assert result.exit_code == 1, result.output
    assert "E_HUMAN_READS" in result.output
    opened = open_store(url)
    (profile,) = opened.scan("TaxonProfile", SCOPES)
    opened.close()
    assert (profile["software"], profile["kmer_length"], profile["analyzed_count"]) == ("gsagraph", 31, 400)
    assert profile["database_digest"] == small.digest
