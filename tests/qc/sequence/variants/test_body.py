"""Records, column by column and version by version."""

import pytest

INFO = (
    'INFO=<ID=NS,Number=1,Type=Integer,Description="d">',
    'INFO=<ID=I,Number=1,Type=Integer,Description="d">',
    'INFO=<ID=F,Number=2,Type=Float,Description="d">',
    'INFO=<ID=A,Number=A,Type=Float,Description="d">',
    'INFO=<ID=R,Number=R,Type=Integer,Description="d">',
    'INFO=<ID=G,Number=G,Type=Integer,Description="d">',
    'INFO=<ID=C,Number=1,Type=Character,Description="d">',
    'INFO=<ID=S,Number=1,Type=String,Description="d">',
    'INFO=<ID=L,Number=.,Type=String,Description="d">',
    'INFO=<ID=T,Number=0,Type=Flag,Description="d">',
)


@pytest.mark.parametrize(
    ("version", "record", "code"),
    [
        ("4.2", "<1 5 . A C . PASS .", "E_VCF_CHROM"),
        ("4.2", "c:1 5 . A C . PASS .", "E_VCF_CHROM"),
        ("4.2", "c·1 5 . A C . PASS .", "E_VCF_CHROM"),
        ("4.2", "c,1 5 . A C . PASS .", "E_VCF_CHROM"),
        ("4.3", "c(1) 5 . A C . PASS .", "W_VCF_CHROM"),
        ("4.3", "c[1 5 . A C . PASS .", "E_VCF_CHROM"),
        ("4.3", "=1 5 . A C . PASS .", "E_VCF_CHROM"),
        ("4.2", "1 . . A C . PASS .", "E_VCF_POS"),
        ("4.2", "1 -1 . A C . PASS .", "E_VCF_POS"),
        ("4.2", "1 5a . A C . PASS .", "E_VCF_POS"),
        ("4.2", "1 99999999999 . A C . PASS .", "E_VCF_POS"),
        ("4.2", "1 5 a·b A C . PASS .", "E_VCF_ID"),
        ("4.2", "1 5 ;a A C . PASS .", "E_VCF_ID"),
        ("4.2", "1 5 a; A C . PASS .", "E_VCF_ID"),
        ("4.2", "1 5 a;b;a A C . PASS .", "W_VCF_ID"),
        ("4.3", "1 5 a;b;a A C . PASS .", "E_VCF_ID"),
        ("4.2", "1 5 . A,G C . PASS .", "E_VCF_REF"),
        ("4.2", "1 5 . R C . PASS .", "E_VCF_REF"),
        ("4.2", "1 5 . . C . PASS .", "E_VCF_REF"),
        ("4.2", "1 5 . A R . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A A . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A C,A . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A C,,G . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A C,. . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A <INS>B> . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A <X:Y> . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A [1:9[ . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A G[1:9] . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A G[1:9[C . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A G[1[ . PASS .", "E_VCF_ALT"),
        ("4.2", "1 5 . A C,C . PASS .", "W_VCF_ALT"),
        ("4.2", "1 5 . A C high PASS .", "E_VCF_QUAL"),
        ("4.2", "1 5 . A C -1 PASS .", "E_VCF_QUAL"),
        ("4.2", "1 5 . A C . PASS; .", "E_VCF_FILTER"),
        ("4.2", "1 5 . A C . q10;. .", "E_VCF_FILTER"),
        ("4.2", "1 5 . A C . a·b .", "E_VCF_FILTER"),
        ("4.2", "1 5 . A C . q10;0 .", "E_VCF_FILTER"),
        ("4.2", "1 5 . A C . q10;q10 .", "W_VCF_FILTER"),
        ("4.3", "1 5 . A C . q10;q10 .", "E_VCF_FILTER"),
        ("4.3", "1 5 . A C . PASS;q10 .", "W_VCF_FILTER"),
        ("4.2", "1 5 . A C . PASS", "E_VCF_COLUMNS"),
        ("4.2", "1 5 . A C . PASS . GT", "E_VCF_COLUMNS"),
        ("4.2", "1 5 . A C . PASS . ", "E_VCF_COLUMNS"),
        ("4.2", "1 5  A C . PASS .", "E_VCF_COLUMNS"),
        ("4.2", "1 5 . A C . PASS I=9.3", "E_VCF_INFO_TYPE"),
        ("4.2", "1 5 . A C . PASS I=99999999999", "W_VCF_INFO_TYPE"),
        ("4.3", "1 5 . A C . PASS I=-2147483648", "E_VCF_INFO_TYPE"),
        ("4.2", "1 5 . A C . PASS I=1,2", "E_VCF_INFO_NUMBER"),
        ("4.2", "1 5 . A C . PASS I", "E_VCF_INFO_NUMBER"),
        ("4.2", "1 5 . A C . PASS I=", "W_VCF_INFO"),
        ("4.3", "1 5 . A C . PASS I=", "E_VCF_INFO"),
        ("4.2", "1 5 . A C . PASS F=1", "E_VCF_INFO_NUMBER"),
        ("4.2", "1 5 . A C . PASS F=1,x", "E_VCF_INFO_TYPE"),
        ("4.2", "1 5 . A C,G . PASS A=1", "E_VCF_INFO_NUMBER"),
        ("4.2", "1 5 . A C,G . PASS R=1,2", "E_VCF_INFO_NUMBER"),
        ("4.2", "1 5 . A C . PASS C=ab", "E_VCF_INFO_TYPE"),
        ("4.2", "1 5 . A C . PASS S=a,b", "W_VCF_INFO_NUMBER"),
        ("4.2", "1 5 . A C . PASS S=a·b", "W_VCF_INFO"),
        ("4.3", "1 5 . A C . PASS S=a=b", "W_VCF_INFO"),
        ("4.3", "1 5 . A C . PASS S=5%", "W_VCF_INFO"),
        ("4.2", "1 5 . A C . PASS T=2", "E_VCF_INFO_TYPE"),
        ("4.2", "1 5 . A C . PASS T=0,1", "E_VCF_INFO_TYPE"),
        ("4.3", "DEL 5 . A C . PASS .", "E_VCF_CHROM"),
        ("4.3", "<DUP:TANDEM> 5 . A C . PASS .", "E_VCF_CHROM"),
        ("4.2", "1 5 . A C . PASS T;T", "W_VCF_INFO"),
        ("4.3", "1 5 . A C . PASS T;T", "E_VCF_INFO"),
        ("4.2", "1 5 . A C . PASS T;", "W_VCF_INFO"),
        ("4.3", "1 5 . A C . PASS T;", "E_VCF_INFO"),
        ("4.3", "1 5 . A C . PASS .;T", "E_VCF_INFO"),
        ("4.2", "1 5 . A C . PASS K·K=1", "E_VCF_INFO_KEY"),
        ("4.3", "1 5 . A C . PASS 1K=1", "E_VCF_INFO_KEY"),
        ("4.2", "1 5 . A C . PASS AC=-1", "E_VCF_INFO_VALUE"),
        ("4.2", "1 5 . A C . PASS NS=-1", "W_VCF_INFO_VALUE"),
        ("4.2", "1 5 . A C . PASS AF=-0.1", "E_VCF_INFO_VALUE"),
        ("4.2", "1 5 . A C . PASS AF=1.01", "E_VCF_INFO_VALUE"),
        ("4.2", "1 5 . A C . PASS CIGAR=1MY", "E_VCF_INFO_VALUE"),
        ("4.2", "1 5 . A C . PASS AA=1,2", "E_VCF_INFO_NUMBER"),
        ("4.2", "1 5 . A C . PASS DB=2", "E_VCF_INFO_TYPE"),
        ("4.2", "1 5 . A C . PASS END=4", "W_VCF_SV"),
    ],
)
def test_a_wrong_column_has_its_code(told, version, record, code):
    """One fault in one record gives one code."""
    assert told(version, record, meta=INFO) == {code}


@pytest.mark.parametrize(
    ("version", "record"),
    [
        ("4.1", "<ctg1> 0 a,b;c acgtn C,*,<DEL:ME:X>,.A,A.,]1:1]AG,[<c>:2[A,AGT]1:3],A[1:4[ Inf q10;x-1 ."),
        ("4.3", "HLA:1*2 5 . A .[x:1:9[,C<ctg1> 1e-9 . ."),
        ("4.2", "1 5 . A . +Inf . A=1;R=1,2;G=1,2"),
        ("4.2", "1 5 . A C NaN . I=.;F=.;A=.;R=.,.;C=.;S=.;L=."),
        ("4.2", "1 5 . A C 0 . I=+5;F=1e-3,.5;A=-inf;C=é;S=x;L=a,b,c;T=1"),
        ("4.2", "1 5 . A C 5. . AF=1.1e-123;BQ=2;CIGAR=1M30I2D,1X;MQ=1.5;SB=1,2,3,4;DB=0;H2;AA=-".replace(",1X", "")),
        ("4.3", "1 5 . A C . . 1000G;_x.y=a%3Bb;S=a·b"),
        ("4.2", "1 5 . A X . . ."),
    ],
)
def test_a_sound_column_has_none(told, version, record):
    """What the version's text allows gives no remark (X is old samtools', and warned of)."""
    meta = tuple(line for line in INFO if version != "4.1" or "Number=R" not in line)
    assert told(version, record, meta=meta) - ({"W_VCF_ALT"} if " X " in record else set()) == set()


FORMAT = (
    'FORMAT=<ID=PS,Number=1,Type=Integer,Description="d">',
    'FORMAT=<ID=GT,Number=1,Type=String,Description="d">',
    'FORMAT=<ID=I,Number=1,Type=Integer,Description="d">',
    'FORMAT=<ID=F,Number=2,Type=Float,Description="d">',
    'FORMAT=<ID=AX,Number=A,Type=Integer,Description="d">',
    'FORMAT=<ID=RX,Number=R,Type=Integer,Description="d">',
    'FORMAT=<ID=GX,Number=G,Type=Integer,Description="d">',
    'FORMAT=<ID=CX,Number=1,Type=Character,Description="d">',
    'FORMAT=<ID=SX,Number=1,Type=String,Description="d">',
    'FORMAT=<ID=MIN_DP,Number=1,Type=Integer,Description="d">',
)


@pytest.mark.parametrize(
    ("version", "alt", "samples", "code"),
    [
        ("4.2", "C", "GT:PS 0/1:-1", "W_VCF_SAMPLE_VALUE"),
        ("4.2", "C", "GT 0/2", "E_VCF_GT"),
        ("4.2", "C", "GT 0/C", "E_VCF_GT"),
        ("4.2", "C", "GT 0/|1", "E_VCF_GT"),
        ("4.2", "C", "GT 0.0", "E_VCF_GT"),
        ("4.2", "C", "GT -1", "E_VCF_GT"),
        ("4.3", "C", "GT |0/1", "E_VCF_GT"),
        ("4.2", "C", "GT 0/99999999999999999999", "E_VCF_GT"),
        ("4.2", "C,<DEL>,*", "GT 3/4", "E_VCF_GT"),
        ("4.2", ".", "GT 0/1", "W_VCF_GT"),
        ("4.2", ".", "GT 0/2", "E_VCF_GT"),
        ("4.2", "C", "GT:I 0/1:1:2", "E_VCF_SAMPLE"),
        ("4.2", "C", "GT:I:F 0/1::1,2", "W_VCF_SAMPLE"),
        ("4.3", "C", "GT:I:F 0/1::1,2", "E_VCF_SAMPLE"),
        ("4.2", "C", "GT:I 0/1:x", "E_VCF_SAMPLE_TYPE"),
        ("4.2", "C", "GT:I 0/1:1.5", "E_VCF_SAMPLE_TYPE"),
        ("4.2", "C", "GT:I 0/1:9999999999", "W_VCF_SAMPLE_TYPE"),
        ("4.3", "C", "GT:I 0/1:9999999999", "E_VCF_SAMPLE_TYPE"),
        ("4.2", "C", "GT:CX 0/1:ab", "E_VCF_SAMPLE_TYPE"),
        ("4.2", "C", "GT:F 0/1:1", "E_VCF_SAMPLE_NUMBER"),
        ("4.2", "C,G", "GT:AX 0/1:1", "E_VCF_SAMPLE_NUMBER"),
        ("4.2", "C,G", "GT:RX 0/1:1,2", "E_VCF_SAMPLE_NUMBER"),
        ("4.2", "C", "GT:GX 0/1:1,2", "E_VCF_SAMPLE_NUMBER"),
        ("4.2", "C", "GT:GX 0:1,2,3", "E_VCF_SAMPLE_NUMBER"),
        ("4.2", "C", "GT:GX 0/0/1:1,2,3", "E_VCF_SAMPLE_NUMBER"),
        ("4.2", "C", "PL 1,2", "E_VCF_SAMPLE_NUMBER"),
        ("4.2", "C", "GT:SX 0/1:a,b", "W_VCF_SAMPLE_NUMBER"),
        ("4.2", "C", "GT:DP 0/1:-1", "E_VCF_SAMPLE_VALUE"),
        ("4.3", "C", "GT:GP 0/1:0.1,1.2,0", "E_VCF_SAMPLE_VALUE"),
        ("4.2", "C", "I:GT 1:0/1", "E_VCF_FORMAT"),
        ("4.2", "C", "GT::I 0/1:1:1", "E_VCF_FORMAT"),
        ("4.2", "C", "GT:G·S 0/1:1", "E_VCF_FORMAT"),
        ("4.2", "C", "GT:G_S 0/1:1", "E_VCF_FORMAT"),
        ("4.3", "C", "GT:1S 0/1:1", "E_VCF_FORMAT"),
        ("4.3", "C", ". .", "W_VCF_FORMAT"),
        ("4.3", "C", "GT:. 0/1:.", "E_VCF_FORMAT"),
        ("4.3", "C", "GT:FT 0/1:a·b", "E_VCF_SAMPLE_VALUE"),
        ("4.4", "C", "GT:PSL 0/1:.,a", "E_VCF_SAMPLE"),
        ("4.4", "C", "GT:PS:PSL 0|1:5:.,a", "E_VCF_SAMPLE"),
        ("4.5", "C", "M5mC 0.5", "E_VCF_FORMAT"),
        ("4.2", "C", "GT:I:I 0/1:1:1", "W_VCF_FORMAT"),
        ("4.3", "C", "GT:I:I 0/1:1:1", "E_VCF_FORMAT"),
        ("4.5", "C", "GT:LAD 0/1:1,2", "E_VCF_LOCAL"),
        ("4.5", "C", "GT:LAD:LAA 0/1:1,2:1", "E_VCF_LOCAL"),
        ("4.5", "C", "GT:LAA:LAD 0/1:2:1,2", "E_VCF_LOCAL"),
        ("4.5", "C,G", "GT:LAA:LAD 0/1:1,1:1,2,3", "E_VCF_LOCAL"),
        ("4.5", "C,G", "GT:LAA:LAD 0/1:1:1,2,3", "E_VCF_SAMPLE_NUMBER"),
        ("4.5", "C,G", "GT:LAA:LPL 0/1:1:1,2", "E_VCF_SAMPLE_NUMBER"),
        ("4.4", "C", "GT:PSL |0/1:a", "E_VCF_SAMPLE_NUMBER"),
        ("4.4", "C", "GT:PS:PSL |0/1:5:a,.", "E_VCF_SAMPLE"),
    ],
)
def test_a_wrong_sample_has_its_code(told, version, alt, samples, code):
    """One fault in one sample gives one code, however the other sample looks."""
    form, sample = samples.split(" ")
    assert told(version, f"1 5 . A {alt} . PASS . {form} {sample} .", meta=FORMAT, samples=2) - {"E_VCF_GT"} == (
        {code} - {"E_VCF_GT"}
    )
    assert told(version, f"1 5 . A {alt} . PASS . {form} {sample}", meta=FORMAT, samples=1) == {code}


@pytest.mark.parametrize(
    ("version", "alt", "samples"),
    [
        ("4.1", "C", "GT:I:F:AX:RX:GX:CX 0|1:1:1,.5:3:1,2:1,2,3:a"),
        ("4.1", "C", "GT:I:F:AX:RX:GX:CX 0|1:.:.:.:.:.:."),
        ("4.1", "C", "GT:I:F 0|1"),
        ("4.1", "C", "GT:I:F ."),
        ("4.2", "C", "GT:F ./.:.,."),
        ("4.2", "C,G,<DEL>,*,T,AC,AG,AT,CC,CG,CT,GG", "GT 12/11"),
        ("4.2", "C", "GT:GX .:1,2,3"),
        ("4.2", "C", "GT:GX .|0|1:1,2,3,4"),
        ("4.2", ".", "GT:AX:RX:GX 0/0:1:5:0"),
        ("4.2", ".", "GT:AX:RX:GX 0/0:.:5,0:0,1,2"),
        ("4.2", "C", "GT:MIN_DP 0/1:5"),
        ("4.2", "C", "GX 1,2,3"),
        ("4.2", "C", "GT:GP 0/1:20.5,0,30"),
        ("4.3", "C", "GT:x.y_1 0/1:a%3Ab"),
        ("4.4", "C", "GT:PSL:PSQ |0|1:chr1*1*1,chr1*1*1:30,."),
        ("4.4", "C", "GT /0/1"),
        ("4.3", "<CNV>", "GT:CN:CNL:CNP ./.:3:-1,-2,-3,0:0,0,.1,.9"),
        ("4.5", "C,G,T", "GT:LAA:LAD:LPL:LEC 0/3:3:15,25:40,0,80:1"),
        ("4.5", "C,G,T", "GT:LAA:LAD 0/0:.:5"),
    ],
)
def test_a_sound_sample_has_none(told, version, alt, samples):
    """What the version's text allows gives no remark."""
    form, sample = samples.split(" ")
    meta = [line for line in FORMAT if version != "4.1" or "Number=R" not in line]
    assert told(version, f"1 5 . A {alt} . PASS . {form} {sample}", meta=tuple(meta), samples=1) == set()


def test_records_lie_within_their_contig(told):
    """One past the end is a telomere only for a breakend; REF may not reach over it unsaid."""
    meta = ("contig=<ID=1,length=100>",)
    assert told("4.2", "1 101 . A C . PASS .", meta=meta) == {"E_VCF_PAST_END"}
    assert told("4.2", "1 101 . N ]1:5]. . PASS .", meta=meta) == set()
    assert told("4.2", "1 99 . ACG A . PASS .", meta=meta) == {"W_VCF_PAST_END"}
    assert told("4.2", "1 100 . A C . PASS .", meta=meta) == set()


def test_undeclared_names_are_warned_of_once_each(checked):
    """A contig, filter, key or allele that the header lacks is a warning at its first record."""
    rows = "1\t5\t.\tA\t<DEL>\t.\tq10\tXX=1\tYY\t1\n1\t6\t.\tA\t<DEL>\t.\tq10\tXX=1\tYY\t1\n"
    head = "##fileformat=VCFv4.2\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\ts\n"
    remarks, _ = checked(head + rows)
    assert {code for code in remarks.counts if code.startswith("W_")} == {
        "W_VCF_CONTIG",
        "W_VCF_FILTER_UNDECLARED",
        "W_VCF_INFO_UNDECLARED",
        "W_VCF_FORMAT_UNDECLARED",
        "W_VCF_ALT_UNDECLARED",
    }
    assert all(remarks.counts[one.code] == 1 and one.line == 3 for one in remarks.kept if one.severity == "warning")


def test_a_site_may_stand_twice_with_and_without_local_alleles(told):
    """4.5 shows one site in both forms; two records of one form are a duplicate."""
    local, plain = "1 5 . A C . PASS . GT:LAA:LAD 0/1:1:3,4", "1 5 . A C . PASS . GT:AD 0/1:3,4"
    assert told("4.5", local, plain, samples=1) == {"W_VCF_DUPLICATE"}
    assert told("4.5", plain, plain, samples=1) == {"E_VCF_DUPLICATE"}
    assert told("4.5", local, local, samples=1) == {"E_VCF_DUPLICATE"}
