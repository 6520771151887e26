"""The FORMAT column and the samples: each field against its definition (section 1.6.2).

A plan is made once for each FORMAT text and number of alternates; its pattern matches sound samples as a whole. What
does not match is read field by field, and the verdict on each distinct text is kept.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from qc.sequence.variants.definition import Definition, counts
from qc.sequence.variants.genotype import genotype_fault, genotype_pattern, phased, ploidy
from qc.sequence.variants.header import Header
from qc.sequence.variants.local import local_counts, local_faults, order_faults
from qc.sequence.variants.meta_lines import KEY
from qc.sequence.variants.reserved import KINDS_OF_LIKELIHOOD, VAGUE, modification
from qc.sequence.variants.rules import Rules
from qc.sequence.variants.teller import Teller, shown
from qc.sequence.variants.values import WHOLE, listed, single, wrong_meaning, wrong_number, wrong_type

Fault = tuple[bool, str, str]
"""Whether it is an error, the code without its letter, the message."""

Patterns = tuple[re.Pattern[bytes], re.Pattern[bytes]]
"""All samples of a line: each with all its fields (quick), or with some dropped from the end."""

ALPHANUMERIC = re.compile(r"[0-9A-Za-z]+")
KEPT = 20_000
"""Verdicts that are kept of a plan before they are forgotten together; of samples up to `SHORT` bytes."""

SHORT = 256
MOST_PLANS = 64
MOST_PATTERNS = 32
"""Plans that are kept, and patterns of each."""

LONGEST_FORMAT = 1 << 16
LONGEST_FIELD = 8 << 20
"""Longest FORMAT column, and longest field of a sample that is looked at, in bytes."""


@dataclass(slots=True)
class Plan:
    """What one FORMAT text asks of samples."""

    keys: tuple[str, ...]
    definitions: tuple[Definition | None, ...]
    faults: tuple[Fault, ...]
    patterns: dict[int, Patterns] = field(default_factory=dict)
    verdicts: dict[tuple[int, bytes], tuple[Fault, ...]] = field(default_factory=dict)

    @property
    def genotyped(self) -> bool:
        """Whether the samples begin with a genotype."""
        return bool(self.keys) and self.keys[0] == "GT"


@dataclass(slots=True)
class SampleCheck:
    """Checks FORMAT and the samples of one file."""

    header: Header
    teller: Teller
    plans: dict[bytes, Plan] = field(default_factory=dict)

    def check(self, text: bytes, samples: bytes, alternates: int) -> Plan:
        """Check the FORMAT text and the samples (still tab-separated) of one record."""
        plan = self.plans.get(text) or self._plan(text)
        for must, name, message in plan.faults:
            self.teller.tell(must, name, message)
        full, loose = plan.patterns.get(alternates) or self._patterns(plan, alternates)
        if not full.fullmatch(samples) and not loose.fullmatch(samples):
            self._single(plan, samples, alternates)
        return plan

    def _single(self, plan: Plan, samples: bytes, alternates: int) -> None:
        for number, sample in enumerate(samples.split(b"\t")):
            key = alternates, sample
            faults = plan.verdicts.get(key)
            if faults is None:
                if len(plan.verdicts) > KEPT:
                    plan.verdicts.clear()
                faults = tuple(sample_faults(plan, sample, alternates, self.header.rules))
                if len(sample) <= SHORT:
                    plan.verdicts[key] = faults
            for must, name, message in faults:
                self.teller.tell(must, name, f"sample {shown(self._name(number))}: {message}")

    def _name(self, number: int) -> str:
        names = self.header.samples
        return names[number] if number < len(names) else f"{number + 1}"

    def _patterns(self, plan: Plan, alternates: int) -> Patterns:
        if len(plan.patterns) > MOST_PATTERNS:
            plan.patterns.clear()
        one, full = sample_pattern(plan, alternates), full_pattern(plan, alternates)
        found = re.compile(full + rb"(?:\t" + full + rb")*+"), re.compile(one + rb"(?:\t" + one + rb")*+")
        plan.patterns[alternates] = found
        return found

    def _plan(self, text: bytes) -> Plan:
        if len(self.plans) > MOST_PLANS:
            self.plans.clear()
        keys = tuple(text[:LONGEST_FORMAT].decode("utf-8", "replace").split(":"))
        faults = tuple(format_faults(keys, self.header))
        plan = Plan(keys, tuple(self._definition(key) for key in keys), faults)
        self.plans[text] = plan
        for key in keys:
            if key not in self.header.formats and keys != (".",):
                self.teller.once(False, "VCF_FORMAT_UNDECLARED", key, f"the FORMAT key {shown(key)} is not declared")
        return plan

    def _definition(self, key: str) -> Definition | None:
        declared = self.header.formats.get(key)
        if declared is not None:
            return declared
        rules = self.header.rules
        reserved = rules.format.get(key) or (modification(key) if rules.local else None)
        return None if reserved is None or key in VAGUE else Definition.of(key, reserved)


def format_faults(keys: tuple[str, ...], header: Header) -> Iterator[Fault]:
    """What is wrong with a FORMAT column itself."""
    rules = header.rules
    if keys == (".",):
        # What programs write at a site whose samples tell nothing.
        yield False, "VCF_FORMAT", "there is no FORMAT key"
        return
    for key in keys:
        if not key or any(sign.isspace() for sign in key):
            yield True, "VCF_FORMAT", f"{shown(key)} is no FORMAT key"
        elif rules.strict and not KEY.fullmatch(key):
            yield True, "VCF_FORMAT", f"the FORMAT key {shown(key)} has other signs than letters, digits, _ and ."
        elif not rules.strict and key not in header.formats and not ALPHANUMERIC.fullmatch(key):
            yield True, "VCF_FORMAT", f"the FORMAT key {shown(key)} is neither alphanumeric nor declared"
    if "GT" in keys[1:]:
        yield True, "VCF_FORMAT", "GT is not the first key"
    if len(set(keys)) < len(keys):
        yield rules.strict, "VCF_FORMAT", "a key stands twice"
    if rules.local:
        yield from order_faults(keys)
        if "GT" not in keys and any(modification(key) for key in keys):
            yield True, "VCF_FORMAT", "base modifications stand without GT, which orders them"


def sample_pattern(plan: Plan, alternates: int) -> bytes:
    """The pattern of sound samples: diploid or haploid genotypes where the number of values depends on it."""
    if not plan.genotyped:
        return _fields(plan.definitions, alternates, 2)
    dependent = any(one is not None and one.number in {"G", "P", "LG"} for one in plan.definitions)
    if not dependent:
        return genotype_pattern(alternates, None) + _trailing(plan.definitions[1:], alternates, 2)
    forms = [genotype_pattern(alternates, n) + _trailing(plan.definitions[1:], alternates, n) for n in (2, 1)]
    return b"(?:" + b"|".join(forms) + b")"


def full_pattern(plan: Plan, alternates: int) -> bytes:
    """The pattern of sound samples with all their fields, diploid where there are genotypes: most samples."""
    if len(plan.definitions) > 60:
        return b"(?!)"
    fields = [_value(definition, alternates, 2) for definition in plan.definitions]
    if plan.genotyped:
        fields[0] = genotype_pattern(alternates, 2)
    return b":".join(fields)


def _fields(definitions: tuple[Definition | None, ...], alternates: int, alleles: int) -> bytes:
    return _value(definitions[0], alternates, alleles) + _trailing(definitions[1:], alternates, alleles)


def _trailing(definitions: tuple[Definition | None, ...], alternates: int, alleles: int) -> bytes:
    """Fields that may be dropped from the end."""
    if len(definitions) > 60:
        return b"(?!)"
    text = b""
    for definition in reversed(definitions):
        text = b"(?::" + _value(definition, alternates, alleles) + text + b")?"
    return text


def _value(definition: Definition | None, alternates: int, alleles: int) -> bytes:
    if definition is None:
        return rb"[^:\t]++"
    if definition.number in {"LA", "LR", "LG", "M"} or definition.key in {"LAA", "PSL"}:
        return rb"\."
    signs = rb"[^,:\s" if definition.key == "FT" else rb"[^,:\t"
    one = single(definition.type, definition.kind).replace(rb"[^,", signs)
    accepted = counts(definition.number, alternates, alleles)
    if accepted is None:
        return listed(one, None)
    return rb"(?:" + rb"|".join(listed(one, count) for count in accepted) + rb")"


def sample_faults(plan: Plan, sample: bytes, alternates: int, rules: Rules) -> Iterator[Fault]:
    """What is wrong with one sample, field by field."""
    number = sample.count(b":") + 1
    if number > len(plan.keys):
        yield True, "VCF_SAMPLE", f"{number} fields where FORMAT has {len(plan.keys)}"
        return
    fields = sample.split(b":")
    alleles = 2
    if plan.genotyped:
        fault = genotype_fault(fields[0], alternates, rules)
        if fault is not None:
            yield fault[0], "VCF_GT", fault[1]
            if fault[0]:
                return
        alleles = ploidy(fields[0])
    present = dict(zip(plan.keys, fields, strict=False))
    here = local_counts(present, alternates) if rules.local else None
    if rules.local:
        yield from local_faults(present, alternates)
    if rules.phase_prefix and _told(present, "PSL"):
        yield from phase_set_faults(present)
    first = 1 if plan.genotyped else 0
    for key, definition, value in zip(plan.keys[first:], plan.definitions[first:], fields[first:], strict=False):
        if len(value) > LONGEST_FIELD:
            yield True, "VCF_SAMPLE", f"{key} has more than {LONGEST_FIELD} bytes"
        elif not value:
            # Before 4.3 joined files leave samples empty; in 4.5 an empty LAA is the empty list.
            empty = (rules.strict, "VCF_SAMPLE", f"{key} is empty: a missing value is a dot")
            yield from () if key == "LAA" else (empty,)
        elif definition is not None:
            local = definition.number in {"LA", "LR", "LG"}
            if local and "LAA" not in plan.keys:
                continue
            number = here if local and here is not None else alternates
            yield from field_faults(value, definition, number, alleles, rules)


def phase_set_faults(present: Mapping[str, bytes]) -> Iterator[Fault]:
    """PSL (4.4) names a phase set for phased alleles only, and PS does not stand beside it."""
    if _told(present, "PS"):
        yield True, "VCF_SAMPLE", "has both PS and PSL"
    signs, names = phased(present.get("GT", b"")), present["PSL"].split(b",")
    if len(signs) == len(names) and any(not sign and name != b"." for sign, name in zip(signs, names, strict=True)):
        yield True, "VCF_SAMPLE", "PSL names a phase set for an allele that is not phased"


def _told(present: Mapping[str, bytes], key: str) -> bool:
    return present.get(key, b".").strip(b".,") != b""


def field_faults(value: bytes, definition: Definition, alternates: int, alleles: int, rules: Rules) -> Iterator[Fault]:
    """What is wrong with the value of one field."""
    key = definition.key
    accepted = counts(definition.number, alternates, alleles)
    found = wrong_number(value, accepted)
    if found is not None:
        # A comma inside one declared text, as in INFO.
        must = not (definition.declared and definition.type == "String" and definition.number == "1")
        yield must, "VCF_SAMPLE_NUMBER", f"{key} has {found} values, not {accepted[0] if accepted else 0}"
    if key == "FT" and len(value.split()) != 1:
        yield rules.strict, "VCF_SAMPLE_VALUE", f"FT has a blank: {shown(value)}"
    one = wrong_type(value, definition)
    if one is not None:
        must = rules.strict or not (definition.type == "Integer" and WHOLE.fullmatch(one) is not None)
        yield must, "VCF_SAMPLE_TYPE", f"{key} has {shown(one)}, which is no {definition.type}"
        return
    one = wrong_meaning(value, definition.kind)
    if one is not None:
        must = not definition.declared or definition.kind in KINDS_OF_LIKELIHOOD
        yield must, "VCF_SAMPLE_VALUE", f"{key} has {shown(one)}, which it cannot be"
