"""One series: each file rewritten under a temporary name, its pixels judged with all the others, then all named at once.

`resumption` says whether an earlier run did it already, and gives the files their names.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from qc.dicom.engine import deidentify
from qc.dicom.folder import journal
from qc.dicom.folder.content import Content
from qc.dicom.folder.journal import Done, Record, Remark
from qc.dicom.folder.manifest import Published
from qc.dicom.folder.output import PARTIAL, published_path, write_parts
from qc.dicom.folder.resumption import earlier, holds, settle
from qc.dicom.folder.review import entry_of, put_sheets, row
from qc.dicom.folder.run import Run
from qc.dicom.folder.walk import Entry
from qc.dicom.outcome import Quarantined, Rewritten
from qc.dicom.pixels.inspection import Conclusion, SeriesInspection
from qc.dicom.pixels.review import ReviewEntry
from qc.finding import Finding
from qc.workers import advance


@dataclass(frozen=True, slots=True)
class Job:
    """A series as a worker gets it: its entries by path; those named in `crashed` are kept back unopened."""

    series: str
    entries: list[Entry]
    crashed: frozenset[bytes] = field(default_factory=frozenset)


@dataclass(slots=True)
class _Work:
    """A series in work: where its files stand meanwhile (None in a dry run), and what its pixels showed."""

    run: Run
    job: Job
    stage: Path | None
    inspection: SeriesInspection
    uid: str = ""  # new Series Instance UID
    looked: list[Done] = field(default_factory=list)


def work(run: Run, job: Job) -> Record:
    """What became of a series; nothing is done again that an earlier run did."""
    before = journal.read(run.out, job.series)
    if before is not None and not job.crashed and holds(run, job.entries, before):
        advance(len(job.entries), sum(entry.size for entry in job.entries))
        return before
    with _stage(run, job) as stage:
        series = _Work(run, job, stage, SeriesInspection(run.devices))
        files = [_rewrite(series, number, entry) for number, entry in enumerate(job.entries)]
        pictured = _conclude(series)
        record = Record(job.series, files, earlier(run, before, files))
        if stage is not None:
            put_sheets(run.out, stage, series.uid, pictured)
            settle(run, record, before, stage)
    return record


def probe(run: Run, job: Job) -> bool:
    """Work the entries of a job without writing, to see whether they make the worker crash."""
    series = _Work(run, job, None, SeriesInspection(run.devices))
    for number, entry in enumerate(job.entries):
        _rewritten_to(series, number, entry)
    return True


@contextmanager
def _stage(run: Run, job: Job) -> Iterator[Path | None]:
    """An empty folder for files in work; None where nothing is written."""
    if run.settings.dry_run:
        yield None
        return
    stage = run.out / PARTIAL / job.series
    shutil.rmtree(stage, ignore_errors=True)
    stage.mkdir(parents=True)
    yield stage
    shutil.rmtree(stage, ignore_errors=True)


def _rewrite(series: _Work, number: int, entry: Entry) -> Done:
    """One file of the series, in the stage under its number if it may be published so far."""
    done = _rewritten_to(series, number, entry)
    advance(1, entry.size)
    return done


def _rewritten_to(series: _Work, number: int, entry: Entry) -> Done:
    run, content = series.run, None
    if entry.name in series.job.crashed:
        return _done(run, entry, None, "INTERNAL")
    try:
        content = run.content(entry)
        rewritten = _rewritten(run, content)
    except Quarantined as error:
        return _done(run, entry, content, error.code)
    done = _done(run, entry, content)
    if run.settings.pixel_tests:
        rewritten = series.inspection.look(rewritten, run.decision(done.id))
        series.uid = rewritten.facts.series_instance_uid
        series.looked.append(done)
    parts = rewritten.parts
    size = write_parts(series.stage / str(number), parts) if series.stage is not None else sum(map(len, parts))
    _tell(run, done, rewritten, size)
    return done


def _rewritten(run: Run, content: Content) -> Rewritten:
    """A file as it may be published; whatever fails in it, the file is kept back and nothing of the failure is told."""
    try:
        return deidentify(content, run.keys, run.profile, search=run.settings.residual)
    except Quarantined:
        raise
    except Exception:  # noqa: BLE001 - its message may repeat a value of the file
        raise Quarantined("INTERNAL") from None


def _done(run: Run, entry: Entry, content: Content | None, code: str = "") -> Done:
    opaque = run.id_of(entry, content)
    decision = run.decisions.get(opaque, "")
    return Done(opaque, run.name_of(entry), run.state_of(entry), entry.instance, entry.size, decision, code)


def _tell(run: Run, done: Done, rewritten: Rewritten, size: int) -> None:
    """Note how a file would be published, and what was done to it."""
    done.actions = dict(sorted(rewritten.actions.items()))
    done.remarks = [_remark(finding) for finding in rewritten.findings]
    done.published = Published(
        path=published_path(rewritten.facts),
        size=size,
        facts=rewritten.facts,
        codes=tuple(rewritten.codes),
        findings=_codes(done.remarks),
        verdict="untested",
        profile=run.profile.version,
        rule_set=run.profile.digest,
        key_id=run.keys.key_id,
    )


def _remark(finding: Finding) -> Remark:
    return Remark(finding.code, finding.severity, finding.message, finding.hint)


def _codes(remarks: Sequence[Remark]) -> tuple[str, ...]:
    return tuple(sorted({remark.code for remark in remarks}))


def _conclude(series: _Work) -> list[ReviewEntry]:
    """Apply to each file that was looked at what the pixels of the whole series say; gives what a person has to see."""
    conclusions = series.inspection.conclude()
    for done, conclusion in zip(series.looked, conclusions, strict=True):
        _apply(done, conclusion)
    whole = [_remark(finding) for finding in series.inspection.findings()]
    published = [done for done in series.looked if done.published is not None]
    for number, done in enumerate(published):
        assert done.published is not None
        done.published = replace(done.published, findings=_codes([*done.remarks, *whole]))
        done.remarks += whole if number == 0 else []
    looked = zip(series.looked, conclusions, strict=True)
    return [entry_of(done.review, "", one) for done, one in looked if one.on_review_list]


def _apply(done: Done, conclusion: Conclusion) -> None:
    """What the pixels say of one file: it is kept back, or published with a verdict; perhaps a person has to look."""
    assert done.published is not None
    facts = done.published.facts
    if conclusion.on_review_list or done.decision:
        done.review = row(done, facts, conclusion)
    if conclusion.code is not None:
        done.code, done.published, done.actions, done.remarks = conclusion.code, None, {}, []
        return
    done.remarks += map(_remark, conclusion.findings)
    done.published = replace(done.published, verdict=conclusion.verdict)
