"""Which slot a column fills, how cells of several values are taken apart, and what a header row is told of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.model import SLOTS
from loaders.columns import NEVER_BY_NAME, Columns, header_findings, tokens
from loaders.draft import Reading
from loaders.source import open_source
from loaders.workbook import Workbook
from tests.loaders.tables import workbook


@pytest.mark.parametrize(
    ("node_type", "header", "slot"),
    [
        ("Individual", "gender", "sex"),
        ("Individual", "disease", "disease"),
        ("Individual", "height(m)", "height"),
        ("Individual", "body weight (kg)", "body_weight"),
        ("Individual", "iri", None),
        ("Individual", "scope", None),
        ("Individual", "attributes", None),
        ("Individual", "provenance", None),
        ("Individual", "birth date", None),
        ("Individual", "sofa score", None),
        ("Experiment", "platform", None),
    ],
)
def test_a_header_finds_its_slot(node_type, header, slot):
    """By the list, by its own name, with the unit aside; never identity, scope or structures."""
    assert Columns(node_type, {"gender": "sex"}).slot(header) == slot


@given(st.sampled_from(sorted(SLOTS["Sample"])))
def test_every_plain_slot_is_found_by_its_own_name(name):
    """A column called after a slot fills it, structures and identity excepted."""
    found = Columns("Sample", {}).slot(name.replace("_", " "))
    hidden = SLOTS["Sample"][name].structure is not None or name in NEVER_BY_NAME
    assert found == (None if hidden else name)


@pytest.mark.parametrize(
    ("literal", "found"),
    [
        ("A1", ["A1"]),
        ("A1; A2,A3|A4、A5", ["A1", "A2", "A3", "A4", "A5"]),
        (" A1\nA2 ", ["A1", "A2"]),
        ("", []),
        (" ; ", []),
    ],
)
def test_accessions_in_one_cell_are_taken_apart(literal, found):
    """By any usual sign, blanks included."""
    assert tokens(literal) == found


def filled(folder, node_type, headers, cells, **columns):
    path = workbook(folder, "a.xlsx", Sheet=[headers, cells])
    source = open_source(path)
    (row,) = Workbook.open(path, source.limits).sheet("Sheet").rows()
    draft = Reading(source, "test").draft(node_type, "HRI9000001", row.location)
    Columns(node_type, **columns).fill(draft, row)
    return draft


def test_values_of_a_list_are_taken_apart_only_where_the_slot_is_a_list(tmp_path):
    """Use limits are several values, a treatment with a semicolon is one text."""
    draft = filled(
        tmp_path, "Dataset", ["Use limits", "Title"], ["General purpose use; Commercial activity", "a; b"], slots={}
    )
    assert draft.slots["use_limits"] == ["General purpose use", "Commercial activity"]
    assert draft.slots["title"] == "a; b"


def test_two_blanks_separate_too(tmp_path):
    """The archives' services join data types by two blanks."""
    draft = filled(tmp_path, "Dataset", ["Data types"], ["Proteomics  Epigenomics"], slots={})
    assert draft.slots["data_types"] == ["Proteomics", "Epigenomics"]


def test_linked_and_personal_columns_are_not_touched(tmp_path):
    """Neither a slot nor an attribute comes of them."""
    draft = filled(
        tmp_path,
        "Individual",
        ["Accession", "Disease", "Telephone"],
        ["HRI9000001", "Sepsis", "13812345678"],
        slots={},
        linked=frozenset({"accession"}),
    )
    assert draft.slots == {"disease": "Sepsis"}


def test_a_second_column_for_a_filled_slot_is_an_attribute(tmp_path):
    """The first one counts, the second is kept."""
    draft = filled(tmp_path, "Individual", ["Gender", "Sex"], ["male", "female"], slots={"gender": "sex"})
    assert draft.slots == {"sex": "male", "attributes": [{"name": "Sex", "value": "female"}]}


def test_header_rows_are_told_of_personal_and_repeated_columns(tmp_path):
    """Each by its cell, in the order of the columns."""
    path = workbook(tmp_path, "a.xlsx", Sheet=[["Accession", "E-mail", "Note", "note"], ["HRI9000001", "x", "a", "b"]])
    with open_source(path) as source:
        found = list(header_findings(source, Workbook.open(path, source.limits).sheet("Sheet")))
    assert [(item.code, item.location) for item in found] == [
        ("PERSONAL_COLUMN_SKIPPED", "Sheet!B1"),
        ("COLUMN_REPEATED", "Sheet!D1"),
    ]
