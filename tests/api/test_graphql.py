"""GraphQL over HTTP: methods, media types, statuses, and whatever else clients send."""

import json

import orjson
import pytest
from httpx import AsyncClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
QUERY = "{ runs(first: 1) { nodes { accession } } }"
FIRST_RUN = {"data": {"runs": {"nodes": [{"accession": "CRR000001"}]}}}


async def post(client: AsyncClient, query: str, accept: str = RESPONSE, **more):
    return await client.post("/graphql", json={"query": query, **more}, headers={"accept": accept})


@pytest.mark.parametrize(
    ("accept", "given"),
    [
        (JSON, JSON),
        (RESPONSE, RESPONSE),
        ("*/*", JSON),
        ("application/*", JSON),
        (f"{JSON};q=0.5, {RESPONSE}", RESPONSE),
        (f"{RESPONSE};charset=utf-8", RESPONSE),
    ],
)
async def test_the_media_type_is_negotiated(client, accept, given):
    """The client's preference decides; without one it is application/json."""
    answer = await post(client, QUERY, accept)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == f"{given}; charset=utf-8"
    assert answer.json() == FIRST_RUN


async def test_a_get_request_asks_a_query(client):
    """The query, its variables and its operation stand in the address."""
    query = "query A { __typename } query B($n: Int) { runs(first: $n) { nodes { accession } } }"
    answer = await client.get("/graphql", params={"query": query, "operationName": "B", "variables": '{"n": 1}'})
    assert answer.json() == FIRST_RUN


@pytest.mark.parametrize("accept", ["text/html", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"])
async def test_a_browser_gets_the_query_page(client, accept):
    """GraphiQL from this server, with the example questions."""
    answer = await client.get("/graphql", headers={"accept": accept})
    assert answer.headers["content-type"].startswith("text/html")
    assert 'id="graphiql"' in answer.text
    assert "http://" not in answer.text.split("graphiql-data")[0].replace("http://gsagraph.test", "")


async def test_the_form_of_the_query_page_is_answered_as_json(client):
    """Without scripts a browser sends the form, and sees JSON."""
    answer = await client.get("/graphql", params={"query": QUERY, "format": "json"}, headers={"accept": "text/html"})
    assert answer.json() == FIRST_RUN


@pytest.mark.parametrize("accept", ["text/plain", "image/png", f"{JSON};q=0"])
async def test_other_media_types_are_not_acceptable(client, accept):
    """406 for what cannot be answered."""
    answer = await post(client, QUERY, accept)
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (406, "NOT_ACCEPTABLE")


@pytest.mark.parametrize(
    "kind",
    ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "", "application/json; charset=latin-1"],
)
async def test_simple_content_types_are_refused(client, kind):
    """What a page of another site could send without asking first is never read."""
    answer = await client.post("/graphql", content=orjson.dumps({"query": QUERY}), headers={"content-type": kind})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (415, "UNSUPPORTED_MEDIA_TYPE")


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_other_methods_are_refused(client, method):
    """405 with the methods there are."""
    answer = await client.request(method, "/graphql", json={"query": QUERY})
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, POST")
    assert answer.json()["errors"][0]["extensions"]["code"] == "METHOD_NOT_ALLOWED"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"1",
        b'"x"',
        b"{}",
        b'{"query": 1}',
        b'{"query": ""}',
        b'{"query": "{__typename}", "variables": []}',
        b'{"query": "{__typename}", "operationName": 1}',
        b'[{"query": "{__typename}"}]',
        b'\xff\xfe{"query": 1}',
        b'{"query": "\\ud800"}',
        b'{"query": "{__typename}", "extensions": 1}',
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize("accept", [JSON, RESPONSE])
async def test_a_body_that_is_no_request_is_400(client, body, accept):
    """Under both media types; batches are no requests."""
    answer = await client.post("/graphql", content=body, headers={"content-type": JSON, "accept": accept})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (400, "BAD_REQUEST")


@pytest.mark.parametrize(
    ("query", "more", "code"),
    [
        ("{", {}, "SYNTAX_ERROR"),
        ("{ nothing }", {}, "INVALID_DOCUMENT"),
        ("mutation { x }", {}, "INVALID_DOCUMENT"),
        ("query($n: Int!) { runs(first: $n) { totalCount } }", {}, "BAD_VARIABLES"),
        ("query A { __typename } query B { __typename }", {}, "OPERATION_NEEDED"),
        ("query A { __typename }", {"operationName": "B"}, "OPERATION_NEEDED"),
        ("{ runs(first: 1001) { totalCount } }", {}, "FIRST_TOO_LARGE"),
    ],
)
async def test_a_refused_document_is_400_or_told_in_json(client, query, more, code):
    """400 without data under the GraphQL media type, 200 under application/json as its specification says."""
    strict, loose = await post(client, query, RESPONSE, **more), await post(client, query, JSON, **more)
    assert (strict.status_code, loose.status_code) == (400, 200)
    assert strict.json() == loose.json()
    assert "data" not in strict.json()
    error = strict.json()["errors"][0]
    assert error["extensions"]["code"] == code
    assert error["message"]
    assert error["extensions"]["hint"]


async def test_a_mutation_is_not_answered_by_get(client):
    """There is none in the schema; by GET it would not be tried."""
    answer = await client.get("/graphql", params={"query": "mutation { x }"}, headers={"accept": RESPONSE})
    assert answer.status_code == 400


async def test_a_body_above_the_limit_is_not_read(client):
    """413 with the limit in the message."""
    answer = await client.post("/graphql", content=b"x" * 300_000, headers={"content-type": JSON})
    assert (answer.status_code, answer.json()["errors"][0]["extensions"]["code"]) == (413, "BODY_TOO_LARGE")
    assert "262144" in answer.json()["errors"][0]["message"]


async def test_an_unknown_token_is_401(client):
    """With the challenge HTTP asks for, and nothing about the table."""
    answer = await client.post("/graphql", json={"query": QUERY}, headers={"authorization": "Bearer nobody"})
    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, 'Bearer realm="gsagraph"')
    assert answer.json()["errors"][0]["extensions"]["code"] == "BAD_TOKEN"


async def test_a_token_shows_what_it_is_for(client):
    """The reviewer's token adds the scope `review`."""
    query = {"query": "{ runs { totalCount } }"}
    without = await client.post("/graphql", json=query)
    with_token = await client.post("/graphql", json=query, headers={"authorization": "Bearer reviewer"})
    assert [answer.json()["data"]["runs"]["totalCount"] for answer in (without, with_token)] == [10, 11]


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=12,
)
REQUESTS = st.fixed_dictionaries(
    {"query": st.text(max_size=60) | JSON_VALUES, "variables": JSON_VALUES, "operationName": JSON_VALUES}
)
SENT_BODIES = st.binary(max_size=200) | (JSON_VALUES | REQUESTS).map(json.dumps).map(str.encode)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    body=SENT_BODIES,
    kind=st.sampled_from([JSON, "text/plain", ""]),
    accept=st.sampled_from([JSON, RESPONSE, "*/*", "x", ";q=a,,/"]),
)
async def test_no_body_makes_the_service_fail(client, body, kind, accept):
    """Random bytes and random JSON: a status below 500 and the one shape of errors."""
    answer = await client.post("/graphql", content=body, headers={"content-type": kind, "accept": accept})
    assert answer.status_code < 500
    assert {"data", "errors"} & answer.json().keys()
    for error in answer.json().get("errors", []):
        assert {"message", "extensions"} <= error.keys()
        assert {"code", "hint"} == error["extensions"].keys()


PIECES = st.sampled_from(
    [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "runs",
        "samples",
        "nodes",
        "where",
        ":",
        "first",
        "after",
        "1",
        "-1",
        "99999999999999999999999",
        '"x"',
        '"""',
        "...",
        "on Run",
        "@skip(if: true)",
        "$v",
        "query($v: Int = 1)",
        "fragment F on Run",
        "...F",
        "accession",
        "null",
        "true",
        "1e999",
        "\\u0000",
        '"\\ud800"',
        "\x00",
        "é",
        "totalCount",
        "orderBy",
        "node",
        'id: "x"',
        "__schema",
        "__type",
        "#",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    pieces=st.lists(PIECES, max_size=25),
    variables=st.dictionaries(st.sampled_from(["v", "w"]), JSON_VALUES, max_size=2),
)
async def test_no_document_makes_the_service_fail(client, pieces, variables):
    """Random pieces of GraphQL, with random variables: a status below 500."""
    body = json.dumps({"query": " ".join(pieces), "variables": variables})
    answer = await client.post("/graphql", content=body, headers={"content-type": JSON, "accept": RESPONSE})
    assert answer.status_code < 500, answer.text


VALUES = [2**63, -(2**63) - 1, 2**63 - 1, 1.5, 1e300, True, "\x00", "x" * 10_000, "\udfff", [], {}, None, [[1]], "1"]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: repr(value)[:20])
@pytest.mark.parametrize(
    "kind", ["Long", "Int", "String", "Float", "Boolean", "RunWhere", "[RunOrderBy!]", "ID", "TypeName"]
)
async def test_no_value_of_a_variable_makes_the_service_fail(client, value, kind):
    """Numbers beyond every range, wrong types, NUL signs: refused or answered."""
    uses = {
        "Long": "runs(where: { bases: { eq: $v } }) { totalCount }",
        "Int": "runs(first: $v) { totalCount }",
        "String": "runs(where: { title: { contains: $v } }) { totalCount }",
        "Float": "imagingSeries(where: { sliceThickness: { gt: $v } }) { totalCount }",
        "Boolean": "runs(where: { title: { isNull: $v } }) { totalCount }",
        "RunWhere": "runs(where: $v) { totalCount }",
        "[RunOrderBy!]": "runs(orderBy: $v) { nodes { accession } }",
        "ID": "resolve(ids: [$v]) { state }",
        "TypeName": 'node(id: "x", type: $v) { accession }',
    }
    declared = "ID!" if kind == "ID" else kind
    sent = json.dumps({"query": f"query($v: {declared}) {{ {uses[kind]} }}", "variables": {"v": value}})
    answer = await client.post("/graphql", content=sent, headers={"content-type": JSON, "accept": RESPONSE})
    assert answer.status_code in (200, 400), answer.text
