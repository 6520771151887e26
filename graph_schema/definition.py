"""The vocabulary in which the generated model is written: slots, node types, relationships.

`graph_schema/model.py` is a set of tables made of these tuples; it is generated from
`graph_schema/gsagraph.yaml` and read by every other room. Plain named tuples keep its
import instant and its values immutable.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

Range = Literal["string", "text", "integer", "float", "boolean", "date", "datetime", "uri", "structure"]
Access = Literal["public", "restricted", "personal"]
Direction = Literal["out", "in", "both"]


class Slot(NamedTuple):
    """A property of a node type, of a relationship, or of a structure.

    `name` is the snake_case name of YAML, Python, SQL and Parquet; `alias` the camelCase one
    of GraphQL, Neo4j, JSON and RDF. `text` is free text (filtered by content, ignoring the case
    of ASCII letters), `string` a code, identifier or vocabulary value. A `date` is ISO 8601, to the
    day, or to the month or year where no more is known. A `structure` slot holds
    a list of small objects described in `STRUCTURES[structure]`, kept as one JSON text.
    """

    name: str
    alias: str
    range: Range
    many: bool
    required: bool
    pattern: str | None
    iri: str
    vocabulary: str | None
    structure: str | None
    access: Access
    facet: bool
    search: bool
    sort_key: bool
    description: str
    description_zh: str


class NodeType(NamedTuple):
    """A class of nodes: its name is the label, the table, and the GraphQL type.

    `code` (1…63) is the high part of embedded row ids and never changes once released.
    `path` is the segment of its IRIs after the base; `classes` are the RDF classes written
    for each node, our own first. `root` names the GraphQL connection. `slots` are all that are
    stored, core ones first; `title_slot` is the one shown and searched as the node's title.
    """

    name: str
    code: int
    path: str
    root: str | None
    classes: tuple[str, ...]
    title_slot: str
    slots: tuple[Slot, ...]
    description: str
    description_zh: str


class Relationship(NamedTuple):
    """A directed relationship type; symmetric ones are stored once, smaller accession first.

    `targets_of` maps each source type to the target types it may point at.
    `predicates` are written subject → object in RDF, `inverse_predicates` object → subject, unless
    the source type has its own in `inverse_predicates_of`. All are full IRIs, our own first.
    """

    type: str
    slot: str
    alias: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    symmetric: bool
    properties: tuple[Slot, ...]
    predicates: tuple[str, ...]
    inverse_predicates: tuple[str, ...]
    description: str
    description_zh: str
    targets_of: Mapping[str, tuple[str, ...]]
    inverse_predicates_of: Mapping[str, tuple[str, ...]]


class RelationField(NamedTuple):
    """A way to walk from one node type along relationships, under one GraphQL field name.

    `many` fields are connections; others give one node or null. Several targets are answered
    as the `Node` interface.
    """

    owner: str
    name: str
    relationships: tuple[str, ...]
    direction: Direction
    targets: tuple[str, ...]
    many: bool
    description: str
    description_zh: str


class VocabularyTerm(NamedTuple):
    """One permissible value, with the term IRI whose label was checked, or None."""

    value: str
    iri: str | None
    description: str
    description_zh: str


class Vocabulary(NamedTuple):
    """A named list of values; `open` ones keep unknown literals with a finding, closed ones refuse."""

    name: str
    open: bool
    terms: tuple[VocabularyTerm, ...]
