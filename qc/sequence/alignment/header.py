"""The header of SAM, BAM and CRAM: read line by line, checked by the specification (1.3), kept as plain values.

`HeaderReader` takes lines as they come, `read_header` a whole text. What a value may hold stands in `header_values`;
what follows for samples in `sample`.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO

from qc.sequence.alignment.header_values import REQUIRED, RULES, Wrong, encoded
from qc.sequence.remarks import Remarks

_FIELD = re.compile(rb"([A-Za-z][A-Za-z0-9]):(.+)", re.DOTALL)
_TYPE = re.compile(rb"@[A-Za-z]{2}(?=\t|$)|@CO(?![A-Za-z0-9])")
HARMLESS = frozenset(
    ("E_HEADER_LINE", "E_HEADER_TAG_DUP", "E_HEADER_PLACE", "E_HEADER_VALUE", "E_DUP_PG", "E_PG_CHAIN")
)
"""Errors of text that only warn in BAM and CRAM: their records do not depend on the letter of the header."""
SHOWN = 80
"""The most characters of a file's text that a message repeats."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One @SQ line: a reference sequence, its length in bases, M5 in hexadecimal or nothing, its shape."""

    name: str
    length: int
    md5: str = ""
    circular: bool = False


@dataclass(frozen=True, slots=True)
class ReadGroup:
    """One @RG line; fields that it does not have are empty."""

    id: str
    sample: str = ""
    platform: str = ""
    unit: str = ""
    library: str = ""
    description: str = ""

    def as_json(self) -> dict[str, str]:
        """The read group as the metrics hold it."""
        return {"id": self.id, "sm": self.sample, "pl": self.platform, "pu": self.unit, "lb": self.library}


@dataclass(frozen=True, slots=True)
class Header:
    """A checked header. `lines` counts its lines: 0 is no header at all. `failed` says whether an error was raised."""

    lines: int = 0
    version: str = ""
    sort_order: str = ""
    grouping: str = ""
    sub_sort: str = ""
    references: tuple[Reference, ...] = ()
    read_groups: tuple[ReadGroup, ...] = ()
    programs: tuple[str, ...] = ()
    failed: bool = False


def shown(value: bytes) -> str:
    """The value as messages repeat it: escaped, at most 80 characters."""
    text = repr(value[:SHOWN].decode("ascii", "backslashreplace"))[1:-1].replace("\\\\x", "\\x")
    return text[:SHOWN]


@dataclass(slots=True)
class HeaderReader:
    """Reads header lines in order; `finish` gives the header and says what only the whole header shows.

    `strict` is for SAM text; without it, what does no harm to binary records only warns.
    """

    remarks: Remarks
    strict: bool = True
    lines: int = 0
    head: Mapping[bytes, bytes] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)
    read_groups: dict[bytes, ReadGroup] = field(default_factory=dict)
    programs: dict[bytes, tuple[bytes | None, int, int]] = field(default_factory=dict)
    names: set[bytes] = field(default_factory=set)
    failed: bool = False
    _line: int = 0
    _byte: int = 0

    def read(self, raw: bytes, line: int, byte: int) -> None:
        """Check one line (without its line end) that begins at `byte` and is the `line`th of the file."""
        self._line, self._byte = line, byte
        self.lines += 1
        kind = raw[1:3]
        if not _TYPE.match(raw):
            self._say("E_HEADER_LINE", f"not a header line: {shown(raw)}")
        elif kind == b"CO":
            self._comment(raw)
        elif kind in REQUIRED:
            self._take(kind, self._fields(kind, raw))
        else:
            self._say("W_HEADER_TYPE", f"@{kind.decode()} is no type of header line")

    def finish(self) -> Header:
        """The header; programs are checked now, since PP may name a later line."""
        self._chains()
        text = {tag: value.decode("ascii", "replace") for tag, value in self.head.items()}
        return Header(
            lines=self.lines,
            version=text.get(b"VN", ""),
            sort_order=text.get(b"SO", ""),
            grouping=text.get(b"GO", ""),
            sub_sort=text.get(b"SS", ""),
            references=tuple(self.references),
            read_groups=tuple(self.read_groups.values()),
            programs=tuple(name.decode("utf-8", "replace") for name in self.programs),
            failed=self.failed,
        )

    def _say(self, code: str, message: str, wrong: Wrong | None = None) -> None:
        severity = "warning" if code in HARMLESS and not self.strict else wrong.severity if wrong else None
        if code == "E_HEADER_VALUE" and severity == "warning":
            code = "W_HEADER_VALUE"
        self.failed |= code.startswith("E_") and severity != "warning"
        self.remarks.add(code, message, line=self._line, byte=self._byte, severity=severity)

    def _comment(self, raw: bytes) -> None:
        if not raw.startswith(b"@CO\t"):
            self._say("E_HEADER_LINE", "a comment begins with @CO and a tab", Wrong("", "warning"))
        try:
            raw.decode("utf-8")
        except UnicodeDecodeError:
            self._say("W_HEADER_VALUE", "a comment is not UTF-8")

    def _fields(self, kind: bytes, raw: bytes) -> dict[bytes, bytes]:
        """The fields of a line by tag, the first of each; their form and number is checked here."""
        parts = raw[4:].split(b"\t")
        fields: dict[bytes, bytes] = {}
        for part in parts:
            found = _FIELD.fullmatch(part)
            broken = b"CL" in fields and (found is None or (found[1] in fields and b"@RG" in fields[b"CL"]))
            if kind == b"PG" and broken:
                self._say("W_HEADER_CL", f"the command line is broken by a tab before {shown(part)}")
                break
            if found is None:
                self._say("E_HEADER_LINE", f"@{kind.decode()}: not TAG:VALUE: {shown(part)}")
            elif found[1] in fields:
                self._say("E_HEADER_TAG_DUP", f"@{kind.decode()}: {found[1].decode()} stands twice")
            else:
                fields[found[1]] = found[2]
        if all(map(_FIELD.fullmatch, parts)):
            self._required(kind, fields)
        self._values(kind, fields)
        return fields

    def _required(self, kind: bytes, fields: Mapping[bytes, bytes]) -> None:
        mild = Wrong("", "warning") if kind in (b"HD", b"PG") and not self.strict else None
        for tag in REQUIRED[kind]:
            if tag not in fields:
                self._say("E_HEADER_REQUIRED", f"@{kind.decode()} without {tag.decode()}", mild)

    def _values(self, kind: bytes, fields: Mapping[bytes, bytes]) -> None:
        for tag, value in fields.items():
            rule = RULES.get((kind, tag))
            wrong = encoded(kind, tag, value) or (rule(value) if rule else None)
            if wrong:
                self._say("E_HEADER_VALUE", f"@{kind.decode()}: {tag.decode()}:{shown(value)} {wrong.what}", wrong)

    def _take(self, kind: bytes, fields: Mapping[bytes, bytes]) -> None:
        if kind == b"HD":
            self._take_head(fields)
        elif kind == b"SQ":
            self._take_reference(fields)
        elif kind == b"RG":
            self._take_read_group(fields)
        else:
            self._take_program(fields)

    def _take_head(self, fields: Mapping[bytes, bytes]) -> None:
        if self.lines > 1:
            self._say("E_HEADER_PLACE", "@HD is the first line, and once")
        order, sub_sort = fields.get(b"SO"), fields.get(b"SS", b"")
        if order and sub_sort and sub_sort.partition(b":")[0] != order:
            self._say("W_HEADER_VALUE", "SS repeats another order than SO: it is ignored")
        self.head = self.head or fields

    def _take_reference(self, fields: Mapping[bytes, bytes]) -> None:
        """Keep a reference; its name and its alternative names are distinct among all names of all @SQ lines."""
        if b"SN" not in fields:
            return
        name = fields[b"SN"]
        for one in (name, *(part for part in fields.get(b"AN", b"").split(b",") if part)):
            if one in self.names:
                self._say("E_DUP_SQ", f"the reference name {shown(one)} stands twice")
            self.names.add(one)
        length = fields.get(b"LN", b"")
        self.references.append(
            Reference(
                name.decode("ascii", "replace"),
                int(length) if length.isdigit() and len(length) < 19 else 0,
                fields[b"M5"].decode("ascii", "replace").lower() if b"M5" in fields else "",
                fields.get(b"TP") == b"circular",
            )
        )

    def _take_read_group(self, fields: Mapping[bytes, bytes]) -> None:
        if b"ID" not in fields:
            return
        identifier = fields[b"ID"]
        if identifier in self.read_groups:
            self._say("E_DUP_RG", f"the read group {shown(identifier)} stands twice")
            return
        tags = (b"ID", b"SM", b"PL", b"PU", b"LB", b"DS")
        self.read_groups[identifier] = ReadGroup(*(fields.get(tag, b"").decode("utf-8", "replace") for tag in tags))

    def _take_program(self, fields: Mapping[bytes, bytes]) -> None:
        if b"ID" not in fields:
            return
        if fields[b"ID"] in self.programs:
            self._say("E_DUP_PG", f"the program {shown(fields[b'ID'])} stands twice")
            return
        self.programs[fields[b"ID"]] = (fields.get(b"PP"), self._line, self._byte)

    def _chains(self) -> None:
        """Every PP names another @PG line, and every chain of them ends."""
        ends: set[bytes] = set()
        for name, (previous, line, byte) in self.programs.items():
            if previous is not None and (previous not in self.programs or previous == name):
                self._line, self._byte = line, byte
                self._say("E_PG_CHAIN", f"PP:{shown(previous)} names no other @PG line")
                ends.add(name)
        for name, (_, line, byte) in self.programs.items():
            seen: set[bytes] = set()
            step: bytes | None = name
            while step is not None and step not in ends and step not in seen:
                seen.add(step)
                step = self.programs[step][0]
            if step in seen:
                self._line, self._byte = line, byte
                self._say("E_PG_CHAIN", f"the chain of PP from {shown(name)} never ends")
            ends.update(seen)


def read_header(
    text: bytes,
    remarks: Remarks,
    *,
    references: Sequence[tuple[str, int]] | None = None,
    offset: int = 0,
    strict: bool = False,
) -> Header:
    """The header that BAM or CRAM holds as `text`, checked; `offset` is its place in the decoded file.

    `references` are the names and lengths that BAM stores beside the text: where the text has @SQ lines, they must be
    the same in the same order (4.2); where it has none, they are the references of the header given back.
    """
    reader = HeaderReader(remarks, strict)
    byte = offset
    for line, raw in enumerate(BytesIO(text.rstrip(b"\0")), 1):
        told = raw.removesuffix(b"\n").rstrip(b"\r")
        if told:
            reader.read(told, line, byte)
        byte += len(raw)
    header = reader.finish()
    return header if references is None else _agreed(header, references, remarks)


def _agreed(header: Header, binary: Sequence[tuple[str, int]], remarks: Remarks) -> Header:
    """The header with the references of the binary dictionary, which must agree with the text's if it has any."""
    told, failed = header.references, header.failed
    differing = next(
        (n for n, (one, pair) in enumerate(zip(told, binary, strict=False)) if (one.name, one.length) != pair), None
    )
    if differing is None and len(told) == len(binary):
        return header
    if told:
        where = f"at reference {differing + 1}" if differing is not None else f"{len(told)} against {len(binary)}"
        remarks.add("E_BAM_REFERENCES", f"@SQ lines and the binary references differ: {where}")
        failed = True
    doubled = [name for name, count in Counter(name for name, _ in binary).items() if count > 1]
    if doubled and not told:
        remarks.add("E_DUP_SQ", f"the reference {shown(doubled[0].encode())} stands twice")
        failed = True
    extra = {one.name: one for one in header.references}
    known = tuple(
        Reference(name, length, extra[name].md5, extra[name].circular) if name in extra else Reference(name, length)
        for name, length in binary
    )
    return Header(
        header.lines,
        header.version,
        header.sort_order,
        header.grouping,
        header.sub_sort,
        known,
        header.read_groups,
        header.programs,
        failed,
    )
