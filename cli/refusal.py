"""How the command line says that it cannot go on: `error CODE: message`, a hint, and exit code 2."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import typer

from graph_schema.errors import GsagraphError, StoreUnavailable

UNUSABLE = 2

P = ParamSpec("P")
R = TypeVar("R")


def refusals_told(command: Callable[P, R]) -> Callable[P, R]:
    """The command, with the errors of this project told in words instead of a traceback."""

    @wraps(command)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except GsagraphError as error:
            raise refused(error) from error
        except BrokenPipeError:
            raise
        except OSError as error:
            raise refused(unavailable(error)) from error

    return told


def unavailable(error: OSError) -> StoreUnavailable:
    """What the system says about a file or folder that a command needs and that is no input."""
    reason = error.strerror or type(error).__name__
    message = f"{error.filename}: {reason}" if error.filename else reason
    return StoreUnavailable(message, hint="check the folder of the store, its permissions and the space on the disk")


def refused(error: GsagraphError) -> typer.Exit:
    """Tell the error on standard error; raise what this gives back to leave with exit code 2."""
    typer.echo(f"error {error.code}: {error.message}", err=True)
    if error.hint:
        typer.echo(f"hint: {error.hint}", err=True)
    return typer.Exit(UNUSABLE)
