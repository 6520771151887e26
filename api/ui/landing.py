"""The address of a thing and of its documents: `/run/CRR000001` answers 303, `/run/CRR000001.ttl` is a document.

The thing's own address leads to the document the client accepts best. Withdrawn things keep their
address: their documents answer 410 with the metadata that is left.
"""

from collections.abc import Mapping
from typing import Any

import orjson
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from api.ui import documents
from api.ui.access import GONE
from api.ui.addresses import around_path, list_path, node_path
from api.ui.asking import Asked, ask
from api.ui.forms import FORMS, HTML, JSON, JSON_LD, Form, accepted, split_suffix
from api.ui.linked import describe
from api.ui.page import Page
from api.ui.problems import problem
from api.ui.quality import qualities
from api.ui.record import ROWS, document, view
from api.ui.similar import similar_path
from api.ui.taxonomy import profiles
from api.ui.thumbnails import Thumbnail, of_image, shown
from graph_schema.accession import detect
from graph_schema.iri import page_url
from graph_schema.model import NODE_TYPES

TYPE_OF_PATH = {node.path: name for name, node in NODE_TYPES.items()} | {"biosample": "Sample", "omixfile": "File"}
PATHS = tuple(TYPE_OF_PATH)
EMBEDDED_EDGES = 20


def landing(request: Request) -> Response:
    """Answers `/{path of a type}/{accession}`, with or without the suffix of a form."""
    node_type = TYPE_OF_PATH[request.url.path.lstrip("/").partition("/")[0]]
    rest = request.path_params["accession"]
    for accession, form in _readings(rest):
        node, asked = _find(request, node_type, accession)
        if node is not None:
            return _document(request, node, asked, form) if form else _see_other(request, node)
    return _nothing(request, node_type, split_suffix(rest)[0])


def _readings(rest: str) -> list[tuple[str, Form | None]]:
    """What a path may mean: with its last part as a suffix first, then all of it as the accession."""
    stem, form = split_suffix(rest)
    return [(stem, form), (rest, None)] if form else [(rest, None)]


def _find(request: Request, node_type: str, accession: str) -> tuple[Mapping[str, Any] | None, Asked]:
    """The node of this type and accession, however the accession is written."""
    known = detect(accession)
    wanted = known.value if known and known.node_type == node_type else accession
    asked = Asked(documents.record(node_type), {"id": wanted, "rows": ROWS})
    return ask(request, asked)["node"], asked


def _see_other(request: Request, node: Mapping[str, Any]) -> Response:
    """303 to the document the client accepts best, with links to all of them."""
    form = accepted(request.headers.get("accept"))
    if form is None:
        media = ", ".join(form.media_type for form in FORMS)
        return problem(request, "NOT_ACCEPTABLE", hint=f"Accept one of: {media}")
    query = f"?{request.url.query}" if request.url.query else ""
    headers = {"vary": "accept", "link": _links(node)}
    return RedirectResponse(f"{_path(node)}.{form.suffix}{query}", 303, headers)


def _path(node: Mapping[str, Any]) -> str:
    return node_path(node["__typename"], node["accession"], node["iri"])


def _links(node: Mapping[str, Any]) -> str:
    """The Link header: every form, and the thing described."""
    alternates = [f'<{_path(node)}.{form.suffix}>; rel="alternate"; type="{form.media_type}"' for form in FORMS]
    return ", ".join([*alternates, f'<{node["iri"]}>; rel="describes"'])


def _document(request: Request, node: Mapping[str, Any], asked: Asked, form: Form) -> Response:
    gone = node.get("releaseState") in GONE
    status = 410 if gone else 200
    if form is HTML:
        return _html(request, node, asked, gone, status)
    headers = {"link": _links(node)}
    if form is JSON:
        body = orjson.dumps(document(node), option=orjson.OPT_INDENT_2)
        return Response(body, status, headers, form.content_type)
    told = describe(request, node["__typename"], node["accession"], form.suffix)
    if told.left_out:
        headers["gsagraph-left-out"] = f"{told.left_out} relationships"
    return Response(told.body, status, headers, form.content_type)


def _html(request: Request, node: Mapping[str, Any], asked: Asked, gone: bool, status: int) -> Response:
    page = Page.of(request)
    told = describe(request, node["__typename"], node["accession"], JSON_LD.suffix, EMBEDDED_EDGES)
    return page.render(
        "record.html",
        status,
        headers={"link": _links(node)},
        record=view(page.language, node, gone),
        asked=asked,
        formats=[(form, f"{_path(node)}.{form.suffix}") for form in FORMS],
        json_ld=orjson.loads(told.body),
        archive_page=page_url(node["accession"]),
        graph_href=around_path(node["accession"]),
        list_path=list_path,
        picture=_picture(page, node),
        qualities=qualities(request, page.language, node),
        profiles=profiles(request, page.language, node),
        similar_href=similar_path(node),
    )


def _picture(page: Page, node: Mapping[str, Any]) -> Thumbnail | None:
    """The thumbnail of an image, or of the image that stands for a series."""
    if node["__typename"] == "Image":
        return shown(page.request, page.language, node)
    return of_image(page.request, page.language, node.get("representativeImage"))


def _nothing(request: Request, node_type: str, accession: str) -> Response:
    """404: no such record of this type that the reader may see; where the accession is of another type, its address."""
    known = detect(accession)
    if known and known.node_type and known.node_type != node_type:
        hint = f"{known.value} is of the type {known.node_type}: see {node_path(known.node_type, known.value)}"
    elif known:
        hint = "The accession is valid, but nothing is loaded for it. It may be unreleased, or not in this graph."
    else:
        hint = "This is no accession of an archive. Look for words at /search."
    return problem(request, "NOT_FOUND", f"{NODE_TYPES[node_type].name} {accession} is not in this graph.", hint)
