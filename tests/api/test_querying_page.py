"""`docs/querying.md` says what is so: its questions are answered, its codes and operators exist."""

import re
from pathlib import Path

import pytest

from api.errors import CODES
from api.inputs import KINDS
from api.schema import graphql_schema
from graph_schema.model import NODE_TYPES

PAGE = (Path(__file__).parents[2] / "docs" / "querying.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```graphql\n(.*?)```", PAGE, re.DOTALL)


@pytest.mark.parametrize("question", QUESTIONS)
def test_its_questions_are_answered(ask, question):
    """Every GraphQL text of the page, on the small graph."""
    assert ask(question)
    assert len(QUESTIONS) >= 2


def test_its_codes_are_in_the_table():
    """And linked from the page of errors."""
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+)`", PAGE)) - {"USES_SAMPLE", "GSAGRAPH_QUERY_SECONDS"}
    assert named <= CODES.keys()
    assert {"FIRST_TOO_LARGE", "NULL_OPERAND", "BAD_CURSOR", "QUERY_TIMEOUT"} <= named


def test_its_operators_are_those_of_the_schema():
    """Each of them is named, and no other."""
    told = {
        word
        for line in PAGE.splitlines()
        if line.startswith("| ") and "`" in line
        for word in re.findall(r"[a-zA-Z]+", line.split("|")[2])
        if "`eq" in line or "isNull" in line or "`has" in line
    }
    assert {operator for _, _, operators in KINDS.values() for operator in operators} <= told


def test_its_roots_are_those_of_the_schema():
    """Lists and lookups."""
    query = graphql_schema().query_type
    assert query is not None
    told = set(re.findall(r"[a-zA-Z]+", "".join(re.findall(r"^\| `([a-zA-Z ]+) …`", PAGE, re.MULTILINE))))
    assert told <= query.fields.keys()
    assert told <= {node.root for node in NODE_TYPES.values()}
    assert len(told) == 14
