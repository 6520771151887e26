"""The example questions: GraphQL files of `examples/queries/`, shown on the first page.

A file begins with a comment, the question in words; variables stand beside it in `<name>.json`.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import orjson

from api.ui.asking import Asked

FOLDER = Path(__file__).parents[2] / "examples" / "queries"
NUMBER = re.compile(r"^\d+[.)]\s*")


@dataclass(frozen=True, slots=True)
class Question:
    """A question in words, and the query page with it in GraphQL."""

    title: str
    href: str


@cache
def questions(folder: Path = FOLDER) -> tuple[Question, ...]:
    """All questions in the order of their files; none where the folder is missing."""
    files = sorted(folder.glob("*.graphql")) if folder.is_dir() else []
    return tuple(_question(file) for file in files)


def _question(file: Path) -> Question:
    text, beside = file.read_text("utf-8"), file.with_suffix(".json")
    variables: dict[str, Any] = orjson.loads(beside.read_bytes()) if beside.is_file() else {}
    return Question(_title(text) or file.stem.replace("-", " "), Asked(text, variables).href)


def _title(text: str) -> str:
    """The first line, where it is a comment, without its number."""
    first = text.lstrip().partition("\n")[0]
    return NUMBER.sub("", first.lstrip("# ").strip()) if first.startswith("#") else ""
