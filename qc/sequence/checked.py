"""The outcome of checking one unit: a file, or the files of one set."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from qc.sequence.remarks import Remark, Remarks

Verdict = Literal["pass", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class FileFacts:
    """One file as it is stored: `md5` and `sha256` of the stored bytes in hexadecimal, its length in bytes.

    `container` is one of plain, gzip, bgzf, bzip2, xz, zstd (or the archive in disguise: tar, zip, rar); `format` one
    of `options.Format`.
    """

    path: str
    md5: str
    sha256: str
    bytes: int
    container: str
    format: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check of one unit found: its files, its figures, its remarks.

    `fingerprints` are the genotypes of its samples where they were asked for; they are never printed.
    """

    files: tuple[FileFacts, ...]
    metrics: dict[str, Any]
    remarks: tuple[Remark, ...] = field(default=())
    fingerprints: tuple[Any, ...] = field(default=(), compare=False)

    @property
    def verdict(self) -> Verdict:
        """Fail with an error, warn with a warning, pass otherwise."""
        severities = {remark.severity for remark in self.remarks}
        return "fail" if "error" in severities else "warn" if "warning" in severities else "pass"

    def as_json(self) -> dict[str, Any]:
        """The object that `gsagraph qc --json` prints, one a line."""
        return {
            "files": [
                {
                    "path": file.path,
                    "md5": file.md5,
                    "sha256": file.sha256,
                    "bytes": file.bytes,
                    "container": file.container,
                    "format": file.format,
                }
                for file in self.files
            ],
            "verdict": self.verdict,
            "metrics": self.metrics,
            "findings": [remark.as_json() for remark in self.remarks],
        }


def told(remarks: Sequence[Remarks]) -> tuple[Remark, ...]:
    """The remarks of all files in order, the first of each code and file carrying its count."""
    return tuple(remark for one in remarks for remark in one.counted())
