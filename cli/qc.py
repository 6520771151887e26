"""`gsagraph qc`: sequence files checked, each alone or as sets. The checks are in `qc.sequence`, the run in `cli.qc_run`."""

import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import FrameType
from typing import cast

import typer

from cli import qc_md5
from cli.qc_documents import Documents, Graph
from cli.qc_inbox import POLL, Inbox
from cli.qc_inputs import grouped, opened, units
from cli.qc_options import (
    DUPLICATES,
    FORMATS,
    Again,
    As,
    AsJson,
    Dask,
    DuplicateMode,
    Files,
    Html,
    InGraph,
    Jobs,
    Md5,
    Md5File,
    Multiqc,
    OfRun,
    Organism,
    Out,
    Pair,
    PairByName,
    Reference,
    Sample,
    Sites,
    Still,
    StoreUrl,
    Taxonomy,
    Temporary,
    Watch,
    Xml,
)
from cli.qc_reports import Reports
from cli.qc_run import INTERRUPTED, Run
from cli.qc_table import print_checked
from cli.refusal import refusals_told
from cli.terminal import console, examples
from graph_schema.errors import UnusableInput
from qc.sequence import kernel_cache
from qc.sequence.checked import Checked
from qc.sequence.options import Duplicates, Format, Options
from qc.sequence.stored import line

EXAMPLES = examples(
    "qc reads.fastq.gz --json",
    "qc --pair sample_R1.fastq.gz sample_R2.fastq.gz",
    "qc runs/ --pair-by-name --md5-file md5sum.txt --jobs 8 --out reports/ --html reports/",
    "qc aligned.bam --sample SAMC0001 --sites panel.vcf",
    "qc calls.vcf.gz --reference genome.fa",
    "qc CRR000001_f1.fastq.gz CRR000001_r2.fastq.gz --pair --graph",
    "qc --watch /data/inbox --out reports/",
)


@refusals_told
def qc_command(
    files: Files = None,
    pair: Pair = False,
    pair_by_name: PairByName = False,
    as_format: As = None,
    as_json: AsJson = False,
    md5: Md5 = None,
    md5_file: Md5File = None,
    sample: Sample = None,
    reference: Reference = None,
    duplicates: DuplicateMode = "auto",
    temporary: Temporary = None,
    sites: Sites = None,
    taxonomy: Taxonomy = None,
    organism: Organism = None,
    jobs: Jobs = 1,
    dask: Dask = None,
    out: Out = None,
    again: Again = False,
    html: Html = None,
    xml: Xml = None,
    multiqc: Multiqc = None,
    graph: InGraph = False,
    accession: OfRun = "",
    store: StoreUrl = None,
    watch: Watch = None,
    still: Still = 10.0,
) -> None:
    """Check FASTQ, FASTA, SAM, BAM, CRAM, VCF, BCF, FAST5 and POD5 files: containers, records, names, pairs, checksums.

    Exit code 0: no errors; 1: findings of severity error; 2: a path cannot be read; 130: interrupted, no half report.
    """
    asked = _options(as_format, sample, reference, duplicates, temporary, sites, taxonomy, organism)
    of_run = import_module("cli.qc_graph").run_said(accession) if accession else ""
    documents = Documents(html, xml, multiqc, Graph(store, of_run) if graph else None, of_run)
    reports = _reports(out, again=again or sites is not None)
    run = Run(_teller(as_json=as_json), jobs, dask, reports, documents, compared=sites is not None)
    with _interruptible(), _workspace(asked, keep=dask is not None) as options:
        if watch is None:
            _check(run, files or [], options, (md5, md5_file), pair=pair, by_name=pair_by_name)
        else:
            _refuse_if(
                files or pair or md5 or md5_file, "--watch checks a folder; give no FILE, --pair or --md5 with it"
            )
            _watch(run, watch, still, options, by_name=pair_by_name)
    if run.exit_code:
        raise typer.Exit(run.exit_code)


def _options(
    as_format: str | None,
    sample: str | None,
    reference: Path | None,
    duplicates: str,
    temporary: Path | None,
    sites: Path | None,
    taxonomy: Path | None,
    organism: int | None,
) -> Options:
    """What the checks are asked to do; words that are none of the choices and files that are not there are refused."""
    for name, value, choices in (("--format", as_format, FORMATS), ("--duplicates", duplicates, DUPLICATES)):
        if value is not None and value not in choices:
            raise typer.BadParameter(f"choose one of {', '.join(choices)}", param_hint=name)
    for path in (reference, sites, taxonomy):
        if path is not None and not path.exists():
            message, hint = f"{path}: no such file", "check the path and its permissions"
            raise UnusableInput(message, code="PATH_UNREADABLE", hint=hint)
    return Options(
        format=cast("Format | None", as_format),
        sample=sample,
        reference=reference,
        duplicates=cast("Duplicates", duplicates),
        temporary=temporary,
        sites=sites,
        taxonomy=taxonomy,
        organism=organism,
    )


def _reports(folder: Path | None, *, again: bool, beside: bool = False) -> Reports | None:
    """The reports of a folder, if one is asked for; UnusableInput where it cannot be made or written."""
    try:
        return Reports(folder, beside=beside, again=again) if folder else None
    except OSError as error:
        message = f"{folder}: {error.strerror}"
        raise UnusableInput(message, code="OUT_UNUSABLE", hint="name a folder that you may write") from error


def _check(
    run: Run,
    paths: list[Path],
    options: Options,
    checksums: tuple[str | None, Path | None],
    *,
    pair: bool,
    by_name: bool,
) -> None:
    """Check the files that were named."""
    _refuse_if(not paths, "name files or folders to check")
    inputs = opened(paths)
    for error in inputs.refused:
        run.refuse(error)
    if pair and inputs.refused:
        return
    declared = _declared(inputs.files, *checksums)
    work = units(grouped(inputs.files, pair=pair, by_name=by_name), options, declared)
    _refuse_if(len(work) > 1 and run.documents.alone, f"{len(work)} reports are to be written; give a folder for them")
    run.work(work)


def _declared(files: list[Path], md5: str | None, md5_file: Path | None) -> dict[str, str]:
    """The declared checksums, from the option or the list; a list that misses files is told."""
    if md5 is not None:
        _refuse_if(not qc_md5.is_md5(md5), "an md5 is 32 hexadecimal digits")
        _refuse_if(len(files) != 1, "--md5 is for one FILE; give --md5-file for several")
        return {str(files[0]): md5.lower()}
    if md5_file is None:
        return {}
    found = qc_md5.declared(md5_file, [file for file in files if file != md5_file])
    if missing := len(files) - len(found):
        typer.echo(f"{md5_file} declares no md5 of {missing:,} of {len(files):,} files", err=True)
    return found


def _watch(run: Run, folder: Path, still: float, options: Options, *, by_name: bool) -> None:
    """Check what arrives, for ever; reports go beside the files where no folder is named."""
    _refuse_if(run.documents.alone, "give a folder for the reports")
    if not folder.is_dir():
        raise UnusableInput(f"{folder}: no such folder", code="PATH_UNREADABLE", hint="name a folder to watch")
    run.reports = run.reports or _reports(folder, again=False, beside=True)
    inbox = Inbox(folder, still)
    while True:
        quiet = inbox.quiet()
        ready = inbox.ready(quiet)
        groups = [group for group in grouped(quiet, pair=False, by_name=by_name) if ready.keys() & set(group)]
        run.work(units(groups, options, _beside(run, groups)), silent=True)
        inbox.tell(ready)
        time.sleep(POLL)


def _beside(run: Run, groups: list[tuple[Path, ...]]) -> dict[str, str]:
    """The checksums that stand beside files; a list that cannot be read is told, and the file checked without it."""
    declared = {}
    for path in (path for group in groups for path in group):
        try:
            md5 = qc_md5.beside(path)
        except UnusableInput as error:
            run.refuse(error)
            continue
        if md5:
            declared[str(path)] = md5
    return declared


def _teller(*, as_json: bool) -> Callable[[Checked], None]:
    """What prints a report: a line of JSON, or lines for people."""
    output = console()

    def tell(checked: Checked) -> None:
        if as_json:
            sys.stdout.buffer.write(line(checked))
            sys.stdout.buffer.flush()
        else:
            print_checked(output, checked)

    return tell


@contextmanager
def _workspace(options: Options, *, keep: bool) -> Iterator[Options]:
    """The options with a temporary folder of this run, gone at its end even where processes were killed.

    With `keep` the folder stays what was asked for: it is one of other machines.
    """
    if sys.stderr.isatty() and kernel_cache.is_cold():
        typer.echo(
            "the checks are compiled for this machine at their first use; that takes half a minute, once", err=True
        )
    if keep:
        yield options
        return
    try:
        folder = tempfile.TemporaryDirectory(prefix="gsagraph-qc-", dir=options.temporary)
    except OSError as error:
        message = f"{options.temporary or tempfile.gettempdir()}: {error.strerror}"
        raise UnusableInput(message, code="TEMPORARY_UNUSABLE", hint="name a folder that you may write") from error
    with folder as path:
        yield replace(options, temporary=Path(path))


@contextmanager
def _interruptible() -> Iterator[None]:
    """End at Ctrl-C or termination, at once and with code 130: reports are written whole, so none is half."""
    before = signal.signal(signal.SIGTERM, _interrupt)
    try:
        yield
    except KeyboardInterrupt:
        typer.echo("interrupted; reports that were written are whole", err=True)
        raise typer.Exit(INTERRUPTED) from None
    finally:
        signal.signal(signal.SIGTERM, before)


def _interrupt(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _refuse_if(wrong: object, message: str) -> None:
    """Refuse options that do not go together."""
    if wrong:
        raise typer.BadParameter(message)
