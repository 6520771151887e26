"""Which sequence format a file is, by name and content, and what it is instead when it only pretends."""

import re
from typing import Literal, Protocol

from qc.sequence.container.extension import disagrees, last_extension, without_compression
from qc.sequence.container.faults import Fault
from qc.sequence.container.magic import archive_of, compressed
from qc.sequence.options import Format

NAMES: dict[str, Format] = {
    ".fastq": "fastq",
    ".fq": "fastq",
    ".fasta": "fasta",
    ".fa": "fasta",
    ".fna": "fasta",
    ".ffn": "fasta",
    ".faa": "fasta",
    ".frn": "fasta",
    ".fas": "fasta",
    ".mpfa": "fasta",
    ".sam": "sam",
    ".bam": "bam",
    ".cram": "cram",
    ".vcf": "vcf",
    ".bcf": "bcf",
    ".fast5": "fast5",
    ".pod5": "pod5",
    ".bas.h5": "bas_h5",
    ".bax.h5": "bas_h5",
}
"""The format that an extension names, compression left aside."""

TEXT = frozenset({"fastq", "fasta", "sam", "vcf", "unknown"})
OWN_COMPRESSION = frozenset({"cram", "hdf5", "pod5"})
"""Contents that are compressed inside: their programs read no compressed file of them."""
REFUSED: dict[Format, str] = {
    "fastq": "E_NOT_FASTQ",
    "fasta": "E_NOT_FASTA",
    "sam": "E_NOT_SAM",
    "bam": "E_NOT_BAM",
    "cram": "E_NOT_CRAM",
    "vcf": "E_NOT_VCF",
    "bcf": "E_NOT_BCF",
    "fast5": "E_NOT_FAST5",
    "pod5": "E_NOT_POD5",
    "bas_h5": "E_NOT_BAS_H5",
    "unknown": "E_UNKNOWN_FORMAT",
}
"""The code for a file that is not the format it is said to be."""

GOES_ON = frozenset({"E_EXTENSION"})
"""Codes of `disguise` after which the content can be checked all the same."""

FORMATS = REFUSED.keys() - {"unknown"}
FIRST: dict[bytes, Format] = {b"@": "fastq", b";": "fasta"}
"""What a first byte makes likely, where no more is known."""

ARCHIVES = {"tar": "E_ARCHIVE_TAR", "zip": "E_ARCHIVE_ZIP", "rar": "E_ARCHIVE_RAR"}

Other = Literal["html", "lfs", "sra", "hdf5", "pdf", "json", "script", "compressed"]
"""What is no format checked here, or only by a closer look."""

SIGNATURES: tuple[tuple[bytes, Format | Other], ...] = (
    (b"BAM\x01", "bam"),
    (b"CRAM", "cram"),
    (b"BCF\x02", "bcf"),
    (b"\x89HDF\r\n\x1a\n", "hdf5"),
    (b"\x8bPOD\r\n\x1a\n", "pod5"),
    (b"NCBI.sra", "sra"),
    (b"version https://git-lfs", "lfs"),
    (b"%PDF-", "pdf"),
    (b"#!", "script"),
    (b"7z\xbc\xaf\x27\x1c", "compressed"),
    (b"\x1f\x9d", "compressed"),
    (b"\x04\x22\x4d\x18", "compressed"),
    (b"LZIP\x01", "compressed"),
    (b"##fileformat=VCF", "vcf"),
    (b">", "fasta"),
)
WORDS = {
    "html": "a web page or XML",
    "lfs": "a git-lfs pointer: the file itself was not fetched",
    "sra": "an SRA archive",
    "hdf5": "HDF5",
    "pdf": "PDF",
    "json": "JSON",
    "script": "a script",
    "compressed": "compressed by a program that is not known here (7z, compress, lz4 or lzip)",
}

SAM_HEADER = re.compile(rb"@(?:HD|SQ|RG|PG)\t[A-Za-z][A-Za-z0-9]:|@CO\t")
SAM_RECORD = re.compile(
    rb"[^\t\n@][^\t\n]*\t\d{1,5}\t[^\t\n]+\t\d+\t\d+\t[^\t\n]+\t[^\t\n]+\t\d+\t-?\d+\t[^\t\n]+\t[^\t\n]"
)
FASTQ_RECORD = re.compile(rb"@[^\n]*\n([^\n]+)\n\+[^\n]*\n([^\n]+)(?:\n|$)")
MARKUP = re.compile(rb"\s*<[!?a-zA-Z]")
NUL_RUN = bytes(8)
BOM = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")


def format_by_name(name: str) -> Format:
    """The format that a file's name declares; `unknown` where it says nothing."""
    bare = without_compression(name).lower()
    double = next(
        (format_ for suffix, format_ in NAMES.items() if suffix.count(".") == 2 and bare.endswith(suffix)), None
    )
    return double or NAMES.get(last_extension(bare), "unknown")


def content_of(head: bytes) -> Format | Other:
    """What decoded bytes begin with, told only where it is beyond doubt."""
    for magic, what in SIGNATURES:
        if head.startswith(magic):
            return what
    if MARKUP.match(head):
        return "html"
    if head.startswith((b'{"', b"{\n", b"[{")):
        return "json"
    if SAM_HEADER.match(head) or SAM_RECORD.match(head):
        return "sam"
    record = FASTQ_RECORD.match(head)
    return "fastq" if record and len(record[1]) == len(record[2]) else "unknown"


def format_of(head: bytes, name: str) -> Format:
    """The format to check a file as: what its name declares, or else what its content is or seems to be."""
    named = format_by_name(name)
    content = content_of(head) if named == "unknown" else named
    if content in FORMATS:
        return content
    return "fast5" if content == "hdf5" else FIRST.get(head[:1], "unknown")


class Opened(Protocol):
    """A stream, as far as its beginning goes."""

    @property
    def head(self) -> bytes:
        """The first decoded bytes."""

    @property
    def container(self) -> str:
        """What the stored bytes are."""

    @property
    def fault(self) -> Fault | None:
        """Why the decoded bytes ended."""


def disguise(stream: Opened, format_: Format, name: str) -> list[tuple[str, str]]:
    """Codes and words for a file that is not what it is said to be; none where it may be checked as `format_`.

    After any but `GOES_ON` a check of the content is pointless. Faults of the container are not repeated here.
    """
    head, container = stream.head, stream.container
    if stream.fault is Fault.EMPTY or (stream.fault is not None and not head):
        return []
    found = pretended(head, container, format_) if head else nothing_inside(container, format_)
    if found is not None:
        return [found]
    if disagrees(name, container) and not (format_ == "bam" and container in {"plain", "gzip"}):
        return [("E_EXTENSION", f"the name {name[-80:]!r} declares another container than {container}")]
    return []


def pretended(head: bytes, container: str, format_: Format) -> tuple[str, str] | None:
    """The code for an archive, for what is compressed twice, for another format or another encoding."""
    archive = container if container in ARCHIVES else archive_of(head)
    if archive is not None:
        return ARCHIVES[archive], ""
    inner = compressed(head) or (content_of(head) if content_of(head) in OWN_COMPRESSION else None)
    if container != "plain" and inner is not None:
        return "E_DOUBLE_COMPRESSED", f"{container} holds {inner}"
    other = other_format(content_of(head), format_)
    return other or (encoding(head) if format_ in TEXT else None) or unknown(format_)


def other_format(content: Format | Other, format_: Format) -> tuple[str, str] | None:
    """The code for content that is beyond doubt of another format."""
    if content in {format_, "unknown"} or (content == "hdf5" and format_ in {"fast5", "bas_h5"}):
        return None
    return REFUSED[format_], f"the content is {WORDS.get(content, content.upper())}"


def unknown(format_: Format) -> tuple[str, str] | None:
    """The code where neither name nor content say what the file is."""
    return (REFUSED["unknown"], "") if format_ == "unknown" else None


def encoding(head: bytes) -> tuple[str, str] | None:
    """The code for text that is not plain ASCII or UTF-8 from its first byte on."""
    if head.startswith(UTF16) or utf16_without_mark(head[:256]):
        return "E_UTF16", ""
    if head.startswith(BOM):
        return "E_BOM", ""
    return ("E_NUL", f"NUL bytes from byte {head.index(NUL_RUN)} on") if NUL_RUN in head else None


def utf16_without_mark(start: bytes) -> bool:
    """Whether every second byte is NUL and no other one, as in ASCII text written as UTF-16."""
    even, odd = start[0::2], start[1::2]
    return len(start) >= 8 and any(not one.strip(b"\x00") and 0 not in two for one, two in ((even, odd), (odd, even)))


def nothing_inside(container: str, format_: Format) -> tuple[str, str] | None:
    """The code for a compressed file that holds no byte and has no format whose own check would say so."""
    return ("E_NO_READS", f"the {container} file holds nothing") if format_ == "unknown" else None
