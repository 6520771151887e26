"""What every INSDC object has: identifiers, references, links and attributes."""

import re
from collections.abc import Iterator

from graph_schema.accession import detect
from graph_schema.record import Record
from loaders.draft import Draft, Reading
from loaders.publication import Citation, publication, publication_accession
from loaders.xml import Element, text
from qc.finding import Finding

SUBMISSION_IN_NAME = re.compile(r"(?<![A-Za-z0-9])([SED]RA\d{6,})(?!\d)")
COMMON = frozenset({"@accession", "@alias", "@center_name", "@status", "TITLE", "DESCRIPTION", "IDENTIFIERS"})


def own_accession(element: Element) -> str:
    """The accession of an object: its attribute, else its primary identifier."""
    return (element.get("accession") or "").strip() or text(element, "IDENTIFIERS/PRIMARY_ID")


def submission_in_name(name: str) -> str | None:
    """The submission that a file is named after (`SRA000234.run.xml`), or None."""
    found = SUBMISSION_IN_NAME.search(name)
    return found[1] if found else None


def put_common(draft: Draft, element: Element, submission: str | None) -> None:
    """Title, description, alias, centre, submission, and the release state that some mirrors write as `status`."""
    for slot, literal in (
        ("title", text(element, "TITLE")),
        ("description", text(element, "DESCRIPTION")),
        ("alias", element.get("alias")),
        ("center_name", element.get("center_name")),
        ("submission_accession", submission),
        ("release_state", element.get("status")),
    ):
        if literal and literal.strip():
            draft.put(slot, literal)


def identifiers(draft: Draft, element: Element) -> None:
    """Primary, secondary, external and submitter identifiers that are not the object's own accession."""
    for part in element.iterfind("IDENTIFIERS/*"):
        value = (part.text or "").strip()
        if not value or value == draft.accession:
            continue
        if part.tag == "SUBMITTER_ID":
            _submitter_id(draft, part, value)
        else:
            identifier(draft, value, part.get("namespace") or part.tag)


def _submitter_id(draft: Draft, part: Element, value: str) -> None:
    if value != draft.slots.get("alias"):
        namespace = part.get("namespace")
        draft.attribute(f"SUBMITTER_ID {namespace}" if namespace else "SUBMITTER_ID", value)


def identifier(draft: Draft, value: str, database: str) -> None:
    """Another identifier of the same object: a link where it is one of ours, else a reference."""
    found = detect(value)
    target = found.node_type if found else None
    if found and target == "Sample" and draft.type == "Sample":
        draft.add("SAME_SAMPLE", found.value, "Sample", method="declared")
    elif found and target == "BioProject" and draft.type in PROJECT_LINK:
        draft.add(PROJECT_LINK[draft.type], found.value, "BioProject")
    elif found and target == draft.type and draft.relates("MIRROR_OF", target):
        draft.add("MIRROR_OF", found.value, target, method="declared")
    else:
        draft.reference(database, value)


PROJECT_LINK = {"Dataset": "PART_OF", "Sample": "IN_PROJECT", "Experiment": "IN_PROJECT"}


def referred(element: Element | None) -> str:
    """The accession by which a `…_REF`, descriptor or pool member names another object, or ""."""
    if element is None:
        return ""
    candidates = [element.get("accession") or "", *((part.text or "") for part in element.iterfind("IDENTIFIERS/*"))]
    return next(
        (found.value for token in candidates if token.strip() and (found := detect(token)) and found.node_type), ""
    )


def refer(draft: Draft, relationship: str, target: str, element: Element | None, name: str) -> str:
    """Point at the object that a reference names; one without accession is kept with a finding."""
    if element is None:
        return ""
    token = referred(element)
    if token:
        draft.relate(relationship, target, token, name)
    elif refname := (element.get("refname") or element.get("accession") or "").strip():
        draft.attribute(f"{name}/@refname", refname)
        draft.find(
            "REFERENCE_WITHOUT_ACCESSION",
            "warning",
            "",
            f"{name} names {refname!r} without an accession",
            "kept as an attribute",
        )
    return token


def study_reference(draft: Draft, element: Element | None) -> str | None:
    """The dataset of an experiment, and the project that the reference to it names; gives the dataset."""
    if element is None:
        return None
    dataset = None
    for token in [element.get("accession") or "", *((part.text or "") for part in element.iterfind("IDENTIFIERS/*"))]:
        found = detect(token) if token.strip() else None
        if found and found.node_type == "Dataset":
            dataset = dataset or found.value
            draft.add("IN_DATASET", found.value, "Dataset")
        elif found and found.node_type == "BioProject":
            draft.add("IN_PROJECT", found.value, "BioProject")
    if not draft.relations:
        refer(draft, "IN_DATASET", "Dataset", element, "STUDY_REF")
    return dataset


def attributes(element: Element, kind: str) -> Iterator[tuple[str, str, str]]:
    """Tag, value and unit of every `…_ATTRIBUTE` of an object."""
    for part in element.iterfind(f"{kind}_ATTRIBUTES/{kind}_ATTRIBUTE"):
        tag, value = text(part, "TAG"), text(part, "VALUE")
        if tag or value:
            yield tag or "TAG", value, text(part, "UNITS")


def put_attributes(draft: Draft, element: Element, kind: str) -> None:
    """Keep every `…_ATTRIBUTE`; the two dates of ENA fill their slots too."""
    for tag, value, unit in attributes(element, kind):
        if value:
            draft.attribute(tag, value, unit)
            put_ena_date(draft, tag, value)
        else:
            draft.missing(tag, "missing")


def put_ena_date(draft: Draft, tag: str, value: str) -> None:
    """Release and change dates, which ENA keeps among the attributes."""
    slot = {"ENA-FIRST-PUBLIC": "release_date", "ENA-LAST-UPDATE": "modified_date"}.get(tag)
    if slot and slot not in draft.slots:
        draft.put(slot, value)


def links(reading: Reading, draft: Draft, element: Element, kind: str) -> Iterator[Record | Finding]:
    """The `…_LINK`s of an object: publications, records of other databases, addresses."""
    for part in element.iterfind(f"{kind}_LINKS/{kind}_LINK/*"):
        database = text(part, "DB") or text(part, "LABEL") or part.tag
        value, url = text(part, "ID") or text(part, "QUERY"), text(part, "URL")
        yield from link(reading, draft, database, value, url)


def link(reading: Reading, draft: Draft, database: str, value: str, url: str) -> Iterator[Record | Finding]:
    """One link; PubMed numbers and DOIs are publications where the object can be cited."""
    identifier_ = value if database.lower() in ("pubmed", "doi", "pmid") else url if "doi.org/" in url else ""
    citable = draft.relates("CITED_IN", "Publication")
    if citable and publication_accession(identifier_):
        yield from publication(reading, draft, Citation(identifier_))
    elif value:
        for token in split_accessions(value):
            draft.reference(database, token, url)
    elif url:
        draft.reference(database, url, url)


def split_accessions(value: str) -> list[str]:
    """A list of accessions separated by commas as single ones; anything else as it stands."""
    tokens = [token.strip() for token in value.split(",")]
    return (
        tokens
        if len(tokens) > 1 and all(" " not in token and token for token in tokens) and "://" not in value
        else [value]
    )
