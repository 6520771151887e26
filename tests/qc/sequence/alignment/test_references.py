"""Assemblies recognised by M5, and by nothing else."""

import pytest

from qc.sequence.alignment.header import Header, Reference
from qc.sequence.alignment.references import ASSEMBLIES, DECOY, recognise
from qc.sequence.remarks import Remarks

ONE_OF_37 = Reference("1", 249250621, "1b22b98cdeb4a9304cb5d48026a85128")
ONE_OF_38 = Reference("anything", 248956422, "6aef897c3d6ff0c78aff06ac189178dd")
ONE_OF_CHM13 = Reference("chr1", 248387328, "e469247288ceb332aee524caec92bb22")


@pytest.mark.parametrize(
    ("references", "assembly", "codes"),
    [
        ((ONE_OF_37,), "GRCh37", []),
        ((ONE_OF_37, Reference("hs37d5", 35477943, DECOY)), "hs37d5", []),
        ((ONE_OF_38, Reference("chrM", 16569, "c68f52674c9fb33aef52dcf399755519")), "GRCh38", []),
        ((ONE_OF_CHM13,), "T2T-CHM13", []),
        ((ONE_OF_CHM13, Reference("chrY", 62460029)), "T2T-CHM13v2.0", []),
        ((ONE_OF_37, ONE_OF_38), None, ["W_ASSEMBLY_MIXED"]),
        ((Reference("chr1", 248956422),), None, ["I_ASSEMBLY_UNKNOWN"]),
        ((Reference("chr1", 248956421, ONE_OF_38.md5),), None, ["I_ASSEMBLY_UNKNOWN"]),
        ((Reference("chr1", 248956422, "0" * 32),), None, ["I_ASSEMBLY_UNKNOWN"]),
        ((), None, []),
    ],
)
def test_an_assembly_is_told_by_its_sequences(
    references: tuple[Reference, ...], assembly: str | None, codes: list[str]
) -> None:
    """Names and lengths alone prove nothing, whatever they look like."""
    remarks = Remarks("file")
    assert recognise(Header(references=references), remarks) == assembly
    assert [remark.code for remark in remarks.kept] == codes


def test_the_table_holds_checksums_and_lengths() -> None:
    """Each M5 is one, and each length is that of a human chromosome."""
    for md5, (assembly, length) in ASSEMBLIES.items():
        assert len(md5) == 32
        assert set(md5) <= set("0123456789abcdef")
        assert 40_000_000 < length < 250_000_000
        assert assembly in {"GRCh37", "GRCh38", "T2T-CHM13"}
