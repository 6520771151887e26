"""Pasted lists of accessions: what is one, and what each line of it is in words.

One bad line never stops the others. Titles and access states come by a second document, one root
field for each type that was found.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.ui.access import GONE
from api.ui.addresses import node_path
from api.ui.labels import type_words
from graph_schema.accession import detect
from graph_schema.iri import page_url
from graph_schema.model import NODE_TYPES

SEPARATORS = re.compile(r"[\s,;,;、|]+")

STATES: dict[str, tuple[str, str]] = {
    "found": ("found", "good"),
    "unknown": ("not in this graph", "warn"),
    "invalid": ("not an accession", "bad"),
    "pre_accession": ("not an accession yet", "warn"),
    "withdrawn": ("withdrawn", "bad"),
}
ACCESS = {"open": "Open access", "controlled": "Controlled access"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: what was asked, its state in words, and the record or archive page it leads to."""

    input: str
    accession: str | None
    state_words: str
    mood: str
    archive: str | None
    type: str
    title: str = ""
    access: str = ""
    href: str | None = None
    page_url: str | None = None


def tokens_of(text: str) -> list[str]:
    """The entries of a list, each once; none where the text is words to search for.

    Several lines are a list if one of them is an accession; one line is, if most of its words are.
    A line of a list is one entry, unless all its words are accessions.

    >>> tokens_of("CRR000001, CRR000002"), tokens_of("lung cancer CRR000001")
    (['CRR000001', 'CRR000002'], [])
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    entries = list(dict.fromkeys(entry for line in lines for entry in _entries(line)))
    known = sum(detect(entry) is not None for entry in entries)
    if len(lines) > 1:
        return entries if known else []
    words = [word for word in SEPARATORS.split(text) if word]
    entries = list(dict.fromkeys(words))
    return entries if 2 * sum(detect(word) is not None for word in words) > len(words) else []


def _entries(line: str) -> list[str]:
    words = [word for word in SEPARATORS.split(line) if word]
    return words if all(detect(word) for word in words) else [line]


def found_by_type(resolved: Sequence[Mapping[str, Any]]) -> dict[str, list[str]]:
    """The accessions that were found, by their node type."""
    found: dict[str, list[str]] = {}
    for item in resolved:
        if item["state"] == "found" and NODE_TYPES[item["nodeType"]].root:
            found.setdefault(item["nodeType"], []).append(item["accession"])
    return found


def lines_of(resolved: Sequence[Mapping[str, Any]], details: Mapping[str, Mapping[str, Any]]) -> Iterator[Line]:
    """The lines in the order asked; `details` are nodes by IRI, with title and access."""
    for item in resolved:
        yield _line(item, details.get(item["iri"] or "", {}))


def _line(item: Mapping[str, Any], node: Mapping[str, Any]) -> Line:
    state = "withdrawn" if node.get("releaseState") in GONE else item["state"]
    words, mood = STATES[state]
    found = item["state"] == "found"
    return Line(
        input=item["input"],
        accession=item["accession"],
        state_words=words,
        mood=mood,
        archive=item["archive"],
        type=type_words(item["nodeType"]) if not found and item["nodeType"] else item["nodeType"] or "",
        title=node.get("title") or "",
        access=ACCESS.get(node.get("accessType") or "", ""),
        href=node_path(item["nodeType"], item["accession"], item["iri"]) if found else None,
        page_url=page_url(item["accession"]) if item["state"] == "unknown" and item["accession"] else None,
    )


def counts_by_state(lines: Sequence[Line]) -> list[tuple[str, int]]:
    """How many lines are in each state, in the order of `STATES`."""
    counted = [(words, sum(line.state_words == words for line in lines)) for words, _ in STATES.values()]
    return [(words, count) for words, count in counted if count]
