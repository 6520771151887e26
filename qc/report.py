"""Findings as nodes: one QcReport for an object and a rule set, one QcFinding for each remark.

Identifiers are hashes of what they stand for, so the same check of the same object gives the same
nodes. A report is as visible as the object it is about.
"""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from graph_schema.iri import node_iri
from graph_schema.record import Provenance, Record, Relation
from qc.finding import Finding

ACTIVITY = "load"
RULE_SET_VERSION = "1"
SOFTWARE = "gsagraph"


def report_records(
    subject: tuple[str, str], rule_set: str, findings: Sequence[Finding], provenance: Provenance, scope: str
) -> Iterator[Record]:
    """The report about an object (type, accession), and its findings; nothing without findings."""
    if not findings:
        return
    node_type, accession = subject
    report = identifier("report", node_type, accession, ACTIVITY, rule_set)
    place = Provenance(
        provenance.source, provenance.sha256, provenance.location, f"qc.{rule_set}", RULE_SET_VERSION, provenance.time
    )
    relations = [Relation("ABOUT", accession, node_type)]
    for finding in findings:
        key = identifier("finding", report, finding.code, provenance.source, finding.location, finding.message)
        relations.append(Relation("HAS_FINDING", key, "QcFinding"))
        yield _record("QcFinding", key, _finding_slots(finding, rule_set, place), scope, (), place)
    yield _record(
        "QcReport", report, _report_slots(accession, rule_set, findings), scope, tuple(relations_of(relations)), place
    )


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


def _report_slots(accession: str, rule_set: str, findings: Sequence[Finding]) -> dict[str, Any]:
    counts = {
        severity: sum(finding.severity == severity for finding in findings) for severity in ("error", "warning", "info")
    }
    verdict = "fail" if counts["error"] else "warn" if counts["warning"] else "pass"
    return {
        "title": f"{rule_set}: {accession}",
        "rule_set": rule_set,
        "rule_set_version": RULE_SET_VERSION,
        "activity": ACTIVITY,
        "software": SOFTWARE,
        "verdict": verdict,
        "error_count": counts["error"],
        "warning_count": counts["warning"],
        "info_count": counts["info"],
    }
