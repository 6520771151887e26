"""What FAST5 and bas.h5 share: opening HDF5, attributes as text, data read piece by piece."""

from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

import h5py
import numpy as np

from qc.sequence.remarks import Remarks

with suppress(ImportError):
    # Registers the compression of nanopore signals with HDF5.
    import_module("vbz_h5py_plugin")

PIECE = 1 << 20
"""Values read at once."""
MOST_RATIO = 2000
"""No compression of HDF5 makes data smaller than by this factor."""


def opened(path: Path, remarks: Remarks, otherwise: str) -> h5py.File | None:
    """The file, opened for reading; None with a remark, of code `otherwise` if it is no HDF5."""
    try:
        return h5py.File(path, "r")
    except OSError as error:
        message = str(error)
    if "truncated" in message:
        remarks.add("E_SIGNAL_TRUNCATED")
    else:
        remarks.add(otherwise if "signature not found" in message else "E_SIGNAL_CORRUPT")
    return None


def text_of(value: Any) -> str:
    """An attribute as text, whether stored as bytes, text or an array of one."""
    if isinstance(value, np.ndarray):
        value = value.item() if value.size == 1 else ""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def dataset(group: h5py.Group, name: str) -> h5py.Dataset | None:
    """The data of this name, None if there is none."""
    found = group.get(name)
    return found if isinstance(found, h5py.Dataset) else None


def group_of(parent: h5py.Group, name: str) -> h5py.Group | None:
    """The group of this name, None if there is none."""
    found = parent.get(name)
    return found if isinstance(found, h5py.Group) else None


def decodable(data: h5py.Dataset) -> bool:
    """Whether all filters that compressed the data are at hand."""
    filters = data.id.get_create_plist()
    return all(h5py.h5z.filter_avail(filters.get_filter(at)[0]) for at in range(filters.get_nfilters()))


def pieces(data: h5py.Dataset) -> Iterator[Any]:
    """All values, piece by piece. Raises ValueError where the file is far too small for them, OSError at bad data."""
    if data.size * data.dtype.itemsize > MOST_RATIO * data.file.id.get_filesize():
        raise ValueError(f"{data.name} declares {data.size} values in a file too small for them")
    for start in range(0, len(data), PIECE):
        yield data[start : start + PIECE]


def read_through(data: h5py.Dataset) -> None:
    """Decode all values, which checks their checksums. Raises as `pieces`."""
    for _ in pieces(data):
        pass


def total(data: h5py.Dataset) -> int:
    """The sum of all values. Raises as `pieces`."""
    return sum(int(np.sum(piece, dtype=np.int64)) for piece in pieces(data))
