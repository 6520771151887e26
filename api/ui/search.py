"""Search: one box for an accession, a list of accessions, or words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from urllib.parse import parse_qs, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.ui import documents, listing
from api.ui.addresses import graph_path, node_path
from api.ui.asking import Asked, ask
from api.ui.documents import stored
from api.ui.page import Page
from api.ui.problems import problem, told
from graph_schema.model import NODE_TYPES

MOST_LINES = 1_000
LONGEST_QUERY = 2_000
"""Characters of a pasted text up to which it is kept in the address, where it can be shared."""
MOST_GRAPH_IDS = 60
SHOWN, ALL_SHOWN = 8, 200


@dataclass(frozen=True, slots=True)
class Group:
    """The nodes of one type that a text finds; `all_href` shows more of them."""

    type: str
    total: int
    exact: bool
    nodes: Sequence[Mapping[str, Any]]
    all_href: str


def search(request: Request) -> Response:
    """Answers `/search?q=`: an accession leads to its record, several to a list, other text to results by type."""
    return _answer(request, request.query_params.get("q", "").strip())


async def pasted(request: Request) -> Response:
    """Answers a text posted to `/search`: back to an address, unless it is a list too long for one."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > request.app.state.settings.max_body_bytes:
            return problem(request, "BODY_TOO_LARGE")
    text = parse_qs(body.decode("utf-8", "replace")).get("q", [""])[0].strip()
    if len(text) <= LONGEST_QUERY:
        return RedirectResponse(f"/search?{urlencode({'q': text})}", 303)
    return await run_in_threadpool(told(partial(_answer, text=text)), request)


def _answer(request: Request, text: str) -> Response:
    tokens = listing.tokens_of(text)
    if len(tokens) == 1:
        found = ask(request, _resolving(tokens))["resolve"][0]
        if found["state"] == "found":
            return RedirectResponse(node_path(found["nodeType"], found["accession"], found["iri"]), 302)
    return _list(request, tokens) if tokens else _words(request, text)


def _resolving(tokens: Sequence[str]) -> Asked:
    return Asked(stored("resolve"), {"ids": list(tokens)})


def _list(request: Request, tokens: Sequence[str]) -> Response:
    """The list page: every line with its state, what was found with title and access."""
    page, asked = Page.of(request), _resolving(tokens[:MOST_LINES])
    resolved = ask(request, asked)["resolve"]
    lines = list(listing.lines_of(resolved, _details(request, resolved)))
    found = [item["accession"] for item in resolved if item["state"] == "found"]
    counts = [f"{page.gettext(words)}: {count}" for words, count in listing.counts_by_state(lines)]
    return page.render(
        "list.html",
        asked=asked,
        lines=lines,
        summary=" · ".join(counts),
        left_out=max(0, len(tokens) - MOST_LINES),
        limit=MOST_LINES,
        graph_href=graph_path(found[:MOST_GRAPH_IDS]) if found else None,
    )


def _details(request: Request, resolved: Sequence[Mapping[str, Any]]) -> dict[str, Mapping[str, Any]]:
    """Titles and access states of the nodes found, by IRI."""
    by_type = listing.found_by_type(resolved)
    if not by_type:
        return {}
    variables = {f"ids{index}": ids for index, ids in enumerate(by_type.values())}
    data = ask(request, Asked(documents.details(tuple(by_type)), variables))
    return {node["iri"]: node for connection in data.values() for node in connection["nodes"]}


def _words(request: Request, text: str) -> Response:
    """Results by type; one type alone where the address names it."""
    wanted = request.query_params.get("type")
    types = (wanted,) if wanted in NODE_TYPES else documents.SEARCHED
    asked = Asked(documents.searches(types), {"text": text, "first": ALL_SHOWN if len(types) == 1 else SHOWN})
    groups = list(_groups(text, types, ask(request, asked))) if text else []
    total = sum(group.total for group in groups)
    page = Page.of(request)
    exact = all(group.exact for group in groups)
    words = page.ngettext("%(n)s record", "%(n)s records", total) % {"n": f"{total:,}{'' if exact else '+'}"}
    return page.render("search.html", text=text, groups=groups, total_words=words, asked=asked)


def _groups(text: str, types: Sequence[str], data: Mapping[str, Any]) -> Iterator[Group]:
    for index, node_type in enumerate(types):
        found = data[f"found{index}"]
        if found["totalCount"]:
            href = f"/search?{urlencode({'q': text, 'type': node_type})}"
            yield Group(node_type, found["totalCount"], found["totalCountIsExact"], found["nodes"], href)
