"""Name styles: which machine or archive wrote the names, and what they tell of instrument, run, flow cell and lanes.

The forms are those of the Sequence Read Archive's deflines and of the makers' own documentation. The first
read of each group (tile) is looked at, so that no lane is missed.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from qc.sequence.duplicates.comparison import line_of
from qc.sequence.fastq.columns import NameColumns
from qc.sequence.remarks import Remarks

LOOKED_AT = 6
"""New groups that are looked at in one block, until `ENOUGH` names were; then one."""

ENOUGH = 3000
ARCHIVES = frozenset({"sra", "ena", "gsa"})
"""Styles that number reads through: all are one group, and what the maker's name said stands in the comment."""

GROUPS = 1 << 16
LISTED = 100
"""Instruments, runs, flow cells, lanes or indexes that are listed at most."""

UNSPECIFIC = frozenset({"slash", "other"})
"""Styles that are no one's in particular: beside another they are no sign of joined files."""

ARCHIVED = re.compile(r"(?P<accession>[SEDC]RR\d+)\.\d+(?:\.\d+)?")

FORMS = (
    (
        "casava_1_8",
        r"(?P<instrument>[^:\s]+):(?P<run>[^:\s]+):(?P<flowcell>[^:\s]+):(?P<lane>\d+):\d+:-?\d+:-?\d+(?::[^:\s]+)?(?:/[1-4])?",
    ),
    (
        "illumina_old",
        r"(?P<instrument>[^:\s]+):(?P<lane>\d+):\d+:-?\d+:-?\d+(?:\.\d+)?(?:#(?P<index>[^/\s]*))?(?:/[1-4])?",
    ),
    (
        "bgi",
        r"(?P<flowcell>[A-Z]{1,3}\d{6,}[A-Z0-9]*?)L(?P<lane>\d)C\d{3}R\d{3}_\d+(?:#(?P<index>[^/\s]*))?(?:/[1-4])?",
    ),
    ("mgi", r"(?P<flowcell>[A-Z]{1,3}\d{6,}[A-Z0-9]*?)L(?P<lane>\d)C\d{3}R\d+(?:/[1-4])?"),
    ("pacbio", r"(?P<instrument>[mrs]\d+[eUu]?)_(?P<run>\d{6}_\d{5,6})(?:_\w+)?/\d+(?:/\S+)?"),
    ("ont", r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\S*"),
    ("ion_torrent", r"(?P<run>[A-Z0-9]{5}):\d{1,5}:\d{1,5}(?:/[12])?"),
    ("454", r"(?P<run>[A-Z][A-Z0-9]{6})(?P<lane>\d\d)[A-Z0-9]{5}(?:[._/][fr12])?"),
    ("solexa", r"(?P<instrument>[A-Za-z][A-Za-z0-9-]*)(?:_\w+?)??_(?P<lane>\d)_\d+_-?\d+_-?\d+(?:/[1-4])?"),
    ("slash", r"\S+/[1-4]"),
)
"""Each style with the form of its names; the first that fits is taken."""

_FORMS = tuple((style, re.compile(form)) for style, form in FORMS)
_NANOPORE = re.compile(r"(?:^|[ \t])(?:runid=|read=|ch=|start_time=|st:Z:)")
_RUN_AND_FLOWCELL = re.compile(r"(?P<instrument>.+?)_0*(?P<run>\d+)_(?:FC)?(?P<flowcell>[A-Za-z0-9-]+)")
_INDEX = re.compile(r"[1-4]:[YN]:\d+:(?P<index>[A-Z+]+)")


class Named(NamedTuple):
    """What one name line says: its style, and what it tells of instrument, run, flowcell, lane and index."""

    style: str
    parts: dict[str, str]


def read_name(line: str) -> Named:
    """The style and parts of a name line (without `@`)."""
    name, _, comment = line.replace("\t", " ").partition(" ")
    if archived := ARCHIVED.fullmatch(name):
        return _read_archived(archived["accession"], comment)
    for style, form in _FORMS:
        if found := form.fullmatch(name):
            return Named(*_particulars(style, {key: text for key, text in found.groupdict().items() if text}, comment))
    return Named("ont" if _NANOPORE.search(comment) else "other", {})


def _read_archived(accession: str, comment: str) -> Named:
    """A name that an archive gave; the maker's name may stand in the comment."""
    original = comment.partition(" ")[0]
    parts = read_name(original).parts if original and not ARCHIVED.fullmatch(original) else {}
    if accession.startswith("CRR"):
        return Named("gsa", parts)
    ena = bool(original) or accession.startswith("ERR")
    return Named("ena" if ena and "length=" not in comment else "sra", parts)


def _particulars(style: str, parts: dict[str, str], comment: str) -> tuple[str, dict[str, str]]:
    """Style and parts put right: Element writes as CASAVA, old names join instrument, run and flow cell."""
    if style == "casava_1_8" and re.fullmatch(r"AV\d+", parts["instrument"]):
        style = "element"
    if style == "illumina_old" and (joined := _RUN_AND_FLOWCELL.fullmatch(parts["instrument"])):
        parts |= joined.groupdict()
    if index := _INDEX.match(comment):
        parts["index"] = index["index"]
    return style, parts


@dataclass(slots=True)
class Styles:
    """The styles of one file's names: `look` at each block, then `finish` and `metrics`."""

    styles: Counter[str] = field(default_factory=Counter)
    parts: dict[str, set[str]] = field(default_factory=dict)
    first: dict[str, tuple[int, int, int | None]] = field(default_factory=dict)
    _groups: set[int] = field(default_factory=set)
    _last: np.uint64 | None = None
    _archived: bool = False

    def look(self, columns: NameColumns) -> None:
        """Look at the first read of some groups not seen before, and at the block's first where archives gave names."""
        if not len(columns.start):
            return
        group, looked_at = columns.group, 0
        if group[0] == group[-1] == self._last and not self._archived:
            return
        self._last = group[-1]
        most = LOOKED_AT if self.styles.total() < ENOUGH else 1
        changes = np.flatnonzero(group[1:] != group[:-1])[: 16 * LOOKED_AT] + 1
        for row in (0, *changes.tolist(), len(group) - 1):
            if looked_at < most and self._is_new(int(group[row])):
                self._read(columns, row)
                looked_at += 1
        if not looked_at and self._archived:
            self._read(columns, 0)
        self._archived = self.style in ARCHIVES

    def _is_new(self, group: int) -> bool:
        """Whether the group was not seen before; of very many groups, those beyond the bound are not."""
        if group in self._groups or len(self._groups) >= GROUPS:
            return False
        self._groups.add(group)
        return True

    def _read(self, columns: NameColumns, row: int) -> None:
        line = columns.text[int(columns.start[row]) : int(columns.stop[row])].tobytes().decode("latin-1")
        named = read_name(line)
        self.styles[named.style] += 1
        place = columns.first + row, columns.offset + int(columns.start[row]) - 1, line_of(columns, row)
        self.first.setdefault(named.style, place)
        for part, text in named.parts.items():
            known = self.parts.setdefault(part, set())
            if len(known) < LISTED:
                known.add(text[:80])

    @property
    def style(self) -> str | None:
        """The style most names have; None before any was seen."""
        return max(self.styles, key=lambda style: (style not in UNSPECIFIC, self.styles[style]), default=None)

    def finish(self, remarks: Remarks) -> None:
        """Say W_NAME_STYLES where names of two makers or archives stand in one file, I_INDEXES of several indexes."""
        if len(indexes := sorted(self.parts.get("index", ()))) > 1:
            remarks.add("I_INDEXES", f"{len(indexes)} in the names looked at: {', '.join(indexes[:5])}")
        found = sorted(
            ((place, style) for style, place in self.first.items() if style not in UNSPECIFIC),
            key=lambda pair: pair[0][0],
        )
        for (record, byte, line), style in found[1:]:
            remarks.add(
                "W_NAME_STYLES",
                f"names of the style {found[0][1]}, and from record {record} on of the style {style}",
                line=line,
                byte=byte,
                records=(record,),
            )

    def metrics(self) -> dict[str, Any]:
        """`name_style`, and what the names tell: `instruments`, `runs`, `flowcells`, `lanes` (numbers), `indexes`."""
        listed = {f"{part}s": sorted(self.parts.get(part, ())) for part in ("instrument", "run", "flowcell")}
        lanes = sorted({int(lane) for lane in self.parts.get("lane", ())})
        indexes = sorted(self.parts.get("index", ()))
        return {"name_style": self.style, **listed, "lanes": lanes, "indexes": indexes}
