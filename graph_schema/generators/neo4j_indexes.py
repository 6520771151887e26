"""Writes `graph_store/neo4j/schema.cypher`: the constraints and indexes Neo4j keeps for the model.

One statement a line, each ending in a semicolon, all safe to repeat. A range index holds strings below 8 kB
only, so it is kept for identities, sort keys, dates and vocabulary values, never for free text.
"""

from collections.abc import Iterator

from graph_schema.definition import NodeType, Slot
from graph_schema.generators.tables import Model

HEADER = """\
// Constraints and indexes. Written by `python -m graph_schema.generators` from gsagraph.yaml; do not edit.
"""

CORE = (
    "CREATE INDEX node_accession IF NOT EXISTS FOR (n:Node) ON (n.accession);",
    "CREATE INDEX node_iri IF NOT EXISTS FOR (n:Node) ON (n.iri);",
    "CREATE CONSTRAINT gsagraph_meta IF NOT EXISTS FOR (n:GsagraphMeta) REQUIRE n.name IS UNIQUE;",
    # Documents arrive as words with single blanks between them: the index splits there and does nothing else.
    "CREATE FULLTEXT INDEX search IF NOT EXISTS FOR (n:Node) ON EACH [n.searchText] OPTIONS {indexConfig: {`fulltext.analyzer`: 'whitespace', `fulltext.eventually_consistent`: false}};",
)

ORDERED = ("release_date",)
"""Slots by which pages of every type are commonly ordered, beside those with a sort key."""


def write_neo4j_indexes(model: Model) -> str:
    """The text of `graph_store/neo4j/schema.cypher`."""
    lines = [*CORE]
    for node_type in model.node_types.values():
        lines.extend(_of_type(node_type))
    return HEADER + "\n".join(lines) + "\n"


def _of_type(node_type: NodeType) -> Iterator[str]:
    """The constraint and the indexes of one label."""
    label, name = node_type.name, node_type.name.lower()
    yield f"CREATE CONSTRAINT {name}_accession IF NOT EXISTS FOR (n:{label}) REQUIRE n.accession IS UNIQUE;"
    for slot in node_type.slots:
        properties = _properties(slot)
        if properties:
            keys = ", ".join(f"n.{key}" for key in properties)
            yield f"CREATE INDEX {name}_{slot.name} IF NOT EXISTS FOR (n:{label}) ON ({keys});"


def _properties(slot: Slot) -> tuple[str, ...]:
    """The properties of the index a slot has, the accession last where pages are ordered by it; none for most."""
    if slot.sort_key and slot.name != "accession":
        return (f"{slot.alias}Sort", "accession")
    if slot.name in ORDERED:
        return (slot.alias, "accession")
    if slot.name == "md5" or (slot.facet and slot.vocabulary and not slot.many and slot.name not in SHARED_FACETS):
        return (slot.alias,)
    return ()


SHARED_FACETS = frozenset({"archive", "access_type", "release_state"})
"""Facets of every type with few values: an index of them finds nothing faster than a scan."""
