"""INFO keys of structural variants against the alleles of their record (sections 3 and 5)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from qc.sequence.variants.alleles import Alternates, Kind
from qc.sequence.variants.rules import STRUCTURAL_TYPES, Rules
from qc.sequence.variants.teller import shown
from qc.sequence.variants.values import REAL, WHOLE

Fault = tuple[bool, str, str]
"""Whether it is an error, the code without its letter, the message."""

PAIRS = ("CIPOS", "CIEND", "CILEN", "CICN")
"""Intervals: from 4.4 on two values for each alternate."""

QUADRUPLES = ("MEINFO", "METRANS")
"""Mobile elements: from 4.4 on four values for each alternate."""

REPEATS = ("RUS", "RUL", "RUC", "RB")
"""Tandem repeats: one value for each repeat sequence of the record, as RN counts them."""

REPEAT_PAIRS = {"CIRUC": "RUC", "CIRB": "RB"}
"""Intervals around tandem repeats: two values for each of their key."""

STRUCTURAL = frozenset(
    {"SVLEN", "SVTYPE", "SVCLAIM", "END", "IMPRECISE", "RN", "RUB", *PAIRS, *QUADRUPLES, *REPEATS, *REPEAT_PAIRS}
)
"""Keys that are compared with the alleles or with each other."""

NUCLEOTIDES = re.compile(rb"[ACGTURYSWKMBDHVN]+", re.IGNORECASE)
"""IUPAC codes of nucleotides, as a repeat unit may have them."""

CLAIMS = {
    "DEL": frozenset({b"D", b"J", b"DJ"}),
    "DUP": frozenset({b"D", b"J", b"DJ"}),
    "CNV": frozenset({b"D", b"."}),
    "INV": frozenset({b"J", b"DJ", b"."}),
    "INS": frozenset({b"J", b"DJ", b"."}),
    "BND": frozenset({b"J", b"."}),
}
"""What SVCLAIM may say of each type of allele."""

TYPES = STRUCTURAL_TYPES | {"BND"}


@dataclass(frozen=True, slots=True)
class Site:
    """The record the keys stand in."""

    pos: int
    ref: bytes
    alternates: Alternates
    rules: Rules

    def types(self) -> list[str]:
        """First-level type of each alternate: a structural one, BND for a breakend, else empty."""
        return [self._type(one, kind) for one, kind in zip(self.alternates.alleles, self.alternates.kinds, strict=True)]

    @staticmethod
    def _type(allele: bytes, kind: Kind) -> str:
        if kind is Kind.BREAKEND:
            return "BND"
        first = allele.strip(b"<>").partition(b":")[0].decode("utf-8", "replace")
        return first if kind is Kind.SYMBOLIC and first in STRUCTURAL_TYPES else ""


def structural_faults(info: Mapping[str, bytes], site: Site) -> Iterator[Fault]:
    """What is wrong with the structural keys of one record; `info` holds those of `STRUCTURAL` with their text."""
    yield from _end(info, site)
    svtype = info.get("SVTYPE", b"")
    if svtype and svtype.decode("utf-8", "replace").partition(":")[0] not in TYPES:
        yield False, "VCF_SV", f"SVTYPE is {shown(svtype)}, none of the listed types"
    if site.rules.claims:
        yield from _lengths(info, site)
        yield from _claims(info, site)
        yield from _multiples(info, site)
        yield from _repeats(info, site)
    elif "SVLEN" in info:
        yield from _signed_lengths(info["SVLEN"].split(b","), site)


def _end(info: Mapping[str, bytes], site: Site) -> Iterator[Fault]:
    end = info.get("END", b"")
    if not WHOLE.fullmatch(end) or len(end) > 12:
        return
    if 0 <= int(end) < site.pos:
        yield False, "VCF_SV", f"END {int(end)} lies before POS {site.pos}"
    expected = site.pos + len(site.ref) - 1
    if info.get("IMPRECISE") == b"0" and int(end) != expected and not site.rules.claims:
        yield True, "VCF_SV", f"END of a precise variant is {int(end)}, not {expected}"


def _signed_lengths(values: list[bytes], site: Site) -> Iterator[Fault]:
    """Before 4.4 SVLEN is the difference of the lengths of ALT and REF, with its sign."""
    if len(values) != len(site.alternates.alleles):
        return
    for value, allele, kind, type_ in zip(
        values, site.alternates.alleles, site.alternates.kinds, site.types(), strict=True
    ):
        if not WHOLE.fullmatch(value) or len(value) > 12:
            continue
        length = int(value)
        if kind is Kind.BASES and length != len(allele) - len(site.ref):
            yield site.rules.strict, "VCF_SV", f"SVLEN is {length}, not the difference {len(allele) - len(site.ref)}"
        elif (type_ in {"INS", "DUP"} and length < 0) or (type_ == "DEL" and length > 0):
            yield site.rules.strict, "VCF_SV", f"SVLEN of {shown(allele)} is {length}"


def _lengths(info: Mapping[str, bytes], site: Site) -> Iterator[Fault]:
    types = [type_ for type_ in site.types() if type_ not in {"", "BND"}]
    if b"<*>" in site.alternates.alleles and "END" not in info and not site.rules.local:
        yield False, "VCF_SV", "a record with <*> has no END"
    values = info.get("SVLEN", b".").split(b",")
    told = len(values) == len(site.alternates.alleles)
    pairs = zip(site.types(), values, strict=False) if told else ()
    lacking = next((type_ for type_, value in pairs if type_ not in {"", "BND"} and value == b"."), "")
    if types and (lacking or "SVLEN" not in info):
        # The text says must, and its own example of phased duplications leaves it out.
        yield False, "VCF_SV", f"<{lacking or types[0]}> has no SVLEN"


def _claims(info: Mapping[str, bytes], site: Site) -> Iterator[Fault]:
    types = site.types()
    if "SVCLAIM" not in info:
        if {"DEL", "DUP"} & set(types):
            # The text says must, and its own example leaves it out.
            yield False, "VCF_SV", "a deletion or duplication has no SVCLAIM"
        return
    values = info["SVCLAIM"].split(b",")
    if len(values) != len(types):
        return
    for value, type_ in zip(values, types, strict=True):
        if type_ and value not in CLAIMS[type_]:
            yield True, "VCF_SV", f"SVCLAIM of {type_} is {shown(value)}"
        elif not type_ and value != b".":
            yield False, "VCF_SV", f"SVCLAIM {shown(value)} of an allele that is no structural variant"


def _multiples(info: Mapping[str, bytes], site: Site) -> Iterator[Fault]:
    alleles = len(site.alternates.alleles)
    for keys, factor in ((PAIRS, 2), (QUADRUPLES, 4)):
        for key in keys:
            values = info.get(key, b".").split(b",")
            if values != [b"."] and len(values) != factor * alleles:
                yield True, "VCF_SV", f"{key} has {len(values)} values, not {factor} for each of {alleles} alternates"
            elif key in {"CIPOS", "CIEND"}:
                yield from _spans(key, values)


def _spans(key: str, values: list[bytes]) -> Iterator[Fault]:
    numbers = [float(value) if REAL.fullmatch(value) else 0.0 for value in values]
    if any(low > 0 for low in numbers[::2]) or any(high < 0 for high in numbers[1::2]):
        yield True, "VCF_SV", f"an interval of {key} does not span 0"


def _repeats(info: Mapping[str, bytes], site: Site) -> Iterator[Fault]:
    repeated = [one.startswith(b"<CNV:TR") for one in site.alternates.alleles]
    if any(repeated) and not info.keys() & {"RUS", "RUL"}:
        yield True, "VCF_SV", "<CNV:TR> has neither RUS nor RUL"
    sequences = _sequences(info.get("RN"), repeated)
    for key in REPEATS:
        values = info.get(key, b".").split(b",")
        if key in info and sequences is not None and len(values) != sequences and values != [b"."]:
            yield True, "VCF_SV", f"{key} has {len(values)} values where RN tells {sequences}"
    yield from _units(info)
    for key, base in REPEAT_PAIRS.items():
        yield from _repeat_pairs(key, base, info)
    yield from _unit_bases(info)


def _sequences(rn: bytes | None, repeated: list[bool]) -> int | None:
    """How many repeat sequences the record has; None if RN cannot be read."""
    if rn is None:
        return sum(repeated)
    values = rn.split(b",")
    if not all(value == b"." or (value.isdigit() and len(value) < 10) for value in values):
        return None
    return sum(int(value) for value in values if value != b".")


def _units(info: Mapping[str, bytes]) -> Iterator[Fault]:
    for unit in info.get("RUS", b".").split(b","):
        if unit not in {b"", b"."} and not NUCLEOTIDES.fullmatch(unit):
            yield True, "VCF_SV", f"RUS {shown(unit)} has other signs than IUPAC nucleotides"
    if "RUS" not in info or "RUL" not in info:
        return
    for unit, length in zip(info["RUS"].split(b","), info["RUL"].split(b","), strict=False):
        if b"." not in {unit, length} and length.isdigit() and len(length) < 10 and int(length) != len(unit):
            yield True, "VCF_SV", f"RUL {int(length)} is not the length of RUS {shown(unit)}"


def _repeat_pairs(key: str, base: str, info: Mapping[str, bytes]) -> Iterator[Fault]:
    if key not in info or info[key] == b".":
        return
    if base not in info:
        yield True, "VCF_SV", f"{key} stands without {base}"
        return
    values, bases = info[key].split(b","), info[base].split(b",")
    if len(values) != 2 * len(bases):
        yield True, "VCF_SV", f"{key} has {len(values)} values, not two for each of {base}"
    elif any(bases[i // 2] == b"." != value for i, value in enumerate(values)):
        yield True, "VCF_SV", f"{key} tells an interval of a missing {base}"
    else:
        yield from _spans(key, values)


def _unit_bases(info: Mapping[str, bytes]) -> Iterator[Fault]:
    if "RUB" not in info or info["RUB"] == b".":
        return
    numbers = info.get("RUC", b"").split(b",")
    if not all(number == b"." or (number.isdigit() and len(number) < 8) for number in numbers):
        yield True, "VCF_SV", "RUB stands without whole numbers in RUC"
        return
    expected = sum(int(number) for number in numbers if number != b".")
    if info["RUB"].count(b",") + 1 != expected:
        yield True, "VCF_SV", f"RUB has {info['RUB'].count(b',') + 1} values where RUC tells {expected}"
