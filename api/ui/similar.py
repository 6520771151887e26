"""Similar images: a box for an image file, and the images of the graph that show much the same as it or as one another.

A file that is posted is answered at once and kept nowhere, so its answer has no address; the answer for an image
of the graph has one. Forms of other sites are refused.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response

from api.errors import RequestRefused, refused
from api.ui.addresses import node_path
from api.ui.asking import Asked, ask
from api.ui.columns import Link
from api.ui.documents import stored
from api.ui.page import Page
from api.ui.problems import answer, problem, told
from api.ui.thumbnails import Thumbnail, in_words, shown
from api.uploads import MULTIPART, UploadedFile, check_same_site, form_parts
from graph_schema.model import VOCABULARIES

FIRST = 30
LONGEST_FILTER, LONGEST_ID = 64, 256


@dataclass(frozen=True, slots=True)
class Similar:
    """An image found: how far its code is, its thumbnail if it may have one, and where it belongs."""

    distance: int
    link: Link
    similar_href: str
    thumbnail: Thumbnail | None
    series: Link | None
    modality: str
    body_part: str
    plane: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a reader asks: an image of the graph or one that is sent, and which images count."""

    image: str = ""
    sent: UploadedFile | None = None
    modality: str = ""
    body_part: str = ""

    @property
    def where(self) -> dict[str, Any] | None:
        """The filter, as GraphQL takes it."""
        said = {"modality": {"eq": self.modality}} if self.modality else {}
        said |= {"bodyPart": {"contains": self.body_part}} if self.body_part else {}
        return said or None


def similar(request: Request) -> Response:
    """Answers `/images/similar`, with `?image=` for an image of the graph."""
    given = request.query_params
    names = ("image", "modality", "bodyPart")
    image, modality, body_part = (given.get(name, "").strip() for name in names)
    return _page(request, Wanted(image[:LONGEST_ID], None, modality[:LONGEST_FILTER], body_part[:LONGEST_FILTER]))


def similar_path(node: Mapping[str, Any]) -> str | None:
    """The address of the images similar to an image, or to the one that stands for a series; None without a code."""
    uid = node["accession"] if node["__typename"] == "Image" else node.get("representativeImage")
    return f"/images/similar?image={uid}" if uid and node.get("imageCode") else None


async def sent(request: Request) -> Response:
    """Answers an image file posted to `/images/similar`."""
    try:
        check_same_site(request.headers)
        parts = form_parts(await _body(request), request.headers.get("content-type", MULTIPART))
    except RequestRefused as cause:
        return answer(request, cause.errors, cause.status)
    modality, body_part = (_text(parts, name) for name in ("modality", "bodyPart"))
    if not parts.get("upload"):
        return problem(request, "ONE_IMAGE_NEEDED")
    wanted = Wanted("", UploadedFile(parts["upload"]), modality, body_part)
    return await run_in_threadpool(told(partial(_page, wanted=wanted)), request)


async def _body(request: Request) -> bytes:
    """The body within the limit; what comes behind it is not read."""
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > request.app.state.settings.max_upload_bytes:
                raise refused("BODY_TOO_LARGE", hint="Send a smaller image.")
    except ClientDisconnect as cause:
        raise refused("BAD_REQUEST", "the body could not be read") from cause
    return bytes(body)


def _text(parts: Mapping[str, bytes], name: str) -> str:
    return parts.get(name, b"").decode("utf-8", "replace").strip()[:LONGEST_FILTER]


def _page(request: Request, wanted: Wanted) -> Response:
    page = Page.of(request)
    variables = {"image": wanted.image or None, "first": FIRST + 1, "where": wanted.where}
    given = Asked(stored("similar"), variables | {"upload": wanted.sent})
    asked = bool(wanted.image or wanted.sent)
    found = list(_found(page, ask(request, given)["similarImages"], wanted)) if asked else []
    return page.render(
        "similar.html",
        wanted=wanted,
        is_asked=asked,
        found=found[:FIRST],
        modalities=VOCABULARIES["Modality"].terms,
        megabytes=request.app.state.settings.max_upload_bytes >> 20,
        asked=Asked(given.document, variables),
    )


def _found(page: Page, hits: Sequence[Mapping[str, Any]], wanted: Wanted) -> Iterator[Similar]:
    """The hits as the page shows them, without the image asked about."""
    for hit in hits:
        node = hit["node"]
        if wanted.image not in (node["accession"], node["iri"]):
            yield _similar(page, hit["distance"], node)


def _similar(page: Page, distance: int, node: Mapping[str, Any]) -> Similar:
    series = node["imagingSeries"] or {}
    path = node_path("ImagingSeries", series["accession"], series["iri"]) if series else ""
    return Similar(
        distance,
        Link(node["accession"], node_path("Image", node["accession"], node["iri"])),
        similar_path(node) or "",
        shown(page.request, page.language, node),
        Link(series.get("seriesDescription") or series["accession"], path) if series else None,
        series.get("modality") or "",
        series.get("bodyPart") or "",
        in_words(page.language, node["plane"]),
    )
