"""SRA's taxonomy analysis (STAT) of a run, as nested `taxon` elements: inside a run document, or standing alone.

    <tax_analysis analyzed_spot_count total_spot_count identified_spot_count parser_version dbs_name dbss_name …>
      <taxon tax_id name rank total_count self_count> <taxon …/> </taxon>
    </tax_analysis>

Own counts become relationships to taxa, totals are only compared with what the tree gives. Standing alone the
document does not name its run; the file's name then does. `run_taxonomy` reads the same analysis as JSON.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from graph_schema.accession import detect
from graph_schema.errors import UnusableInput
from graph_schema.record import Record
from loaders.draft import Draft, Reading
from loaders.source import Source
from loaders.xml import Element, each
from qc.finding import Finding
from qc.taxonomy.counts import Profile, prune
from qc.taxonomy.records import profile_records
from qc.taxonomy.tree import ROOT, Taxon, TaxonTree

FORMAT = "tax-analysis"
ELEMENT = "tax_analysis"
VERSION = "1"
TOOL = "STAT"
LARGEST_COUNT = 1 << 62
MOST_TAXA = 3_000_000
RUN_ATTRIBUTES = ("acc", "accession", "run", "run_accession")
DATABASES = ("dbs", "dbss")
NOTHING_ABOVE = Taxon(ROOT, "root", "no rank", ROOT)
TOKENS = re.compile(r"[A-Za-z]{3}[0-9]+")


class Analysis(NamedTuple):
    """What an analysis says of itself, as written: version, databases, and the three counts of spots."""

    version: str
    database: str
    analyzed: Any
    total: Any
    identified: Any


class Row(NamedTuple):
    """One taxon of an analysis, as written; `parent` is nothing at the top."""

    tax_id: Any
    name: Any
    rank: Any
    parent: Any
    own: Any
    total: Any


def matches(source: Source) -> bool:
    """XML whose root is the analysis itself."""
    return source.xml_root == ELEMENT


def read(source: Source) -> Iterator[Record | Finding]:
    """The profile of a document that is nothing but an analysis."""
    reading = Reading(source, FORMAT)

    def alone(element: Element, location: str) -> Iterator[Record | Finding]:
        """The profile of the one element."""
        named = next((element.get(name) or "" for name in RUN_ATTRIBUTES if element.get(name)), None)
        run = reading.identify("Run", named or run_named(source.name), location)
        if isinstance(run, Finding):
            yield run
        else:
            yield from _analysed(reading, element, run, location, reading.scope)

    yield from each(source, frozenset({ELEMENT}), alone)


def of_run(reading: Reading, draft: Draft, element: Element) -> Iterator[Record | Finding]:
    """The profiles inside a RUN element, for the draft of the run; as visible as the run."""
    for number, analysis in enumerate(element.iterfind(ELEMENT), start=1):
        location = f"{draft.location}/{ELEMENT}[{number}]"
        yield from _analysed(reading, analysis, draft.accession, location, draft.scope)


def run_named(name: str) -> str:
    """The accession of a run in a file's name, or ""."""
    found = (detect(token) for token in TOKENS.findall(name))
    return next((accession.value for accession in found if accession and accession.node_type == "Run"), "")


def _analysed(reading: Reading, element: Element, run: str, location: str, scope: str) -> Iterator[Record | Finding]:
    databases = (
        f"{element.get(f'{name}_name')} {element.get(f'{name}_mtime') or ''}".strip()
        for name in DATABASES
        if element.get(f"{name}_name")
    )
    analysis = Analysis(
        element.get("parser_version") or "",
        ", ".join(databases),
        element.get("analyzed_spot_count"),
        element.get("total_spot_count"),
        element.get("identified_spot_count"),
    )
    yield from profile(reading, analysis, _rows(element), run, location, scope)


def _rows(element: Element) -> Iterator[Row]:
    """The taxa of an analysis, each after the one above it."""
    for taxon in element.iter("taxon"):
        above = taxon.getparent()
        parent = above.get("tax_id") if above is not None and above is not element else None
        names = ("self_count", "total_count")
        yield Row(
            taxon.get("tax_id"), taxon.get("name"), taxon.get("rank"), parent, *(taxon.get(name) for name in names)
        )


def profile(
    reading: Reading, analysis: Analysis, rows: Iterable[Row], run: str, location: str, scope: str
) -> Iterator[Record | Finding]:
    """The records of an analysis of a run, with findings about what it says wrong; a broken tree gives no records."""
    table = Table(reading.source, location)
    for row in rows:
        table.take(row)
    yield from table.findings
    try:
        tree = TaxonTree(table.tree())
    except UnusableInput as error:
        yield table.said("TAXONOMY_BROKEN", "error", error.message, "fetch the document again")
        return
    yield from table.differing(tree)
    made = table.profile(analysis, tree)
    provenance = reading.source.provenance(location, reading.loader if reading.loader != "insdc" else FORMAT, VERSION)
    for record in profile_records(made, run, provenance, scope):
        if record.type != "Taxon" or reading.once("taxon of a tree", f"{hash(repr(record.slots)):x}", scope):
            yield record


class Table:
    """The taxa of one analysis, made sure of."""

    def __init__(self, source: Source, location: str) -> None:
        self.source, self.location = source, location
        self.taxa: dict[int, Taxon] = {}
        self.own: dict[int, int] = {}
        self.totals: dict[int, int] = {}
        self.findings: list[Finding] = []

    def said(self, code: str, severity: Any, message: str, hint: str) -> Finding:
        """A finding about this analysis."""
        return self.source.finding(code, severity, self.location, message, hint, "TaxonProfile")

    def take(self, row: Row) -> None:
        """Take one taxon; one without tax id or count, or that stands twice, is left out with a finding."""
        tax_id, own = whole(row.tax_id), whole(row.own if row.own is not None else 0)
        if not tax_id or own is None or len(self.taxa) >= MOST_TAXA:
            self._left_out(f"a taxon has the tax id {str(row.tax_id)[:20]!r} and the count {str(row.own)[:20]!r}")
            return
        if tax_id in self.taxa:
            self._left_out(f"tax id {tax_id} stands twice")
            return
        parent = whole(row.parent) or ROOT
        self.taxa[tax_id] = Taxon(tax_id, str(row.name or "")[:500], str(row.rank or "no rank")[:50], parent)
        self.own[tax_id] = own
        if (total := whole(row.total)) is not None:
            self.totals[tax_id] = total

    def _left_out(self, message: str) -> None:
        if len(self.findings) < 20:
            hint = "the others are loaded; fetch the document again"
            self.findings.append(self.said("TAXON_LEFT_OUT", "warning", message, hint))

    def tree(self) -> Iterator[Taxon]:
        """The taxa with a root above those that hang nowhere."""
        yield replace(self.taxa.get(ROOT, NOTHING_ABOVE), parent=ROOT)
        for taxon in self.taxa.values():
            if taxon.tax_id != ROOT:
                yield taxon if taxon.parent in self.taxa else replace(taxon, parent=ROOT)

    def differing(self, tree: TaxonTree) -> Iterator[Finding]:
        """A finding where stated totals are not those of the tree."""
        derived = tree.totals(self.own)
        wrong = [tax_id for tax_id, total in self.totals.items() if derived.get(tax_id, 0) != total]
        if wrong:
            message = (
                f"{len(wrong)} stated totals differ from the sum of the counts below, the first of tax id {wrong[0]}"
            )
            yield self.said("TAXON_TOTAL_DIFFERS", "info", message, "own counts are kept; totals follow from them")

    def profile(self, analysis: Analysis, tree: TaxonTree) -> Profile:
        """The profile, pruned as our own are; without a stated number of identified spots it is the sum of the counts."""
        own = {tax_id: count for tax_id, count in self.own.items() if count}
        identified = whole(analysis.identified)
        analyzed = whole(analysis.analyzed)
        kept, pruned = prune(own, analyzed or 0)
        return Profile(
            TOOL, analysis.version, analysis.database, "", None, None, analyzed, whole(analysis.total),
            sum(own.values()) if identified is None else identified, kept, tree.part(kept), len(pruned), sum(pruned.values()),
        )  # fmt: skip


def whole(value: Any) -> int | None:
    """A count as written in XML or JSON; None for what is none."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    text = str(value).strip()
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else None
    return number if number is not None and number <= LARGEST_COUNT else None
