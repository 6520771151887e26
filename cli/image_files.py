"""Image files that a command is given: a folder of them, or the manifest of `gsagraph deidentify`; and their progress."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from graph_schema.errors import UnusableInput
from loaders.image_pixels import Seen, look
from qc.dicom.folder.manifest import MANIFEST, read_manifest
from qc.dicom.outcome import Quarantined


def image_files(source: Path) -> list[Path]:
    """The files of a source in the order of their paths; hidden ones and links are left out."""
    if source.is_file() and source.name == MANIFEST:
        return sorted(source.parent / entry.path for entry in read_manifest(source.parent))
    if not source.is_dir():
        raise UnusableInput(
            f"{source} is neither a folder nor a {MANIFEST}",
            code="NOT_A_FOLDER",
            hint="give the folder that gsagraph deidentify wrote, or any folder of DICOM files",
        )
    found = (Path(folder, name) for folder, _, names in os.walk(source) for name in names)
    return sorted(file for file in found if _is_plain(file.relative_to(source)) and not file.is_symlink())


def _is_plain(path: Path) -> bool:
    return not any(part.startswith(".") for part in path.parts)


def spread(files: Sequence[Path], most: int) -> list[Path]:
    """At most this many of the files, evenly over all of them.

    >>> [str(path) for path in spread([Path(name) for name in "abcdef"], 3)]
    ['a', 'c', 'e']
    """
    if len(files) <= most:
        return list(files)
    return [files[number * len(files) // most] for number in range(most)]


def seen(files: Sequence[Path], what: str) -> Iterator[tuple[Path, Seen | None]]:
    """Each file with what is seen in it, None where it is no image that can be decoded; progress on standard error."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        for file in progress.track(files, description=what):
            yield file, _seen(file)


def _seen(file: Path) -> Seen | None:
    try:
        return look(file)
    except (Quarantined, OSError):
        return None
