"""md5 and sha256 of bytes that come in pieces: by the standard library, or both at once where that pays."""

import hashlib
import struct
from functools import cache
from importlib import import_module
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

LARGE = 8 << 20
"""Bytes from which on the compiled loop is worth its loading."""
BLOCK = 64


class Digests(Protocol):
    """Sums of the bytes taken so far."""

    def update(self, piece: memoryview) -> None:
        """Take the next bytes."""

    @property
    def md5(self) -> str:
        """md5 in hexadecimal."""

    @property
    def sha256(self) -> str:
        """sha256 in hexadecimal."""


class Separate:
    """Both sums by the standard library, one after the other."""

    def __init__(self) -> None:
        self._md5 = hashlib.md5(usedforsecurity=False)
        self._sha256 = hashlib.sha256()

    def update(self, piece: memoryview) -> None:
        """Take the next bytes."""
        self._md5.update(piece)
        self._sha256.update(piece)

    @property
    def md5(self) -> str:
        """md5 in hexadecimal."""
        return self._md5.hexdigest()

    @property
    def sha256(self) -> str:
        """sha256 in hexadecimal."""
        return self._sha256.hexdigest()


class Together:
    """Both sums by `digest_kernel`, which takes a third less time; `kernel` is that module."""

    def __init__(self, kernel: Any) -> None:
        self._kernel = kernel
        a, b, c, d, e, f, g, h = kernel.SQUARE_ROOTS
        md5 = (0x67452301, 0xEFCDAB89, 0x98BADCFE, 0x10325476)
        self._state = np.array([*md5, f, e, b, a, h, g, d, c], np.uint32)
        self._rest = bytearray()
        self._size = 0

    def update(self, piece: memoryview) -> None:
        """Take the next bytes; less than a block stays for the next time."""
        self._size += len(piece)
        if self._rest:
            missing = BLOCK - len(self._rest)
            self._rest += piece[:missing]
            piece = piece[missing:]
            if len(self._rest) < BLOCK:
                return
            self._take(self._state, self._rest)
            self._rest = bytearray()
        whole = len(piece) // BLOCK * BLOCK
        self._take(self._state, piece[:whole])
        self._rest += piece[whole:]

    def _take(self, state: NDArray[np.uint32], blocks: "memoryview | bytearray") -> None:
        """Take whole blocks into a state."""
        text = np.frombuffer(blocks, np.uint8)
        self._kernel.take_blocks(state, text if text.flags.writeable else text.copy())

    def _final(self, length: str) -> NDArray[np.uint32]:
        """The state after the last bytes, a one, zeros, and the length in bits as `length` packs it."""
        state = self._state.copy()
        zeros = bytes((BLOCK - 9 - len(self._rest)) % BLOCK)
        self._take(state, self._rest + b"\x80" + zeros + struct.pack(length, 8 * self._size))
        return state

    @property
    def md5(self) -> str:
        """md5 in hexadecimal."""
        return self._final("<Q")[:4].astype("<u4").tobytes().hex()

    @property
    def sha256(self) -> str:
        """sha256 in hexadecimal."""
        f, e, b, a, h, g, d, c = self._final(">Q")[4:].tolist()
        return struct.pack(">8I", a, b, c, d, e, f, g, h).hex()


@cache
def kernel() -> Any:
    """The module of the compiled loop; None where the processor lacks its instructions, or if it is ever wrong.

    It is imported here alone: small files shall not wait for a compiler.
    """
    module = import_module("qc.sequence.container.digest_kernel")
    return module if module.has_instructions() and agrees(module) else None


def agrees(module: Any) -> bool:
    """Whether the compiled loop gives the sums of the standard library for a sample."""
    sample = memoryview(bytearray(range(200)))
    one, other = Together(module), Separate()
    one.update(sample)
    other.update(sample)
    return (one.md5, one.sha256) == (other.md5, other.sha256)


def digests(size: int) -> Digests:
    """Sums for a file of this size in bytes."""
    module = kernel() if size >= LARGE else None
    return Separate() if module is None else Together(module)
