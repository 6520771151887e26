"""What a check of sequence files is asked to do; plain values, so that they travel to other processes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

Format = Literal["fastq", "fasta", "sam", "bam", "cram", "vcf", "bcf", "fast5", "pod5", "bas_h5", "unknown"]
Duplicates = Literal["auto", "ordered", "hash"]

Progress = Callable[[int], None]
"""Called with the number of stored bytes read since the last call; what it raises ends the check."""


@dataclass(frozen=True, slots=True)
class Options:
    """One check's settings; the defaults need nothing but the file.

    `format` overrides what name and content say. `md5` declares checksums by path. `sample` is the accession or name
    the metadata declares for the file (SM of read groups is compared with it). `reference` is an indexed FASTA that
    REF of variants, or CRAM, is checked against. `temporary` holds spilled hashes; `memory` bounds them, in bytes.
    """

    format: Format | None = None
    md5: Mapping[str, str] = field(default_factory=dict)
    sample: str | None = None
    reference: Path | None = None
    duplicates: Duplicates = "auto"
    temporary: Path | None = None
    memory: int = 64 << 20
    sites: Path | None = None
    taxonomy: Path | None = None
    organism: int | None = None
