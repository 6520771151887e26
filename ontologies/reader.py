"""The files of this folder as typed, immutable values; each is read once.

What the values mean is told elsewhere: accessions in `graph_schema.accession`, IRIs in
`graph_schema.iri`, vocabularies in `graph_schema.vocabulary`.
"""

import json
from functools import cache
from itertools import dropwhile
from pathlib import Path
from typing import Any, NamedTuple

FOLDER = Path(__file__).resolve().parent


class Letters(NamedTuple):
    """What one group of a pattern tells: node type, archive or page by the letters it matched."""

    group: int
    types: dict[str, str | None]
    archives: dict[str, str]
    pages: dict[str, str]


class AccessionKind(NamedTuple):
    """One row of `prefixes.json`: a kind of accession with its anchored pattern.

    `iri` is a template: `$1` is the accession, `$path` the path of its node type; without a scheme
    it stands behind the base IRI; None where no IRI is minted. `page` is the archive's own page.
    """

    kind: str
    pattern: str
    examples: tuple[str, ...]
    archive: str
    node_type: str | None
    iri: str | None
    page: str | None
    prefixes: tuple[str, ...]
    longest: int | None
    letters: Letters | None


class Prefix(NamedTuple):
    """One record of the extended prefix map (the form of the `curies` package)."""

    prefix: str
    uri_prefix: str
    prefix_synonyms: tuple[str, ...]
    uri_prefix_synonyms: tuple[str, ...]
    pattern: str | None


class Synonym(NamedTuple):
    """A spelling that means a value of a vocabulary."""

    vocabulary: str
    spelling: str
    value: str


class Instrument(NamedTuple):
    """A sequencing instrument: INSDC's model name, its platform, other spellings."""

    model: str
    platform: str
    synonyms: tuple[str, ...]


class MissingValue(NamedTuple):
    """A spelling of "there is no value", the reason it gives, and its HL7 null flavour."""

    spelling: str
    reason: str
    flavour: str


class Mapping(NamedTuple):
    """One row of an SSSOM file: a value of ours and the ontology term it is mapped to.

    `subject_id` is `<vocabulary>:<value>`, percent-encoded as in our IRIs; `condition` is empty, or
    names another slot's value under which the row holds (`librarySource=METAGENOMIC`).
    """

    subject_id: str
    subject_label: str
    predicate_id: str
    object_id: str
    object_label: str
    mapping_justification: str
    confidence: float
    condition: str


def _letters(row: dict[str, Any] | None) -> Letters | None:
    if row is None:
        return None
    return Letters(row["group"], row.get("types", {}), row.get("archives", {}), row.get("pages", {}))


def _kind(row: dict[str, Any]) -> AccessionKind:
    return AccessionKind(
        row["kind"],
        row["pattern"],
        tuple(row["examples"]),
        row["archive"],
        row["node_type"],
        row["iri"],
        row["page"],
        tuple(row["prefixes"]),
        row.get("longest"),
        _letters(row.get("letters")),
    )


@cache
def accession_kinds() -> tuple[AccessionKind, ...]:
    """Every kind of accession, in resolver order: the first that matches is the one."""
    rows = json.loads((FOLDER / "prefixes.json").read_text(encoding="utf-8"))
    return tuple(_kind(row) for row in rows)


@cache
def prefix_map() -> tuple[Prefix, ...]:
    """The extended prefix map, sorted by prefix."""
    rows = json.loads((FOLDER / "prefix_map.json").read_text(encoding="utf-8"))
    return tuple(
        Prefix(
            row["prefix"],
            row["uri_prefix"],
            tuple(row.get("prefix_synonyms", ())),
            tuple(row.get("uri_prefix_synonyms", ())),
            row.get("pattern"),
        )
        for row in rows
    )


def _table(path: Path) -> list[dict[str, str]]:
    """The rows of a tab-separated file; lines with `#` before its header are its metadata."""
    lines = dropwhile(lambda line: line.startswith("#"), path.read_text(encoding="utf-8").splitlines())
    header = next(lines).split("\t")
    return [dict(zip(header, line.split("\t"), strict=True)) for line in lines]


@cache
def synonyms() -> tuple[Synonym, ...]:
    """Spellings that mean a value of a vocabulary."""
    return tuple(Synonym(row["vocabulary"], row["spelling"], row["value"]) for row in _table(FOLDER / "synonyms.tsv"))


@cache
def instruments() -> tuple[Instrument, ...]:
    """Instrument models with their platform and other spellings."""
    return tuple(
        Instrument(row["model"], row["platform"], tuple(filter(None, row["synonyms"].split("|"))))
        for row in _table(FOLDER / "instruments.tsv")
    )


@cache
def missing_values() -> tuple[MissingValue, ...]:
    """Spellings of a missing value."""
    rows = _table(FOLDER / "missing_values.tsv")
    return tuple(MissingValue(row["spelling"], row["reason"], row["flavour"]) for row in rows)


@cache
def mapping_names() -> tuple[str, ...]:
    """The names of the mapping files, without their ending."""
    return tuple(sorted(path.name.removesuffix(".sssom.tsv") for path in (FOLDER / "mappings").glob("*.sssom.tsv")))


@cache
def mappings(name: str) -> tuple[Mapping, ...]:
    """The rows of `mappings/<name>.sssom.tsv`."""
    return tuple(
        Mapping(
            row["subject_id"],
            row["subject_label"],
            row["predicate_id"],
            row["object_id"],
            row["object_label"],
            row["mapping_justification"],
            float(row["confidence"]),
            row["condition"],
        )
        for row in _table(FOLDER / "mappings" / f"{name}.sssom.tsv")
    )
