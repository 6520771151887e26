"""What differs between the versions of the VCF specification, as data: one row per version.

A rule that the text of a version states is an error in files of that version; where an older text only advises, or
says nothing that the newer one says, the same fault is a warning.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from qc.sequence.variants.reserved import FORMAT, INFO, Reserved

TYPES = frozenset({"Integer", "Float", "Flag", "Character", "String"})
"""Types an INFO line may declare (section 1.4.2); FORMAT lines the same without Flag."""

STRUCTURAL_TYPES = frozenset({"DEL", "INS", "DUP", "INV", "CNV"})
"""First-level types of symbolic alleles that have subtypes (section 1.4.5)."""


@dataclass(frozen=True, slots=True)
class Rules:
    """One version's rules.

    `version` is 40 to 45. `strict`: 4.3 turned "should" into "must" (unique values, no empty values, key names, UTF-8,
    last line break). `ordered`: fields of structured lines stand in the order of the text (4.4 left it open).
    `numbers` are the letters Number may be in INFO lines, `sample_numbers` those of FORMAT lines. `phase_prefix`: GT
    may begin with a phasing sign. `claims`: SVLEN is a length, SVCLAIM and the tandem repeat keys exist. `local`:
    local alleles and base modifications exist. `types` are the first-level types of symbolic alleles; `*` is a
    program's, <*:DEL>, for an overlapping deletion.
    """

    version: int
    info: Mapping[str, Reserved]
    format: Mapping[str, Reserved]
    numbers: frozenset[str]
    sample_numbers: frozenset[str]
    types: frozenset[str] = STRUCTURAL_TYPES | {"BND", "*"}
    strict: bool = True
    ordered: bool = True
    phase_prefix: bool = False
    claims: bool = False
    local: bool = False


_A = frozenset({"A", "G", "."})
_R = _A | {"R"}

RULES: Mapping[str, Rules] = {
    "VCFv4.0": Rules(40, INFO[41], FORMAT[41], frozenset("."), frozenset("."), strict=False),
    "VCFv4.1": Rules(41, INFO[41], FORMAT[41], _A, _A, strict=False),
    "VCFv4.2": Rules(42, INFO[42], FORMAT[42], _R, _R, strict=False),
    "VCFv4.3": Rules(43, INFO[43], FORMAT[43], _R, _R),
    "VCFv4.4": Rules(
        44,
        INFO[44],
        FORMAT[44],
        _R,
        _R | {"P"},
        STRUCTURAL_TYPES | {"*"},
        ordered=False,
        phase_prefix=True,
        claims=True,
    ),
    "VCFv4.5": Rules(
        45,
        INFO[45],
        FORMAT[45],
        _R,
        _R | {"P", "M", "LA", "LR", "LG"},
        STRUCTURAL_TYPES | {"*"},
        ordered=False,
        phase_prefix=True,
        claims=True,
        local=True,
    ),
}
"""The rules by the value of `##fileformat`."""

NEAREST: Mapping[str, str] = {"VCFv4.0": "VCFv4.0", "VCFv4": "VCFv4.0", "VCFv4.6": "VCFv4.5"}
"""Versions outside 4.1 to 4.5 and whose rules they are read by, with a warning: 4.0 had no letters for Number."""
