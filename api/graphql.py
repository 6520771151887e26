"""The GraphQL endpoint: GET and POST, two media types, and the query page for browsers."""

from collections.abc import Callable

import structlog
from graphql import OperationType
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from api.errors import RequestRefused, of_own, refused
from api.execute import Answer, Engine, Request
from api.negotiation import (
    HTML,
    JSON,
    RESPONSE,
    check_content_type,
    from_body,
    from_multipart,
    from_query,
    preferred,
    refusal,
    response,
)
from api.uploads import MULTIPART, check_same_site
from api.viewer import Token, Viewer, viewer_of
from graph_schema.errors import QueryRefused, StoreUnavailable

logger = structlog.get_logger("gsagraph.http")


class GraphQLEndpoint:
    """Answers `/graphql`; one per application."""

    def __init__(self, engine: Engine, tokens: tuple[Token, ...], page: Callable[[HttpRequest], Response]) -> None:
        self.engine = engine
        self.tokens = tokens
        self.page = page

    async def respond(self, request: HttpRequest) -> Response:
        """One HTTP request; never a status above 499 for what a client sends."""
        accept = request.headers.get("accept")
        may_show = request.method == "GET" and "format" not in request.query_params
        media_type = preferred(accept, (JSON, RESPONSE, HTML) if may_show else (JSON, RESPONSE))
        if media_type is None and not may_show and preferred(accept, (HTML,)):
            media_type = JSON
        try:
            if media_type == HTML:
                return self.page(request)
            if media_type is None:
                raise refused("NOT_ACCEPTABLE")
            return await self._graphql(request, media_type)
        except RequestRefused as cause:
            return refusal(cause, media_type or JSON)
        except StoreUnavailable as cause:
            logger.warning("the store is unavailable", code=cause.code)
            return response({"errors": [of_own(cause)]}, media_type or JSON, 503, {"Retry-After": "5"})

    async def _graphql(self, request: HttpRequest, media_type: str) -> Response:
        viewer = viewer_of(request.headers.get("authorization"), self.tokens)
        asked = await self._read(request)
        answer = await self.engine.run(self._execute, asked, viewer, request.method == "GET")
        return response(answer.body, media_type)

    async def _read(self, request: HttpRequest) -> Request:
        if request.method == "GET":
            return from_query(request.query_params)
        if request.method != "POST":
            raise refused("METHOD_NOT_ALLOWED", headers={"Allow": "GET, POST"})
        content_type = request.headers.get("content-type", "")
        if content_type.lower().startswith(MULTIPART):
            check_same_site(request.headers)
            body = await self._body(request, "upload")
            return from_multipart(body, content_type, self.engine.settings.max_body_bytes)
        check_content_type(content_type)
        return from_body(await self._body(request, "body"))

    async def _body(self, request: HttpRequest, limit: str) -> bytes:
        """The body, read no further than the limit."""
        body = bytearray()
        try:
            async for chunk in request.stream():
                body += chunk
                self.engine.limits.check(limit, len(body))
        except QueryRefused as cause:
            raise refused(cause.code, cause.message, cause.hint) from cause
        except (ClientDisconnect, HTTPException) as cause:
            raise refused("BAD_REQUEST", "the body could not be read") from cause
        return bytes(body)

    def _execute(self, asked: Request, viewer: Viewer, by_get: bool) -> Answer:
        if by_get:
            _, operation = self.engine.read(asked)
            if operation.operation is not OperationType.QUERY:
                raise refused("METHOD_NOT_ALLOWED", "only queries are answered by GET", headers={"Allow": "POST"})
        return self.engine.execute(asked, viewer.scopes)
