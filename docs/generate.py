"""Writes the pages that are derived from the program; with --check only says which are stale.

usage: python docs/generate.py [--check]
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer
from typer.testing import CliRunner

from api.errors import markdown as errors_page
from api.schema import strawberry_schema
from api.settings import markdown as settings_page
from cli.main import app
from qc.sequence import contract

DOCS = Path(__file__).resolve().parent


def main() -> int:
    """0 when every page is as derived (or was written), 1 when --check finds a stale one."""
    check = sys.argv[1:] == ["--check"]
    stale = [path for path, text in pages() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path, text in pages():
        if not check:
            path.write_text(text, encoding="utf-8")
    for path in stale:
        print(f"{'stale' if check else 'written'}: {path.relative_to(DOCS.parent)}", file=sys.stderr)
    if check and stale:
        print("run ./dev docs", file=sys.stderr)
    return int(check and bool(stale))


def pages() -> Iterator[tuple[Path, str]]:
    """Each derived page and its text."""
    yield DOCS / "settings.md", settings_page()
    yield DOCS / "errors.md", errors_page()
    yield DOCS / "schema.graphql", strawberry_schema().as_str() + "\n"
    yield DOCS / "cli.md", command_line_page()
    yield DOCS / "qc-report.schema.json", contract.schema()
    yield DOCS / "sequence-codes.md", contract.codes_page()


def command_line_page() -> str:
    """The help of every command, as the terminal shows it, without its colours."""
    root = typer.main.get_command(app)
    parts = ["# The command line", "", "Written from the commands themselves by `./dev docs`.", ""]
    for name, text in helps(root, ()):
        parts += [f"## {name}", "", "```", text, "```", ""]
    return "\n".join(parts)


def helps(command: Any, path: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Name and help of a command and of all below it."""
    plain = {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb"}
    text = CliRunner().invoke(app, [*path, "--help"], env=plain, prog_name="gsagraph").stdout
    yield " ".join(["gsagraph", *path]), "\n".join(line.rstrip() for line in text.strip().splitlines())
    for name in sorted(getattr(command, "commands", {})):
        yield from helps(command.get_command(None, name), (*path, name))


if __name__ == "__main__":
    sys.exit(main())
