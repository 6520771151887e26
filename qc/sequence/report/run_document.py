"""The `<Run>` document in which the archives report a FASTQ file set: spots, bases, GC, reads, qualities.

The form is that of SRA's run statistics, with the archive's GC content beside it. `loaders.run_document` reads it back.
"""

from typing import Any

from lxml import etree

from qc.sequence.checked import Checked
from qc.sequence.report.nodes import gc_percent, parts

READ = ("index", "count", "bases", "average", "stdev")


def run_document(checked: Checked, accession: str = "") -> bytes:
    """The document of a checked FASTQ file or set as UTF-8 XML; `accession` is the Run's, where it is known.

    Raises ValueError for a unit that has no reads to report (another format).
    """
    metrics = checked.metrics
    if "reads" not in metrics:
        raise ValueError("only reads have a Run document")
    files = parts(metrics)
    root = etree.Element("Run", _attributes(metrics, files, accession))
    etree.SubElement(root, "Size", value=str(sum(file.bytes for file in checked.files)), units="bytes")
    bases = etree.SubElement(root, "Bases", cs_native="false", count=str(metrics["bases"]))
    for base, count in metrics["base_counts"].items():
        if count:
            etree.SubElement(bases, "Base", value=base, count=str(count))
    percent = gc_percent(metrics)
    if percent is not None:
        etree.SubElement(root, "GC-Content").text = repr(percent)
    _statistics(root, files)
    qualities = etree.SubElement(root, "QualityCount")
    for quality, count in metrics["quality_histogram"].items():
        etree.SubElement(qualities, "Quality", value=str(quality), count=str(count))
    _databases(root, files, metrics["bases"])
    document: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return document


def _attributes(metrics: dict[str, Any], files: list[Any], accession: str) -> dict[str, str]:
    fixed = all(file["length"].get("min") == file["length"].get("max") for file in files)
    told = {
        "accession": accession,
        "read_length": "fixed" if fixed else "variable",
        "spot_count": str(files[0]["reads"]),
        "base_count": str(metrics["bases"]),
    }
    return {name: value for name, value in told.items() if value}


def _statistics(root: Any, files: list[Any]) -> None:
    statistics = etree.SubElement(root, "Statistics", nreads=str(len(files)), nspots=str(files[0]["reads"]))
    for index, file in enumerate(files):
        length = file["length"]
        values = (index, file["reads"], file["bases"], length.get("mean") or 0.0, length.get("sd") or 0.0)
        etree.SubElement(statistics, "Read", {name: repr(value) for name, value in zip(READ, values, strict=True)})


def _databases(root: Any, files: list[Any], bases: int) -> None:
    """The one table of a run that was not loaded into a database: its sequences."""
    database = etree.SubElement(etree.SubElement(root, "Databases"), "Database")
    source = etree.SubElement(etree.SubElement(database, "Table", name="SEQUENCE"), "Statistics", source="meta")
    etree.SubElement(source, "Rows", count=str(files[0]["reads"]))
    etree.SubElement(source, "Elements", count=str(bases))
