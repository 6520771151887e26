"""Where compiled kernels are kept: beside the program, else in the user's cache folder, else in a folder of this run.

numba tells stale machine code by the kernel's own file alone, and a kernel takes in the functions it calls from other
files. So each folder here carries a digest of the kernel's module and of all of ours that it imports.
"""

import atexit
import hashlib
import os
import re
import shutil
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BESIDE = Path(__file__).resolve().parent / "__pycache__"
UNUSED = 30 * 86400
"""Seconds after which kernels that no process loaded are removed."""
IMPORT = re.compile(r"^from (qc[\w.]*) import ([\w, ]+|\([^)]*\))|^import (qc[\w.]*)", re.MULTILINE)


def folder(module: str) -> Path:
    """The folder for the kernels of a module, as its source and that of what it imports stand now.

    It is marked as used; where it is new, the program is, and folders that nobody used for long are removed.
    """
    place = base() / digest(module)
    with suppress(OSError):
        if not place.exists():
            _remove_unused()
        place.mkdir(exist_ok=True)
        os.utime(place)
    return place


def _remove_unused() -> None:
    for place in base().iterdir():
        if place.is_dir() and time.time() - place.stat().st_mtime > UNUSED:
            shutil.rmtree(place, ignore_errors=True)


def is_cold() -> bool:
    """Whether no kernel was compiled here yet, so that the first check waits for the compiler."""
    return next(base().glob("**/*.nbi"), None) is None


@cache
def base() -> Path:
    """The first folder that may be written: the one NUMBA_CACHE_DIR names, the package's, the user's, a private one."""
    named = os.environ.get("NUMBA_CACHE_DIR")
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser(), "gsagraph")
    for place in (Path(named) if named else BESIDE, kept):
        if _is_writable(place / "kernels"):
            return place / "kernels"
    private = tempfile.mkdtemp(prefix="gsagraph-kernels-")  # compiled code is trusted: nobody else may put any there
    atexit.register(shutil.rmtree, private, ignore_errors=True)
    return Path(private)


def _is_writable(place: Path) -> bool:
    try:
        place.mkdir(parents=True, exist_ok=True)
        tempfile.TemporaryFile(dir=place).close()
    except OSError:
        return False
    return True


@cache
def digest(module: str) -> str:
    """What a module and its imports are now, in sixteen hexadecimal digits."""
    made_of = hashlib.sha256()
    for file in sorted(sources(module)):
        made_of.update(file.read_bytes())
    return made_of.hexdigest()[:16]


def sources(module: str) -> set[Path]:
    """The files of a module of ours and of all of ours that it imports, and they in turn."""
    found: set[Path] = set()
    waiting = [module]
    while waiting:
        file = ROOT / (waiting.pop().replace(".", "/") + ".py")
        if file in found or not file.is_file():
            continue
        found.add(file)
        for package, names, whole in IMPORT.findall(file.read_text(encoding="utf-8")):
            inner = re.findall(r"\w+", re.sub(r" as \w+", "", names))
            waiting += [whole or package, *(f"{package}.{name}" for name in inner)]
    return found
