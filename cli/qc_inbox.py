"""An inbox: files of a folder are ready once they have stood still; nothing is moved or changed there."""

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cli.qc_inputs import sequences

POLL = 2.0
"""Seconds between two looks at the folder."""
State = tuple[int, ...]
"""Size and time of change, and the latter of the declared md5 beside it where there is one."""


@dataclass(slots=True)
class Inbox:
    """The files of a folder, with how they stand and since when; `still` is how many seconds make one ready."""

    folder: Path
    still: float
    clock: Callable[[], float] = time.time
    seen: dict[Path, tuple[State, float]] = field(default_factory=dict)
    told: dict[Path, State] = field(default_factory=dict)

    def quiet(self) -> list[Path]:
        """All files that stood still long enough, sorted."""
        now = self.clock()
        found = {path: self._standing(path, now) for path in sequences(self.folder)}
        self.seen = {path: standing for path, standing in found.items() if standing is not None}
        return [path for path, (_, since) in self.seen.items() if now - since >= self.still]

    def ready(self, quiet: Iterable[Path]) -> dict[Path, State]:
        """Of these files, the ones that are new or other than when they were told last, as they stand now."""
        states = {path: self._with_md5(path) for path in quiet}
        return {path: state for path, state in states.items() if self.told.get(path) != state}

    def tell(self, checked: Mapping[Path, State]) -> None:
        """These files were checked as they stood; what came during the check makes them ready again."""
        self.told.update(checked)

    def _standing(self, path: Path, now: float) -> tuple[State, float] | None:
        """How a file stands, and since when: its last change by its own account, or when a look first saw it so."""
        try:
            at = path.stat()
        except OSError:
            return None
        state = (at.st_size, at.st_mtime_ns)
        before = self.seen.get(path)
        if before is None:
            return state, min(at.st_mtime, now)
        return before if before[0] == state else (state, now)

    def _with_md5(self, path: Path) -> State:
        """How a file stands, its declared checksum beside it included."""
        try:
            declared = [path.with_name(f"{path.name}.md5").stat().st_mtime_ns]
        except OSError:
            declared = []
        return (*self.seen[path][0], *declared)
