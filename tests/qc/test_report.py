"""Findings as nodes."""

from graph_schema.record import Provenance
from graph_schema.validation import validate
from qc.finding import Finding
from qc.report import Activity, identifier, report_records

PLACE = Provenance("a.xlsx", "0" * 64, "Sample!2", "gsa", "1", "2026-01-01T00:00:00Z")
WARNING = Finding(
    "PLACE_COORDINATE_MISMATCH",
    "warning",
    "/data/a.xlsx",
    "Sample!2",
    "elsewhere",
    "correct it",
    "Sample",
    "SAMC000001",
)
ERROR = Finding("OTHER", "error", "/data/a.xlsx", "Sample!N2", "bad", "", "Sample", "SAMC000001")
INFO = Finding("ODD", "info", "/data/a.xlsx", "Sample!O2", "odd", "", "Sample", "SAMC000001")


def test_a_report_is_about_its_object_and_has_its_findings() -> None:
    """One report, one node for each finding, linked, visible as the object is."""
    *findings, report = report_records(("Sample", "SAMC000001"), "place", [WARNING, ERROR], PLACE, "review")
    assert [node.type for node in findings] == ["QcFinding", "QcFinding"]
    assert [(relation.type, relation.to) for relation in report.relations] == [
        ("ABOUT", "SAMC000001"),
        ("HAS_FINDING", findings[0].accession),
        ("HAS_FINDING", findings[1].accession),
    ]
    assert report.relations[0].to_type == "Sample"
    assert {node.slots["scope"] for node in (*findings, report)} == {"review"}
    slots = findings[0].slots
    assert (slots["code"], slots["severity"], slots["location"], slots["source"]) == (
        WARNING.code,
        "warning",
        "Sample!2",
        "a.xlsx",
    )
    assert (slots["message"], slots["hint"], slots["rule_set"]) == ("elsewhere", "correct it", "place")
    assert "hint" not in findings[1].slots
    assert all(validate(node, complete=True) == [] for node in (*findings, report))


def test_the_verdict_is_that_of_the_worst_finding() -> None:
    """Errors fail, warnings warn, remarks pass; all are counted."""
    for findings, verdict, counts in (
        ([ERROR, WARNING], "fail", (1, 1, 0)),
        ([WARNING, INFO], "warn", (0, 1, 1)),
        ([INFO], "pass", (0, 0, 1)),
    ):
        *_, report = report_records(("Sample", "SAMC000001"), "place", findings, PLACE, "public")
        assert report.slots["verdict"] == verdict
        assert tuple(report.slots[name] for name in ("error_count", "warning_count", "info_count")) == counts


def test_the_same_check_gives_the_same_nodes() -> None:
    """Identifiers depend on subject, rule set and finding only, not on the time or folder."""
    later = Provenance("a.xlsx", "1" * 64, "Sample!2", "gsa", "1", "2027-01-01T00:00:00Z")
    first = [node.accession for node in report_records(("Sample", "SAMC000001"), "place", [WARNING], PLACE, "public")]
    again = [node.accession for node in report_records(("Sample", "SAMC000001"), "place", [WARNING], later, "public")]
    other = [node.accession for node in report_records(("Sample", "SAMC000002"), "place", [WARNING], PLACE, "public")]
    library = [
        node.accession for node in report_records(("Sample", "SAMC000001"), "library", [WARNING], PLACE, "public")
    ]
    assert first == again
    assert not set(first) & (set(other) | set(library))
    assert all(len(accession) == 32 for accession in first)


def test_nothing_found_is_no_report() -> None:
    """Silence makes no nodes; the same finding twice makes one."""
    assert list(report_records(("Sample", "SAMC000001"), "place", [], PLACE, "public")) == []
    *_, report = report_records(("Sample", "SAMC000001"), "place", [WARNING, WARNING], PLACE, "public")
    assert [relation.type for relation in report.relations] == ["ABOUT", "HAS_FINDING"]


def test_parts_of_an_identifier_do_not_run_together() -> None:
    """`ab` and `c` are not `a` and `bc`."""
    assert identifier("ab", "c") != identifier("a", "bc")


def test_an_activity_tells_its_rules_even_where_nothing_was_found() -> None:
    """Name, version and further slots are the activity's; its report is another than that of a load."""
    activity = Activity("deidentify", "2", {"rule_set_hash": "a" * 64, "key_id": "b" * 8}, key="one")
    (report,) = report_records(("ImagingSeries", "2.25.1"), "deidentification", [], PLACE, "review", activity)
    told = {name: report.slots[name] for name in ("activity", "rule_set_version", "rule_set_hash", "key_id", "verdict")}
    assert told == {
        "activity": "deidentify",
        "rule_set_version": "2",
        "rule_set_hash": "a" * 64,
        "key_id": "b" * 8,
        "verdict": "pass",
    }
    assert report.provenance is not None
    assert (report.provenance.loader, report.provenance.version) == ("qc.deidentification", "2")
    assert validate(report, complete=True) == []


def test_activities_of_other_keys_are_other_reports() -> None:
    """Two profiles or keys on one object stand beside each other."""
    reports = {
        report.accession
        for key in ("one", "two")
        for report in report_records(("Dataset", "OBIA9001"), "d", [], PLACE, "review", Activity("d", "1", {}, key))
    }
    assert len(reports) == 2
