"""How fast DICOM files are de-identified beside pydicom and dicom-anonymizer, how flat memory stays, and what leaks.

    ./dev bench deidentify [--rounds N] [--files N] [--folder DIR] [--only header|memory|jobs|leaks|size]

All sides take turns on the same files in one run, and CPU time of the process counts, so ratios hold on a busy machine.
The CT is pydicom's real GE file with its image enlarged to 512 by 512 and its header filled up to 256 elements.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import psutil

from bench.anonymizers import KEYS, Side, copy, rewritten, unchanged, with_dicom_anonymizer, with_pydicom
from bench.measure import Turn, cpu_by_turns, table
from qc.dicom.folder.batch import deidentify
from qc.dicom.folder.settings import Settings
from qc.workers import collect_rarely
from tests.data.canaries.bases import ct
from tests.data.canaries.codestreams import PIXELS
from tests.data.canaries.elements import Element, File, numbers, uid
from tests.data.canaries.evidence import leaks_of
from tests.data.canaries.folder import Folder, build
from tests.data.deidentify_run import key_file, run

REWRITING, HEADERS, SEARCHED, ALL_TESTS = (
    "header path: read, rewritten, written",
    "whole folder, headers only",
    "whole folder, and search for remainders",
    "whole folder, and tests of pixels",
)
SERIES = 50
"""Images of one series."""
PYDICOM, PEER = "pydicom, read, same actions, write", "dicom-anonymizer"
FOLDERS = {
    HEADERS: (8, Settings(residual=False, pixel_tests=False)),
    SEARCHED: (4, Settings(pixel_tests=False)),
    ALL_TESTS: (1, Settings()),
}
"""Series a turn, and settings, of the sides that run the command's work: both passes, reading, writing, reports."""
PEERS: dict[str, tuple[int, Side]] = {
    "copy": (SERIES, copy),
    REWRITING: (SERIES, rewritten),
    "pydicom, read and write unchanged": (20, unchanged),
    PYDICOM: (20, with_pydicom),
    PEER: (5, with_dicom_anonymizer),
}
ELEMENTS = 256
OBIA_IMAGES, OBIA_BYTES = 2_012_007, 0.39e12
CHILD = """
import sys
from pathlib import Path
from qc.dicom.folder.batch import deidentify
from qc.dicom.folder.settings import Settings
from qc.dicom.keys import Keys
if __name__ == "__main__":
    report = deidentify(Path(sys.argv[1]), Path(sys.argv[2]), Keys(bytes(range(32))), Settings(jobs=int(sys.argv[3])))
    print(report.published)
"""


class Cost(NamedTuple):
    """What a run took: files it published, peaks of the first process and of a worker in MB, seconds."""

    published: int
    own: float
    worker: float
    cpu: float
    wall: float


def large_ct(number: int = 0, *, side: int = 512) -> File:
    """The GE file with a larger image, and as many elements as scanners write."""
    file = ct()
    pixels = np.frombuffer(file.elements[PIXELS].value, "<i2").reshape(128, 128)
    file.elements[PIXELS] = Element(
        PIXELS, "OW", np.kron(pixels, np.ones((side // 128, side // 128), "<i2")).astype("<i2").tobytes()
    )
    for keyword in ("Rows", "Columns"):
        file.elements.put(keyword, numbers("US", [side]))
    for place in range(ELEMENTS - len(file.elements)):
        file.elements.put(0x00430000 + 0x1080 + place, numbers("FD", [place / 7]), "FD")
    _identify(file, number)
    return file


def _identify(file: File, number: int) -> None:
    for keyword, value in (("SOPInstanceUID", f"1.2.3.4.{number}"), ("SeriesInstanceUID", f"1.2.3.5.{number // SERIES}"), ("StudyInstanceUID", f"1.2.3.6.{number // SERIES}")):  # fmt: skip
        file.elements.put(keyword, uid(value))
    file.elements.put("PatientID", f"P{number // SERIES:05}".encode())
    file.elements.put("InstanceNumber", f"{number % SERIES + 1}".encode())


def turns(folder: Path) -> dict[str, Turn]:
    """What each side does in a turn: the same images, written under new names into a folder that was emptied before."""
    out, first = folder / "out", sorted((folder / "series-1").iterdir())
    emptied = partial(shutil.rmtree, out, ignore_errors=True)
    sides = {}
    for name, (series, settings) in FOLDERS.items():
        work = partial(deidentify, folder / f"series-{series}", out, KEYS, settings)
        sides[name] = Turn(series * SERIES, work, emptied)
    for name, (count, side) in PEERS.items():
        sides[name] = Turn(count, partial(_each, side, first[:count], out), emptied)
    return sides


def _each(side: Side, sources: Sequence[Path], out: Path) -> None:
    out.mkdir()
    for source in sources:
        side(source, out / source.name)


def header_table(folder: Path, rounds: int) -> dict[str, float]:
    """Print CPU time a file for every side, with ratios to a copy, to the header path and to pydicom."""
    for series, _ in FOLDERS.values():
        write_set(folder / f"series-{series}", series * SERIES, 512)
    collect_rarely()  # as workers do; here for all sides
    found = cpu_by_turns(turns(folder), rounds)
    size = (folder / "series-1" / "0.dcm").stat().st_size
    print(
        f"CT images of {size / 1e6:.2f} MB, {len(large_ct().elements)} elements; CPU ms a file, medians of {rounds} turns;"
        f" load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n"
    )
    rows = [
        (name, f"{value:.2f}", *(f"{value / found[base]:.2f}" for base in ("copy", REWRITING, PYDICOM)))
        for name, value in found.items()
    ]
    print(table(("side", "CPU ms", "× copy", "× header path", "× pydicom with actions"), rows))
    ratios = ", ".join(f"{found[PYDICOM] / found[side]:.1f} ({side})" for side in (REWRITING, HEADERS))
    print(f"\nTimes as fast as pydicom with the same actions: {ratios}\n")
    return found


def child(source: Path, out: Path, jobs: int) -> Cost:
    """A run in fresh processes, watched from outside: the kernel keeps the peak of each (VmHWM)."""
    script = out.with_suffix(".py")
    script.write_text(CHILD)
    command = [sys.executable, str(script), str(source), str(out), str(jobs)]
    started = time.perf_counter()
    peaks: dict[int, float] = {}
    seconds: dict[int, float] = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": "."}) as process:
        while process.poll() is None:
            with suppress(psutil.Error):
                _watch(psutil.Process(process.pid), peaks, seconds)
            time.sleep(0.02)
        published = int(process.stdout.read()) if process.stdout else 0
    wall = time.perf_counter() - started
    workers = [peak for number, peak in peaks.items() if number != process.pid]
    return Cost(published, peaks[process.pid], max(workers, default=0), sum(seconds.values()), wall)


def _watch(first: psutil.Process, peaks: dict[int, float], seconds: dict[int, float]) -> None:
    """Note peak memory in MB and CPU seconds of a process and of all below it."""
    for process in (first, *first.children(recursive=True)):
        with suppress(psutil.Error, OSError):
            status = Path(f"/proc/{process.pid}/status").read_text()
            peak = next((line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")), "0")
            peaks[process.pid] = max(peaks.get(process.pid, 0), int(peak) / 1024)
            seconds[process.pid] = sum(process.cpu_times()[:2])


def write_set(folder: Path, count: int, side: int) -> Path:
    """So many CT images in series of fifty."""
    folder.mkdir()
    template = large_ct(side=side)
    for number in range(count):
        _identify(template, number)
        (folder / f"{number}.dcm").write_bytes(template.encode())
    return folder


def memory_table(folder: Path, files: int) -> None:
    """Print peak memory for a set and for one ten times as large."""
    rows = []
    for count in (files // 10, files):
        source = write_set(folder / f"memory-{count}", count, 128)
        cost = child(source, folder / f"memory-out-{count}", 1)
        peaks = (f"{cost.own:.0f}", f"{cost.worker:.0f}")
        rows.append((f"{count:,}", f"{cost.published:,}", *peaks, f"{cost.cpu * 1000 / count:.1f}"))
    print(table(("files", "published", "peak MB", "peak MB of a worker", "CPU ms a file, all tests"), rows) + "\n")


def jobs_table(folder: Path, files: int) -> float:
    """Print wall time of one worker and of two; CPU milliseconds a file of 0.5 MB with all tests."""
    source = write_set(folder / "jobs", files, 512)
    rows, walls, costs = [], [], []
    for jobs in (1, 2):
        cost = child(source, folder / f"jobs-out-{jobs}", jobs)
        walls.append(cost.wall)
        costs.append(cost.cpu * 1000 / files)
        rows.append(
            (jobs, f"{cost.wall:.1f}", f"{files / cost.wall:,.0f}", f"{costs[-1]:.1f}", f"{walls[0] / cost.wall:.2f}")
        )
    print(table(("workers", "wall s", "files/s", "CPU ms a file", "speed-up"), rows))
    print(f"\nWith the start of the processes; load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors\n")
    return costs[0]


def leak_table(folder: Path, seed: int) -> None:
    """Print what leaks of a set of planted files, here and with dicom-anonymizer."""
    planted = build(folder / "canaries", seed)
    ran = run(planted.root, folder / "canaries-out", key_file(folder))
    ours = {leak.secret for leak in leaks_of(planted.secrets, ran.out, ran.stdout, ran.stderr)}
    peer_out, failed = anonymized(planted, folder / "peer-out")
    theirs = {leak.secret for leak in leaks_of(planted.secrets, peer_out)}
    rows = list(leak_rows(planted, [ours, theirs]))
    print(table(("channel", "secrets", "gsagraph leaks", "dicom-anonymizer leaks"), rows))
    print(
        f"\n{len(planted.canaries)} files; published {ran.report['published']}, dicom-anonymizer failed on {failed}\n"
    )


def anonymized(planted: Folder, out: Path) -> tuple[Path, int]:
    """The set as dicom-anonymizer leaves it, under plain numbers as names, and on how many files it failed."""
    out.mkdir()
    failed = 0
    for number, canary in enumerate(planted.canaries):
        try:
            with_dicom_anonymizer(planted.root / canary.name, out / f"{number}.dcm")
        except Exception:  # noqa: BLE001 - whatever a peer raises is a failure
            failed += 1
    return out, failed


def leak_rows(planted: Folder, found: Sequence[set[object]]) -> Iterator[tuple[object, ...]]:
    """Shares by channel and in whole."""
    total = Counter(secret.channel.split("/")[0] for secret in planted.secrets)
    counts = [Counter(secret.channel.split("/")[0] for secret in side) for side in found]  # type: ignore[attr-defined]
    for channel, count in sorted(total.items()):
        yield (channel, count, *(share(side[channel], count) for side in counts))
    yield ("**all**", total.total(), *(share(side.total(), total.total()) for side in counts))


def share(part: int, whole: int) -> str:
    """A count with its share."""
    return f"{part} ({100 * part / whole:.0f} %)" if part else "0"


def size_table(found: dict[str, float], all_tests: float | None) -> None:
    """Print what the whole of OBIA would take on one core, from the figures of this run."""
    mean = OBIA_BYTES / OBIA_IMAGES
    costs = {name: found[name] for name in (HEADERS, SEARCHED, ALL_TESTS, PYDICOM, PEER)}
    if all_tests:
        costs["the command with all tests"] = all_tests
    rows = [(name, f"{cost:.2f}", f"{cost * OBIA_IMAGES / 3.6e6:.1f}") for name, cost in costs.items()]
    print(
        f"OBIA: {OBIA_IMAGES:,} images, {OBIA_BYTES / 1e12:.2f} TB, {mean / 1e3:.0f} kB each; from CPU time of 0.5 MB images, so an upper bound\n"
    )
    print(table(("side", "CPU ms a file", "core-hours"), rows))
    print(f"\nWriting alone at 150 MB/s: {OBIA_BYTES / 150e6 / 60:.0f} min\n")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--only", choices=["header", "memory", "jobs", "leaks", "size"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.folder) as name:
        folder, only = Path(name), arguments.only
        wanted: Callable[[str], bool] = lambda part: only in (None, part)  # noqa: E731
        found = header_table(folder, arguments.rounds) if wanted("header") or wanted("size") else {}
        if wanted("memory"):
            memory_table(folder, arguments.files)
        all_tests = (
            jobs_table(folder, max(2 * SERIES, arguments.files // 5)) if wanted("jobs") or wanted("size") else None
        )
        if wanted("leaks"):
            leak_table(folder, arguments.seed)
        if found:
            size_table(found, all_tests)
    print(
        f"{os.cpu_count()} processors; peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
