"""Turtle text that is the same each time: blank nodes are named by what they hold and where."""

from collections.abc import Mapping
from hashlib import blake2b

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.term import Node


def write_turtle(graph: Graph, prefixes: Mapping[str, str]) -> str:
    """The graph as Turtle, sorted, with exactly these prefixes (those in use are written).

    Blank nodes must form trees, as lists and restrictions do.
    """
    stable = Graph(bind_namespaces="none")
    for prefix, iri in prefixes.items():
        stable.bind(prefix, iri, override=True, replace=True)
    names = _names(graph)
    for subject, predicate, value in graph:
        stable.add((names.get(subject, subject), predicate, names.get(value, value)))
    return stable.serialize(format="turtle")


def texts(english: str, chinese: str) -> tuple[Literal, ...]:
    """A text in both languages, as literals; an empty one is left out."""
    return tuple(Literal(text, lang=lang) for text, lang in ((english, "en"), (chinese, "zh")) if text)


def _names(graph: Graph) -> dict[Node, Node]:
    """A name for each blank node, made of its parent's name, the predicate between, and its content."""
    names: dict[Node, Node] = {}
    open_ends: list[Node] = [node for node in set(graph.subjects()) if isinstance(node, URIRef)]
    while open_ends:
        parent = open_ends.pop()
        for predicate, child in graph.predicate_objects(parent):
            if isinstance(child, BNode) and child not in names:
                place = f"{names.get(parent, parent)} {predicate} {_content(graph, child)}"
                names[child] = BNode("b" + blake2b(place.encode(), digest_size=8).hexdigest())
                open_ends.append(child)
    return names


def _content(graph: Graph, node: Node) -> str:
    if not isinstance(node, BNode):
        return node.n3()
    parts = sorted(f"{predicate} {_content(graph, value)}" for predicate, value in graph.predicate_objects(node))
    return f"[{'; '.join(parts)}]"
