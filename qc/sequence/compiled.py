"""Compiling kernels over bytes: numba's `njit` with a type that checkers understand."""

from collections.abc import Callable
from importlib import import_module
from typing import Any, TypeVar, cast

import numba
from numba.core import caching
from numba.core.runtime import nrt

from qc.sequence import kernel_cache

SETTINGS: Any = numba.config
MAKE: Any = numba.njit
CACHE: Any = caching.FunctionCache
F = TypeVar("F", bound=Callable[..., Any])


def _without_linear_algebra() -> None:
    """Load numba's array functions without looking for BLAS.

    Kernels here have no linear algebra, and importing scipy for it takes a fifth of a second of every start.
    """
    linear_algebra: Any = import_module("numba.np.linalg")
    asked = linear_algebra.ensure_blas

    def absent() -> None:
        raise ImportError

    linear_algebra.ensure_blas = absent
    try:
        import_module("numba.np.arraymath")
    finally:
        linear_algebra.ensure_blas = asked


class Kept(CACHE):  # type: ignore[misc]
    """The stored machine code of one kernel, loaded without what numba prepares for compiling.

    numba readies its compiler before it looks for stored code, which takes a sixth of a second of every start; where
    none is found the compiler readies itself. Only the runtime that counts references to arrays is needed.
    """

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The stored code for these types, None if there is none."""
        nrt.rtsys.initialize(target_context)
        with self._guard_against_spurious_io_errors():
            if (stored := self._load_overload(sig, target_context)) is not None:
                return stored
        _without_linear_algebra()
        return None


def compiled(kernel: F) -> F:
    """The kernel as machine code, compiled at its first call and kept in `kernel_cache`; it holds no interpreter lock.

    Bounds are not checked in compiled code: a kernel tests every index that comes from a file.
    """
    return _compiled(kernel)


def unmanaged(kernel: F) -> F:
    """As `compiled`, for a kernel that makes no array and calls only such kernels: its arrays are not counted.

    Counting references to the arrays it passes on would cost a kernel of many small functions half its time.
    """
    return _compiled(kernel, _nrt=False)


def inlined(kernel: F) -> F:
    """As `unmanaged`, for a small kernel that stands in a loop of another: its code is put there instead of a call.

    A call passes each array as seven words, which takes longer than what such a kernel does.
    """
    return _compiled(kernel, _nrt=False, forceinline=True)


def _compiled(kernel: F, **settings: bool) -> F:
    """The kernel with numba's settings, and the folder of its machine code."""
    before, SETTINGS.CACHE_DIR = SETTINGS.CACHE_DIR, str(kernel_cache.folder(kernel.__module__))
    try:
        made = MAKE(nogil=True, **settings)(kernel)
        made._cache = Kept(kernel)  # noqa: SLF001 -- what cache=True sets to the class behind Kept
        return cast("F", made)
    finally:
        SETTINGS.CACHE_DIR = before
