"""Documents of pages: every file and every derived text is valid against the schema and within the limits."""

import pytest
from graphql import parse, validate

from api.fields import owner
from api.limits import Limits
from api.schema import graphql_schema
from api.settings import Settings
from api.ui import documents, facets
from api.ui.columns import columns_of
from graph_schema.model import NODE_TYPES


def check(text: str) -> None:
    """Valid, and small enough for the service's own limits."""
    document = parse(text)
    assert [error.message for error in validate(graphql_schema(), document)] == []
    limits = Limits(Settings())
    limits.scan(text)
    limits.measure(document)


@pytest.mark.parametrize("path", sorted(documents.QUERIES.glob("*.graphql")), ids=lambda path: path.stem)
def test_stored_documents(path) -> None:
    """Each file is valid, says in a comment what it asks, and is read by its name."""
    assert documents.stored(path.stem) == path.read_text("utf-8")
    assert documents.stored(path.stem).startswith("# ")
    check(documents.stored(path.stem))


@pytest.mark.parametrize("node_type", NODE_TYPES)
def test_derived_documents(node_type: str) -> None:
    """Record, table, counts, values and neighbours of every type are valid."""
    check(documents.record(node_type))
    own = facets.own_facets(node_type)
    check(documents.table(node_type, tuple(own[1:]), tuple(own[:1])))
    check(documents.table(node_type, (), (), shown=50))
    check(documents.counts(node_type, facets.AT_ONCE))
    check(documents.values(node_type, own[0], 8))
    for field in owner(node_type).relations:
        check(documents.neighbours(node_type, field))


def test_search_and_details() -> None:
    """Searching all types at once, and details of found ones, stay within the number of root fields."""
    check(documents.searches(documents.SEARCHED))
    check(documents.details(tuple(documents.SEARCHED)))
    assert len(documents.SEARCHED) <= Settings().max_root_fields


def test_record_asks_for_everything() -> None:
    """A record document names every slot and every relation of its type."""
    text = documents.record("Individual")
    for name in (*owner("Individual").slots, *owner("Individual").relations):
        assert f"      {name}" in text


def test_table_facets() -> None:
    """A facet with a filter of its own is counted beside the others, over another selection."""
    text = documents.table("Run", ("archive",), ("fileType",))
    assert 'facets(fields: ["archive"], first: 20)' in text
    assert 'facet0: runs(where: $facet0) { facets(fields: ["fileType"], first: 20)' in text


def test_headings_are_paths() -> None:
    """A downloaded table names its columns as GraphQL does."""
    assert documents.headings(columns_of("Run"))[:4] == [
        "accession",
        "title",
        "experiment",
        "experiment.libraryStrategy",
    ]
