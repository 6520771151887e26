"""What MultiQC picks up beside other programs' reports: its custom-content files, `*_mqc.json`.

Files of one section id are joined by MultiQC, so each unit writes its own and nothing has to know the others.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from qc.sequence.checked import Checked
from qc.sequence.report.nodes import parts

COLUMNS: dict[str, dict[str, Any]] = {
    "verdict": {"title": "Verdict", "description": "gsagraph qc: pass, warn or fail"},
    "reads": {"title": "Reads", "format": "{:,.0f}", "scale": "Blues"},
    "records": {"title": "Records", "format": "{:,.0f}", "scale": "Blues"},
    "bases": {"title": "Bases", "format": "{:,.0f}", "scale": "Greens"},
    "q30": {"title": "% Q30", "max": 100, "min": 0, "suffix": "%", "scale": "RdYlGn"},
    "gc": {"title": "% GC", "max": 100, "min": 0, "suffix": "%", "scale": "PuRd"},
    "duplicate_names": {"title": "Names twice", "format": "{:,.0f}", "scale": "OrRd"},
}
ENDINGS = frozenset(
    {".gz", ".bgz", ".bz2", ".xz", ".zst", ".fastq", ".fq", ".fasta", ".fa", ".fna"}
    | {".sam", ".bam", ".cram", ".vcf", ".bcf", ".fast5", ".pod5"}
)
SHARES = {"q30_fraction": "q30", "gc_content": "gc"}
Section = dict[str, Any]


def module_files(checked: Checked) -> dict[str, Section]:
    """The files of one unit: name ending → content; the sample is named after the file."""
    sections = {
        "general": _general(checked),
        "quality": _quality(checked),
        "gc": _gc(checked),
        "lengths": _lengths(checked),
    }
    return {f"gsagraph_{name}_mqc.json": section for name, section in sections.items() if section["data"]}


def sample_name(path: str) -> str:
    """A file's name without folder and without what names format and compression."""
    name = Path(path).name
    while (suffix := Path(name).suffix.lower()) in ENDINGS and Path(name).stem:
        name = name[: -len(suffix)]
    return name


def _general(checked: Checked) -> Section:
    rows = {}
    for name, metrics in _named(checked):
        row = {column: metrics[column] for column in COLUMNS if column in metrics}
        row |= {short: round(100 * metrics[long], 2) for long, short in SHARES.items() if metrics.get(long) is not None}
        rows[name] = {"verdict": checked.verdict, **row}
    headers = [{name: about} for name, about in COLUMNS.items()]
    return {"id": "gsagraph_general", "plot_type": "generalstats", "pconfig": headers, "data": rows}


def _quality(checked: Checked) -> Section:
    data = {}
    for name, metrics in _named(checked):
        found = metrics.get("per_position") or {}
        if found.get("bins"):
            data[name] = {
                (start + stop) / 2: mean
                for (start, stop), mean in zip(found["bins"], found["quality_mean"], strict=True)
            }
    return _lines("quality", "Mean quality by position", "position in the read", "Phred", data)


def _gc(checked: Checked) -> Section:
    data = {
        name: dict(enumerate(metrics["gc_histogram"]))
        for name, metrics in _named(checked)
        if any(metrics.get("gc_histogram") or ())
    }
    return _lines("gc", "GC content of reads", "percent GC", "reads", data)


def _lengths(checked: Checked) -> Section:
    data = {
        name: {(start + stop) / 2: count for start, stop, count in metrics["length_histogram"]}
        for name, metrics in _named(checked)
        if len(metrics.get("length_histogram") or ()) > 1
    }
    return _lines("lengths", "Read lengths", "bases", "reads", data)


def _lines(name: str, title: str, along: str, up: str, data: dict[str, Any]) -> Section:
    return {
        "id": f"gsagraph_{name}",
        "section_name": f"gsagraph: {title.lower()}",
        "description": f"{title}, as gsagraph qc found it.",
        "plot_type": "linegraph",
        "pconfig": {"id": f"gsagraph_{name}_plot", "title": f"gsagraph: {title}", "xlab": along, "ylab": up},
        "data": data,
    }


def _named(checked: Checked) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each file's sample name and figures."""
    for file, metrics in zip(checked.files, parts(checked.metrics), strict=False):
        yield sample_name(file.path), dict(metrics)
