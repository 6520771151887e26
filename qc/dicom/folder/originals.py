"""Copies of files that were kept back, under their opaque ids, in a folder that only its owner may open."""

import os
from pathlib import Path

from graph_schema.errors import UnusableInput
from qc.dicom.folder.content import mapped
from qc.dicom.outcome import Quarantined

HINT = "name a folder that you may write"


def prepare(folder: Path) -> None:
    """Make the folder, or take the right to it away from others; UnusableInput (`OUT_UNUSABLE`) where this fails."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        message = f"the folder of originals cannot be made: {error.strerror}"
        raise UnusableInput(message, code="OUT_UNUSABLE", hint=HINT) from error


def keep(folder: Path, opaque: str, path: bytes) -> None:
    """Copy a file under its opaque id, once; what is no file that can be read is passed over."""
    target = folder / opaque
    if target.exists():
        return
    try:
        content = mapped(path)
    except Quarantined:
        return
    partial = folder / f".{opaque}.partial"
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    partial.replace(target)
