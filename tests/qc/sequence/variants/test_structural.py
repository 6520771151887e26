"""Keys of structural variants."""

import pytest

OLD = "1 100 . {ref} {alt} . PASS {info}"


@pytest.mark.parametrize(
    ("version", "alt", "info", "codes"),
    [
        ("4.2", "<DEL>", "SVLEN=-5", set()),
        ("4.2", "<DEL>", "SVLEN=5", {"W_VCF_SV"}),
        ("4.3", "<DEL>", "SVLEN=5", {"E_VCF_SV"}),
        ("4.3", "<INS>,<DUP:TANDEM>", "SVLEN=5,-5", {"E_VCF_SV"}),
        ("4.3", "TTT", "SVLEN=2", set()),
        ("4.3", "TTT", "SVLEN=3", {"E_VCF_SV"}),
        ("4.3", "<DEL>", "SVTYPE=DEL;END=150;CIPOS=-5,5", set()),
        ("4.3", "<DEL>", "SVTYPE=TRA", {"W_VCF_SV"}),
        ("4.3", "G", "END=100;IMPRECISE=0", set()),
        ("4.3", "G", "END=101;IMPRECISE=0", {"E_VCF_SV"}),
        ("4.3", "<DEL>", "END=90", {"W_VCF_SV"}),
        ("4.4", "<DEL>", "SVLEN=5;SVCLAIM=D", set()),
        ("4.4", "<DEL>", "SVLEN=-5;SVCLAIM=DJ", set()),
        ("4.4", "<DEL>", "SVCLAIM=D", {"W_VCF_SV"}),
        ("4.4", "<INS>,<DUP>", "SVLEN=5,.;SVCLAIM=.,D", {"W_VCF_SV"}),
        ("4.4", "<INS>,G", "SVLEN=5,.", set()),
        ("4.4", "<DEL>", "SVCLAIM=D;END=105", {"W_VCF_SV"}),
        ("4.4", "<DEL>", "SVLEN=5", {"W_VCF_SV"}),
        ("4.4", "<DUP:TANDEM>", "SVLEN=5;SVCLAIM=.", {"E_VCF_SV"}),
        ("4.4", "<CNV>", "SVLEN=5", set()),
        ("4.4", "<CNV>", "SVLEN=5;SVCLAIM=J", {"E_VCF_SV"}),
        ("4.4", "<INV>,<INS>", "SVLEN=5,5;SVCLAIM=J,.", set()),
        ("4.4", "<INV>", "SVLEN=5;SVCLAIM=D", {"E_VCF_SV"}),
        ("4.4", "A[1:9[", "SVCLAIM=J", set()),
        ("4.4", "A[1:9[", "SVCLAIM=D", {"E_VCF_SV"}),
        ("4.4", "G", "SVCLAIM=D", {"W_VCF_SV"}),
        ("4.4", "<OWN>", ".", set()),
        ("4.4", "<*>", ".", {"W_VCF_SV"}),
        ("4.4", "<*>", "END=105", set()),
        ("4.5", "<*>", ".", set()),
        ("4.4", "<CNV>", "SVLEN=5;HOMSEQ=;EVENT=", set()),
        ("4.4", "<CNV>", "SVLEN=5;CIPOS=-5,5", set()),
        ("4.4", "<CNV>", "SVLEN=5;CIPOS=-5,5,0,0", {"E_VCF_SV"}),
        ("4.4", "<CNV>", "SVLEN=5;CIPOS=5,9", {"E_VCF_SV"}),
        ("4.4", "<CNV>,G", "SVLEN=5,.;CIEND=-5,5,.,.", set()),
        ("4.4", "<CNV>", "SVLEN=5;CICN=1,2,3", {"E_VCF_SV"}),
        ("4.4", "<CNV>", "SVLEN=5;MEINFO=a,1,2,+", set()),
        ("4.4", "<CNV>", "SVLEN=5;MEINFO=a,1,2", {"E_VCF_SV"}),
        ("4.4", "<CNV:TR>", "SVLEN=5", {"E_VCF_SV"}),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUS=CAG", set()),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUS=crn", set()),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUS=CQG", {"E_VCF_SV"}),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUS=CAG,CA", {"E_VCF_SV"}),
        ("4.4", "<CNV:TR>", "SVLEN=5;RN=2;RUS=CAG,CA;RUL=3,2;RUC=1.5,2;RB=4,4", set()),
        ("4.4", "<CNV:TR>", "SVLEN=5;RN=2;RUS=CAG,CA;RUL=3,3", {"E_VCF_SV"}),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUL=3;RUC=2;CIRUC=-1,.", set()),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUL=3;RUC=2;CIRUC=-1", {"E_VCF_SV"}),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUL=3;CIRB=-1,1", {"E_VCF_SV"}),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUL=3;RB=.;CIRB=-1,1", {"E_VCF_SV"}),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUL=3;RUC=2;RUB=3,3", set()),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUL=3;RUC=2;RUB=3", {"E_VCF_SV"}),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUL=3;RUB=3", {"E_VCF_SV"}),
        ("4.4", "<CNV:TR>", "SVLEN=5;RUL=3;RUC=1.5;RUB=3", {"E_VCF_SV"}),
    ],
)
def test_keys_agree_with_the_alleles(told, version, alt, info, codes):
    """Signs and lengths before 4.4; claims, intervals and repeats from then on."""
    assert told(version, OLD.format(ref="T", alt=alt.replace("TTT", "TTT"), info=info)) == codes
