"""The progress bar of `gsagraph qc`: stored bytes read, their rate, and the time left; on a terminal only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn, TransferSpeedColumn

COLUMNS = (
    TextColumn("{task.description}"),
    BarColumn(),
    DownloadColumn(),
    TransferSpeedColumn(),
    TimeRemainingColumn(),
)


@dataclass(slots=True)
class Bar:
    """A bar over the stored bytes of all units."""

    progress: Progress
    task: int
    units: int
    done: int = 0

    def advance(self, units: int, size: int) -> None:
        """So many units and bytes more are done."""
        self.done += units
        self.progress.update(
            self.task,  # type: ignore[arg-type]
            advance=size,
            description=f"{self.done:,} of {self.units:,}",
        )

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Out of the way while something is printed to the same terminal."""
        shared = not self.progress.disable and sys.stdout.isatty()
        if shared:
            self.progress.stop()
        yield
        if shared:
            self.progress.start()


@contextmanager
def shown(units: int, size: int) -> Iterator[Bar]:
    """A bar on standard error, if that is a terminal."""
    screen = Console(stderr=True)
    with Progress(
        *COLUMNS, console=screen, disable=not screen.is_terminal, transient=True, redirect_stdout=False
    ) as progress:
        yield Bar(progress, int(progress.add_task(f"0 of {units:,}", total=size)), units)
