"""Which genome assembly a file is aligned to, told by the M5 values of its references and by nothing else.

Names do not tell (`chr1` is in every assembly) and are not asked. The table holds a few sequences of each assembly that
no other one has; a mitochondrion, or a sequence that two assemblies share, would prove nothing.
"""

from collections import Counter

from qc.sequence.alignment.header import Header
from qc.sequence.remarks import Remarks

GRCH37, GRCH38, CHM13 = "GRCh37", "GRCh38", "T2T-CHM13"

ASSEMBLIES = {
    "1b22b98cdeb4a9304cb5d48026a85128": (GRCH37, 249250621),
    "a0d9851da00400dec1098a9255ac712e": (GRCH37, 243199373),
    "fdfd811849cc2fadebc929bb925902e5": (GRCH37, 198022430),
    "23dccd106897542ad87d2765d28a19a1": (GRCH37, 191154276),
    "0740173db9ffd264d728f32784845cd7": (GRCH37, 180915260),
    "a718acaa6135fdca8357d5bfe94211dd": (GRCH37, 51304566),
    "7e0e2e580297b7764e31dbc80c2540dd": (GRCH37, 155270560),
    "6aef897c3d6ff0c78aff06ac189178dd": (GRCH38, 248956422),
    "f98db672eb0993dcfdabafe2a882905c": (GRCH38, 242193529),
    "76635a41ea913a405ded820447d067b0": (GRCH38, 198295559),
    "3210fecf1eb92d5489da4346b3fddc6e": (GRCH38, 190214555),
    "a811b3dc9fe66af729dc0dddf7fa4f13": (GRCH38, 181538259),
    "2b3a55ff7f58eb308420c8a9b11cac50": (GRCH38, 156040895),
    "e469247288ceb332aee524caec92bb22": (CHM13, 248387328),
}
"""Assembly and length of a sequence by its M5. Y is left out: it is masked differently, and grafted between assemblies."""

DECOY = "5b6a4b3a81a2d3c134b7d14bf6ad39f1"
"""The decoy sequence (35,477,943 bases) that makes GRCh37 to hs37d5."""

HS37D5 = "hs37d5"
CHM13_V2 = "T2T-CHM13v2.0"
Y_OF_V2 = 62460029
"""The length of the Y that version 2.0 adds; the other chromosomes are those of version 1.1."""


def recognise(header: Header, remarks: Remarks) -> str | None:
    """The assembly of the references, or nothing, said in the remarks: no guess where M5 is absent or unknown."""
    found = Counter(
        ASSEMBLIES[one.md5][0]
        for one in header.references
        if one.md5 in ASSEMBLIES and ASSEMBLIES[one.md5][1] == one.length
    )
    if len(found) == 1:
        return _version(next(iter(found)), header)
    if found:
        remarks.add("W_ASSEMBLY_MIXED", f"the references are of {', '.join(sorted(found))}")
    elif header.references:
        with_md5 = sum(bool(one.md5) for one in header.references)
        remarks.add(
            "I_ASSEMBLY_UNKNOWN", f"{with_md5} of {len(header.references)} references have an M5; none is known"
        )
    return None


def _version(assembly: str, header: Header) -> str:
    """What further sequences make of an assembly."""
    if assembly == GRCH37 and any(one.md5 == DECOY for one in header.references):
        return HS37D5
    if assembly == CHM13 and any(one.length == Y_OF_V2 for one in header.references):
        return CHM13_V2
    return assembly
