"""Profiles of reads of known origin."""

import gzip

import pysam
import pytest

from qc.taxonomy.profile import profile_of
from tests.qc.taxonomy.genomes import HUMAN, SHIGELLA, STAPH, Text, fastq, reads

FAMILY = 543


def test_a_known_mixture_is_told(small):
    """Sixty, thirty, eight and two per cent of nothing: the counts are those of the reads, but for few unlucky ones."""
    mixture = {STAPH: 1200, HUMAN: 600, SHIGELLA: 160, 0: 40}
    profile = profile_of(Text(fastq(reads(mixture))), small)
    totals = profile.totals()
    assert (profile.total, profile.analyzed) == (2000, 2000)
    assert profile.identified == totals[1] + profile.pruned_spots
    assert 1900 <= profile.identified <= 1960
    for tax_id in (STAPH, HUMAN):
        assert 0.95 * mixture[tax_id] <= totals[tax_id] <= mixture[tax_id]
    assert 0.95 * mixture[SHIGELLA] <= totals[FAMILY] <= mixture[SHIGELLA]
    assert profile.counts[FAMILY] > 20
    assert [share.tax_id for share in profile.shares][:2] == [HUMAN, STAPH] or {STAPH, HUMAN} <= {
        share.tax_id for share in profile.shares
    }


def test_the_profile_says_how_it_was_made(small):
    """Tool, database with its digest, settings; the tree holds what is counted and all above."""
    profile = profile_of(Text(fastq(reads({STAPH: 50}))), small)
    assert (profile.tool, profile.database, profile.digest) == ("gsagraph", "small", small.digest)
    assert (profile.k, profile.scaled) == (31, 50)
    assert [taxon.tax_id for taxon in profile.tree] == [1, 2, STAPH]


def test_blocks_make_no_difference(small):
    """However the stream is cut, the counts are the same."""
    content = fastq(reads({STAPH: 80, HUMAN: 40, 0: 5}))
    whole = profile_of(Text(content), small)
    for size in (100, 333, 4096):
        cut = profile_of(Text(content, size), small)
        assert (cut.counts, cut.total, cut.analyzed, cut.identified) == (
            whole.counts, whole.total, whole.analyzed, whole.identified,
        )  # fmt: skip


def test_a_sample_counts_some_blocks_and_knows_the_total(small):
    """All spots are counted as total, those of the sample as analysed, and its shares are those of the whole."""
    content = fastq(reads({STAPH: 3000, HUMAN: 1000}, length=100))
    profile = profile_of(Text(content, 5000), small, blocks=40)
    again = profile_of(Text(content, 5000), small, blocks=40)
    assert profile == again
    assert profile.total == 4000
    assert 600 < profile.analyzed < 1100
    totals = profile.totals()
    assert abs(totals[HUMAN] / totals[1] - 0.25) < 0.06


def test_reads_of_a_bam_file_give_the_same_profile(small, tmp_path):
    """The letters are unpacked; the profile is that of the same reads as FASTQ."""
    sequences = reads({STAPH: 60, HUMAN: 30})
    with pysam.AlignmentFile(str(tmp_path / "a.bam"), "wb", header={"HD": {"VN": "1.6"}}) as out:
        for number, letters in enumerate(sequences):
            read = pysam.AlignedSegment()
            read.query_name, read.query_sequence, read.flag = f"r{number}", letters, 4
            out.write(read)
    content = gzip.decompress((tmp_path / "a.bam").read_bytes())
    assert profile_of(Text(content, 1000), small) == profile_of(Text(fastq(sequences)), small)


@pytest.mark.parametrize(
    "content", [b"", b"\n\n\n\n\n", b"@a\nACGT", bytes(5000), b"BAM\x01", b"\xff" * 999, b">a\nACGT\n"]
)
def test_no_content_raises(small, content):
    """What is no record counts as nothing."""
    profile = profile_of(Text(content, 100), small)
    assert (profile.identified, profile.counts, profile.tree, profile.shares) == (0, {}, (), ())
    assert profile.as_json()["taxa"] == []
