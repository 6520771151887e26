"""`gsagraph deidentify`: a folder of DICOM files made publishable, or checked. The work is in `qc.dicom.folder`."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import orjson
import typer
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

from cli.deidentify_report import print_check, print_report
from cli.load import Interruption, interruption
from cli.refusal import refusals_told
from cli.terminal import console, examples
from graph_schema.errors import UnusableInput
from qc.dicom.folder.batch import Watch, deidentify
from qc.dicom.folder.check import check
from qc.dicom.folder.settings import Settings
from qc.dicom.keys import Keys, is_exposed

EXAMPLES = examples(
    "keys new custodian.key",
    "deidentify hospital/ release/ --key-file custodian.key --report html",
    "deidentify hospital/ release/ --key-file custodian.key --reviewed release/review/review.csv",
    "deidentify --check release/",
)
INTERRUPTED = 130
KEY_HINT = "give --key-file FILE or set GSAGRAPH_DEID_KEY_FILE; `gsagraph keys new FILE` makes a key"


Input = Annotated[Path | None, typer.Argument(metavar="IN", help="A DICOM file, or a folder of them.")]
Output = Annotated[Path | None, typer.Argument(metavar="OUT", help="The folder to write; new, or an earlier OUT.")]
KeyFile = Annotated[
    Path | None, typer.Option("--key-file", metavar="FILE", help="The custodian's key; else the environment's.")
]
Jobs = Annotated[
    int | None, typer.Option("--jobs", metavar="N", min=1, help="Worker processes; else as many as processors.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the report as one JSON object.")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Tell what would happen; write nothing.")]
ReportForm = Annotated[
    str, typer.Option("--report", metavar="json|html", help="html writes OUT/report.html beside OUT/report.json.")
]
KeepOriginals = Annotated[
    Path | None,
    typer.Option("--keep-originals", metavar="DIR", help="Copy files that are kept back here, for you alone."),
]
NoDeviceIdentity = Annotated[
    bool, typer.Option("--no-device-identity", help="Remove serial numbers and names of devices too.")
]
Reviewed = Annotated[
    Path | None,
    typer.Option("--reviewed", metavar="FILE", help="Apply the verdicts of a filled OUT/review/review.csv."),
]
DeviceRulesFile = Annotated[
    Path | None, typer.Option("--device-rules", metavar="FILE", help="Your own rules for pixels of devices.")
]
CheckFolder = Annotated[
    Path | None, typer.Option("--check", metavar="DIR", help="Only verify a folder that claims to be de-identified.")
]


@refusals_told
def deidentify_command(
    source: Input = None,
    out: Output = None,
    key_file: KeyFile = None,
    jobs: Jobs = None,
    as_json: AsJson = False,
    dry_run: DryRun = False,
    report: ReportForm = "json",
    keep_originals: KeepOriginals = None,
    no_device_identity: NoDeviceIdentity = False,
    reviewed: Reviewed = None,
    device_rules: DeviceRulesFile = None,
    check_folder: CheckFolder = None,
) -> None:
    """De-identify DICOM files by PS3.15 annex E: UIDs, dates and names by the custodian's key, pixels judged.

    Exit code 0: clean; 1: something was kept back or found; 2: input or key absent or unusable; 130: interrupted.
    """
    if check_folder is not None:
        _check(check_folder, jobs or processors(), device_rules, as_json=as_json)
        return
    if source is None or out is None:
        raise typer.BadParameter("give IN and OUT, or --check DIR")
    if report not in ("json", "html"):
        raise typer.BadParameter("choose json or html", param_hint="--report")
    settings = Settings(
        jobs=jobs or processors(),
        dry_run=dry_run,
        retain_device_identity=not no_device_identity,
        html=report == "html",
        keep_originals=keep_originals,
        reviewed=reviewed,
        device_rules=device_rules,
    )
    _deidentify(source, out, _keys(key_file), settings, as_json=as_json)


def _keys(path: Path | None) -> Keys:
    """The key of the option or of the environment; UnusableInput (`KEY_ABSENT`) where there is none."""
    keys = Keys.read(path) if path is not None else Keys.from_environment()
    if keys is None:
        raise UnusableInput("there is no key", code="KEY_ABSENT", hint=KEY_HINT)
    if path is not None and is_exposed(path):
        typer.echo("warning: others of this machine may read the key file; chmod 600 keeps it apart", err=True)
    return keys


def _deidentify(source: Path, out: Path, keys: Keys, settings: Settings, *, as_json: bool) -> None:
    try:
        with interruption("the series in work") as stop, watched(stop) as watch:
            report = deidentify(source, out, keys, settings, watch)
    except KeyboardInterrupt:
        typer.echo("stopped at once; run the same command again to go on", err=True)
        raise typer.Exit(INTERRUPTED) from None
    except OSError as error:
        message = f"the output cannot be written: {error.strerror or type(error).__name__}"
        hint = "check space and permissions, then run the same command again to go on"
        raise UnusableInput(message, code="OUT_UNUSABLE", hint=hint) from None
    if as_json:
        _print_json(report.contract())
    else:
        print_report(console(), report)
    if report.interrupted:
        typer.echo("interrupted; what is counted is safe: run the same command again to go on", err=True)
    if report.exit_code:
        raise typer.Exit(report.exit_code)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _check(folder: Path, jobs: int, device_rules: Path | None, *, as_json: bool) -> None:
    report = check(folder, jobs, device_rules)
    if as_json:
        _print_json(report.contract())
    else:
        print_check(console(), report)
    if report.exit_code:
        raise typer.Exit(report.exit_code)


def _print_json(value: object) -> None:
    sys.stdout.buffer.write(orjson.dumps(value, option=orjson.OPT_INDENT_2) + b"\n")
    sys.stdout.buffer.flush()


@dataclass(slots=True)
class Bar:
    """A progress bar: files listed first, then the bytes of files worked."""

    progress: Progress
    task: int
    files: int = 0
    of: int = 0

    def listed(self, files: int) -> None:
        """More files were found in the input."""
        self.of += files
        self._show(f"{self.of:,} files found")

    def known(self, files: int, size: int) -> None:
        """All files are known, with their bytes."""
        self.of = files
        self.progress.update(self.task, total=size)  # type: ignore[arg-type]
        self.progress.reset(self.task, total=size)  # type: ignore[arg-type]

    def advanced(self, files: int, size: int) -> None:
        """Files were worked."""
        self.files += files
        self.progress.advance(self.task, size)  # type: ignore[arg-type]
        self._show(f"{self.files:,} of {self.of:,} files")

    def _show(self, text: str) -> None:
        self.progress.update(self.task, description=text)  # type: ignore[arg-type]


@contextmanager
def watched(stop: Interruption) -> Iterator[Watch]:
    """A progress bar on standard error, if that is a terminal, and the ear for Ctrl-C."""
    screen = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=screen, disable=not screen.is_terminal, transient=True) as progress:
        bar = Bar(progress, int(progress.add_task("listing files", total=None)))
        yield Watch(stop.is_wanted, bar.listed, bar.known, bar.advanced)
