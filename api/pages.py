"""The routes of the pages: first page, search, tables, records, explorer, and the built browser files.

Every page is made on the server and gets its data by GraphQL documents run in this process. The
handlers are in `api/ui/`, one module a page; each failure is told in words by `problems.told`.
"""

from collections.abc import Callable

from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.ui.assets import STATIC
from api.ui.downloads import FORMATS
from api.ui.explorer import explorer
from api.ui.home import home
from api.ui.landing import PATHS, landing
from api.ui.problems import told
from api.ui.results import download, results
from api.ui.search import pasted, search
from api.ui.similar import sent, similar
from api.ui.thumbnails import thumbnail
from graph_schema.model import NODE_TYPES

A_YEAR = "public, max-age=31536000, immutable"


class BuiltFiles(StaticFiles):
    """The built files; their names carry a hash of their content, so they may be kept for ever."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """A file, with its time to live."""
        response = await super().get_response(path, scope)
        hashed = "-" in path.rpartition("/")[2]
        response.headers["cache-control"] = A_YEAR if hashed else "no-cache"
        return response


async def no_icon(_: Request) -> Response:
    """Browsers ask for an icon beside JSON; there is none."""
    return Response(status_code=204, headers={"cache-control": A_YEAR})


def page_routes() -> list[BaseRoute]:
    """All routes of the pages, exact ones before those of any accession."""
    return [
        Mount("/static", GZipMiddleware(BuiltFiles(directory=STATIC, check_dir=False)), name="static"),
        Route("/favicon.ico", no_icon, methods=["GET"]),
        _route("/", home),
        _route("/search", search),
        Route("/search", pasted, methods=["POST"]),
        _route("/graph", explorer),
        _route("/images/similar", similar),
        Route("/images/similar", sent, methods=["POST"]),
        _route("/thumbnails/{uid}.png", thumbnail),
        *(route for name in NODE_TYPES for route in _tables(name)),
        *(_route(f"/{path}/{{accession:path}}", landing) for path in PATHS),
    ]


def _route(path: str, handler: Callable[[Request], Response]) -> Route:
    return Route(path, told(handler), methods=["GET"])


def _tables(node_type: str) -> list[Route]:
    """The table of a type and its downloads."""
    root = NODE_TYPES[node_type].root
    if root is None:
        return []
    return [_route(f"/{root}", results), *(_route(f"/{root}.{suffix}", download) for suffix in FORMATS)]
