"""BAM as a whole: the cases of the manifest, what valid files may hold, and each rule broken alone."""

import csv
import struct
from dataclasses import replace
from pathlib import Path

import pysam
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qc.sequence.options import Options
from tests.qc.sequence.alignment.built import (
    HEADER,
    MAPPED,
    RG,
    Read,
    beginning,
    bgzf,
    check_file,
    check_reads,
    named,
    pair,
    said,
    sorted_by,
    stored,
    the,
)


def test_every_bam_file_of_the_manifest_gets_its_code_alone(shared_data: Path) -> None:
    """Errors and warnings of each labelled BAM file are those of its line; a file without reads is a warning."""
    folder = shared_data / "seq" / "synthetic"
    lines = (folder / "manifest.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(lines, delimiter="\t")
    labelled = [row for row in rows if row["format"] == "BAM"]
    assert len(labelled) == 14
    for row in labelled:
        checked = check_file(folder / row["file"])
        wanted = set() if row["severity"] in {"", "info"} else {row["code"]}
        assert (row["file"], set(said(checked))) == (row["file"], wanted)
        if row["severity"] == "info":
            assert row["code"] in said(checked, informing=True)


@pytest.mark.parametrize(
    ("file", "codes"),
    [
        ("1.quickcheck.badeof.bam", {"E_BAM_EOF"}),
        ("2.quickcheck.badheader.bam", {"E_BGZF_CORRUPT"}),
        ("3.quickcheck.ok.bam", set()),
        ("4.quickcheck.ok.bam", set()),
        ("10.quickcheck.notargets.bam", set()),
    ],
)
def test_the_files_of_quickcheck_are_judged_as_they_are_labelled(shared_data: Path, file: str, codes: set[str]) -> None:
    """The bad ones are errors, the good ones none, among them one without any reference."""
    checked = check_file(shared_data / "seq" / "samtools+samtools" / "quickcheck" / file)
    assert {remark.code for remark in checked.remarks if remark.severity == "error"} == codes


def test_a_plain_file_passes(tmp_path: Path) -> None:
    """Two reads of one read group, no remark but that the file says it is unsorted."""
    checked = check_reads(tmp_path, MAPPED, named("u"))
    assert said(checked, informing=True) == ["I_UNSORTED", "I_ASSEMBLY_UNKNOWN"]
    assert (checked.metrics["records"], checked.metrics["mapped"]) == (2, 1)
    assert checked.verdict == "pass"


VALID = {
    "any place of a mate that is nowhere": replace(MAPPED, mate_reference=-1, mate_position=-129696967),
    "no read name": named("*"),
    "no bases": replace(MAPPED, bases="", qualities=b""),
    "no qualities": replace(MAPPED, qualities=b"\xff" * 5),
    "all operations": replace(
        MAPPED,
        cigar=((1, "H"), (1, "S"), (1, "M"), (1, "I"), (2, "D"), (1, "="), (3, "N"), (1, "X"), (1, "P"), (2, "H")),
    ),
    "only clips": replace(MAPPED, cigar=((2, "H"), (5, "S"), (1, "H"))),
    "secondary": replace(MAPPED, flag=256),
    "supplementary of a pair": replace(MAPPED, flag=1 | 64 | 2048, mate_reference=1, mate_position=3),
    "unmapped with a place": replace(MAPPED, flag=4),
    "unmapped past the end": replace(MAPPED, flag=4, position=4000),
    "without CIGAR": replace(MAPPED, cigar=()),
    "without read group": replace(MAPPED, fields=b""),
    "ambiguous bases": replace(MAPPED, bases="=MRWK"),
    "longest name": named("n" * 254),
    "quality 93": replace(MAPPED, qualities=bytes([93] * 5)),
    "at the last base": replace(MAPPED, position=995),
    "every type of field": replace(
        MAPPED,
        fields=RG
        + b"XAA!XBc\xffXCC\1XDs\1\0XES\1\0XFi\1\0\0\0XGI\1\0\0\0XHf\0\0\0\0XId\0\0\0\0\0\0\0\0XJZ a~\0XKH0aF9\0XLZ\0XMH\0"
        + b"".join(
            b"Y" + kind + b"B" + kind + struct.pack("<i", 2) + bytes(2 * size)
            for kind, size in ((b"c", 1), (b"C", 1), (b"s", 2), (b"S", 2), (b"i", 4), (b"I", 4), (b"f", 4))
        )
        + b"Y9BI\0\0\0\0",
    ),
}


@pytest.mark.parametrize("case", VALID)
def test_what_the_format_allows_is_not_refused(tmp_path: Path, case: str) -> None:
    """Rare but legal records raise neither an error nor a warning."""
    assert said(check_reads(tmp_path, VALID[case])) == []


LONG = struct.pack("<3I", 2 << 4, 1 << 4 | 1, 2 << 4 | 7)
PLACEHOLDER = replace(MAPPED, cigar=((5, "S"), (4, "N")), fields=RG + b"CGBI" + struct.pack("<i", 3) + LONG)

INVALID = {
    "name without NUL": (Read(b"rr"), "E_QNAME"),
    "name with a blank": (named("a b"), "E_QNAME"),
    "name with DEL": (named("a\x7f"), "E_QNAME"),
    "empty name": (Read(b"\0"), "E_QNAME"),
    "NUL inside the name": (Read(b"a\0b\0"), "E_QNAME"),
    "reference out of range": (replace(MAPPED, flag=4, reference=2), "E_REF_RANGE"),
    "reference below -1": (replace(MAPPED, flag=4, reference=-2), "E_REF_RANGE"),
    "mate's reference out of range": (replace(MAPPED, mate_reference=2), "E_REF_RANGE"),
    "position below -1": (replace(MAPPED, flag=4, position=-2, bin=0), "E_POS"),
    "mate's position below -1": (replace(MAPPED, mate_reference=0, mate_position=-2), "E_PNEXT"),
    "unknown operation": (replace(MAPPED, cigar=((5, "M"), (1, 9))), "E_CIGAR"),
    "hard clip inside": (replace(MAPPED, cigar=((2, "M"), (1, "H"), (3, "M"))), "E_CIGAR_CLIP"),
    "soft clip inside": (replace(MAPPED, cigar=((2, "M"), (1, "S"), (2, "M"))), "E_CIGAR_CLIP"),
    "soft clip within soft clips": (replace(MAPPED, cigar=((1, "S"), (1, "S"), (3, "M"))), "E_CIGAR_CLIP"),
    "CIGAR too short": (replace(MAPPED, cigar=((4, "M"),)), "E_CIGAR_LENGTH"),
    "CIGAR too long": (replace(MAPPED, cigar=((6, "M"),)), "E_CIGAR_LENGTH"),
    "past the end": (replace(MAPPED, position=996), "E_PAST_END"),
    "quality 94": (replace(MAPPED, qualities=bytes([30, 94, 30, 30, 30])), "E_SAM_QUAL"),
    "unknown read group": (replace(MAPPED, fields=b"RGZh\0"), "E_RG_UNDECLARED"),
    "longer read group": (replace(MAPPED, fields=b"RGZgg\0"), "E_RG_UNDECLARED"),
    "unknown type": (replace(MAPPED, fields=RG + b"XAq1"), "E_AUX"),
    "cut number": (replace(MAPPED, fields=RG + b"XAi\0\0\0"), "E_AUX"),
    "cut tag": (replace(MAPPED, fields=RG + b"XA"), "E_AUX"),
    "tag of a digit": (replace(MAPPED, fields=RG + b"1Ac\0"), "W_AUX_TAG"),
    "text without NUL": (replace(MAPPED, fields=RG + b"XAZabc"), "E_AUX"),
    "array without room": (replace(MAPPED, fields=RG + b"XABi\2\0\0\0\0\0\0\0"), "E_AUX"),
    "array of negative length": (replace(MAPPED, fields=RG + b"XABi\xff\xff\xff\xff"), "E_AUX"),
    "array of texts": (replace(MAPPED, fields=RG + b"XABZ\0\0\0\0"), "E_AUX"),
    "array of characters": (replace(MAPPED, fields=RG + b"XABA\0\0\0\0"), "E_AUX"),
    "text with a tab": (replace(MAPPED, fields=RG + b"XAZab\tc\0"), "E_AUX_VALUE"),
    "text beyond ASCII": (replace(MAPPED, fields=RG + b"XAZab\xe9c\0"), "E_AUX_VALUE"),
    "blank as character": (replace(MAPPED, fields=RG + b"XAA "), "E_AUX_VALUE"),
    "odd hexadecimal": (replace(MAPPED, fields=RG + b"XAH0F0\0"), "E_AUX_VALUE"),
    "wrong hexadecimal": (replace(MAPPED, fields=RG + b"XAH0G\0"), "E_AUX_VALUE"),
    "field twice": (replace(MAPPED, fields=RG + b"XAc\1XBc\1XAi\1\0\0\0"), "E_AUX_DUP"),
    "reserved flags": (replace(MAPPED, flag=0x1000), "W_FLAG"),
    "mapped nowhere": (replace(MAPPED, reference=-1, position=-1), "W_UNPLACED"),
    "long CIGAR of other length": (replace(PLACEHOLDER, cigar=((5, "S"), (5, "N"))), "E_CIGAR"),
    "name longer than the record": (b"\x20\0\0\0" + bytes(8) + b"\xff" + bytes(23), "E_BAM_RECORD"),
    "negative SEQ length": (replace(MAPPED, length=-1), "E_BAM_RECORD"),
    "SEQ longer than the record": (replace(MAPPED, length=900), "E_BAM_RECORD"),
}


@pytest.mark.parametrize("case", INVALID)
def test_each_rule_broken_alone_gives_its_code_and_place(tmp_path: Path, case: str) -> None:
    """A broken record between two whole ones: one code, the record's number and its byte in the decoded file."""
    record, code = INVALID[case]
    checked = check_reads(tmp_path, named("before"), record, named("after"))
    assert said(checked) == [code]
    remark = the(checked, code)
    assert remark.records == (2,)
    assert remark.byte == len(beginning()) + len(bytes(named("before")))
    assert remark.count == 1


def test_a_long_cigar_stands_in_its_field(tmp_path: Path) -> None:
    """The placeholder kSmN is replaced by the operations of the CG field."""
    checked = check_reads(tmp_path, PLACEHOLDER)
    assert said(checked) == []
    assert checked.metrics["cigar_bases"]["match"] == 4
    assert checked.metrics["cigar_bases"]["soft_clip"] == 0


def test_bin_is_only_an_information(tmp_path: Path) -> None:
    """A wrong bin harms nobody."""
    checked = check_reads(tmp_path, replace(MAPPED, bin=4680))
    assert said(checked) == []
    assert the(checked, "I_BAM_BIN").message == "bin is 4680, computed 4681"


def test_a_circular_reference_has_no_end(tmp_path: Path) -> None:
    """An alignment may go on past the origin where TP says so."""
    header = HEADER.replace("LN:1000", "LN:1000\tTP:circular")
    assert said(check_reads(tmp_path, replace(MAPPED, position=998), header=header)) == []


def test_a_block_size_too_small_ends_the_check(tmp_path: Path) -> None:
    """Nothing tells where the next record begins: one error, no follow-up."""
    checked = check_reads(tmp_path, named("a"), replace(named("b"), size=31), named("c"))
    assert said(checked) == ["E_BAM_RECORD"]
    assert the(checked, "E_BAM_RECORD").records == (2,)


@pytest.mark.parametrize("kept", [1, 3, 4, 35, 40])
def test_a_record_cut_in_a_whole_container_is_truncated(tmp_path: Path, kept: int) -> None:
    """The BGZF is whole and the last record is not: the file was written so."""
    checked = check_reads(tmp_path, named("a"), more=bytes(named("b"))[:kept])
    assert said(checked) == ["E_BAM_TRUNCATED"]
    assert the(checked, "E_BAM_TRUNCATED").records == (2,)


def test_a_record_that_claims_gigabytes_is_truncated(tmp_path: Path) -> None:
    """No memory is taken for what the file does not hold."""
    checked = check_reads(tmp_path, named("a"), replace(named("b"), size=2**31 - 1))
    assert said(checked) == ["E_BAM_TRUNCATED"]


def test_a_record_of_many_megabytes_is_counted_and_passed_over(tmp_path: Path) -> None:
    """The records after it are checked."""
    large = replace(named("large"), fields=RG + b"XABc" + struct.pack("<i", 33 << 20) + bytes(33 << 20))
    checked = check_reads(tmp_path, named("a"), large, named("b c"))
    assert said(checked) == ["E_QNAME", "W_RECORD_LENGTH"]
    assert the(checked, "E_QNAME").records == (3,)
    assert checked.metrics["records"] == 2


def test_a_record_larger_than_the_window_is_checked(tmp_path: Path) -> None:
    """The window grows to a long read."""
    bases = "ACGT" * 600_000
    checked = check_reads(tmp_path, replace(named("ont"), bases=bases, qualities=b"\x0a" * len(bases)), named("b"))
    assert said(checked) == []
    assert checked.metrics["base_counts"]["G"] == 600_001


def test_a_header_without_records_is_a_warning(tmp_path: Path) -> None:
    """It is legal, and of no use to an archive."""
    checked = check_reads(tmp_path)
    assert said(checked) == ["E_NO_READS"]
    assert checked.verdict == "warn"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"BAX\1" + bytes(8), "E_NOT_BAM"),
        (b"BAM\1" + struct.pack("<i", -1), "E_BAM_HEADER"),
        (b"BAM\1" + struct.pack("<ii", 0, -5), "E_BAM_HEADER"),
        (b"BAM\1" + struct.pack("<iii", 0, 1, 0), "E_BAM_HEADER"),
        (b"BAM\1" + struct.pack("<iii", 0, 1, 2**30), "E_BAM_HEADER"),
        (b"BAM\1" + struct.pack("<iii", 0, 1, 2) + b"ab" + bytes(4), "E_BAM_HEADER"),
        (b"BAM\1" + struct.pack("<iii", 0, 1, 2) + b"a\0" + struct.pack("<i", -1), "E_BAM_HEADER"),
        (b"BAM\1" + struct.pack("<iii", 0, 2, 2) + b"a\0" + bytes(4), "E_BAM_TRUNCATED"),
        (b"BAM\1" + struct.pack("<i", 2**27), "E_BAM_TRUNCATED"),
        (b"BA", "E_BAM_TRUNCATED"),
    ],
)
def test_a_header_with_impossible_lengths(tmp_path: Path, data: bytes, code: str) -> None:
    """Lengths are tested before anything is made of them."""
    assert said(check_file(stored(tmp_path, data))) == [code]


def test_references_without_lines_are_allowed(tmp_path: Path) -> None:
    """Where the text has no @SQ line, the binary references count."""
    header = "@RG\tID:g\tSM:s\n"
    checked = check_reads(tmp_path, MAPPED, header=header)
    assert said(checked) == []
    assert [one["name"] for one in checked.metrics["references"]] == ["chr1", "chr2"]


def test_references_that_differ_from_their_lines(tmp_path: Path) -> None:
    """Text and binary must agree, in order and length."""
    checked = check_reads(tmp_path, MAPPED, header=HEADER.replace("LN:500", "LN:501"))
    assert said(checked) == ["E_BAM_REFERENCES"]


def test_every_cut_of_a_file_is_an_error(tmp_path: Path) -> None:
    """Whatever byte a file is cut at, it fails."""
    whole = bgzf(beginning() + b"".join(bytes(named(f"r{i}")) for i in range(6)), size=170)
    file = tmp_path / "cut.bam"
    for end in range(len(whole)):
        file.write_bytes(whole[:end])
        assert check_file(file).verdict == "fail", end
    file.write_bytes(whole)
    assert check_file(file).verdict == "pass"


def test_a_cut_container_tells_nothing_of_missing_mates(tmp_path: Path) -> None:
    """After a fault of the container only that fault is told."""
    reads = b"".join(bytes(read) for i in range(40) for read in pair(f"p{i:03}"))
    file = tmp_path / "cut.bam"
    file.write_bytes(bgzf(beginning(sorted_by("queryname")) + reads, size=600)[:-300])
    assert said(check_file(file)) == ["E_BAM_TRUNCATED"]


def test_order_by_coordinate(tmp_path: Path) -> None:
    """References in the order of the header, unplaced reads last, a position lost is before the first."""
    places = [(0, -1), (0, 10), (0, 10), (0, 11), (1, 0), (-1, -1), (-1, -1)]
    reads = [replace(named(f"r{i}"), reference=place[0], position=place[1]) for i, place in enumerate(places)]
    header = sorted_by("coordinate")
    assert said(check_reads(tmp_path, *reads, header=header)) == []
    checked = check_reads(tmp_path, *reads, replace(reads[0], name=b"z\0"), header=header)
    assert the(checked, "E_BAM_ORDER").records == (8,)
    assert said(check_reads(tmp_path, *reversed(reads))) == []


NAMES = ["a1", "a2", "a10"]


@pytest.mark.parametrize(
    ("names", "more", "verdict"),
    [
        (NAMES, "", "pass"),
        (sorted(NAMES), "", "pass"),
        (NAMES, "\tSS:queryname:natural", "pass"),
        (sorted(NAMES), "\tSS:queryname:natural", "fail"),
        (sorted(NAMES), "\tSS:queryname:lexicographical", "pass"),
        (NAMES, "\tSS:queryname:lexicographical", "fail"),
        (["a01", "a1", "a001"], "", "pass"),
        (["a2", "a1"], "", "warn"),
        (["b", "b", "a", "a", "c"], "", "warn"),
        (["b", "a", "b"], "", "fail"),
        (["b", "*", "*", "a", "*", "c"], "", "warn"),
    ],
)
def test_order_by_name(tmp_path: Path, names: list[str], more: str, verdict: str) -> None:
    """Either custom will do unless SS says which; an unknown order is a warning while each name stands in one place."""
    reads = [named(name, flag=13) for name in names]
    checked = check_reads(tmp_path, *reads, header=sorted_by("queryname", more))
    assert checked.verdict == verdict
    assert set(said(checked)) <= {"E_BAM_ORDER"}


def test_a_declared_sample_is_compared_with_the_read_groups(tmp_path: Path) -> None:
    """SM is not the sample of the metadata."""
    assert "E_SAMPLE" in said(check_reads(tmp_path, named("a"), options=Options(sample="other")))
    assert said(check_reads(tmp_path, named("a"), options=Options(sample="s"))) == []


def _oracle(file: Path) -> dict[str, object]:
    """Figures of a file by pysam, record after record."""
    with pysam.AlignmentFile(str(file), check_sq=False) as records:
        reads = list(records.fetch(until_eof=True))
    primary = [read for read in reads if not read.flag & 0x900]
    qualities = [quality for read in primary for quality in read.query_qualities or ()]
    bases = "".join(read.query_sequence or "" for read in primary)
    return {
        "records": len(reads),
        "mapped": sum(not read.flag & 4 for read in reads),
        "duplicates": sum(bool(read.flag & 1024) for read in reads),
        "secondary": sum(bool(read.flag & 256) for read in reads),
        "bases": len(bases),
        "base_counts": {base: bases.count(base) for base in "ACGTN"}
        | {"U": 0, "other": sum(base not in "ACGTN" for base in bases)},
        "quality_histogram": {str(value): qualities.count(value) for value in sorted(set(qualities))},
        "mapq_histogram": {
            str(value): sum(read.mapping_quality == value for read in reads)
            for value in sorted({read.mapping_quality for read in reads})
        },
    }


@given(
    st.lists(
        st.builds(
            lambda flag, bases, seed, mapq: replace(
                MAPPED,
                flag=flag,
                mapq=mapq,
                bases=bases,
                qualities=bytes((seed * i) % 94 for i in range(len(bases))),
                cigar=((len(bases), "M"),) if bases else (),
            ),
            st.sampled_from([0, 4, 16, 256, 1024, 2048, 1 | 64]),
            st.text("ACGTNRY=", max_size=150),
            st.integers(1, 1000),
            st.integers(0, 255),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_figures_equal_those_of_another_reader(tmp_path_factory: pytest.TempPathFactory, reads: list[Read]) -> None:
    """Counts of records, bases and qualities are those that pysam gives."""
    file = stored(tmp_path_factory.mktemp("figures"), beginning() + b"".join(map(bytes, reads)))
    metrics = check_file(file).metrics
    for name, value in _oracle(file).items():
        assert metrics[name] == value, name


@given(st.binary(max_size=400), st.integers(0, 3))
def test_nothing_raises_on_any_bytes(tmp_path_factory: pytest.TempPathFactory, data: bytes, start: int) -> None:
    """Random bytes behind a true beginning are told, not raised."""
    begin = (b"", b"BAM\1", beginning(), beginning() + bytes(named("a")))[start]
    check_file(stored(tmp_path_factory.mktemp("random"), begin + data))
