"""BioSample XML: NCBI and DDBJ (`BioSampleSet/BioSample`), single samples, and the property export of EBI.

The sample's own accession is the attribute `accession`; other identifiers are links or references.
`modified_date` is the record's own day of last update. Contacts are never read.
"""

from collections.abc import Iterator
from functools import partial

from graph_schema.accession import detect
from graph_schema.record import Record
from loaders.draft import Draft, Reading
from loaders.release import ACCESS, release_state
from loaders.sample_attributes import put_point, put_sample_attribute
from loaders.source import Source
from loaders.taxon import taxon
from loaders.xml import Element, attribute, each, leftovers, text
from qc.finding import Finding

FORMAT = "biosample"

NAMES = frozenset({"BioSample"})
ROOTS = frozenset({"BioSampleSet", "BioSample"})
READ = frozenset({
    "@accession", "@id", "@submission_date", "@last_update", "@publication_date", "@access", "Ids", "Description/Title", "Description/SampleName",
    "Description/Organism", "Description/Comment/Paragraph", "Owner", "Models", "Model", "Package", "Attributes", "Links", "Status",
    "@submissionUpdateDate", "@submissionReleaseDate", "Property", "Database",
})  # fmt: skip
DATES = {
    "submission_date": ("submission_date",),
    "modified_date": ("last_update", "submissionUpdateDate"),
    "release_date": ("publication_date", "submissionReleaseDate"),
}


def matches(source: Source) -> bool:
    """XML of BioSamples."""
    return source.xml_root in ROOTS


def read(source: Source) -> Iterator[Record | Finding]:
    """A Sample for each BioSample, with its taxa."""
    return each(source, NAMES, partial(_sample, Reading(source, FORMAT)))


def _sample(reading: Reading, element: Element, location: str) -> Iterator[Record | Finding]:
    token = (element.get("accession") or "").strip() or primary_id(element) or (element.get("id") or "").strip()
    accession = reading.identify("Sample", token, location)
    if isinstance(accession, Finding):
        yield accession
        return
    draft = reading.draft("Sample", accession, location)
    _identifiers(draft, element)
    _dates(draft, element)
    yield from _description(reading, draft, element)
    _package(draft, element)
    for part in element.iterfind("Attributes/Attribute"):
        name = part.get("attribute_name") or part.get("harmonized_name") or "attribute"
        put_sample_attribute(
            draft, name, part.text or "", (part.get("unit") or "").strip(), part.get("harmonized_name") or ""
        )
    yield from _properties(reading, draft, element)
    _links(draft, element)
    put_point(draft)
    for name, value in leftovers(element, READ):
        draft.attribute(name, value)
    yield from draft.build()


def primary_id(element: Element) -> str:
    """The identifier marked as primary, or the one of the database BioSample."""
    for part in element.iterfind("Ids/Id"):
        if part.get("is_primary") == "1" or "BioSample" in (part.get("db"), part.get("namespace")):
            return (part.text or "").strip()
    return ""


def _identifiers(draft: Draft, element: Element) -> None:
    """The same sample elsewhere, its name, and what other databases call it."""
    for part in element.iterfind("Ids/Id"):
        value = (part.text or "").strip()
        found = detect(value) if value else None
        if not value or value == draft.accession:
            continue
        if part.get("is_primary") == "1":
            message = f"the accession is {draft.accession}, the primary identifier {value}"
            draft.find("ACCESSION_DISAGREES", "warning", "", message, "the accession identifies the sample")
        if found and found.node_type == "Sample":
            draft.add("SAME_SAMPLE", found.value, "Sample", method="declared")
        elif part.get("db_label") == "Sample name" and "name" not in draft.slots:
            draft.put("name", value)
        else:
            draft.reference(part.get("db") or part.get("namespace") or part.get("db_label") or "Id", value)
    for part in element.iterfind("Database"):
        if text(part, "ID") not in ("", draft.accession):
            draft.reference(text(part, "Name"), text(part, "ID"), text(part, "URI"))


def _dates(draft: Draft, element: Element) -> None:
    """Days of submission, change and release; access and state."""
    for slot, names in DATES.items():
        for name in names:
            if value := element.get(name):
                draft.put(slot, value, name)
    if access := element.get("access"):
        draft.put("access_type", ACCESS.get(access.lower(), access), "access")
    if status := attribute(element, "Status", "status"):
        draft.put("release_state", release_state(status), "Status")
        if release_state(status) != status:
            draft.attribute("Status", status)
    if when := attribute(element, "Status", "when"):
        draft.put("status_date", when, "Status/@when")


def _description(reading: Reading, draft: Draft, element: Element) -> Iterator[Record | Finding]:
    """Title, comments, and one or several organisms."""
    if title := text(element, "Description/Title"):
        draft.put("title", title)
    if name := text(element, "Description/SampleName"):
        draft.put("name", name)
    paragraphs = [
        part.text.strip()
        for part in element.iterfind("Description/Comment/Paragraph")
        if part.text and part.text.strip()
    ]
    if paragraphs:
        draft.put("description", "\n".join(paragraphs))
    for organism in element.iterfind("Description/Organism"):
        name = text(organism, "OrganismName") or (organism.get("taxonomy_name") or "").strip()
        if "organism" in draft.slots:
            draft.attribute("Organism", name)
        elif name:
            draft.put("organism", name)
        if identifier := organism.get("taxonomy_id"):
            yield from taxon(reading, draft, identifier, name)


def _package(draft: Draft, element: Element) -> None:
    """Owner, models and package; nobody's name or address."""
    owner = element.find("Owner/Name")
    if owner is not None and (owner.text or "").strip():
        draft.put("owner", owner.text or "")
        draft.attribute("Owner/@abbreviation", owner.get("abbreviation") or "")
    for model in (*element.iterfind("Models/Model"), *element.iterfind("Model")):
        if (model.text or "").strip():
            draft.put("models", model.text or "")
    package = element.find("Package")
    if package is not None and (package.text or "").strip():
        draft.put("package", package.text or "")
        draft.attribute("Package/@display_name", package.get("display_name") or "")


def _properties(reading: Reading, draft: Draft, element: Element) -> Iterator[Record | Finding]:
    """`Property` elements of EBI's sample export: a class with one or several values."""
    for part in element.iterfind("Property"):
        name = part.get("class") or "property"
        for qualified in part.iterfind("QualifiedValue"):
            value, term = " ".join(text(qualified, "Value").split()), text(qualified, "TermSourceREF/TermSourceID")
            if name in ("Sample Name", "Organism", "package", "model", "Sample Description"):
                _core_property(draft, name, value)
            else:
                put_sample_attribute(draft, name, value, text(qualified, "Unit"))
            if name == "Organism" and term.isdecimal():
                yield from taxon(reading, draft, term, value)


def _core_property(draft: Draft, name: str, value: str) -> None:
    slot = {
        "Sample Name": "title",
        "Organism": "organism",
        "package": "package",
        "model": "models",
        "Sample Description": "description",
    }[name]
    if slot in draft.slots and slot != "models":
        draft.attribute(name, value)
    elif value:
        draft.put(slot, value, name)


def _links(draft: Draft, element: Element) -> None:
    """The project, publications and pages that a sample points at."""
    for part in element.iterfind("Links/Link"):
        value, label, target = (
            (part.text or "").strip(),
            (part.get("label") or "").strip(),
            (part.get("target") or "").strip(),
        )
        found = detect(label) if label else None
        if target == "bioproject" and found and found.node_type == "BioProject":
            draft.add("IN_PROJECT", found.value, "BioProject")
        elif (part.get("type") or "") == "url":
            draft.reference(label or "link", value, value)
        elif value:
            draft.reference(target or label or "link", value)
