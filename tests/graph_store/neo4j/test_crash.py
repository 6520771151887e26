"""A writer killed at any moment leaves whole batches only, and every one it has told of."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from graph_schema.errors import StoreLocked
from graph_store import open_store
from graph_store.protocol import Store
from tests.graph_store.sqlite.endless_load import SIZE

pytestmark = pytest.mark.neo4j

ROOT = Path(__file__).resolve().parents[3]
KILLS = 5


def killed_load(url: str, start: int, seconds: float) -> list[int]:
    """The batches a loading process told of before it was killed."""
    command = [sys.executable, "-m", "tests.graph_store.sqlite.endless_load", url, str(start)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        time.sleep(seconds)
        os.kill(process.pid, signal.SIGKILL)
        told = process.stdout.read().splitlines()
        process.wait()
    assert process.returncode == -signal.SIGKILL
    return [int(line) for line in told if line]


def settled(url: str) -> Store:
    """The store once the server has ended what the dead process left open: the next writer gets in."""
    while True:
        try:
            return open_store(url, write=True)
        except StoreLocked:
            time.sleep(0.05)


def test_kill_loses_no_committed_batch_and_leaves_none_partial(neo4j_url: str) -> None:
    """After each kill: batches told of are complete, at most one more is there, nothing is half done."""
    start, delays, told_in_all = 0, random.Random(5), 0
    for _ in range(KILLS):
        told = killed_load(neo4j_url, start, delays.uniform(0.3, 1.5))
        told_in_all += len(told)
        store = settled(neo4j_url)
        counts = Counter(slots["spots"] for slots in store.scan("Run", ["public"]))
        edges = Counter(edge.source.split(".")[0] for edge in store.edges("OF_EXPERIMENT", ["public"]))
        titles = [slots["title"] for slots in store.scan("Experiment", ["public"])]
        assert store.check() == []
        store.close()
        assert set(counts.values()) | set(edges.values()) <= {SIZE}
        assert set(told) <= counts.keys()
        last = max(counts, default=-1)
        assert sorted(counts) == list(range(last + 1)), "batches are there in sequence"
        assert not told or last - max(told) in {0, 1}
        assert titles == ([f"batch {last}"] if counts else [])
        assert len(edges) == len(counts)
        start = last + 1
    assert told_in_all > KILLS
