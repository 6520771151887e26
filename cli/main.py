"""The command `gsagraph`: one verb a module, found here by name and imported when it is asked for.

A verb brings along what it works with (image libraries, cryptography); no other verb should wait for that.
"""

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

VERBS = (
    "load",
    "qc",
    "taxonomy",
    "deidentify",
    "serve",
    "stats",
    "resolve",
    "anonymity",
    "export",
    "images",
    "keys",
    "store",
)


class Verbs(TyperGroup):
    """The verbs of the command line. Module `cli.<verb>` has `<verb>_app`, or `<verb>_command` and its EXAMPLES."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        names: dict[str, Any] = dict.fromkeys(VERBS)  # for help and for "did you mean"
        self.commands = names

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 -- the signature is the group's
        """A verb, imported now; None where there is none of this name."""
        return _verb(cmd_name) if cmd_name in VERBS else None


app = typer.Typer(
    name="gsagraph",
    cls=Verbs,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@app.callback()
def gsagraph() -> None:
    """One linked-data knowledge graph over GSA, GSA-Human, OMIX and OBIA."""


def _verb(name: str) -> Any:
    module = import_module(f"cli.{name}")
    verbs = getattr(module, f"{name}_app", None)
    if verbs is None:
        alone = typer.Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
        alone.command(name, epilog=module.EXAMPLES)(getattr(module, f"{name}_command"))
        return typer.main.get_command(alone)
    verbs.info.name = name
    return typer.main.get_group(verbs)
