"""Worker processes for many items: few of them in flight, deaf to Ctrl-C, and replaced when one crashes.

What all share (a key) reaches a worker through the pipe that starts it, never by an argument of its command line. Workers come
from a clean server process where the system has one, so that they inherit no lock, thread or open file.
"""

import gc
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing.connection import wait as wait_for
from multiprocessing.sharedctypes import SynchronizedArray
from types import TracebackType
from typing import Any, Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Context = TypeVar("Context")

IN_FLIGHT = 2
"""Items per worker that are handed out at a time: one in work and one waiting."""
COLLECTED_AFTER = 50_000
"""Objects of a worker between two searches for cycles: some twenty files, where Python's own bound comes twice a file."""
TICK = 0.5
"""Seconds after which progress is told even if no item is finished."""


def _unheard(_files: int, _size: int) -> None:
    """Nobody asks for progress."""


class _Held:
    """What a worker process was started with; there is one of it in each process."""

    value: object = None
    tell: Callable[[int, int], None] = staticmethod(_unheard)


def advance(files: int, size: int) -> None:
    """Tell from inside an item that so many files and bytes more are done."""
    _Held.tell(files, size)


def _start(make: Callable[[bytes], object], handed: bytes, done: "SynchronizedArray[int]") -> None:
    """Prepare a worker: Ctrl-C is its parent's matter, and with the parent it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    threading.Thread(target=_end_with_parent, daemon=True).start()

    def tell(files: int, size: int) -> None:
        with done.get_lock():
            done[0] += files
            done[1] += size

    _Held.value, _Held.tell = make(handed), staticmethod(tell)
    collect_rarely()


def collect_rarely() -> None:
    """Look for cycles rarely: modules and tables stay to the end, and the parts of a file die with their last use."""
    gc.freeze()
    gc.set_threshold(COLLECTED_AFTER)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait_for([parent.sentinel])
        os._exit(1)


def _work(function: Callable[[Context, Item], Result], item: Item) -> Result:
    return function(_Held.value, item)  # type: ignore[arg-type]


class Workers(Generic[Context]):
    """Workers that share a context, made in each of them by `make(handed)`; with `jobs` 0 all is done here.

    Modules that are named in `preload` are imported once for all workers; `told` hears what items tell by `advance`.
    """

    def __init__(
        self,
        jobs: int,
        make: Callable[[bytes], Context],
        handed: bytes,
        *,
        preload: Sequence[str] = (),
        told: Callable[[int, int], None] = _unheard,
    ) -> None:
        self._jobs, self._make, self._handed, self._preload = jobs, make, handed, list(preload)
        self._told, self._heard = told, (0, 0)
        self._done: SynchronizedArray[int] | None = None
        self._here = None if jobs else make(handed)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> "Workers[Context]":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            if kind is not None:
                self._kill(self._pool)
            self._pool.shutdown(wait=True, cancel_futures=True)

    def map(
        self,
        function: Callable[[Context, Item], Result],
        items: Iterable[Item],
        stopped: Callable[[], bool] = bool,
    ) -> Iterator[tuple[Item, Result | None]]:
        """Each item with its result, or with None where it made a worker crash; no new one once `stopped()`."""
        if self._here is not None:
            _Held.tell = staticmethod(self._told)
            for item in items:
                if stopped():
                    return
                yield item, function(self._here, item)
            return
        yield from self._spread(function, items, stopped)

    def _spread(
        self, function: Callable[[Context, Item], Result], items: Iterable[Item], stopped: Callable[[], bool]
    ) -> Iterator[tuple[Item, Result | None]]:
        coming, flying = iter(items), dict[Future[Result], Item]()
        more = True
        while more or flying:
            while more and len(flying) < self._jobs * IN_FLIGHT:
                item = None if stopped() else next(coming, None)
                more = item is not None
                if item is not None:
                    flying[self._submit(function, item)] = item
            if not flying:
                return
            done = wait(flying, TICK, return_when=FIRST_COMPLETED).done
            self._hear()
            for future in [one for one in flying if one in done]:  # what ends at once is told in the order of the items
                if future not in flying:
                    continue
                try:
                    result = future.result()
                    yield flying.pop(future), result
                except BrokenProcessPool:
                    yield from self._one_by_one(function, flying)

    def _hear(self) -> None:
        """Pass on what the workers told; read without their lock, which a crashed one may hold for ever."""
        if self._done is not None:
            numbers: Any = self._done.get_obj()  # ctypes gives them as integers
            files, size = numbers
            before, self._heard = self._heard, (files, size)
            self._told(files - before[0], size - before[1])

    def _submit(self, function: Callable[[Context, Item], Result], item: Item) -> Future[Result]:
        try:
            return self._opened().submit(_work, function, item)
        except BrokenProcessPool:
            failed: Future[Result] = Future()
            failed.set_exception(BrokenProcessPool())
            return failed

    def _one_by_one(
        self, function: Callable[[Context, Item], Result], flying: dict[Future[Result], Item]
    ) -> Iterator[tuple[Item, Result | None]]:
        """After a crash, what was in flight, each alone, so that the one at fault shows itself."""
        suspects = [(None if _failed(future) else future.result(), item) for future, item in flying.items()]
        flying.clear()
        self._renew()
        for result, item in suspects:
            if result is not None:
                yield item, result
                continue
            try:
                yield item, self._opened().submit(_work, function, item).result()
            except BrokenProcessPool:
                self._renew()
                yield item, None

    def _opened(self) -> ProcessPoolExecutor:
        if self._pool is None:
            ways = multiprocessing.get_all_start_methods()
            context = multiprocessing.get_context("forkserver" if "forkserver" in ways else "spawn")
            if "forkserver" in ways:
                context.set_forkserver_preload(self._preload)
            self._done, self._heard = context.Array("Q", 2), (0, 0)
            start = (self._make, self._handed, self._done)
            self._pool = ProcessPoolExecutor(self._jobs, mp_context=context, initializer=_start, initargs=start)
        return self._pool

    def _renew(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=True, cancel_futures=True)
            self._pool = None

    @staticmethod
    def _kill(pool: ProcessPoolExecutor) -> None:
        for process in list((getattr(pool, "_processes", None) or {}).values()):
            process.kill()


def _failed(future: Future[Result]) -> bool:
    """Whether a future of a broken pool has no result; one that is still pending has none either."""
    return not future.done() or future.exception() is not None
