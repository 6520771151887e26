"""The metadata table of an OBIA collection: a workbook with the sheets Collection, Individual, Study, Series, Image.

It names the collection, links its individuals to those of GSA-Human where that link may be public,
and says which studies, series and images belong to whom. The images' own headers are read by
`loaders.dicom`; this table has the last word, because it knows what is released.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from graph_schema.accession import detect
from graph_schema.errors import UnusableInput
from graph_schema.names import fold
from graph_schema.record import Record
from graph_schema.vocabulary import missing_reason
from loaders import governance
from loaders.columns import Columns, sheet_findings
from loaders.draft import Draft, Reading
from loaders.individual import IMAGING_PSEUDONYM, SEQUENCE_PSEUDONYM, age_band, coarsen
from loaders.links import said_of_link
from loaders.personal import is_personal_value, is_subject_code
from loaders.source import Source
from loaders.taxon import taxon
from loaders.workbook import Row, Sheet
from qc.finding import Finding

FORMAT = "obia"
ARCHIVE = "OBIA"
HOMO_SAPIENS = ("9606", "Homo sapiens")
LONGEST_UID = 64
RAW_NUMBER = re.compile(r"(?<!\d)\d{8}")
"""As many digits as record numbers, birth days and telephone numbers have, and codes have not."""
COLLECTION = ("collection", "collection accession")
INDIVIDUAL = ("accession", "individual", "individual accession")
STUDY = ("study instance uid", "studyinstanceuid", "study uid")
SERIES = ("series instance uid", "seriesinstanceuid", "series uid")
IMAGE = ("sop instance uid", "sopinstanceuid", "image uid")
HUMAN = ("individual in gsa-human", "gsa-human individual", "hri", "existed individual accession")
LINK_METHOD, LINK_CONFIDENCE, LINK_RELEASE = "link method", "link confidence", "link release"
PUBLIC = frozenset({"", "public", "published", "open"})
COLLECTION_SLOTS = {
    "data accessibility": "access_type",
    "accessibility": "access_type",
    "disease": "disease_name",
    "body sites": "body_parts",
    "release time": "release_date",
}
COLUMNS = {
    "Collection": Columns("Dataset", COLLECTION_SLOTS, governance.LINKED | {"accession"}),
    "Individual": Columns(
        "Individual",
        {"gender": "sex", "weight": "body_weight", "size": "height"},
        frozenset({*INDIVIDUAL, *COLLECTION, *HUMAN, LINK_METHOD, LINK_CONFIDENCE, LINK_RELEASE, "age", "age unit"}),
    ),
    "Study": Columns(
        "ImagingStudy", {"age": "age_value"}, frozenset({*STUDY, *COLLECTION, "individual", "individual accession"})
    ),
    "Series": Columns(
        "ImagingSeries",
        {"magnetic field strength": "magnetic_field_strength", "number of images": "image_count"},
        frozenset({*SERIES, *STUDY}),
    ),
    "Image": Columns("Image", {}, frozenset({*IMAGE, *SERIES})),
}


@dataclass(frozen=True, slots=True)
class Context:
    """The collection that the rows of a workbook belong to, and its release state, by which they are seen."""

    collection: str
    release_state: str | None


def matches(source: Source) -> bool:
    """A workbook with a sheet Collection."""
    return source.workbook is not None and source.workbook.sheet("Collection") is not None


def read(source: Source) -> Iterator[Record | Finding]:
    """The collection, then its individuals, studies, series and images."""
    workbook = source.workbook
    sheet = workbook.sheet("Collection") if workbook else None
    if workbook is None or sheet is None:
        raise UnusableInput(
            "this is no workbook with a sheet Collection",
            code="FORMAT_MISMATCH",
            hint="leave out --as to detect the format",
        )
    reading = Reading(source, FORMAT)
    yield from sheet_findings(source, workbook, tuple(COLUMNS), by_accession=False)
    context: Context | None = None
    for row in sheet.rows():
        given = list(_collection(reading, row))
        context = context or _context(given)
        yield from given
    if context is None:
        yield source.finding(
            "DATASET_UNKNOWN",
            "error",
            sheet.name,
            "no collection could be read",
            "nothing of this workbook can be loaded",
        )
        return
    for name, make in OBJECTS.items():
        if objects := workbook.sheet(name):
            yield from _objects(reading, name, objects, context, make)


def _collection(reading: Reading, row: Row) -> Iterator[Record | Finding]:
    accession = governance.identify_dataset(reading, ARCHIVE, row.get("accession"), row.cell("accession"))
    if isinstance(accession, Finding):
        yield accession
        return
    draft = reading.draft("Dataset", accession, row.location)
    governance.put_release(draft, row)
    COLUMNS["Collection"].fill(draft, row)
    draft.put("dataset_type", "OBIA collection")
    yield from governance.surroundings(draft, row)
    yield from draft.build()


def _context(given: list[Record | Finding]) -> Context | None:
    """What the collection's record says of release."""
    for item in given:
        if isinstance(item, Record) and item.type == "Dataset":
            return Context(item.accession, item.slots.get("release_state"))
    return None


Make = Callable[[Reading, Row, Context], Draft | Finding]


def _objects(reading: Reading, name: str, sheet: Sheet, context: Context, make: Make) -> Iterator[Record | Finding]:
    """The records of one sheet; as visible as their collection."""
    first_seen: dict[str, str] = {}
    coarse = False
    for row in sheet.rows():
        draft = make(reading, row, context)
        if isinstance(draft, Finding):
            yield draft
            continue
        if draft.accession in first_seen:
            message = f"{draft.accession} stands in {first_seen[draft.accession]} already"
            draft.find("DUPLICATE_ACCESSION", "warning", row.location, message, "both rows are merged")
        first_seen.setdefault(draft.accession, row.location)
        draft.put("archive", ARCHIVE)
        if context.release_state:
            draft.slots["release_state"] = context.release_state
        COLUMNS[name].fill(draft, row)
        if name == "Individual":
            coarse |= coarsen(draft)
            yield from taxon(reading, draft, *HOMO_SAPIENS)
        yield from draft.build()
    if coarse:
        message = "heights, weights and body mass indexes are stored in steps of 5 cm, 5 kg and 1 kg/m²"
        yield reading.source.finding("VALUES_COARSENED", "info", name, message, "exact values are nearly unique")


def individual_accession(token: str, collection: str) -> str | None:
    """The accession of an individual of a collection: its code there, behind the collection's where it lacks it.

    A pseudonym of `gsagraph deidentify` is an accession already, whatever the collection. A number that may be one
    of a medical record, an identity card or a telephone, or a day of birth, is no code.

    >>> individual_accession("I01", "OBIA9001"), individual_accession("OBIA9001-I01", "OBIA9001"), individual_accession("Li Lei", "OBIA9001")
    ('OBIA9001-I01', 'OBIA9001-I01', None)
    """
    code = "".join(token.split())
    if IMAGING_PSEUDONYM.fullmatch(code):
        return code
    if not is_subject_code(token) or len(code) > LONGEST_UID or RAW_NUMBER.search(code) or is_personal_value(code):
        return None
    return code if code.upper().startswith(collection) else f"{collection}-{code}"


def _individual(reading: Reading, row: Row, context: Context) -> Draft | Finding:
    token, cell = row.get(*INDIVIDUAL), row.cell("accession")
    accession = individual_accession(token, context.collection)
    if accession is None:
        code = "NO_ACCESSION" if missing_reason(token) else "NOT_A_CODE"
        return reading.source.finding(
            code, "error", cell, "the individual has no code with a number", "use codes, never names", "Individual"
        )
    draft = reading.draft("Individual", accession, row.location)
    draft.add("IN_DATASET", context.collection, "Dataset")
    if band := age_band(row.get("age"), row.get("age unit")):
        draft.put("age_band", band)
    _link(draft, row, context)
    return draft


def _link(draft: Draft, row: Row, context: Context) -> None:
    """The same individual in GSA-Human: method, confidence, and only where the link may be public.

    Silence releases the link of a code that the collection published; of a keyed pseudonym it releases nothing, since
    that was made to be tied to nobody (`loaders.links` says the same).
    """
    header = next((header for header in HUMAN if header in row.sheet), HUMAN[0])
    token, cell = row.get(header), row.cell(header)
    if missing_reason(token):
        return
    if fold(row.get(LINK_RELEASE)) not in (PUBLIC - {""} if IMAGING_PSEUDONYM.fullmatch(draft.accession) else PUBLIC):
        draft.find("LINK_WITHHELD", "info", cell, "the link to GSA-Human is not public and not stored")
        return
    if detect(token) is None and not SEQUENCE_PSEUDONYM.fullmatch(token):
        message = "this is neither an accession nor a pseudonym; it is not stored and not repeated here"
        draft.find("RAW_IDENTIFIER_REFUSED", "error", cell, message, "name the individual by its HRI accession")
        return
    said = said_of_link(draft, row, (LINK_METHOD,), (LINK_CONFIDENCE,), context.collection)
    if SEQUENCE_PSEUDONYM.fullmatch(token):
        draft.add("SAME_INDIVIDUAL", token, "Individual", **said)
    else:
        draft.relate("SAME_INDIVIDUAL", "Individual", token, header, cell, **said)


def _study(reading: Reading, row: Row, context: Context) -> Draft | Finding:
    draft = _by_uid(reading, "ImagingStudy", row, STUDY)
    if isinstance(draft, Finding):
        return draft
    draft.put("study_instance_uid", draft.accession)
    draft.add("IN_DATASET", context.collection, "Dataset")
    token = row.get("individual", "individual accession")
    individual = individual_accession(token, context.collection)
    if individual:
        draft.add("OF_INDIVIDUAL", individual, "Individual")
    else:
        draft.find(
            "REFERENCE_MISSING",
            "warning",
            row.cell("individual"),
            "the study names no individual by its code",
            "fill in Individual",
        )
    return draft


def _series(reading: Reading, row: Row, _: Context) -> Draft | Finding:
    return _part(reading, row, ("ImagingSeries", "series_instance_uid", SERIES), ("IN_STUDY", "ImagingStudy", STUDY))


def _image(reading: Reading, row: Row, _: Context) -> Draft | Finding:
    return _part(reading, row, ("Image", "sop_instance_uid", IMAGE), ("IN_SERIES", "ImagingSeries", SERIES))


def _part(
    reading: Reading, row: Row, own: tuple[str, str, tuple[str, ...]], whole: tuple[str, str, tuple[str, ...]]
) -> Draft | Finding:
    """A series or an image, with what it is part of."""
    draft = _by_uid(reading, own[0], row, own[2])
    if isinstance(draft, Finding):
        return draft
    draft.put(own[1], draft.accession)
    uid = _uid(row.get(*whole[2]))
    if uid:
        draft.add(whole[0], uid, whole[1])
    else:
        draft.find("REFERENCE_MISSING", "warning", row.location, f"no valid {whole[2][0]}", "fill in the UID")
    return draft


def _by_uid(reading: Reading, node_type: str, row: Row, headers: tuple[str, ...]) -> Draft | Finding:
    uid = _uid(row.get(*headers))
    if uid is None:
        code = "NO_ACCESSION" if not row.get(*headers) else "UID_INVALID"
        return reading.source.finding(
            code,
            "error",
            row.cell(headers[0]),
            f"no valid {headers[0]}",
            "a UID has digits and dots, at most 64",
            node_type,
        )
    return reading.draft(node_type, uid, row.location)


def _uid(token: str) -> str | None:
    found = detect(token) if token and len(token) <= LONGEST_UID else None
    return found.value if found and found.kind == "dicom.uid" else None


OBJECTS: dict[str, Make] = {"Individual": _individual, "Study": _study, "Series": _series, "Image": _image}
