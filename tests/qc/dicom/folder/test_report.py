"""The report: sums that explain themselves, the contract, and findings within bounds."""

import pytest

from qc.dicom.folder.journal import Done, Remark
from qc.dicom.folder.manifest import Published
from qc.dicom.folder.report import KEPT_PER_CODE, Report
from qc.dicom.outcome import Facts

FACTS = Facts("1.2", "2.25.1", "2.25.2", "2.25.3", "IMG1-A", "1.2.1")


def done(opaque: str, code: str = "", remarks: tuple[Remark, ...] = (), path: str = "published/a.dcm") -> Done:
    """What became of a file."""
    entry = Published(path, 1, FACTS, ("113100",), (), "clean", "1", "r", "k")
    return Done(opaque, "n", "s", "2.25.1", 7, "", code, None if code else entry, {"keep": 2, "uid": 1}, list(remarks))


def test_the_contract() -> None:
    """Exactly these fields, with everything counted and sorted."""
    report = Report()
    report.add(done("b", remarks=(Remark("SURPLUS_BYTES", "warning", "cut", "look"),)))
    report.add(done("c", "TRUNCATED"))
    report.keep_back("a", "SYMLINK", 0)
    report.repeat("d")
    assert report.contract() == {
        "read": 4,
        "published": 1,
        "quarantined": 2,
        "duplicates": 1,
        "quarantine": [{"id": "a", "code": "SYMLINK"}, {"id": "c", "code": "TRUNCATED"}],
        "actions": {"keep": 4, "uid": 2},
        "findings": [
            {
                "code": "DUPLICATE_FILE",
                "severity": "info",
                "id": "d",
                "path": "",
                "message": "the same object with equal content stands in another file; only the first of them goes on",
                "hint": "",
            },
            {
                "code": "SURPLUS_BYTES",
                "severity": "warning",
                "id": "b",
                "path": "published/a.dcm",
                "message": "cut",
                "hint": "look",
            },
        ],
    }
    assert report.methods == {"113100": 1}
    assert [kept.size for kept in report.quarantine] == [7, 0]


@pytest.mark.parametrize(
    ("codes", "severities", "expected"),
    [
        ((), (), 0),
        ((), ("info",), 0),
        ((), ("warning",), 1),
        ((), ("error", "info"), 1),
        (("TRUNCATED",), (), 1),
    ],
)
def test_exit_codes(codes: tuple[str, ...], severities: tuple[str, ...], expected: int) -> None:
    """What was kept back, or a finding that is more than worth knowing, makes 1; an interruption 130."""
    report = Report()
    for code in codes:
        report.keep_back("id", code, 1)
    for severity in severities:
        report.find(Remark("SOME_CODE", severity, "m"))
    assert report.exit_code == expected
    report.interrupted = True
    assert report.exit_code == 130


def test_findings_stay_within_bounds_in_any_order() -> None:
    """Ten thousand of a code are kept, the same ones whatever came first; all are counted."""
    count = 2 * KEPT_PER_CODE + 5
    contracts = []
    for order in (range(count), range(count - 1, -1, -1)):
        report = Report()
        for number in order:
            report.find(Remark("SOME_CODE", "info", "m"), f"{number:08}")
        contracts.append(report.contract())
    assert contracts[0] == contracts[1]
    findings = contracts[0]["findings"]
    assert len(findings) == KEPT_PER_CODE + 1
    assert [finding["id"] for finding in findings[:2]] == ["00000000", "00000001"]
    assert findings[-1]["code"] == "FINDINGS_CUT"
    assert findings[-1]["message"] == f"{count - KEPT_PER_CODE} more findings SOME_CODE (info)"
