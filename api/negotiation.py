"""GraphQL over HTTP: a request's media types and body into a `Request`, an answer into a response.

`application/graphql-response+json` answers refused requests with their own status. Under
`application/json` a well-formed request is answered 200, whatever is wrong with its document
(section 6.4.1 of the GraphQL over HTTP draft).
"""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson
from starlette.responses import Response

from api.errors import CODES, RequestRefused, refused
from api.execute import Request
from api.uploads import request_of

RESPONSE = "application/graphql-response+json"
JSON = "application/json"
HTML = "text/html"

MALFORMED = {
    "BAD_REQUEST",
    "BAD_TOKEN",
    "BODY_TOO_LARGE",
    "CROSS_SITE",
    "METHOD_NOT_ALLOWED",
    "NOT_ACCEPTABLE",
    "STORE_UNAVAILABLE",
    "UNSUPPORTED_MEDIA_TYPE",
}
"""Codes whose status stands under every media type: the request never got as far as a document."""


def preferred(accept: str | None, offered: Iterable[str]) -> str | None:
    """The offered media type that the client likes best; the first offered one without an opinion."""
    best, best_weight = None, 0.0
    for offer in offered:
        weight = _weight(offer, accept or "*/*")
        if weight > best_weight:
            best, best_weight = offer, weight
    return best


def _weight(offer: str, accept: str) -> float:
    """The q-value of an offer by the most specific range that holds it."""
    ranges = {"*/*": 0, offer.partition("/")[0] + "/*": 1, offer: 2}
    found = (-1, 0.0)
    for item in accept.lower().split(","):
        kind, *parameters = [part.strip() for part in item.split(";")]
        if kind in ranges and _charset_is_ours(parameters):
            found = max(found, (ranges[kind], _quality(parameters)))
    return found[1]


def _charset_is_ours(parameters: list[str]) -> bool:
    return all(
        text.removeprefix("charset=").strip('"') in ("utf-8", "utf8")
        for text in parameters
        if text.startswith("charset=")
    )


def _quality(parameters: list[str]) -> float:
    for text in parameters:
        if text.startswith("q="):
            try:
                return min(max(float(text[2:]), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def check_content_type(given: str | None) -> None:
    """POST takes JSON in UTF-8 only; other types could be sent across sites without asking first."""
    kind, *parameters = [part.strip() for part in (given or "").lower().split(";")]
    if kind != JSON or not _charset_is_ours(parameters):
        raise refused("UNSUPPORTED_MEDIA_TYPE")


def from_body(body: bytes) -> Request:
    """The request in a POST body."""
    try:
        told = orjson.loads(body)
    except orjson.JSONDecodeError as cause:
        raise refused("BAD_REQUEST", "the body is not JSON") from cause
    if isinstance(told, list):
        raise refused("BAD_REQUEST", "a list of requests is not taken", "send one request at a time")
    if not isinstance(told, dict):
        raise refused("BAD_REQUEST", "the body is no JSON object")
    return _request(told)


def from_multipart(body: bytes, content_type: str, longest: int) -> Request:
    """The request in a multipart body, with its files; `longest` bytes of what is no file."""
    return _request(request_of(body, content_type, longest))


def from_query(parameters: Mapping[str, str]) -> Request:
    """The request in a GET address; `variables` and `extensions` are JSON texts."""
    told: dict[str, Any] = dict(parameters)
    for name in ("variables", "extensions"):
        if told.get(name):
            try:
                told[name] = orjson.loads(told[name])
            except orjson.JSONDecodeError as cause:
                raise refused("BAD_REQUEST", f"`{name}` is not JSON") from cause
        elif name in told:
            told[name] = None
    return _request(told)


def _request(told: Mapping[str, Any]) -> Request:
    query, name = told.get("query"), told.get("operationName")
    variables, extensions = told.get("variables"), told.get("extensions")
    if not isinstance(query, str) or not query.strip():
        raise refused("BAD_REQUEST", "`query` is missing, or is no text")
    if name is not None and not isinstance(name, str):
        raise refused("BAD_REQUEST", "`operationName` is no text")
    for key, value in (("variables", variables), ("extensions", extensions)):
        if value is not None and not isinstance(value, dict):
            raise refused("BAD_REQUEST", f"`{key}` is no JSON object")
    return Request(query, variables or {}, name or None)


def response(
    body: dict[str, Any], media_type: str, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """An answer in one of our two media types."""
    return Response(
        orjson.dumps(body),
        status,
        {"Content-Type": f"{media_type}; charset=utf-8", "Vary": "Accept, Authorization", **(headers or {})},
    )


def refusal(cause: RequestRefused, media_type: str) -> Response:
    """A refused request: errors, no data."""
    status = cause.status
    if media_type == JSON and cause.code not in MALFORMED:
        status = 200
    return response({"errors": cause.errors}, media_type, status, cause.headers)


def status_of(code: str) -> int:
    """The HTTP status of a code."""
    return CODES[code].status
