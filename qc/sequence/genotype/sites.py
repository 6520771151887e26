"""Panels of common single-nucleotide sites, read from VCF or from a table; plain or compressed by gzip."""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from graph_schema.errors import UnusableInput

BASES = frozenset("ACGT")
LARGEST = 100_000
"""Sites that a panel may have; about a thousand tell any two people apart."""
HINT = "give a VCF, or a table with chromosome, position, reference and alternative base in each line"


@dataclass(frozen=True, slots=True)
class Site:
    """One site: contig without `chr`, position from 1, reference and alternative base."""

    contig: str
    position: int
    reference: str
    alternative: str


@dataclass(frozen=True)
class Panel:
    """The sites of a panel in the order of its file, each place once."""

    sites: tuple[Site, ...]
    number: dict[tuple[str, int], int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {(site.contig, site.position): number for number, site in enumerate(self.sites)}
        object.__setattr__(self, "number", places)

    @cached_property
    def digest(self) -> str:
        """What tells this panel from others: fingerprints are compared within one panel only."""
        text = "\n".join(f"{one.contig}\t{one.position}\t{one.reference}\t{one.alternative}" for one in self.sites)
        return hashlib.sha256(text.encode()).hexdigest()[:32]

    @cached_property
    def positions(self) -> dict[str, list[int]]:
        """The positions of each contig, ascending."""
        places: dict[str, list[int]] = {}
        for site in self.sites:
            places.setdefault(site.contig, []).append(site.position)
        return {contig: sorted(positions) for contig, positions in places.items()}


def contig_name(name: str) -> str:
    """A contig's name without the prefix that only some assemblies have: chr1 and 1 are one, chrM and MT are one."""
    bare = name[3:] if name[:3].lower() == "chr" else name
    return "MT" if bare == "M" else bare


def read_sites(path: Path) -> Panel:
    """The panel of a file. Raises UnusableInput if it cannot be read or has no site."""
    try:
        with path.open("rb") as raw:
            zipped = raw.read(2) == b"\x1f\x8b"
        with gzip.open(path, "rt", encoding="utf-8") if zipped else path.open(encoding="utf-8") as lines:
            sites = {(site.contig, site.position): site for site in _sites(lines)}
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UnusableInput(f"{path}: {error}", code="SITES_UNREADABLE", hint=HINT) from error
    if not sites or len(sites) > LARGEST:
        message = f"{path}: {len(sites)} sites of one base; a panel has 1 to {LARGEST}"
        raise UnusableInput(message, code="SITES_UNREADABLE", hint=HINT)
    return Panel(tuple(sites.values()))


def _sites(lines: Iterator[str]) -> Iterator[Site]:
    """The sites of the lines: CHROM POS ID REF ALT as in VCF, or CHROM POS REF ALT; others are passed over."""
    for line in lines:
        columns = line.rstrip("\r\n").split("\t")
        if line.startswith("#") or len(columns) < 4 or not columns[1].isdigit():
            continue
        pairs = (columns[3:5], columns[2:4]) if len(columns) > 4 else (columns[2:4],)
        for reference, alternative in (pair for pair in pairs if len(pair) == 2):
            if {reference.upper(), alternative.upper()} <= BASES and reference.upper() != alternative.upper():
                yield Site(contig_name(columns[0]), int(columns[1]), reference.upper(), alternative.upper())
                break
