"""Name styles and what names tell."""

from pathlib import Path

import pytest

from qc.sequence.fastq.name_styles import Styles, read_name
from qc.sequence.remarks import Remarks
from tests.qc.sequence.fastq.named import blocks

CASAVA = "A00562:217:HKYL7DSXY:1:1101:1000:1000 1:N:0:ATTACTCG+AGGCTATA"
PARTS = {"instrument": "A00562", "run": "217", "flowcell": "HKYL7DSXY", "lane": "1", "index": "ATTACTCG+AGGCTATA"}


@pytest.mark.parametrize(
    ("line", "style", "parts"),
    [
        (CASAVA, "casava_1_8", PARTS),
        (
            "M01234:12:000000000-A1B2C:1:1101:15589:1332:ACGTN 2:Y:18:NAGATC",
            "casava_1_8",
            {"flowcell": "000000000-A1B2C"},
        ),
        ("AV224503:Run-1:2314560123:2:10102:0012:0345 1:N:0:ACGT", "element", {"instrument": "AV224503", "lane": "2"}),
        ("HWUSI-EAS100R:6:73:941:1973#0/1", "illumina_old", {"instrument": "HWUSI-EAS100R", "lane": "6", "index": "0"}),
        (
            "HWI-EAS91_1_30788AAXX:1:1:1793:-42#ACGT/2",
            "illumina_old",
            {"instrument": "HWI-EAS91", "run": "1", "flowcell": "30788AAXX", "index": "ACGT"},
        ),
        ("SLXA-B3_649_FC8437_R1_1_1_610_79", "solexa", {"instrument": "SLXA-B3", "lane": "1"}),
        (
            "SRR001666.1 071112_SLXA-EAS1_s_7:5:1:817:345 length=36",
            "sra",
            {"instrument": "071112_SLXA-EAS1_s_7", "lane": "5"},
        ),
        ("SRR001666.1.2 1 length=36", "sra", {}),
        ("DRR000001.17", "sra", {}),
        ("ERR000589.1 EAS139_45:5:1:2:111/1", "ena", {"instrument": "EAS139_45", "lane": "5"}),
        ("ERR000589.1", "ena", {}),
        (f"SRR15616.3 {CASAVA.split(maxsplit=1)[0]}/1", "ena", {"flowcell": "HKYL7DSXY"}),
        (f"CRR000123.1 {CASAVA}", "gsa", {"flowcell": "HKYL7DSXY"}),
        ("V350012345L1C001R00000000001/1", "mgi", {"flowcell": "V350012345", "lane": "1"}),
        ("E100030471QC960L1C001R0030000000/2", "mgi", {"flowcell": "E100030471QC960", "lane": "1"}),
        ("CL100048465L2C001R015_1#0/1\t5\t1", "bgi", {"flowcell": "CL100048465", "lane": "2"}),
        ("m64011_190830_220126/1/ccs", "pacbio", {"instrument": "m64011", "run": "190830_220126"}),
        (
            "m140913_050931_42139_c100713652400000001823152404301535_s1_p0/9/1607_26058",
            "pacbio",
            {"instrument": "m140913"},
        ),
        ("m84046_230412_163336_s1/229707851/ccs/fwd", "pacbio", {"run": "230412_163336"}),
        ("0a1b2c3d-1111-4222-8333-0123456789ab runid=5 ch=7", "ont", {}),
        ("0a1b2c3d-1111-4222-8333-0123456789ab;0a1b2c3d-1111-4222-8333-0123456789ac", "ont", {}),
        ("fc698782bb859684c102c5d3d9bacdd0 runid=1 read=0 ch=5", "ont", {}),
        ("AKC0D:10:9", "ion_torrent", {"run": "AKC0D"}),
        ("FSRRS4401BE7HA [length=395]", "454", {"run": "FSRRS44", "lane": "01"}),
        ("read1/1 some text", "slash", {}),
        ("readA", "other", {}),
        ("", "other", {}),
        ("r1 1:N:0:AAA", "other", {}),
    ],
)
def test_each_style_is_recognised(line: str, style: str, parts: dict[str, str]) -> None:
    """Names as the makers and archives document them."""
    named = read_name(line)
    assert named.style == style
    assert named.parts.items() >= parts.items()


def looked_at(lines: list[str], size: int = 100) -> Styles:
    """What a file of these name lines tells."""
    styles = Styles()
    for block in blocks(lines, size):
        styles.look(block)
    return styles


def test_every_lane_of_an_ordered_file_is_seen() -> None:
    """The first read of each tile is looked at, wherever it stands in a block."""
    lines = [f"A1:2:FC{lane}:{lane}:1101:{i}:{i} 1:N:0:AC" for lane in (1, 2, 3, 4) for i in range(1, 38)]
    assert looked_at(lines).metrics() == {
        "name_style": "casava_1_8",
        "instruments": ["A1"],
        "runs": ["2"],
        "flowcells": ["FC1", "FC2", "FC3", "FC4"],
        "lanes": [1, 2, 3, 4],
        "indexes": ["AC"],
    }


def test_lanes_in_the_comments_of_an_archive_are_seen() -> None:
    """All names of a run are one group: the first of each block is looked at."""
    lines = [f"SRR1.{i} A1:2:FC:{1 + i // 300}:1101:5:{i} length=8" for i in range(600)]
    assert looked_at(lines).metrics()["lanes"] == [1, 2]


def test_two_styles_are_a_warning_with_the_place_of_the_second() -> None:
    """Names of two makers in one file; names of no style in particular beside them are no reason."""
    lines = [CASAVA.replace("1000:1000", f"{i}:1000") for i in range(150)]
    styles, remarks = looked_at([*lines, *(f"SRR1.{i}" for i in range(150))]), Remarks("a")
    styles.finish(remarks)
    assert [(remark.code, remark.records, remark.line) for remark in remarks.kept] == [("W_NAME_STYLES", (151,), 601)]
    remarks = Remarks("a")
    looked_at([*lines, "readA", "x/1"]).finish(remarks)
    assert remarks.kept == []


def test_several_indexes_are_said() -> None:
    """Reads of two samples in one file, seen at the first read of each tile; one index is nothing to say."""
    lines = [f"A1:2:FC:1:{1101 + i // 50}:5:{i} 1:N:0:{'ACGT' if i < 100 else 'TTTT'}" for i in range(200)]
    for some, said in ((lines, ["2 in the names looked at: ACGT, TTTT"]), (lines[:100], [])):
        remarks = Remarks("a")
        looked_at(some).finish(remarks)
        assert [(remark.code, remark.message) for remark in remarks.kept] == [("I_INDEXES", text) for text in said]


def test_random_groups_cost_a_bounded_number_of_looks() -> None:
    """Of a block of unordered names few are looked at."""
    styles = looked_at([f"{chr(97 + i % 26)}{i * 7919 % 1000}x{i}:1" for i in range(1000)], 1000)
    assert styles.styles.total() == 6


def test_nothing_is_known_of_no_names() -> None:
    """An empty file has no style."""
    assert looked_at([]).metrics()["name_style"] is None


@pytest.mark.parametrize(
    ("file", "style"),
    [
        ("sra", "sra"),
        ("ena", "ena"),
        ("mgi", "mgi"),
        ("bgi_tab", "bgi"),
        ("pacbio", "pacbio"),
        ("ont", "ont"),
        ("iontorrent", "ion_torrent"),
        ("slash2", "illumina_old"),
    ],
)
def test_the_labelled_files_have_their_styles(shared_data: Path, file: str, style: str) -> None:
    """The labelled collection holds one file of each style."""
    text = (shared_data / "seq" / "synthetic" / f"ok_names_{file}.fastq").read_text(encoding="ascii")
    assert {read_name(line[1:]).style for line in text.splitlines()[::4]} == {style}
