"""`python -m cli` is the command `gsagraph`."""

from cli.main import app

app(prog_name="gsagraph")
