"""What stands around a dataset in the tables of GSA-Human, OMIX and OBIA: project, committee, organisation, papers.

Each function points a Dataset draft at one of them and gives the other node, known by what the row says.
"""

from collections.abc import Iterator

from graph_schema.accession import detect
from graph_schema.record import Record
from graph_schema.vocabulary import missing_reason
from loaders.columns import tokens
from loaders.draft import Draft, Reading
from loaders.organization import organization, organization_accession
from loaders.personal import is_personal_value
from loaders.publication import Citation, publication
from loaders.release import release_state
from loaders.workbook import Row
from qc.finding import Finding

PROJECT = ("bioproject accession", "bioproject", "project accession")
COMMITTEE = ("dac accession", "dac")
COMMITTEE_NAME, COMMITTEE_DESCRIPTION = "dac name", "dac description"
ORGANISATION = ("organization", "organisation", "institution")
PUBLICATIONS = ("publications", "publication", "doi", "pubmed")
STATE = ("release state", "release status", "status")
LINKED = frozenset((*PROJECT, *COMMITTEE, COMMITTEE_NAME, COMMITTEE_DESCRIPTION, *ORGANISATION, *PUBLICATIONS, *STATE))


def identify_dataset(reading: Reading, archive: str, token: str, cell: str) -> str | Finding:
    """The accession of a dataset of an archive, or the finding by which its row is refused."""
    accession = reading.identify("Dataset", token, cell)
    known = detect(accession) if isinstance(accession, str) else None
    if known is None or known.archive == archive:
        return accession
    message = f"{token!r} is a {known.kind}, not a dataset of {archive}"
    return reading.source.finding(
        "ACCESSION_WRONG_TYPE", "error", cell, message, "correct the accession and load again", "Dataset", token
    )


def put_release(draft: Draft, row: Row) -> None:
    """The release state in our words; the scope follows from it. What is said that is none keeps the dataset closed."""
    literal, cell = row.get(*STATE), row.cell(_present(row, STATE))
    if is_personal_value(literal):
        draft.personal("Release state", cell)
        literal = "private"
    if literal:
        draft.put("release_state", release_state(literal), "Release state", cell)


def surroundings(draft: Draft, row: Row) -> Iterator[Record | Finding]:
    """Point a dataset at its project, committee, organisation and papers; give those that are nodes of their own."""
    draft.relate("PART_OF", "BioProject", row.get(*PROJECT), "BioProject accession", row.cell(_present(row, PROJECT)))
    yield from committee(draft, row)
    yield from organisation(draft, row)
    yield from publications(draft, row)


def committee(draft: Draft, row: Row) -> Iterator[Record | Finding]:
    """The committee that decides on a dataset; without an accession its name stays an attribute."""
    token, cell = row.get(*COMMITTEE), row.cell(_present(row, COMMITTEE))
    if missing_reason(token):
        for header in (COMMITTEE_NAME, COMMITTEE_DESCRIPTION):
            draft.attribute(header, row.get(header))
        return
    accession = draft.reading.identify("DataAccessCommittee", token, cell)
    if isinstance(accession, Finding):
        yield accession
        if not is_personal_value(token):
            draft.attribute("DAC accession", token)
        return
    draft.add("GOVERNED_BY", accession, "DataAccessCommittee")
    if other := draft.reading.shared("DataAccessCommittee", accession, cell, draft.scope):
        other.put("name", row.get(COMMITTEE_NAME))
        other.put("title", row.get(COMMITTEE_NAME))
        other.put("description", row.get(COMMITTEE_DESCRIPTION))
        yield from other.build()


def organisation(draft: Draft, row: Row) -> Iterator[Record | Finding]:
    """The organisation that submitted a dataset."""
    name = row.get(*ORGANISATION)
    if missing_reason(name):
        return
    draft.add("SUBMITTED_BY", organization_accession(name), "Organization")
    yield from organization(draft.reading, row.cell(_present(row, ORGANISATION)), name, scope=draft.scope)


def publications(draft: Draft, row: Row) -> Iterator[Record | Finding]:
    """The papers of a dataset by DOI or PubMed number; anything else stays an attribute."""
    for token in tokens(row.get(*PUBLICATIONS)):
        if not missing_reason(token):
            yield from publication(draft.reading, draft, Citation(token))


def _present(row: Row, headers: tuple[str, ...]) -> str:
    """The first of these headers that the sheet has."""
    return next((header for header in headers if header in row.sheet), headers[0])
