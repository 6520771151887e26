"""What a run did, in numbers, codes and opaque ids: the machine contract of `deidentify --json` and `OUT/report.json`.

Read is published, quarantined and duplicates together; no value or name of the source is in it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from qc.dicom.folder.journal import Done, Remark

KEPT_PER_CODE = 10_000


@dataclass(frozen=True, slots=True)
class Told:
    """A finding as it is told: about the file with this id, under this new path if it was published."""

    code: str
    severity: str
    id: str
    path: str
    message: str
    hint: str


class KeptBack(NamedTuple):
    """A file that was not published: its opaque id, why, and its bytes."""

    id: str
    code: str
    size: int


@dataclass(slots=True)
class Report:
    """Counts of files and actions, what was kept back, and findings; of one code at most ten thousand are kept."""

    read: int = 0
    published: int = 0
    duplicates: int = 0
    quarantine: list[KeptBack] = field(default_factory=list)
    earlier: int = 0  # published files of earlier inputs that stay
    actions: Counter[str] = field(default_factory=Counter)
    findings: dict[tuple[str, str], list[Told]] = field(default_factory=dict)
    codes: Counter[tuple[str, str]] = field(default_factory=Counter)  # severity and code of findings
    methods: Counter[str] = field(default_factory=Counter)  # CID 7050 codes as written into files
    about: Mapping[str, Any] = field(default_factory=dict)  # key id, profile, rules and options of the run
    interrupted: bool = False
    dry_run: bool = False

    @property
    def quarantined(self) -> int:
        """How many files were kept back."""
        return len(self.quarantine)

    @property
    def exit_code(self) -> int:
        """130 interrupted; 1 if anything was kept back or a finding asks for attention; else 0."""
        if self.interrupted:
            return 130
        return int(bool(self.quarantine) or any(severity != "info" for severity, _ in self.codes))

    def add(self, done: Done) -> None:
        """Count what became of a file."""
        self.read += 1
        self.actions.update(done.actions)
        if done.published is None:
            self.quarantine.append(KeptBack(done.id, done.code, done.size))
        else:
            self.published += 1
            self.methods.update(done.published.codes)
        for remark in done.remarks:
            self.find(remark, done.id, done.published.path if done.published else "")

    def keep_back(self, opaque: str, code: str, size: int) -> None:
        """Count a file that was never worked."""
        self.read += 1
        self.quarantine.append(KeptBack(opaque, code, size))

    def repeat(self, opaque: str) -> None:
        """Count a file whose equal goes on."""
        self.read += 1
        self.duplicates += 1
        message = "the same object with equal content stands in another file; only the first of them goes on"
        self.find(Remark("DUPLICATE_FILE", "info", message), opaque)

    def find(self, remark: Remark, opaque: str = "", path: str = "") -> None:
        """Note a finding."""
        key = (remark.severity, remark.code)
        self.codes[key] += 1
        kept = self.findings.setdefault(key, [])
        kept.append(Told(remark.code, remark.severity, opaque, path, remark.message, remark.hint))
        if len(kept) > 2 * KEPT_PER_CODE:
            self.findings[key] = _first(kept)

    def contract(self) -> dict[str, Any]:
        """The one object of `deidentify --json`, in a fixed order."""
        return {
            "read": self.read,
            "published": self.published,
            "quarantined": self.quarantined,
            "duplicates": self.duplicates,
            "quarantine": [{"id": kept.id, "code": kept.code} for kept in sorted(self.quarantine)],
            "actions": dict(sorted(self.actions.items())),
            "findings": [_told(finding) for finding in (*self.shown(), *self._cut())],
        }

    def shown(self) -> list[Told]:
        """The findings that are kept, by code and place, in an order that does not hang on the order of the work."""
        return [told for key in sorted(self.findings, key=lambda key: key[::-1]) for told in _first(self.findings[key])]

    def _cut(self) -> list[Told]:
        """One finding for each code of which there were more than are kept."""
        return [
            Told("FINDINGS_CUT", "info", "", "", f"{count - KEPT_PER_CODE} more findings {code} ({severity})", "")
            for (severity, code), count in sorted(self.codes.items())
            if count > KEPT_PER_CODE
        ]


def _first(found: list[Told]) -> list[Told]:
    """The findings of one code that are kept: the first ones by place."""
    return sorted(found, key=lambda told: (told.path, told.id, told.message))[:KEPT_PER_CODE]


def _told(finding: Told) -> dict[str, str]:
    return {name: getattr(finding, name) for name in ("code", "severity", "id", "path", "message", "hint")}
