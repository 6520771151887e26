"""Filters as SQL: where a quantifier starts, and what its steps look like."""

import pytest

from graph_store.plan import All, AnyOf, Compare, Has, IsNull, Not, Via, Where
from graph_store.sqlite.step import parents, step
from graph_store.sqlite.where import is_selective, where_sql

EXPERIMENT = Via(("OF_EXPERIMENT",), "out", ("Experiment",), many=False)
FILES = Via(("OUTPUT_OF",), "in", ("File",), many=True)
ANY = Via(("XREF",), "both", ("File", "Run"), many=True)
ACCESSION = Compare("accession", "eq", 0)
MD5 = Compare("md5", "eq", 0)


@pytest.mark.parametrize(
    ("where", "types", "expected"),
    [
        (ACCESSION, ("Run",), True),
        (Compare("accession", "in", 0), ("Run",), True),
        (Compare("accession", "gt", 0), ("Run",), False),
        (Compare("iri", "eq", 0), ("File", "Run"), True),
        (Compare("iri", "eq", 0), ("File",), False),
        (MD5, ("File",), True),
        (MD5, ("File", "Run"), False),
        (Compare("library_strategy", "eq", 0), ("Experiment",), False),
        (All((IsNull("title", yes=True), ACCESSION)), ("Run",), True),
        (All(()), ("Run",), False),
        (AnyOf((ACCESSION,)), ("Run",), False),
        (Not(ACCESSION), ("Run",), False),
        (Has(FILES, "some", MD5), ("Run",), True),
        (Has(FILES, "none", MD5), ("Run",), False),
    ],
)
def test_which_filters_certainly_find_few(where: Where, types: tuple[str, ...], expected: bool) -> None:
    """An equality on an indexed slot of nearly unique values, alone or under `and` and `some`."""
    assert is_selective(where, types) is expected


def test_a_filter_without_parts_is_a_constant() -> None:
    """Nothing to hold is true, nothing to choose from is false."""
    assert where_sql(All(()), ("Run",), 1) == "1"
    assert where_sql(AnyOf(()), ("Run",), 1) == "0"
    assert where_sql(All((AnyOf(()),)), ("Run",), 1) == "0"


def test_a_step_along_one_relationship_is_the_edge_table_itself() -> None:
    """Out walks from source to target, in the other way."""
    assert step(EXPERIMENT, "n1.id", 2) == ("edge e2", "e2.dst", ["e2.src = n1.id", "e2.type = 'OF_EXPERIMENT'"])
    assert step(FILES, "n1.id", 2) == ("edge e2", "e2.src", ["e2.dst = n1.id", "e2.type = 'OUTPUT_OF'"])


def test_a_step_in_both_directions_meets_a_self_loop_once() -> None:
    """The second half leaves out edges from a node to itself."""
    source, far, conditions = step(ANY, "n1.id", 2)
    assert (far, conditions) == ("e2.far", [])
    assert source.count("UNION ALL") == 1
    assert "src <> dst" in source


def test_steps_backwards_name_the_parent() -> None:
    """Each direction is one way back from the far node."""
    assert parents(EXPERIMENT, "n2.id", 2) == [
        ("edge e2", "e2.src", ["e2.dst = n2.id", "e2.type IN ('OF_EXPERIMENT')"])
    ]
    assert [way.far for way in parents(ANY, "n2.id", 2)] == ["e2.src", "e2.dst"]


def test_several_types_are_visited_in_the_table_of_nodes() -> None:
    """Type and scope are tested there."""
    text = where_sql(Has(ANY, "some", All(())), ("Run",), 1)
    assert "CROSS JOIN node n2 ON n2.id = e2.far" in text
    assert "n2.type IN ('File', 'Run')" in text
    assert "n2.scope IN (SELECT value FROM json_each(:scopes))" in text
