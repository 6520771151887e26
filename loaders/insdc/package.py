"""EXPERIMENT_PACKAGE: an experiment with its study, samples, runs and files in one element."""

from collections.abc import Iterator

from graph_schema.record import Record
from loaders.draft import Reading
from loaders.insdc import links
from loaders.insdc.experiment import experiment
from loaders.insdc.objects import Context, run, sample, study
from loaders.xml import Element, attribute
from qc.finding import Finding


def package(reading: Reading, element: Element, location: str, context: Context) -> Iterator[Record | Finding]:
    """Every object of a package, each at its own path."""
    submission = attribute(element, "SUBMISSION", "accession") or context.submission
    first = element.find("EXPERIMENT")
    reference = first.find("STUDY_REF") if first is not None else None
    dataset = links.own_accession(found) if (found := element.find("STUDY")) is not None else links.referred(reference)
    context = Context(submission, dataset or None, tuple(_organizations(element)))
    pools = [*element.iterfind("Pool"), *element.iterfind("RUN_SET/RUN/Pool")]
    for path, read in (
        ("STUDY", study),
        ("SAMPLE", sample),
        ("SAMPLE_SET/SAMPLE", sample),
        ("RUN_SET/RUN", run),
        ("RUN", run),
    ):
        for number, part in enumerate(element.findall(path), start=1):
            yield from read(reading, part, f"{location}/{path}[{number}]", context)
    for number, part in enumerate(element.findall("EXPERIMENT"), start=1):
        yield from experiment(reading, part, f"{location}/EXPERIMENT[{number}]", context, pools)


def _organizations(element: Element) -> Iterator[tuple[str, str, str]]:
    """Name, short name and kind of the submitting organisations; contacts are never read."""
    for part in element.iterfind("Organization"):
        name = part.find("Name")
        if name is not None and name.text and name.text.strip():
            yield name.text.strip(), (name.get("abbr") or "").strip(), (part.get("type") or "").strip()
