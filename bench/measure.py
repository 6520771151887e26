"""How figures are taken: medians over repetitions, both sides in turn, memory from the system."""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple

import psutil


def batches(items: Iterable[Any], size: int) -> Iterator[list[Any]]:
    """The items in lists of `size`."""
    walk = iter(items)
    while batch := list(islice(walk, size)):
        yield batch


def milliseconds(action: Callable[[], Any], repetitions: int = 30, warm: int = 3) -> tuple[float, float]:
    """Median and 95th percentile of wall time, after `warm` uncounted calls."""
    for _ in range(warm):
        action()
    taken = []
    for _ in range(repetitions):
        started = time.perf_counter()
        action()
        taken.append((time.perf_counter() - started) * 1000)
    taken.sort()
    return statistics.median(taken), taken[int(len(taken) * 0.95)]


class Turn(NamedTuple):
    """One side's work in a turn: so many pieces by `run`, after what `prepare` does uncounted."""

    pieces: int
    run: Callable[[], Any]
    prepare: Callable[[], Any] = lambda: None


def cpu_by_turns(sides: Mapping[str, Turn], rounds: int) -> dict[str, float]:
    """Median CPU milliseconds of this process a piece for each side; they take turns, the first of which only warms."""
    taken: dict[str, list[float]] = {name: [] for name in sides}
    for number in range(rounds + 1):
        for name, (pieces, run, prepare) in sides.items():
            prepare()
            started = time.process_time()
            run()
            if number:
                taken[name].append((time.process_time() - started) * 1000 / pieces)
    return {name: statistics.median(values) for name, values in taken.items()}


def resident_megabytes() -> float:
    """Resident memory of this process."""
    return psutil.Process(os.getpid()).memory_info().rss / 1e6


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [list(map(str, head)), ["---"] * len(head), *(list(map(str, row)) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
