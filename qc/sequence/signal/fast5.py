"""FAST5: HDF5 with the signal of one read (`/Raw/Reads/Read_N`) or of many (`/read_UUID/Raw`)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import h5py
import numpy as np

from qc.sequence.remarks import Remarks
from qc.sequence.signal.figures import Reads
from qc.sequence.signal.hdf5 import dataset, decodable, group_of, opened, read_through, text_of

CALIBRATION = ("digitisation", "offset", "range", "sampling_rate")


class Found(NamedTuple):
    """One read: the group with its signal, that of its channel, that of its tracking."""

    raw: h5py.Group | None
    channel: h5py.Group | None
    tracking: h5py.Group | None


def read(path: Path, remarks: Remarks) -> dict[str, Any]:
    """Check every read of the file; gives its figures."""
    file = opened(path, remarks, "E_NOT_FAST5")
    if file is None:
        return {}
    with file:
        many = any(name.startswith("read_") for name in file)
        if not many and group_of(file, "Raw") is None:
            remarks.add("E_NOT_FAST5", "the HDF5 holds no reads of a nanopore")
            return {}
        reads = Reads(remarks)
        for found in multi(file) if many else single(file):
            look(found, reads, remarks)
        version = text_of(file.attrs.get("file_version", ""))
    return {"file_version": version, "multi_read": many, **reads.figures()}


def multi(file: h5py.File) -> Iterator[Found]:
    """The reads of a file of many."""
    for name in file:
        group = group_of(file, name) if name.startswith("read_") else None
        if group is not None:
            yield Found(group_of(group, "Raw"), group_of(group, "channel_id"), group_of(group, "tracking_id"))


def single(file: h5py.File) -> Iterator[Found]:
    """The reads of a file of one; its channel and tracking stand apart."""
    reads = group_of(file, "Raw/Reads")
    shared = group_of(file, "UniqueGlobalKey")
    for name in () if reads is None else reads:
        parts = (None, None) if shared is None else (group_of(shared, "channel_id"), group_of(shared, "tracking_id"))
        yield Found(group_of(reads, name), *parts)


def look(found: Found, reads: Reads, remarks: Remarks) -> None:
    """Check one read: identifier, signal, length, calibration."""
    raw = found.raw
    signal = None if raw is None else dataset(raw, "Signal")
    identifier = "" if raw is None else text_of(raw.attrs.get("read_id", ""))
    run = "" if found.tracking is None else text_of(found.tracking.attrs.get("run_id", ""))
    reads.take(identifier, 0 if signal is None or signal.ndim != 1 else len(signal), run)
    here = (reads.number,)
    if raw is None or signal is None:
        remarks.add("E_SIGNAL_MISSING", records=here)
        return
    if signal.dtype != np.int16 or signal.ndim != 1:
        remarks.add("E_SIGNAL_TYPE", f"Signal is {signal.dtype} of {signal.ndim} dimensions, not int16", records=here)
        return
    look_at_signal(raw, signal, here, remarks)
    if found.channel is None or any(name not in found.channel.attrs for name in CALIBRATION):
        remarks.add("W_SIGNAL_CHANNEL", records=here)


def look_at_signal(raw: h5py.Group, signal: h5py.Dataset, here: tuple[int], remarks: Remarks) -> None:
    """Decode the signal and compare its length with the declared duration."""
    declared = raw.attrs.get("duration")
    if not len(signal):
        remarks.add("E_SIGNAL_MISSING", "the signal is empty", records=here)
    elif declared is not None and int(declared) != len(signal):
        remarks.add("E_SIGNAL_LENGTH", f"{len(signal)} samples, {int(declared)} declared", records=here)
    if not decodable(signal):
        remarks.add("I_SIGNAL_UNREAD", records=here)
        return
    try:
        read_through(signal)
    except (OSError, ValueError) as error:
        remarks.add("E_SIGNAL_CORRUPT", f"the signal cannot be decoded: {error}"[:120], records=here)
