"""How figures are taken: medians over repetitions, both sides in turn, memory from the system."""

import os
import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

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


def resident_megabytes() -> float:
    """Resident memory of this process."""
    return psutil.Process(os.getpid()).memory_info().rss / 1e6


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A Markdown table."""
    lines = [list(map(str, head)), ["---"] * len(head), *(list(map(str, row)) for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
