"""The one shape of errors and the table of codes."""

import re
from pathlib import Path

from graphql import GraphQLError, Source, parse

from api.errors import CODES, error, of_graphql, of_own, refused
from graph_schema.errors import QueryRefused, QueryTimeout, StoreError, StoreUnavailable

ROOT = Path(__file__).parents[2]


def test_an_error_has_message_code_and_hint():
    """What is not said comes from the table."""
    assert error("NOT_FOUND") == {
        "message": "There is nothing at this address.",
        "extensions": {"code": "NOT_FOUND", "hint": "Look for the accession at /search."},
    }
    assert error("NOT_FOUND", "m", "h", ["a", 1]) == {
        "message": "m",
        "path": ["a", 1],
        "extensions": {"code": "NOT_FOUND", "hint": "h"},
    }


def test_what_a_client_did_is_told_and_what_a_store_says_is_not():
    """Paths, addresses and statements stay inside."""
    told = of_own(QueryRefused("first is 5", code="FIRST_TOO_LARGE", hint="less"))
    assert (told["message"], told["extensions"]["hint"]) == ("first is 5", "less")
    for cause, code in (
        (StoreUnavailable("/srv/secret.db"), "STORE_UNAVAILABLE"),
        (QueryTimeout("SELECT secret"), "QUERY_TIMEOUT"),
        (StoreError("secret", code="ODD"), "STORE_ERROR"),
    ):
        assert "secret" not in str(of_own(cause, ["a"]))
        assert of_own(cause, ["a"])["extensions"]["code"] == code


def test_graphqls_own_errors_have_a_code_and_a_place():
    """And no more of a client's text than is useful."""
    try:
        parse(Source("{ a(b: }"))
    except GraphQLError as cause:
        (told,) = of_graphql([cause], "SYNTAX_ERROR")
    assert (told["locations"], told["extensions"]["code"]) == ([{"line": 1, "column": 8}], "SYNTAX_ERROR")
    assert len(of_graphql([GraphQLError("x" * 10_000)], "INVALID_DOCUMENT")[0]["message"]) == 400


def test_a_refusal_has_the_status_of_its_code():
    """One table for all."""
    assert refused("BAD_TOKEN", headers={"a": "b"}).status == 401
    assert refused("BAD_TOKEN", headers={"a": "b"}).headers == {"a": "b"}
    assert refused("BODY_TOO_LARGE").status == 413


def test_every_code_that_is_raised_is_in_the_table():
    """Also those of the store's rooms that reach a client."""
    sources = [*ROOT.glob("api/*.py"), ROOT / "graph_store" / "cursor.py"]
    raised = {
        code
        for path in sources
        for code in re.findall(r'(?:code=|refused\(|error\()"([A-Z_]+)"', path.read_text(encoding="utf-8"))
    }
    assert raised <= CODES.keys()
    assert len(raised) > 10


def test_every_code_says_what_happened_and_what_to_do():
    """Sentences, and statuses that HTTP knows."""
    for known in CODES.values():
        assert known.sentence.endswith(".")
        assert known.hint.endswith(".")
        assert 400 <= known.status < 600
