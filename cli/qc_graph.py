"""`gsagraph qc --graph`: reports of checked files become nodes beside the Run or File that they are about.

A unit is joined to what the store holds by the Run's accession (said, or beginning the files' names) or by the md5
of its files. A report is as visible as its subject; a file that fewer may see than its Run is the subject itself.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from cli.report_scopes import CLOSED, SCOPES, with_scopes
from graph_schema.accession import detect
from graph_schema.errors import UnusableInput
from graph_schema.record import Provenance, Record
from graph_store.plan import Columns, Compare, Lookup, OrderKey, Page, Pick, Plan, Rows, Select, Via
from graph_store.protocol import Store
from qc.sequence.checked import Checked
from qc.sequence.report.records import RULE_SET, VERSION, unit_records
from qc.taxonomy.counts import profile_from
from qc.taxonomy.records import measured, profile_records

MOST = 100
"""Files of one md5 that are looked at."""

_RUN = Pick(Via(("OUTPUT_OF",), "out", ("Run",), many=False), Rows((("Run", Columns(("accession", "scope"))),)))
_BY_MD5 = Plan(
    Select(
        ("File",),
        None,
        Compare("md5", "in", 0),
        Page((OrderKey("accession", descending=False),), 1),
        Rows((("File", Columns(("accession", "scope", "md5"), branches=(_RUN,))),)),
        count=False,
    )
)
_RUNS = Plan(Lookup(0, ("Run",), Rows((("Run", Columns(("accession", "scope"))),))))


class Subject(NamedTuple):
    """What a report is about."""

    type: str
    accession: str


def write_report(store: Store, checked: Checked, accession: str = "") -> Subject | None:
    """Write a unit's report; what it is about, or None where the store holds neither its Run nor its File.

    `accession` says the Run. Raises UnusableInput for one that is no Run's.
    """
    subject = subject_of(store, checked, accession)
    if subject is None:
        return None
    provenance = _provenance(checked)
    reports = list(unit_records(checked, subject, provenance, CLOSED))
    taxa, profiles = _profiles(checked, subject, provenance)
    told = with_scopes(store, (), [*reports, *profiles])
    scope = told[0].slots["scope"]
    store.write([*(replace(taxon, slots={**taxon.slots, "scope": scope}) for taxon in taxa), *told])
    return subject


def _profiles(checked: Checked, subject: Subject, provenance: Provenance) -> tuple[list[Record], list[Record]]:
    """The taxa and the profile of a unit whose reads were profiled; a profile is one of a Run."""
    profile = checked.metrics.get("taxonomy")
    if subject.type != "Run" or not profile:
        return [], []
    records = list(profile_records(profile_from(profile), subject.accession, measured(provenance), CLOSED))
    return records[:-1], records[-1:]


def subject_of(store: Store, checked: Checked, accession: str = "") -> Subject | None:
    """The Run that is said, that all names begin with, or that all files belong to by md5; else the one File."""
    if accession:
        return _run(store, run_said(accession))
    if (run := run_named(checked)) and (found := _run(store, run)):
        return found
    return _by_md5(store, [file.md5 for file in checked.files])


def run_named(checked: Checked) -> str:
    """The accession of the Run that the names of all files begin with; empty where they do not."""
    named = {_run_in_name(Path(file.path).name) for file in checked.files}
    return named.pop() if len(named) == 1 else ""


def run_said(accession: str) -> str:
    """The accession of a Run in its fixed spelling; UnusableInput for anything else."""
    found = detect(accession)
    if found is None or found.node_type != "Run":
        raise UnusableInput(f"{accession!r} is no accession of a Run", hint="Runs are CRR…, SRR…, ERR…, DRR…, HRR…")
    return found.value


def _run_in_name(name: str) -> str:
    """The accession that a file name begins with, as the archives name their files: CRR000001_f1.fastq.gz."""
    token = name.replace(".", "_").replace("-", "_").split("_")[0]
    found = detect(token)
    return found.value if found and found.node_type == "Run" else ""


def _run(store: Store, accession: str) -> Subject | None:
    found = store.execute(_RUNS, [[accession]], SCOPES)
    return Subject("Run", found[0][1][0]) if found else None


def _by_md5(store: Store, declared: Sequence[str]) -> Subject | None:
    """The one Run of all these files, if they are no less visible than it; else the File, if there is one."""
    (rows,) = store.execute(_BY_MD5, [sorted(set(declared)), MOST], SCOPES)
    if {md5 for _, _, md5, _ in rows} != set(declared):
        return None
    runs = set(_runs(rows))
    if len(runs) == 1 and (run := runs.pop()):
        return run
    files = {accession for accession, *_ in rows}
    return Subject("File", files.pop()) if len(files) == 1 else None


def _runs(rows: Sequence[Any]) -> Iterator[Subject | None]:
    for _, scope, _, run in rows:
        yield Subject("Run", run[0]) if run and run[1] == scope else None


def _provenance(checked: Checked) -> Provenance:
    """The files' names without folders, and the sha256 of the first."""
    time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    names = " ".join(Path(file.path).name for file in checked.files)
    return Provenance(names, checked.files[0].sha256, "", f"qc.{RULE_SET}", VERSION, time)
