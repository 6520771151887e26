"""The genotype fields of a BCF record: each a matrix of samples by values, checked as a whole (section 6.3.2)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qc.sequence.variants.bcf_values import END_FLOAT, INTEGERS, MISSING, MISSING_FLOAT, WIDTHS, BrokenRecord, Cursor
from qc.sequence.variants.bcf_values import array as values_of
from qc.sequence.variants.definition import Definition, counts
from qc.sequence.variants.format import field_faults, format_faults
from qc.sequence.variants.header import Header

Fault = tuple[bool, str, str]
Matrix = NDArray[np.int64]
Flags = NDArray[np.bool_]

TYPES = {
    "Integer": frozenset({0, *INTEGERS}),
    "Float": frozenset({0, 5}),
    "Number": frozenset({0, 5, *INTEGERS}),
    "Character": frozenset({0, 7}),
    "String": frozenset({0, 7}),
}
"""Stored types by declared Type; 0 is a missing field."""


@dataclass(slots=True)
class Fields:
    """The genotype fields of one record, field by field; `ploidies` and `local` once GT and LAA are read."""

    header: Header
    names: Mapping[int, str]
    alternates: int
    keys: list[str] = field(default_factory=list)
    ploidies: Matrix | None = None
    distinct: tuple[int, ...] = (2,)
    local: Matrix | None = None

    def read(self, data: bytes, number: int, samples: int) -> Iterator[Fault]:
        """Read so many fields of so many samples; what is wrong with them. Raises BrokenRecord."""
        cursor = Cursor(data)
        for _ in range(number):
            index = cursor.integer()
            if index not in self.names:
                raise BrokenRecord(f"the FORMAT key {index} is not in the dictionary")
            kind, size = cursor.descriptor()
            values = cursor.take(size * samples * WIDTHS[kind])
            self.keys.append(self.names[index])
            yield from self._field(self.names[index], values, kind, (samples, size))
        if cursor.at != len(data):
            raise BrokenRecord(f"{len(data) - cursor.at} bytes remain after the last genotype field")
        if self.keys:
            yield from format_faults(tuple(self.keys), self.header)

    def _field(self, key: str, data: bytes, kind: int, shape: tuple[int, int]) -> Iterator[Fault]:
        definition = self.header.formats.get(key)
        if definition is None:
            yield True, "BCF_DICTIONARY", f"the FORMAT key {key[:60]!r} is not declared"
            return
        if key == "GT":
            yield from self._genotypes(data, kind, shape)
            return
        if kind not in TYPES.get(definition.type, TYPES["String"]):
            yield True, "VCF_SAMPLE_TYPE", f"{key} is stored as another type than {definition.type}"
        elif kind == 7 and shape[1]:
            yield from self._texts(definition, data, shape[1])
        elif kind and shape[1]:
            yield from self._numbers(definition, values_of(data, kind).reshape(shape), kind)

    def _texts(self, definition: Definition, data: bytes, size: int) -> Iterator[Fault]:
        """Texts by the rules of VCF, each once; those of which at most a comma could be said are passed over."""
        if definition.type == "String" and definition.number in {"1", "."} and definition.key != "FT":
            return
        texts = np.frombuffer(data, f"S{size}").tolist()
        known = self.ploidies is not None and definition.number in {"P", "G"}
        ploidies = self.ploidies.tolist() if known and self.ploidies is not None else [2] * len(texts)
        for text, ploidy in sorted(set(zip(texts, ploidies, strict=True))):
            yield from field_faults(text or b".", definition, self.alternates, ploidy, self.header.rules)

    def _genotypes(self, data: bytes, kind: int, shape: tuple[int, int]) -> Iterator[Fault]:
        if kind not in INTEGERS or not shape[1]:
            if kind != 0:
                yield True, "VCF_GT", "GT is not stored as integers"
            return
        values = values_of(data, kind).reshape(shape)
        ended = values == MISSING[kind] + 1
        yield from _ends(ended)
        if bool(((values < 0) & ~ended).any()):
            yield True, "VCF_GT", "GT holds a negative value"
        highest = int(np.where(ended, 0, (values >> 1) - 1).max(initial=0))
        if highest > self.alternates:
            must = highest > max(self.alternates, 1)
            yield must, "VCF_GT", f"a genotype names the allele {highest} of {self.alternates}"
        present = (~ended).sum(axis=1)
        lone = (present == 1) & ((values[:, 0] >> 1) == 0)
        self.ploidies = np.where(lone, 0, present)
        self.distinct = tuple(int(one) for one in np.unique(self.ploidies))

    def _numbers(self, definition: Definition, values: NDArray[Any], kind: int) -> Iterator[Fault]:
        missing_value, end = (MISSING_FLOAT, END_FLOAT) if kind == 5 else (MISSING[kind], MISSING[kind] + 1)
        ended, missing = values == end, values == missing_value
        yield from _ends(ended)
        present = (~ended).sum(axis=1)
        told = ~(missing | ended).all(axis=1)
        if definition.key == "LAA":
            self.local = np.where(told, present, 0)
            yield from self._local(values, ~ended & told[:, None])
        elif bool((told & ~self._accepted(definition.number, present)).any()):
            yield True, "VCF_SAMPLE_NUMBER", f"{definition.key} has another number of values than {definition.number}"
        if kind != 5 and definition.kind == "count" and bool(((values < 0) & ~missing & ~ended).any()):
            yield False, "VCF_SAMPLE_VALUE", f"{definition.key} is negative"
        if kind == 5 and definition.kind == "frequency" and _unlikely(values, missing | ended):
            yield True, "VCF_SAMPLE_VALUE", f"{definition.key} lies outside of 0 to 1"

    def _local(self, values: NDArray[Any], present: Flags) -> Iterator[Fault]:
        """LAA lists distinct alternates."""
        known = ~present | ((values >= 1) & (values <= self.alternates))
        ordered = np.sort(np.where(present, values, 0), axis=1)
        twice = (ordered[:, 1:] == ordered[:, :-1]) & (ordered[:, 1:] > 0)
        if not bool(known.all()):
            yield True, "VCF_LOCAL", f"LAA names other alleles than the {self.alternates} alternates"
        elif bool(twice.any()):
            yield True, "VCF_LOCAL", "LAA lists an allele twice"

    def _accepted(self, number: str, present: Matrix) -> Flags:
        """By sample, whether so many values are right for this Number."""
        if number not in {"LA", "LR", "LG"}:
            return self._of_ploidies(number, self.alternates, present)
        local = self.local if self.local is not None else np.zeros_like(present)
        right = np.zeros(present.shape, bool)
        for alternates in np.unique(local):
            right |= self._of_ploidies(number, int(alternates), present) & (local == alternates)
        return right

    def _of_ploidies(self, number: str, alternates: int, present: Matrix) -> Flags:
        """The same for so many alternates; without GT all samples are diploid."""
        right = np.zeros(present.shape, bool)
        for ploidy in self.distinct:
            flags = _right(number, alternates, ploidy, present)
            right |= flags if self.ploidies is None else flags & (self.ploidies == ploidy)
        return right


def _right(number: str, alternates: int, ploidy: int, present: Matrix) -> Flags:
    accepted = counts(number, alternates, ploidy)
    if accepted is None:
        return np.ones(present.shape, bool)
    right: Flags = present == accepted[0]
    for number_accepted in accepted[1:]:
        right = right | (present == number_accepted)
    return right


def _unlikely(values: NDArray[Any], absent: Flags) -> bool:
    """Whether a float that is present, as its bits, lies outside of 0 to 1; not a number is neither."""
    numbers = values.view("<f4")
    with np.errstate(invalid="ignore"):
        return bool((((numbers < 0) | (numbers > 1)) & ~absent).any())


def _ends(ended: Flags) -> Iterator[Fault]:
    if bool((ended[:, :-1] & ~ended[:, 1:]).any()):
        yield True, "BCF_RECORD", "a value stands after the end of its vector"
