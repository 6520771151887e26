"""The tables of the embedded store and the constraints of Neo4j follow the model."""

import re

import apsw
import pytest

from graph_schema.generators.neo4j_indexes import write_neo4j_indexes
from graph_schema.generators.sqlite_tables import write_sqlite_tables
from graph_schema.model import NODE_TYPES

COLUMN = {"integer": "INTEGER", "boolean": "INTEGER", "float": "REAL"}


@pytest.fixture(scope="module")
def tables(real_model):
    """A database in memory with the generated tables."""
    connection = apsw.Connection(":memory:")
    connection.execute(write_sqlite_tables(real_model))
    return connection


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_each_type_has_a_strict_table_with_its_slots(tables, node_type):
    """Columns bear the snake_case names and the types of the slots; sort keys have a shadow column."""
    columns = {row[1]: row[2] for row in tables.execute(f'PRAGMA table_info("{node_type}")')}
    for slot in NODE_TYPES[node_type].slots:
        assert columns[slot.name] == ("TEXT" if slot.many else COLUMN.get(slot.range, "TEXT"))
        assert (f"{slot.name}_sort" in columns) is slot.sort_key
    strict = dict(tables.execute("SELECT name, strict FROM pragma_table_list"))
    assert strict[node_type] == 1


def test_identity_is_enforced_by_the_tables(tables):
    """Accession, IRI and scope cannot be null, and an accession is there once."""
    required = {row[1] for row in tables.execute('PRAGMA table_info("Run")') if row[3]}
    assert {"accession", "iri", "scope"} <= required
    tables.execute("""INSERT INTO "Run" (accession, iri, scope) VALUES ('A', 'i', 'public')""")
    with pytest.raises(apsw.ConstraintError, match="UNIQUE"):
        tables.execute("""INSERT INTO "Run" (accession, iri, scope) VALUES ('A', 'j', 'public')""")
    with pytest.raises(apsw.ConstraintError, match="NOT NULL"):
        tables.execute("""INSERT INTO "Run" (accession, iri) VALUES ('B', 'i')""")
    with pytest.raises(apsw.ConstraintError, match="cannot store TEXT"):
        tables.execute("""INSERT INTO "Run" (accession, iri, scope, spots) VALUES ('C', 'i', 'public', 'x')""")


def test_relationships_have_one_table_walked_both_ways(tables):
    """An edge is known by source, type and target, and found from either end by index."""
    tables.execute("INSERT INTO edge (src, type, dst, said) VALUES (1, 'PART_OF', 2, 1)")
    with pytest.raises(apsw.ConstraintError):
        tables.execute("INSERT INTO edge (src, type, dst, said) VALUES (1, 'PART_OF', 2, 1)")
    for where in ("src = 1 AND type = 'PART_OF'", "dst = 2 AND type = 'PART_OF'"):
        plan = "".join(row[3] for row in tables.execute(f"EXPLAIN QUERY PLAN SELECT * FROM edge WHERE {where}"))
        assert "SEARCH edge USING" in plan


def test_neo4j_has_a_unique_key_for_each_label(real_model):
    """MERGE without a constraint would make two nodes of one."""
    text = write_neo4j_indexes(real_model)
    unique = re.findall(r"FOR \(n:(\w+)\) REQUIRE n\.accession IS UNIQUE;", text)
    assert unique == list(NODE_TYPES)


def test_neo4j_statements_are_one_a_line_and_can_be_repeated(real_model):
    """Every statement says IF NOT EXISTS, ends in a semicolon, and bears a name of its own."""
    statements = [line for line in write_neo4j_indexes(real_model).splitlines() if not line.startswith("//")]
    names = [re.match(r"CREATE (?:CONSTRAINT|(?:\w+ )?INDEX) (\w+) IF NOT EXISTS .*;$", line)[1] for line in statements]
    assert len(set(names)) == len(names) > len(NODE_TYPES)


def test_neo4j_sort_keys_are_indexed_with_the_accession(real_model):
    """A page in an order needs an index on every key of it."""
    assert "FOR (n:Dataset) ON (n.titleSort, n.accession);" in write_neo4j_indexes(real_model)
