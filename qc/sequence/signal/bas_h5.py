"""bas.h5 and bax.h5: HDF5 with the base calls of PacBio's RS machines, or with the names of the files that hold them."""

from pathlib import Path
from typing import Any

import h5py
import numpy as np

from qc.sequence.remarks import Remarks
from qc.sequence.signal.hdf5 import dataset, group_of, opened, pieces, read_through, text_of, total

CALLS = "PulseData/BaseCalls"
PER_BASE = ("QualityValue", "InsertionQV", "DeletionQV", "SubstitutionQV", "MergeQV", "DeletionTag", "SubstitutionTag")
"""Data with one value for each base, as far as a file has them."""


def read(path: Path, remarks: Remarks) -> dict[str, Any]:
    """Check the base calls of the file; gives its figures."""
    file = opened(path, remarks, "E_NOT_BAS_H5")
    if file is None:
        return {}
    with file:
        calls = group_of(file, CALLS)
        parts = dataset(file, "MultiPart/Parts")
        if calls is None and parts is None:
            remarks.add("E_NOT_BAS_H5", "the HDF5 holds neither base calls nor the names of parts")
            return {}
        movie = movie_of(file)
        if calls is None:
            return {"movie": movie, "parts": [text_of(part) for part in parts[:100]] if parts is not None else []}
        return {"movie": movie, **look(calls, remarks)}


def movie_of(file: h5py.File) -> str:
    """The name of the movie, empty if the file does not say."""
    run = group_of(file, "ScanData/RunInfo")
    return "" if run is None else text_of(run.attrs.get("MovieName", ""))


def look(calls: h5py.Group, remarks: Remarks) -> dict[str, Any]:
    """Compare the number of base calls with the events of the wells, and with all that stands beside each base."""
    bases, events, wells = dataset(calls, "Basecall"), dataset(calls, "ZMW/NumEvent"), dataset(calls, "ZMW/HoleNumber")
    if bases is None or events is None or wells is None:
        remarks.add("E_SIGNAL_MISSING", "Basecall, ZMW/NumEvent or ZMW/HoleNumber is missing")
        return {}
    if len(events) != len(wells) or total(events) != len(bases):
        remarks.add("E_SIGNAL_LENGTH", f"{len(bases)} base calls in {len(wells)} wells that count {total(events)}")
    for name in PER_BASE:
        values = dataset(calls, name)
        if values is not None and len(values) != len(bases):
            remarks.add("E_SIGNAL_LENGTH", f"{len(values)} values of {name} for {len(bases)} base calls")
    look_at_wells(wells, remarks)
    read_through(bases)
    reads = sum(int(np.count_nonzero(piece)) for piece in pieces(events))
    if not reads:
        remarks.add("E_NO_READS")
    return {"wells": len(wells), "reads": reads, "bases": len(bases)}


def look_at_wells(wells: h5py.Dataset, remarks: Remarks) -> None:
    """Tell wells that stand twice."""
    values, counts = np.unique(np.concatenate([*pieces(wells)] or [np.empty(0)]), return_counts=True)
    for well in values[counts > 1][:100]:
        remarks.add("E_SIGNAL_DUP", f"the well {int(well)} stands twice")
