"""Writes `graph_store/sqlite/schema.sql`: the tables of the embedded store.

One STRICT table per node type, its id the type's code in the high bits over a counter. `node` holds
every node known, also one that is only referred to: its scope is null, so no viewer sees it. Slots
with a sort key have a shadow column. Facets are indexed with accession and scope, so that a filter
keeps the order of accessions and a facet is counted without touching the table.
"""

from collections.abc import Iterable, Iterator

from graph_schema.definition import NodeType, Slot
from graph_schema.generators.tables import Model

COLUMN_TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "float": "REAL"}
CORE_FACETS = frozenset({"archive", "release_state", "access_type"})
UNIQUE_VALUES = frozenset({"md5"})

FIXED = """-- The tables of the embedded store. Written by python -m graph_schema.generators; do not edit.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Every node known; one without scope is only referred to. id = type code << 40 | counter.
CREATE TABLE node (id INTEGER PRIMARY KEY, type TEXT NOT NULL, accession TEXT NOT NULL, iri TEXT, scope TEXT) STRICT;
CREATE UNIQUE INDEX node_accession ON node (accession, type);
CREATE INDEX node_iri ON node (iri) WHERE iri IS NOT NULL;
CREATE INDEX node_scope ON node (scope, type);

-- Relationships: props JSON by snake_case name; said: 1 by the source's record, 2 by the target's, 3 by both.
CREATE TABLE edge (src INTEGER NOT NULL, type TEXT NOT NULL, dst INTEGER NOT NULL, props TEXT, said INTEGER NOT NULL,
  PRIMARY KEY (src, type, dst)) STRICT, WITHOUT ROWID;
CREATE INDEX edge_back ON edge (dst, type, src);
CREATE INDEX edge_said_back ON edge (dst) WHERE said >= 2;

-- What each place of each source said of a node: JSON of place and hash.
CREATE TABLE contribution (node INTEGER PRIMARY KEY, said TEXT NOT NULL) STRICT;

-- Words of titles, names and accessions; the rowid is the node.
CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, tokenize='ascii');
"""


def write_sqlite_tables(model: Model) -> str:
    """The text of `graph_store/sqlite/schema.sql`."""
    return "\n".join([FIXED, *(_table(node_type) for node_type in model.node_types.values())])


def _table(node_type: NodeType) -> str:
    columns = ["id INTEGER PRIMARY KEY", *(column for slot in node_type.slots for column in _columns(slot))]
    table = f'CREATE TABLE "{node_type.name}" (\n  ' + ",\n  ".join(columns) + "\n) STRICT;\n"
    return table + "".join(f"{index};\n" for index in _indexes(node_type.name, node_type.slots))


def _columns(slot: Slot) -> Iterator[str]:
    kind = "TEXT" if slot.many else COLUMN_TYPES.get(slot.range, "TEXT")
    unique = " UNIQUE" if slot.name == "accession" else ""
    yield f'"{slot.name}" {kind}{" NOT NULL" if slot.required else ""}{unique}'
    if slot.sort_key:
        yield f'"{slot.name}_sort" TEXT'


def _indexes(table: str, slots: Iterable[Slot]) -> Iterator[str]:
    yield f'CREATE INDEX "{table}_by_release" ON "{table}" ("release_date" DESC, "accession")'
    for slot in slots:
        name = f'"{table}_{slot.name}"'
        if slot.facet and not slot.many and slot.name not in CORE_FACETS:
            keys = f'("{slot.name}", "accession", "scope")'
            yield f'CREATE INDEX {name} ON "{table}" {keys} WHERE "{slot.name}" IS NOT NULL'
        if slot.name in UNIQUE_VALUES:
            yield f'CREATE INDEX {name} ON "{table}" ("{slot.name}") WHERE "{slot.name}" IS NOT NULL'
