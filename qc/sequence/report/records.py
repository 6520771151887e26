"""A checked unit as records: a QcReport about its Run or File, with a QcFinding for each remark.

The graph is read by more people than the file is, so findings there tell code, place and count, and never quote the
file: no read name, no sequence, no value of it.
"""

from collections.abc import Iterator

from graph_schema.record import Provenance, Record
from qc.finding import Finding
from qc.report import Activity, report_records
from qc.sequence.checked import Checked
from qc.sequence.codes import CODES
from qc.sequence.remarks import Remark
from qc.sequence.report.nodes import slots_of

RULE_SET, VERSION = "sequence", "1"
ACTIVITY = "sequence-check"


def unit_records(checked: Checked, subject: tuple[str, str], provenance: Provenance, scope: str) -> Iterator[Record]:
    """The report of a unit about its subject (type and accession), and its findings; of each code and file the first.

    The same files checked again give the same nodes: the key of the report is the sha256 of its files.
    """
    key = ",".join(file.sha256 for file in checked.files)
    activity = Activity(ACTIVITY, VERSION, slots_of(checked), key=key)
    findings = [_finding(remark) for remark in _firsts(checked)]
    yield from report_records(subject, RULE_SET, findings, provenance, scope, activity)


def _firsts(checked: Checked) -> list[Remark]:
    first: dict[tuple[str, str], Remark] = {}
    for remark in checked.remarks:
        first.setdefault((remark.file, remark.code), remark)
    return list(first.values())


def _finding(remark: Remark) -> Finding:
    times = f" ({remark.count:,} times)" if remark.count > 1 else ""
    known = CODES[remark.code]
    return Finding(remark.code, remark.severity, remark.file, place(remark), f"{known.meaning}{times}", known.hint)


def place(remark: Remark) -> str:
    """Where a remark stands, in words: `record 5, line 17`."""
    told = []
    if remark.records:
        told.append(f"record{'s' if len(remark.records) > 1 else ''} {', '.join(map(str, remark.records))}")
    if remark.line is not None:
        told.append(f"line {remark.line}")
    return ", ".join(told)
