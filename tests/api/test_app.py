"""The application: its routes, its errors in one shape, its state, its logs."""

import io
import json
from dataclasses import replace

import structlog
from httpx import ASGITransport, AsyncClient
from starlette.applications import Starlette
from starlette.routing import Route

from api.app import create_app, on_fault
from api.logs import AccessLog, configure_logs
from api.schema import strawberry_schema
from graph_store.open import open_store


def sender(app) -> AsyncClient:
    """A client of an application."""
    return AsyncClient(transport=ASGITransport(app, raise_app_exceptions=False), base_url="http://gsagraph.test")


async def test_the_schema_is_served_as_text(client):
    """For tools that read it."""
    answer = await client.get("/schema.graphql")
    assert (answer.status_code, answer.text) == (200, strawberry_schema().as_str() + "\n")


async def test_health_tells_that_the_store_answers(client):
    """By a statement that costs nothing."""
    answer = await client.get("/-/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_no_store_is_503_and_the_service_still_starts(settings, tmp_path):
    """For whatever is asked of it; the schema is answered all the same; the path is not told."""
    app = create_app(replace(settings, store=f"sqlite:///{tmp_path / 'absent.db'}", tokens=""))
    async with sender(app) as client:
        for answer in (
            await client.post("/graphql", json={"query": "{ runs { totalCount } }"}),
            await client.get("/-/health"),
        ):
            assert answer.status_code == 503
            assert answer.json()["errors"][0]["extensions"]["code"] == "STORE_UNAVAILABLE"
            assert "absent" not in answer.text
        assert (await client.post("/graphql", json={"query": "{ __typename }"})).json() == {
            "data": {"__typename": "Query"}
        }
    app.state.engine.close()


async def test_the_store_is_found_once_it_is_there(settings, tmp_path):
    """A service may start before its store."""
    url = f"sqlite:///{tmp_path / 'later.db'}"
    app = create_app(replace(settings, store=url, tokens=""))
    async with sender(app) as client:
        assert (await client.get("/-/health")).status_code == 503
        open_store(url, write=True).close()
        assert (await client.get("/-/health")).status_code == 200
    app.state.engine.close()


async def test_a_fault_is_told_without_its_text():
    """500, the one shape, nothing of the inside."""

    async def broken(_):
        raise RuntimeError("the password is x")

    app = Starlette(routes=[Route("/", broken)], exception_handlers={Exception: on_fault})
    async with sender(app) as client:
        answer = await client.get("/")
    assert answer.status_code == 500
    assert answer.json() == {
        "errors": [
            {
                "message": "Something went wrong here.",
                "extensions": {"code": "INTERNAL", "hint": "Try again; if it stays, report the time of the request."},
            }
        ]
    }


async def test_the_access_log_has_no_query_and_no_token(settings):
    """Method, path, status, time; no address parameters, no headers, no bodies."""
    stream = io.StringIO()
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()],
        logger_factory=structlog.WriteLoggerFactory(file=stream),
        cache_logger_on_first_use=False,
    )
    try:
        app = create_app(settings)
        async with sender(app) as client:
            await client.get(
                "/graphql",
                params={"query": '{ runs(where: { title: { eq: "geheim" } }) { totalCount } }'},
                headers={"authorization": "Bearer reviewer", "accept": "application/json"},
            )
            await client.get("/graphql", params={"query": "{ geheim }"}, headers={"authorization": "Bearer wrong"})
        app.state.engine.close()
    finally:
        structlog.reset_defaults()
    lines = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [(line["method"], line["path"], line["status"]) for line in lines] == [
        ("GET", "/graphql", 200),
        ("GET", "/graphql", 401),
    ]
    assert not {"geheim", "reviewer", "wrong", "query="} & set(stream.getvalue().replace('"', " ").split())


async def test_the_access_log_passes_other_protocols_on():
    """Start-up messages are not requests."""
    seen = []

    async def inner(scope, receive, send):
        seen.append(scope["type"])

    await AccessLog(inner)({"type": "lifespan"}, None, None)
    assert seen == ["lifespan"]


async def test_what_routes_share_is_in_the_state(app, settings):
    """Pages ask the same engine with the same tokens."""
    assert app.state.settings is settings
    assert app.state.engine.settings is settings
    assert len(app.state.tokens) == 3


async def test_the_lifespan_closes_the_store(settings):
    """After it the threads are gone."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        pass
    assert app.state.engine._threads._shutdown


def _fail(token: str) -> None:
    raise RuntimeError("fault")


def test_a_logged_fault_shows_no_values(capsys):
    """Frames, but not what stood in them: headers and tokens are among them."""
    structlog.reset_defaults()
    configure_logs()
    try:
        _fail("Bearer geheim")
    except RuntimeError:
        structlog.get_logger().exception("failed")
    finally:
        structlog.reset_defaults()
    told = capsys.readouterr()
    assert told.out == ""
    assert "fault" in told.err
    assert "geheim" not in told.err
