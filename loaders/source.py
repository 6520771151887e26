"""Inputs: a file, a `.gz` file or standard input, opened within bounds, with its sha256 and its first bytes.

A `Source` can be opened again and again, always from its beginning: standard input is spooled to
a temporary file first. `sha256` is that of the stored bytes, before anything is inflated.
"""

import hashlib
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from io import BufferedIOBase, BufferedReader, FileIO, RawIOBase
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, Self

from isal.igzip_lib import DECOMP_GZIP, IgzipDecompressor, IsalError

from graph_schema.errors import UnusableInput
from graph_schema.record import Provenance
from loaders import content
from loaders.limits import Limits, from_environment
from loaders.workbook import Workbook
from qc.finding import Finding, Severity

STDIN = "-"
HEAD_BYTES = 64 * 1024
BLOCK = 1 << 20
STORED_BLOCK = 64 * 1024
GZIP = b"\x1f\x8b"


class Inflating(RawIOBase):
    """What comes out of a gzip stream, of one or several members, to the last byte before a fault.

    Broken streams and those out of all proportion are refused with UnusableInput.
    """

    def __init__(self, stored: BufferedIOBase, limits: Limits) -> None:
        self.stored, self.limits = stored, limits
        self.member = member()
        self.begun = False
        self.waiting = b""
        self.given = 0

    def readable(self) -> bool:
        """Always: this is a reader."""
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        """Fill the buffer, counting what has come out so far."""
        try:
            block = self._next(len(buffer))
        except IsalError as error:  # type: ignore[misc]
            raise UnusableInput(f"the gzip stream is broken: {error}", code="GZIP_CORRUPT", hint=FETCH_AGAIN) from error
        self.given += len(block)
        self.check()
        buffer[: len(block)] = block
        return len(block)

    def _next(self, size: int) -> bytes:
        """At most `size` bytes; none at the end of the last member."""
        while True:
            if not self.waiting and self.member.needs_input:
                self.waiting = self.stored.read(STORED_BLOCK)
                if not self.waiting:
                    break
            if not self.begun:
                self.waiting = self.waiting.lstrip(b"\x00")
                self.begun = bool(self.waiting)
            block, self.waiting = self.member.decompress(self.waiting, size), b""
            if self.member.eof:
                self.waiting, self.begun, self.member = self.member.unused_data, False, member()
            if block:
                return bytes(block)
        if self.begun:
            raise UnusableInput("the gzip stream ends too early", code="GZIP_TRUNCATED", hint=FETCH_AGAIN)
        return b""

    def check(self) -> None:
        """Refuse what has grown out of all proportion."""
        stored = max(self.stored.tell(), 1)
        bomb = self.given > self.limits.ratio_after and self.given > self.limits.ratio * stored
        if bomb or self.given > self.limits.inflated:
            raise UnusableInput(
                f"{self.given} bytes have come out of {stored} stored ones",
                code="INFLATED_TOO_LARGE",
                hint="set GSAGRAPH_MAX_INFLATE_RATIO or GSAGRAPH_MAX_INFLATED_BYTES if you trust this file",
            )


def member() -> IgzipDecompressor:
    """A decompressor for one gzip member, which checks its checksum."""
    return IgzipDecompressor(flag=DECOMP_GZIP)


FETCH_AGAIN = "fetch the file again and compare its md5"


class Source:
    """One input. `path` is how it was named, `name` the file name without folder, `file` what is on disk.

    `collection` is the OBIA collection of images that name none, as far as the one who loads says so.
    """

    def __init__(
        self,
        path: str,
        file: Path,
        *,
        as_format: str | None = None,
        limits: Limits | None = None,
        spooled: bool = False,
    ) -> None:
        self.path = path
        self.name = "stdin" if spooled else file.name
        self.file = file
        self.as_format = as_format
        self.collection = ""
        self.limits = limits or from_environment()
        self.time = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        self.size = file.stat().st_size
        self.position = 0
        self._spooled: list[Path] = [file] if spooled else []

    @cached_property
    def sha256(self) -> str:
        """Hex sha256 of the stored bytes."""
        with self.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()

    @cached_property
    def gzipped(self) -> bool:
        """Whether the stored bytes are a gzip stream."""
        with self.file.open("rb") as stream:
            return stream.read(2) == GZIP

    @cached_property
    def head(self) -> bytes:
        """The first 64 KiB, inflated, or what can be read of them; UnusableInput if that is nothing."""
        head = b""
        with self.open() as stream:
            try:
                while len(head) < HEAD_BYTES and (block := stream.read1(HEAD_BYTES - len(head))):
                    head += block
            except UnusableInput:
                if not head:
                    raise
        return head

    @cached_property
    def kind(self) -> content.Kind:
        """What the content is, by its first bytes."""
        return content.kind(self.head)

    @cached_property
    def xml_root(self) -> str | None:
        """The local name of the root element of XML, as written; None for anything else."""
        return content.xml_root(self.head) if self.kind == "xml" else None

    @cached_property
    def workbook(self) -> Workbook | None:
        """The sheets, if this is an Excel workbook (.xlsx or .xls); None for anything else.

        Raises UnusableInput if it is one that cannot be read.
        """
        if self.kind not in ("zip", "ole"):
            return None
        return Workbook.open(self.inflated_file(), self.limits)

    @contextmanager
    def open(self) -> Iterator[BufferedReader]:
        """The content from its beginning, inflated; `position` follows the stored bytes read."""
        with self.file.open("rb", buffering=0) as raw:
            stored: RawIOBase = Counting(raw, self)
            stream: RawIOBase = Inflating(BufferedReader(stored, BLOCK), self.limits) if self.gzipped else stored
            yield BufferedReader(stream, BLOCK if self.gzipped is False else STORED_BLOCK)

    def inflated_file(self) -> Path:
        """A file on disk with the inflated content: itself, or a temporary copy of at most a workbook's size."""
        if not self.gzipped:
            return self.file
        with tempfile.NamedTemporaryFile(prefix="gsagraph-", delete=False) as copy, self.open() as stream:
            self._spooled.append(Path(copy.name))
            copy_bounded(stream, copy, self.limits.workbook)
        return Path(copy.name)

    def provenance(self, location: str, loader: str, version: str) -> Provenance:
        """Where a record of this source was said."""
        return Provenance(self.name, self.sha256, location, loader, version, self.time)

    def finding(
        self, code: str, severity: Severity, location: str, message: str, hint: str = "",
        node_type: str | None = None, accession: str | None = None,
    ) -> Finding:  # fmt: skip
        """A finding about a place of this source."""
        return Finding(code, severity, self.path, location, message, hint, node_type, accession)

    def close(self) -> None:
        """Remove temporary copies."""
        for file in self._spooled:
            file.unlink(missing_ok=True)
        self._spooled.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class Counting(RawIOBase):
    """The stored bytes, noting on the source how far they were read."""

    def __init__(self, raw: FileIO, source: Source) -> None:
        self.raw, self.source = raw, source

    def readable(self) -> bool:
        """Always: this is a reader."""
        return True

    def readinto(self, buffer: bytearray) -> int | None:  # type: ignore[override]
        """Read, and note the position."""
        count = self.raw.readinto(buffer)
        self.source.position = self.raw.tell()
        return count

    def tell(self) -> int:
        """How many stored bytes were read."""
        return self.raw.tell()


def copy_bounded(stream: BinaryIO | BufferedReader, copy: IO[bytes], limit: int) -> None:
    """Copy a stream of at most `limit` bytes; UnusableInput beyond."""
    total = 0
    while block := stream.read(BLOCK):
        total += len(block)
        if total > limit:
            raise UnusableInput(f"more than {limit} bytes", code="INPUT_TOO_LARGE", hint="give the file by its path")
        copy.write(block)


def spool(stream: BinaryIO | BufferedReader, limits: Limits) -> Path:
    """A stream that can be read once, as a temporary file, which the source removes when it is closed."""
    with tempfile.NamedTemporaryFile(prefix="gsagraph-", delete=False) as copy:
        copy_bounded(stream, copy, limits.spool)
    return Path(copy.name)


def open_source(path: str | Path, as_format: str | None = None, limits: Limits | None = None) -> Source:
    """The input at a path, or standard input for `-`; UnusableInput where it is absent or cannot be read.

    Pipes (`<(zcat …)`) are read once into a temporary file, as standard input is.
    """
    limits = limits or from_environment()
    if str(path) == STDIN:
        return Source(STDIN, spool(sys.stdin.buffer, limits), as_format=as_format, limits=limits, spooled=True)
    try:
        with Path(path).open("rb") as stream:
            if stat.S_ISFIFO(os.fstat(stream.fileno()).st_mode):
                return Source(str(path), spool(stream, limits), as_format=as_format, limits=limits, spooled=True)
            stream.read(1)
    except OSError as error:
        raise UnusableInput(
            f"{path}: {error.strerror}", code="PATH_UNREADABLE", hint="check the path and its permissions"
        ) from error
    return Source(str(path), Path(path), as_format=as_format, limits=limits)
