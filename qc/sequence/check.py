"""One unit checked: a file, or the files of one set in order. Formats are told here and checked by their own modules.

A file's stored bytes are read once, from end to end, while its checksums are taken; what the formats' modules find
and what the container is worth come together in one `Checked`. A fault of our own ends neither the run nor in a pass.
"""

import traceback
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from time import perf_counter
from typing import Any

from graph_schema.errors import UnusableInput
from qc.sequence.beside import genotypes, taxonomy
from qc.sequence.checked import Checked, FileFacts, told
from qc.sequence.container.stream import Stream, open_stream
from qc.sequence.options import Format, Options, Progress
from qc.sequence.remarks import Remarks
from qc.sequence.sniff import GOES_ON, disguise

CHECKERS: dict[Format, tuple[str, str]] = {
    "fastq": ("qc.sequence.fastq.check", "check_fastq"),
    "fasta": ("qc.sequence.fasta", "check_fasta"),
    "sam": ("qc.sequence.alignment.sam", "check_sam"),
    "bam": ("qc.sequence.alignment.bam", "check_bam"),
    "cram": ("qc.sequence.alignment.cram", "check_cram"),
    "vcf": ("qc.sequence.variants.vcf", "check_vcf"),
    "bcf": ("qc.sequence.variants.bcf", "check_bcf"),
    "fast5": ("qc.sequence.signal", "check_fast5"),
    "pod5": ("qc.sequence.signal", "check_pod5"),
    "bas_h5": ("qc.sequence.signal", "check_bas_h5"),
}
"""Module and function of each format; imported when the first file of the format comes."""
BY_PATH = frozenset({"fast5", "pod5", "bas_h5"})
"""Formats that libraries open by themselves: only the path is of use."""
OURS = Path(__file__).resolve().parents[2]
SAID = 160
"""Characters of an own fault's message."""


@dataclass(slots=True)
class Opened:
    """One file in work: its stream, what is said of it, the format it is taken for, and whether it is checked as that."""

    path: Path
    stream: Stream
    remarks: Remarks
    format: Format
    goes_on: bool


def check(paths: Sequence[Path], options: Options, progress: Progress | None = None) -> Checked:
    """Check a file, or the files of a set in order, and say what was found.

    Raises UnusableInput for a path that is absent or may not be read, and what `progress` raises; nothing else, since
    whatever a file holds is told by remarks.
    """
    begun = perf_counter()
    with ExitStack() as stack:
        files = [_opened(path, options, progress, stack) for path in paths]
        remarks = [file.remarks for file in files]
        metrics: dict[str, Any] = guarded(lambda: _metrics(files, options), remarks, {})
        fingerprints = _beside(files[0], options, metrics)
        facts = tuple(_finished(file, options) for file in files)
    if metrics:
        metrics["seconds"] = round(perf_counter() - begun, 3)
    return Checked(facts, metrics, told(remarks), fingerprints)


def guarded(work: Callable[[], Any], remarks: Sequence[Remarks], instead: Any) -> Any:
    """What the work gives; where it breaks, the files are said to be unchecked, and `instead` is given."""
    try:
        return work()
    except UnusableInput:
        raise
    except OSError as error:
        for one in remarks:
            one.add("E_UNREADABLE", f"{error.strerror or type(error).__name__}"[:SAID])
    except Exception as error:  # noqa: BLE001 -- one file's fault of ours must not end the run, nor pass
        for one in remarks:
            one.add("E_INTERNAL", fault(error))
    return instead


def fault(error: BaseException) -> str:
    """An own fault in one line: what, and the place in our sources."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename).is_relative_to(OURS)]
    place = f" ({Path(frames[-1].filename).relative_to(OURS)}:{frames[-1].lineno})" if frames else ""
    return f"{type(error).__name__}: {error}"[:SAID] + place


def _opened(path: Path, options: Options, progress: Progress | None, stack: ExitStack) -> Opened:
    remarks = Remarks(printable(path))
    stream = stack.enter_context(open_stream(path, remarks, progress))
    taken_for = stream.format = options.format or stream.format
    goes_on = guarded(lambda: _is_admitted(stream, remarks), [remarks], False)
    return Opened(path, stream, remarks, taken_for, goes_on)


def _is_admitted(stream: Stream, remarks: Remarks) -> bool:
    """Whether a file is checked as its format; not where its first bytes, or that there are none, say it all."""
    found = disguise(stream, stream.format, stream.path.name)
    for code, words in found:
        remarks.add(code, words)
    if any(code not in GOES_ON for code, _ in found):
        stream.format = "unknown"  # what its container must be for that format does not matter any more
        return False
    return stream.fault is None or bool(stream.head)


def printable(path: Path) -> str:
    """A path as text that every encoding can write; bytes that are no characters are spelt out."""
    return str(path).encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _metrics(files: Sequence[Opened], options: Options) -> dict[str, Any]:
    """What the checker of the format gives; a set is one of FASTQ files."""
    for file in files if len(files) > 1 else ():
        if file.goes_on and file.format != "fastq":
            file.remarks.add("E_NOT_FASTQ", f"a set is made of FASTQ files; this one is {file.format}")
            file.goes_on = False
    asked = [file for file in files if file.goes_on]
    return _checked(asked, options) if asked else {}


def _checked(files: Sequence[Opened], options: Options) -> dict[str, Any]:
    """Ask the checker of the format that all files have."""
    first = files[0]
    if first.format not in CHECKERS:
        first.remarks.add("E_UNKNOWN_FORMAT")
        return {}
    module, name = CHECKERS[first.format]
    checker: Callable[..., dict[str, Any]] = getattr(import_module(module), name)
    if first.format == "fastq":
        return checker([file.stream for file in files], [file.remarks for file in files], options)
    if first.format in BY_PATH:
        return checker(first.path, first.remarks)
    if first.format == "cram":
        return checker(first.path, first.stream, first.remarks, options)
    return checker(first.stream, first.remarks, options)


def _beside(file: Opened, options: Options, metrics: dict[str, Any]) -> tuple[Any, ...]:
    """Add the figures that were asked for beside the check of the format; the fingerprints of the samples."""
    if not file.goes_on:
        return ()
    metrics |= guarded(lambda: taxonomy(file.stream, file.remarks, options), [file.remarks], {})
    figures, fingerprints = guarded(lambda: genotypes(file.path, file.format, options), [file.remarks], ({}, ()))
    metrics |= figures
    found: tuple[Any, ...] = fingerprints
    return found


def _finished(file: Opened, options: Options) -> FileFacts:
    """The facts of a file once its last stored byte was read; a declared md5 is compared with them."""
    stream = file.stream
    guarded(stream.close, [file.remarks], None)
    declared = options.md5.get(str(file.path), "").lower()
    if declared and declared != stream.md5:
        file.remarks.add("E_MD5", f"declared {declared}, found {stream.md5 or 'none'}")
    return FileFacts(file.remarks.file, stream.md5, stream.sha256, stream.size, stream.container, file.format)
