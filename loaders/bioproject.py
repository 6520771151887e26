"""BioProject XML as NCBI and DDBJ write it: packages, the summaries that efetch gives, or a single project.

Names of people (authors, principal investigators, contacts) are never read. A hierarchical link has
the component as its `ProjectIDRef` and the umbrella as its `MemberID`.
"""

from collections.abc import Iterator
from functools import partial

from graph_schema.accession import detect
from graph_schema.record import Record, Relation
from graph_schema.vocabulary import standard
from loaders.draft import Draft, Reading
from loaders.organization import organization, organization_accession
from loaders.publication import Citation, publication
from loaders.release import ACCESS
from loaders.source import Source
from loaders.taxon import taxon
from loaders.xml import Element, attribute, each, leftovers, text
from qc.finding import Finding

FORMAT = "bioproject"

NAMES = frozenset({"Package", "Project", "DocumentSummary"})
ROOTS = NAMES | {"PackageSet", "RecordSet", "DocumentSummarySet"}
DESCRIPTION = "ProjectDescr"
SUBMISSION = "ProjectType/ProjectTypeSubmission"
READ = frozenset({
    "ProjectID", f"{DESCRIPTION}/Name", f"{DESCRIPTION}/Title", f"{DESCRIPTION}/Description", f"{DESCRIPTION}/ExternalLink",
    f"{DESCRIPTION}/Grant", f"{DESCRIPTION}/Publication", f"{DESCRIPTION}/ProjectReleaseDate", f"{DESCRIPTION}/Relevance",
    f"{DESCRIPTION}/LocusTagPrefix", f"{SUBMISSION}/Target/@sample_scope", f"{SUBMISSION}/Target/@material", f"{SUBMISSION}/Target/@capture",
    f"{SUBMISSION}/Target/Organism/@taxID", f"{SUBMISSION}/Target/Organism/OrganismName", f"{SUBMISSION}/Method",
    f"{SUBMISSION}/Objectives/Data/@data_type", f"{SUBMISSION}/ProjectDataTypeSet", f"{SUBMISSION}/IntendedDataTypeSet",
})  # fmt: skip
TYPES = {
    "ProjectTypeSubmission": "primary",
    "ProjectTypeTopAdmin": "umbrella",
    "ProjectTypeTopSingleOrganism": "single organism",
}


def matches(source: Source) -> bool:
    """XML of packages, or of a project with the mixed-case names of NCBI."""
    return source.xml_root in ROOTS


def read(source: Source) -> Iterator[Record | Finding]:
    """A BioProject for each package, with its taxa, publications and organisations."""
    return each(source, NAMES, partial(_package, Reading(source, FORMAT)))


def _package(reading: Reading, element: Element, location: str) -> Iterator[Record | Finding]:
    """A package is a project within a project, with submission and links beside it."""
    project = next(
        (found for found in (element, *element.iterfind(".//Project")) if found.find("ProjectID") is not None), None
    )
    if project is None:
        yield reading.source.finding(
            "NO_ACCESSION", "error", location, "a package without ProjectID", "fetch the file again", "BioProject"
        )
        return
    accession = reading.identify("BioProject", attribute(project, "ProjectID/ArchiveID", "accession"), location)
    if isinstance(accession, Finding):
        yield accession
        return
    draft = reading.draft("BioProject", accession, location)
    _identifiers(draft, project)
    _description(draft, project)
    _type(draft, project)
    yield from _organisms(reading, draft, project)
    yield from _publications(reading, draft, project)
    yield from _submission(reading, draft, element)
    _links(draft, element)
    for name, value in leftovers(project, READ):
        draft.attribute(name, value)
    yield from draft.build()


def _identifiers(draft: Draft, project: Element) -> None:
    for part in project.iterfind("ProjectID/*"):
        value = (part.get("accession") or part.text or part.get("submission_id") or "").strip()
        if value and value != draft.accession:
            draft.reference(part.get("archive") or part.get("center") or part.get("db") or str(part.tag), value)


def _description(draft: Draft, project: Element) -> None:
    """Names, texts, date, links, grants and prefixes."""
    for slot, path in (
        ("name", "Name"),
        ("title", "Title"),
        ("description", "Description"),
        ("release_date", "ProjectReleaseDate"),
    ):
        if value := text(project, f"{DESCRIPTION}/{path}"):
            draft.put(slot, value, path)
    for link in project.iterfind(f"{DESCRIPTION}/ExternalLink"):
        draft.reference(link.get("label") or "link", text(link, "dbXREF/ID") or text(link, "URL"), text(link, "URL"))
    for relevance in project.iterfind(f"{DESCRIPTION}/Relevance/*"):
        if (relevance.text or "").strip().lower() not in ("no", "false"):
            draft.put("relevance", str(relevance.tag), "Relevance")
            if str(relevance.tag) == "Other":
                draft.attribute("Relevance/Other", relevance.text or "")
    for prefix in project.iterfind(f"{DESCRIPTION}/LocusTagPrefix"):
        if (prefix.text or "").strip():
            draft.put("locus_tag_prefixes", prefix.text or "")
        for name in ("biosample_id", "assembly_id"):
            draft.attribute(
                f"LocusTagPrefix/@{name}",
                " ".join(filter(None, (prefix.text, prefix.get(name)))) if prefix.get(name) else "",
            )
    grants = [grant for part in project.iterfind(f"{DESCRIPTION}/Grant") if (grant := _grant(part))]
    if grants:
        draft.slots["grants"] = grants


def _grant(part: Element) -> dict[str, str]:
    """Agency, number and title of a grant; the investigator is not read."""
    entry = {
        "agency": text(part, "Agency"),
        "number": (part.get("GrantId") or "").strip(),
        "title": text(part, "Title"),
    }
    return {name: value for name, value in entry.items() if value}


def plain_value(vocabulary: str, literal: str) -> str:
    """A coded value such as `eMultiisolate` in the words of a vocabulary, if it is one; else as written.

    >>> plain_value("SampleScope", "eMultiisolate"), plain_value("Material", "eNoSuchThing")
    ('Multiisolate', 'eNoSuchThing')
    """
    without_mark = literal[1:] if literal[:1] == "e" and literal[1:2].isupper() else literal
    term = standard(vocabulary, without_mark)
    return term.value if term else literal


def _type(draft: Draft, project: Element) -> None:
    """Kind of project, and what a primary one samples and makes."""
    kind = project.find("ProjectType/*")
    if kind is not None:
        draft.put("project_type", TYPES.get(str(kind.tag), str(kind.tag)), "ProjectType")
    target = project.find(f"{SUBMISSION}/Target")
    if target is not None:
        for slot, vocabulary in (("sample_scope", "SampleScope"), ("material", "Material"), ("capture", "Capture")):
            if literal := target.get(slot):
                draft.put(slot, plain_value(vocabulary, literal), slot)
    for method in project.iterfind(f"{SUBMISSION}/Method"):
        draft.put(
            "methods",
            plain_value("ProjectMethod", method.get("method_type") or (method.text or "").strip()),
            "method_type",
        )
    for data in project.iterfind(f"{SUBMISSION}/Objectives/Data"):
        if value := data.get("data_type"):
            draft.put("objectives", value)
    for data_type in (
        *project.iterfind(f"{SUBMISSION}/ProjectDataTypeSet/DataType"),
        *project.iterfind(f"{SUBMISSION}/IntendedDataTypeSet/DataType"),
    ):
        if value := (data_type.text or "").strip():
            draft.put("project_data_types", value, "DataType")


def _organisms(reading: Reading, draft: Draft, project: Element) -> Iterator[Record | Finding]:
    for organism in project.iterfind("ProjectType/*//Organism"):
        name = text(organism, "OrganismName")
        if name:
            draft.put("organisms", name)
        if identifier := organism.get("taxID"):
            yield from taxon(reading, draft, identifier, name)


def _publications(reading: Reading, draft: Draft, project: Element) -> Iterator[Record | Finding]:
    """Publications by PubMed number or DOI, with title, journal and year; authors are not read."""
    for part in project.iterfind(f"{DESCRIPTION}/Publication"):
        citation = Citation(
            (part.get("id") or "").strip() or text(part, "Reference"),
            text(part, "StructuredCitation/Title"),
            text(part, "StructuredCitation/Journal/JournalTitle"),
            text(part, "StructuredCitation/Journal/Year"),
        )
        yield from publication(reading, draft, citation)


def _submission(reading: Reading, draft: Draft, element: Element) -> Iterator[Record | Finding]:
    """Dates, access and organisations of the submission; contacts are not read."""
    submission = element.find(".//Submission")
    if submission is None:
        return
    for slot, name in (
        ("submission_date", "submitted"),
        ("modified_date", "last_update"),
        ("submission_accession", "submission_id"),
    ):
        if value := submission.get(name):
            draft.put(slot, value, name)
    if access := text(submission, "Description/Access"):
        draft.put("access_type", ACCESS.get(access.lower(), access), "Access")
    for part in submission.iterfind("Description/Organization"):
        if written := text(part, "Name"):
            url = part.get("url") or ""
            draft.add("SUBMITTED_BY", organization_accession(written, url), "Organization")
            abbreviation = attribute(part, "Name", "abbr")
            yield from organization(
                reading,
                draft.location,
                written,
                abbreviation=abbreviation,
                kind=part.get("type") or "",
                url=url,
                scope=draft.scope,
            )


def _links(draft: Draft, element: Element) -> None:
    """Umbrellas, components and peers."""
    for link in element.iterfind(".//ProjectLinks/Link"):
        reference = attribute(link, "ProjectIDRef", "accession") or attribute(
            link, "Hierarchical/ProjectIDRef", "accession"
        )
        member = attribute(link, "*/MemberID", "accession")
        hierarchical = link.find("Hierarchical") is not None
        nested = link.find("Hierarchical/ProjectIDRef") is not None
        component, umbrella = (member, reference) if nested else (reference, member)
        if hierarchical:
            _hierarchical(draft, component, umbrella)
        for other in {reference, member} - {draft.accession, ""} if not hierarchical else ():
            draft.reference("BioProject", other)


def _hierarchical(draft: Draft, component: str, umbrella: str) -> None:
    """Point at the umbrella, or, as an umbrella, let the component point here."""
    found = detect(component) if umbrella == draft.accession and component else None
    if found and found.node_type == "BioProject":
        draft.relations.append(Relation("COMPONENT_OF", found.value, "BioProject", reverse=True))
    elif component == draft.accession:
        draft.relate("COMPONENT_OF", "BioProject", umbrella, "MemberID")
    else:
        draft.attribute("ProjectLinks/Hierarchical", f"{component} in {umbrella}")
