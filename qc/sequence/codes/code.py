"""One row of the table of codes."""

from dataclasses import dataclass

from qc.finding import Severity


@dataclass(frozen=True, slots=True)
class Code:
    """A stable code: its usual severity, what it means, what to do, and the archive's own number where it has one."""

    code: str
    severity: Severity
    meaning: str
    hint: str
    gsa: str = ""
