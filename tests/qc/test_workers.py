"""Workers: items with their results, crashes that hurt one item only, stops, and no orphans."""

import gc
import os
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from qc.workers import COLLECTED_AFTER, Workers, advance

HERE = Path(__file__).resolve().parents[2]


def made(handed: bytes) -> int:
    """The context of the workers here: a number."""
    return int(handed)


def add(context: int, item: int) -> int:
    """The work of most tests."""
    return context + item


def fragile(context: int, item: int) -> int:
    """Work that kills its process at one item."""
    if item == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return context + item


def process_of(_context: int, _item: int) -> int:
    """The process that does the work."""
    return os.getpid()


def bound_of_collection(_context: int, _item: int) -> int:
    """After how many objects the process looks for cycles."""
    return gc.get_threshold()[0]


def test_workers_look_for_cycles_rarely() -> None:
    """The bound of a worker is its own; that of this process stays."""
    with Workers(1, made, b"1") as workers:
        assert dict(workers.map(bound_of_collection, [1])) == {1: COLLECTED_AFTER}
    with Workers(0, made, b"1") as workers:
        assert dict(workers.map(bound_of_collection, [1])) != {1: COLLECTED_AFTER}


@pytest.mark.parametrize("jobs", [0, 2])
def test_each_item_has_its_result(jobs: int) -> None:
    """Here or in processes, with the context that was handed over."""
    with Workers(jobs, made, b"100") as workers:
        assert dict(workers.map(add, range(20))) == {item: 100 + item for item in range(20)}
        assert dict(workers.map(add, range(3))) == {0: 100, 1: 101, 2: 102}
        assert dict(workers.map(add, [])) == {}


def test_where_work_is_done() -> None:
    """With no jobs in this process, else in another."""
    with Workers(0, made, b"1") as workers:
        assert dict(workers.map(process_of, [1])) == {1: os.getpid()}
    with Workers(1, made, b"1") as workers:
        assert dict(workers.map(process_of, [1])) != {1: os.getpid()}


def test_a_crash_hurts_one_item() -> None:
    """The item at fault has no result; all others have theirs, and work goes on."""
    with Workers(2, made, b"10") as workers:
        assert dict(workers.map(fragile, range(8))) == {n: None if n == 3 else 10 + n for n in range(8)}
        assert dict(workers.map(add, [1])) == {1: 11}


@pytest.mark.parametrize("jobs", [0, 1])
def test_a_stop_hands_out_nothing_new(jobs: int) -> None:
    """What is in work is finished, the rest is not begun."""
    done: list[int] = []
    with Workers(jobs, made, b"0") as workers:
        done.extend(item for item, _ in workers.map(add, range(1000), lambda: len(done) >= 1))
    assert 1 <= len(done) <= 4
    assert done == list(range(len(done)))


def test_few_items_are_in_flight() -> None:
    """However many items there are, only some are taken before results are looked at."""
    taken: list[int] = []

    def items() -> object:
        for number in range(50):
            taken.append(number)
            yield number

    with Workers(2, made, b"0") as workers:
        for count, _ in enumerate(workers.map(add, items()), 1):
            assert len(taken) <= count + 4


def test_the_key_stands_in_no_command_line(tmp_path: Path) -> None:
    """What is handed to a worker goes through a pipe: nobody sees it in the list of processes."""
    if not Path("/proc/self/cmdline").exists():
        pytest.skip("no /proc here")
    with Workers(1, made, b"4711471147114711") as workers:
        ((_, process),) = workers.map(process_of, [1])
        seen = Path(f"/proc/{process}/cmdline").read_bytes() + Path(f"/proc/{process}/environ").read_bytes()
    assert b"4711471147114711" not in seen


def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    """A parent that is killed leaves no process behind that could go on writing."""
    program = tmp_path / "parent.py"
    program.write_text(
        textwrap.dedent("""
        import os, signal, sys, time
        from qc.workers import Workers

        def made(handed):
            return 0

        def tell(context, item):
            print(os.getpid(), flush=True)
            time.sleep(60)

        if __name__ == "__main__":
            with Workers(1, made, b"") as workers:
                list(workers.map(tell, [1]))
        """)
    )
    environment = {**os.environ, "PYTHONPATH": str(HERE)}
    parent = subprocess.Popen([sys.executable, str(program)], stdout=subprocess.PIPE, env=environment)
    assert parent.stdout is not None
    worker = int(parent.stdout.readline())
    parent.kill()
    parent.wait()
    parent.stdout.close()
    for _ in range(300):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        if b"Z" in Path(f"/proc/{worker}/stat").read_bytes().rpartition(b")")[2][:3]:
            return
        time.sleep(0.05)
    pytest.fail("the worker outlived its parent")


def telling(context: int, item: int) -> int:
    """Work that tells how far it is."""
    for _ in range(3):
        advance(1, item)
    return context


@pytest.mark.parametrize("jobs", [0, 2])
def test_what_items_tell_is_heard(jobs: int) -> None:
    """Each file and byte once, before or with the end of its item."""
    heard: list[tuple[int, int]] = []
    with Workers(jobs, made, b"0", told=lambda files, size: heard.append((files, size))) as workers:
        list(workers.map(telling, range(10)))
        list(workers.map(telling, [100]))
    assert (sum(files for files, _ in heard), sum(size for _, size in heard)) == (33, 3 * 45 + 300)
