"""The layout rule: a PAIRED run has two read files or one that holds both, a SINGLE one has one.

Code `LAYOUT_DISAGREES`, severity warning. Only files with the roles read1 and read2 count, so runs
whose reads are in one BAM say nothing. What is remembered of a source is bounded.
"""

from collections.abc import Iterator

from graph_schema.record import Record
from qc.finding import Finding

CODE = "LAYOUT_DISAGREES"
REMEMBERED = 50_000
PAIRED_IN_ONE = frozenset({"bam", "cram", "sam", "sra", "sff", "tar", "hdf5"})


class LayoutRule:
    """Layouts of experiments, experiments of runs, read files of runs; compared at the end."""

    name = "layout"

    def __init__(self) -> None:
        self.layouts: dict[str, str] = {}
        self.runs: dict[str, tuple[str, str, str]] = {}
        self.roles: dict[str, set[str]] = {}

    def check(self, record: Record, path: str) -> Iterator[Finding]:
        """Remember; nothing can be said before the end."""
        if len(self.runs) + len(self.layouts) < REMEMBERED:
            self._remember(record, path)
        return iter(())

    def _remember(self, record: Record, path: str) -> None:
        if record.type == "Experiment" and "library_layout" in record.slots:
            self.layouts[record.accession] = record.slots["library_layout"]
        elif record.type == "Run":
            for experiment in _targets(record, "OF_EXPERIMENT"):
                location = record.provenance.location if record.provenance else ""
                self.runs[record.accession] = (experiment, path, location)
        elif record.type == "File" and record.slots.get("format") not in PAIRED_IN_ONE:
            for run in _targets(record, "OUTPUT_OF"):
                self.roles.setdefault(run, set()).add(record.slots.get("role", ""))

    def finish(self) -> Iterator[Finding]:
        """Runs whose files do not fit the layout of their experiment."""
        for run, (experiment, path, location) in self.runs.items():
            layout, roles = self.layouts.get(experiment), self.roles.get(run, set())
            if layout == "SINGLE" and {"read1", "read2"} <= roles:
                yield self._finding(run, path, location, f"{experiment} is SINGLE, but {run} has files of both reads")
            elif layout == "PAIRED" and roles == {"read1"}:
                yield self._finding(
                    run, path, location, f"{experiment} is PAIRED, but {run} has the file of one read only"
                )

    def _finding(self, run: str, path: str, location: str, message: str) -> Finding:
        return Finding(
            CODE, "warning", path, location, message, "correct the layout or add the missing file", "Run", run
        )


def _targets(record: Record, relationship: str) -> list[str]:
    return [relation.to for relation in record.relations if relation.type == relationship]
