"""STUDY, SAMPLE, RUN, ANALYSIS and ENA's PROJECT as records; EXPERIMENT is in `loaders.insdc.experiment`."""

from collections.abc import Iterator
from typing import NamedTuple

from graph_schema.accession import detect
from graph_schema.record import Record
from loaders import tax_analysis
from loaders.draft import Draft, Reading
from loaders.insdc import links
from loaders.insdc.files import files
from loaders.organization import organization, organization_accession
from loaders.release import release_state
from loaders.sample_attributes import put_point, put_sample_attribute
from loaders.taxon import taxon
from loaders.xml import Element, leftovers, text
from qc.finding import Finding

STUDY_READ = links.COMMON | {
    "DESCRIPTOR/STUDY_TITLE", "DESCRIPTOR/STUDY_ABSTRACT", "DESCRIPTOR/STUDY_DESCRIPTION", "DESCRIPTOR/STUDY_TYPE",
    "DESCRIPTOR/CENTER_PROJECT_NAME", "DESCRIPTOR/RELATED_STUDIES", "STUDY_LINKS", "STUDY_ATTRIBUTES",
}  # fmt: skip
SAMPLE_READ = links.COMMON | {
    "SAMPLE_NAME/TAXON_ID", "SAMPLE_NAME/SCIENTIFIC_NAME", "SAMPLE_NAME/COMMON_NAME", "SAMPLE_LINKS", "SAMPLE_ATTRIBUTES", "@is_public", "@published",
}  # fmt: skip
RUN_READ = links.COMMON | {
    "@run_date", "@run_center", "@instrument_name", "@total_spots", "@total_bases", "@size", "@published", "@is_public", "@operator",
    "EXPERIMENT_REF", "DATA_BLOCK/FILES", "SRAFiles", "Pool", "RUN_LINKS", "RUN_ATTRIBUTES", "tax_analysis",
}  # fmt: skip
ANALYSIS_READ = links.COMMON | {
    "@analysis_date", "@analysis_center", "STUDY_REF", "SAMPLE_REF", "EXPERIMENT_REF", "RUN_REF", "ANALYSIS_REF", "TARGETS",
    "DATA_BLOCK/FILES", "FILES", "ANALYSIS_LINKS", "ANALYSIS_ATTRIBUTES",
}  # fmt: skip
PROJECT_READ = links.COMMON | {
    "NAME",
    "SUBMISSION_PROJECT/ORGANISM",
    "PROJECT_LINKS",
    "PROJECT_ATTRIBUTES",
    "RELATED_PROJECTS",
    "COLLABORATORS",
    "@first_public",
}
TARGETS = {"STUDY": "Dataset", "SAMPLE": "Sample", "EXPERIMENT": "Experiment", "RUN": "Run"}


class Context(NamedTuple):
    """What surrounds an object: its submission, and in a package the dataset it belongs to."""

    submission: str | None
    dataset: str | None = None
    organizations: tuple[tuple[str, str, str], ...] = ()


def study(reading: Reading, element: Element, location: str, context: Context) -> Iterator[Record | Finding]:
    """A STUDY is a Dataset, part of the BioProject that its identifiers name."""
    draft = _begin(reading, "Dataset", element, location, context)
    if isinstance(draft, Finding):
        yield draft
        return
    draft.put("dataset_type", "INSDC study")
    _study_texts(draft, element)
    yield from links.links(reading, draft, element, "STUDY")
    _related_studies(draft, element)
    links.put_attributes(draft, element, "STUDY")
    _leftovers(draft, element, STUDY_READ)
    for name, abbreviation, kind in context.organizations:
        draft.add("SUBMITTED_BY", organization_accession(name), "Organization")
        yield from organization(reading, location, name, abbreviation=abbreviation, kind=kind, scope=draft.scope)
    yield from draft.build()


def _begin(reading: Reading, node_type: str, element: Element, location: str, context: Context) -> Draft | Finding:
    """A draft with identity, identifiers and what all objects share."""
    accession = reading.identify(node_type, links.own_accession(element), location)
    if isinstance(accession, Finding):
        return accession
    draft = reading.draft(node_type, accession, location)
    links.put_common(draft, element, context.submission)
    links.identifiers(draft, element)
    return draft


def _leftovers(draft: Draft, element: Element, read: frozenset[str]) -> None:
    for name, value in leftovers(element, read):
        draft.attribute(name, value)


def _study_texts(draft: Draft, element: Element) -> None:
    abstract, description = text(element, "DESCRIPTOR/STUDY_ABSTRACT"), text(element, "DESCRIPTOR/STUDY_DESCRIPTION")
    for slot, literal in (
        ("title", text(element, "DESCRIPTOR/STUDY_TITLE")),
        ("description", abstract or description),
        ("name", text(element, "DESCRIPTOR/CENTER_PROJECT_NAME")),
    ):
        if literal:
            draft.put(slot, literal)
    if abstract and description and description != abstract:
        draft.attribute("STUDY_DESCRIPTION", description)
    kind = element.find("DESCRIPTOR/STUDY_TYPE")
    if kind is not None:
        if existing := kind.get("existing_study_type"):
            draft.put("study_type", existing, "existing_study_type")
        draft.attribute("new_study_type", kind.get("new_study_type") or "")


def _related_studies(draft: Draft, element: Element) -> None:
    """The primary related project is the dataset's own; others are cross-references."""
    for related in element.iterfind("DESCRIPTOR/RELATED_STUDIES/RELATED_STUDY"):
        value, primary = text(related, "RELATED_LINK/ID"), text(related, "IS_PRIMARY").lower() == "true"
        found = detect(value) if value else None
        if found and found.node_type == "BioProject" and primary:
            draft.add("PART_OF", found.value, "BioProject")
        elif value and found and any(relation.to == found.value for relation in draft.relations):
            continue
        elif value:
            draft.reference(text(related, "RELATED_LINK/DB"), value)


def sample(reading: Reading, element: Element, location: str, context: Context) -> Iterator[Record | Finding]:
    """A SAMPLE under its own accession; its BioSample is another node, declared to be the same."""
    draft = _begin(reading, "Sample", element, location, context)
    if isinstance(draft, Finding):
        yield draft
        return
    if name := text(element, "SAMPLE_NAME/SCIENTIFIC_NAME"):
        draft.put("organism", name)
    common = text(element, "SAMPLE_NAME/COMMON_NAME")
    draft.attribute("COMMON_NAME", common)
    if identifier := text(element, "SAMPLE_NAME/TAXON_ID"):
        yield from taxon(reading, draft, identifier, name)
    for tag, value, unit in links.attributes(element, "SAMPLE"):
        put_sample_attribute(draft, tag, value, unit)
        links.put_ena_date(draft, tag, value)
    put_point(draft)
    yield from links.links(reading, draft, element, "SAMPLE")
    _release(draft, element)
    _leftovers(draft, element, SAMPLE_READ)
    if context.dataset:
        draft.add("IN_DATASET", context.dataset, "Dataset")
    yield from draft.build()


def _release(draft: Draft, element: Element) -> None:
    """Release state and date, where the archive's export gives them."""
    if public := element.get("is_public"):
        draft.put("release_state", release_state("published" if public.lower() == "true" else "private"))
    if published := element.get("published"):
        draft.put("release_date", published, "published")


def run(reading: Reading, element: Element, location: str, context: Context) -> Iterator[Record | Finding]:
    """A RUN with its files and, in SRA's documents, what its reads are of."""
    draft = _begin(reading, "Run", element, location, context)
    if isinstance(draft, Finding):
        yield draft
        return
    links.refer(draft, "OF_EXPERIMENT", "Experiment", element.find("EXPERIMENT_REF"), "EXPERIMENT_REF")
    for slot, name in RUN_SLOTS.items():
        if value := element.get(name):
            draft.put(slot, value, name)
    _release(draft, element)
    yield from links.links(reading, draft, element, "RUN")
    links.put_attributes(draft, element, "RUN")
    _leftovers(draft, element, RUN_READ)
    yield from draft.build()
    yield from files(reading, draft, element, context.dataset)
    yield from tax_analysis.of_run(reading, draft, element)


RUN_SLOTS = {
    "run_date": "run_date",
    "run_center": "run_center",
    "instrument_name": "instrument_name",
    "spots": "total_spots",
    "bases": "total_bases",
    "size": "size",
}


def analysis(reading: Reading, element: Element, location: str, context: Context) -> Iterator[Record | Finding]:
    """An ANALYSIS with its targets and files."""
    draft = _begin(reading, "Analysis", element, location, context)
    if isinstance(draft, Finding):
        yield draft
        return
    _analysis_targets(draft, element)
    for slot, name in (("run_date", "analysis_date"), ("run_center", "analysis_center")):
        if value := element.get(name):
            draft.put(slot, value, name)
    _analysis_type(draft, element)
    yield from links.links(reading, draft, element, "ANALYSIS")
    links.put_attributes(draft, element, "ANALYSIS")
    _leftovers(draft, element, ANALYSIS_READ)
    yield from draft.build()
    yield from files(reading, draft, element, None)


def _analysis_type(draft: Draft, element: Element) -> None:
    """The type is the name of the element below ANALYSIS_TYPE; programs come with their versions."""
    kind = element.find("ANALYSIS_TYPE/*")
    if kind is not None:
        draft.put("analysis_type", str(kind.tag))
    for step in element.iterfind(".//PIPE_SECTION"):
        program, version = text(step, "PROGRAM"), text(step, "VERSION")
        if program and program.lower() not in ("unknown", "n/a"):
            draft.put(
                "programs", f"{program} {version}".strip() if version.lower() not in ("unknown", "n/a") else program
            )


def _analysis_targets(draft: Draft, element: Element) -> None:
    for kind, target in TARGETS.items():
        for reference in element.iterfind(f"{kind}_REF"):
            _analysis_target(draft, reference, target, f"{kind}_REF")
    for reference in element.iterfind("TARGETS/TARGET"):
        kind = (reference.get("sra_object_type") or "").upper()
        _analysis_target(draft, reference, TARGETS.get(kind, ""), f"TARGET {kind}")
    for reference in element.iterfind("ANALYSIS_REF"):
        if token := links.referred(reference):
            draft.reference("ANALYSIS_REF", token)


def _analysis_target(draft: Draft, reference: Element, target: str, name: str) -> None:
    """Point at what was analysed; a project given as study is a cross-reference."""
    found = detect(links.referred(reference))
    if found and found.node_type and draft.relates("ANALYSIS_OF", found.node_type):
        draft.add("ANALYSIS_OF", found.value, found.node_type)
    elif found:
        draft.reference(name, found.value)
    else:
        links.refer(draft, "ANALYSIS_OF", target or "Dataset", reference, name)


def project(reading: Reading, element: Element, location: str, context: Context) -> Iterator[Record | Finding]:
    """ENA's PROJECT is a BioProject."""
    draft = _begin(reading, "BioProject", element, location, context)
    if isinstance(draft, Finding):
        yield draft
        return
    if name := text(element, "NAME"):
        draft.put("name", name)
    for organism in element.iterfind("SUBMISSION_PROJECT/ORGANISM"):
        scientific = text(organism, "SCIENTIFIC_NAME")
        if scientific:
            draft.put("organisms", scientific)
        yield from taxon(reading, draft, text(organism, "TAXON_ID"), scientific)
    for parent in element.iterfind("RELATED_PROJECTS/RELATED_PROJECT/PARENT_PROJECT"):
        draft.relate("COMPONENT_OF", "BioProject", parent.get("accession") or "", "PARENT_PROJECT")
    yield from links.links(reading, draft, element, "PROJECT")
    links.put_attributes(draft, element, "PROJECT")
    if released := element.get("first_public"):
        draft.put("release_date", released)
    _leftovers(draft, element, PROJECT_READ)
    yield from draft.build()
