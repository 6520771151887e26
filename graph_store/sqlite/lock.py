"""One writer process at a time: a lock file beside the database, held by the kernel.

The lock goes with the process, however it ends. The file stays, with the number of the last holder.
"""

import fcntl
import os
from pathlib import Path

from graph_schema.errors import StoreLocked


def lock_path(database: Path) -> Path:
    """Where the lock of a database stands."""
    return database.with_name(database.name + ".lock")


class WriterLock:
    """The right to write to one database; StoreLocked if another process, or another store, has it."""

    def __init__(self, database: Path) -> None:
        self.path = lock_path(database)
        self._descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            holder = os.read(self._descriptor, 32).decode(errors="replace").strip()
            os.close(self._descriptor)
            raise StoreLocked(
                f"{database} is being written by process {holder or 'unknown'}",
                hint="wait until that process has finished, or stop it",
            ) from error
        os.ftruncate(self._descriptor, 0)
        os.pwrite(self._descriptor, f"{os.getpid()}\n".encode(), 0)

    def release(self) -> None:
        """Let the next writer in."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1
