"""`gsagraph serve`: the web service, started by its import string so that the command line imports none of it."""

import os
import socket
import sys
from typing import Annotated

import typer
import uvicorn
from uvicorn.supervisors import ChangeReload, Multiprocess

from cli.terminal import examples

APPLICATION = "api.app:create_app"
BACKLOG = 2048
EXAMPLES = examples("serve", "serve --port 0 --store sqlite:////data/graph.db", "serve --host 0.0.0.0 --workers 4")


def serve_command(
    host: Annotated[str, typer.Option(help="The address to listen at; 0.0.0.0 for every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port; 0 takes a free one.")] = 8000,
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help="The store to serve.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="How many processes answer.")] = 1,
    reload: Annotated[bool, typer.Option("--reload", help="Start anew when the code changes.")] = False,
) -> None:
    """Serve GraphQL, records and the explorer; prints the address."""
    if store:
        os.environ["GSAGRAPH_STORE"] = store
    listener = listen(host, port)
    sys.stdout.write(f"{address(host, listener)}\n")
    sys.stdout.flush()
    run(
        uvicorn.Config(
            APPLICATION, factory=True, workers=workers, reload=reload, access_log=False, log_level="warning"
        ),
        listener,
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket bound to the address; exit 2 with a message where that cannot be."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        typer.echo(f"error CANNOT_LISTEN: {host} port {port}: {error.strerror}", err=True)
        typer.echo("hint: choose another --port (0 takes a free one), or end what listens there", err=True)
        raise typer.Exit(2) from error


def address(host: str, listener: socket.socket) -> str:
    """What to open in a browser."""
    shown = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 -- compared, not bound
    port = listener.getsockname()[1]
    return f"http://[{shown}]:{port}/" if ":" in shown else f"http://{shown}:{port}/"


def run(config: uvicorn.Config, listener: socket.socket) -> None:
    """Serve until told to stop, in this process or in several."""
    server = uvicorn.Server(config)
    if config.should_reload:
        ChangeReload(config, target=server.run, sockets=[listener]).run()
    elif config.workers > 1:
        Multiprocess(config, sockets=[listener]).run()
    else:
        server.run(sockets=[listener])
