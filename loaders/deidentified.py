"""What `gsagraph deidentify` published: its `manifest.jsonl`, with one header of each series from the files beside it.

The manifest is sorted by individual, study, series and image, so all levels are made in one pass, and memory holds
no more than one individual. Images stay in review until a source says that they are released: the collection's
workbook (`loaders.obia`), whose word on scope counts in whatever order the two are loaded. A line that the engine
could not have written (`loaders.deidentified_lines`) is refused, and the finding repeats nothing of it.
What the levels become is told in `loaders.deidentified_levels`.
"""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from graph_schema.record import Record
from loaders.deidentified_header import read_header
from loaders.deidentified_levels import FORMAT, Individual, Output, Series, Study
from loaders.deidentified_lines import Line, is_collection, manifest_lines
from loaders.source import STDIN, Source
from qc.dicom.folder.manifest import MANIFEST, Published
from qc.dicom.folder.output import OURS, PUBLISHED
from qc.finding import Finding

__all__ = ["FORMAT", "is_collection", "matches", "read", "uncovered"]

MARKS = (b'"facts"', b'"rule_set"', b'"key_id"')


def matches(source: Source) -> bool:
    """Text of which some line near the beginning tells the facts, the rule set and the key of a published file.

    A manifest of that name without any line is one too: nothing was published.
    """
    if source.kind == "empty":
        return Path(source.path).name == MANIFEST
    return source.kind in ("json", "text") and all(mark in source.head for mark in MARKS)


def uncovered(names: Sequence[str]) -> list[str]:
    """The names in the manifest's folder that the engine did not write there, and the manifest itself."""
    return [name for name in names if name not in OURS or name == MANIFEST]


def read(source: Source) -> Iterator[Record | Finding]:
    """Images, series, studies, individuals and the collection, with a report of the de-identification of each series."""
    refused: deque[Finding] = deque()
    folder = None if source.path == STDIN or source.gzipped else source.file.parent.resolve()
    output = Output(source)
    for _, of_individual in groupby(_usable(source, refused), lambda line: line.published.facts.individual):
        individual = Individual()
        for _, of_study in groupby(of_individual, lambda line: line.published.facts.study_instance_uid):
            yield from _study(output, individual, of_study, folder)
            yield from _drained(refused)
        yield from output.individual(individual)
    yield from _drained(refused)
    yield from output.end()
    yield from _unlisted(source, folder, output.images)


def _study(
    output: Output, individual: Individual, lines_: Iterator[Line], folder: Path | None
) -> Iterator[Record | Finding]:
    study = Study()
    for _, of_series in groupby(lines_, lambda line: line.published.facts.series_instance_uid):
        series = Series()
        for line in of_series:
            series.meet(line.published, line.collection or output.source.collection)
            file = _file_of(line.published, folder) if folder is not None else None
            if folder is not None:
                _look(series, file)
            yield from output.image(line.published, file)
        study.meet(series)
        yield from output.series(series)
    individual.meet(study)


def _file_of(published: Published, folder: Path) -> Path | None:
    """The published file, where it lies as the manifest says: of this size, and no link leads out of its place."""
    path = folder / published.path
    try:
        same = os.path.realpath(path) == str(path) and os.lstat(path).st_size == published.size
    except OSError:
        return None
    return path if same else None


def _look(series: Series, file: Path | None) -> None:
    """Count a file that is not as the manifest says; the first one of a series that is tells its header."""
    series.lost += file is None
    if file is not None and series.header is None and series.first is not None:
        header = read_header(file)
        if header and header.declared and header.series_uid == series.first.facts.series_instance_uid:
            series.header = header


def _usable(source: Source, refused: deque[Finding]) -> Iterator[Line]:
    """The usable lines; findings about the others go to `refused`."""
    for line in manifest_lines(source):
        if isinstance(line, Line):
            yield line
        else:
            message = "the line is no entry of a manifest: unknown form, ids that are not new ones, or no basic profile"
            hint = "run gsagraph deidentify again; its manifest is not to be edited"
            place = f"line {line.number}"
            refused.append(source.finding("MANIFEST_LINE_REFUSED", "error", place, message, hint, "Image"))


def _drained(findings: deque[Finding]) -> Iterator[Finding]:
    while findings:
        yield findings.popleft()


def _unlisted(source: Source, folder: Path | None, listed: int) -> Iterator[Finding]:
    """Say how many files of the folder the manifest does not name; they are not loaded."""
    if folder is None:
        return
    found = sum(len(names) for _, _, names in os.walk(folder / PUBLISHED))
    if found > listed:
        message = f"{found - listed} files below {PUBLISHED} are in no usable line of the manifest and were not loaded"
        yield source.finding("FILES_UNLISTED", "warning", PUBLISHED, message, "run gsagraph deidentify again")
