"""What a viewer may not see is in no list, count, filter, facet, search, cursor, subgraph, lookup or error."""

import orjson
import pytest

from api.errors import RequestRefused
from api.execute import Request
from api.schema import graphql_schema
from graph_schema.model import NODE_TYPES, SLOTS

REVIEW = ("public", "review")
GRANTED = ("dataset:HRA000001", "public")
ALL = ("dataset:HRA000001", "public", "review", "withheld")

HIDDEN = [
    ("CRR000007", "Run", "runs", REVIEW),
    ("CRR000008", "Run", "runs", ("public", "withheld")),
    ("SAMC000003", "Sample", "samples", REVIEW),
    ("HRI000003", "Individual", "individuals", GRANTED),
    ("OMIX000001", "Dataset", "datasets", REVIEW),
    ("CRX000004", "Experiment", "experiments", REVIEW),
]


@pytest.mark.parametrize(("accession", "kind", "root", "scopes"), HIDDEN)
def test_a_hidden_node_is_nowhere(ask, accession, kind, root, scopes):
    """List, count, filter, node, resolve, search, subgraph, facets: for the one nothing, for the other all."""
    query = f"""query($id: ID!, $ids: [ID!]!, $text: String!) {{
      {root}(where: {{ accession: {{ eq: "{accession}" }} }}) {{ totalCount nodes {{ accession }} facets(fields: ["archive"]) {{ buckets {{ count }} }} }}
      byIri: {root}(where: {{ iri: {{ contains: "{accession}" }} }}) {{ totalCount }}
      ends: {root}(orderBy: [{{ accession: DESC }}], first: 100) {{ nodes {{ accession }} }}
      node(id: $id, type: {kind}) {{ accession }}
      any: node(id: $id) {{ accession }}
      resolve(ids: $ids) {{ state }}
      search(text: $text) {{ totalCount nodes {{ accession }} }}
      subgraph(ids: $ids) {{ nodes {{ accession }} edges {{ relation }} }}
    }}"""
    seen, unseen = (ask(query, given, id=accession, ids=[accession], text=accession) for given in (scopes, ("public",)))
    assert accession in orjson.dumps(seen).decode()
    assert accession not in orjson.dumps(unseen).decode()
    assert unseen[root]["totalCount"] == unseen["byIri"]["totalCount"] == unseen["search"]["totalCount"] == 0
    assert (unseen["node"], unseen["any"], unseen["resolve"]) == (None, None, [{"state": "unknown"}])
    assert unseen["subgraph"] == {"nodes": [], "edges": []}
    assert unseen[root]["facets"] == [{"buckets": []}]
    assert seen["resolve"] == [{"state": "found"}]
    assert seen["node"] == seen["any"] == {"accession": accession}
    assert seen["subgraph"]["nodes"]


def test_a_hidden_node_is_not_in_nested_lists_and_counts(ask):
    """Runs of an experiment, samples of a pool, individuals of a dataset, the project's datasets."""
    query = """{ experiments(where: { accession: { in: ["CRX000001", "CRX000003", "CRX000004"] } }) { nodes { accession
      runs { totalCount nodes { accession } } samples { totalCount nodes { accession } } } }
      datasets(where: { accession: { eq: "HRA000001" } }) { nodes { individuals { totalCount nodes { accession } } } }
      bioProjects { nodes { datasets { totalCount nodes { accession } } } } }"""
    public, everything = ask(query), ask(query, ALL)
    text = orjson.dumps(public).decode()
    assert not any(accession in text for accession, *_ in HIDDEN)
    assert all(accession in orjson.dumps(everything).decode() for accession, *_ in HIDDEN)
    assert public["bioProjects"]["nodes"][0]["datasets"]["totalCount"] == 2
    assert everything["bioProjects"]["nodes"][0]["datasets"]["totalCount"] == 3
    assert public["datasets"]["nodes"][0]["individuals"]["totalCount"] == 2


def test_a_hidden_node_is_not_at_the_end_of_a_to_one_step(ask):
    """A run of an experiment in review has none; the sample of a hidden donor neither."""
    query = '{ runs(where: { accession: { eq: "CRR000003" } }) { nodes { experiment { accession } } } samples { nodes { accession individual { accession } } } }'
    assert ask(query)["runs"]["nodes"] == [{"experiment": None}]
    assert ask(query, REVIEW)["runs"]["nodes"] == [{"experiment": {"accession": "CRX000004"}}]
    assert [node["individual"] for node in ask(query, REVIEW)["samples"]["nodes"]][-1] is None


@pytest.mark.parametrize(
    ("where", "public", "everything"),
    [
        ('{ runs: { some: { accession: { eq: "CRR000007" } } } }', [], ["CRX000004"]),
        ('{ runs: { some: { accession: { eq: "CRR000008" } } } }', [], ["CRX000001"]),
        (
            '{ runs: { none: { accession: { eq: "CRR000008" } } } }',
            ["CRX000001", "CRX000002", "CRX000003"],
            ["CRX000002", "CRX000003", "CRX000004"],
        ),
        ('{ runs: { every: { accession: { in: ["CRR000004", "CRR000012"] } } } }', ["CRX000001"], []),
        ("{ samples: { none: {} } }", ["CRX000003"], []),
        ('{ samples: { some: { individual: { sex: { eq: "male" } } } } }', [], ["CRX000003"]),
        (
            '{ not: { samples: { some: { title: { contains: "hidden" } } } } }',
            ["CRX000001", "CRX000002", "CRX000003"],
            ["CRX000001", "CRX000002", "CRX000004"],
        ),
    ],
)
def test_quantifiers_see_visible_nodes_only(ask, where, public, everything):
    """Otherwise a filter would tell what is there."""
    query = f"{{ experiments(where: {where}) {{ totalCount nodes {{ accession }} }} }}"
    for scopes, wanted in ((("public",), public), (ALL, everything)):
        found = ask(query, scopes)["experiments"]
        assert [node["accession"] for node in found["nodes"]] == wanted
        assert found["totalCount"] == len(wanted)


def test_a_symmetric_link_does_not_show_its_hidden_end(ask):
    """The same individual elsewhere, known only to who may."""
    query = '{ node(id: "HRI000002") { ... on Individual { sameIndividuals { totalCount edges { method node { accession } } } } } }'
    assert ask(query)["node"]["sameIndividuals"] == {"totalCount": 0, "edges": []}
    seen = ask(query, GRANTED)["node"]["sameIndividuals"]
    assert seen == {"totalCount": 1, "edges": [{"method": "declared", "node": {"accession": "HRI000003"}}]}


def test_a_subgraph_does_not_count_hidden_neighbours(ask):
    """Neither as nodes, edges, degrees, nor as what was cut."""
    query = '{ subgraph(ids: ["CRX000001"], first: 1) { nodes { accession degree { relation count } } edges { source target } remaining cut { relation count } } }'
    public, everything = ask(query)["subgraph"], ask(query, ALL)["subgraph"]

    def runs(found):
        return next(
            degree["count"]
            for node in found["nodes"]
            if node["accession"] == "CRX000001"
            for degree in node["degree"]
            if degree["relation"] == "OF_EXPERIMENT"
        )

    assert (runs(public), runs(everything)) == (2, 3)
    assert ([cut["count"] for cut in public["cut"] if cut["relation"] == "OF_EXPERIMENT"], public["remaining"]) == (
        [1],
        2,
    )
    assert everything["remaining"] == 3


def test_statistics_are_the_viewers_own(ask):
    """Counts of types and of relationships with both ends visible."""
    query = "{ statistics { nodes { type count } relationships { type count } } }"
    public, everything = (
        {item["type"]: item["count"] for part in ask(query, scopes)["statistics"].values() for item in part}
        for scopes in (("public",), ALL)
    )
    assert (public["Run"], everything["Run"]) == (10, 12)
    assert (public["OF_EXPERIMENT"], everything["OF_EXPERIMENT"]) == (8, 12)
    assert "SAME_INDIVIDUAL" not in public
    assert everything["SAME_INDIVIDUAL"] == 1


def test_a_cursor_of_a_hidden_node_tells_nothing(ask):
    """It is a place in the order, whoever uses it: what follows is what the viewer may see."""
    query = "query($a: String) { runs(first: 1, after: $a, orderBy: [{ accession: ASC }]) { totalCount nodes { accession } } }"
    edges = ask("{ runs(first: 50) { edges { cursor node { accession } } } }", ALL)["runs"]["edges"]
    cursor = next(edge["cursor"] for edge in edges if edge["node"]["accession"] == "CRR000007")
    assert ask(query, a=cursor)["runs"] == {"totalCount": 10, "nodes": [{"accession": "CRR000009"}]}


def test_facets_count_what_the_viewer_may_see(ask):
    """Per value, over all pages."""
    query = '{ datasets(first: 0) { facets(fields: ["archive", "accessType"]) { field buckets { value count } } } }'
    public = ask(query)["datasets"]["facets"]
    assert public[0] == {
        "field": "archive",
        "buckets": [{"value": "GSA", "count": 1}, {"value": "GSA-Human", "count": 1}],
    }
    assert {"value": "OMIX", "count": 1} in ask(query, REVIEW)["datasets"]["facets"][0]["buckets"]


def test_error_texts_are_the_same_whether_a_node_is_hidden_or_absent(engine):
    """A refusal never depends on the data."""

    def told(accession: str) -> list[str]:
        with pytest.raises(RequestRefused) as refused:
            engine.execute(Request(f'{{ node(id: "{accession}") {{ nothing }} }}'), ("public",))
        return [error["message"] for error in refused.value.errors]

    assert told("CRR000007") == told("CRR999999")


def test_restricted_slots_cannot_be_asked_for():
    """They are not in the schema at all."""
    restricted = [(name, slot.alias) for name in NODE_TYPES for slot in SLOTS[name].values() if slot.access != "public"]
    for name, alias in restricted:
        for kind in (name, f"{name}Where", f"{name}OrderBy"):
            assert alias not in graphql_schema().type_map[kind].fields  # type: ignore[attr-defined]
