"""A decoder process as a source of BAM bytes: bounded in time and memory, and free to die."""

import os
import select
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path
from typing import IO, Self

import numpy as np
from numpy.typing import NDArray

from qc.sequence.alignment import cram_decoder
from qc.sequence.alignment.cram_reference import offline

SILENT = 120.0
"""Seconds a decoder may take without giving a byte; then it is ended."""
MEMORY = 8 << 30
"""Bytes of address space of a decoder: libraries and a reference sequence mapped into it, not what it occupies."""
BLOCK_HEAD = 18
TRAILER = 8
STORED = 5
LAST_WORDS = 2000

ALL_FIELDS = 0xFFF
TEMPLATE, SEQUENCE, QUALITIES = 0x100, 0x200, 0x400
WITHOUT_BASES = ALL_FIELDS & ~(TEMPLATE | SEQUENCE | QUALITIES)
"""Fields that are decoded without any reference; for template lengths htslib would load those of mixed slices."""


class CramSource:
    """The records of a CRAM file as BAM; after the end, `failed` says whether the decoder gave up, `words` why."""

    def __init__(self, path: Path, fields: int, reference: Path | None) -> None:
        self._arguments = (path, fields, reference)
        self._words: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the decoder
        program = Path(cram_decoder.__file__)
        command = [
            sys.executable,
            "-P",
            str(program),
            str(path.resolve()),
            hex(fields),
            str(MEMORY),
            str(reference or ""),
        ]
        self._process = subprocess.Popen(  # noqa: S603 - our own program; the path is an argument, no shell reads it
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._words,
            env=offline(os.environ),
        )
        self._left = b""
        self.failed = False
        self.words = ""
        self._over = False

    def readinto(self, buffer: NDArray[np.uint8]) -> int:
        """Fill `buffer` with BAM; fewer bytes than it holds only at the end."""
        view = memoryview(buffer.data)
        filled = 0
        while filled < len(view) and (self._left or not self._over):
            if not self._left:
                self._left = self._block()
            part = self._left[: len(view) - filled]
            view[filled : filled + len(part)] = part
            self._left = self._left[len(part) :]
            filled += len(part)
        return filled

    def again(self) -> Self:
        """A second decoder from the start."""
        return type(self)(*self._arguments)

    def _exactly(self, number: int) -> bytes:
        """So many bytes of the decoder, or fewer at its end; it is ended if it is silent for too long."""
        assert self._process.stdout is not None
        parts = bytearray()
        while len(parts) < number:
            ready, _, _ = select.select([self._process.stdout], [], [], SILENT)
            part = os.read(self._process.stdout.fileno(), number - len(parts)) if ready else b""
            if not part:
                self._end(silent=not ready)
                break
            parts += part
        return bytes(parts)

    def _block(self) -> bytes:
        """The content of the next BGZF block, which the decoder stores without compression."""
        head = self._exactly(BLOCK_HEAD)
        if len(head) < BLOCK_HEAD:
            return b""
        size = int.from_bytes(head[16:18], "little") + 1 - BLOCK_HEAD
        body = self._exactly(size)
        if len(body) < size:
            return b""
        stored = int.from_bytes(body[1:3], "little")
        if body[0] == 1 and stored + STORED + TRAILER == size:
            return body[STORED:-TRAILER]
        return zlib.decompress(body, -15)

    def _end(self, *, silent: bool) -> None:
        """Note how the decoder ended, once."""
        if self._over:
            return
        self._over = True
        if silent:
            self._process.kill()
        try:
            self.failed = self._process.wait(SILENT) != 0
        except subprocess.TimeoutExpired:
            self.failed = True
            self._process.kill()
        self._words.seek(0, os.SEEK_END)
        self._words.seek(max(0, self._words.tell() - LAST_WORDS))
        self.words = "no byte for too long" if silent else self._words.read().decode("utf-8", "replace").strip()
        self.close()

    def close(self) -> None:
        """End the decoder and give back what it held."""
        self._over = True
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._words.close()
