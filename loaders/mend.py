"""Records that the model would refuse, mended: what a slot cannot hold is kept as an attribute, and told.

Loaders that fill slots by `loaders.draft` make nothing to mend; records written by programs may.
"""

import json
from dataclasses import replace

from graph_schema.iri import node_iri
from graph_schema.model import NODE_TYPES, SLOTS
from graph_schema.record import Record, Relation
from graph_schema.validation import Problem, validate
from loaders.release import scope_of
from loaders.source import Source
from loaders.text import clean
from qc.finding import Finding, Severity

IDENTITY = frozenset({"type", "accession"})
PERSONAL = "PERSONAL_SLOT"
CLOSED = "review"
"""The scope of a record that states one nobody knows: it was said because something is not as usual."""


def complete(record: Record) -> Record:
    """The record with its IRI and scope, where it did not state them."""
    if record.type not in NODE_TYPES or not record.accession:
        return record
    slots = {**record.slots}
    if not slots.get("iri"):
        slots["iri"] = node_iri(record.type, record.accession)
    if slots.get("scope"):
        return _with(record, slots, record.relations)
    state = slots.get("release_state")
    slots["scope"] = scope_of(state if isinstance(state, str) else None)
    return replace(record, slots=slots, scope_by="release_state" if state else "default")


def mend(record: Record, source: Source) -> tuple[Record | None, list[Finding]]:
    """The record as the model takes it, or None where it must be refused, with what was found."""
    problems = validate(record, complete=True)
    if not problems:
        return record, []
    findings = [_finding(record, source, problem) for problem in problems]
    if any(problem.place in IDENTITY for problem in problems):
        return None, findings
    mended = record
    for problem in problems:
        mended = _without(mended, problem)
    mended = complete(mended)
    return (None if validate(mended, complete=True) else mended), findings


def _finding(record: Record, source: Source, problem: Problem) -> Finding:
    location = record.provenance.location if record.provenance else ""
    hint = "correct it and load again" if problem.place in IDENTITY else _outcome(record, problem)
    severity: Severity = "error" if problem.place in IDENTITY else "warning"
    return Finding(
        problem.code,
        severity,
        source.path,
        location,
        f"{record.type} {record.accession}: {problem.message}",
        hint,
        record.type,
        record.accession,
    )


def _outcome(record: Record, problem: Problem) -> str:
    """What becomes of the place that a problem is about."""
    if problem.place.partition(".")[0] not in record.slots:
        return "the relationship was left out"
    return "kept as an attribute where it has a value" if _may_be_shown(record, problem) else "left out"


def _may_be_shown(record: Record, problem: Problem) -> bool:
    """Whether a value may become an attribute, which everybody sees: not what is personal or of a restricted slot."""
    slot = SLOTS[record.type].get(problem.place.partition(".")[0])
    return problem.code != PERSONAL and (slot is None or slot.access == "public")


def _without(record: Record, problem: Problem) -> Record:
    """The record without the slot or relationship that a problem is about."""
    place = problem.place.partition(".")[0]
    if place in record.slots:
        slots = {name: value for name, value in record.slots.items() if name != place}
        value = _shown(record.slots[place])
        if value and _may_be_shown(record, problem):
            kept = slots.get("attributes")
            slots["attributes"] = [*(kept if isinstance(kept, list) else []), {"name": clean(place), "value": value}]
        if place == "scope":
            slots["scope"] = CLOSED
        return _with(record, slots, record.relations)
    relations = tuple(relation for relation in record.relations if not _is_wrong(record, relation, place))
    return _with(record, record.slots, relations)


def _is_wrong(record: Record, relation: Relation, place: str) -> bool:
    """Whether this is the relationship of this type that the model refuses."""
    return relation.type == place and bool(validate(Record(record.type, record.accession, {}, (relation,))))


def _shown(value: object) -> str:
    """A value as text; whatever it is."""
    return clean(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str))


def _with(record: Record, slots: dict[str, object], relations: tuple[Relation, ...]) -> Record:
    return replace(record, slots=slots, relations=relations)
