"""GSA: the workbook `CRA….xlsx` with the sheets Sample, Experiment and Run, old and new Run header.

The columns are those of the archive's export; what has no slot stays as an attribute under its own
name. The dataset (CRA) is named only by the download paths or by the file name: it is derived.
Cells: `loaders.workbook`; values: `loaders.draft`; the files of a run: `loaders.gsa_files`; which
dataset an object belongs to: `loaders.gsa_datasets`.
"""

from collections.abc import Iterator
from itertools import islice

from graph_schema.errors import UnusableInput
from graph_schema.record import Record
from graph_schema.vocabulary import platform_of
from loaders.columns import Columns, sheet_findings
from loaders.draft import Draft, Reading
from loaders.gsa_datasets import Membership, dataset_records, memberships
from loaders.gsa_files import files_of, is_file_column
from loaders.personal import is_personal_column
from loaders.sample_attributes import put_point
from loaders.source import Source
from loaders.taxon import taxon
from loaders.workbook import Row, Sheet, fold_header
from qc.finding import Finding

FORMAT = "gsa"

SHEETS = ("Sample", "Experiment", "Run")
SAMPLE_ROWS = 20
SAMPLE_SLOTS = {
    "sample name": "name",
    "public description": "description",
    "sample title": "title",
    "age": "age_value",
    "dev stage": "development_stage",
    "type": "sample_type",
    "environment medium": "env_medium",
    "lat lon": "latitude_longitude",
    "geo loc name": "geographic_location",
}
EXPERIMENT_SLOTS = {
    "experiment title": "title",
    "platform": "instrument_model",
    "library construction / experimental design": "design_description",
    "strategy": "library_strategy",
    "source": "library_source",
    "selection": "library_selection",
    "layout": "library_layout",
    "read length for mate1": "read_length1",
    "read length for mate 1": "read_length1",
    "read length for mate2": "read_length2",
    "read length for mate 2": "read_length2",
    "insert size": "nominal_insert_size",
    "nominal standard deviation": "nominal_sdev",
    "planned number of cycles": "planned_cycles",
}
RUN_SLOTS = {
    "run title": "title",
    "run data file type": "file_type",
    "assembly name or accession": "assembly_name",
    "assembly accession url": "assembly_url",
}
SLOTS_OF_SHEET = {"Sample": SAMPLE_SLOTS, "Experiment": EXPERIMENT_SLOTS, "Run": RUN_SLOTS}
COLUMNS = {sheet: Columns(sheet, slots) for sheet, slots in SLOTS_OF_SHEET.items()}
LINKS = {
    "Sample": {"project accession": ("IN_PROJECT", "BioProject"), "bioproject accession": ("IN_PROJECT", "BioProject")},
    "Experiment": {
        "bioproject accession": ("IN_PROJECT", "BioProject"),
        "biosample accession": ("USES_SAMPLE", "Sample"),
    },
    "Run": {"experiment accession": ("OF_EXPERIMENT", "Experiment")},
}
TAXON_COLUMNS = ("taxonomy id", "taxid", "tax id", "taxon id")


def matches(source: Source) -> bool:
    """A workbook with a sheet Sample, Experiment or Run whose accessions are not those of another archive."""
    workbook = source.workbook
    if workbook is None or workbook.sheet("Individual") is not None:
        return False
    sheets = [sheet for name in SHEETS if (sheet := workbook.sheet(name)) and "accession" in sheet]
    return bool(sheets) and all(_may_be_gsa(sheet) for sheet in sheets)


def _may_be_gsa(sheet: Sheet) -> bool:
    tokens = [row.get("accession").upper() for row in islice(sheet.rows(), SAMPLE_ROWS)]
    return not any(token.startswith(("HR", "OMIX", "OBIA")) for token in tokens)


def read(source: Source) -> Iterator[Record | Finding]:
    """Samples, experiments, runs with their files, and the datasets that the workbook implies."""
    workbook = source.workbook
    if workbook is None:
        raise UnusableInput(
            "this is not a workbook", code="FORMAT_MISMATCH", hint="leave out --as to detect the format"
        )
    reading = Reading(source, FORMAT)
    yield from sheet_findings(source, workbook, SHEETS)
    membership = memberships(source, workbook)
    for name in SHEETS:
        if sheet := workbook.sheet(name):
            yield from _read_sheet(reading, name, sheet, membership)
    yield from dataset_records(reading, membership)


def _read_sheet(reading: Reading, name: str, sheet: Sheet, membership: Membership) -> Iterator[Record | Finding]:
    first_seen: dict[str, str] = {}
    for row in sheet.rows():
        accession = reading.identify(name, row.get("accession"), row.cell("accession"))
        if isinstance(accession, Finding):
            yield accession
            continue
        draft = reading.draft(name, accession, row.location)
        if accession in first_seen:
            draft.find(
                "DUPLICATE_ACCESSION",
                "warning",
                row.cell("accession"),
                f"{accession} stands in {first_seen[accession]} already",
                "both rows are merged",
            )
        first_seen.setdefault(accession, row.location)
        yield from _read_row(reading, draft, row, membership)


def _read_row(reading: Reading, draft: Draft, row: Row, membership: Membership) -> Iterator[Record | Finding]:
    dataset = membership.dataset(draft.type, draft.accession)
    _columns(draft, row)
    _other_database(draft, row)
    if dataset and draft.relates("IN_DATASET", "Dataset"):
        draft.add("IN_DATASET", dataset, "Dataset")
    if draft.type == "Sample" and (identifier := row.get(*TAXON_COLUMNS)):
        yield from taxon(reading, draft, identifier, draft.slots.get("organism", ""))
    FINISH[draft.type](draft, row, membership)
    yield from draft.build()
    if draft.type == "Run":
        yield from files_of(reading, row, draft.accession, dataset)


def _columns(draft: Draft, row: Row) -> None:
    """Every filled column to its slot, its link, or the attributes."""
    repeated = set(row.sheet.repeated)
    for position, (header, text) in enumerate(row.items()):
        folded = fold_header(header)
        cell = row.cell_at(position)
        if position in repeated or not folded:
            draft.attribute(header or f"column {cell}", text)
        elif not _read_elsewhere(draft.type, folded) and not is_personal_column(folded):
            _column(draft, folded, header, text, cell)


def _read_elsewhere(sheet: str, folded: str) -> bool:
    """Whether a column is turned into an identity, references, a taxon or files."""
    taxon_column = sheet == "Sample" and folded in TAXON_COLUMNS
    return (
        folded == "accession" or folded in OTHER_DATABASE or taxon_column or (sheet == "Run" and is_file_column(folded))
    )


def _column(draft: Draft, folded: str, header: str, text: str, cell: str) -> None:
    if link := LINKS[draft.type].get(folded):
        draft.relate(link[0], link[1], text, header, cell)
    elif slot := COLUMNS[draft.type].slot(folded):
        draft.put(slot, text, header, cell)
    else:
        draft.attribute(header, text)


OTHER_DATABASE = ("other db", "accession in other db", "other db url")


def _other_database(draft: Draft, row: Row) -> None:
    database, tokens, url = (row.get(header) for header in OTHER_DATABASE)
    accessions = [token for token in tokens.replace(",", ";").replace("|", ";").split(";") if token.strip()]
    for token in accessions:
        draft.reference(database, token, url)
    if not accessions and database:
        draft.attribute("other_db", database)
        draft.attribute("other_db_url", url)


def _finish_sample(draft: Draft, row: Row, _: Membership) -> None:
    """Coordinates as numbers beside the literal."""
    put_point(draft, row.cell("latitude longitude"))


def _finish_experiment(draft: Draft, row: Row, membership: Membership) -> None:
    """The platform by the instrument model; the sample by its name where there is no accession."""
    model = draft.slots.get("instrument_model")
    platform = platform_of(model) if model else None
    if platform:
        draft.slots["platform"] = platform
    if not any(relation.type == "USES_SAMPLE" for relation in draft.relations):
        _sample_by_name(draft, row, membership)


def _sample_by_name(draft: Draft, row: Row, membership: Membership) -> None:
    name, cell = row.get("biosample name"), row.cell("biosample accession")
    accession = membership.samples_by_name.get(name)
    if name and accession:
        draft.add("USES_SAMPLE", accession, "Sample")
        draft.find("SAMPLE_BY_NAME", "info", cell, f"no sample accession; the name {name!r} is that of {accession}")
    else:
        draft.find(
            "REFERENCE_MISSING", "warning", cell, "the experiment names no sample", "fill in BioSample accession"
        )


def _finish_run(draft: Draft, row: Row, _: Membership) -> None:
    """A run must name its experiment."""
    if not any(relation.type == "OF_EXPERIMENT" for relation in draft.relations):
        cell = row.cell("experiment accession")
        draft.find("REFERENCE_MISSING", "warning", cell, "the run names no experiment", "fill in Experiment accession")


FINISH = {"Sample": _finish_sample, "Experiment": _finish_experiment, "Run": _finish_run}
