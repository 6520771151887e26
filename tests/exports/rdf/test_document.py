"""Nodes as documents: in every format exactly the triples rdflib tells from the model."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import BNode, Graph

from exports.rdf import node_document
from graph_schema.model import NODE_TYPES
from graph_store.protocol import Edge
from tests.exports.rdf.drawing import edges, nodes
from tests.exports.rdf.oracle import edge_graph, node_graph, triples

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

PARSERS = {"nt": "nt", "ttl": "turtle", "jsonld": "json-ld"}

RUN = {
    "accession": "CRR000001",
    "iri": "https://w3id.org/gsagraph/run/CRR000001",
    "scope": "public",
    "title": 'a "run"\nof 样本',
    "spots": 3,
    "release_date": "2026-01",
    "attributes": [{"name": "host age", "value": "5", "unit": "year"}, {"name": "depth", "value": "10 m"}],
    "missing_reasons": [{"slot": "bases", "reason": "not collected"}],
}

RUN_TTL = """\
<https://w3id.org/gsagraph/run/CRR000001> a gg:Run, dra:Run, prov:Activity, schema:Dataset ;
    rdfs:label "a \\"run\\"\\nof 样本" ;
    dct:identifier "CRR000001" ;
    gg:scope "public" ;
    dct:title "a \\"run\\"\\nof 样本" ;
    dct:issued "2026-01"^^xsd:gYearMonth ;
    gg:spots 3 ;
    <https://w3id.org/gsagraph/vocab/attr/host%20age> "5" ;
"""


def parsed(data: bytes, name: str) -> Graph:
    """A document read back by rdflib."""
    return Graph().parse(data=data, format=PARSERS[name])


@pytest.mark.parametrize("node_type", sorted(NODE_TYPES))
@settings(max_examples=25)
@given(data=st.data())
def test_each_type_equals_the_oracle(node_type: str, data: st.DataObject) -> None:
    """Whatever the slots hold, N-Triples, Turtle and JSON-LD say what rdflib says, with no blank node."""
    slots = data.draw(nodes(node_type))
    expected = triples(node_graph(node_type, slots))
    assert not any(isinstance(term, BNode) for triple in expected for term in triple)
    for name in PARSERS:
        assert triples(parsed(node_document(node_type, slots, [], name), name)) == expected, name


@given(edge=edges())
def test_relationships_equal_the_oracle(edge: Edge) -> None:
    """Both ends of a relationship together say what rdflib says of it, properties included."""
    source = {"accession": edge.source}
    target = {"accession": edge.target}
    expected = triples(edge_graph(edge) + node_graph(edge.source_type, source) + node_graph(edge.target_type, target))
    for name in PARSERS:
        told = parsed(node_document(edge.source_type, source, [edge], name), name)
        told += parsed(node_document(edge.target_type, target, [edge], name), name)
        assert triples(told) == expected, name


def test_turtle_reads_well() -> None:
    """Turtle uses prefixes, `a`, bare integers and one block for a subject."""
    text = node_document("Run", RUN, [], "ttl").decode()
    assert RUN_TTL in text
    assert "@prefix dct: <http://purl.org/dc/terms/> .\n" in text


def test_ntriples_are_lines() -> None:
    """N-Triples has one triple a line, sorted by subject."""
    lines = node_document("Run", RUN, [], "nt").decode().splitlines()
    assert all(line.endswith(" .") for line in lines)
    subjects = [line.split(" ", 1)[0] for line in lines]
    assert subjects == sorted(subjects)
    assert (
        '<https://w3id.org/gsagraph/run/CRR000001> <https://w3id.org/gsagraph/vocab/spots> "3"^^<http://www.w3.org/2001/XMLSchema#integer> .'
        in lines
    )


def test_relationship_properties_stand_on_a_link_node() -> None:
    """A property of a relationship is said by an IRI-named statement about it."""
    edge = Edge("USES_SAMPLE", "Experiment", "CRX000001", "Sample", "SAMC000001", {"member_name": "m", "spots": 7})
    text = node_document("Experiment", {"accession": "CRX000001"}, [edge], "ttl").decode()
    assert "a rdf:Statement ;\n    rdf:subject <https://w3id.org/gsagraph/experiment/CRX000001> ;" in text
    assert 'gg:memberName "m" ;\n    gg:spots 7 .' in text


def test_identity_links_are_mappings_and_never_same_as() -> None:
    """SAME_INDIVIDUAL is an SSSOM mapping; owl:sameAs never occurs."""
    edge = Edge("SAME_INDIVIDUAL", "Individual", "HRI000001", "Individual", "HRI000002", {"method": "declared"})
    text = node_document("Individual", {"accession": "HRI000001"}, [edge], "nt").decode()
    assert "<https://w3id.org/sssom/Mapping>" in text
    assert "skos/core#exactMatch" in text
    assert "sameAs" not in text


def test_exact_match_needs_public_ends() -> None:
    """Where an end is not public, the plain match is not written."""
    edge = Edge("SAME_INDIVIDUAL", "Individual", "HRI000001", "Individual", "HRI000002", {})
    text = node_document("Individual", {"accession": "HRI000001"}, [edge], "nt", public=False).decode()
    assert "exactMatch" not in text
    assert "sameIndividual" in text


def test_restricted_slots_are_not_written() -> None:
    """What is stored but restricted never leaves in RDF."""
    slots = {"accession": "HRI000001", "occupation": "SECRET", "birthplace": "SECRET", "sex": "female"}
    for name in PARSERS:
        text = node_document("Individual", slots, [], name).decode()
        assert "SECRET" not in text
        assert "female" in text


def test_no_type_has_restricted_slots_in_its_template() -> None:
    """For every type, a value in each slot that is not public leaves no trace."""
    for name, node_type in NODE_TYPES.items():
        hidden = {slot.name: "SECRET" for slot in node_type.slots if slot.access != "public"}
        assert b"SECRET" not in node_document(name, {"accession": "X", **hidden}, [], "nt")


def test_an_edge_of_others_says_nothing() -> None:
    """A relationship that does not touch the node is not told in its document."""
    edge = Edge("PART_OF", "Dataset", "CRA000001", "BioProject", "PRJCA000001", {})
    alone = node_document("Run", RUN, [], "nt")
    assert node_document("Run", RUN, [edge], "nt") == alone


def test_truth_values_are_bare_in_turtle() -> None:
    """Turtle writes truth values as words, not as typed literals."""
    text = node_document(
        "Dataset", {"accession": "CRA000001", "is_foreign": False, "is_trios": True}, [], "ttl"
    ).decode()
    assert "gg:isForeign false ;" in text
    assert "gg:isTrios true ." in text


def test_link_nodes_stand_behind_the_base(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every IRI of ours follows the setting of the base, those of link nodes too; the vocabulary does not."""
    monkeypatch.setenv("GSAGRAPH_BASE_IRI", "https://example.org/kg/")
    text = node_document("Run", RUN, [], "nt").decode()
    assert "<https://example.org/kg/run/CRR000001>" in text
    assert text.count("<https://example.org/kg/link/") > 4
    assert "w3id.org/gsagraph/link" not in text
    assert "<https://w3id.org/gsagraph/vocab/spots>" in text


def test_an_attribute_without_a_name_is_kept() -> None:
    """A value whose column has no name makes no predicate, but is not lost."""
    text = node_document(
        "Run", {"accession": "CRR000001", "attributes": [{"name": "", "value": "kept"}]}, [], "nt"
    ).decode()
    assert "/vocab/attr/>" not in text
    assert '<https://schema.org/value> "kept"' in text
