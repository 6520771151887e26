"""POD5: three Arrow tables behind one signature, read by the library of its makers."""

from pathlib import Path
from typing import Any

import pod5

from qc.sequence.remarks import Remarks
from qc.sequence.signal.figures import Reads

SIGNATURE = b"\x8bPOD\r\n\x1a\n"
"""The first and the last bytes of each file."""


def read(path: Path, remarks: Remarks) -> dict[str, Any]:
    """Check signature, footer and every read; gives the figures."""
    if not signed(path, remarks):
        return {}
    reads = Reads(remarks)
    rates: set[int] = set()
    with pod5.Reader(path) as reader:
        for record in reader.reads():
            run = record.run_info
            rates.add(int(run.sample_rate))
            reads.take(str(record.read_id), int(record.sample_count), str(run.acquisition_id))
            look(record, reads.number, remarks)
        version = str(reader.file_version)
    return {"file_version": version, "sample_rates": sorted(rates), **reads.figures()}


def signed(path: Path, remarks: Remarks) -> bool:
    """Whether the file begins and ends with the signature; without the last one it is cut."""
    with path.open("rb") as file:
        if file.read(len(SIGNATURE)) != SIGNATURE:
            remarks.add("E_NOT_POD5")
            return False
        size = file.seek(0, 2)
        file.seek(max(size - len(SIGNATURE), 0))
        if size < 2 * len(SIGNATURE) or file.read() != SIGNATURE:
            remarks.add("E_SIGNAL_TRUNCATED", "the signature at the end is missing")
            return False
    return True


def look(record: "pod5.ReadRecord", number: int, remarks: Remarks) -> None:
    """Decode the signal of one read and compare its length with the declared one."""
    if not record.sample_count:
        remarks.add("E_SIGNAL_MISSING", "the signal is empty", records=(number,))
        return
    try:
        found = len(record.signal)
    except (RuntimeError, ValueError) as error:
        remarks.add("E_SIGNAL_CORRUPT", f"the signal cannot be decoded: {error}"[:120], records=(number,))
        return
    if found != record.sample_count:
        remarks.add("E_SIGNAL_LENGTH", f"{found} samples, {record.sample_count} declared", records=(number,))
    if not record.calibration.scale:
        remarks.add("W_SIGNAL_CHANNEL", records=(number,))
