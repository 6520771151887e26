"""One run of `gsagraph deidentify`, in a process of its own with everything that it printed, or in this one."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qc.dicom.folder.batch import deidentify
from qc.dicom.folder.settings import Settings
from qc.dicom.keys import Keys

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run left: its exit code, its words, and the folder."""

    code: int
    stdout: bytes
    stderr: bytes
    out: Path

    @property
    def report(self) -> dict[str, Any]:
        """The report that `--json` printed."""
        return json.loads(self.stdout)

    @property
    def published(self) -> list[Path]:
        """The published files, sorted."""
        return sorted((self.out / "published").rglob("*.dcm"))

    @property
    def quarantined(self) -> list[str]:
        """The codes by which files were kept back, sorted."""
        return sorted(kept["code"] for kept in self.report["quarantine"])

    def digests(self) -> dict[str, str]:
        """Every file of the output by its digest."""
        files = (path for path in sorted(self.out.rglob("*")) if path.is_file())
        return {str(path.relative_to(self.out)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def work(source: Path, out: Path, key: Path, **settings: Any) -> Ran:
    """De-identify a folder in this process: the same, without the second that a new process takes to begin."""
    report = deidentify(source, out, Keys.read(key), Settings(**settings))
    return Ran(report.exit_code, json.dumps(report.contract()).encode(), b"", out)


def key_file(folder: Path, name: str = "first") -> Path:
    """A key of its own for each name, the same each time."""
    path = folder / f"{name}.key"
    path.write_text(hashlib.sha256(f"a key for tests only: {name}".encode()).hexdigest() + "\n")
    path.chmod(0o600)
    return path


def run(source: Path, out: Path, key: Path, *options: str) -> Ran:
    """De-identify a folder by the command line, one worker unless told otherwise."""
    command = [sys.executable, "-m", "cli", "deidentify", str(source), str(out), "--key-file", str(key), "--json"]
    command += options if "--jobs" in options else ("--jobs", "1", *options)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GSAGRAPH_")}
    done = subprocess.run(command, capture_output=True, cwd=ROOT, env=environment, check=False, timeout=250)
    return Ran(done.returncode, done.stdout, done.stderr, out)
