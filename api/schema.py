"""The GraphQL schema: its root fields, and the one function that builds all of it from the model."""

from functools import cache

import strawberry
from graphql import GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from api.building import Argument, Field, Registry, many
from api.fields import NODE
from api.inputs import define_inputs
from api.scalars import SCALARS, Long, TypeName
from api.types import define_types, root_connections
from api.uploads import Upload
from graph_schema.model import NODE_TYPES

IDS = list[strawberry.ID]


@cache
def strawberry_schema() -> strawberry.Schema:
    """The schema as strawberry knows it (SDL by `as_str()`)."""
    return build_schema()


def build_schema() -> strawberry.Schema:
    """The schema made anew from the model."""
    registry = Registry()
    define_inputs(registry)
    define_types(registry)
    _define_answers(registry)
    query = registry.object_type("Query", "Questions to the graph.", [*root_connections(registry), *_lookups(registry)])
    nodes = [registry.raw(name) for name in NODE_TYPES]
    config = StrawberryConfig(auto_camel_case=False, scalar_map=SCALARS)
    return strawberry.Schema(query=query, types=nodes, config=config)


@cache
def graphql_schema() -> GraphQLSchema:
    """The same schema as graphql-core reads it."""
    return strawberry_schema()._schema  # noqa: SLF001 -- strawberry offers no public name for it


def _lookups(registry: Registry) -> list[Field]:
    types = Argument("types", list[TypeName] | None, "Only nodes of these types; left out or empty: of all.")
    ids = Argument("ids", IDS, "Accessions or IRIs.", required=True)
    return [
        Field("node", registry.raw(NODE) | None, "One node by its accession or IRI, or null.", _node_arguments()),
        Field(
            "resolve",
            many(registry.raw("Resolution")) | None,
            "What each token is: found, unknown here, no accession, or not an accession yet; in the order asked.",
            (ids,),
        ),
        Field(
            "search",
            registry.raw("SearchResult") | None,
            "Full text over titles, names and accessions; every word must occur.",
            (_text(), types, _first("nodes")),
        ),
        Field(
            "subgraph",
            registry.raw("Subgraph") | None,
            "Nodes, their neighbours, and the relationships among them all.",
            (ids, _expand(), _first("neighbours of each node and relationship")),
        ),
        Field(
            "similarImages",
            many(registry.raw("SimilarImage")) | None,
            "Images that show much the same as one of the graph or one that is sent: exactly those whose codes differ in "
            "fewest bits, then by accession. Give `image` or `upload`; an image of the graph finds itself first.",
            _similar_arguments(registry),
        ),
        Field("statistics", registry.raw("Statistics") | None, "How much there is that you may see."),
    ]


def _node_arguments() -> tuple[Argument, ...]:
    return (
        Argument("id", strawberry.ID, "Accession or IRI.", required=True),
        Argument("type", TypeName | None, "The node type, where one accession names nodes of several types."),
    )


def _similar_arguments(registry: Registry) -> tuple[Argument, ...]:
    sent = "An image file (DICOM, PNG or JPEG); it is de-identified in memory and never kept."
    return (
        Argument("image", strawberry.ID | None, "SOP Instance UID or IRI of an image of the graph."),
        Argument("upload", Upload | None, sent),
        Argument("first", int | None, "How many images at most; 30 where it is left out."),
        Argument("where", registry.raw("ImagingSeriesWhere") | None, "Only images of series that fulfil this."),
    )


def _text() -> Argument:
    return Argument("text", str, "Words to find; a run of Chinese characters is a phrase.", required=True)


def _first(what: str) -> Argument:
    return Argument("first", int | None, f"How many {what} at most.")


def _expand() -> Argument:
    text = "Relationship types to follow from the nodes asked for, such as `USES_SAMPLE`; left out: all; `[]`: none."
    return Argument("expand", list[str] | None, text)


def _define_answers(registry: Registry) -> None:
    """The types that only `resolve`, `search`, `subgraph`, `similarImages` and `statistics` answer with."""
    for name, description, fields in (
        ("Resolution", "What one token is.", _resolution()),
        ("SearchResult", "Nodes that a text finds, by accession.", _search_result(registry)),
        ("Subgraph", "A part of the graph to draw.", _subgraph(registry)),
        ("SubgraphNode", "A node to draw.", _subgraph_node(registry)),
        ("SubgraphEdge", "A relationship to draw, from source to target.", _subgraph_edge()),
        ("SubgraphCut", "Neighbours left out of a subgraph.", _subgraph_cut()),
        ("Degree", "How many neighbours of one type a node has along one relationship.", _degree()),
        ("Statistics", "Counts of what you may see.", _statistics(registry)),
        ("TypeCount", "How many there are of one type.", _type_count()),
        ("SimilarImage", "An image found by its code.", _similar_image(registry)),
    ):
        registry.object_type(name, description, fields)


def _resolution() -> list[Field]:
    return [
        Field("input", str, "The token as it was asked."),
        Field("accession", str | None, "The accession in its fixed spelling; null if the token is none."),
        Field("type", str | None, "The kind of accession, such as `gsa.run`."),
        Field("nodeType", str | None, "The node type such an accession has here."),
        Field("archive", str | None, "The archive that gives such accessions."),
        Field("iri", str | None, "The IRI of the node."),
        Field("state", str, "`found`, `unknown` (valid, not here), `invalid`, or `pre_accession`."),
    ]


def _search_result(registry: Registry) -> list[Field]:
    return [
        Field("totalCount", Long, "How many nodes were found, counted up to the service's limit."),
        Field("totalCountIsExact", bool, "False where counting stopped at the limit."),
        Field("nodes", many(registry.raw(NODE)), "The first of them, by accession."),
    ]


def _subgraph(registry: Registry) -> list[Field]:
    return [
        Field("nodes", many(registry.raw("SubgraphNode")), "The nodes asked for and their neighbours."),
        Field("edges", many(registry.raw("SubgraphEdge")), "All relationships among these nodes."),
        Field("truncated", bool, "Whether neighbours were left out."),
        Field("remaining", Long, "How many neighbours were left out."),
        Field("cut", many(registry.raw("SubgraphCut")), "Which neighbours were left out."),
    ]


def _subgraph_node(registry: Registry) -> list[Field]:
    return [
        Field("id", strawberry.ID, "The IRI, unique in the graph."),
        Field("accession", str, "The accession."),
        Field("iri", str, "The IRI."),
        Field("type", str, "The node type."),
        Field("label", str, "The title, or the accession where there is none."),
        Field("degree", many(registry.raw("Degree")), "Neighbours by relationship and type."),
    ]


def _subgraph_edge() -> list[Field]:
    return [
        Field("source", strawberry.ID, "The id of the node it leaves."),
        Field("target", strawberry.ID, "The id of the node it points to."),
        Field("relation", str, "The relationship type."),
    ]


def _subgraph_cut() -> list[Field]:
    return [
        Field("node", strawberry.ID, "The id of the node whose neighbours are not all here."),
        Field("relation", str, "The relationship type."),
        Field("direction", str, "`out`, `in`, or `both` for symmetric relationships."),
        Field("count", Long, "How many neighbours were left out."),
    ]


def _degree() -> list[Field]:
    return [
        Field("type", str, "The neighbours' type."),
        Field("relation", str, "The relationship type."),
        Field("direction", str, "`out`, `in`, or `both` for symmetric relationships."),
        Field("count", Long, "How many."),
    ]


def _statistics(registry: Registry) -> list[Field]:
    counts = many(registry.raw("TypeCount"))
    return [
        Field("nodes", counts, "Nodes per type."),
        Field("relationships", counts, "Relationships per type, both ends of which you may see."),
    ]


def _type_count() -> list[Field]:
    return [Field("type", str, "Node type or relationship type."), Field("count", Long, "How many.")]


def _similar_image(registry: Registry) -> list[Field]:
    return [
        Field("distance", int, "In how many of 64 bits the codes differ; 0 is the same code."),
        Field("node", registry.raw("Image"), "The image."),
    ]
