"""Documents by their text: what is kept, and what is wrong with them."""

from dataclasses import replace

import pytest

from api.documents import LONGEST_KEPT, MAX_ERRORS, Documents
from api.errors import RequestRefused
from api.limits import Limits
from api.schema import graphql_schema
from api.settings import Settings


@pytest.fixture
def documents() -> Documents:
    """Documents of a service that keeps two."""
    return Documents(graphql_schema(), Limits(replace(Settings(), cached_documents=2)))


def test_a_valid_document_knows_its_operations_and_fragments(documents):
    """By name; the only anonymous one by the empty name."""
    document = documents.get(
        "query A { runs { ...f } } query B { __typename } fragment f on RunConnection { totalCount }"
    )
    assert list(document.operations) == ["A", "B"]
    assert list(document.fragments) == ["f"]
    assert document.operation("B") is document.operations["B"]
    assert list(documents.get("{ __typename }").operations) == [""]


def test_documents_without_an_operation_cannot_be_asked(documents):
    """Fragments alone are no question (and unused, so not valid either)."""
    with pytest.raises(RequestRefused) as refused:
        documents.get("fragment f on Run { title }").operation(None)
    assert refused.value.code == "INVALID_DOCUMENT"


def test_the_last_used_documents_are_kept(documents):
    """And no more than the setting says."""
    first = documents.get("{ __typename }")
    assert documents.get("{ __typename }") is first
    documents.get("{ a: __typename }")
    documents.get("{ b: __typename }")
    assert documents.get("{ __typename }") is not first


def test_long_documents_are_not_kept(documents):
    """Few of them cannot fill the memory."""
    text = "{ __typename }" + " " * LONGEST_KEPT
    assert documents.get(text) is not documents.get(text)


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("{\n  runs(", "SYNTAX_ERROR", 2),
        ('{ a(b: "x\n") }', "SYNTAX_ERROR", 1),
        ("{\n nothing }", "INVALID_DOCUMENT", 2),
        ("{ runs }", "INVALID_DOCUMENT", 1),
        ("{ runs { totalCount { x } } }", "INVALID_DOCUMENT", 1),
        ("query($x: Nothing) { __typename }", "INVALID_DOCUMENT", 1),
        ("{ runs(first: $n) { totalCount } }", "INVALID_DOCUMENT", 1),
        ('{ runs(first: "1") { totalCount } }', "INVALID_DOCUMENT", 1),
        ("{ a: __typename a: statistics { __typename } }", "INVALID_DOCUMENT", 1),
        ("subscription { x }", "INVALID_DOCUMENT", 1),
        ("type A { b: Int }", "INVALID_DOCUMENT", 1),
    ],
)
def test_what_is_wrong_is_told_with_its_place(documents, text, code, line):
    """Every time it is asked."""
    for _ in range(2):
        with pytest.raises(RequestRefused) as refused:
            documents.get(text).operation(None)
        error = refused.value.errors[0]
        assert error["extensions"]["code"] == code
        assert error["locations"][0]["line"] == line


def test_no_more_errors_than_a_person_reads(documents):
    """The rest is cut off."""
    with pytest.raises(RequestRefused) as refused:
        documents.get(
            "{"
            + " ".join(f"x{n}" for n in range(20))
            + " runs { nodes { "
            + " ".join(f"y{n}" for n in range(60))
            + " } } }"
        ).operation(None)
    assert len(refused.value.errors) in (1, MAX_ERRORS, MAX_ERRORS + 1)
