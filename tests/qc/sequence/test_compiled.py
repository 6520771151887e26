"""Compiling kernels: what they give, where they are kept, and what a start does not bring along."""

import os
import subprocess
import sys
from pathlib import Path

import numba
import numpy as np
from numpy.typing import NDArray

from qc.sequence.compiled import compiled, inlined, unmanaged

HERE = Path(__file__).resolve().parents[3]


@compiled
def total(numbers: NDArray[np.int64]) -> int:
    """The sum of the numbers."""
    result = 0
    for number in numbers:
        result += number
    return result


@unmanaged
def largest(numbers: NDArray[np.int64]) -> int:
    """The largest of the numbers, 0 of none."""
    result = 0
    for number in numbers:
        result = max(result, number)
    return result


@inlined
def doubled(number: int) -> int:
    """Twice the number."""
    return 2 * number


@unmanaged
def double_of_largest(numbers: NDArray[np.int64]) -> int:
    """Twice the largest of the numbers."""
    return doubled(largest(numbers))


def test_kernels_give_what_they_say() -> None:
    """All kinds."""
    numbers = np.array([4, 9, 2], np.int64)
    assert (total(numbers), largest(numbers), double_of_largest(numbers), doubled(4)) == (15, 9, 18, 8)


def test_the_settings_of_numba_stay_as_they_were() -> None:
    """Another program's kernels are kept where it wants."""
    before = numba.config.CACHE_DIR
    compiled(lambda: 1)
    assert before == numba.config.CACHE_DIR


CALL = """
import sys
import numpy as np
from qc.sequence.duplicates.ordered_kernel import changes
print(int(changes(np.array([1, 1, 2, 3, 3], np.uint64))))
print('scipy.linalg' in sys.modules, 'numba.np.arraymath' in sys.modules)
"""
LOOK = "import numba.np.linalg\nnumba.np.linalg.ensure_blas()\nprint('scipy.linalg' in sys.modules)"


def called(code: str, kernels: Path) -> list[str]:
    """What a program prints that keeps its kernels in a folder."""
    known = {**os.environ, "NUMBA_CACHE_DIR": str(kernels)}
    done = subprocess.run([sys.executable, "-c", code], cwd=HERE, env=known, capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_a_start_readies_no_compiler_where_kernels_are_stored(tmp_path: Path) -> None:
    """The first start compiles, without linear algebra, which numba finds all the same when asked; the second loads."""
    assert called(CALL + LOOK, tmp_path) == ["2", "False", "True", "True"]
    assert called(CALL, tmp_path) == ["2", "False", "False"]
