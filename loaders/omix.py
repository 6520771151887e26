"""OMIX datasets: one table (.tsv, .csv or the first sheet of a workbook) with a row for each file.

The dataset's own columns stand on each of its rows; the first row speaks, later ones may leave them
empty and a different value is told. Files have accessions of their own in a hierarchy (`OMIX001073-20`
is the folder of `OMIX001073-20-01`). The archive publishes no export, so the columns are this
project's: docs/example.md lists them.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from graph_schema.accession import normalise
from graph_schema.errors import UnusableInput
from graph_schema.record import Record
from graph_schema.vocabulary import missing_reason, standard
from loaders import governance
from loaders.columns import Columns, header_findings, put_all, tokens
from loaders.delimited import Table, header_of
from loaders.draft import Draft, Reading
from loaders.gsa_files import MD5, file_format
from loaders.personal import is_personal_value
from loaders.source import Source
from loaders.taxon import taxon
from loaders.workbook import Row, Sheet, fold_header
from qc.finding import Finding

FORMAT = "omix"
ARCHIVE = "OMIX"
DATASET = ("omix accession", "dataset accession", "omix")
FILE = ("file accession", "omix file accession")
TAXON = ("taxonomy id", "taxid", "taxon id", "tax id")
DATASET_SLOTS = {
    "title": "title",
    "description": "description",
    "data type": "data_types",
    "data subtype": "data_subtypes",
    "organism": "organisms",
    "accessibility": "access_type",
    "data accessibility": "access_type",
    "access type": "access_type",
    "release date": "release_date",
    "release time": "release_date",
    "blocker": "blocker",
    "use limits": "use_limits",
}
FILE_SLOTS = {
    "file name": "name",
    "file size": "size",
    "file description": "description",
    "file title": "title",
    "download link": "url",
    "download": "url",
}
MD5_COLUMNS = ("md5", "md5 checksum")
FILE_LINKED = frozenset({*DATASET, *FILE, *TAXON, *DATASET_SLOTS, *governance.LINKED, *MD5_COLUMNS, "file type"})
FILE_COLUMNS = Columns("File", FILE_SLOTS, FILE_LINKED)


def matches(source: Source) -> bool:
    """A table whose header has an OMIX accession, or a workbook with such a sheet."""
    if source.kind == "text":
        return _has_dataset(header_of(source))
    sheets = source.workbook.sheets.values() if source.workbook else ()
    return any(_has_dataset(sheet.headers) for sheet in sheets)


def _has_dataset(headers: tuple[str, ...]) -> bool:
    folded = {fold_header(header) for header in headers}
    return not folded.isdisjoint(DATASET[:2])


def _sheet(source: Source) -> Sheet:
    sheets = (
        [Table(source)] if source.kind == "text" else list(source.workbook.sheets.values() if source.workbook else ())
    )
    for sheet in sheets:
        if _has_dataset(sheet.headers):
            return sheet
    raise UnusableInput(
        "there is no column OMIX accession", code="FORMAT_MISMATCH", hint="leave out --as to detect the format"
    )


@dataclass(slots=True)
class Told:
    """What earlier rows of the table told: datasets with their columns and release, and all file accessions."""

    files: frozenset[str]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    release: dict[str, dict[str, Any]] = field(default_factory=dict)
    rows: dict[str, str] = field(default_factory=dict)


def read(source: Source) -> Iterator[Record | Finding]:
    """Each dataset at its first row, and the file of every row."""
    sheet, reading = _sheet(source), Reading(source, FORMAT)
    yield from header_findings(source, sheet)
    if not any(header in sheet for header in FILE):
        yield source.finding(
            "COLUMN_MISSING",
            "warning",
            sheet.name,
            "there is no column File accession",
            "no file of this table can be loaded",
        )
    told = Told(frozenset(normalise(row.get(*FILE)) for row in sheet.rows()))
    for row in sheet.rows():
        accession = governance.identify_dataset(reading, ARCHIVE, row.get(*DATASET), row.cell(_present(row)))
        if isinstance(accession, Finding):
            yield accession
        elif accession in told.values:
            yield from _differences(source, row, accession, told)
            yield from _file(reading, row, accession, told)
        else:
            yield from _dataset(reading, row, accession, told)
            yield from _file(reading, row, accession, told)


def _present(row: Row) -> str:
    """The column of this table that names the dataset."""
    return next((header for header in DATASET if header in row.sheet), DATASET[0])


def _dataset(reading: Reading, row: Row, accession: str, told: Told) -> Iterator[Record | Finding]:
    told.values[accession] = {header: row.get(header) for header in DATASET_SLOTS}
    draft = reading.draft("Dataset", accession, row.location)
    governance.put_release(draft, row)
    for header, slot in DATASET_SLOTS.items():
        if header in row.sheet.index and slot not in draft.slots:
            _put(draft, slot, row, header)
    draft.put("dataset_type", "OMIX dataset")
    taxa = tokens(row.get(*TAXON))
    organisms = draft.slots.get("organisms", [])
    for position, token in enumerate(taxa):
        yield from taxon(reading, draft, token, organisms[position] if len(organisms) == len(taxa) else "")
    told.release[accession] = {
        slot: draft.slots[slot] for slot in ("scope", "release_state", "access_type") if slot in draft.slots
    }
    yield from governance.surroundings(draft, row)
    yield from draft.build()


def _put(draft: Draft, slot: str, row: Row, header: str) -> None:
    written = row.sheet.headers[row.sheet.index[header]]
    if is_personal_value(row.get(header)):
        draft.personal(written, row.cell(header))
    else:
        put_all(draft, slot, row.get(header), written, row.cell(header))


def _differences(source: Source, row: Row, accession: str, told: Told) -> Iterator[Finding]:
    """Columns of the dataset that a later row fills otherwise than the first."""
    for header, first in told.values[accession].items():
        value = row.get(header)
        if value and value != first:
            message = f"{header} of {accession} is not what its first row says"
            yield source.finding(
                "DATASET_VALUES_DIFFER",
                "warning",
                row.cell(header),
                message,
                "the first row counts",
                "Dataset",
                accession,
            )


def _file(reading: Reading, row: Row, dataset: str, told: Told) -> Iterator[Record | Finding]:
    """The file of a row, if it names one."""
    token = row.get(*FILE)
    if missing_reason(token) and not any(row.get(header) for header in (*FILE_SLOTS, *MD5_COLUMNS)):
        return
    accession = reading.identify("File", token, row.cell(FILE[0]))
    if isinstance(accession, Finding):
        yield accession
        return
    draft = reading.draft("File", accession, row.location)
    if accession in told.rows:
        message = f"{accession} stands in {told.rows[accession]} already"
        draft.find("DUPLICATE_ACCESSION", "warning", row.cell(FILE[0]), message, "both rows are merged")
    told.rows.setdefault(accession, row.location)
    draft.slots.update(told.release[dataset])
    FILE_COLUMNS.fill(draft, row)
    _md5(draft, row)
    _format(draft, row)
    draft.add("IN_DATASET", dataset, "Dataset")
    _place(draft, row, dataset, told)
    yield from draft.build()


def _md5(draft: Draft, row: Row) -> None:
    md5 = row.get(*MD5_COLUMNS)
    if MD5.fullmatch(md5):
        draft.put("md5", md5.lower())
        draft.put("checksum_method", "MD5")
    elif not missing_reason(md5):
        draft.attribute("MD5", md5)
        draft.find(
            "MD5_INVALID",
            "warning",
            row.cell(MD5_COLUMNS[0]),
            f"{md5!r} is not an md5 of 32 hexadecimal digits",
            "kept as an attribute",
        )


def _format(draft: Draft, row: Row) -> None:
    """The format by the file's name, else by its type."""
    literal = row.get("file type")
    found = file_format(row.get("file name"), literal)
    if found:
        draft.put("format", found)
    term = standard("FileFormat", literal)
    if term is None or term.value != found:
        draft.attribute("File type", literal)


def _place(draft: Draft, row: Row, dataset: str, told: Told) -> None:
    """The folder that holds the file, and whether the file is one of its dataset."""
    parent = draft.accession.rpartition("-")[0]
    if parent in told.files:
        draft.add("XREF", parent, "File", method="accession", confidence=1.0, source="folder")
    if draft.accession.partition("-")[0] != dataset:
        message = f"{draft.accession} has not the accession of a file of {dataset}"
        draft.find("FILE_OF_OTHER_DATASET", "warning", row.cell(FILE[0]), message, "correct one of the two")
