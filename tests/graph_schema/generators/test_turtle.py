"""Stable Turtle: the same text whatever blank nodes were called."""

from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic

from graph_schema.generators.turtle import texts, write_turtle

EX = "https://example.org/"
PREFIXES = {"ex": EX, "rdf": str(RDF)}
TREES = st.recursive(st.integers(0, 3), lambda inner: st.lists(inner, max_size=3), max_leaves=8)


def _plant(graph, subject, predicate, tree):
    """A tree of numbers and lists as blank nodes below a subject."""
    if isinstance(tree, int):
        graph.add((subject, predicate, Literal(tree)))
        return
    node = BNode()
    graph.add((subject, predicate, node))
    for number, branch in enumerate(tree):
        _plant(graph, node, URIRef(f"{EX}p{number}"), branch)


def _graph(trees):
    graph = Graph()
    for number, tree in enumerate(trees):
        _plant(graph, URIRef(f"{EX}s{number}"), URIRef(EX + "p"), tree)
    return graph


@given(st.lists(TREES, min_size=1, max_size=4))
def test_equal_graphs_give_equal_text_that_reads_back(trees):
    """Blank nodes are named anew in each graph, and yet the text is one and the same."""
    first, second = _graph(trees), _graph(trees)
    text = write_turtle(first, PREFIXES)
    assert text == write_turtle(second, PREFIXES)
    assert isomorphic(Graph().parse(data=text, format="turtle"), first)


def test_equal_parts_of_two_subjects_stay_apart():
    """Two restrictions that say the same are written inside each class, without a shared name."""
    text = write_turtle(_graph([[1], [1]]), PREFIXES)
    assert "_:" not in text
    assert text.count("[ ex:p0 1 ]") == 2


def test_lists_are_written_as_lists():
    """A closed vocabulary reads as it would be written by hand."""
    graph = Graph()
    members = Collection(graph, BNode(), [Literal("b"), Literal("a")])
    graph.add((URIRef(EX + "s"), URIRef(EX + "in"), members.uri))
    assert 'ex:s ex:in ( "b" "a" )' in write_turtle(graph, PREFIXES)


def test_texts_leave_out_what_is_empty():
    """A term without Chinese has one text only."""
    assert texts("a", "甲") == (Literal("a", lang="en"), Literal("甲", lang="zh"))
    assert texts("a", "") == (Literal("a", lang="en"),)
