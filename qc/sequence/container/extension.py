"""Which compression a file's name declares."""

from pathlib import PurePath

COMPRESSED: dict[str, frozenset[str]] = {
    ".gz": frozenset({"gzip", "bgzf"}),
    ".gzip": frozenset({"gzip", "bgzf"}),
    ".bgz": frozenset({"bgzf"}),
    ".bgzf": frozenset({"bgzf"}),
    ".bz2": frozenset({"bzip2"}),
    ".bzip2": frozenset({"bzip2"}),
    ".xz": frozenset({"xz"}),
    ".zst": frozenset({"zstd"}),
    ".zstd": frozenset({"zstd"}),
    ".bam": frozenset({"bgzf"}),
    ".bcf": frozenset({"bgzf", "plain"}),
}
"""Extensions that say how a file is compressed; bcftools writes BCF for pipes without any compression."""

PLAIN = frozenset({"plain"})
BARE = frozenset(
    [
        ".fastq",
        ".fq",
        ".fasta",
        ".fa",
        ".fna",
        ".ffn",
        ".faa",
        ".frn",
        ".fas",
        ".mpfa",
        ".sam",
        ".cram",
        ".vcf",
        ".fast5",
        ".pod5",
        ".h5",
    ]
)
"""Extensions that say that a file is not compressed."""

ANY: frozenset[str] = frozenset()


def last_extension(name: str) -> str:
    """The last extension of a name in lower case, with its dot."""
    return PurePath(name).suffix.lower()


def without_compression(name: str) -> str:
    """The name without an extension of compression: `a.fastq.gz` gives `a.fastq`."""
    path = PurePath(name)
    suffix = path.suffix.lower()
    return path.stem if suffix in COMPRESSED and suffix not in {".bam", ".bcf"} else path.name


def declared(name: str) -> frozenset[str]:
    """The containers that agree with the name; none where the name says nothing, and then all agree."""
    suffix = last_extension(name)
    return PLAIN if suffix in BARE else COMPRESSED.get(suffix, ANY)


def disagrees(name: str, container: str) -> bool:
    """Whether the name declares another container than the content's."""
    expected = declared(name)
    return bool(expected) and container not in expected
