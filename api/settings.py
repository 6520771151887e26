"""Settings: one table, read once from the environment. `docs/settings.md` is written from it."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from graph_schema.errors import GsagraphError

PREFIX = "GSAGRAPH_"


class BadSetting(GsagraphError):
    """An environment variable holds what its setting cannot be."""

    code = "BAD_SETTING"


def _setting(default: Any, sentence: str, variable: str | None = None) -> Any:
    return field(default=default, metadata={"sentence": sentence, "variable": variable})


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set about the service; each field is one environment variable."""

    store: str = _setting(
        "sqlite:///gsagraph.db", "Which store to read: `sqlite:///file`, `sqlite:////absolute`, `neo4j://host:port`."
    )
    tokens: str = _setting("", "TOML file of tokens: sha256 of the token, scopes, note. None: everybody is anonymous.")
    default_first: int = _setting(25, "How many nodes a list answers where `first` is left out.")
    max_first: int = _setting(1000, "Largest `first`; a larger one is refused, never cut.")
    max_body_bytes: int = _setting(262_144, "Largest request body in bytes.")
    max_upload_bytes: int = _setting(33_554_432, "Largest request body in bytes where it carries an image.")
    max_similar_images: int = _setting(100, "Largest `first` of `similarImages`.")
    image_model: str = _setting(
        "",
        "File of `gsagraph images train` by which images that are sent, and loaded ones, get their codes. None: untrained.",
    )
    image_index: str = _setting(
        "",
        "Folder to keep the codes of all images in, for all processes and the next start. None: each reads the store.",
    )
    thumbnails: str = _setting(
        "", "Folder of thumbnails that `gsagraph images thumbnails` wrote. None: none are shown."
    )
    max_tokens: int = _setting(5_000, "Most tokens in a document.")
    max_document_characters: int = _setting(65_536, "Longest document in characters.")
    max_nesting: int = _setting(120, "Deepest nesting of brackets in a document.")
    max_depth: int = _setting(40, "Deepest nesting of fields in a document.")
    max_relation_depth: int = _setting(14, "Most relations walked one inside the other.")
    max_aliases: int = _setting(100, "Most aliases in a document, fragments counted where they are used.")
    max_root_fields: int = _setting(20, "Most root fields of an operation; each is one statement.")
    max_fields: int = _setting(3_000, "Most fields in a document, fragments counted where they are used.")
    max_repeats: int = _setting(
        120, "Most fields that repeat the name of another beside them, fragments counted where they are used."
    )
    max_directives: int = _setting(50, "Most directives in a document, fragments counted where they are used.")
    max_list_length: int = _setting(1_000, "Longest list in an argument.")
    max_input_depth: int = _setting(60, "Deepest nesting of values in the variables.")
    max_filter_depth: int = _setting(12, "Deepest nesting of conditions in a `where`.")
    max_filter_conditions: int = _setting(200, "Most conditions under one root field.")
    max_cost: int = _setting(
        1_000_000,
        "Most nodes a root field may ask for: the product of `first` along each path; a nested list without `first` counts twofold.",
    )
    max_search_hits: int = _setting(10_000, "How far the hits of a search are counted.")
    query_seconds: float = _setting(20.0, "Seconds all statements of a request may take together.")
    cached_documents: int = _setting(500, "How many parsed and validated documents are kept.")
    threads: int = _setting(8, "How many statements run at the same time.")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Defaults, and what the environment says otherwise; BadSetting for what cannot be read."""
        given = os.environ if environment is None else environment
        found = {item.name: given[variable_of(item.name)] for item in fields(cls) if given.get(variable_of(item.name))}
        return cls(**{name: _typed(name, text) for name, text in found.items()})


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return PREFIX + name.upper()


def _typed(name: str, text: str) -> Any:
    kind = next(item.type for item in fields(Settings) if item.name == name)
    if kind is str:
        return text
    try:
        value = kind(text)  # type: ignore[operator]
    except ValueError:
        value = -1
    if value <= 0:
        raise BadSetting(f"{variable_of(name)}={text!r} is no positive number", hint="see docs/settings.md")
    return value


def markdown() -> str:
    """The page `docs/settings.md`."""
    rows = [
        f"| `{variable_of(item.name)}` | {item.type.__name__} | `{item.default}` | {item.metadata['sentence']} |"  # type: ignore[union-attr]
        for item in fields(Settings)
    ]
    head = [
        "# Settings",
        "",
        "Read once, when the service starts, from environment variables. This page is written from `api/settings.py`.",
        "",
        "| variable | type | default | meaning |",
        "|---|---|---|---|",
    ]
    return "\n".join([*head, *rows, ""])
