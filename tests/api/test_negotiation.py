"""Media types, bodies and addresses of GraphQL over HTTP, without a server."""

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.errors import RequestRefused, refused
from api.execute import Request
from api.negotiation import (
    HTML,
    JSON,
    RESPONSE,
    check_content_type,
    from_body,
    from_query,
    preferred,
    refusal,
    response,
    status_of,
)

OFFERED = (JSON, RESPONSE, HTML)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("text/html", HTML),
        ("TEXT/HTML", HTML),
        ("text/*", HTML),
        ("application/*", JSON),
        (RESPONSE, RESPONSE),
        (f"{JSON};q=0.1, {RESPONSE};q=0.2", RESPONSE),
        (f"{JSON};q=0, */*", RESPONSE),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", HTML),
        ("*/*;q=0.1, text/html;q=0.05", JSON),
        (f"{RESPONSE}; charset=utf-8", RESPONSE),
        (f'{RESPONSE}; charset="UTF-8"', RESPONSE),
        (f"{RESPONSE}; charset=latin-1", None),
        (f"{JSON};q=abc", None),
        (f"{JSON};q=7", JSON),
        ("image/png", None),
        (",,;;", None),
        (f"{JSON};q=0", None),
    ],
)
def test_the_client_s_preference_decides(accept, chosen):
    """The most specific range holds, then the weight, then our own order."""
    assert preferred(accept, OFFERED) == chosen


@given(st.text(max_size=40))
def test_any_accept_header_is_read(accept):
    """Nothing a client writes there is a fault."""
    assert preferred(accept, OFFERED) in (*OFFERED, None)


@pytest.mark.parametrize("kind", [JSON, "Application/JSON", f"{JSON}; charset=utf-8", f"{JSON};charset=UTF-8;x=y"])
def test_json_in_utf8_is_taken(kind):
    """In any spelling of the header."""
    check_content_type(kind)


@pytest.mark.parametrize("kind", [None, "", "text/plain", "application/graphql", f"{JSON}; charset=utf-16", "json"])
def test_other_content_types_are_refused(kind):
    """Also those a form of another site could send."""
    with pytest.raises(RequestRefused) as cause:
        check_content_type(kind)
    assert (cause.value.code, cause.value.status) == ("UNSUPPORTED_MEDIA_TYPE", 415)


def test_a_body_is_a_query_with_variables_and_a_name():
    """Null and absent mean the same; extensions are read over."""
    body = {"query": "{a}", "variables": {"x": [1]}, "operationName": "A", "extensions": {}, "more": 1}
    assert from_body(orjson.dumps(body)) == Request("{a}", {"x": [1]}, "A")
    assert from_body(b'{"query": "{a}", "variables": null, "operationName": null}') == Request("{a}", {}, None)
    assert from_body(b'{"query": "{a}", "operationName": ""}') == Request("{a}", {}, None)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"x", "not JSON"),
        (b"[]", "list of requests"),
        (b"1", "no JSON object"),
        (b"{}", "`query`"),
        (b'{"query": "  "}', "`query`"),
        (b'{"query": "{a}", "variables": "{}"}', "`variables`"),
        (b'{"query": "{a}", "extensions": []}', "`extensions`"),
        (b'{"query": "{a}", "operationName": {}}', "`operationName`"),
    ],
)
def test_what_is_wrong_with_a_body_is_said(body, said):
    """The member that is wrong is named."""
    with pytest.raises(RequestRefused, match=said) as cause:
        from_body(body)
    assert (cause.value.code, cause.value.status) == ("BAD_REQUEST", 400)


def test_an_address_holds_variables_as_json():
    """An empty parameter says nothing."""
    assert from_query({"query": "{a}", "variables": '{"x": 1}'}) == Request("{a}", {"x": 1}, None)
    assert from_query({"query": "{a}", "variables": "", "extensions": ""}) == Request("{a}", {}, None)


@pytest.mark.parametrize(
    "parameters",
    [
        {},
        {"query": ""},
        {"query": "{a}", "variables": "{"},
        {"query": "{a}", "variables": "[]"},
        {"query": "{a}", "extensions": "1"},
    ],
)
def test_an_address_without_a_question_is_refused(parameters):
    """As a body is."""
    with pytest.raises(RequestRefused) as cause:
        from_query(parameters)
    assert cause.value.code == "BAD_REQUEST"


def test_an_answer_says_what_it_varies_by():
    """Caches must not give one viewer's answer to another."""
    answer = response({"data": {"a": "乙"}}, JSON, 200, {"X-A": "b"})
    assert answer.body == '{"data":{"a":"乙"}}'.encode()
    assert answer.headers["vary"] == "Accept, Authorization"
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.headers["x-a"] == "b"


@pytest.mark.parametrize(
    ("code", "under_response", "under_json"),
    [
        ("SYNTAX_ERROR", 400, 200),
        ("FIRST_TOO_LARGE", 400, 200),
        ("BAD_VARIABLES", 400, 200),
        ("BAD_REQUEST", 400, 400),
        ("BAD_TOKEN", 401, 401),
        ("BODY_TOO_LARGE", 413, 413),
        ("METHOD_NOT_ALLOWED", 405, 405),
    ],
)
def test_statuses_follow_the_media_type(code, under_response, under_json):
    """A well-formed request is 200 under application/json, as its specification says."""
    assert refusal(refused(code), RESPONSE).status_code == under_response
    assert refusal(refused(code), JSON).status_code == under_json
    assert status_of(code) == under_response
