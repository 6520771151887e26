"""Sequence files to measure with: reads as a NovaSeq and a HiSeq write them, names in random order, BAM, endless streams.

    ./dev bench sequence_data KIND FILE READS      with KIND novaseq, hiseq, shuffled or bam

All is drawn from one seed, a matrix of equally long records at a time, so a million reads take about a second.
"""

import argparse
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self

import numpy as np
from isal import igzip
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]

LENGTH = 150
BATCH = 20_000
TILE = 400_000
"""Reads of one tile."""

BASES = np.frombuffer(b"ACGT", np.uint8)
BINS, BIN_SHARES = np.frombuffer(b"#,:F", np.uint8), (0.012, 0.03, 0.048, 0.91)
EOF_BLOCK = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
BGZF_TEXT = 65_280


def write_number(place: Bytes, numbers: NDArray[np.int64]) -> None:
    """Decimal digits of each number into its row, with leading zeros."""
    for column in range(place.shape[1] - 1, -1, -1):
        place[:, column] = 48 + numbers % 10
        numbers = numbers // 10


def illumina_names(first: int, number: int, lane: int, mark: int) -> Bytes:
    """Name lines of reads `first` and on, tile after tile, y rising and x within it."""
    line = f"@A00562:217:HKYL7DSXY:{lane}:TTTT:XXXXX:YYYYY {mark}:N:0:ATTACTCG+AGGCTATA\n".encode()
    rows = np.tile(np.frombuffer(line, np.uint8), (number, 1))
    at, read = line.index(b"TTTT"), np.arange(first, first + number)
    inside = read % TILE
    write_number(rows[:, at : at + 4], 1101 + read // TILE)
    write_number(rows[:, at + 5 : at + 10], 10_000 + inside % 600 * 37)
    write_number(rows[:, at + 11 : at + 16], 10_000 + inside // 600)
    return rows


def random_names(random: np.random.Generator, number: int) -> Bytes:
    """Name lines of random UUIDs, as nanopore reads have them."""
    rows = np.empty((number, 38), np.uint8)
    rows[:, 0], rows[:, -1] = ord("@"), ord("\n")
    rows[:, 1:-1] = np.frombuffer(b"0123456789abcdef", np.uint8)[random.integers(0, 16, (number, 36), np.uint8)]
    rows[:, (9, 14, 19, 24)] = ord("-")
    return rows


def four_bins(random: np.random.Generator, number: int, length: int) -> Bytes:
    """Qualities of four values, most of them the best one."""
    drawn = random.random((number, length), np.float32)
    return BINS[np.searchsorted(np.cumsum(BIN_SHARES[:-1]), drawn)]


def forty_levels(random: np.random.Generator, number: int, length: int) -> Bytes:
    """Qualities from 2 to 41 that fall along the read."""
    fall = np.linspace(40, 33, length, dtype=np.float32)
    drawn = fall + random.standard_normal((number, length), np.float32) * 2.5
    return (np.clip(drawn, 2, 41) + 33).astype(np.uint8)


def records(names: Bytes, qualities: Bytes, random: np.random.Generator) -> Bytes:
    """FASTQ text of a batch, one row a record."""
    number, length = qualities.shape
    width = names.shape[1]
    rows = np.empty((number, width + 2 * length + 4), np.uint8)
    rows[:, :width] = names
    rows[:, width : width + length] = BASES[random.integers(0, 4, (number, length), np.uint8)]
    rows[:, width + length : width + length + 3] = np.frombuffer(b"\n+\n", np.uint8)
    rows[:, -length - 1 : -1] = qualities
    rows[:, -1] = ord("\n")
    return rows


def fastq(kind: str, reads: int, *, mark: int = 1, length: int = LENGTH) -> Iterator[Bytes]:
    """FASTQ text of so many reads in batches; `kind` is novaseq, hiseq or shuffled."""
    random = np.random.default_rng(20)
    qualities: Callable[..., Bytes] = forty_levels if kind == "hiseq" else four_bins
    for first in range(0, reads, BATCH):
        number = min(BATCH, reads - first)
        names = random_names(random, number) if kind == "shuffled" else illumina_names(first, number, 1, mark)
        yield records(names, qualities(random, number, length), random)


def write_fastq(path: Path, kind: str, reads: int, *, mark: int = 1) -> None:
    """A FASTQ file; compressed if it is named so."""
    with igzip.open(path, "wb", compresslevel=2) if path.suffix == ".gz" else path.open("wb") as file:
        for batch in fastq(kind, reads, mark=mark):
            file.write(batch.tobytes())


RECORD = np.dtype(
    [
        ("size", "<u4"), ("reference", "<i4"), ("position", "<i4"), ("name_length", "u1"), ("mapq", "u1"),
        ("bin", "<u2"), ("cigar_operations", "<u2"), ("flag", "<u2"), ("length", "<i4"), ("mate", "<i4"),
        ("mate_position", "<i4"), ("template", "<i4"), ("name", "S40"), ("cigar", "<u4"),
        ("bases", "u1", LENGTH // 2), ("qualities", "u1", LENGTH), ("group", "S7"),
    ]
)  # fmt: skip
"""An alignment of 150 bases as BAM stores it, all matches, with its read group."""


def alignments(first: int, number: int, random: np.random.Generator) -> bytes:
    """BAM records sorted by position."""
    rows = np.zeros(number, RECORD)
    read = np.arange(first, first + number)
    names = illumina_names(first, number, 1, 1)[:, 1:40].copy()
    rows["size"], rows["name_length"], rows["mapq"] = RECORD.itemsize - 4, 40, 60
    rows["position"], rows["length"], rows["cigar_operations"] = read * 20, LENGTH, 1
    for shift, offset in ((26, 1), (23, 9), (20, 73), (17, 585), (14, 4681)):
        inside = read * 20 >> shift == read * 20 + LENGTH - 1 >> shift
        rows["bin"] = np.where(inside, offset + (read * 20 >> shift), rows["bin"])
    rows["flag"], rows["mate"], rows["mate_position"] = np.where(read % 2, 16, 0), -1, -1
    rows["name"] = names.view("S39").ravel()
    rows["cigar"] = LENGTH << 4
    rows["bases"] = np.array([0x11, 0x12, 0x14, 0x18, 0x21, 0x28, 0x42, 0x48, 0x81, 0x84], np.uint8)[
        random.integers(0, 10, (number, LENGTH // 2), np.uint8)
    ]
    rows["qualities"] = four_bins(random, number, LENGTH) - 33
    rows["group"] = b"RGZrg1\0"
    return rows.tobytes()


def bam(reads: int) -> Iterator[bytes]:
    """The decoded bytes of a sorted BAM file of one sample."""
    text = b"@HD\tVN:1.6\tSO:coordinate\n@SQ\tSN:chr1\tLN:536870912\n@RG\tID:rg1\tSM:S1\tPL:ILLUMINA\n"
    yield b"BAM\1" + struct.pack("<i", len(text)) + text + struct.pack("<ii5si", 1, 5, b"chr1\0", 2**29)
    random = np.random.default_rng(21)
    for first in range(0, reads, BATCH):
        yield alignments(first, min(BATCH, reads - first), random)


def bgzf(parts: Iterator[bytes]) -> Iterator[bytes]:
    """BGZF blocks of the parts, and the empty one that ends the file."""
    left = b""
    for part in parts:
        left += part
        while len(left) >= BGZF_TEXT:
            yield bgzf_block(left[:BGZF_TEXT])
            left = left[BGZF_TEXT:]
    yield bgzf_block(left) + EOF_BLOCK


def bgzf_block(text: bytes) -> bytes:
    """One block: a gzip member that says its own length."""
    packer = zlib.compressobj(1, zlib.DEFLATED, -15)
    packed = packer.compress(text) + packer.flush()
    head = b"\x1f\x8b\x08\x04\0\0\0\0\0\xff\6\0BC\2\0" + struct.pack("<H", len(packed) + 25)
    return head + packed + struct.pack("<II", zlib.crc32(text), len(text))


def write_bam(path: Path, reads: int) -> None:
    """A BAM file of one sample, sorted by coordinate."""
    with path.open("wb") as file:
        for block in bgzf(bam(reads)):
            file.write(block)


class Repeating:
    """FASTQ text of any length without a file: one batch again and again, each time with names of its own.

    It stands in for a stream of the container: what is read from it is decoded text. With `repeated` 1
    the last read has the name of one in the middle.
    """

    container, fault, ending = "plain", None, None

    def __init__(self, reads: int, kind: str = "novaseq", length: int = LENGTH, repeated: int = 0) -> None:
        self.reads, self.kind, self.length, self.repeated = reads, kind, length, repeated
        self._name: Bytes = np.empty(0, np.uint8)
        self.path, self.offset, self.given = Path(f"{reads}.fastq"), 0, 0
        self._batch = next(fastq(kind, BATCH, length=length))
        self._random = np.random.default_rng(5)
        self._left: Bytes = np.empty(0, np.uint8)
        self.head = self._batch[:100].tobytes()
        self.size = reads * self._batch.shape[1]

    def _next(self) -> Bytes:
        number = min(BATCH, self.reads - self.given)
        rows = self._batch[:number]
        shuffled = self.kind == "shuffled"
        names = random_names(self._random, number) if shuffled else illumina_names(self.given, number, 1, 1)
        if self.given <= self.reads // 2 < self.given + number:
            self._name = names[0].copy()
        if number and self.given + number == self.reads and self.repeated:
            names[-1] = self._name
        rows[:, : names.shape[1]] = names
        self.given += number
        return rows.reshape(-1)

    def readinto(self, buffer: Bytes) -> int:
        """The next text into `buffer`; 0 at the end."""
        filled = 0
        while filled < len(buffer):
            if not len(self._left):
                self._left = self._next()
            if not len(self._left):
                break
            part = self._left[: len(buffer) - filled]
            buffer[filled : filled + len(part)] = part
            self._left, filled = self._left[len(part) :], filled + len(part)
        self.offset += filled
        return filled

    def again(self) -> "Repeating":
        """The same text from its start."""
        return Repeating(self.reads, self.kind, self.length, self.repeated)

    def close(self) -> None:
        """Nothing is open."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""


def main() -> None:
    """Write one file."""
    parser = argparse.ArgumentParser(prog="./dev bench sequence_data")
    parser.add_argument("kind", choices=["novaseq", "hiseq", "shuffled", "bam"])
    parser.add_argument("file", type=Path)
    parser.add_argument("reads", type=int)
    asked = parser.parse_args()
    if asked.kind == "bam":
        write_bam(asked.file, asked.reads)
    else:
        write_fastq(asked.file, asked.kind, asked.reads)
    print(f"{asked.file}: {asked.reads} reads, {asked.file.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
