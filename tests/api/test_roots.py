"""The roots besides the lists: node, resolve, search, subgraph, statistics."""

import pytest

from api.errors import RequestRefused
from api.execute import Request
from graph_schema.iri import node_iri


@pytest.mark.parametrize("token", ["CRR000001", node_iri("Run", "CRR000001")])
def test_a_node_is_found_by_accession_and_by_iri(ask, token):
    """With its own type's fields behind a type condition."""
    query = (
        "query($id: ID!) { node(id: $id) { __typename accession iri ... on Run { bases } ... on Sample { tissue } } }"
    )
    assert ask(query, id=token) == {
        "node": {"__typename": "Run", "accession": "CRR000001", "iri": node_iri("Run", "CRR000001"), "bases": 1000}
    }


@pytest.mark.parametrize("token", ["CRR999999", "", "https://example.org/x", "\x00", "CRR000001 "])
def test_a_node_that_is_not_here_is_null(ask, token):
    """No error: nothing is known of it."""
    assert ask("query($id: ID!) { node(id: $id) { accession } }", id=token) == {"node": None}


@pytest.mark.parametrize("kind", ["Run", '"Run"'])
def test_a_type_may_be_written_bare_or_as_text(ask, kind):
    """And it decides where several nodes share an accession."""
    assert ask(f'{{ node(id: "CRR000001", type: {kind}) {{ accession }} }}') == {"node": {"accession": "CRR000001"}}
    assert ask('{ node(id: "CRR000001", type: Sample) { accession } }') == {"node": None}


def test_a_type_that_is_none_is_refused(engine):
    """With the types there are."""
    with pytest.raises(RequestRefused) as refused:
        engine.execute(Request('{ node(id: "x", type: Study) { accession } }'), ("public",))
    assert "BioProject" in refused.value.errors[0]["message"]


def test_resolve_says_what_each_token_is(ask):
    """In the order asked, repeated ones repeated, written as carelessly as people do."""
    query = "query($ids: [ID!]!) { resolve(ids: $ids) { input accession type nodeType archive iri state } }"
    found = ask(query, ids=[" crr000001", "CRR999999", "hello", "CRR000001"])["resolve"]
    assert [item["state"] for item in found] == ["found", "unknown", "invalid", "found"]
    assert found[0] == {
        "input": " crr000001",
        "accession": "CRR000001",
        "type": "gsa.run",
        "nodeType": "Run",
        "archive": "GSA",
        "iri": node_iri("Run", "CRR000001"),
        "state": "found",
    }
    assert found[2] == {
        "input": "hello",
        "accession": None,
        "type": None,
        "nodeType": None,
        "archive": None,
        "iri": None,
        "state": "invalid",
    }
    assert ask(query, ids=[]) == {"resolve": []}


def test_search_finds_words_and_accessions(ask):
    """Every word must occur; Chinese runs are phrases; accessions by their beginning."""
    query = "query($t: String!, $n: Int, $k: [TypeName!]) { search(text: $t, first: $n, types: $k) { totalCount totalCountIsExact nodes { __typename accession title } } }"
    found = ask(query, t="结肠图谱")["search"]
    assert found == {
        "totalCount": 1,
        "totalCountIsExact": True,
        "nodes": [{"__typename": "BioProject", "accession": "PRJCA000001", "title": "Colon atlas 结肠图谱"}],
    }
    assert [node["accession"] for node in ask(query, t="colon")["search"]["nodes"]] == [
        "CRA000001",
        "HRA000001",
        "PRJCA000001",
        "SAMC000001",
        "SAMC000002",
    ]
    assert [node["accession"] for node in ask(query, t="colon", k=["Dataset"])["search"]["nodes"]] == [
        "CRA000001",
        "HRA000001",
    ]
    paged = ask(query, t="crr0000", n=2, k=["Run"])["search"]
    assert (paged["totalCount"], [node["accession"] for node in paged["nodes"]]) == (10, ["CRR000001", "CRR000002"])
    assert ask(query, t="proteome")["search"]["totalCount"] == 0
    assert ask(query, t="  ")["search"] == {"totalCount": 0, "totalCountIsExact": True, "nodes": []}


def test_search_answers_aliases_and_counts_alone(ask):
    """Two selections of its nodes share one statement."""
    found = ask(
        '{ search(text: "committee") { a: nodes { accession } b: nodes { title __typename } totalCount } x: search(text: "colon", types: []) { totalCount __typename } }'
    )
    assert found["search"] == {
        "a": [{"accession": "HDAC000001"}],
        "b": [{"title": "Committee", "__typename": "DataAccessCommittee"}],
        "totalCount": 1,
    }
    assert found["x"] == {"totalCount": 5, "__typename": "SearchResult"}


def test_a_subgraph_has_neighbours_edges_among_all_and_degrees(ask):
    """What an explorer draws: ids are IRIs, labels titles or accessions."""
    query = "query($ids: [ID!]!, $e: [String!], $n: Int) { subgraph(ids: $ids, expand: $e, first: $n) { nodes { id accession type label } edges { source target relation } truncated remaining cut { node relation direction count } } }"
    found = ask(query, ids=["CRX000001"], e=["USES_SAMPLE"])["subgraph"]
    assert {node["accession"]: (node["type"], node["label"]) for node in found["nodes"]} == {
        "CRX000001": ("Experiment", "CRX000001"),
        "SAMC000001": ("Sample", "Tumour"),
        "SAMC000002": ("Sample", "normal"),
    }
    experiment = node_iri("Experiment", "CRX000001")
    assert found["edges"] == [
        {"source": experiment, "target": node_iri("Sample", number), "relation": "USES_SAMPLE"}
        for number in ("SAMC000001", "SAMC000002")
    ]
    assert (found["truncated"], found["remaining"]) == (False, 0)
    cut = ask(query, ids=["CRX000001"], e=["USES_SAMPLE"], n=1)["subgraph"]
    assert (cut["truncated"], cut["remaining"]) == (True, 1)
    assert cut["cut"] == [{"node": experiment, "relation": "USES_SAMPLE", "direction": "out", "count": 1}]
    alone = ask(query, ids=["CRX000001", "SAMC000001"], e=[])["subgraph"]
    assert [node["accession"] for node in alone["nodes"]] == ["CRX000001", "SAMC000001"]
    assert len(alone["edges"]) == 1


def test_an_unknown_relationship_is_refused(engine):
    """With those there are, and without what the client wrote."""
    with pytest.raises(RequestRefused) as refused:
        engine.execute(Request('{ subgraph(ids: ["x"], expand: ["DROP TABLE"]) { truncated } }'), ("public",))
    error = refused.value.errors[0]
    assert (refused.value.code, "DROP" in str(error), "USES_SAMPLE" in error["extensions"]["hint"]) == (
        "UNKNOWN_RELATIONSHIP",
        False,
        True,
    )


def test_statistics_count_types_and_relationships(ask):
    """Only what there is, by name."""
    found = ask("{ statistics { nodes { type count } relationships { type count __typename } __typename } }")[
        "statistics"
    ]
    counts = {item["type"]: item["count"] for item in found["nodes"]}
    assert (counts["Run"], counts["Sample"], counts["File"]) == (10, 2, 2)
    assert "Image" not in counts
    assert {"type": "USES_SAMPLE", "count": 3, "__typename": "TypeCount"} in found["relationships"]
