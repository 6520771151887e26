"""Which files `gsagraph qc` checks, and which of them together: paths, folders, sets by name."""

import errno
import os
import re
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from graph_schema.errors import UnusableInput
from qc.sequence.options import Options
from qc.sequence.sniff import format_by_name
from qc.sequence.units import Unit

OF_SET = re.compile(
    r"(?P<before>.*[._-])(?P<kind>[RI]?)(?P<number>[1-4])(?P<after>(_\d{3})?\.(fastq|fq)(\.\w+)?)$", re.IGNORECASE
)
"""Names of the files of one set: sample_R1.fastq.gz, sample_2.fq, sample_S1_L001_I1_001.fastq.gz."""


@dataclass(slots=True)
class Inputs:
    """The files in the order they were asked for, and what is the matter with paths that cannot be read."""

    files: list[Path] = field(default_factory=list)
    refused: list[UnusableInput] = field(default_factory=list)


def opened(paths: Iterable[Path]) -> Inputs:
    """The files at the paths, folders with all sequence files in them; a file stands as often as it was named."""
    inputs = Inputs()
    for path in paths:
        try:
            found = sequences(path) if path.is_dir() else [_readable(path)]
        except OSError as error:
            inputs.refused.append(_refused(path, error.strerror or type(error).__name__))
            continue
        if not found:
            inputs.refused.append(_refused(path, "no sequence file in this folder"))
        inputs.files += found
    return inputs


def _refused(path: Path, why: str) -> UnusableInput:
    return UnusableInput(f"{path}: {why}", code="PATH_UNREADABLE", hint="check the path and its permissions")


def sequences(folder: Path) -> list[Path]:
    """The sequence files of a folder and its folders by their names, sorted, hidden ones left out."""
    found = []
    for place, folders, names in os.walk(folder, onerror=_unlisted):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if _is_sequence(name)]
    return sorted(path for path in found if path.is_file())


def _is_sequence(name: str) -> bool:
    return format_by_name(name) != "unknown" and not name.startswith(".")


def _unlisted(error: OSError) -> None:
    """A folder that may not be listed hides files; passing over it would lose them in silence."""
    raise error


def _readable(path: Path) -> Path:
    """The path of a regular file that can be opened; OSError otherwise. Files are read from anywhere, so no pipes."""
    if not stat.S_ISREG(path.stat().st_mode):  # asked first: to open a pipe waits for who writes to it
        raise OSError(errno.EINVAL, "not a regular file")
    path.open("rb").close()
    return path


def grouped(files: Sequence[Path], *, pair: bool, by_name: bool) -> list[tuple[Path, ...]]:
    """The files of each unit: all in one with `pair`, those of one set by their names with `by_name`, else each alone."""
    if pair:
        return [tuple(files)] if files else []
    if not by_name:
        return [(file,) for file in files]
    sets: dict[object, dict[str, Path]] = {}
    for file in files:
        sets.setdefault(_set_of(file), {}).setdefault(_place(file), file)
    whole = {key: members for key, members in sets.items() if {"R1", "R2"} <= members.keys()}
    units: dict[object, tuple[Path, ...]] = {}
    for file in files:
        members = whole.get(_set_of(file), {})
        if file in members.values():
            units[_set_of(file)] = tuple(members[place] for place in sorted(members, key=_rank))
        else:
            units[file] = (file,)
    return list(units.values())


def _set_of(file: Path) -> object:
    """What the files of one set share; the path itself where the name is none of a set."""
    found = OF_SET.match(file.name)
    return (file.parent, found["before"], bool(found["kind"]), found["after"]) if found else file


def _place(file: Path) -> str:
    """R1 to R4, I1 or I2; R1 also where there is a number alone, and where there is none."""
    found = OF_SET.match(file.name)
    return f"{found['kind'] or 'R'}{found['number']}".upper() if found else "R1"


def _rank(place: str) -> tuple[bool, str]:
    return place.startswith("I"), place


def units(groups: Iterable[tuple[Path, ...]], options: Options, declared: dict[str, str]) -> list[Unit]:
    """The units with the options of each: the checksums of its own files only."""
    return [
        Unit(group, replace(options, md5={str(path): declared[str(path)] for path in group if str(path) in declared}))
        for group in groups
    ]
