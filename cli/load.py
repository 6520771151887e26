"""`gsagraph load`: metadata of the archives into the graph. The work is in `cli.load_pipeline`."""

import os
import signal
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from cli.load_pipeline import OnInvalid, Pipeline, load_all
from cli.load_report import LoadReport, print_report
from cli.refusal import refusals_told
from cli.terminal import console, examples
from graph_schema.errors import StoreUnavailable, UnusableInput
from graph_store import open_store
from graph_store.protocol import Store
from loaders import deidentified
from loaders.detect import named
from loaders.source import STDIN, Source, open_source
from qc.dicom.folder.manifest import MANIFEST
from qc.dicom.folder.output import MARK
from qc.finding import Finding

EXAMPLES = examples(
    "load CRA000001.xlsx biosample.xml.gz",
    "load --dry-run --json metadata/",
    "load --as records --store sqlite:////data/graph.db - < records.jsonl",
    "load --collection OBIA0001 deidentified/",
)


@refusals_told
def load_command(
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="Files, folders, or - for standard input.")],
    as_format: Annotated[
        str | None, typer.Option("--as", metavar="FORMAT", help="Read as this format instead of detecting it.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would happen; write nothing.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")] = False,
    on_invalid: Annotated[
        str, typer.Option("--on-invalid", metavar="ignore|warn|refuse", help="What to do with invalid values.")
    ] = "warn",
    collection: Annotated[
        str,
        typer.Option("--collection", metavar="OBIA…", help="The collection of de-identified images that name none."),
    ] = "",
    store: Annotated[str | None, typer.Option("--store", metavar="URL", help="The store to write to.")] = None,
) -> None:
    """Load metadata of GSA, GSA-Human, OMIX, OBIA, BioProject, BioSample and INSDC; formats are told by content.

    Exit code 0: clean; 1: findings of severity error; 2: unusable input; 130: interrupted (run again to go on).
    """
    if on_invalid not in ("ignore", "warn", "refuse"):
        raise typer.BadParameter("choose ignore, warn or refuse", param_hint="--on-invalid")
    if collection and not deidentified.is_collection(collection):
        raise typer.BadParameter("give the accession of an OBIA collection", param_hint="--collection")
    if as_format:
        named(as_format)
    report = LoadReport()
    files = checked(paths, report)
    if not report.unusable:
        _load(files, report, Options(as_format, dry_run, on_invalid, store, collection))  # type: ignore[arg-type]
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(report.contract(), option=orjson.OPT_INDENT_2) + b"\n")
        sys.stdout.buffer.flush()
    else:
        print_report(console(), report, dry_run=dry_run)
    if report.exit_code:
        raise typer.Exit(report.exit_code)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asks for."""

    as_format: str | None
    dry_run: bool
    on_invalid: OnInvalid
    store: str | None
    collection: str = ""


def checked(paths: Sequence[str], report: LoadReport) -> list[tuple[str, bool]]:
    """The files of the paths, folders opened in sorted order, with whether each was named itself.

    A path that is absent or unreadable makes the whole load unusable before anything is written.
    """
    files: list[tuple[str, bool]] = []
    for path in paths:
        try:
            files += [(file, file == path) for file in files_of(path)]
        except UnusableInput as error:
            report.unusable = True
            report.find(Finding(error.code, "error", path, "", error.message, error.hint))
            typer.echo(f"error {error.code}: {error.message}", err=True)
    return list(dict.fromkeys(files))


def files_of(path: str) -> list[str]:
    """The files at a path: itself, or those of a folder and its folders, hidden ones left out."""
    if path == STDIN:
        return [path]
    if Path(path).is_dir():
        listed = _folders(path)
        found = sorted(file for folder, names in listed for name in names if (file := Path(folder, name)).is_file())
        return [str(file) for file in found if not any(part.startswith(".") for part in file.relative_to(path).parts)]
    if not Path(path).is_fifo():
        open_source(path).close()
    return [path]


def _folders(path: str) -> Iterator[tuple[str, list[str]]]:
    """Each folder with the names of its files, but for what the manifest of de-identified images there speaks for."""
    for folder, folders, names in os.walk(path, onerror=_unlisted):
        speaks = MANIFEST in names and _is_manifest(Path(folder, MANIFEST), marked=MARK in names)
        if speaks:
            folders[:] = deidentified.uncovered(folders)
        yield folder, deidentified.uncovered(names) if speaks else names


def _is_manifest(file: Path, *, marked: bool) -> bool:
    """Whether a file is the manifest of its folder; UnusableInput where the folder is an output and the file is broken."""
    with open_source(file) as source:
        found = deidentified.matches(source)
    if marked and not found:
        message, hint = f"{file} is broken", "run gsagraph deidentify again with the same input, output and key"
        raise UnusableInput(message, code="MANIFEST_UNREADABLE", hint=hint)
    return found


def _unlisted(error: OSError) -> None:
    """A folder that may not be listed hides files; passing over it would lose them in silence."""
    raise UnusableInput(
        f"{error.filename}: {error.strerror}", code="PATH_UNREADABLE", hint="check the path and its permissions"
    ) from error


def _load(files: Sequence[tuple[str, bool]], report: LoadReport, options: Options) -> None:
    with (
        opened_store(options.store, dry_run=options.dry_run) as (store, pretend),
        interruption() as stop,
        shown(files) as bar,
    ):
        pipeline = Pipeline(store, report, options.on_invalid, pretend, stop.is_wanted, bar.at)
        load_all(_sources(files, options, report), pipeline)


def _sources(files: Sequence[tuple[str, bool]], options: Options, report: LoadReport) -> Iterator[tuple[Source, bool]]:
    for file, was_named in files:
        try:
            source = open_source(file, options.as_format)
            source.collection = options.collection
            yield source, was_named
        except UnusableInput as error:
            report.unusable = True
            report.find(Finding(error.code, "error", file, "", error.message, error.hint))


@contextmanager
def opened_store(url: str | None, *, dry_run: bool) -> Iterator[tuple[Store, bool]]:
    """The store for writing, and whether writing must be pretended.

    A dry run into a store that does not exist yet writes to a temporary one instead.
    """
    if dry_run and not _exists(url):
        with (
            tempfile.TemporaryDirectory(prefix="gsagraph-") as folder,
            _opened(f"sqlite:///{folder}/dry-run.db") as store,
        ):
            yield store, False
        return
    with _opened(url) as store:
        yield store, dry_run


def _exists(url: str | None) -> bool:
    try:
        open_store(url).close()
    except StoreUnavailable as error:
        if error.code != "STORE_MISSING":
            raise
        return False
    return True


@contextmanager
def _opened(url: str | None) -> Iterator[Store]:
    store = open_store(url, write=True)
    try:
        yield store
    finally:
        store.close()


@dataclass(slots=True)
class Interruption:
    """Whether someone pressed Ctrl-C: the first time ends the work after what is in hand, the second at once."""

    wanted: bool = False
    after: str = "this batch"

    def is_wanted(self) -> bool:
        """Whether to stop after this batch."""
        return self.wanted

    def hear(self, _signal: int, _frame: FrameType | None) -> None:
        """The signal handler."""
        if self.wanted:
            raise KeyboardInterrupt
        self.wanted = True
        typer.echo(f"stopping after {self.after}; press again to stop at once", err=True)


@contextmanager
def interruption(after: str = "this batch") -> Iterator[Interruption]:
    """Hear Ctrl-C and termination while a long work runs, which ends after what is in hand."""
    stop = Interruption(after=after)
    before = {number: signal.signal(number, stop.hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@dataclass(slots=True)
class Bar:
    """A progress bar over the stored bytes of all files."""

    progress: Progress
    task: int
    sizes: dict[str, int]
    done: dict[str, int] = field(default_factory=dict)

    def at(self, source: Source) -> None:
        """Show how far a source was read."""
        self.done[source.path] = min(source.position, source.size)
        self.progress.update(self.task, completed=sum(self.done.values()), description=source.name)  # type: ignore[arg-type]


@contextmanager
def shown(files: Sequence[tuple[str, bool]]) -> Iterator[Bar]:
    """A progress bar on standard error, if that is a terminal."""
    sizes = {file: Path(file).stat().st_size for file, _ in files if file != STDIN}
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        yield Bar(progress, int(progress.add_task("loading", total=sum(sizes.values()))), sizes)
