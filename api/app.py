"""The application: `create_app` joins settings, store, viewer and routes. Nothing else is global.

Routes: `/graphql` (questions and the query page), `/schema.graphql` (the schema as text),
`/-/health` (whether the store answers); behind these the pages of `api.pages`. What routes share is
in `app.state`: `engine`, `settings`, `tokens`, `assets`.
"""

from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import structlog
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute, Route

from api.errors import RequestRefused, code_of, error, of_own
from api.execute import Engine
from api.graphiql import page
from api.graphql import GraphQLEndpoint
from api.headers import SafeHeaders
from api.logs import AccessLog, configure_logs
from api.negotiation import JSON, response, status_of
from api.pages import page_routes
from api.schema import strawberry_schema
from api.session import OpenStore
from api.settings import Settings
from api.ui.assets import Assets
from api.ui.problems import answer
from api.viewer import PUBLIC, Token, read_tokens
from graph_schema.errors import GsagraphError
from graph_store.plan import Columns, Lookup, Plan, Rows
from graph_store.protocol import Store

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")
"""The endpoint refuses the others itself, in the one shape of errors."""

HEALTH_SECONDS = 5.0
NOTHING = Lookup(0, ("Release",), Rows((("Release", Columns(("accession",))),)))

logger = structlog.get_logger("gsagraph.http")


def create_app(settings: Settings | None = None, store: Store | None = None) -> Starlette:
    """The application over a store; without settings they are read from the environment."""
    configure_logs()
    chosen = settings or Settings.from_environment()
    opened = OpenStore(chosen.store, store)
    tokens = read_tokens(chosen.tokens)
    seen = frozenset(scope for token in tokens for scope in token.viewer.scopes) | {PUBLIC}
    engine = Engine(opened, chosen, seen)
    app = Starlette(
        routes=routes(engine, tokens),
        exception_handlers={HTTPException: on_http_error, GsagraphError: on_own_error, Exception: on_fault},
        lifespan=lifespan(engine),
        middleware=[Middleware(AccessLog), Middleware(SafeHeaders)],
    )
    app.state.engine = engine
    app.state.settings = chosen
    app.state.tokens = tokens
    app.state.assets = Assets()
    return app


def routes(engine: Engine, tokens: tuple[Token, ...]) -> Sequence[BaseRoute]:
    """Every address of the service, in the order they are tried."""
    return [
        Route("/graphql", GraphQLEndpoint(engine, tokens, page).respond, methods=list(METHODS)),
        Route("/schema.graphql", schema_text),
        Route("/-/health", health),
        *page_routes(),
    ]


def lifespan(engine: Engine) -> Callable[[Starlette], AbstractAsyncContextManager[None]]:
    """The store is closed when the service ends."""

    @asynccontextmanager
    async def around(_: Starlette) -> AsyncIterator[None]:
        try:
            yield
        finally:
            engine.close()

    return around


async def schema_text(_: Request) -> Response:
    """The schema in the schema definition language."""
    return PlainTextResponse(strawberry_schema().as_str() + "\n")


async def health(request: Request) -> Response:
    """Whether the store answers: 200, or 503."""
    engine: Engine = request.app.state.engine
    await engine.run(_look_up_nothing, engine)
    return response({"status": "ok"}, JSON)


def _look_up_nothing(engine: Engine) -> None:
    """The cheapest statement there is."""
    engine.store().execute(Plan(NOTHING), [[]], ("public",), HEALTH_SECONDS)


async def on_http_error(request: Request, cause: Exception) -> Response:
    """Errors of routing, in the one shape; as a page for whoever asks for pages."""
    status = cause.status_code if isinstance(cause, HTTPException) else 400
    code = {404: "NOT_FOUND", 405: "METHOD_NOT_ALLOWED"}.get(status, "BAD_REQUEST")
    if "text/html" in request.headers.get("accept", ""):
        return answer(request, [error(code)], status)
    return response({"errors": [error(code)]}, JSON, status)


async def on_own_error(_: Request, cause: Exception) -> Response:
    """Our own errors, in the one shape; what a store says of itself stays here."""
    assert isinstance(cause, GsagraphError)
    status = cause.status if isinstance(cause, RequestRefused) else status_of(code_of(cause))
    told = cause.errors if isinstance(cause, RequestRefused) else [of_own(cause)]
    return response({"errors": told}, JSON, status)


async def on_fault(request: Request, cause: Exception) -> Response:
    """A fault of the service: logged with its place, told without it."""
    logger.error("a request failed", path=request.url.path, exc_info=cause)
    return response({"errors": [error("INTERNAL")]}, JSON, 500)
