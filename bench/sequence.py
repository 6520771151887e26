"""What a check of sequence files costs beside decoding alone and other programs, in CPU time and memory.

    ./dev bench sequence [--only fastq|peers|hash|bam|memory|processes|duplicate] [--reads N] [--rounds N]
                         [--folder DIR] [--sequali PATH]

All sides take turns on the same generated files in one run; of each program's CPU time that for a file of one record
is taken off, so ratios hold on a busy machine. A run of all tables takes some minutes; `--reads 10000000` asks
for larger files, and for the memory of a hundred million reads.
"""

import argparse
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bench.measure import table
from bench.sequence_data import Repeating, write_bam, write_fastq
from bench.sequence_sides import DECODER, OURS, Cost, bam_sides, beyond_start, fastq_sides, ours, run
from qc.sequence.duplicates.finder import Finder
from qc.sequence.duplicates.hashed import Hashes
from qc.sequence.fastq.reader import Reader
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks

KINDS = {"novaseq": "NovaSeq-like, 4 bins, tile order", "hiseq": "HiSeq-like, 40 levels", "shuffled": "random names"}
HASH_BLOCK = 3000
"""Names of one block of text."""


class Asked(NamedTuple):
    """What the command line asks for."""

    only: str | None
    reads: int
    rounds: int
    folder: Path
    sequali: str


def main() -> None:
    """Print all tables, or the one asked for."""
    parser = argparse.ArgumentParser(prog="./dev bench sequence")
    parser.add_argument("--only", choices=list(PARTS))
    parser.add_argument("--reads", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--sequali", default="sequali")
    parser.add_argument("--stream", choices=["novaseq", "shuffled"], help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.stream:
        stream(given.stream, given.reads)
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        asked = Asked(given.only, given.reads, given.rounds, Path(folder), given.sequali)
        for name, part in PARTS.items():
            if asked.only in {None, name} and not (asked.only is None and name == "fastq"):
                part(asked)


def made(folder: Path, kind: str, reads: int) -> Path:
    """A generated file, made once."""
    path = folder / (f"{kind}-{reads}.bam" if kind == "bam" else f"{kind}-{reads}.fastq.gz")
    if not path.exists():
        write_bam(path, reads) if kind == "bam" else write_fastq(path, kind, reads)
    return path


def cost_table(costs: dict[str, Cost], reads: int, base: str) -> None:
    """Print the cost of each side and its ratios to ours and to the base."""
    rows = [
        (
            name,
            f"{cost.cpu:.2f}",
            f"{reads / cost.cpu / 1e6:.2f}",
            f"{cost.cpu / costs[OURS].cpu:.2f}",
            f"{cost.cpu / costs[base].cpu:.2f}",
            f"{cost.memory:.0f}",
        )
        for name, cost in costs.items()
    ]
    print(table(("side", "CPU s", "M reads/s", "× ours", f"× {base}", "peak MB"), rows) + "\n")


def head(what: str, asked: Asked, path: Path) -> None:
    """Print what the next table shows."""
    size, load = path.stat().st_size / 1e6, os.getloadavg()[0]
    print(f"{what}: {asked.reads:,} records, {size:.0f} MB; medians of {asked.rounds} turns, load {load:.1f}\n")


def fastq(asked: Asked) -> None:
    """Ours beside decoding alone."""
    _fastq(asked, {OURS, DECODER}, tuple(KINDS))


def peers(asked: Asked) -> None:
    """Ours beside decoding alone and all other programs."""
    _fastq(asked, None, ("novaseq", "hiseq"))


def _fastq(asked: Asked, names: set[str] | None, kinds: tuple[str, ...]) -> None:
    sides = fastq_sides(asked.folder, asked.sequali)
    sides = {name: command for name, command in sides.items() if names is None or name in names}
    for kind in kinds:
        path = made(asked.folder, kind, asked.reads)
        head(KINDS[kind], asked, path)
        costs = beyond_start(sides, path, made(asked.folder, kind, 1), asked.rounds)
        cost_table(costs, asked.reads, DECODER)


def bam(asked: Asked) -> None:
    """Ours beside samtools on a sorted BAM file."""
    path = made(asked.folder, "bam", asked.reads)
    head("BAM, one sample, by coordinate", asked, path)
    costs = beyond_start(bam_sides(), path, made(asked.folder, "bam", 1), asked.rounds)
    cost_table(costs, asked.reads, list(costs)[-1])


def hashes(asked: Asked) -> None:
    """Hash mode alone: random hashes, one of which returns at the end; the work beyond making them."""
    rows = []
    for number in (HASH_BLOCK, 5_000_000, 50_000_000):
        cpu, found = hash_mode(asked.folder, number)
        rows.append((f"{number:,}", f"{cpu / number * 1e9:.1f}", found, f"{peak():.0f}"))
    print(table(("names", "CPU ns a name", "equal hashes found", "peak MB of this process"), rows[1:]) + "\n")


def hash_mode(folder: Path, number: int) -> tuple[float, int]:
    """CPU seconds of hash mode for so many names and one of them again, and the equal hashes it found."""
    store, cpu = Hashes(Options().memory, folder), 0.0
    random = np.random.default_rng(3)
    wanted = random.integers(0, 2**64, 1, np.uint64)
    for start in range(0, number, HASH_BLOCK):
        words = random.integers(0, 2**64, min(HASH_BLOCK, number - start), np.uint64)
        begun = time.process_time()
        store.feed(words)
        cpu += time.process_time() - begun
    begun = time.process_time()
    store.feed(np.repeat(wanted, 2))
    equal = store.equal()
    assert equal.hashes.tolist() == wanted.tolist()
    return cpu + time.process_time() - begun, equal.times


def peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def stream(kind: str, reads: int) -> None:
    """Check an endless stream in this process, as the memory table has it done, and print what it came to."""
    text, remarks = Repeating(reads, kind, 50), Remarks("stream")
    reader, finder = Reader(text, remarks), Finder(Options())  # type: ignore[arg-type]
    for columns in reader.names():
        finder.feed(columns)
    finder.finish(text, remarks)  # type: ignore[arg-type]
    print(reader.records, finder.mode, len(remarks.kept), f"{peak():.0f}")


def memory(asked: Asked) -> None:
    """Peak memory from a million to a hundred million reads of 50 bases, which no file holds."""
    rows = []
    for kind in ("novaseq", "shuffled"):
        for reads in (1_000_000, 10_000_000, 100_000_000):
            if reads > 50 * asked.reads:
                continue
            command = [sys.executable, "-m", "bench", "sequence", "--stream", kind, "--reads", str(reads)]
            told = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
            rows.append((KINDS[kind], f"{int(told[0]):,}", told[1], told[2], told[3]))
    print(table(("stream", "reads", "mode", "remarks", "peak MB"), rows) + "\n")


def twice(file: Path) -> list[Path]:
    """A file and a copy of it."""
    copy = file.with_name(f"copy_{file.name}")
    shutil.copyfile(file, copy)
    return [file, copy]


def processes(asked: Asked) -> None:
    """Wall time of two equal files in one process after the other, and in two: unequal ones would wait for the longer."""
    files, tiny = (twice(made(asked.folder, "novaseq", reads)) for reads in (asked.reads, 1))
    walls = {}
    for jobs in (1, 2):
        taken = [
            run(ours("--jobs", str(jobs), *map(str, files))).wall - run(ours("--jobs", str(jobs), *map(str, tiny))).wall
            for _ in range(asked.rounds)
        ]
        walls[jobs] = min(taken)
    rows = [(jobs, f"{wall:.2f}", f"{walls[1] / wall:.2f}") for jobs, wall in walls.items()]
    print(table(("processes", "wall s beyond start", "times as fast"), rows) + "\n")


def duplicate(_: Asked) -> None:
    """One duplicate in ten million names, in order and in none: found, and no other."""
    rows = []
    for kind, reads in (("novaseq", 10_000_000), ("shuffled", 10_000_000)):
        for repeated in (0, 1):
            text = Repeating(reads, kind, 50, repeated)
            remarks, begun = Remarks("stream"), time.process_time()
            reader, finder = Reader(text, Remarks("stream")), Finder(Options())  # type: ignore[arg-type]
            for columns in reader.names():
                finder.feed(columns)
            finder.finish(text, remarks)  # type: ignore[arg-type]
            found = [remark.records for remark in remarks.kept]
            assert (finder.duplicates, len(found)) == (repeated, repeated)
            rows.append((KINDS[kind], repeated, finder.duplicates, found, f"{time.process_time() - begun:.0f}"))
    print(table(("names", "duplicates", "found", "records", "CPU s, making the stream included"), rows) + "\n")


PARTS: dict[str, Callable[[Asked], None]] = {
    "fastq": fastq,
    "peers": peers,
    "hash": hashes,
    "bam": bam,
    "memory": memory,
    "processes": processes,
    "duplicate": duplicate,
}
"""The tables; `fastq` is contained in `peers`."""

if __name__ == "__main__":
    main()
