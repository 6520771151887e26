"""Fingerprints: planes of bits, bytes and back, from calls and from reads."""

from pathlib import Path

import numpy as np
import pysam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph_schema.errors import UnusableInput
from qc.sequence.genotype.fingerprint import Fingerprint, fingerprint, fingerprints, from_genotypes
from qc.sequence.genotype.sites import Panel, Site
from tests.qc.sequence.genotype.conftest import SITES, person, write_reads, write_variants


def panel_of(sites: int) -> Panel:
    """A panel of so many sites."""
    return Panel(tuple(Site("1", number + 1, "A", "C") for number in range(sites)))


@given(st.lists(st.integers(-1, 2), min_size=1, max_size=200), st.text(max_size=20))
def test_genotypes_and_bytes_come_back(values: list[int], name: str) -> None:
    """Planes hold what was put in, and so do the stored bytes."""
    panel = panel_of(len(values))
    genotypes = np.array(values, np.int8)
    one = from_genotypes(name, panel, genotypes)
    assert one.genotypes().tolist() == values
    assert one.known == sum(value >= 0 for value in values)
    again = Fingerprint.from_bytes(one.to_bytes())
    assert (again.sample, again.panel, again.sites) == (name, panel.digest, len(values))
    assert np.array_equal(again.planes, one.planes)


def test_the_stored_form_is_fixed() -> None:
    """Magic, digest, sites, name, three planes of little-endian words."""
    one = from_genotypes("ab", panel_of(3), np.array([0, 1, 2], np.int8))
    stored = one.to_bytes()
    assert stored[:4] == b"GTF1"
    assert stored[20:28] == b"\x03\0\0\0\x02\0ab"
    assert stored[28:] == b"".join(bytes([1 << plane, 0, 0, 0, 0, 0, 0, 0]) for plane in range(3))


@given(st.binary(max_size=80))
def test_other_bytes_are_refused(stored: bytes) -> None:
    """Nothing but a fingerprint is read as one."""
    with pytest.raises(ValueError, match="no genotype fingerprint"):
        Fingerprint.from_bytes(stored)


def test_a_shortened_fingerprint_is_refused() -> None:
    """Every byte counts."""
    stored = from_genotypes("ab", panel_of(70), np.zeros(70, np.int8)).to_bytes()
    for cut in range(len(stored)):
        with pytest.raises(ValueError, match="no genotype fingerprint"):
            Fingerprint.from_bytes(stored[:cut])


@pytest.mark.parametrize("prefix", ["", "chr"])
def test_each_column_of_calls_is_a_sample(tmp_path: Path, panel: Panel, prefix: str) -> None:
    """Phased or not, with either custom of naming contigs; missing calls stay unknown."""
    people = [person(1), person(2)]
    people[0][:3] = -1
    found = fingerprints(write_variants(tmp_path / "a.vcf", panel, people, prefix=prefix), panel, "vcf")
    assert [one.sample for one in found] == ["S0", "S1"]
    assert all(np.array_equal(one.genotypes(), genotypes) for one, genotypes in zip(found, people, strict=True))


def test_bcf_is_read_as_vcf(tmp_path: Path, panel: Panel) -> None:
    """The binary form holds the same calls."""
    text = write_variants(tmp_path / "a.vcf", panel, [person(3)])
    with (
        pysam.VariantFile(str(text)) as source,
        pysam.VariantFile(str(tmp_path / "a.bcf"), "wb", header=source.header) as target,
    ):
        for record in source:
            target.write(record)
    assert np.array_equal(fingerprint(tmp_path / "a.bcf", panel, "bcf").genotypes(), person(3))


@pytest.mark.parametrize(("name", "index"), [("a.bam", True), ("a.bam", False), ("a.sam", False)])
def test_reads_are_counted_and_called(tmp_path: Path, panel: Panel, name: str, index: bool) -> None:
    """With an index, without one, and from text: the same genotypes, under the sample's name."""
    path = write_reads(tmp_path / name, panel, person(4), index=index)
    kind = "bam" if name.endswith("bam") else "sam"
    one = fingerprint(path, panel, kind)  # type: ignore[arg-type]
    assert one.sample == "S0"
    assert np.array_equal(one.genotypes(), person(4))


def test_too_few_reads_give_no_genotype(tmp_path: Path, panel: Panel) -> None:
    """Seven bases are one short."""
    assert fingerprint(write_reads(tmp_path / "a.bam", panel, person(5), 7), panel, "bam").known == 0
    assert fingerprint(write_reads(tmp_path / "b.bam", panel, person(5), 8), panel, "bam").known == SITES


def test_a_cut_file_gives_what_stands_before_the_cut(tmp_path: Path, panel: Panel) -> None:
    """The fault itself is the check's to tell."""
    path = write_reads(tmp_path / "a.bam", panel, person(6), index=False)
    stored = path.read_bytes()
    path.write_bytes(stored[: len(stored) * 2 // 3])
    known = fingerprint(path, panel, "bam").known
    assert 0 <= known < SITES
    (tmp_path / "b.vcf").write_bytes(b"nothing of the kind")
    assert fingerprints(tmp_path / "b.vcf", panel, "vcf") == []


def test_formats_without_genotypes_are_refused(tmp_path: Path, panel: Panel) -> None:
    """Reads that are not aligned tell nothing here."""
    with pytest.raises(UnusableInput, match="holds no genotypes"):
        fingerprints(tmp_path / "a.fastq", panel, "fastq")
    (tmp_path / "b.vcf").write_bytes(b"nothing of the kind")
    with pytest.raises(UnusableInput, match="no sample"):
        fingerprint(tmp_path / "b.vcf", panel, "vcf")
