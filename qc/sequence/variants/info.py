"""The INFO column: keys, numbers, types and meanings of its values (section 1.6.1)."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from qc.sequence.variants.alleles import Alternates
from qc.sequence.variants.definition import Definition, counts
from qc.sequence.variants.header import Header
from qc.sequence.variants.meta_lines import KEY
from qc.sequence.variants.reserved import VAGUE
from qc.sequence.variants.structural import STRUCTURAL, Site, structural_faults
from qc.sequence.variants.teller import Teller, shown
from qc.sequence.variants.values import WHOLE, pattern, wrong_meaning, wrong_number, wrong_type

ANY = re.compile(rb"[^\s=]*+")
"""A value of an undeclared key that gives no cause for a remark."""
MOST_KEYS = 100_000
"""Most fields of one INFO column."""

LONGEST_VALUE = 8 << 20
"""Longest value of a field that is looked at value by value, in bytes."""

PERCENT = re.compile(rb"%(?![0-9A-Fa-f]{2})")


@dataclass(slots=True)
class Key:
    """One INFO key as this file uses it; `patterns` by the number of alternates."""

    name: str
    definition: Definition | None
    structural: bool
    patterns: dict[int, re.Pattern[bytes]] = field(default_factory=dict)


@dataclass(slots=True)
class InfoCheck:
    """Checks the INFO column of one file."""

    header: Header
    teller: Teller
    keys: dict[bytes, Key] = field(default_factory=dict)

    def check(self, text: bytes, alternates: Alternates, pos: int, ref: bytes) -> None:
        """Check one INFO column; `alternates`, `pos` and `ref` are those of its record."""
        structural: dict[str, bytes] = {}
        if text != b".":
            self._entries(text, alternates.number, structural)
        if structural or alternates.symbolic:
            site = Site(pos, ref, alternates, self.header.rules)
            for must, name, message in structural_faults(structural, site):
                self.teller.tell(must, name, message)

    def _entries(self, text: bytes, number: int, structural: dict[str, bytes]) -> None:
        if text.count(b";") > MOST_KEYS:
            self.teller.tell(True, "VCF_INFO", f"there are more than {MOST_KEYS} fields")
            return
        seen = []
        for entry in text.split(b";"):
            name, equals, value = entry.partition(b"=")
            seen.append(name)
            key = self.keys.get(name) or self._key(name)
            if key.structural:
                structural[key.name] = value
            sound = key.patterns.get(number) or self._pattern(key, number)
            if not equals or not value or not sound.fullmatch(value):
                self._look(key, value, bool(equals), number)
        if len(set(seen)) < len(seen):
            self._twice(seen)

    def _twice(self, seen: Iterable[bytes]) -> None:
        twice = next((name for name, count in Counter(seen).items() if name and count > 1), None)
        if twice is not None:
            self.teller.tell(self.header.rules.strict, "VCF_INFO", f"the key {shown(twice)} stands twice")

    def _pattern(self, key: Key, number: int) -> re.Pattern[bytes]:
        if key.definition is None:
            found = ANY
        else:
            accepted = counts(key.definition.number, number, 0)
            kind = key.definition.kind
            found = pattern(key.definition.type, kind, None if accepted is None else accepted[0])
            if key.definition.type == "String" and not kind:
                found = _without_blanks(found)
        if len(key.patterns) > 64:
            key.patterns.clear()
        key.patterns[number] = found
        return found

    def _key(self, name: bytes) -> Key:
        text = name.decode("utf-8", "replace")
        declared = self.header.info.get(text)
        reserved = self.header.rules.info.get(text)
        definition = declared
        if declared is None and reserved is not None and text not in VAGUE:
            definition = Definition.of(text, reserved)
        key = Key(text, definition, text in STRUCTURAL)
        if len(self.keys) < 20_000 and self._named(name, text):
            self.keys[name] = key
            if declared is None:
                self.teller.once(False, "VCF_INFO_UNDECLARED", text, f"the INFO key {shown(text)} is not declared")
        return key

    def _named(self, name: bytes, text: str) -> bool:
        """Whether the key can stand; what is wrong is said at every record, since the key is not kept."""
        rules = self.header.rules
        if not name:
            self.teller.tell(rules.strict, "VCF_INFO", "a field is empty")
        elif name == b".":
            self.teller.tell(rules.strict, "VCF_INFO", "the missing value stands beside fields")
        elif any(sign.isspace() for sign in text):
            self.teller.tell(True, "VCF_INFO_KEY", f"the key {shown(name)} has a blank")
        elif rules.strict and not KEY.fullmatch(text) and text != "1000G":
            self.teller.tell(
                True, "VCF_INFO_KEY", f"the key {shown(name)} has other signs than letters, digits, _ and ."
            )
        else:
            return True
        return False

    def _look(self, key: Key, value: bytes, equals: bool, number: int) -> None:
        definition = key.definition
        if not equals:
            self._bare(key)
            return
        if not value:
            # From 4.4 on an empty text is how a missing text is written.
            text = definition is not None and definition.type == "String" and self.header.rules.claims
            if key.name not in {"", "."} and not text:
                self.teller.tell(self.header.rules.strict, "VCF_INFO", f"{key.name} has an empty value")
            return
        if len(value) > LONGEST_VALUE:
            self.teller.tell(True, "VCF_INFO", f"{key.name} has more than {LONGEST_VALUE} bytes")
            return
        self._signs(key.name, value)
        if definition is None:
            return
        accepted = None if definition.type == "Flag" else counts(definition.number, number, 0)
        found = wrong_number(value, accepted)
        if found is not None:
            expected = accepted[0] if accepted else 0
            # A comma inside one declared text is common, and does not hurt who reads it as text.
            must = not (definition.declared and definition.type == "String" and definition.number == "1")
            self.teller.tell(must, "VCF_INFO_NUMBER", f"{key.name} has {found} values, not {expected}")
        self._typed(value, definition)

    def _bare(self, key: Key) -> None:
        definition = key.definition
        if definition is None or definition.type == "Flag" or definition.number == "0":
            return
        must = definition.number != "." and definition.type != "String"
        self.teller.tell(must, "VCF_INFO_NUMBER", f"{key.name} has no value")

    def _typed(self, value: bytes, definition: Definition) -> None:
        one = wrong_type(value, definition)
        strict = self.header.rules.strict
        if one is not None:
            must = strict or not (definition.type == "Integer" and WHOLE.fullmatch(one) is not None)
            self.teller.tell(must, "VCF_INFO_TYPE", f"{definition.key} has {shown(one)}, which is no {definition.type}")
            return
        one = wrong_meaning(value, definition.kind)
        if one is not None:
            # Programs write -1 for unknown counts of keys that they declare.
            must = definition.kind != "count" or not definition.declared
            self.teller.tell(must, "VCF_INFO_VALUE", f"{definition.key} has {shown(one)}, which it cannot be")

    def _signs(self, name: str, value: bytes) -> None:
        strict = self.header.rules.strict
        if not strict and any(sign in value for sign in (b" ", b"\t")):
            self.teller.once(False, "VCF_INFO", f"blank {name}", f"{name} has a blank in its value")
        if b"=" in value:
            self.teller.once(False, "VCF_INFO", f"equals {name}", f"{name} has an equals sign in its value")
        if strict and PERCENT.search(value):
            self.teller.once(False, "VCF_INFO", f"percent {name}", f"{name} has a percent sign that encodes nothing")


def _without_blanks(found: re.Pattern[bytes]) -> re.Pattern[bytes]:
    return re.compile(found.pattern.replace(rb"[^,", rb"[^,\s=%"))
