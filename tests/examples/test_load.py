"""The example as a graph: exact counts, what is refused and what waits, the same graph from any order and a second time."""

from collections import Counter

import pytest

from graph_store import open_store
from tests.examples.conftest import files, load

NODES = {
    "AccessRequest": 6,
    "Analysis": 1,
    "BioProject": 5,
    "DataAccessCommittee": 2,
    "Dataset": 14,
    "Experiment": 36,
    "File": 86,
    "Image": 20,
    "ImagingSeries": 11,
    "ImagingStudy": 9,
    "Individual": 29,
    "Organization": 3,
    "Publication": 1,
    "Run": 39,
    "Sample": 44,
    "Taxon": 26,
    "TaxonProfile": 1,
}
LINKS = {
    "ANALYSIS_OF": 9,
    "CITED_IN": 5,
    "COMPONENT_OF": 4,
    "FATHER": 1,
    "FROM_INDIVIDUAL": 28,
    "GOVERNED_BY": 5,
    "IN_SERIES": 20,
    "IN_STUDY": 11,
    "MIRROR_OF": 4,
    "MONOZYGOTIC_TWIN": 1,
    "MOTHER": 2,
    "OF_EXPERIMENT": 39,
    "OF_INDIVIDUAL": 9,
    "PART_OF": 12,
    "REPLACED_BY": 1,
    "REQUESTED_FOR": 6,
    "SAME_INDIVIDUAL": 10,
    "SAME_SAMPLE": 10,
    "USES_SAMPLE": 36,
}
SCOPES = ("public", "review", "withheld", "dataset:HRA900001")


def read_all(url):
    """Everything a store holds but for where it was said: nodes by identity, relationships by ends."""
    store = open_store(url)
    try:
        told = store.statistics()
        nodes = {
            (name, node["accession"]): {
                slot: _unordered(value) for slot, value in node.items() if slot != "provenance" and value is not None
            }
            for name in told.nodes
            for node in store.scan(name, SCOPES)
        }
        edges = {
            (edge.type, edge.source, edge.target): edge.properties
            for name in told.relationships
            for edge in store.edges(name, SCOPES)
        }
    finally:
        store.close()
    return nodes, edges, told.unresolved


def _unordered(value):
    """A list with its entries in a fixed order: which source came first is no matter."""
    return sorted(value, key=repr) if isinstance(value, list) else value


@pytest.fixture(scope="module")
def loaded(example_folder, tmp_path_factory):
    """A store with the example, and the report of its load."""
    url = f"sqlite:///{tmp_path_factory.mktemp('loaded') / 'example.db'}"
    return url, load(url, files(example_folder))


def test_the_graph_has_the_counts_of_its_tables(loaded):
    """Counted by hand in `examples/tables` and `examples/files`."""
    store = open_store(loaded[0])
    told = store.statistics()
    store.close()
    assert {name: told.nodes[name] for name in NODES} == NODES
    assert {name: told.relationships[name] for name in LINKS} == LINKS


def test_samples_whose_biosample_is_not_loaded_wait_for_it(loaded):
    """Nine of the RNA, three isolates and five liver samples name a BioSample that no file here holds."""
    store = open_store(loaded[0])
    waiting = store.unresolved()
    unresolved = store.statistics().unresolved
    store.close()
    assert unresolved == len(waiting) == 17
    assert {(one.type, one.target[:9]) for one in waiting} == {("SAME_SAMPLE", "SAMC90000")}


def test_nothing_is_refused_and_every_remark_is_a_wanted_one(loaded):
    """No error; the remarks are those the example is made to show."""
    report = loaded[1]
    assert report.exit_code == 0
    assert sum(tally["refused"] for tally in report.nodes.values()) == 0
    assert Counter(finding.code for finding in report.findings) == {
        "PERSONAL_COLUMN_SKIPPED": 14,
        "VOCABULARY_UNKNOWN": 3,
        "PLACE_COORDINATE_MISMATCH": 2,
        "LAYOUT_DISAGREES": 1,
        "LINK_WITHHELD": 1,
        "PLANNED_CYCLES_ZERO": 6,
    }


def test_each_file_has_the_format_of_its_content(loaded):
    """No name and no ending is asked."""
    formats = Counter(entry["format"] for entry in loaded[1].files)
    assert formats == {
        "gsa-human": 5,
        "gsa": 2,
        "obia": 1,
        "dicom": 20,
        "omix": 3,
        "bioproject": 1,
        "biosample": 1,
        "insdc": 1,
        "run-document": 1,
        "tax-analysis": 1,
        "records": 1,
    }


def test_a_second_load_changes_nothing(loaded, example_folder):
    """Everything is found unchanged, and the store is the same."""
    before = read_all(loaded[0])
    report = load(loaded[0], files(example_folder))
    assert {
        (name, outcome)
        for totals in (report.nodes, report.relationships)
        for name, tally in totals.items()
        for outcome in ("new", "changed")
        if tally[outcome]
    } == set()
    assert read_all(loaded[0]) == before


def test_order_does_not_matter(loaded, example_folder, tmp_path):
    """Files loaded from the last to the first give the same nodes, relationships and open references."""
    url = f"sqlite:///{tmp_path / 'reversed.db'}"
    load(url, files(example_folder)[::-1])
    nodes, edges, unresolved = read_all(url)
    wanted_nodes, wanted_edges, wanted_unresolved = read_all(loaded[0])
    assert set(nodes) == set(wanted_nodes)
    assert {key: (nodes[key], wanted) for key, wanted in wanted_nodes.items() if nodes[key] != wanted} == {}
    assert (edges, unresolved) == (wanted_edges, wanted_unresolved)


def test_images_keep_what_table_and_header_say(loaded):
    """The table gives release and number, the header geometry; both are in the provenance."""
    store = open_store(loaded[0])
    images = list(store.scan("Image", SCOPES))
    store.close()
    assert len(images) == 20
    for image in images:
        assert (image["scope"], image["release_state"], image["archive"]) == ("public", "published", "OBIA")
        assert image["rows"] in (64, 128)
        assert image["instance_number"] >= 1
        assert {place["loader"] for place in image["provenance"]} == {"obia", "dicom"}
