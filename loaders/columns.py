"""Columns of a table to slots of one node type: mapped ones become slots, others attributes, personal ones nothing.

How a literal becomes a value is told by `loaders.draft`. Columns that the caller turns into
relationships himself are named in `linked` and not touched here.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graph_schema.model import SLOTS
from loaders.draft import Draft
from loaders.personal import is_personal_column, is_personal_value
from loaders.source import Source
from loaders.workbook import Row, Sheet, Workbook, fold_header
from qc.finding import Finding

SEPARATORS = re.compile(r"\s*[;；|\n]\s*|\s{2,}")
NEVER_BY_NAME = frozenset({"accession", "iri", "archive", "scope", "platform", "provenance"})


@dataclass(frozen=True, slots=True)
class Columns:
    """The slots of folded headers, and the folded headers that the caller reads himself."""

    node_type: str
    slots: Mapping[str, str]
    linked: frozenset[str] = frozenset()

    def slot(self, folded: str) -> str | None:
        """The slot of a folded header: as listed (a unit in brackets aside), or the one of that very name.

        >>> Columns("Individual", {"gender": "sex"}).slot("gender"), Columns("Individual", {}).slot("height(m)")
        ('sex', 'height')
        """
        plain = folded.partition("(")[0].strip()
        listed = self.slots.get(folded) or self.slots.get(plain)
        by_name = SLOTS[self.node_type].get(plain.replace(" ", "_"))
        usable = by_name and by_name.structure is None and by_name.name not in NEVER_BY_NAME
        return listed or (by_name.name if by_name and usable else None)

    def fill(self, draft: Draft, row: Row) -> None:
        """Put every cell of a row into the draft, but for linked and personal ones."""
        repeated = set(row.sheet.repeated)
        for position, (header, literal) in enumerate(row.items()):
            folded = fold_header(header)
            if not literal or folded in self.linked or is_personal_column(folded):
                continue
            cell = row.cell_at(position)
            name = header or f"column {cell}"
            slot = None if position in repeated else self.slot(folded)
            if is_personal_value(literal):
                draft.personal(name, cell)
            elif slot is None or slot in draft.slots:
                draft.attribute(name, literal)
            else:
                put_all(draft, slot, literal, name, cell)


def put_all(draft: Draft, slot: str, literal: str, name: str, cell: str) -> None:
    """Fill a slot; the values of a many-valued one stand apart by `;`, `|`, a line break or two blanks."""
    spec = SLOTS[draft.type].get(slot)
    values = SEPARATORS.split(literal) if spec and spec.many else [literal]
    for value in values:
        if value:
            draft.put(slot, value, name, cell)


def tokens(literal: str) -> list[str]:
    """The single accessions of a cell that may hold several."""
    return [token for token in re.split(r"[\s,;；|、]+", literal) if token]


def header_findings(source: Source, sheet: Sheet) -> Iterator[Finding]:
    """One finding for each column that is not stored because it says who somebody is, or that stands twice."""
    header = Row(sheet, sheet.header_row, sheet.headers)
    for position, name in enumerate(sheet.headers):
        if is_personal_column(fold_header(name)):
            message = f"column {name!r} says who somebody is and is not stored"
            yield source.finding(
                "PERSONAL_COLUMN_SKIPPED", "warning", header.cell_at(position), message, "leave it out of the source"
            )
        elif position in sheet.repeated:
            message = f"column {name!r} stands twice"
            yield source.finding(
                "COLUMN_REPEATED", "info", header.cell_at(position), message, "the second one is kept as an attribute"
            )


def sheet_findings(
    source: Source, workbook: Workbook, names: Sequence[str], optional: Sequence[str] = (), *, by_accession: bool = True
) -> Iterator[Finding]:
    """Which sheets are missing, lack their accessions, or are none of ours; which columns are not stored."""
    for name in names:
        sheet = workbook.sheet(name)
        if sheet is None:
            message, hint = f"there is no sheet {name}", "export the workbook again if there should be"
            yield source.finding("SHEET_MISSING", "warning", name, message, hint)
        elif by_accession and "accession" not in sheet:
            message, hint = "there is no column Accession", "nothing of this sheet can be loaded"
            yield source.finding("COLUMN_MISSING", "error", name, message, hint, name)
    for sheet in workbook.sheets.values():
        if not workbook.is_none_of(sheet, (*names, *optional)):
            yield from header_findings(source, sheet)
        elif sheet.headers:
            message = f"sheet {sheet.name!r} was not read"
            yield source.finding(
                "SHEET_UNKNOWN", "warning", sheet.name, message, f"known sheets: {', '.join((*names, *optional))}"
            )
