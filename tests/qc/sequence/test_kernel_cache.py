"""Where machine code is kept: by the sources it is made of, in a folder that may be written and is trusted."""

import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from qc.sequence import kernel_cache

HERE = Path(__file__).resolve().parents[3]
COMPILE = """
from qc.sequence.compiled import compiled
import sys
sys.path.insert(0, {folder!r})
from kernel_here import twice
print(twice(21))
"""
KERNEL = """
from qc.sequence.compiled import compiled

@compiled
def twice(number: int) -> int:
    return number + number
"""


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered for the life of a process is asked anew."""
    for name in ("NUMBA_CACHE_DIR", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    kernel_cache.base.cache_clear()
    kernel_cache.digest.cache_clear()


@pytest.fixture(autouse=True, scope="module")
def forgotten() -> object:
    """No other test sees the folders of these."""
    yield
    kernel_cache.base.cache_clear()
    kernel_cache.digest.cache_clear()


def test_the_package_is_the_first_place() -> None:
    """Where it may be written."""
    assert kernel_cache.base() == kernel_cache.BESIDE / "kernels"


def test_a_folder_that_is_named_wins(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """NUMBA_CACHE_DIR is asked first."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path / "named"))
    assert kernel_cache.base() == tmp_path / "named" / "kernels"
    assert kernel_cache.is_cold()


def test_the_users_folder_follows(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where the package may not be written."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(kernel_cache, "BESIDE", tmp_path / "file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert kernel_cache.base() == tmp_path / "cache" / "gsagraph" / "kernels"


def test_a_private_folder_is_the_last(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nobody else may put compiled code there."""
    (tmp_path / "file").touch()
    monkeypatch.setattr(kernel_cache, "BESIDE", tmp_path / "file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert stat.S_IMODE(kernel_cache.base().stat().st_mode) == 0o700


def test_a_module_is_made_of_what_it_imports(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Of ours, in all forms of import, and of what these import in turn; cycles end."""
    files = {
        "qc/a.py": "import numpy\nfrom qc.b import (\n    one,\n    two as three,\n)\n",
        "qc/b.py": "from qc import c\nimport qc.a\n",
        "qc/c.py": "from os import path\n",
        "qc/d.py": "",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.setattr(kernel_cache, "ROOT", tmp_path)
    assert kernel_cache.sources("qc.a") == {tmp_path / f"qc/{name}.py" for name in "abc"}
    before = kernel_cache.folder("qc.a"), kernel_cache.folder("qc.d")
    (tmp_path / "qc/c.py").write_text("CHANGED = 1\n", encoding="utf-8")
    kernel_cache.digest.cache_clear()
    after = kernel_cache.folder("qc.a"), kernel_cache.folder("qc.d")
    assert before[0] != after[0]
    assert before[1] == after[1]


def test_what_nobody_used_for_long_is_removed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Once a program is new; what is used is marked as used."""
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    used = kernel_cache.folder("qc.finding")
    for name, age in (("old", kernel_cache.UNUSED + 60), ("young", 60)):
        (used.parent / name).mkdir()
        os.utime(used.parent / name, (time.time() - age, time.time() - age))
    os.utime(used, (1, 1))
    assert kernel_cache.folder("qc.finding") == used
    assert used.stat().st_mtime > 1
    assert (used.parent / "old").exists()
    new = kernel_cache.folder("qc.report")
    assert sorted(path.name for path in used.parent.iterdir()) == sorted([used.name, new.name, "young"])


def test_a_kernel_is_kept_there(tmp_path: Path) -> None:
    """What is compiled once is found by the next process."""
    (tmp_path / "kernel_here.py").write_text(KERNEL, encoding="utf-8")
    environment = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path / "cache"), "PYTHONPATH": str(HERE)}
    command = [sys.executable, "-c", COMPILE.format(folder=str(tmp_path))]
    for _ in range(2):
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
        assert done.stdout == "42\n"
        assert len(list((tmp_path / "cache" / "kernels").rglob("*.nbi"))) == 1
