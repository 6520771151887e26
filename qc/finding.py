"""Findings: what a check has to say about one place of one source."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "info"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One remark: a stable code, how bad, where (`path` and `location`), what, and what to do next.

    `node_type` and `accession` name the object it is about, if it has an identity.
    """

    code: str
    severity: Severity
    path: str
    location: str
    message: str
    hint: str = ""
    node_type: str | None = None
    accession: str | None = None
