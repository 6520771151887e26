"""The dataset (HRA) of a GSA-Human workbook: its sheet Dataset, or what paths and the file name imply."""

from collections.abc import Iterator

from graph_schema.record import Record
from loaders import governance
from loaders.columns import Columns
from loaders.draft import Draft, Reading
from loaders.gsa_human_context import Context
from loaders.workbook import Row, Workbook
from qc.finding import Finding

ARCHIVE = "GSA-Human"
DATASET_SLOTS = {
    "data accessibility": "access_type",
    "study sub type": "study_subtype",
    "is trio": "is_trios",
    "release time": "release_date",
    "number of requests": "request_count",
    "processed": "processed_percent",
    "approved": "approved_percent",
    "mean processing time": "mean_processing_days",
    "hgr registration number": "hgr_registration",
}
COLUMNS = Columns("Dataset", DATASET_SLOTS, governance.LINKED | {"accession"})


def datasets(reading: Reading, workbook: Workbook, context: Context) -> Iterator[Record | Finding]:
    """The datasets of the sheet Dataset, or the one that paths or the file name imply."""
    sheet = workbook.sheet("Dataset")
    for row in sheet.rows() if sheet else iter(()):
        accession = governance.identify_dataset(reading, ARCHIVE, row.get("accession"), row.cell("accession"))
        if isinstance(accession, Finding):
            yield accession
            continue
        yield from _dataset(reading.draft("Dataset", accession, row.location), row, workbook, context)
    if context.dataset and not context.rows:
        yield from _derived_dataset(reading, context)
    elif not context.dataset:
        message = "neither a sheet Dataset, a download path nor the file name tells the dataset (HRA)"
        yield reading.source.finding(
            "DATASET_UNKNOWN", "warning", "", message, "name the file after its accession, HRA….xlsx"
        )


def _dataset(draft: Draft, row: Row, workbook: Workbook, context: Context) -> Iterator[Record | Finding]:
    governance.put_release(draft, row)
    COLUMNS.fill(draft, row)
    draft.put("dataset_type", "GSA-Human dataset")
    yield from governance.surroundings(draft, row)
    if not any(relation.type == "PART_OF" for relation in draft.relations):
        _projects(draft, context)
    if draft.slots.get("is_trios") and not workbook.sheet("Family"):
        draft.find(
            "TRIO_WITHOUT_FAMILY", "warning", row.location, "a trio study has no sheet Family", "add the family table"
        )
    if draft.slots.get("access_type") == "controlled" and not any(
        relation.type == "GOVERNED_BY" for relation in draft.relations
    ):
        draft.find(
            "COMMITTEE_MISSING",
            "warning",
            row.location,
            "controlled access, but no committee is named",
            "fill in DAC accession",
        )
    yield from draft.build()


def _derived_dataset(reading: Reading, context: Context) -> Iterator[Record | Finding]:
    draft = reading.draft("Dataset", context.dataset or "", context.place, derived=True)
    draft.put("dataset_type", "GSA-Human dataset")
    _projects(draft, context)
    yield from draft.build()


def _projects(draft: Draft, context: Context) -> None:
    for project in context.projects:
        draft.relate("PART_OF", "BioProject", project, "BioProject accession")
