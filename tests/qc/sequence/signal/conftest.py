"""Small files of signals, made by the libraries of their formats."""

from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

h5py = pytest.importorskip("h5py")

IDENTIFIERS = [str(UUID(int=number + (4 << 76) + (8 << 60))) for number in range(3)]


def put_read(group, identifier, signal, *, duration=None):
    """A read's signal and attributes in its group."""
    group.attrs["read_id"] = np.bytes_(identifier)
    group.attrs["duration"] = np.uint32(len(signal) if duration is None else duration)
    group.create_dataset("Signal", data=signal, compression="gzip")


def put_channel(group):
    """What turns a signal into picoampere."""
    channel = group.create_group("channel_id")
    for name, value in {"digitisation": 8192.0, "offset": 10.0, "range": 1400.0, "sampling_rate": 4000.0}.items():
        channel.attrs[name] = value
    group.create_group("tracking_id").attrs["run_id"] = np.bytes_("run-1")


def signals() -> list[np.ndarray]:
    generator = np.random.default_rng(3)
    return [generator.integers(0, 1000, size).astype(np.int16) for size in (500, 700, 900)]


@pytest.fixture
def fast5(tmp_path: Path) -> Callable[..., Path]:
    """Write a multi-read FAST5, then let `change` spoil it."""

    def made(change: Callable[..., object] = lambda _file: None) -> Path:
        path = tmp_path / "reads.fast5"
        with h5py.File(path, "w") as file:
            file.attrs["file_version"] = np.bytes_("2.2")
            for identifier, signal in zip(IDENTIFIERS, signals(), strict=True):
                group = file.create_group(f"read_{identifier}")
                put_read(group.create_group("Raw"), identifier, signal)
                put_channel(group)
            change(file)
        return path

    return made
