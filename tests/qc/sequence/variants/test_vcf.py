"""Whole VCF files."""

import gzip

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from qc.sequence.container.stream import open_stream
from qc.sequence.options import Options
from qc.sequence.remarks import Remarks
from qc.sequence.variants import lines
from qc.sequence.variants.vcf import check_vcf

HEAD = "##fileformat=VCFv4.3\n##contig=<ID=1,length=1000>\n"
NAMES = "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
RECORD = "1\t10\t.\tA\tC\t.\tPASS\t.\n"


def errors(remarks):
    """The errors said, with their lines."""
    return [(one.line, one.code, one.message) for one in remarks.kept if one.severity == "error"]


def test_files_of_callers_and_archives_are_never_refused(called, checked):
    """A valid file, as one program writes it, has no error."""
    remarks, metrics = checked(called)
    assert errors(remarks) == []
    assert metrics["records"] == sum(not line.startswith("#") for line in called.splitlines())


@pytest.mark.parametrize("version", ["4.1", "4.2"])
def test_labelled_files_get_their_verdict(version, shared_data):
    """Every labelled file of 4.1 and 4.2 is refused or taken as its folder says."""
    folder = shared_data / "seq/samtools+hts-specs/vcf" / version
    wrong = []
    for path in sorted(folder.glob("*/*.vcf")):
        remarks = Remarks(str(path))
        with open_stream(path, remarks) as stream:
            check_vcf(stream, remarks, Options())
        if remarks.failed != (path.parent.name == "failed"):
            wrong.append((path.name, errors(remarks)))
    assert wrong == []


def test_the_cases_of_the_manifest_have_exactly_their_code(shared_data):
    """No other error or warning is said of the synthetic files."""
    folder = shared_data / "seq/synthetic"
    rows = [line.split("\t") for line in (folder / "manifest.tsv").read_text().splitlines()]
    found = {}
    for name, form, _, code, *_ in rows:
        if form == "VCF":
            remarks = Remarks(name)
            with open_stream(folder / name, remarks) as stream:
                check_vcf(stream, remarks, Options())
            found[name] = {one.code for one in remarks.kept if one.severity != "info"} == ({code} if code else set())
    assert found
    assert all(found.values()), found


def test_a_file_without_records_is_warned_of(checked):
    """A header alone is legal."""
    remarks, metrics = checked(HEAD + NAMES)
    assert [(one.code, one.severity) for one in remarks.kept] == [("W_VCF_NO_RECORDS", "warning")]
    assert metrics["records"] == 0


def test_a_file_that_is_no_vcf_is_said_to_be_none(checked):
    """Text of another kind gets one code and no figures."""
    remarks, metrics = checked(">chr1\nACGT\n")
    assert dict(remarks.counts) == {"E_NOT_VCF": 1}
    assert metrics == {}


def test_records_without_a_line_of_names_are_read(checked):
    """A missing line of column names is one error; the records are still checked."""
    remarks, metrics = checked(HEAD + RECORD + RECORD.replace("\tA\t", "\tX\t"))
    assert errors(remarks)[0][:2] == (3, "E_VCF_HEADER")
    assert errors(remarks)[1][:2] == (4, "E_VCF_REF")
    assert metrics["records"] == 2


def test_the_place_of_a_fault_is_exact(checked):
    """Line and record count from 1, the byte from 0."""
    text = HEAD + NAMES + RECORD + RECORD.replace("\t10\t", "\tten\t")
    remarks, _ = checked(text)
    (found,) = remarks.kept
    assert (found.code, found.line, found.records, found.byte) == ("E_VCF_POS", 5, (2,), text.index("1\tten"))


def test_crlf_is_allowed_and_mentioned(checked):
    """Carriage returns before line feeds are no part of a value."""
    remarks, _ = checked((HEAD + NAMES + RECORD).replace("\n", "\r\n"))
    assert set(remarks.counts) == {"I_VCF_CRLF", "I_VCF_NO_EVIDENCE"}


@pytest.mark.parametrize(("version", "code"), [("4.2", "W_VCF_NO_LF"), ("4.3", "E_VCF_NO_LF")])
def test_the_last_line_ends(checked, version, code):
    """From 4.3 on the last line must end with a line feed."""
    remarks, metrics = checked((HEAD + NAMES + RECORD[:-1]).replace("4.3", version))
    assert set(remarks.counts) - {"I_VCF_NO_EVIDENCE"} == {code}
    assert metrics["records"] == 1


def test_blank_lines(checked):
    """A blank line between records is an error, blank lines at the end are a warning."""
    assert set(checked(HEAD + NAMES + RECORD + "\n\n")[0].counts) == {"W_VCF_BLANK_END", "I_VCF_NO_EVIDENCE"}
    remarks, _ = checked(HEAD + NAMES + "\n" + RECORD)
    assert errors(remarks) == [(5, "E_VCF_BLANK_LINE", "1 blank lines before this one")]


@pytest.mark.parametrize(
    ("version", "text", "code"),
    [
        ("4.3", b"a\x01b", "E_VCF_CHARACTER"),
        ("4.2", b"a\x01b", "W_VCF_CHARACTER"),
        ("4.2", b"a\x00b", "E_VCF_CHARACTER"),
        ("4.2", b"a\rb", "E_VCF_CHARACTER"),
        ("4.3", b"a\xe9b", "E_VCF_CHARACTER"),
    ],
)
def test_characters_that_no_file_holds(checked, version, text, code):
    """Control characters, and from 4.3 on what is not UTF-8."""
    head = HEAD.replace("4.3", version).encode()
    remarks, _ = checked(head + b"##source=" + text + b"\n" + NAMES.encode() + RECORD.encode())
    assert code in remarks.counts


def test_utf8_is_text(checked):
    """Characters beyond ASCII are allowed in 4.3."""
    assert set(checked(HEAD + "##source=é—λ\n" + NAMES + RECORD)[0].counts) == {"I_VCF_NO_EVIDENCE"}


def test_a_header_line_among_records_is_an_error(checked):
    """Files that were joined end to end are found."""
    remarks, _ = checked(HEAD + NAMES + RECORD + HEAD + NAMES + RECORD)
    assert [line for line, code, _ in errors(remarks) if code == "E_VCF_HEADER"] == [5, 6, 7]


def test_a_line_without_end_is_refused_in_bounded_memory(checked, monkeypatch):
    """A line longer than the bound ends the check with a code."""
    monkeypatch.setattr(lines, "LONGEST", 1 << 20)
    remarks, _ = checked(HEAD + NAMES + "1" * (4 << 20))
    assert "E_VCF_LINE_LENGTH" in remarks.counts


def test_a_cut_container_raises_nothing_of_the_cut_line(tmp_path):
    """Only the container's fault is said of a truncated gzip file."""
    path = tmp_path / "a.vcf.gz"
    rows = "".join(f"1\t{i + 1}\trs{i * 7919 % 10007}\tA\tC\t{i % 13}\tPASS\tAF=0.{i % 97}\n" for i in range(900))
    meta = '##INFO=<ID=AF,Number=A,Type=Float,Description="f">\n'
    whole = gzip.compress((HEAD + meta + NAMES + rows).encode())
    for cut in range(len(whole) // 2, len(whole) - 9, 131):
        path.write_bytes(whole[:cut])
        remarks = Remarks("a")
        with open_stream(path, remarks) as stream:
            check_vcf(stream, remarks, Options())
        assert {one.code for one in remarks.kept if one.severity == "error"} <= {"E_GZIP_TRUNCATED"}


def test_a_file_that_has_nothing_is_not_said_to_be_another_kind(checked):
    """An empty file is the container's matter."""
    assert "E_NOT_VCF" not in checked("")[0].counts


CHANGES = [b"\t", b"\n", b",", b";", b":", b'"', b"<", b">", b"=", b"/", b"|", b"999999999999", b"\xff", b"\r\n"]


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_damaged_files_never_raise(data, every_called, checked):
    """Whatever a few changed bytes make of a file, the check ends with remarks and figures."""
    text = bytearray(data.draw(st.sampled_from(every_called)).encode())
    for _ in range(data.draw(st.integers(1, 8))):
        at = data.draw(st.integers(0, len(text)))
        kind = data.draw(st.sampled_from(["set", "cut", "copy", "insert"]))
        if kind == "set":
            text[at : at + 1] = bytes([data.draw(st.integers(0, 255))])
        elif kind == "cut":
            del text[at : at + data.draw(st.integers(1, 9))]
        elif kind == "copy":
            text[at:at] = text[at : at + data.draw(st.integers(1, 40))]
        else:
            text[at:at] = data.draw(st.sampled_from(CHANGES))
    _, metrics = checked(bytes(text))
    assert isinstance(metrics, dict)


EXAMPLE = """
##fileDate=20090805
##source=myImputationProgramV3.1
##reference=file:///seq/references/1000GenomesPilot-NCBI36.fasta
##contig=<ID=20,length=62435964,assembly=B36,md5=f126cdf8a6e0c7f379d618ff66beb2da,species="Homo sapiens",taxonomy=x>
##phasing=partial
##INFO=<ID=NS,Number=1,Type=Integer,Description="Number of Samples With Data">
##INFO=<ID=AF,Number=A,Type=Float,Description="Allele Frequency">
##INFO=<ID=AA,Number=1,Type=String,Description="Ancestral Allele">
##INFO=<ID=DB,Number=0,Type=Flag,Description="dbSNP membership, build 129">
##FILTER=<ID=q10,Description="Quality below 10">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
##FORMAT=<ID=GQ,Number=1,Type=Integer,Description="Genotype Quality">
##FORMAT=<ID=HQ,Number=2,Type=Integer,Description="Haplotype Quality">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT NA00001 NA00002 NA00003
20 14370 rs6054257 G A 29 PASS NS=3;AF=0.5;DB GT:GQ:HQ 0|0:48:51,51 1|0:48:51,51 1/1:43:.,.
20 17330 . T A 3 q10 NS=3;AF=0.017 GT:GQ:HQ 0|0:49:58,50 0|1:3:65,3 0/0:41
20 1110696 rs6040355 A G,T 67 PASS NS=2;AF=0.333,0.667;AA=T;DB GT:GQ:HQ 1|2:21:23,27 2|1:2:18,2 2/2:35
20 1230237 . T . 47 PASS NS=3;AA=T GT:GQ:HQ 0|0:54:56,60 0|0:48:51,51 0/0:61
20 1234567 microsat1 GTC G,GTCT 50 PASS NS=3;AA=G GT:GQ 0/1:35 0/2:17 1/1:40
"""

STRUCTURAL = """
##ALT=<ID=DEL:ME:ALU,Description="Deletion of ALU element">
##INFO=<ID=BKPTID,Number=.,Type=String,Description="ID of the assembled alternate allele in the assembly file">
##INFO=<ID=CIPOS,Number=2,Type=Integer,Description="Confidence interval around POS for imprecise variants">
##INFO=<ID=HOMLEN,Number=.,Type=Integer,Description="Length of base pair identical micro-homology">
##INFO=<ID=SVLEN,Number=.,Type=Integer,Description="Difference in length between REF and ALT alleles">
##FORMAT=<ID=CN,Number=1,Type=Integer,Description="Copy number genotype for imprecise events">
##FORMAT=<ID=CNQ,Number=1,Type=Float,Description="Copy number genotype quality for imprecise events">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT NA00001
1 2827694 rs2376870 CGTGGATGCGGGGAC C . PASS SVTYPE=DEL;END=2827708;HOMLEN=1;HOMSEQ=G;SVLEN=-14 GT:GQ 1/1:14
2 14477084 . C <DEL:ME:ALU> 12 PASS SVTYPE=DEL;END=14477381;SVLEN=-297;CIPOS=-22,18 GT:GQ 0/1:12
3 9425916 . C <INS:ME:L1> 23 PASS SVTYPE=INS;END=9425916;SVLEN=6027;CIPOS=-16,22 GT:GQ 1/1:15
4 12665100 . A <DUP> 14 PASS SVTYPE=DUP;END=12686200;SVLEN=21100 GT:GQ:CN:CNQ ./.:0:3:16.2
5 0 bnd_X N .[13:123457[ 6 PASS SVTYPE=BND;MATEID=bnd_V GT .
5 321682 INS0 T C<ctg1> 6 PASS SVTYPE=INS GT .
13 123456 bnd_U C C[2:321682[,C[<ctg1>:1[ 6 PASS SVTYPE=BND;MATEID=bnd_V,bnd_Z GT .
<ctg1> 1 bnd_X A ]<ctg1>:329]A 6 PASS SVTYPE=BND GT .
"""


STRUCTURAL_45 = """
##contig=<ID=chrA,length=1000000>
##INFO=<ID=EVENT,Number=A,Type=String,Description="ID of associated event">
##INFO=<ID=CILEN,Number=.,Type=Integer,Description="Confidence interval for the SVLEN field">
##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
#CHROM POS ID REF ALT QUAL FILTER INFO FORMAT sample
chrA 2 . TGC T . . EVENT=DEL_seq GT 0/1
chrA 2 . T <DEL> . . SVLEN=2;SVCLAIM=DJ;EVENT=DEL_symbolic GT 0/1
chrA 2 delbp1 T T[chrA:5[ . . MATEID=delbp2;EVENT=DEL_split_bp_cn GT 0/1
chrA 5 . G GAAA . . EVENT=homology_seq GT 1/1
chrA 5 . G <DUP> . . SVLEN=3;CIPOS=0,5;EVENT=homology_dup GT 0/1
chrA 14 . T <INS> . . IMPRECISE;SVLEN=100;CILEN=-50,50;CIPOS=-10,10 GT 0/1
chrA 14 . G .CCCCCCG . . EVENT=single_breakend GT 0/1
chrA 100 . T <CNV>,<CNV> . . SVLEN=30,30;CN=1,2 GT:CN 1/2:3
chrA 100 . T <CNV> . . SVLEN=30 GT:CN .:3
chrA 4370 . G <*> . . END=4383 GT:DP:GQ:MIN_DP:PL 0/0:25:60:23:0,60,900
"""


@pytest.mark.parametrize(
    ("version", "text"),
    [(version, EXAMPLE) for version in ("4.1", "4.2", "4.3", "4.4", "4.5")]
    + [(version, STRUCTURAL) for version in ("4.1", "4.2", "4.3")]
    + [(version, STRUCTURAL_45) for version in ("4.4", "4.5")],
)
def test_examples_of_the_specification_are_sound(version, text, checked):
    """Records in the forms each specification shows are taken without an error."""
    lines_ = (line if line.startswith("##") else line.replace(" ", "\t") for line in text.strip().split("\n"))
    remarks, _ = checked(f"##fileformat=VCFv{version}\n" + "\n".join(lines_) + "\n")
    assert errors(remarks) == []
