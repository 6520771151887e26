"""Reserved INFO and FORMAT keys by version: their Number, Type and the values they may take.

Tables 1 and 2 and the sections on structural variants of the specifications; for 4.1 and 4.2, which give types in
prose, the same figures. A Type of `Number` stands for Integer or Float (MQ, SB: the texts disagree with each other).
"""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

Kind = Literal["", "count", "frequency", "cigar"]
"""What a value means beyond its type: a count is not negative, a frequency lies within 0 to 1."""


KINDS_OF_LIKELIHOOD: frozenset[Kind] = frozenset({"frequency"})
"""Meanings that hold whatever the header declares: a probability lies within 0 to 1."""


class Reserved(NamedTuple):
    """One reserved key. `structural` keys are those of the sections on structural variants."""

    number: str
    type: str
    kind: Kind = ""
    structural: bool = False


def _count(number: str) -> Reserved:
    return Reserved(number, "Integer", "count")


def _sv(number: str, type_: str, kind: Kind = "") -> Reserved:
    return Reserved(number, type_, kind, structural=True)


_FLAG = Reserved("0", "Flag")

_INFO = {
    "AA": Reserved("1", "String"),
    "AC": _count("A"),
    "AF": Reserved("A", "Float", "frequency"),
    "AN": _count("1"),
    "BQ": Reserved("1", "Float"),
    "CIGAR": Reserved("A", "String", "cigar"),
    "DB": _FLAG,
    "DP": _count("1"),
    "END": _count("1"),
    "H2": _FLAG,
    "H3": _FLAG,
    "MQ": Reserved("1", "Number"),
    "MQ0": _count("1"),
    "NS": _count("1"),
    "SB": Reserved(".", "Number"),
    "SOMATIC": _FLAG,
    "VALIDATED": _FLAG,
    "1000G": _FLAG,
}

_INFO_SV = {
    "IMPRECISE": _sv("0", "Flag"),
    "NOVEL": _sv("0", "Flag"),
    "SVTYPE": _sv("1", "String"),
    "SVLEN": _sv(".", "Integer"),
    "CIPOS": _sv("2", "Integer"),
    "CIEND": _sv("2", "Integer"),
    "HOMLEN": _sv(".", "Integer"),
    "HOMSEQ": _sv(".", "String"),
    "BKPTID": _sv(".", "String"),
    "MEINFO": _sv("4", "String"),
    "METRANS": _sv("4", "String"),
    "DGVID": _sv("1", "String"),
    "DBVARID": _sv("1", "String"),
    "DBRIPID": _sv("1", "String"),
    "MATEID": _sv(".", "String"),
    "PARID": _sv("1", "String"),
    "EVENT": _sv("1", "String"),
    "CILEN": _sv("2", "Integer"),
    "DPADJ": _sv(".", "Integer"),
    "CN": _sv("1", "Integer"),
    "CNADJ": _sv(".", "Integer"),
    "CICN": _sv("2", "Integer"),
    "CICNADJ": _sv(".", "Integer"),
}

_INFO_43 = {
    "AD": _count("R"),
    "ADF": _count("R"),
    "ADR": _count("R"),
    "SB": Reserved("4", "Integer"),
    "MQ": Reserved("1", "Float"),
}

VAGUE = frozenset({"SB", "GLE"})
"""Keys whose values are not compared where the header does not declare them: older texts leave their number open."""

_INFO_44 = {
    "SVLEN": _sv("A", "Integer"),
    "CIPOS": _sv(".", "Integer"),
    "CIEND": _sv(".", "Integer"),
    "CILEN": _sv(".", "Integer"),
    "HOMLEN": _sv("A", "Integer"),
    "HOMSEQ": _sv("A", "String"),
    "BKPTID": _sv("A", "String"),
    "MEINFO": _sv(".", "String"),
    "METRANS": _sv(".", "String"),
    "DGVID": _sv("A", "String"),
    "DBVARID": _sv("A", "String"),
    "DBRIPID": _sv("A", "String"),
    "MATEID": _sv("A", "String"),
    "PARID": _sv("A", "String"),
    "EVENT": _sv("A", "String"),
    "EVENTTYPE": _sv("A", "String"),
    "CN": _sv("A", "Float"),
    "CICN": _sv(".", "Float"),
    "SVCLAIM": _sv("A", "String"),
    "RN": _sv("A", "Integer", "count"),
    "RUS": _sv(".", "String"),
    "RUL": _sv(".", "Integer", "count"),
    "RUC": _sv(".", "Float"),
    "RB": _sv(".", "Integer", "count"),
    "CIRUC": _sv(".", "Float"),
    "CIRB": _sv(".", "Integer"),
    "RUB": _sv(".", "Integer", "count"),
}

_FORMAT = {
    "DP": _count("1"),
    "EC": _count("A"),
    "FT": Reserved("1", "String"),
    "GL": Reserved("G", "Float"),
    "GP": Reserved("G", "Float"),
    "GQ": _count("1"),
    "GT": Reserved("1", "String"),
    "HQ": _count("2"),
    "MQ": _count("1"),
    "PL": _count("G"),
    "PQ": _count("1"),
    "PS": _count("1"),
}

_GLE = {"GLE": Reserved("G", "String")}
"""4.3 removed GLE: its text never said how many values it has, so that only its declaration can be compared."""

_FORMAT_SV = {
    "CN": _sv("1", "Integer", "count"),
    "CNQ": _sv("1", "Float"),
    "CNL": _sv(".", "Float"),
    "NQ": _sv("1", "Integer"),
    "HAP": _sv("1", "Integer"),
    "AHAP": _sv("1", "Integer"),
}

_FORMAT_43 = {
    "AD": _count("R"),
    "ADF": _count("R"),
    "ADR": _count("R"),
    "PP": _count("G"),
    "CNL": _sv("G", "Float"),
    "CNP": _sv("G", "Float", "frequency"),
    "GP": Reserved("G", "Float", "frequency"),
}

_FORMAT_44 = {
    "CN": _sv("1", "Float"),
    "CICN": _sv("2", "Float"),
    "PSL": Reserved("P", "String"),
    "PSO": Reserved("P", "Integer"),
    "PSQ": Reserved("P", "Integer"),
}

LOCAL: Mapping[str, str] = {
    "LAD": "LR",
    "LADF": "LR",
    "LADR": "LR",
    "LEC": "LA",
    "LGL": "LG",
    "LGP": "LG",
    "LPL": "LG",
    "LPP": "LG",
}
"""Local-allele fields of 4.5 and their Number."""

_FORMAT_45 = {
    "LEN": _count("1"),
    "LA": Reserved(".", "Integer"),
    "LAA": Reserved(".", "Integer", "count"),
    **{key: Reserved(number, "Number") for key, number in LOCAL.items()},
}

INFO: Mapping[int, Mapping[str, Reserved]] = {
    41: _INFO | _INFO_SV,
    42: _INFO | _INFO_SV,
    43: _INFO | _INFO_SV | _INFO_43,
    44: _INFO | _INFO_SV | _INFO_43 | _INFO_44,
    45: _INFO | _INFO_SV | _INFO_43 | _INFO_44,
}
"""Reserved INFO keys by version."""

FORMAT: Mapping[int, Mapping[str, Reserved]] = {
    41: _FORMAT | _GLE | _FORMAT_SV,
    42: _FORMAT | _GLE | _FORMAT_SV,
    43: _FORMAT | _FORMAT_SV | _FORMAT_43,
    44: _FORMAT | _FORMAT_SV | _FORMAT_43 | _FORMAT_44,
    45: _FORMAT | _FORMAT_SV | _FORMAT_43 | _FORMAT_44 | _FORMAT_45,
}
"""Reserved FORMAT keys by version; base modification keys of 4.5 are a pattern, see `modification`."""

TOLERATED = frozenset(
    {
        ("FORMAT", "GQ", "Float"),
        ("FORMAT", "PS", "String"),
        ("FORMAT", "FT", "."),
        ("FORMAT", "GLE", "1"),
        ("INFO", "MQ", "Integer"),
    }
)
"""Other types and numbers that widespread files declare for reserved keys, and every reader takes: fractional
qualities (freebayes), phase sets by name (benchmark genomes), lists of filters (GATK), one text of likelihoods
(freebayes), whole mapping qualities (samtools)."""

STRUCTURAL_NAMES = frozenset(
    {"DEL", "INS", "DUP", "INV", "CNV", "BND", "DUP:TANDEM", "DEL:ME", "INS:ME", "CNV:TR", "NON_REF"}
)
"""Reserved names of symbolic alleles: from 4.3 on no contig may have one of them."""

MODIFICATION = re.compile(
    r"(DP|AD)?M(?:[0-9]+[ACGTUN]|5mC|5hmC|5fC|5caC|5hmU|5fU|5caU|6mA|8oxoG|[Xx]aoN)",
)
"""Keys of base modifications (4.5): fraction, or read depths when prefixed by DP or AD."""


def modification(key: str) -> Reserved | None:
    """The definition of a base modification key of 4.5; None for another key."""
    found = MODIFICATION.fullmatch(key)
    if found is None:
        return None
    return _count("M") if found[1] else Reserved("M", "Float", "frequency")
