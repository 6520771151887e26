"""GSA-Human workbooks (HRA): the sheets Individual, Sample, Experiment, Run, and where they are there Dataset and Family.

The archive's export has the first four; `Dataset` (access, committee, use limits, requests) and
`Family` (trios, twins) carry what its pages show beside them. One set of columns reads every template
(default, cell line, clinical pathogen, metagenome); what has no slot stays as an attribute. Age stands
on the sample and gives the individual an age band. Columns that say who somebody is are not stored.
What rows share is read ahead by `loaders.gsa_human_context`, the dataset is made by
`loaders.gsa_human_dataset`; runs and experiments have GSA's columns.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from graph_schema.errors import UnusableInput
from graph_schema.record import Record
from graph_schema.vocabulary import missing_reason, platform_of
from loaders import gsa
from loaders.columns import Columns, sheet_findings, tokens
from loaders.draft import Draft, Reading
from loaders.gsa_files import FILE_COLUMNS, files_of
from loaders.gsa_human_context import INDIVIDUAL, SAMPLE, Context, context_of
from loaders.gsa_human_dataset import ARCHIVE, datasets
from loaders.individual import put_family
from loaders.personal import is_subject_code
from loaders.source import Source
from loaders.taxon import taxon
from loaders.workbook import Row, Sheet
from qc.finding import Finding
from qc.rules.place import parse_coordinates

FORMAT = "gsa-human"
SHEETS = ("Individual", "Sample", "Experiment", "Run")
OPTIONAL_SHEETS = ("Dataset", "Family")
HUMAN = ("9606", "Homo sapiens")
OTHER_DATABASE = ("other db", "accession in other db", "other db url")
EXISTED = "existed individual accession"
NAMES = ("individual name", "name")
PROJECT = ("bioproject accession", "project accession")
BIOSAMPLE = "biosample accession"
EXPERIMENT_SAMPLES = ("sample accession", BIOSAMPLE)
INDIVIDUAL_SLOTS = {
    "gender": "sex",
    "experiment group": "group",
    "disease name": "disease",
    "is smoker": "smoking_status",
    "is drinker": "drinking_status",
    "cell line name": "cell_line",
    "commercial": "is_commercial",
    "commercial flag": "is_commercial",
}
SAMPLE_SLOTS = gsa.SAMPLE_SLOTS | {"environment medium": "env_medium"}
COLUMNS = {
    "Individual": Columns("Individual", INDIVIDUAL_SLOTS, frozenset({"accession", EXISTED, *NAMES})),
    "Sample": Columns("Sample", SAMPLE_SLOTS, frozenset({"accession", BIOSAMPLE, *INDIVIDUAL, *PROJECT})),
    "Experiment": Columns(
        "Experiment", gsa.EXPERIMENT_SLOTS, frozenset({"accession", *EXPERIMENT_SAMPLES, *PROJECT, *OTHER_DATABASE})
    ),
    "Run": Columns(
        "Run", gsa.RUN_SLOTS, frozenset({"accession", "experiment accession", *FILE_COLUMNS, *OTHER_DATABASE})
    ),
}


def matches(source: Source) -> bool:
    """A workbook with a sheet Individual and one of Sample, Experiment, Run; or with accessions of GSA-Human."""
    workbook = source.workbook
    if workbook is None or workbook.sheet("Collection"):
        return False
    sheets = [sheet for name in SHEETS if (sheet := workbook.sheet(name))]
    if workbook.sheet("Individual") is not None and len(sheets) > 1:
        return True
    first_rows = [row for sheet in sheets for row in islice(sheet.rows(), 1)]
    return any(row.get("accession").upper().startswith("HR") for row in first_rows)


def read(source: Source) -> Iterator[Record | Finding]:
    """The dataset, then individuals, samples, experiments, runs and files of a workbook."""
    workbook = source.workbook
    if workbook is None:
        raise UnusableInput(
            "this is not a workbook", code="FORMAT_MISMATCH", hint="leave out --as to detect the format"
        )
    reading = Reading(source, FORMAT)
    yield from sheet_findings(source, workbook, SHEETS, OPTIONAL_SHEETS)
    context = context_of(workbook, source.name)
    reading.scope = context.scope
    yield from datasets(reading, workbook, context)
    for name in SHEETS:
        if sheet := workbook.sheet(name):
            yield from _objects(reading, name, sheet, context)
    yield from _relatives_elsewhere(reading, context)


def _objects(reading: Reading, name: str, sheet: Sheet, context: Context) -> Iterator[Record | Finding]:
    """The records of one sheet."""
    first_seen: dict[str, str] = {}
    for row in sheet.rows():
        accession = reading.identify(name, row.get("accession"), row.cell("accession"))
        if isinstance(accession, Finding):
            yield accession
            continue
        draft = reading.draft(name, accession, row.location)
        if accession in first_seen:
            message = f"{accession} stands in {first_seen[accession]} already"
            draft.find("DUPLICATE_ACCESSION", "warning", row.cell("accession"), message, "both rows are merged")
        first_seen.setdefault(accession, row.location)
        yield from _object(draft, row, context)


def _object(draft: Draft, row: Row, context: Context) -> Iterator[Record | Finding]:
    """One row: its columns, its links, and for a run its files."""
    _release(draft, context)
    COLUMNS[draft.type].fill(draft, row)
    if context.dataset and draft.relates("IN_DATASET", "Dataset"):
        draft.add("IN_DATASET", context.dataset, "Dataset")
    for header in PROJECT:
        if draft.relates("IN_PROJECT", "BioProject") and header in row.sheet:
            draft.relate("IN_PROJECT", "BioProject", row.get(header), header, row.cell(header))
    FINISH[draft.type](draft, row, context)
    if draft.type == "Individual" or (draft.type == "Sample" and "organism" not in row.sheet):
        yield from taxon(draft.reading, draft, *HUMAN)
    yield from _as_human(draft.build(), context)
    if draft.type == "Run":
        yield from _as_human(files_of(draft.reading, row, draft.accession, context.dataset), context)


def _release(draft: Draft, context: Context) -> None:
    """Objects are released with their dataset."""
    if context.release_state:
        draft.slots["release_state"] = context.release_state


def _as_human(given: Iterator[Record | Finding], context: Context) -> Iterator[Record | Finding]:
    """Files say which archive holds them, and like all objects are as visible as their dataset."""
    for item in given:
        if isinstance(item, Record) and item.type == "File":
            release = {"release_state": context.release_state} if context.release_state else {}
            access = {"access_type": context.access_type} if context.access_type else {}
            slots = {**item.slots, "archive": ARCHIVE, "scope": context.scope, **release, **access}
            yield replace(item, slots=slots, scope_by="release_state" if release else item.scope_by)
        else:
            yield item


def _finish_individual(draft: Draft, row: Row, context: Context) -> None:
    """Name (a code only), age band, family, and the same individual in another dataset."""
    for header in NAMES:
        label = row.get(header)
        if is_subject_code(label):
            draft.put("name", label, header, row.cell(header))
        elif not missing_reason(label):
            message = "the label of the individual has no number and may be a name; it is not stored"
            draft.find("POSSIBLE_PERSONAL_NAME", "warning", row.cell(header), message, "use a code such as P01")
    if band := context.ages.band(draft.accession):
        draft.put("age_band", band)
    _put_families(draft, context)
    existed, cell = row.get(EXISTED), row.cell(EXISTED)
    for token in tokens(existed):
        if token.upper() != draft.accession:
            draft.relate(
                "SAME_INDIVIDUAL",
                "Individual",
                token,
                EXISTED,
                cell,
                method="declared",
                confidence=1.0,
                source=context.dataset,
            )


def _put_families(draft: Draft, context: Context) -> None:
    for row in context.families.pop(draft.accession, ()):
        if row.location in context.cycles:
            message = f"{draft.accession} would be among its own ancestors"
            draft.find("FAMILY_CYCLE", "error", row.location, message, "correct the family sheet; the row is left out")
        else:
            put_family(draft, row, context.sexes)


def _finish_sample(draft: Draft, row: Row, context: Context) -> None:
    """The individual, the BioSample that is the same sample, and coordinates as numbers."""
    token, cell = row.get(*INDIVIDUAL), row.cell(INDIVIDUAL[0])
    individual = context.individuals_by_name.get(token) or token
    draft.relate("FROM_INDIVIDUAL", "Individual", individual, "Individual_Accession", cell)
    if missing_reason(token):
        draft.find(
            "REFERENCE_MISSING", "warning", cell, "the sample names no individual", "fill in Individual_Accession"
        )
    for other in tokens(row.get(BIOSAMPLE)):
        cell = row.cell(BIOSAMPLE)
        draft.relate(
            "SAME_SAMPLE", "Sample", other, BIOSAMPLE, cell, method="declared", confidence=1.0, source=context.dataset
        )
    point = parse_coordinates(draft.slots.get("latitude_longitude", ""))
    if point:
        draft.slots["latitude"], draft.slots["longitude"] = point.latitude, point.longitude


def _finish_experiment(draft: Draft, row: Row, context: Context) -> None:
    """The platform by the instrument model, the samples by accession or else by name."""
    platform = platform_of(draft.slots.get("instrument_model", ""))
    if platform:
        draft.slots["platform"] = platform
    for token in _experiment_samples(row, context):
        draft.relate("USES_SAMPLE", "Sample", token, "Sample accession", row.cell(EXPERIMENT_SAMPLES[0]))
    if not any(relation.type == "USES_SAMPLE" for relation in draft.relations):
        draft.find(
            "REFERENCE_MISSING",
            "warning",
            row.cell(EXPERIMENT_SAMPLES[0]),
            "the experiment names no sample",
            "fill in the sample accession",
        )
    _other_database(draft, row)


def _experiment_samples(row: Row, context: Context) -> list[str]:
    """The samples as GSA-Human knows them: an accession of BioSample gives that of its HRS."""
    named = [token for header in EXPERIMENT_SAMPLES for token in tokens(row.get(header)) if not missing_reason(token)]
    ours = [context.sample_of_biosample.get(token.upper(), token) for token in named]
    by_name = context.samples_by_name.get(row.get(*SAMPLE))
    return list(dict.fromkeys(ours or ([by_name] if by_name else [])))


def _finish_run(draft: Draft, row: Row, _: Context) -> None:
    """The experiment of a run."""
    token, cell = row.get("experiment accession"), row.cell("experiment accession")
    draft.relate("OF_EXPERIMENT", "Experiment", token, "Experiment accession", cell)
    if missing_reason(token):
        draft.find("REFERENCE_MISSING", "warning", cell, "the run names no experiment", "fill in Experiment accession")
    _other_database(draft, row)


def _other_database(draft: Draft, row: Row) -> None:
    database, accessions, url = (row.get(header) for header in OTHER_DATABASE)
    for token in tokens(accessions):
        draft.reference(database, token, url)
    if not accessions:
        draft.attribute("other_db", database)
        draft.attribute("other_db_url", url)


def _relatives_elsewhere(reading: Reading, context: Context) -> Iterator[Record | Finding]:
    """Families of individuals that have no row in this workbook."""
    for token in list(context.families):
        row = context.families[token][0]
        accession = reading.identify("Individual", token, row.cell("individual"))
        if isinstance(accession, Finding):
            yield accession
            continue
        draft = reading.draft("Individual", accession, row.location, derived=True)
        _release(draft, context)
        _put_families(draft, context)
        yield from draft.build()


FINISH: dict[str, Callable[[Draft, Row, Context], None]] = {
    "Individual": _finish_individual,
    "Sample": _finish_sample,
    "Experiment": _finish_experiment,
    "Run": _finish_run,
}
