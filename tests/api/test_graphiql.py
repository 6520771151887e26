"""The query page."""

import html
import json
import re

import orjson

from api.execute import Request
from api.graphiql import FIRST_QUESTION, tabs


def given(page: str) -> dict:
    """What the page hands to its script."""
    found = re.search(r'<script type="application/json" id="graphiql-data">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found[1])


async def test_the_page_opens_the_example_questions(client):
    """One a tab, the first one what there is to see."""
    page = (await client.get("/graphql", headers={"accept": "text/html"})).text
    assert given(page)["endpoint"] == "/graphql"
    assert given(page)["query"] is None
    assert given(page)["tabs"] == list(tabs())
    assert given(page)["tabs"][0]["query"] == FIRST_QUESTION


async def test_a_link_with_a_query_opens_that_query(client):
    """Whatever is in it cannot leave its place."""
    query = "{ runs { totalCount } } # </script><script>alert(1)</script>"
    answer = await client.get(
        "/graphql", params={"query": query, "variables": '{"a": 1}'}, headers={"accept": "text/html"}
    )
    assert given(answer.text)["query"] == query
    assert given(answer.text)["variables"] == '{"a": 1}'
    assert "<script>alert" not in answer.text
    assert html.escape("</script>") in answer.text or "\\u003c/script\\u003e" in answer.text


async def test_the_page_loads_nothing_from_elsewhere(client):
    """No other host in any address, and a policy that forbids it."""
    answer = await client.get("/graphql", headers={"accept": "text/html"})
    assert re.findall(r'(?:src|href|action)="(?:https?:)?//', answer.text) == []
    assert "default-src 'self'" in answer.headers["content-security-policy"]


def test_every_tab_is_answered(ask):
    """With its variables, on whatever graph is there."""
    for tab in tabs():
        variables = orjson.loads(tab["variables"]) if "variables" in tab else {}
        assert ask(tab["query"], **variables)


def test_a_folder_without_questions_gives_the_first_one(tmp_path):
    """An installed service may have none."""
    assert tabs(tmp_path) == ({"query": FIRST_QUESTION},)


def test_variables_stand_beside_their_question(tmp_path, engine):
    """In a file of the same name."""
    (tmp_path / "a.graphql").write_text("query($n: Int) { runs(first: $n) { totalCount } }")
    (tmp_path / "a.json").write_text('{"n": 1}')
    found = tabs(tmp_path)[1]
    assert found["variables"] == '{"n": 1}'
    assert engine.execute(Request(found["query"], json.loads(found["variables"])), ("public",)).body["data"]
