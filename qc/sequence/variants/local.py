"""Local alleles (4.5): fields that speak of some of the alternates only, listed in LAA."""

from collections.abc import Iterator, Mapping

from qc.sequence.variants.reserved import LOCAL
from qc.sequence.variants.teller import shown

Fault = tuple[bool, str, str]


def order_faults(keys: tuple[str, ...]) -> Iterator[Fault]:
    """LAA stands beside any local-allele field and before all fields but GT."""
    if not LOCAL.keys() & set(keys):
        return
    if "LAA" not in keys:
        yield True, "VCF_LOCAL", "there are local-allele fields and no LAA"
    elif keys.index("LAA") > (1 if keys[0] == "GT" else 0):
        yield True, "VCF_LOCAL", "LAA does not stand before all fields but GT"


def local_counts(present: Mapping[str, bytes], alternates: int) -> int:
    """How many alternates are local to the sample; a missing LAA is the empty list."""
    value = present.get("LAA", b".")
    return 0 if value in {b"", b"."} else min(value.count(b",") + 1, alternates)


def local_faults(present: Mapping[str, bytes], alternates: int) -> Iterator[Fault]:
    """LAA lists distinct indices of alternates."""
    value = present.get("LAA", b".")
    if value in {b"", b"."}:
        return
    listed = value.split(b",")
    if not all(one.isdigit() and len(one) < 10 and 1 <= int(one) <= alternates for one in listed):
        yield True, "VCF_LOCAL", f"LAA is {shown(value)} where there are {alternates} alternates"
    elif len({int(one) for one in listed}) < len(listed):
        yield True, "VCF_LOCAL", f"LAA lists an allele twice: {shown(value)}"
