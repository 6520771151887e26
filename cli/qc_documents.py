"""Reports for people and other programs, asked for beside the JSON: HTML, the archive's XML, MultiQC, the graph."""

import hashlib
import os
from contextlib import closing
from dataclasses import dataclass, field, replace
from importlib import import_module
from pathlib import Path

import orjson

from cli.qc_reports import write_whole
from graph_schema.errors import InvalidRecord
from qc.sequence.check import fault
from qc.sequence.checked import Checked
from qc.sequence.codes import ROOMS
from qc.sequence.units import Unit

OF_RUNS = frozenset({"reads", "base_counts", "quality_histogram"})
"""Metrics that a `<Run>` document is made of."""
FORM = orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS | orjson.OPT_SERIALIZE_NUMPY


GENETIC = frozenset(row.code for row in ROOMS["genotype"])
"""Codes that compare genotypes; the graph has no place of theirs that only few may see."""


@dataclass(slots=True)
class Graph:
    """The store that reports are written to, about the Run of the accession or what names and checksums tell."""

    store: str | None
    run: str = ""

    def write(self, checked: Checked) -> bool:
        """Write a report as nodes, the store held for no longer than that; False where it holds no Run or File of it."""
        open_store = import_module("graph_store").open_store
        write_report = import_module("cli.qc_graph").write_report
        plain = replace(checked, remarks=tuple(one for one in checked.remarks if one.code not in GENETIC))
        with closing(open_store(self.store, write=True)) as store:
            return write_report(store, plain, self.run) is not None


@dataclass(slots=True)
class Documents:
    """Where documents go: a file for a single unit, else a folder that gets one for each unit, named after its first file.

    `run` is the accession of the Run, where that was said. With `graph` each report becomes nodes too. What writes is imported when the first one is asked for.
    """

    html: Path | None = None
    xml: Path | None = None
    multiqc: Path | None = None
    graph: Graph | None = None
    run: str = ""
    names: dict[str, Path] = field(default_factory=dict)

    @property
    def alone(self) -> bool:
        """Whether a document is to be one file, so that there can be one report only."""
        return any(
            path is not None and is_file(path, form) for path, form in ((self.html, ".html"), (self.xml, ".xml"))
        )

    def write(self, unit: Unit, checked: Checked) -> list[str]:
        """Write what was asked for about a unit; what could not be made of it, which ends no run."""
        name, said = self._name(unit.paths[0]), []
        for make, asked in ((self._html, self.html), (self._xml, self.xml), (self._multiqc, self.multiqc)):
            try:
                documents = make(name, checked) if asked else {}
            except Exception as error:  # noqa: BLE001 -- a report that cannot be drawn is no reason to lose the others
                said.append(f"{checked.files[0].path}: no document: {fault(error)}")
                continue
            for path, content in documents.items():
                write_whole(path, content)
        return said

    def _html(self, name: str, checked: Checked) -> dict[Path, bytes]:
        text: str = import_module("qc.sequence.report.page").page(checked)
        return {_place(self.html, name, ".html"): text.encode()} if self.html else {}

    def _xml(self, name: str, checked: Checked) -> dict[Path, bytes]:
        """The `<Run>` document of reads; other formats, and files without any, have none."""
        if self.xml is None or not (checked.metrics.keys() >= OF_RUNS and checked.metrics["reads"]):
            return {}
        run = self.run or import_module("cli.qc_graph").run_named(checked)
        document: bytes = import_module("qc.sequence.report.run_document").run_document(checked, run)
        return {_place(self.xml, name, ".xml"): document}

    def _multiqc(self, name: str, checked: Checked) -> dict[Path, bytes]:
        files: dict[str, object] = import_module("qc.sequence.report.multiqc").module_files(checked)
        folder = self.multiqc or Path()
        return {folder / f"{name}.{ending}": orjson.dumps(content, option=FORM) for ending, content in files.items()}

    def into_graph(self, checked: Checked) -> list[str]:
        """Write a report into the graph, if that was asked for; what has to be said of it."""
        try:
            if self.graph is None or self.graph.write(checked):
                return []
        except InvalidRecord as error:
            return [f"{checked.files[0].path}: not written to the graph: {error.message}"]
        return [f"{checked.files[0].path}: the store holds neither its Run nor its File; load them, or give --run"]

    def _name(self, first: Path) -> str:
        """The first file's name, with a digest of its path where another file of that name came before."""
        path = first.resolve()
        if self.names.setdefault(first.name, path) == path:
            return first.name
        return f"{first.name}.{hashlib.sha256(os.fsencode(path)).hexdigest()[:8]}"


def _place(asked: Path, name: str, suffix: str) -> Path:
    """The file that was asked for, or one in the folder that was."""
    return asked if is_file(asked, suffix) else asked / f"{name}.qc{suffix}"


def is_file(asked: Path, suffix: str) -> bool:
    """Whether a path means one document and no folder of them."""
    return asked.suffix.lower() == suffix and not asked.is_dir()
