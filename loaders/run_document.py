"""The `<Run>` document of a FASTQ report: how the archives tell spots, bases, GC, read lengths and qualities of a Run.

`gsagraph qc --xml` writes it. A document that names no Run has no identity and is refused.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from graph_schema.record import Provenance, Record
from loaders.draft import Reading
from loaders.release import scope_of
from loaders.source import Source
from loaders.xml import Element, each
from qc.finding import Finding
from qc.report import Activity, report_records
from qc.sequence.figures import qualities
from qc.sequence.report.nodes import q30_band
from qc.sequence.report.records import RULE_SET, VERSION

FORMAT = "run-document"
ROOT = "Run"
ACTIVITY = "sequence-report"
COUNT = re.compile(r"[0-9]{1,18}")
NUMBER = re.compile(r"[0-9]{1,18}(\.[0-9]{1,30})?([eE][+-]?[0-9]{1,2})?")


def matches(source: Source) -> bool:
    """XML whose root is `Run`, in this spelling: INSDC's own object is `RUN`."""
    return source.xml_root == ROOT


def read(source: Source) -> Iterator[Record | Finding]:
    """The report of the document, about its Run; figures that are none are left out with a finding."""
    reading = Reading(source, FORMAT)

    def made(element: Element, location: str) -> Iterator[Record | Finding]:
        accession = reading.identify("Run", (element.get("accession") or "").strip(), location)
        if isinstance(accession, Finding):
            yield accession
            return
        figures = Figures()
        activity = Activity(ACTIVITY, slots=_slots(element, figures), key=accession)
        for name in figures.unreadable:
            message = f"{name} is no figure and is left out"
            yield source.finding(
                "FIGURE_UNREADABLE", "warning", location, message, "correct the document", "Run", accession
            )
        provenance = Provenance(source.name, source.sha256, location, FORMAT, VERSION, source.time)
        yield from report_records(("Run", accession), RULE_SET, (), provenance, scope_of(None), activity)

    yield from each(source, frozenset({ROOT}), made)


class Figures:
    """Reads figures of a document, and remembers which were none."""

    def __init__(self) -> None:
        self.unreadable: list[str] = []

    def count(self, name: str, text: str | None) -> int | None:
        """A whole number from 0, or None."""
        if text is None or COUNT.fullmatch(text.strip()):
            return None if text is None else int(text)
        self.unreadable.append(name)
        return None

    def number(self, name: str, text: str | None) -> float | None:
        """A number from 0, or None."""
        if text is None or NUMBER.fullmatch(text.strip()):
            return None if text is None else float(text)
        self.unreadable.append(name)
        return None


def _slots(element: Element, figures: Figures) -> dict[str, Any]:
    slots: dict[str, Any] = {
        "read_length_type": element.get("read_length"),
        "spot_count": figures.count("spot_count", element.get("spot_count")),
        "base_count": figures.count("base_count", element.get("base_count")),
        "gc_content": figures.number("GC-Content", element.findtext("GC-Content")),
        "base_counts": [
            {"base": base.get("value"), "count": figures.count("Base", base.get("count"))}
            for base in element.iterfind("Bases/Base")
        ],
        "quality_counts": [
            {"quality": figures.count("Quality", one.get("value")), "count": figures.count("Quality", one.get("count"))}
            for one in element.iterfind("QualityCount/Quality")
        ],
        "read_statistics": [_read(one, figures) for one in element.iterfind("Statistics/Read")],
    }
    slots |= _qualities(slots["quality_counts"])
    return {name: value for name, value in slots.items() if value not in (None, [])}


def _read(element: Element, figures: Figures) -> dict[str, Any]:
    told = {
        "index": figures.count("Read index", element.get("index")),
        "count": figures.count("Read count", element.get("count")),
        "bases": figures.count("Read bases", element.get("bases")),
        "averageLength": figures.number("Read average", element.get("average")),
        "standardDeviation": figures.number("Read stdev", element.get("stdev")),
    }
    return {name: value for name, value in told.items() if value is not None}


def _qualities(counts: list[dict[str, Any]]) -> dict[str, Any]:
    """Q20, Q30 and the mean, which the document does not tell itself."""
    usable: Counter[int] = Counter()
    for one in counts:
        if one["quality"] is not None and one["count"]:
            usable[one["quality"]] += one["count"]
    if not usable:
        return {}
    found = qualities(usable)
    return {**found, "q30_band": q30_band(found["q30_fraction"])}
