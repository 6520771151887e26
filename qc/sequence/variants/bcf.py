"""Checking a BCF file: its binary form within bounds, then the same rules as VCF."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from struct import Struct
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence.container.stream import Stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks
from qc.sequence.variants.bcf_record import Dictionaries, SiteRecord, read_site
from qc.sequence.variants.bcf_samples import Fields
from qc.sequence.variants.bcf_values import BrokenRecord
from qc.sequence.variants.body import Body
from qc.sequence.variants.header import HeaderReader
from qc.sequence.variants.lines import LONGEST
from qc.sequence.variants.teller import Teller

LENGTHS = Struct("<II")
MAGIC = b"BCF\x02"
SHORTEST = 24
"""Bytes of a record's fixed part."""


@dataclass(slots=True)
class Bytes:
    """Exact lengths from a stream of blocks; `at` counts the bytes given."""

    blocks: Iterator[NDArray[np.uint8]]
    held: bytes = b""
    used: int = 0
    at: int = 0

    def take(self, length: int) -> bytes:
        """The next bytes; fewer only at the end."""
        end = self.used + length
        if end > len(self.held):
            self._fill(length)
            end = min(length, len(self.held))
        given = self.held[self.used : end]
        self.used = end
        self.at += len(given)
        return given

    def _fill(self, length: int) -> None:
        parts = [self.held[self.used :]]
        have = len(parts[0])
        while have < length and (block := next(self.blocks, None)) is not None:
            parts.append(block.tobytes())
            have += len(parts[-1])
        self.held, self.used = b"".join(parts), 0


@dataclass(slots=True)
class BcfReading:
    """One pass over the records of a file."""

    source: Bytes
    teller: Teller
    body: Body
    dictionaries: Dictionaries
    ended: bool = field(default=False)

    def record(self) -> bool:
        """Read and check the next record; whether one more may follow."""
        self.teller.byte = self.source.at
        head = self.source.take(LENGTHS.size)
        if not head:
            self.ended = True
            return False
        self.teller.record = self.body.metrics.records + 1
        if len(head) < LENGTHS.size:
            return False
        shared, individual = LENGTHS.unpack(head)
        if shared < SHORTEST or shared > LONGEST or individual > LONGEST:
            self.teller.tell(True, "BCF_RECORD", f"a record of {shared} and {individual} bytes")
            self.ended = True
            return False
        data = self.source.take(shared + individual)
        if len(data) < shared + individual:
            return False
        self._check(data[:shared], data[shared:])
        return True

    def _check(self, shared: bytes, individual: bytes) -> None:
        before = self.body.metrics.records
        try:
            site = read_site(shared, self.dictionaries, self.body.header)
            self.body.record(site.columns)
            self._samples(site, individual)
        except BrokenRecord as broken:
            self.body.metrics.records = before + 1
            self.teller.tell(True, "BCF_RECORD", str(broken))

    def _samples(self, site: SiteRecord, individual: bytes) -> None:
        header, teller = self.body.header, self.teller
        if site.samples != len(header.samples):
            message = f"{site.samples} samples where the header has {len(header.samples)}"
            teller.tell(True, "VCF_COLUMNS", message)
        plain = not set(b"<[]") & set(site.columns[4]) and b"END=" not in site.columns[7]
        if plain and site.rlen != len(site.columns[3]):
            teller.tell(False, "BCF_RLEN", f"rlen is {site.rlen}, REF has {len(site.columns[3])} bases")
        fields = Fields(header, self.dictionaries.strings, site.alternates)
        for must, name, message in fields.read(individual, site.fields, site.samples):
            teller.tell(must, name, message)
        self.body.metrics.genotyped += fields.keys[:1] == ["GT"] and site.samples > 0


def check_bcf(stream: Stream, remarks: Remarks, options: Options) -> dict[str, Any]:
    """Check the decoded bytes of a BCF file; the figures.

    Content never raises: what is wrong is a remark. What a fault of the container cut off is not judged.
    """
    teller = Teller(remarks)
    source = Bytes(stream.blocks())
    reader = _header(source, teller, stream)
    if reader is None:
        return {}
    dictionaries = Dictionaries.of(reader.header, teller)
    reading = BcfReading(source, teller, Body.of(reader.header, teller, options), dictionaries)
    while reading.record():
        pass
    if not reading.ended and stream.fault is None:
        teller.tell(True, "BCF_TRUNCATED", "the file ends within a record")
    return reading.body.end()


def _header(source: Bytes, teller: Teller, stream: Stream) -> HeaderReader | None:
    """Magic, version and header text; None, and said, if there is none."""
    start = source.take(9)
    if not start.startswith(MAGIC):
        if stream.fault is None:
            teller.tell(True, "NOT_BCF", "the content does not begin as BCF 2")
        return None
    if start[4:5] not in {b"\x01", b"\x02"}:
        teller.tell(False, "BCF_VERSION", "the version is neither 2.1 nor 2.2: it is read as 2.2")
    length = int.from_bytes(start[5:9], "little")
    text = source.take(length) if len(start) == 9 and length <= LONGEST else b""
    if len(text) < length or not length:
        if stream.fault is None:
            teller.tell(True, "BCF_TRUNCATED", "the header is cut, or tells a length it cannot have")
        return None
    reader = HeaderReader(teller)
    for line in text.rstrip(b"\0").rstrip(b"\n").split(b"\n"):
        teller.line += 1
        if not reader.ended and not reader.take(line.removesuffix(b"\r")):
            break
    reader.end()
    teller.line = 0
    return reader
