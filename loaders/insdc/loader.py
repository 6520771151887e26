"""INSDC XML: EXPERIMENT_PACKAGE_SET, submission sets, single objects, and sets wrapped in other elements."""

from collections.abc import Callable, Iterator

from graph_schema.record import Record
from loaders.draft import Reading
from loaders.insdc.experiment import experiment
from loaders.insdc.links import own_accession, submission_in_name
from loaders.insdc.objects import Context, analysis, project, run, sample, study
from loaders.insdc.package import package
from loaders.source import Source
from loaders.xml import Element, objects
from qc.finding import Finding

FORMAT = "insdc"

READERS: dict[str, Callable[[Reading, Element, str, Context], Iterator[Record | Finding]]] = {
    "EXPERIMENT_PACKAGE": package,
    "STUDY": study,
    "SAMPLE": sample,
    "EXPERIMENT": experiment,
    "RUN": run,
    "ANALYSIS": analysis,
    "PROJECT": project,
}
SUBMISSION = "SUBMISSION"
OBJECTS = frozenset(READERS) | {SUBMISSION}
ROOTS = OBJECTS | {f"{name}_SET" for name in OBJECTS} | {"ROOT"}


def matches(source: Source) -> bool:
    """XML whose root is one of INSDC's objects or sets."""
    return source.xml_root in ROOTS


def read(source: Source) -> Iterator[Record | Finding]:
    """Every object of the file; a SUBMISSION is told by its objects and no node of its own."""
    reading = Reading(source, FORMAT)
    context = Context(submission_in_name(source.name))
    for item in objects(source, OBJECTS):
        if isinstance(item, Finding):
            yield item
        elif item.element.tag == SUBMISSION:
            yield _submission(source, item.element, item.location)
        else:
            yield from READERS[str(item.element.tag)](reading, item.element, item.location, context)


def _submission(source: Source, element: Element, location: str) -> Finding:
    accession = own_accession(element) or "without accession"
    return source.finding(
        "SUBMISSION_READ",
        "info",
        location,
        f"submission {accession} is no node",
        "its objects name it as submissionAccession",
    )
