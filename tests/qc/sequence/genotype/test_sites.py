"""Panels from files."""

import gzip
from pathlib import Path

import pytest

from graph_schema.errors import UnusableInput
from qc.sequence.genotype.sites import Panel, Site, contig_name, read_sites

ROWS = "chr1\t100\tA\tG\n1\t200\tc\tT\n"


def test_a_table_is_a_panel(tmp_path: Path) -> None:
    """Contigs lose their prefix, bases are written in capitals, other lines are passed over."""
    path = tmp_path / "sites.tsv"
    path.write_text("# remark\nchromosome\tposition\tref\talt\n" + ROWS + "1\t300\tAC\tG\n1\t400\tA\tA\n1\n")
    assert read_sites(path).sites == (Site("1", 100, "A", "G"), Site("1", 200, "C", "T"))


def test_vcf_is_a_panel(tmp_path: Path) -> None:
    """REF and ALT stand behind the ID; compressed or not; a place that stands twice is one site."""
    text = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\n1\t5\trs1\tA\tC\t.\n1\t5\trs1\tA\tG\n2\t7\t.\tG\tT,A\n"
    path = tmp_path / "sites.vcf.gz"
    path.write_bytes(gzip.compress(text.encode()))
    assert read_sites(path).sites == (Site("1", 5, "A", "G"),)


@pytest.mark.parametrize("text", [b"", b"nothing here\n", b"\xff\xfe\x00", b"\x1f\x8bbroken"])
def test_what_is_no_panel_is_refused(tmp_path: Path, text: bytes) -> None:
    """The message names the file, the hint says what to give."""
    path = tmp_path / "sites"
    path.write_bytes(text)
    with pytest.raises(UnusableInput, match="sites") as refused:
        read_sites(path)
    assert refused.value.code == "SITES_UNREADABLE"
    assert "VCF" in refused.value.hint


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """As any unreadable input."""
    with pytest.raises(UnusableInput):
        read_sites(tmp_path / "none")


def test_names_of_contigs() -> None:
    """The two customs of naming are one."""
    assert [contig_name(name) for name in ("chr1", "1", "chrM", "MT", "CHRX", "chrUn_1")] == [
        "1",
        "1",
        "MT",
        "MT",
        "X",
        "Un_1",
    ]


def test_the_digest_tells_panels_apart() -> None:
    """Each site counts, and so does its place among the others."""
    one, other = Site("1", 5, "A", "G"), Site("1", 6, "A", "G")
    digests = {Panel(sites).digest for sites in ((one,), (one, other), (other, one), (Site("1", 5, "A", "T"),))}
    assert len(digests) == 4
    assert Panel((other, one)).positions == {"1": [5, 6]}
