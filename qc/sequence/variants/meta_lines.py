"""What each kind of structured meta-information line must hold (section 1.4, by version)."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from qc.sequence.variants.meta import MetaLine
from qc.sequence.variants.reserved import FORMAT, INFO, STRUCTURAL_NAMES, TOLERATED, Reserved, modification
from qc.sequence.variants.rules import TYPES, Rules
from qc.sequence.variants.teller import Teller, shown

BLANK = re.compile(r"\s")
CONTIG = re.compile(r"[0-9A-Za-z!#$%&+./:;?@^_|~-][0-9A-Za-z!#$%&*+./:;=?@^_|~-]*")
"""Contig names from 4.3 on: those of SAM references."""
FORMER_CONTIG = re.compile(r"[^\s,<>\[\]*=][^\s,<>\[\]]*")
"""Names of 4.3 before January 2019, when SAM and VCF took quotation marks, backslashes and round brackets from them."""
KEY = re.compile(r"[A-Za-z_][0-9A-Za-z_.]*")
"""INFO and FORMAT keys from 4.3 on."""
PERSON = re.compile(r"[^\s:,;<>\"]+")
"""A genome in PEDIGREE: one word without signs that delimit."""
HOST = re.compile(
    r"[A-Za-z][A-Za-z0-9+.-]*://(?:[^/?#\s@]*@)?(?:[0-9]+(?:\.[0-9]+){3}|[A-Za-z][^:/?#\s]*|\[[0-9A-Fa-f:.]+\]|)"
    r"(?::[0-9]*)?(?:[/?#]\S*)?"
)
"""A URL whose host is a name, an address or nothing (file:///)."""
NAMES = re.compile(r"Name_[0-9A-Za-z]+")
ORIGIN = frozenset({"Source", "Version"})
"""Additional fields whose quotation marks 4.3 made a must by name."""
OWN_VALUE = frozenset({"reference", "assembly", "pedigreeDB", "phasing"})
"""Unstructured keys of the specification that are wrong without a value in every version."""


@dataclass(frozen=True, slots=True)
class Line:
    """A meta-information line with what judges it."""

    meta: MetaLine
    rules: Rules
    teller: Teller

    def tell(self, must: bool, name: str, message: str) -> None:
        """Say something of the line, naming its key and ID."""
        named = self.meta.fields.get("ID")
        self.teller.tell(must, name, f"##{self.meta.key}{f' {shown(named)}' if named else ''} {message}")

    def lacks(self, *keys: str) -> bool:
        """Whether a required field is missing or empty; each is said."""
        missing = [key for key in keys if not self.meta.fields.get(key) and key not in self.meta.quoted]
        for key in missing:
            self.tell(True, "VCF_META", f"has no {key}")
        return bool(missing)

    def unquoted(self) -> None:
        """Say it where Description is not in quotation marks, or what should be quoted is not."""
        if "Description" in self.meta.fields and "Description" not in self.meta.quoted:
            self.tell(True, "VCF_META", "has a Description without quotation marks")
        known = {"ID", "Number", "Type", "Description", "IDX"}
        bare = self.meta.fields.keys() - known - self.meta.quoted
        if bare:
            must = self.rules.strict and bool(bare & ORIGIN)
            self.tell(must, "VCF_META", "has an additional field without quotation marks")

    def ordered(self, *keys: str) -> None:
        """Say it where the fields are not in the order of the text (4.4 left it open)."""
        order = [key for key in self.meta.fields if key in keys]
        if self.rules.ordered and order != [key for key in keys if key in order]:
            self.tell(order[0] != "ID", "VCF_META", f"has its fields in the order {', '.join(order)}")


def alt(line: Line) -> None:
    """ALT: ID and Description; subtypes only of the listed types; no blank, comma or angle bracket in the ID."""
    fields = line.meta.fields
    if line.lacks("ID", "Description"):
        return
    name = fields["ID"]
    first, colon, _ = name.partition(":")
    if BLANK.search(name) or set(name) & set("<>,"):
        line.tell(True, "VCF_META_ID", "has a blank, comma or angle bracket in its ID")
    elif colon and first not in line.rules.types:
        line.tell(True, "VCF_META_ID", f"has a subtype of {shown(first)}, which is none of the types")
    if {"Number", "Type"} & fields.keys():
        line.tell(True, "VCF_META", "has Number or Type: an ALT line holds ID and Description")
    line.unquoted()
    line.ordered("ID", "Description")


def filtered(line: Line) -> None:
    """FILTER: ID (not 0, no blank or semicolon) and Description."""
    if line.lacks("ID", "Description"):
        return
    name = line.meta.fields["ID"]
    if name == "0":
        line.tell(True, "VCF_META_ID", "has the reserved ID 0")
    elif BLANK.search(name) or ";" in name:
        line.tell(True, "VCF_META_ID", "has a blank or semicolon in its ID")
    line.unquoted()
    line.ordered("ID", "Description")


def info(line: Line) -> None:
    """INFO: ID, Number, Type, Description, and for reserved keys those of the specification."""
    _typed(line, line.rules.numbers, TYPES, line.rules.info.get(line.meta.fields.get("ID", "")))


def formatted(line: Line) -> None:
    """FORMAT: as INFO without Flag, with more letters for Number in 4.4 and 4.5."""
    name = line.meta.fields.get("ID", "")
    reserved = line.rules.format.get(name)
    if reserved is None and line.rules.local:
        reserved = modification(name)
    _typed(line, line.rules.sample_numbers, TYPES - {"Flag"}, reserved)


def _typed(line: Line, numbers: frozenset[str], types: frozenset[str], reserved: Reserved | None) -> None:
    if line.lacks("ID", "Number", "Type", "Description"):
        return
    fields = line.meta.fields
    _key(line, fields["ID"])
    line.unquoted()
    line.ordered("ID", "Number", "Type", "Description")
    number_ok = _number(line, fields["Number"], numbers)
    type_ok = fields["Type"] in types
    if not type_ok:
        line.tell(True, "VCF_META_TYPE", f"has the Type {shown(fields['Type'])}")
    if number_ok and type_ok:
        _flag(line, fields["Number"], fields["Type"])
        if reserved is not None:
            # Before the letters, -1 said what the dot says now.
            _reserved(line, fields["Number"].replace("-1", "."), fields["Type"], reserved)


def _key(line: Line, name: str) -> None:
    if set(name) & set(";=,"):
        line.tell(True, "VCF_META_ID", "has a delimiter in its ID")
    elif BLANK.search(name):
        # Some programs declare such keys; a record cannot use them.
        line.tell(line.rules.strict, "VCF_META_ID", "has a blank in its ID")
    elif line.rules.strict and not KEY.fullmatch(name) and name != "1000G":
        line.tell(True, "VCF_META_ID", "has an ID with other signs than letters, digits, _ and .")


def _number(line: Line, number: str, numbers: frozenset[str]) -> bool:
    if number in numbers or (number.isdigit() and number.isascii()):
        return True
    tolerated = not line.rules.strict and number in {"A", "G", "R", "-1"}
    line.tell(not tolerated, "VCF_META_NUMBER", f"has the Number {shown(number)}")
    return tolerated


def _flag(line: Line, number: str, type_: str) -> None:
    if (type_ == "Flag") != (number == "0"):
        line.tell(False, "VCF_META_NUMBER", f"has the Number {number} and the Type {type_}: a flag has Number 0")


def _reserved(line: Line, number: str, type_: str, reserved: Reserved) -> None:
    numeric = {"Integer", "Float"}
    former = _former(line, number, type_)
    if reserved.type != type_ and not (reserved.type == "Number" and type_ in numeric):
        tolerated = _tolerated(line, type_)
        must = not tolerated and not former and not (reserved.structural and not line.rules.strict)
        line.tell(must, "VCF_META_RESERVED", f"is reserved with the Type {reserved.type}, not {type_}")
    if reserved.number not in {number, "."}:
        line.tell(not former and _number_must(line, number, reserved), "VCF_META_RESERVED", _differs(reserved, number))


def _former(line: Line, number: str, type_: str) -> bool:
    """Whether 4.3 reserved a structural key as it is declared, or left its number open; files of later versions keep that."""
    if not line.rules.claims:
        return False
    reserved = (FORMAT if line.meta.key == "FORMAT" else INFO)[43].get(line.meta.fields["ID"])
    return reserved is not None and reserved.structural and reserved.type == type_ and reserved.number in {number, "."}


def _tolerated(line: Line, declared: str) -> bool:
    return (line.meta.key, line.meta.fields["ID"], declared) in TOLERATED


def _differs(reserved: Reserved, number: str) -> str:
    return f"is reserved with the Number {reserved.number}, not {number}"


def _number_must(line: Line, number: str, reserved: Reserved) -> bool:
    """Whether another Number than the reserved one is an error.

    `.` in place of a letter is how files from before the letters said it, and 3 genotypes are those of one alternate
    in a diploid; structural keys changed their Number between versions.
    """
    if (number == "." and not reserved.number.isdigit()) or _tolerated(line, number):
        return False
    if number == "3" and reserved.number == "G":
        return False
    if not reserved.structural:
        return line.rules.version > 40
    return line.rules.strict and (not line.rules.claims or line.meta.fields["ID"] in {"SVLEN", "SVCLAIM", "CN", "RN"})


def contig(line: Line) -> None:
    """Contig: an ID (from 4.3 on that of a SAM reference) and, if given, its length in bases."""
    if line.lacks("ID"):
        return
    name = line.meta.fields["ID"]
    if BLANK.search(name):
        line.tell(True, "VCF_META_ID", "has a blank in its ID")
    elif line.rules.strict and name in STRUCTURAL_NAMES:
        line.tell(True, "VCF_META_ID", "has the reserved name of a symbolic allele")
    elif line.rules.strict and not CONTIG.fullmatch(name):
        line.tell(not FORMER_CONTIG.fullmatch(name), "VCF_META_ID", "has a name that no contig may have")
    length = line.meta.fields.get("length")
    if length is not None and not length.isdigit():
        line.tell(line.rules.strict, "VCF_META", f"has the length {shown(length)}")


def sample(line: Line) -> None:
    """SAMPLE: an ID; in 4.1 and 4.2 Mixture tells of Genomes, and neither is quoted."""
    fields, quoted = line.meta.fields, line.meta.quoted
    if line.lacks("ID"):
        return
    if "Description" in fields and "Description" not in quoted:
        line.tell(line.rules.strict, "VCF_META", "has a Description without quotation marks")
    if any(value.startswith("<") and key not in quoted for key, value in fields.items()):
        line.tell(line.rules.strict, "VCF_META", "has a value within < and >")
    if line.rules.strict:
        return
    if "Mixture" in fields and "Genomes" not in fields:
        line.tell(True, "VCF_META", "has Mixture without Genomes")
    elif "Genomes" not in fields:
        line.tell(False, "VCF_META", "has no Genomes and Mixture")
    if {"Mixture", "Genomes"} & quoted:
        line.tell(True, "VCF_META", "has Genomes or Mixture in quotation marks")


def pedigree(line: Line) -> None:
    """PEDIGREE: pairs of names; from 4.3 on an ID with its original, its parents or its ancestors."""
    fields = line.meta.fields
    for value in fields.values():
        if not PERSON.fullmatch(value):
            line.tell(True, "VCF_META_ID", f"names {shown(value)}, which is no genome")
            return
    if not line.rules.strict or line.lacks("ID"):
        return
    others = fields.keys() - {"ID"}
    known = others == {"Original"} or others <= {"Father", "Mother"} or all(map(NAMES.fullmatch, others))
    if not others or not known:
        line.tell(True, "VCF_META", "tells no original, no parent and no ancestors")


def meta(line: Line) -> None:
    """META (from 4.3 on): ID, Type String, Number ., and a list of values in square brackets."""
    fields = line.meta.fields
    if not line.rules.strict or line.lacks("ID", "Number", "Type", "Values"):
        return
    if fields["Number"] != "." or fields["Type"] != "String":
        line.tell(True, "VCF_META", "has not the Number . and the Type String")
    if "Values" in line.meta.quoted or not fields["Values"].startswith("["):
        line.tell(True, "VCF_META", "has Values that are no list in square brackets")


KINDS: Mapping[str, Callable[[Line], None]] = {
    "ALT": alt,
    "FILTER": filtered,
    "INFO": info,
    "FORMAT": formatted,
    "contig": contig,
    "SAMPLE": sample,
    "PEDIGREE": pedigree,
    "META": meta,
}
"""Structured lines of the specification; 4.1 and 4.2 know no META."""


def check_line(line: Line) -> bool:
    """Check one line by its kind; whether it can be used (its form is sound)."""
    found = line.meta
    if found.fault is not None:
        known = found.key in KINDS or found.key in OWN_VALUE or found.value is not None
        line.tell(known or line.rules.strict, "VCF_META", found.fault)
        return False
    if found.value is not None:
        unstructured(line, found.value.strip())
        return False
    if found.repeated is not None:
        line.tell(line.rules.strict, "VCF_META", f"has the field {shown(found.repeated)} twice")
    if found.spaced:
        line.tell(False, "VCF_META", "has blanks between its fields")
    kind = KINDS.get(found.key)
    if kind is not None:
        kind(line)
    elif line.rules.strict and "ID" not in found.fields:
        line.tell(False, "VCF_META", "has no ID")
    return True


def unstructured(line: Line, value: bytes) -> None:
    """A plain value: not empty, and a URL where the specification asks for one."""
    key = line.meta.key
    bare = value.removeprefix(b"<").removesuffix(b">") if key == "pedigreeDB" else value
    if not bare:
        line.tell(key in OWN_VALUE or key in KINDS or line.rules.strict, "VCF_META", "has no value")
    elif key in KINDS and (line.rules.strict or key not in {"SAMPLE", "META"}):
        line.tell(True, "VCF_META", "is not structured: its fields stand within < and >")
    elif key in {"assembly", "pedigreeDB"} and not HOST.fullmatch(bare.decode("utf-8", "replace")):
        line.tell(b"://" in bare, "VCF_META_URL", f"is no URL: {shown(bare)}")
