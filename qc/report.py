"""Findings as nodes: one QcReport for an object and a rule set, one QcFinding for each remark.

Identifiers are hashes of what they stand for, so the same check of the same object gives the same
nodes. A report is as visible as the object it is about.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph_schema.iri import node_iri
from graph_schema.record import Provenance, Record, Relation
from qc.finding import Finding

ACTIVITY = "load"
RULE_SET_VERSION = "1"
SOFTWARE = "gsagraph"


@dataclass(frozen=True, slots=True)
class Activity:
    """What made a report: its name, the version of its rules, and further slots of the report.

    `key` tells activities of one name on one object apart; one with a key is reported even where it found nothing.
    """

    name: str = ACTIVITY
    version: str = RULE_SET_VERSION
    slots: Mapping[str, Any] = field(default_factory=dict)
    key: str = ""


LOADING = Activity()


def report_records(
    subject: tuple[str, str],
    rule_set: str,
    findings: Sequence[Finding],
    provenance: Provenance,
    scope: str,
    activity: Activity = LOADING,
) -> Iterator[Record]:
    """The report about an object (type, accession), and its findings; nothing without findings of a load."""
    if not findings and not activity.key:
        return
    node_type, accession = subject
    report = identifier("report", node_type, accession, activity.name, rule_set, *filter(None, [activity.key]))
    place = Provenance(
        provenance.source, provenance.sha256, provenance.location, f"qc.{rule_set}", activity.version, provenance.time
    )
    relations = [Relation("ABOUT", accession, node_type)]
    for finding in findings:
        key = identifier("finding", report, finding.code, provenance.source, finding.location, finding.message)
        relations.append(Relation("HAS_FINDING", key, "QcFinding"))
        yield _record("QcFinding", key, _finding_slots(finding, rule_set, place), scope, (), place)
    slots = _report_slots(accession, rule_set, findings, activity)
    yield _record("QcReport", report, slots, scope, tuple(relations_of(relations)), place)


def relations_of(relations: Sequence[Relation]) -> list[Relation]:
    """The relations without those said twice."""
    return list({(relation.type, relation.to): relation for relation in relations}.values())


def identifier(*parts: str) -> str:
    """Sixteen bytes of BLAKE2b over the parts, in hexadecimal."""
    return hashlib.blake2b("\x1f".join(parts).encode(), digest_size=16).hexdigest()


def _record(
    node_type: str,
    accession: str,
    slots: dict[str, Any],
    scope: str,
    relations: tuple[Relation, ...],
    place: Provenance,
) -> Record:
    full = {"iri": node_iri(node_type, accession), "scope": scope, **slots}
    return Record(node_type, accession, full, relations, place)


def _finding_slots(finding: Finding, rule_set: str, place: Provenance) -> dict[str, Any]:
    slots = {
        "code": finding.code,
        "severity": finding.severity,
        "source": place.source,
        "location": finding.location,
        "message": finding.message,
        "hint": finding.hint,
        "rule_set": rule_set,
    }
    return {name: value for name, value in slots.items() if value}


def _report_slots(accession: str, rule_set: str, findings: Sequence[Finding], activity: Activity) -> dict[str, Any]:
    counts = {
        severity: sum(finding.severity == severity for finding in findings) for severity in ("error", "warning", "info")
    }
    verdict = "fail" if counts["error"] else "warn" if counts["warning"] else "pass"
    return {
        "title": f"{rule_set}: {accession}",
        "rule_set": rule_set,
        "rule_set_version": activity.version,
        "activity": activity.name,
        "software": SOFTWARE,
        "verdict": verdict,
        "error_count": counts["error"],
        "warning_count": counts["warning"],
        "info_count": counts["info"],
        **activity.slots,
    }
