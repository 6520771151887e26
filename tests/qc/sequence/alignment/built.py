"""BAM files built byte by byte, so that each rule can be broken alone."""

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from qc.sequence.alignment.bam import check_bam
from qc.sequence.checked import Checked, told
from qc.sequence.container.stream import open_stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remark, Remarks

END = bytes.fromhex("1f8b08040000000000ff0600424302001b0003000000000000000000")
HEADER = "@HD\tVN:1.6\tSO:unsorted\n@SQ\tSN:chr1\tLN:1000\n@SQ\tSN:chr2\tLN:500\n@RG\tID:g\tSM:s\n"
REFERENCES = (("chr1", 1000), ("chr2", 500))
CODES = {base: code for code, base in enumerate("=ACMGRSVTWYHKDBN")}
OPERATIONS = {sign: code for code, sign in enumerate("MIDNSHP=X")}
RG = b"RGZg\0"


@dataclass(frozen=True, slots=True)
class Read:
    """One record; every field can be set to what no writer would write. `size` overrides block_size."""

    name: bytes = b"r\0"
    flag: int = 4
    reference: int = -1
    position: int = -1
    mapq: int = 0
    cigar: Sequence[tuple[int, str | int]] = ()
    bases: str = "ACGTN"
    qualities: bytes | None = None
    mate_reference: int = -1
    mate_position: int = -1
    template: int = 0
    fields: bytes = RG
    bin: int | None = None
    length: int | None = None
    size: int | None = None

    def __bytes__(self) -> bytes:
        """The record as BAM stores it."""
        operations = [
            length << 4 | (sign if isinstance(sign, int) else OPERATIONS[sign]) for length, sign in self.cigar
        ]
        nibbles = [CODES[base] for base in self.bases] + [0]
        packed = bytes(nibbles[i] << 4 | nibbles[i + 1] for i in range(0, len(self.bases), 2))
        qualities = self.qualities if self.qualities is not None else bytes([30]) * len(self.bases)
        covered = sum(length for length, sign in self.cigar if sign in {"M", "D", "N", "=", "X"})
        fixed = struct.pack(
            "<iiBBHHHiiii",
            self.reference,
            self.position,
            len(self.name),
            self.mapq,
            self.bin if self.bin is not None else bin_of(self.position, self.position + max(covered, 1)),
            len(operations),
            self.flag,
            self.length if self.length is not None else len(self.bases),
            self.mate_reference,
            self.mate_position,
            self.template,
        )
        cigar = struct.pack(f"<{len(operations)}I", *operations)
        body = fixed + self.name + cigar + packed + qualities + self.fields
        return struct.pack("<i", self.size if self.size is not None else len(body)) + body


MAPPED = Read(b"m\0", 0, 0, 10, 60, ((5, "M"),))


def bin_of(begin: int, end: int) -> int:
    """The bin of [begin, end) by trying all levels from the smallest bins on."""
    for level, first in ((14, 4681), (17, 585), (20, 73), (23, 9), (26, 1)):
        if begin >> level == (end - 1) >> level:
            return (first + (begin >> level)) & 0xFFFF
    return 0


def named(name: str, **changes: object) -> Read:
    """An unmapped read of that name."""
    return replace(Read(name.encode() + b"\0"), **changes)  # type: ignore[arg-type]


def pair(name: str, **changes: object) -> tuple[Read, Read]:
    """Both reads of an unmapped pair."""
    return named(name, flag=77, **changes), named(name, flag=141, **changes)


def beginning(header: str = HEADER, references: Sequence[tuple[str, int]] = REFERENCES) -> bytes:
    """Magic, header text and binary references."""
    text = header.encode()
    parts = [b"BAM\1", struct.pack("<i", len(text)), text, struct.pack("<i", len(references))]
    for name, length in references:
        parts.append(struct.pack("<i", len(name) + 1) + name.encode() + b"\0" + struct.pack("<i", length))
    return b"".join(parts)


def block(data: bytes) -> bytes:
    """One BGZF block."""
    compressor = zlib.compressobj(1, zlib.DEFLATED, -15)
    body = compressor.compress(data) + compressor.flush()
    head = struct.pack("<BBBBIBBHBBHH", 31, 139, 8, 4, 0, 0, 255, 6, 66, 67, 2, len(body) + 25)
    return head + body + struct.pack("<II", zlib.crc32(data), len(data))


def bgzf(data: bytes, size: int = 0xFF00) -> bytes:
    """Data in BGZF blocks, with the empty one at the end."""
    return b"".join(block(data[at : at + size]) for at in range(0, len(data), size)) + END


def stored(path: Path, data: bytes) -> Path:
    """Decoded BAM as a file."""
    file = path / "built.bam"
    file.write_bytes(bgzf(data))
    return file


def check_file(file: Path, options: Options | None = None) -> Checked:
    """The outcome of checking a BAM file."""
    remarks = Remarks(str(file))
    with open_stream(file, remarks) as stream:
        metrics = check_bam(stream, remarks, options or Options())
    return Checked((), metrics, told([remarks]))


def check_reads(
    path: Path, *reads: Read | bytes, header: str = HEADER, options: Options | None = None, more: bytes = b""
) -> Checked:
    """The outcome of checking a BAM file of these records; `more` follows the last one."""
    return check_file(stored(path, beginning(header) + b"".join(map(bytes, reads)) + more), options)


def said(checked: Checked, *, informing: bool = False) -> list[str]:
    """The codes of errors and warnings in order, and of information if asked for."""
    return [remark.code for remark in checked.remarks if informing or remark.severity != "info"]


def the(checked: Checked, code: str) -> Remark:
    """The only remark of a code."""
    (found,) = [remark for remark in checked.remarks if remark.code == code]
    return found


def sorted_by(order: str, more: str = "") -> str:
    """The usual header with another declared order."""
    return HEADER.replace("SO:unsorted", f"SO:{order}{more}")
