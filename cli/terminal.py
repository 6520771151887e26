"""Where tables and reports go: a terminal gets lines of its width, a pipe or file gets each line whole."""

from rich.console import Console

WHOLE = 100_000
"""Characters of a line that is not broken; no path or address is longer."""


def console() -> Console:
    """The console of standard output."""
    made = Console()
    return made if made.is_terminal else Console(width=WHOLE)


def examples(*commands: str) -> str:
    """The end of a command's help: each example on a line of its own."""
    return "\n\n".join(["[bold]Examples[/]", *(f"  gsagraph {command}" for command in commands)])
