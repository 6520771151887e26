"""What the model refuses about a record, in words; stores and loaders ask the same question here.

Tables of checks are made once per type at import, so that a small record takes a few microseconds.
"""

import math
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

from graph_schema.definition import Relationship, Slot
from graph_schema.model import PERSONAL_SLOTS, RELATIONSHIPS, SLOTS, STRUCTURES, VOCABULARIES
from graph_schema.record import Record, Relation

SMALLEST_INTEGER = -(2**63)
LARGEST_INTEGER = 2**63 - 1
IDENTITY_SLOTS = ("accession", "iri", "scope")

_UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_DATE = re.compile(r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?")
_CLOCK = re.compile(r"T([01][0-9]|2[0-3]):[0-5][0-9](?::([0-5][0-9]|60)(?:\.[0-9]+)?)?(?:Z|[+-][0-9]{2}:?[0-9]{2})?")
_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")


class Problem(NamedTuple):
    """One thing the model refuses: at which slot or relationship, what, and a stable code.

    A `fatal` one cannot be stored at all (unknown names, wrong types, no identity); with others
    (a bad date, a pattern, a closed vocabulary) the record can still be kept beside a finding.
    """

    place: str
    message: str
    code: str
    fatal: bool


Check = Callable[[Any], Problem | None]


def validate(record: Record, *, complete: bool = False) -> list[Problem]:
    """Everything the model refuses about a record; empty if it may be stored.

    With `complete` the identity slots must be there too: loaders leave `iri` and `scope` to the
    pipeline, stores insist on them.
    """
    checks = _CHECKS.get(record.type)
    if checks is None:
        return [Problem("type", f"unknown node type {record.type!r}", "UNKNOWN_TYPE", fatal=True)]
    problems = _identity_problems(record, complete=complete)
    for name, value in record.slots.items():
        check = checks.get(name)
        problem = check(value) if check else _unknown_slot(record.type, name)
        if problem is not None:
            problems.append(problem)
    for relation in record.relations:
        problems += _relation_problems(record.type, relation)
    return problems


def is_iso_date(text: str) -> bool:
    """Whether a text is an ISO 8601 calendar date, to the day, month or year, that exists."""
    if not _DATE.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "-01-01"[len(text) - 4 :])
    except ValueError:
        return False
    return True


def is_iso_datetime(text: str) -> bool:
    """Whether a text is an ISO 8601 day, alone or with a time of day and perhaps a zone."""
    return is_iso_date(text[:10]) and len(text) >= 10 and (len(text) == 10 or bool(_CLOCK.fullmatch(text, 10)))


def _identity_problems(record: Record, *, complete: bool) -> list[Problem]:
    problem = _identifier_problem("accession", record.accession)
    problems = [problem] if problem else []
    if record.slots.get("accession", record.accession) != record.accession:
        problems.append(Problem("accession", "slot and record name different accessions", "NO_IDENTITY", fatal=True))
    if complete:
        missing = [name for name in IDENTITY_SLOTS[1:] if not record.slots.get(name)]
        problems += [Problem(name, f"{name} must be given", "NO_IDENTITY", fatal=True) for name in missing]
    return problems


def _identifier_problem(place: str, value: object) -> Problem | None:
    if not isinstance(value, str) or not value.strip():
        return Problem(place, f"{place} names no accession", "NO_IDENTITY", fatal=True)
    if not value.isprintable() and _UNSTORABLE.search(value):
        return _unstorable(place)
    return None


def _unknown_slot(node_type: str, name: str) -> Problem:
    if name in PERSONAL_SLOTS[node_type]:
        return Problem(name, f"{name} is personal and never stored", "PERSONAL_SLOT", fatal=True)
    return Problem(name, f"{node_type} has no slot {name!r}", "UNKNOWN_SLOT", fatal=True)


def _wrong_type(place: str, wanted: str, value: Any) -> Problem:
    return Problem(place, f"{place} wants {wanted}, got {type(value).__name__}", "WRONG_TYPE", fatal=True)


def _unstorable(place: str) -> Problem:
    return Problem(place, f"{place} has control characters or lone surrogates", "CONTROL_CHARACTER", fatal=True)


def _check_of(slot: Slot) -> Check:
    if slot.structure is not None:
        return _list_check(slot.name, _structure_check(slot.name, STRUCTURES[slot.structure]))
    check = _RANGE_CHECKS[slot.range](slot)
    return _list_check(slot.name, check) if slot.many else check


def _list_check(place: str, check_one: Check) -> Check:
    def check(value: Any) -> Problem | None:
        if not isinstance(value, list):
            return _wrong_type(place, "a list", value)
        return next((problem for problem in map(check_one, value) if problem is not None), None)

    return check


def _structure_check(place: str, slots: tuple[Slot, ...]) -> Check:
    checks = {slot.alias: _check_of(slot) for slot in slots}

    def check(value: Any) -> Problem | None:
        if not isinstance(value, dict):
            return _wrong_type(place, "small objects", value)
        for key, part in value.items():
            if key not in checks:
                return Problem(place, f"{place} has no part {key!r}", "UNKNOWN_SLOT", fatal=True)
            problem = checks[key](part)
            if problem is not None:
                return problem._replace(place=f"{place}.{key}")
        return None

    return check


def _text_check(slot: Slot) -> Check:
    place, refuse = slot.name, _content_check(slot)

    def check(value: Any) -> Problem | None:
        if not isinstance(value, str):
            return _wrong_type(place, "text", value)
        if not value.isprintable() and _UNSTORABLE.search(value):
            return _unstorable(place)
        return refuse(value) if refuse is not None else None

    return check


def _content_check(slot: Slot) -> Check | None:
    """The check of a text's content, by range, pattern or closed vocabulary; None if all is welcome."""
    if slot.range == "date":
        return _refusal(slot, is_iso_date, "BAD_DATE", "is no ISO date (2020, 2020-01 or 2020-01-31)")
    if slot.range == "datetime":
        return _refusal(slot, is_iso_datetime, "BAD_DATE", "is no ISO date and time (2020-01-31T12:00:00Z)")
    if slot.range == "uri":
        return _refusal(slot, _URI.fullmatch, "PATTERN_MISMATCH", "is no absolute address")
    if slot.pattern is not None:
        return _refusal(slot, re.compile(slot.pattern).fullmatch, "PATTERN_MISMATCH", f"does not fit {slot.pattern}")
    if slot.vocabulary is not None and not VOCABULARIES[slot.vocabulary].open:
        values = frozenset(term.value for term in VOCABULARIES[slot.vocabulary].terms)
        return _refusal(slot, values.__contains__, "NOT_IN_VOCABULARY", f"is no value of {slot.vocabulary}")
    return None


def _refusal(slot: Slot, accepts: Callable[[str], object], code: str, why: str) -> Check:
    place, fatal = slot.name, slot.name in IDENTITY_SLOTS

    def check(value: str) -> Problem | None:
        return None if accepts(value) else Problem(place, f"{value[:80]!r} {why}", code, fatal)

    return check


def _integer_check(slot: Slot) -> Check:
    place = slot.name

    def check(value: Any) -> Problem | None:
        if type(value) is not int:
            return _wrong_type(place, "an integer", value)
        if SMALLEST_INTEGER <= value <= LARGEST_INTEGER:
            return None
        return Problem(place, f"{place} is beyond 63 bits", "NUMBER_TOO_BIG", fatal=True)

    return check


def _float_check(slot: Slot) -> Check:
    """Finite floats, and integers as JSON writes whole numbers; stores keep both as floats."""
    place, check_integer = slot.name, _integer_check(slot)

    def check(value: Any) -> Problem | None:
        if type(value) is float:
            return None if math.isfinite(value) else Problem(place, f"{place} is not finite", "WRONG_TYPE", fatal=True)
        return check_integer(value) if type(value) is int else _wrong_type(place, "a number", value)

    return check


def _boolean_check(slot: Slot) -> Check:
    place = slot.name

    def check(value: Any) -> Problem | None:
        return None if type(value) is bool else _wrong_type(place, "true or false", value)

    return check


def _owners(relationship: Relationship, target: str) -> list[str]:
    return [owner for owner, targets in relationship.targets_of.items() if target in targets]


_RANGE_CHECKS: Mapping[str, Callable[[Slot], Check]] = {
    "string": _text_check,
    "text": _text_check,
    "date": _text_check,
    "datetime": _text_check,
    "uri": _text_check,
    "integer": _integer_check,
    "float": _float_check,
    "boolean": _boolean_check,
}
_CHECKS: Mapping[str, Mapping[str, Check]] = {
    node_type: {name: _check_of(slot) for name, slot in slots.items()} for node_type, slots in SLOTS.items()
}
_PROPERTY_CHECKS: Mapping[str, Mapping[str, Check]] = {
    name: {slot.name: _check_of(slot) for slot in relationship.properties}
    for name, relationship in RELATIONSHIPS.items()
}
_ENDS: Mapping[tuple[str, str, bool], frozenset[str]] = {
    **{
        (rel.type, owner, False): frozenset(ends)
        for rel in RELATIONSHIPS.values()
        for owner, ends in rel.targets_of.items()
    },
    **{
        (rel.type, target, True): frozenset(_owners(rel, target))
        for rel in RELATIONSHIPS.values()
        for target in rel.targets
    },
}


def _relation_problems(node_type: str, relation: Relation) -> list[Problem]:
    place = relation.type
    if place not in RELATIONSHIPS:
        return [Problem(place, f"unknown relationship {place!r}", "UNKNOWN_RELATIONSHIP", fatal=True)]
    problems = []
    ends = _ENDS.get((place, node_type, relation.reverse))
    if ends is None:
        way = "end" if relation.reverse else "start"
        problems.append(Problem(place, f"{place} cannot {way} at {node_type}", "WRONG_END", fatal=True))
    elif relation.to_type is not None and relation.to_type not in ends:
        problems.append(
            Problem(place, f"{place} cannot join {node_type} and {relation.to_type}", "WRONG_END", fatal=True)
        )
    unusable = _identifier_problem(place, relation.to)
    if unusable is not None:
        problems.append(unusable)
    return problems + _property_problems(relation) if relation.properties else problems


def _property_problems(relation: Relation) -> list[Problem]:
    checks = _PROPERTY_CHECKS[relation.type]
    problems = []
    for name, value in relation.properties.items():
        place = f"{relation.type}.{name}"
        if name not in checks:
            problems.append(Problem(place, f"{relation.type} has no property {name!r}", "UNKNOWN_PROPERTY", fatal=True))
        elif (problem := checks[name](value)) is not None:
            problems.append(problem._replace(place=place))
    return problems
