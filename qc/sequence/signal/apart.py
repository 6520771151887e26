"""The check of a file of signals in a process apart: a crash of a library there is a remark here."""

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import orjson

from qc.sequence.remarks import Remarks

LIBRARIES = {"fast5": "h5py", "bas_h5": "h5py", "pod5": "pod5"}
"""The library each format needs, from the extra `signal`."""
PATIENCE = 120
SLOWEST = 1_000_000
"""A reading may take `PATIENCE` seconds, and one more for each so many bytes: broken indexes can run in circles."""


def check_fast5(path: Path, remarks: Remarks) -> dict[str, Any]:
    """Check a FAST5 file, of one read or of many; gives its figures. Faults go to `remarks`."""
    return checked("fast5", path, remarks)


def check_pod5(path: Path, remarks: Remarks) -> dict[str, Any]:
    """Check a POD5 file; gives its figures. Faults go to `remarks`."""
    return checked("pod5", path, remarks)


def check_bas_h5(path: Path, remarks: Remarks) -> dict[str, Any]:
    """Check a bas.h5 or bax.h5 file of PacBio; gives its figures. Faults go to `remarks`."""
    return checked("bas_h5", path, remarks)


def checked(kind: str, path: Path, remarks: Remarks) -> dict[str, Any]:
    """Have a process check the file, and take over what it says.

    Raises RuntimeError if our own part of that process failed.
    """
    if find_spec(LIBRARIES[kind]) is None:
        remarks.add("E_SIGNAL_EXTRA", f"reading it needs the package {LIBRARIES[kind]}")
        return {}
    try:
        done = run(kind, path)
    except subprocess.TimeoutExpired:
        remarks.add("E_SIGNAL_CORRUPT", "reading it does not come to an end")
        return {}
    if done.returncode < 0:
        remarks.add("E_SIGNAL_CORRUPT", "the library that reads it broke down at it")
        return {}
    if done.returncode:
        raise RuntimeError(f"the process that reads signals ended with {done.returncode}: {done.stderr[-200:]!r}")
    said = orjson.loads(done.stdout.splitlines()[-1])
    for code, message, records, times in said["remarks"]:
        remarks.add(code, message, records=tuple(records), times=times)
    metrics: dict[str, Any] = said["metrics"]
    return metrics


def run(kind: str, path: Path) -> "subprocess.CompletedProcess[bytes]":
    """The process, once it has ended."""
    command = [sys.executable, "-m", "qc.sequence.signal.child", kind, os.fspath(path)]
    seconds = PATIENCE + path.stat().st_size / SLOWEST
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    return subprocess.run(  # noqa: S603 -- our own module, and a path as one argument
        command, capture_output=True, check=False, timeout=seconds, env=environment, stdin=subprocess.DEVNULL
    )
