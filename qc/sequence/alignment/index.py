"""The index beside an alignment file, looked at lightly: what it is, and whether it is older than the file."""

import gzip
import zlib
from pathlib import Path

from qc.sequence.remarks import Remarks

BAI, CSI = b"BAI\x01", b"CSI\x01"
GZIP = b"\x1f\x8b"
MAGIC = {".bai": BAI, ".csi": CSI, ".crai": b""}
SUFFIXES = {"bam": (".bai", ".csi"), "cram": (".crai",)}


def check_index(path: Path, format_: str, remarks: Remarks) -> list[str]:
    """Names of the indexes beside the file; I_INDEX for one that is none, or older than the file."""
    found = []
    for suffix in SUFFIXES[format_]:
        for index in (path.with_name(path.name + suffix), path.with_suffix(suffix)):
            if index.is_file():
                found.append(index.name)
                _look(index, suffix, path, remarks)
    return found


def _look(index: Path, suffix: str, path: Path, remarks: Remarks) -> None:
    try:
        start = _start(index)
        older = index.stat().st_mtime < path.stat().st_mtime
    except OSError:
        remarks.add("I_INDEX", f"{index.name} cannot be read")
        return
    if start is None or not start.startswith(MAGIC[suffix]):
        remarks.add("I_INDEX", f"{index.name} is no {suffix[1:]} index")
    elif older:
        remarks.add("I_INDEX", f"{index.name} is older than the file")


def _start(index: Path) -> bytes | None:
    """The first decoded bytes; nothing if they are compressed and broken."""
    with index.open("rb") as file:
        start = file.read(4)
    if not start.startswith(GZIP):
        return start
    try:
        with gzip.open(index) as file:
            return file.read(4)
    except (OSError, EOFError, zlib.error):
        return None
