"""The library rule: combinations and numbers of an experiment that are rarely meant. All are info."""

from collections.abc import Iterator

from graph_schema.record import Record
from qc.finding import Finding, Severity

RNA_STRATEGIES = frozenset(
    {"RNA-Seq", "ssRNA-seq", "snRNA-seq", "miRNA-Seq", "ncRNA-Seq", "Ribo-Seq", "FL-cDNA", "EST"}
)
RNA_SOURCES = frozenset(
    {"TRANSCRIPTOMIC", "TRANSCRIPTOMIC SINGLE CELL", "METATRANSCRIPTOMIC", "VIRAL RNA", "SYNTHETIC", "OTHER"}
)
DNA_STRATEGIES = frozenset({"WGS", "WXS", "WCS", "WGA"})


class LibraryRule:
    """Strategy against source, and planned cycles of nought."""

    name = "library"

    def check(self, record: Record, path: str) -> Iterator[Finding]:
        """What is odd about an experiment's library."""
        if record.type != "Experiment":
            return
        slots = record.slots
        strategy, source = slots.get("library_strategy"), slots.get("library_source")
        if strategy in RNA_STRATEGIES and source and source not in RNA_SOURCES:
            yield _odd(
                "LIBRARY_SOURCE_ODD",
                record,
                path,
                f"{strategy} of a {source} source",
                "is METATRANSCRIPTOMIC or TRANSCRIPTOMIC meant?",
            )
        if strategy in DNA_STRATEGIES and source in ("TRANSCRIPTOMIC", "TRANSCRIPTOMIC SINGLE CELL", "VIRAL RNA"):
            yield _odd("LIBRARY_SOURCE_ODD", record, path, f"{strategy} of a {source} source", "is RNA-Seq meant?")
        if slots.get("planned_cycles") == 0:
            yield _odd(
                "PLANNED_CYCLES_ZERO", record, path, "no planned cycles", "leave the cell empty where it is not known"
            )

    def finish(self) -> Iterator[Finding]:
        """Nothing more."""
        return iter(())


def _odd(code: str, record: Record, path: str, message: str, hint: str) -> Finding:
    location = record.provenance.location if record.provenance else ""
    severity: Severity = "info"
    return Finding(code, severity, path, location, message, hint, record.type, record.accession)
