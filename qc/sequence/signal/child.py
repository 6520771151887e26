"""The process that reads a file of signals: `python -m qc.sequence.signal.child KIND PATH` prints one line of JSON."""

import resource
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson

from qc.sequence.remarks import Remarks

MODULES = {
    "fast5": "qc.sequence.signal.fast5",
    "bas_h5": "qc.sequence.signal.bas_h5",
    "pod5": "qc.sequence.signal.pod5_file",
}
"""The module that reads each format; imported here alone, since it imports its library."""
MEMORY = 4 << 30
"""Address space in bytes: sizes in a broken file must not take the machine's memory."""
SAID = 120


def read(kind: str, path: Path) -> dict[str, Any]:
    """What the format's module finds; whatever its library raises means that the file is broken."""
    remarks = Remarks(path.name)
    metrics: dict[str, Any] = {}
    module = import_module(MODULES[kind])
    try:
        metrics = module.read(path, remarks)
    except MemoryError:
        remarks.add("E_SIGNAL_CORRUPT", "a size in it is out of all proportion")
    except Exception as error:  # noqa: BLE001 -- libraries raise what they like at broken files
        remarks.add("E_SIGNAL_CORRUPT", f"{type(error).__name__}: {error}"[:SAID])
    return {"metrics": metrics, "remarks": said(remarks)}


def said(remarks: Remarks) -> list[tuple[str, str, tuple[int, ...], int]]:
    """Code, message, records and number of each remark; what was only counted goes with the last of its code."""
    rows = []
    left = dict(remarks.counts)
    for remark in reversed(remarks.kept):
        others = sum(other.code == remark.code for other in remarks.kept) - 1
        times = left.pop(remark.code) - others if remark.code in left else 1
        rows.append((remark.code, remark.message, remark.records, times))
    return rows[::-1]


def main() -> None:
    """Read the file that the command line names, within bounded memory, and print what was found."""
    kind, path = sys.argv[1:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    found = read(kind, Path(path))
    sys.stdout.buffer.write(b"\n" + orjson.dumps(found, option=orjson.OPT_SERIALIZE_NUMPY) + b"\n")


if __name__ == "__main__":
    main()
