"""A whole folder: first pass, series spread over workers, what was found put together, and OUT left whole.

entries → first pass (identity) → series → workers → records → manifest, review, report
"""

import hashlib
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from qc.dicom.folder import journal, originals, output, review
from qc.dicom.folder.catalogue import DUPLICATE, Catalogue
from qc.dicom.folder.first_pass import first_pass
from qc.dicom.folder.journal import Record, Remark
from qc.dicom.folder.manifest import MANIFEST, line
from qc.dicom.folder.output import PAGE, REPORT
from qc.dicom.folder.page import page
from qc.dicom.folder.report import Report
from qc.dicom.folder.run import Run, handed, received
from qc.dicom.folder.series import Job, probe, work
from qc.dicom.folder.settings import Settings
from qc.dicom.folder.walk import Entry, entries, location
from qc.dicom.keys import Keys
from qc.dicom.outcome import Quarantined
from qc.dicom.pixels.review import list_text
from qc.dicom.pixels.words import is_installed
from qc.workers import Workers


@dataclass(slots=True)
class Watch:
    """Who looks on: told what is done, how much there is and how far it is; asked whether to stop."""

    stopped: Callable[[], bool] = bool
    listed: Callable[[int], None] = lambda _files: None
    known: Callable[[int, int], None] = lambda _files, _size: None
    advanced: Callable[[int, int], None] = lambda _files, _size: None


def deidentify(source: Path, out: Path, keys: Keys, settings: Settings, watch: Watch | None = None) -> Report:
    """De-identify a file or folder into `out`, and tell what was done.

    UnusableInput where the input is absent (`PATH_UNREADABLE`), the folders overlap (`OUT_OVERLAPS`), or the output is
    not this key's and these rules' own (`OUT_NOT_EMPTY`, `OUT_OTHER_KEY`, `OUT_IN_USE`, `OUT_UNUSABLE`).
    """
    entries(source)
    output.keep_apart(source, out, settings.keep_originals)
    watch = watch or Watch()
    run = Run.start(keys, source, out, settings, review.decided(out, settings.reviewed))
    filled, about = review.filled(out), mark(run)
    if settings.keep_originals is not None and not settings.dry_run:
        originals.prepare(settings.keep_originals)
    with (
        output.opened(out, about, dry_run=settings.dry_run),
        closing(Catalogue()) as catalogue,
        Workers(settings.jobs, received, handed(run), preload=[work.__module__], told=watch.advanced) as workers,
    ):
        if run.decisions and not settings.dry_run:
            output.replace(run.out, review.DECISIONS, review.decisions_text(run.decisions))
        report = _worked(run, source, catalogue, workers, watch)
        report.about = about
        if not settings.dry_run:
            _finish(run, catalogue, report, filled)
    return report


UNREAD = frozenset({"SYMLINK", "NOT_A_FILE", "UNREADABLE", "TOO_LARGE"})
"""Codes of entries whose content was not read, so that their ids are made of their names alone."""


def mark(run: Run) -> dict[str, Any]:
    """What an output is made of, by which a later run knows it as its own: key id, profile, rules and options."""
    settings = run.settings
    rules = settings.device_rules.read_bytes() if settings.device_rules else b""
    return {
        "format": 1,
        "key_id": run.keys.key_id,
        "profile": run.profile.version,
        "rule_set": run.profile.digest,
        "options": {
            "retain_device_identity": settings.retain_device_identity,
            "pixel_tests": settings.pixel_tests,
            "residual": settings.residual,
            "words_read": is_installed(),
            "device_rules": hashlib.sha256(rules).hexdigest() if rules else "",
        },
    }


def _worked(run: Run, source: Path, catalogue: Catalogue, workers: Workers[Run], watch: Watch) -> Report:
    """Both passes, and what came of them."""
    report = Report(dry_run=run.settings.dry_run)
    first_pass(run, source, catalogue, workers, watch.stopped, watch.listed)
    watch.known(*catalogue.totals())
    if not watch.stopped():
        for entry, code in catalogue.stopped():
            _stopped(run, report, entry, code)
            watch.advanced(1, entry.size)
    jobs = (Job(series, entries) for series, entries in catalogue.series())
    for job, record in workers.map(work, jobs, watch.stopped):
        _add(run, catalogue, report, job, record or _after_crash(workers, job))
    report.interrupted = watch.stopped()
    if report.published:
        _tell_of_devices(run, report)
    return report


def _tell_of_devices(run: Run, report: Report) -> None:
    """What the options keep of devices by design, and where they do not do what they promise."""
    if run.settings.retain_device_identity:
        message = "serial numbers, names and UIDs of devices stay, as the option 113109 promises"
        report.find(Remark("DEVICE_IDENTITY_KEPT", "info", message, "--no-device-identity removes them and the claim"))
    for code, message in run.profile.deviations.items():
        report.find(Remark(code, "info", message))


def _stopped(run: Run, report: Report, entry: Entry, code: str) -> None:
    """Count an entry that goes no further than the first pass."""
    opaque = _id(run, entry, code)
    if code == DUPLICATE:
        report.repeat(opaque)
        return
    report.keep_back(opaque, code, entry.size)
    _keep_original(run, entry, opaque)


def _id(run: Run, entry: Entry, code: str) -> str:
    try:
        return run.id_of(entry, None if entry.refusal or code in UNREAD else run.content(entry))
    except Quarantined:
        return run.id_of(entry)


def _add(run: Run, catalogue: Catalogue, report: Report, job: Job, record: Record) -> None:
    """Count a series."""
    for entry, done in zip(job.entries, record.files, strict=True):
        report.add(done)
        if done.published is None:
            _keep_original(run, entry, done.id)
    report.earlier += len(record.earlier)
    _add_reviews(catalogue, record)
    catalogue.finish(job.series)
    for published in record.published():
        catalogue.publish(published.path, line(published))


def _add_reviews(catalogue: Catalogue, record: Record) -> None:
    for done in record.files:
        if done.review:
            catalogue.look_at(orjson.dumps(done.review))


def _keep_original(run: Run, entry: Entry, opaque: str) -> None:
    folder = run.settings.keep_originals
    if folder is not None and not run.settings.dry_run:
        originals.keep(folder, opaque, location(run.folder, entry.name))


def _after_crash(workers: Workers[Run], job: Job) -> Record:
    """A series that made a worker crash, without the files that do so alone; or else the whole of it kept back."""
    alone = [Job(job.series, [entry]) for entry in job.entries]
    crashed = frozenset(single.entries[0].name for single, result in workers.map(probe, alone) if result is None)
    ((_, record),) = workers.map(work, [Job(job.series, job.entries, crashed)])
    if record is not None:
        return record
    ((_, record),) = workers.map(work, [Job(job.series, job.entries, frozenset(e.name for e in job.entries))])
    assert record is not None, "a series of which no file is opened cannot crash"
    return record


def _add_earlier(run: Run, catalogue: Catalogue) -> int:
    """Put into the manifest what records tell that this run did not come to, or its input does not hold; how many."""
    count = 0
    for series in journal.series_of(run.out):
        record = None if catalogue.is_finished(series) else journal.read(run.out, series)
        if record is None:
            continue
        _add_reviews(catalogue, record)
        for published in record.published():
            if journal.is_on_disk(run.out, published):
                catalogue.publish(published.path, line(published))
                count += 1
    return count


def _finish(run: Run, catalogue: Catalogue, report: Report, filled: Mapping[str, str]) -> None:
    """Write manifest, report and review lists; what has not changed is left alone."""
    report.earlier += _add_earlier(run, catalogue)
    if report.earlier and not report.interrupted:
        message = (
            f"{report.earlier} published files come from inputs of earlier runs; they stay, and stand in the manifest"
        )
        report.find(Remark("EARLIER_INPUT", "info", message, "to drop them, remove the output and run again"))
    rows = (orjson.loads(row) for row in catalogue.looked_at())
    entries = [review.entry_of(row, row["verdict"] or filled.get(row["id"], "")) for row in rows]
    output.replace(run.out, review.LIST, list_text(entries).encode())
    output.replace(run.out, review.QUARANTINE, review.quarantine_lines(report.quarantine))
    output.replace(run.out, MANIFEST, catalogue.published())
    output.replace(run.out, REPORT, output.pretty(report.contract()))
    if run.settings.html:
        output.replace(run.out, PAGE, page(report).encode())
