"""Vocabularies: from what a source writes to a standard value, a platform, a missing reason, a term.

The values are the model's (`graph_schema.model.VOCABULARIES`); other spellings, instruments, missing
values and mappings to ontology terms are data in `ontologies/`. The literal of the source always
stays beside what is found here.
"""

import re
from collections.abc import Mapping as MappingType
from functools import cache
from typing import NamedTuple

from graph_schema.definition import VocabularyTerm
from graph_schema.model import VOCABULARIES
from ontologies.reader import Instrument, Mapping, instruments, mapping_names, mappings, missing_values, synonyms

INSTRUMENT_MODELS = "InstrumentModel"
METHOD = "vocabulary"

_JOINERS = re.compile(r"[\s_\-\u2010-\u2015\u00a0]+")
_BLANKS = re.compile(r"[\s\u00a0]+")


class TermMapping(NamedTuple):
    """An ontology term for a literal: its CURIE and label, how it was found, and how sure that is."""

    curie: str
    label: str
    method: str
    confidence: float


def spelling_key(literal: str) -> str:
    """What is left of a literal for comparing: without case, blanks, `_` and hyphens.

    >>> spelling_key("ATAC_Seq ")
    'atacseq'
    """
    return _JOINERS.sub("", literal).casefold()


@cache
def _standards(vocabulary: str) -> dict[str, VocabularyTerm]:
    """The terms of a vocabulary by every known spelling; its own values win over synonyms."""
    terms = {term.value: term for term in VOCABULARIES[vocabulary].terms}
    spellings = {spelling_key(spelling): value for spelling, value in _spellings(vocabulary)}
    spellings |= {spelling_key(value): value for value in terms}
    return {key: terms[value] for key, value in spellings.items() if value in terms}


def _spellings(vocabulary: str) -> list[tuple[str, str]]:
    """Other spellings of a vocabulary's values, each with its value."""
    listed = [(row.spelling, row.value) for row in synonyms() if row.vocabulary == vocabulary]
    models = instruments() if vocabulary == INSTRUMENT_MODELS else ()
    return listed + [(spelling, row.model) for row in models for spelling in row.synonyms]


def standard(vocabulary: str, literal: str) -> VocabularyTerm | None:
    """The term of a vocabulary that a literal spells, or None; a value itself is found as it stands.

    GSA writes `ATAC-Seq`, `FRAGMENT`, `Illumina HiSeq X Ten` where INSDC has `ATAC-seq`, `SINGLE`,
    `HiSeq X Ten`.
    """
    return _exact(vocabulary).get(literal) or _standards(vocabulary).get(spelling_key(literal))


@cache
def _exact(vocabulary: str) -> dict[str, VocabularyTerm]:
    return {term.value: term for term in VOCABULARIES[vocabulary].terms}


@cache
def _instruments() -> dict[str, Instrument]:
    """Instruments by every known spelling; model names win over synonyms."""
    by_synonym = {spelling_key(spelling): row for row in instruments() for spelling in row.synonyms}
    return by_synonym | {spelling_key(row.model): row for row in instruments()}


def platform_of(instrument_model: str) -> str | None:
    """The INSDC platform of an instrument model in any known spelling, or None.

    >>> platform_of("Illumina Nextseq 550"), platform_of("DNBSEQ-T7"), platform_of("unspecified")
    ('ILLUMINA', 'DNBSEQ', None)
    """
    instrument = _instruments().get(spelling_key(instrument_model))
    return instrument.platform if instrument else None


def instrument_model(literal: str) -> str | None:
    """INSDC's name of an instrument in any known spelling, or None."""
    instrument = _instruments().get(spelling_key(literal))
    return instrument.model if instrument else None


@cache
def _missing() -> dict[str, tuple[str, str]]:
    return {_missing_key(row.spelling): (row.reason, row.flavour) for row in missing_values()}


def _missing_key(literal: str) -> str:
    return _BLANKS.sub(" ", literal).strip().casefold()


def missing_reason(literal: str) -> str | None:
    """Why a value is missing, as a reporting term of MIxS 7.0.1, or None where the literal is a value.

    Empty cells, `NA`, `N/A`, `-` and their like give `missing`, which claims nothing more.
    """
    found = _missing().get(_missing_key(literal))
    return found[0] if found else None


def null_flavour(reason: str) -> str:
    """The HL7 null flavour of a missing reason (`NI` where nothing more is known)."""
    found = _missing().get(_missing_key(reason))
    return found[1] if found else "NI"


@cache
def _mapped(field: str) -> dict[str, tuple[Mapping, ...]]:
    """The mappings of a field by the key of their literal."""
    by_key: dict[str, tuple[Mapping, ...]] = {}
    for row in mappings(field) if field in mapping_names() else ():
        key = spelling_key(row.subject_label)
        by_key[key] = (*by_key.get(key, ()), row)
    return by_key


def terms_for(field: str, literal: str, context: MappingType[str, str | None] | None = None) -> tuple[TermMapping, ...]:
    """Ontology terms for the value of a slot (snake_case, as the mapping files are named), surest first.

    `context` holds other slots of the same record: rows with a condition hold only where it is met,
    and then the plain rows do not (WGS of a METAGENOMIC source is a whole metagenome assay).

    >>> [term.curie for term in terms_for("library_strategy", "WGS", {"library_source": "METAGENOMIC"})]
    ['OBI:0002623']
    """
    rows = _mapped(field).get(spelling_key(literal), ())
    special = [row for row in rows if row.condition and _holds(row.condition, context or {})]
    chosen = special or [row for row in rows if not row.condition]
    terms = (TermMapping(row.object_id, row.object_label, METHOD, row.confidence) for row in chosen)
    return tuple(sorted(terms, key=lambda term: (-term.confidence, term.curie.startswith("EFO:"), term.curie)))


def _holds(condition: str, context: MappingType[str, str | None]) -> bool:
    slot, _, value = condition.partition("=")
    return context.get(slot) == value
