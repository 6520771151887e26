"""The programs that sequence files are checked with, each as a command, and what a run of one costs."""

import shutil
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

OURS = "gsagraph qc"
DECODER = "isal, decoding alone"
DECODE = "import sys; from isal import igzip\nwith igzip.open(sys.argv[1]) as f:\n  while f.read(1 << 20): pass"

BETWEEN = """
import os, sys, time
began, null = time.monotonic(), os.open(os.devnull, os.O_RDWR)
actions = [(os.POSIX_SPAWN_DUP2, null, at) for at in range(3)]
child = os.posix_spawnp(sys.argv[1], sys.argv[1:], os.environ, file_actions=actions)
_, status, used = os.wait4(child, 0)
taken = time.monotonic() - began
print(os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, taken, used.ru_maxrss)
"""


class Cost(NamedTuple):
    """What a run took: CPU seconds of the program and its children, wall seconds, peak memory in MB."""

    cpu: float
    wall: float
    memory: float


def run(command: Sequence[str]) -> Cost:
    """Run a command to its end; what it prints is thrown away. Raises ChildProcessError where it could not do its work.

    A small process stands between: the peak that the system tells of a child includes its parent's size at the fork.
    """
    told = subprocess.run([sys.executable, "-S", "-E", "-c", BETWEEN, *command], capture_output=True, check=True)
    code, cpu, wall, memory = map(float, told.stdout.split())
    if code not in {0, 1}:
        raise ChildProcessError(f"{' '.join(command)}: exit {code:.0f}")
    return Cost(cpu, wall, memory / 1024)


def ours(*arguments: str) -> list[str]:
    """Our own command line."""
    return [sys.executable, "-m", "cli", "qc", "--json", *arguments]


def fastq_sides(out: Path, sequali: str) -> dict[str, list[str]]:
    """The programs that read FASTQ, with one thread and nothing switched on that can be off; absent ones are told."""
    off = ["-w", "1", "-A", "-G", "-Q", "-L", "--dont_eval_duplication"]
    sides = {
        OURS: ours(),
        DECODER: [sys.executable, "-c", DECODE],
        "fastp, filters off": ["fastp", *off, "-j", str(out / "fastp.json"), "-h", str(out / "fastp.html"), "-i"],
        "seqkit stats -a": ["seqkit", "stats", "-a", "-j", "1"],
        "sequali": [sequali, "--threads", "1", "--outdir", str(out)],
        "FastQC": ["fastqc", "-t", "1", "-o", str(out)],
    }
    return present(sides)


def bam_sides() -> dict[str, list[str]]:
    """The programs that read BAM."""
    return present({
        OURS: ours(),
        "samtools flagstat": ["samtools", "flagstat"],
        "samtools stats": ["samtools", "stats"],
    })  # fmt: skip


def present(sides: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Those whose program is on this machine; the others are named."""
    absent = [name for name, command in sides.items() if shutil.which(command[0]) is None]
    if absent:
        print(f"absent here, left out: {', '.join(absent)}\n")
    return {name: command for name, command in sides.items() if name not in absent}


def beyond_start(sides: Mapping[str, list[str]], file: Path, tiny: Path, rounds: int) -> dict[str, Cost]:
    """Median cost of each side on the file, less its CPU on a file of one record; all take turns.

    Before that each ran once, so that programs are in memory, and ours has compiled its kernels, those of large files
    too.
    """
    taken: dict[str, list[Cost]] = {name: [] for name in sides}
    for name, command in sides.items():
        run([*command, str(file if name == OURS else tiny)])
    for _ in range(rounds):
        for name, command in sides.items():
            start, whole = run([*command, str(tiny)]), run([*command, str(file)])
            taken[name].append(Cost(whole.cpu - start.cpu, whole.wall - start.wall, whole.memory))
    return {
        name: Cost(*(statistics.median(values) for values in zip(*costs, strict=True))) for name, costs in taken.items()
    }
