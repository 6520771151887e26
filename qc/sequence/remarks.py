"""What a check of sequence files has to say: remarks with their place, kept within bounds."""

from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from qc.finding import Severity
from qc.sequence.codes import CODES

KEPT = 100
"""Remarks of one code and file that are kept in full; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing said of one file: a stable code, how bad, where, what, and what to do next.

    `line` and `records` count from 1, `byte` is the offset in the decoded text from 0. `count` is how often the code
    was raised in this file; it stands on the first remark of the code.
    """

    code: str
    severity: Severity
    file: str
    message: str
    hint: str
    line: int | None = None
    byte: int | None = None
    records: tuple[int, ...] = ()
    count: int = 1

    def as_json(self) -> dict[str, Any]:
        """The remark as `gsagraph qc --json` prints it."""
        return {
            "code": self.code,
            "severity": self.severity,
            "file": self.file,
            "line": self.line,
            "byte": self.byte,
            "records": list(self.records),
            "message": self.message,
            "hint": self.hint,
            "count": self.count,
        }


@dataclass(slots=True)
class Remarks:
    """The remarks about one file; of each code the first hundred are kept and all are counted."""

    file: str
    kept: list[Remark] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(
        self,
        code: str,
        message: str = "",
        *,
        line: int | None = None,
        byte: int | None = None,
        records: tuple[int, ...] = (),
        severity: Severity | None = None,
        times: int = 1,
    ) -> None:
        """Say `code` (of `codes.CODES`) of a place; `message` says what stands there, `times` how many alike are meant.

        Raises KeyError for a code that the tables do not have: a code without meaning and hint is a fault of ours.
        """
        known = CODES[code]
        kept = self.counts[code] < KEPT
        self.counts[code] += times
        if kept:
            self.kept.append(
                Remark(
                    code,
                    severity or known.severity,
                    self.file,
                    message or known.meaning,
                    known.hint,
                    line,
                    byte,
                    records,
                )
            )

    def has(self, code: str) -> bool:
        """Whether the code was raised."""
        return code in self.counts

    @property
    def failed(self) -> bool:
        """Whether an error was raised."""
        return any(remark.severity == "error" for remark in self.kept)

    def counted(self) -> list[Remark]:
        """The kept remarks; the first of each code says how often it was raised."""
        first: set[str] = set()
        counted = []
        for remark in self.kept:
            counted.append(remark if remark.code in first else replace(remark, count=self.counts[remark.code]))
            first.add(remark.code)
        return counted
