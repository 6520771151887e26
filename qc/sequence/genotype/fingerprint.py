"""Genotype fingerprints: what a sample has at the sites of a panel, as three planes of bits.

Plane 0 marks sites with two reference alleles, plane 1 with one of each, plane 2 with two alternative ones; a site that
is marked in none is not known. A fingerprint is genetic data: it belongs in controlled scope only. Start here with
`fingerprints`; `variants` and `pileup` read the genotypes, `comparison` compares.
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import NDArray

from graph_schema.errors import UnusableInput
from qc.sequence.genotype.pileup import pileup_genotypes
from qc.sequence.genotype.sites import Panel
from qc.sequence.genotype.variants import called_genotypes
from qc.sequence.options import Format

Planes = NDArray[np.uint64]

HOMOZYGOUS_REFERENCE, HETEROZYGOUS, HOMOZYGOUS_ALTERNATIVE = range(3)
UNKNOWN = -1
_MAGIC = b"GTF1"
_HEAD = struct.Struct("<4s16sIH")
WORD = 64


@dataclass(frozen=True, slots=True, eq=False)
class Fingerprint:
    """The genotypes of one sample: `panel` is the panel's digest, `sites` its number of sites, `planes` 3 × words."""

    sample: str
    panel: str
    sites: int
    planes: Planes

    @property
    def known(self) -> int:
        """Sites with a genotype."""
        return int(np.bitwise_count(self.planes).sum())

    def genotypes(self) -> NDArray[np.int8]:
        """The genotype of each site, by plane; -1 where it is not known."""
        bits = np.unpackbits(self.planes.view(np.uint8), axis=1, bitorder="little")[:, : self.sites]
        return np.where(bits.any(axis=0), bits.argmax(axis=0), UNKNOWN).astype(np.int8)

    def to_bytes(self) -> bytes:
        """The fingerprint as bytes, the same on every machine."""
        name = self.sample.encode()[:65535]
        head = _HEAD.pack(_MAGIC, bytes.fromhex(self.panel), self.sites, len(name))
        return head + name + self.planes.astype("<u8").tobytes()

    @classmethod
    def from_bytes(cls, stored: bytes) -> Self:
        """The fingerprint that `to_bytes` wrote. Raises ValueError for anything else."""
        if len(stored) < _HEAD.size:
            raise ValueError("no genotype fingerprint")
        magic, panel, sites, length = _HEAD.unpack_from(stored)
        words = -(-sites // WORD)
        start = _HEAD.size + length
        if magic != _MAGIC or len(stored) != start + 24 * words:
            raise ValueError("no genotype fingerprint")
        planes = np.frombuffer(stored, "<u8", offset=start).reshape(3, words).astype(np.uint64)
        return cls(stored[_HEAD.size : start].decode("utf-8", "replace"), panel.hex(), sites, planes)


def from_genotypes(sample: str, panel: Panel, genotypes: NDArray[np.int8]) -> Fingerprint:
    """The fingerprint of genotypes by site: 0, 1 or 2 alternative alleles, or -1."""
    sites = len(panel.sites)
    bits = np.zeros((3, -(-sites // WORD) * WORD), np.uint8)
    for plane in range(3):
        bits[plane, :sites] = genotypes == plane
    planes = np.packbits(bits, axis=1, bitorder="little").view("<u8").astype(np.uint64)
    return Fingerprint(sample, panel.digest, sites, planes)


def fingerprints(path: Path, panel: Panel, kind: Format, reference: Path | None = None) -> list[Fingerprint]:
    """The fingerprints of the samples in a file: each column of VCF and BCF, all reads together of SAM, BAM and CRAM.

    Reads are taken as those of one sample, named by SM. `reference` is the FASTA of CRAM. A file whose content cannot
    be read gives what was read before the fault. Raises UnusableInput for a format without genotypes.
    """
    if kind in ("vcf", "bcf"):
        return [from_genotypes(name, panel, genotypes) for name, genotypes in called_genotypes(path, panel)]
    if kind in ("sam", "bam", "cram"):
        name, genotypes = pileup_genotypes(path, panel, reference)
        return [from_genotypes(name, panel, genotypes)]
    raise UnusableInput(f"{path}: {kind} holds no genotypes", hint="give VCF, BCF, SAM, BAM or CRAM")


def fingerprint(path: Path, panel: Panel, kind: Format, reference: Path | None = None) -> Fingerprint:
    """The fingerprint of a file of one sample; of several, that of the first. Raises UnusableInput if it has none."""
    found = fingerprints(path, panel, kind, reference)
    if not found:
        raise UnusableInput(f"{path}: no sample with genotypes", hint="give a file with genotypes")
    return found[0]
